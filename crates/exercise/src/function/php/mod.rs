//! PHP: `solution.php` with a function or a class, `main.php` calls it.

use super::names::{camel, join, literal};
use super::{Backend, Class, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "php",
    solution: "solution.php",
    main: "main.php",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.php", include_str!("greenroom.php"));
        with_runtime("main.php", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::from("<?php\n\n");
    if signature.has_linked_list() {
        text += "// ListNode has the fields value and next; null is the empty list.\n";
    }
    if signature.has_tree() {
        text += "// TreeNode has the fields value, left and right; null is the empty tree.\n";
    }
    match signature {
        Signature::Function(function) => {
            let returns = Some(&function.returns);
            text + &stub(&function.name, &function.parameters, returns, "", "")
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let mut text = format!(
        "class {}\n{{\n{}    public function __construct({})\n    {{\n    }}\n",
        class.name,
        documentation(&class.constructor, None, "    "),
        join(&class.constructor, parameter)
    );
    for Method { name, parameters, returns } in &class.methods {
        text += "\n";
        text += &stub(name, parameters, returns.as_ref(), "    ", "public ");
    }
    text + "}\n"
}

fn stub(
    name: &str,
    parameters: &[Parameter],
    returns: Option<&Type>,
    indent: &str,
    visibility: &str,
) -> String {
    let name = camel(name);
    let documentation = documentation(parameters, returns, indent);
    let parameters = join(parameters, parameter);
    let returns = returns.map_or("void".into(), native);
    format!(
        "{documentation}{indent}{visibility}function {name}({parameters}): {returns}\n{indent}{{\n\
         {indent}    throw new LogicException(\"{name} is not written yet\");\n{indent}}}\n"
    )
}

fn documentation(parameters: &[Parameter], returns: Option<&Type>, indent: &str) -> String {
    let mut text = String::new();
    for Parameter { name, kind } in parameters {
        text += &format!("{indent} * @param {} ${}\n", type_name(kind), camel(name));
    }
    if let Some(kind) = returns {
        text += &format!("{indent} * @return {}\n", type_name(kind));
    }
    if text.is_empty() { text } else { format!("{indent}/**\n{text}{indent} */\n") }
}

fn parameter(parameter: &Parameter) -> String {
    format!("{} ${}", native(&parameter.kind), camel(&parameter.name))
}

/// The declaration that PHP itself checks.
fn native(kind: &Type) -> String {
    match kind {
        Type::Int => "int".into(),
        Type::Float => "float".into(),
        Type::Bool => "bool".into(),
        Type::String => "string".into(),
        Type::List(_) | Type::Map(..) => "array".into(),
        Type::Optional(item) => format!("?{}", native(item)),
        Type::LinkedList(_) => "?ListNode".into(),
        Type::Tree(_) => "?TreeNode".into(),
    }
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::List(item) | Type::Map(super::KeyType::Int, item) => {
            format!("array<int, {}>", type_name(item))
        }
        Type::Map(super::KeyType::String, item) => format!("array<string, {}>", type_name(item)),
        Type::Optional(item) => format!("{}|null", type_name(item)),
        Type::LinkedList(_) => "ListNode|null".into(),
        Type::Tree(_) => "TreeNode|null".into(),
        scalar => native(scalar),
    }
}

fn main(signature: &Signature) -> String {
    let head = "<?php\nrequire_once __DIR__ . \"/greenroom.php\";\nGreenroom::start();\n\
                require_once __DIR__ . \"/solution.php\";\n\n";
    match signature {
        Signature::Function(function) => {
            let arguments = join(&function.parameters, |parameter| {
                format!("Greenroom::read({}, Greenroom::next())", literal(&parameter.kind))
            });
            let (name, returns) = (camel(&function.name), literal(&function.returns));
            format!(
                "{head}Greenroom::print({returns}, {name}({arguments}));\nGreenroom::flush();\n"
            )
        }
        Signature::Class(class) => format!("{head}{}", class_main(class)),
    }
}

fn class_main(class: &Class) -> String {
    let kinds = |parameters: &[Parameter]| join(parameters, |p| literal(&p.kind));
    let mut table = String::new();
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("null".into(), literal);
        let method = camel(name);
        table +=
            &format!("    \"{name}\" => [\"{method}\", [{}], {returns}],\n", kinds(parameters));
    }
    format!(
        "$methods = [\n{table}];\n\
         $readAll = fn($kinds, $values) => array_map([\"Greenroom\", \"read\"], $kinds, $values);\n\
         $target = new {}(...$readAll([{}], Greenroom::next()));\n\
         while (($call = Greenroom::next()) !== null) {{\n    \
         [$name, $kinds, $returns] = $methods[$call[0]];\n    \
         $result = $target->$name(...$readAll($kinds, array_slice($call, 1)));\n    \
         if ($returns !== null) {{\n        Greenroom::print($returns, $result);\n    }}\n}}\n\
         Greenroom::flush();\n",
        class.name,
        kinds(&class.constructor),
    )
}
