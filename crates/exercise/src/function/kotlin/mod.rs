//! Kotlin: `Solution.kt` with a function or a class, `Main.kt` calls it.

use super::names::{camel, join};
use super::{Backend, Class, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "kotlin",
    solution: "Solution.kt",
    main: "Main.kt",
    starter,
    driver: |signature| {
        let runtime = ("Greenroom.kt", include_str!("Greenroom.kt"));
        with_runtime("Main.kt", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "// ListNode<T> has the properties value and next; null is the empty list.\n";
    }
    if signature.has_tree() {
        text +=
            "// TreeNode<T> has the properties value, left and right; null is the empty tree.\n";
    }
    if !text.is_empty() {
        text += "\n";
    }
    match signature {
        Signature::Function(function) => {
            let returns = Some(&function.returns);
            text + &stub(&function.name, &function.parameters, returns, "")
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let constructor = join(&class.constructor, parameter);
    let methods: Vec<String> = class
        .methods
        .iter()
        .map(|method| stub(&method.name, &method.parameters, method.returns.as_ref(), "    "))
        .collect();
    format!("class {}({constructor}) {{\n{}}}\n", class.name, methods.join("\n"))
}

fn stub(name: &str, parameters: &[Parameter], returns: Option<&Type>, indent: &str) -> String {
    let name = camel(name);
    let parameters = join(parameters, parameter);
    let returns = returns.map_or(String::new(), |kind| format!(": {}", type_name(kind)));
    format!(
        "{indent}fun {name}({parameters}){returns} {{\n{indent}    \
         throw NotImplementedError(\"{name} is not written yet\")\n{indent}}}\n"
    )
}

fn parameter(parameter: &Parameter) -> String {
    format!("{}: {}", camel(&parameter.name), type_name(&parameter.kind))
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "Long".into(),
        Type::Float => "Double".into(),
        Type::Bool => "Boolean".into(),
        Type::String => "String".into(),
        Type::List(item) => format!("List<{}>", type_name(item)),
        Type::Map(KeyType::Int, item) => format!("Map<Long, {}>", type_name(item)),
        Type::Map(KeyType::String, item) => format!("Map<String, {}>", type_name(item)),
        Type::Optional(item) => format!("{}?", type_name(item)),
        Type::LinkedList(item) => format!("ListNode<{}>?", type_name(item)),
        Type::Tree(item) => format!("TreeNode<{}>?", type_name(item)),
    }
}

fn value(kind: &Type) -> String {
    match kind {
        Type::Int => "Greenroom.INT".into(),
        Type::Float => "Greenroom.FLOAT".into(),
        Type::Bool => "Greenroom.BOOL".into(),
        Type::String => "Greenroom.STRING".into(),
        Type::List(item) => format!("Greenroom.list({})", value(item)),
        Type::Map(KeyType::Int, item) => format!("Greenroom.mapInt({})", value(item)),
        Type::Map(KeyType::String, item) => format!("Greenroom.mapString({})", value(item)),
        Type::Optional(item) => format!("Greenroom.optional({})", value(item)),
        Type::LinkedList(item) => format!("Greenroom.linkedList({})", value(item)),
        Type::Tree(item) => format!("Greenroom.tree({})", value(item)),
    }
}

fn main(signature: &Signature) -> String {
    let body = match signature {
        Signature::Function(function) => {
            let arguments =
                join(&function.parameters, |p| format!("session.next({})", value(&p.kind)));
            let (name, returns) = (camel(&function.name), value(&function.returns));
            format!("    session.print({returns}, {name}({arguments}))\n")
        }
        Signature::Class(class) => class_main(class),
    };
    format!(
        "fun main(arguments: Array<String>) {{\n    val session = Greenroom()\n{body}    \
         session.flush()\n}}\n"
    )
}

fn class_main(class: &Class) -> String {
    let arguments = |parameters: &[Parameter]| {
        join(parameters, |p| format!("session.argument({})", value(&p.kind)))
    };
    let mut text = format!(
        "    session.expect('[')\n    val target = {}({})\n    session.expect(']')\n    \
         while (!session.end()) {{\n        session.expect('[')\n        \
         val method = session.next(Greenroom.STRING)\n        when (method) {{\n",
        class.name,
        arguments(&class.constructor)
    );
    for Method { name, parameters, returns } in &class.methods {
        let call = format!("target.{}({})", camel(name), arguments(parameters));
        let call = match returns {
            Some(kind) => format!("session.print({}, {call})", value(kind)),
            None => call,
        };
        text += &format!("            \"{name}\" -> {call}\n");
    }
    text + "            else -> throw IllegalStateException(\"unknown method \" + method)\n        \
            }\n        session.expect(']')\n    }\n"
}
