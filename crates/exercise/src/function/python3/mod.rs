//! Python 3: `solution.py` with a function or a class, `__main__.py` calls it.

use super::names::{join, literal};
use super::{Backend, Class, Function, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "python3",
    solution: "solution.py",
    main: "__main__.py",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.py", include_str!("greenroom.py"));
        with_runtime("__main__.py", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let nodes: Vec<&str> = [
        signature.has_linked_list().then_some("ListNode"),
        signature.has_tree().then_some("TreeNode"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "# ListNode has the fields value and next; None is the empty list.\n";
    }
    if signature.has_tree() {
        text += "# TreeNode has the fields value, left and right; None is the empty tree.\n";
    }
    if !nodes.is_empty() {
        text += &["from greenroom import ", &nodes.join(", "), "\n\n\n"].concat();
    }
    match signature {
        Signature::Function(function) => text + &function_stub(function),
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn function_stub(function: &Function) -> String {
    let Function { name, parameters, returns } = function;
    let parameters = join(parameters, parameter);
    let returns = type_name(returns);
    format!(
        "def {name}({parameters}) -> {returns}:\n    \
         raise NotImplementedError(\"{name} is not written yet\")\n"
    )
}

fn class_stub(class: &Class) -> String {
    let own = |parameters: &[Parameter]| {
        let all: Vec<String> =
            std::iter::once("self".to_owned()).chain(parameters.iter().map(parameter)).collect();
        all.join(", ")
    };
    let mut text = format!(
        "class {}:\n    def __init__({}):\n        pass\n",
        class.name,
        own(&class.constructor)
    );
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("None".into(), type_name);
        let parameters = own(parameters);
        text += &format!(
            "\n    def {name}({parameters}) -> {returns}:\n        \
             raise NotImplementedError(\"{name} is not written yet\")\n"
        );
    }
    text
}

fn parameter(parameter: &Parameter) -> String {
    format!("{}: {}", parameter.name, type_name(&parameter.kind))
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "int".into(),
        Type::Float => "float".into(),
        Type::Bool => "bool".into(),
        Type::String => "str".into(),
        Type::List(item) => format!("list[{}]", type_name(item)),
        Type::Map(super::KeyType::Int, item) => format!("dict[int, {}]", type_name(item)),
        Type::Map(super::KeyType::String, item) => format!("dict[str, {}]", type_name(item)),
        Type::Optional(item) => format!("{} | None", type_name(item)),
        Type::LinkedList(_) => "ListNode | None".into(),
        Type::Tree(_) => "TreeNode | None".into(),
    }
}

fn main(signature: &Signature) -> String {
    let head = "import greenroom\nimport solution\n\n";
    match signature {
        Signature::Function(function) => {
            let arguments = join(&function.parameters, |parameter| {
                format!("greenroom.read({}, next(lines))", literal(&parameter.kind))
            });
            let Function { name, returns, .. } = function;
            let returns = literal(returns);
            format!(
                "{head}lines = greenroom.lines()\nresult = solution.{name}({arguments})\n\
                 greenroom.print_result({returns}, result)\ngreenroom.flush()\n"
            )
        }
        Signature::Class(class) => format!("{head}{}", class_main(class)),
    }
}

fn class_main(class: &Class) -> String {
    let kinds = |parameters: &[Parameter]| join(parameters, |p| literal(&p.kind));
    let mut table = String::new();
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("None".into(), literal);
        table += &format!("    \"{name}\": ([{}], {returns}),\n", kinds(parameters));
    }
    format!(
        "METHODS = {{\n{table}}}\n\n\n\
         def read_all(kinds, values):\n    \
         return [greenroom.read(kind, value) for kind, value in zip(kinds, values)]\n\n\n\
         lines = greenroom.lines()\n\
         target = solution.{}(*read_all([{}], next(lines)))\n\
         for call in lines:\n    \
         kinds, returns = METHODS[call[0]]\n    \
         result = getattr(target, call[0])(*read_all(kinds, call[1:]))\n    \
         if returns is not None:\n        \
         greenroom.print_result(returns, result)\n\
         greenroom.flush()\n",
        class.name,
        kinds(&class.constructor),
    )
}
