//! Go: `solution.go` with a function or a type, `main.go` calls it.

use super::names::{camel, join, pascal};
use super::{Backend, Class, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "go",
    solution: "solution.go",
    main: "main.go",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.go", include_str!("greenroom.go"));
        with_runtime("main.go", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::from("package main\n\n");
    if signature.has_linked_list() {
        text += "// ListNode[T] has the fields Value and Next; nil is the empty list.\n";
    }
    if signature.has_tree() {
        text += "// TreeNode[T] has the fields Value, Left and Right; nil is the empty tree.\n";
    }
    if signature.has_linked_list() || signature.has_tree() {
        text += "\n";
    }
    match signature {
        Signature::Function(function) => {
            let name = camel(&function.name);
            let parameters = join(&function.parameters, parameter);
            let returns = type_name(&function.returns);
            text + &format!(
                "func {name}({parameters}) {returns} {{\n\tpanic(\"{name} is not written yet\")\n}}\n"
            )
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let name = &class.name;
    let constructor = join(&class.constructor, parameter);
    let mut text = format!(
        "type {name} struct {{\n}}\n\nfunc New{name}({constructor}) *{name} {{\n\treturn &{name}{{}}\n}}\n"
    );
    for method in &class.methods {
        let method_name = pascal(&method.name);
        let parameters = join(&method.parameters, parameter);
        let returns = method.returns.as_ref().map_or(String::new(), |kind| type_name(kind) + " ");
        text += &format!(
            "\nfunc (self *{name}) {method_name}({parameters}) {returns}{{\n\t\
             panic(\"{method_name} is not written yet\")\n}}\n"
        );
    }
    text
}

fn parameter(parameter: &Parameter) -> String {
    format!("{} {}", camel(&parameter.name), type_name(&parameter.kind))
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "int".into(),
        Type::Float => "float64".into(),
        Type::Bool => "bool".into(),
        Type::String => "string".into(),
        Type::List(item) => format!("[]{}", type_name(item)),
        Type::Map(KeyType::Int, item) => format!("map[int]{}", type_name(item)),
        Type::Map(KeyType::String, item) => format!("map[string]{}", type_name(item)),
        Type::Optional(item) => format!("*{}", type_name(item)),
        Type::LinkedList(item) => format!("*ListNode[{}]", type_name(item)),
        Type::Tree(item) => format!("*TreeNode[{}]", type_name(item)),
    }
}

fn value(kind: &Type) -> String {
    match kind {
        Type::Int => "greenroomInt".into(),
        Type::Float => "greenroomFloat".into(),
        Type::Bool => "greenroomBool".into(),
        Type::String => "greenroomString".into(),
        Type::List(item) => format!("greenroomList({})", value(item)),
        Type::Map(KeyType::Int, item) => format!("greenroomMapInt({})", value(item)),
        Type::Map(KeyType::String, item) => format!("greenroomMapString({})", value(item)),
        Type::Optional(item) => format!("greenroomOptional({})", value(item)),
        Type::LinkedList(item) => format!("greenroomLinkedList({})", value(item)),
        Type::Tree(item) => format!("greenroomTree({})", value(item)),
    }
}

fn main(signature: &Signature) -> String {
    let body = match signature {
        Signature::Function(function) => {
            let arguments = join(&function.parameters, |parameter| {
                format!("{}.read(session.next())", value(&parameter.kind))
            });
            let (name, returns) = (camel(&function.name), value(&function.returns));
            format!("\tgreenroomPrint(session, {returns}, {name}({arguments}))\n")
        }
        Signature::Class(class) => class_main(class),
    };
    format!(
        "package main\n\nfunc main() {{\n\tsession := greenroomStart()\n{body}\tsession.flush()\n}}\n"
    )
}

fn class_main(class: &Class) -> String {
    let arguments = |parameters: &[Parameter], from: usize| {
        let one = |(index, parameter): (usize, &Parameter)| {
            format!("{}.read(call[{}])", value(&parameter.kind), index + from)
        };
        parameters.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!(
        "\tcall := session.call()\n\ttarget := New{}({})\n\
         \tfor call = session.call(); call != nil; call = session.call() {{\n\
         \t\tmethod := greenroomString.read(call[0])\n\t\tswitch method {{\n",
        class.name,
        arguments(&class.constructor, 0)
    );
    for Method { name, parameters, returns } in &class.methods {
        let call = format!("target.{}({})", pascal(name), arguments(parameters, 1));
        let call = match returns {
            Some(kind) => format!("greenroomPrint(session, {}, {call})", value(kind)),
            None => call,
        };
        text += &format!("\t\tcase \"{name}\":\n\t\t\t{call}\n");
    }
    text + "\t\tdefault:\n\t\t\tpanic(\"unknown method \" + method)\n\t\t}\n\t}\n"
}
