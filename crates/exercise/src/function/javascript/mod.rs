//! JavaScript on Node: `solution.js` exports a function or a class, `main.js` calls it.

use super::names::{camel, join, literal};
use super::{Backend, Class, Function, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "javascript",
    solution: "solution.js",
    main: "main.js",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.js", include_str!("greenroom.js"));
        with_runtime("main.js", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::from("\"use strict\";\n\n");
    let nodes: Vec<&str> = [
        signature.has_linked_list().then_some("ListNode"),
        signature.has_tree().then_some("TreeNode"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if signature.has_linked_list() {
        text += "// ListNode has the fields value and next; null is the empty list.\n";
    }
    if signature.has_tree() {
        text += "// TreeNode has the fields value, left and right; null is the empty tree.\n";
    }
    if !nodes.is_empty() {
        text += &["const { ", &nodes.join(", "), " } = require(\"./greenroom.js\");\n\n"].concat();
    }
    match signature {
        Signature::Function(function) => text + &function_stub(function),
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn function_stub(function: &Function) -> String {
    let name = camel(&function.name);
    let documentation = documentation(&function.parameters, Some(&function.returns), "");
    let parameters = join(&function.parameters, |p| camel(&p.name));
    format!(
        "{documentation}function {name}({parameters}) {{\n  \
         throw new Error(\"{name} is not written yet\");\n}}\n\nmodule.exports = {{ {name} }};\n"
    )
}

fn class_stub(class: &Class) -> String {
    let parameters = |parameters: &[Parameter]| join(parameters, |p| camel(&p.name));
    let mut text = format!(
        "class {} {{\n{}  constructor({}) {{\n  }}\n",
        class.name,
        documentation(&class.constructor, None, "  "),
        parameters(&class.constructor)
    );
    for method in &class.methods {
        let name = camel(&method.name);
        text += &format!(
            "\n{}  {name}({}) {{\n    throw new Error(\"{name} is not written yet\");\n  }}\n",
            documentation(&method.parameters, method.returns.as_ref(), "  "),
            parameters(&method.parameters)
        );
    }
    text + &format!("}}\n\nmodule.exports = {{ {} }};\n", class.name)
}

/// A `JSDoc` comment with the types.
fn documentation(parameters: &[Parameter], returns: Option<&Type>, indent: &str) -> String {
    let mut lines: Vec<String> = parameters
        .iter()
        .map(|p| format!("{indent} * @param {{{}}} {}\n", type_name(&p.kind), camel(&p.name)))
        .collect();
    lines.extend(returns.map(|kind| format!("{indent} * @returns {{{}}}\n", type_name(kind))));
    if lines.is_empty() {
        return String::new();
    }
    format!("{indent}/**\n{}{indent} */\n", lines.concat())
}

/// The type in TypeScript's words, which `JSDoc` shares.
pub fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int | Type::Float => "number".into(),
        Type::Bool => "boolean".into(),
        Type::String => "string".into(),
        Type::List(item)
            if matches!(**item, Type::Optional(_) | Type::LinkedList(_) | Type::Tree(_)) =>
        {
            format!("({})[]", type_name(item))
        }
        Type::List(item) => format!("{}[]", type_name(item)),
        Type::Map(super::KeyType::Int, item) => format!("Map<number, {}>", type_name(item)),
        Type::Map(super::KeyType::String, item) => format!("Map<string, {}>", type_name(item)),
        Type::Optional(item) => format!("{} | null", type_name(item)),
        Type::LinkedList(item) => format!("ListNode<{}> | null", type_name(item)),
        Type::Tree(item) => format!("TreeNode<{}> | null", type_name(item)),
    }
}

fn main(signature: &Signature) -> String {
    format!(
        "\"use strict\";\n\nconst greenroom = require(\"./greenroom.js\");\n\
         const solution = require(\"./solution.js\");\n\n{}",
        body(signature)
    )
}

/// What `main` does, the same in TypeScript.
pub fn body(signature: &Signature) -> String {
    match signature {
        Signature::Function(function) => {
            let name = camel(&function.name);
            let arguments = join(&function.parameters, |parameter| {
                format!("greenroom.read({}, greenroom.next())", literal(&parameter.kind))
            });
            let returns = literal(&function.returns);
            format!(
                "{}greenroom.print({returns}, solution.{name}({arguments}));\ngreenroom.flush();\n",
                exported(&name)
            )
        }
        Signature::Class(class) => class_body(class),
    }
}

fn exported(name: &str) -> String {
    format!(
        "if (typeof solution.{name} !== \"function\") {{\n  \
         throw new Error(\"the solution must export {name}\");\n}}\n"
    )
}

fn class_body(class: &Class) -> String {
    let kinds = |parameters: &[Parameter]| join(parameters, |p| literal(&p.kind));
    let mut table = String::new();
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("null".into(), literal);
        let method = camel(name);
        table += &format!("  {name}: [\"{method}\", [{}], {returns}],\n", kinds(parameters));
    }
    format!(
        "const methods = {{\n{table}}};\n\
         const readAll = (kinds, values) =>\n  \
         kinds.map((kind, i) => greenroom.read(kind, values[i]));\n\
         {}const target = new solution.{}(...readAll([{}], greenroom.next()));\n\
         for (let call = greenroom.next(); call !== undefined; call = greenroom.next()) {{\n  \
         const [name, kinds, returns] = methods[call[0]];\n  \
         const result = target[name](...readAll(kinds, call.slice(1)));\n  \
         if (returns !== null) {{\n    greenroom.print(returns, result);\n  }}\n}}\n\
         greenroom.flush();\n",
        exported(&class.name),
        class.name,
        kinds(&class.constructor),
    )
}
