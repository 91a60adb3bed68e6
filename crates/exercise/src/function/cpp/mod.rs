//! C++: the solution is included by `main.cpp` as `solution.h`, the only file that is compiled.
//!
//! It is stored as a header because compilers are given every `.cpp` file of a submission, and a
//! class must be defined where it is used.

use super::names::join;
use super::{Backend, Class, Function, KeyType, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "cpp",
    solution: "solution.h",
    main: "main.cpp",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.h", include_str!("greenroom.h"));
        with_runtime("main.cpp", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "// ListNode<T> has the members value and next; nullptr is the empty list.\n";
    }
    if signature.has_tree() {
        text +=
            "// TreeNode<T> has the members value, left and right; nullptr is the empty tree.\n";
    }
    text += "#include <bits/stdc++.h>\n\nusing namespace std;\n\n";
    match signature {
        Signature::Function(Function { name, parameters, returns }) => {
            let parameters = join(parameters, parameter);
            let returns = type_name(returns);
            text + &format!(
                "{returns} {name}({parameters}) {{\n    \
                 throw logic_error(\"{name} is not written yet\");\n}}\n"
            )
        }
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn class_stub(class: &Class) -> String {
    let name = &class.name;
    let constructor = join(&class.constructor, parameter);
    let explicit = if class.constructor.len() == 1 { "explicit " } else { "" };
    let mut text =
        format!("class {name} {{\npublic:\n    {explicit}{name}({constructor}) {{\n    }}\n");
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("void".into(), type_name);
        let parameters = join(parameters, parameter);
        text += &format!(
            "\n    {returns} {name}({parameters}) {{\n        \
             throw logic_error(\"{name} is not written yet\");\n    }}\n"
        );
    }
    text + "};\n"
}

fn parameter(parameter: &Parameter) -> String {
    format!("{} {}", type_name(&parameter.kind), parameter.name)
}

/// Fully qualified in the driver, which must not rely on what the solution says it uses.
fn qualified(kind: &Type) -> String {
    match kind {
        Type::Int => "long long".into(),
        Type::Float => "double".into(),
        Type::Bool => "bool".into(),
        Type::String => "std::string".into(),
        Type::List(item) => format!("std::vector<{}>", qualified(item)),
        Type::Map(KeyType::Int, item) => format!("std::map<long long, {}>", qualified(item)),
        Type::Map(KeyType::String, item) => format!("std::map<std::string, {}>", qualified(item)),
        Type::Optional(item) => format!("std::optional<{}>", qualified(item)),
        Type::LinkedList(item) => format!("ListNode<{}>*", qualified(item)),
        Type::Tree(item) => format!("TreeNode<{}>*", qualified(item)),
    }
}

fn type_name(kind: &Type) -> String {
    qualified(kind).replace("std::", "")
}

fn main(signature: &Signature) -> String {
    let head = "#include \"greenroom.h\"\n#include \"solution.h\"\n\nint main() {\n    \
                greenroom::Session session;\n";
    let tail = "    session.flush();\n    return 0;\n}\n";
    let body = match signature {
        Signature::Function(function) => {
            let read = read_all(&function.parameters, "    ");
            // Qualified, so that a name such as `merge` is not looked up in `std`.
            let call = format!("::{}({})", function.name, arguments(&function.parameters));
            let returns = qualified(&function.returns);
            format!("{read}    session.print<{returns}>({call});\n")
        }
        Signature::Class(class) => class_main(class),
    };
    format!("{head}{body}{tail}")
}

/// Arguments go through variables, because C++ does not say in which order it evaluates them.
fn read_all(parameters: &[Parameter], indent: &str) -> String {
    let line = |(index, parameter): (usize, &Parameter)| {
        format!("{indent}auto a{index} = session.next<{}>();\n", qualified(&parameter.kind))
    };
    parameters.iter().enumerate().map(line).collect()
}

fn arguments(parameters: &[Parameter]) -> String {
    (0..parameters.len()).map(|index| format!("a{index}")).collect::<Vec<_>>().join(", ")
}

/// As `read_all`, with the commas of a JSON array in front of all but the first.
fn read_array(parameters: &[Parameter], first_comma: bool, indent: &str) -> String {
    let line = |(index, parameter): (usize, &Parameter)| {
        let comma = if index > 0 || first_comma {
            format!("{indent}session.in.expect(',');\n")
        } else {
            String::new()
        };
        format!("{comma}{indent}auto a{index} = session.next<{}>();\n", qualified(&parameter.kind))
    };
    parameters.iter().enumerate().map(line).collect()
}

fn class_main(class: &Class) -> String {
    let name = &class.name;
    let read = read_array(&class.constructor, false, "    ");
    let call = arguments(&class.constructor);
    let call = if call.is_empty() { String::new() } else { format!("({call})") };
    let mut text = format!(
        "    session.in.expect('[');\n{read}    session.in.expect(']');\n    {name} target{call};\n\
         \x20   while (!session.in.end()) {{\n        session.in.expect('[');\n        \
         std::string method = session.next<std::string>();\n"
    );
    let mut lead = "        if";
    for Method { name, parameters, returns } in &class.methods {
        let read = read_array(parameters, true, "            ");
        let call = format!("target.{name}({})", arguments(parameters));
        let call = match returns {
            Some(kind) => format!("session.print<{}>({call})", qualified(kind)),
            None => call,
        };
        text += &format!("{lead} (method == \"{name}\") {{\n{read}            {call};\n        }}");
        lead = " else if";
    }
    text + " else {\n            greenroom::fail(\"the input names an unknown method\");\n\
            \x20       }\n\
            \x20       session.in.expect(']');\n    }\n"
}
