//! C# 7: `Solution.cs` with a class, `Main.cs` calls it.

use super::names::{camel, join, pascal};
use super::{Backend, Class, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "csharp",
    solution: "Solution.cs",
    main: "Main.cs",
    starter,
    driver: |signature| {
        let runtime = ("Greenroom.cs", include_str!("Greenroom.cs"));
        with_runtime("Main.cs", main(signature), &[runtime])
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
    text += "using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\n";
    match signature {
        Signature::Function(function) => {
            let returns = Some(&function.returns);
            let stub = stub(&function.name, &function.parameters, returns);
            text + "public class Solution {\n" + &stub + "}\n"
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let name = &class.name;
    let constructor = join(&class.constructor, parameter);
    let mut text = format!("public class {name} {{\n    public {name}({constructor}) {{\n    }}\n");
    for Method { name, parameters, returns } in &class.methods {
        text += "\n";
        text += &stub(name, parameters, returns.as_ref());
    }
    text + "}\n"
}

fn stub(name: &str, parameters: &[Parameter], returns: Option<&Type>) -> String {
    let name = pascal(name);
    let parameters = join(parameters, parameter);
    let returns = returns.map_or("void".into(), type_name);
    format!(
        "    public {returns} {name}({parameters}) {{\n        \
         throw new NotImplementedException(\"{name} is not written yet\");\n    }}\n"
    )
}

fn parameter(parameter: &Parameter) -> String {
    format!("{} {}", type_name(&parameter.kind), camel(&parameter.name))
}

fn is_value(kind: &Type) -> bool {
    matches!(kind, Type::Int | Type::Float | Type::Bool)
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "long".into(),
        Type::Float => "double".into(),
        Type::Bool => "bool".into(),
        Type::String => "string".into(),
        Type::List(item) => format!("List<{}>", type_name(item)),
        Type::Map(KeyType::Int, item) => format!("Dictionary<long, {}>", type_name(item)),
        Type::Map(KeyType::String, item) => format!("Dictionary<string, {}>", type_name(item)),
        Type::Optional(item) if is_value(item) => format!("{}?", type_name(item)),
        Type::Optional(item) => type_name(item),
        Type::LinkedList(item) => format!("ListNode<{}>", type_name(item)),
        Type::Tree(item) => format!("TreeNode<{}>", type_name(item)),
    }
}

fn value(kind: &Type) -> String {
    match kind {
        Type::Int => "Greenroom.INT".into(),
        Type::Float => "Greenroom.FLOAT".into(),
        Type::Bool => "Greenroom.BOOL".into(),
        Type::String => "Greenroom.STRING".into(),
        Type::List(item) => format!("Greenroom.List({})", value(item)),
        Type::Map(KeyType::Int, item) => format!("Greenroom.MapInt({})", value(item)),
        Type::Map(KeyType::String, item) => format!("Greenroom.MapString({})", value(item)),
        Type::Optional(item) if is_value(item) => {
            format!("Greenroom.OptionalValue({})", value(item))
        }
        Type::Optional(item) => format!("Greenroom.Optional({})", value(item)),
        Type::LinkedList(item) => format!("Greenroom.LinkedList({})", value(item)),
        Type::Tree(item) => format!("Greenroom.Tree({})", value(item)),
    }
}

fn main(signature: &Signature) -> String {
    let body = match signature {
        Signature::Function(function) => {
            let arguments =
                join(&function.parameters, |p| format!("session.Next({})", value(&p.kind)));
            let (name, returns) = (pascal(&function.name), value(&function.returns));
            format!("        session.Print({returns}, new Solution().{name}({arguments}));\n")
        }
        Signature::Class(class) => class_main(class),
    };
    format!(
        "public static class Program {{\n    public static void Main() {{\n        \
         var session = new Greenroom();\n{body}        session.Flush();\n    }}\n}}\n"
    )
}

fn class_main(class: &Class) -> String {
    let arguments = |parameters: &[Parameter]| {
        join(parameters, |p| format!("session.Argument({})", value(&p.kind)))
    };
    let mut text = format!(
        "        session.Expect('[');\n        var target = new {}({});\n        \
         session.Expect(']');\n        while (!session.End()) {{\n            \
         session.Expect('[');\n            \
         string method = session.Next(Greenroom.STRING);\n            switch (method) {{\n",
        class.name,
        arguments(&class.constructor)
    );
    for Method { name, parameters, returns } in &class.methods {
        let call = format!("target.{}({})", pascal(name), arguments(parameters));
        let call = match returns {
            Some(kind) => format!("session.Print({}, {call})", value(kind)),
            None => call,
        };
        text += &format!("                case \"{name}\": {call}; break;\n");
    }
    text + "                default: throw new System.InvalidOperationException(\"unknown method \" + method);\n            \
            }\n            session.Expect(']');\n        }\n"
}
