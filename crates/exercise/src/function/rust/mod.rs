//! Rust: `solution.rs` is a module of `main.rs`, the file that is compiled.

use super::names::join;
use super::{Backend, Class, Function, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "rust",
    solution: "solution.rs",
    main: "main.rs",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.rs", include_str!("greenroom.rs"));
        with_runtime("main.rs", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "// ListNode<T> has the fields value and next.\nuse crate::greenroom::ListNode;\n";
    }
    if signature.has_tree() {
        text += "// TreeNode<T> has the fields value, left and right.\nuse crate::greenroom::TreeNode;\n";
    }
    if signature.has_map() {
        text += "use std::collections::HashMap;\n";
    }
    if !text.is_empty() {
        text += "\n";
    }
    match signature {
        Signature::Function(Function { name, parameters, returns }) => {
            let parameters = join(parameters, parameter);
            let returns = type_name(returns);
            text + &format!(
                "pub fn {name}({parameters}) -> {returns} {{\n    \
                 panic!(\"{name} is not written yet\")\n}}\n"
            )
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let name = &class.name;
    let constructor = join(&class.constructor, parameter);
    let mut text = format!(
        "pub struct {name} {{}}\n\nimpl {name} {{\n    pub fn new({constructor}) -> Self {{\n        \
         {name} {{}}\n    }}\n"
    );
    for Method { name, parameters, returns } in &class.methods {
        let all = std::iter::once("&mut self".to_owned()).chain(parameters.iter().map(parameter));
        let all = all.collect::<Vec<_>>().join(", ");
        let returns = returns.as_ref().map_or(String::new(), |r| format!(" -> {}", type_name(r)));
        text += &format!(
            "\n    pub fn {name}({all}){returns} {{\n        \
             panic!(\"{name} is not written yet\")\n    }}\n"
        );
    }
    text + "}\n"
}

fn parameter(parameter: &Parameter) -> String {
    format!("{}: {}", parameter.name, type_name(&parameter.kind))
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "i64".into(),
        Type::Float => "f64".into(),
        Type::Bool => "bool".into(),
        Type::String => "String".into(),
        Type::List(item) => format!("Vec<{}>", type_name(item)),
        Type::Map(KeyType::Int, item) => format!("HashMap<i64, {}>", type_name(item)),
        Type::Map(KeyType::String, item) => format!("HashMap<String, {}>", type_name(item)),
        Type::Optional(item) => format!("Option<{}>", type_name(item)),
        Type::LinkedList(item) => format!("Option<Box<ListNode<{}>>>", type_name(item)),
        Type::Tree(item) => format!("Option<Box<TreeNode<{}>>>", type_name(item)),
    }
}

fn main(signature: &Signature) -> String {
    let body = match signature {
        Signature::Function(function) => {
            let read = |(index, _): (usize, &Parameter)| {
                format!("        let a{index} = session.next();\n")
            };
            let read: String = function.parameters.iter().enumerate().map(read).collect();
            let arguments = arguments(function.parameters.len());
            format!("{read}        session.print(solution::{}({arguments}));\n", function.name)
        }
        Signature::Class(class) => class_main(class),
    };
    format!(
        "mod greenroom;\nmod solution;\n\nfn main() {{\n    \
         greenroom::run(|session| {{\n{body}    }});\n}}\n"
    )
}

fn arguments(count: usize) -> String {
    (0..count).map(|index| format!("a{index}")).collect::<Vec<_>>().join(", ")
}

fn class_main(class: &Class) -> String {
    let read = |count: usize, indent: &str| -> String {
        let line = |index| format!("{indent}let a{index} = session.argument();\n");
        (0..count).map(line).collect::<Vec<_>>().concat()
    };
    let mut text = format!(
        "        session.expect(b'[');\n{}        let mut target = solution::{}::new({});\n        \
         session.expect(b']');\n        while !session.end() {{\n            \
         session.expect(b'[');\n            \
         let method: String = session.next();\n            match method.as_str() {{\n",
        read(class.constructor.len(), "        "),
        class.name,
        arguments(class.constructor.len())
    );
    for Method { name, parameters, returns } in &class.methods {
        let call = format!("target.{name}({})", arguments(parameters.len()));
        let call = match returns {
            Some(_) => format!("let result = {call};\n                    session.print(result)"),
            None => call,
        };
        text += &format!(
            "                \"{name}\" => {{\n{}                    {call};\n                }}\n",
            read(parameters.len(), "                    ")
        );
    }
    text + "                other => panic!(\"unknown method {}\", other),\n\
            \x20           }\n            \
            session.expect(b']');\n        }\n        std::mem::forget(target);\n"
}
