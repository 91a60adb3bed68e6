//! Java: `Solution.java` with a class, `Main.java` calls it.

use super::names::{camel, join};
use super::{Backend, Class, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "java",
    solution: "Solution.java",
    main: "Main.java",
    starter,
    driver: |signature| {
        let runtime = ("Greenroom.java", include_str!("Greenroom.java"));
        with_runtime("Main.java", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "// ListNode<T> has the fields value and next; null is the empty list.\n";
    }
    if signature.has_tree() {
        text += "// TreeNode<T> has the fields value, left and right; null is the empty tree.\n";
    }
    text += "import java.util.*;\n\n";
    match signature {
        Signature::Function(function) => {
            let name = camel(&function.name);
            let parameters = join(&function.parameters, parameter);
            let returns = type_name(&function.returns);
            text + &format!(
                "class Solution {{\n    {returns} {name}({parameters}) {{\n        \
                 throw new UnsupportedOperationException(\"{name} is not written yet\");\n    \
                 }}\n}}\n"
            )
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let name = &class.name;
    let constructor = join(&class.constructor, parameter);
    let mut text = format!("class {name} {{\n    {name}({constructor}) {{\n    }}\n");
    for Method { name, parameters, returns } in &class.methods {
        let name = camel(name);
        let returns = returns.as_ref().map_or("void".into(), type_name);
        let parameters = join(parameters, parameter);
        text += &format!(
            "\n    {returns} {name}({parameters}) {{\n        \
             throw new UnsupportedOperationException(\"{name} is not written yet\");\n    }}\n"
        );
    }
    text + "}\n"
}

fn parameter(parameter: &Parameter) -> String {
    format!("{} {}", type_name(&parameter.kind), camel(&parameter.name))
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "long".into(),
        Type::Float => "double".into(),
        Type::Bool => "boolean".into(),
        other => boxed(other),
    }
}

fn boxed(kind: &Type) -> String {
    match kind {
        Type::Int => "Long".into(),
        Type::Float => "Double".into(),
        Type::Bool => "Boolean".into(),
        Type::String => "String".into(),
        Type::List(item) => format!("List<{}>", boxed(item)),
        Type::Map(KeyType::Int, item) => format!("Map<Long, {}>", boxed(item)),
        Type::Map(KeyType::String, item) => format!("Map<String, {}>", boxed(item)),
        Type::Optional(item) => boxed(item),
        Type::LinkedList(item) => format!("ListNode<{}>", boxed(item)),
        Type::Tree(item) => format!("TreeNode<{}>", boxed(item)),
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
            format!("        session.print({returns}, new Solution().{name}({arguments}));\n")
        }
        Signature::Class(class) => class_main(class),
    };
    format!(
        "public class Main {{\n    public static void main(String[] arguments) throws Exception {{\n        \
         Greenroom session = new Greenroom();\n{body}        session.flush();\n    }}\n}}\n"
    )
}

fn class_main(class: &Class) -> String {
    let arguments = |parameters: &[Parameter]| {
        join(parameters, |p| format!("session.argument({})", value(&p.kind)))
    };
    let name = &class.name;
    let mut text = format!(
        "        session.expect('[');\n        {name} target = new {name}({});\n        \
         session.expect(']');\n        while (!session.end()) {{\n            \
         session.expect('[');\n            \
         String method = session.next(Greenroom.STRING);\n            switch (method) {{\n",
        arguments(&class.constructor)
    );
    for method in &class.methods {
        let call = format!("target.{}({})", camel(&method.name), arguments(&method.parameters));
        let call = match &method.returns {
            Some(kind) => format!("session.print({}, {call})", value(kind)),
            None => call,
        };
        let name = &method.name;
        text += &format!("                case \"{name}\": {call}; break;\n");
    }
    text + "                default: throw new IllegalStateException(\"unknown method \" + method);\n            \
            }\n            session.expect(']');\n        }\n"
}
