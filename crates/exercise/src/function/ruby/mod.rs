//! Ruby: `solution.rb` with a method or a class, `main.rb` calls it.

use super::names::{join, literal};
use super::{Backend, Class, Function, Method, Parameter, Signature, Type, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "ruby",
    solution: "solution.rb",
    main: "main.rb",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.rb", include_str!("greenroom.rb"));
        with_runtime("main.rb", main(signature), &[runtime])
    },
};

fn starter(signature: &Signature) -> String {
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "# ListNode has value and next; nil is the empty list.\n";
    }
    if signature.has_tree() {
        text += "# TreeNode has value, left and right; nil is the empty tree.\n";
    }
    if !text.is_empty() {
        text += "require_relative \"greenroom\"\n\n";
    }
    match signature {
        Signature::Function(function) => text + &function_stub(function),
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn function_stub(function: &Function) -> String {
    let Function { name, parameters, returns } = function;
    let documentation = documentation(parameters, Some(returns), "");
    let list = list(parameters);
    format!(
        "{documentation}def {name}{list}\n  \
         raise NotImplementedError, \"{name} is not written yet\"\nend\n"
    )
}

fn class_stub(class: &Class) -> String {
    let mut text = format!(
        "class {}\n{}  def initialize{}\n  end\n",
        class.name,
        documentation(&class.constructor, None, "  "),
        list(&class.constructor)
    );
    for Method { name, parameters, returns } in &class.methods {
        let documentation = documentation(parameters, returns.as_ref(), "  ");
        let list = list(parameters);
        text += &format!(
            "\n{documentation}  def {name}{list}\n    \
             raise NotImplementedError, \"{name} is not written yet\"\n  end\n"
        );
    }
    text + "end\n"
}

fn list(parameters: &[Parameter]) -> String {
    if parameters.is_empty() {
        return String::new();
    }
    format!("({})", join(parameters, |p| p.name.clone()))
}

fn documentation(parameters: &[Parameter], returns: Option<&Type>, indent: &str) -> String {
    let mut text = String::new();
    for Parameter { name, kind } in parameters {
        text += &format!("{indent}# @param {name} [{}]\n", type_name(kind));
    }
    if let Some(kind) = returns {
        text += &format!("{indent}# @return [{}]\n", type_name(kind));
    }
    text
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Int => "Integer".into(),
        Type::Float => "Float".into(),
        Type::Bool => "Boolean".into(),
        Type::String => "String".into(),
        Type::List(item) => format!("Array<{}>", type_name(item)),
        Type::Map(super::KeyType::Int, item) => format!("Hash{{Integer => {}}}", type_name(item)),
        Type::Map(super::KeyType::String, item) => format!("Hash{{String => {}}}", type_name(item)),
        Type::Optional(item) => format!("{}, nil", type_name(item)),
        Type::LinkedList(_) => "ListNode, nil".into(),
        Type::Tree(_) => "TreeNode, nil".into(),
    }
}

fn main(signature: &Signature) -> String {
    let head = "require_relative \"greenroom\"\nrequire_relative \"solution\"\n\n";
    match signature {
        Signature::Function(Function { name, parameters, returns }) => {
            let arguments = join(parameters, |parameter| {
                format!("Greenroom.read({}, Greenroom.next)", literal(&parameter.kind))
            });
            let returns = literal(returns);
            format!("{head}Greenroom.print({returns}, {name}({arguments}))\nGreenroom.flush\n")
        }
        Signature::Class(class) => format!("{head}{}", class_main(class)),
    }
}

fn class_main(class: &Class) -> String {
    let kinds = |parameters: &[Parameter]| join(parameters, |p| literal(&p.kind));
    let mut table = String::new();
    for Method { name, parameters, returns } in &class.methods {
        let returns = returns.as_ref().map_or("nil".into(), literal);
        table += &format!("  \"{name}\" => [[{}], {returns}],\n", kinds(parameters));
    }
    format!(
        "methods = {{\n{table}}}\n\
         read_all = lambda do |kinds, values|\n  \
         kinds.zip(values).map {{ |kind, one| Greenroom.read(kind, one) }}\nend\n\
         target = {}.new(*read_all.call([{}], Greenroom.next))\n\
         while (call = Greenroom.next)\n  \
         kinds, returns = methods.fetch(call[0])\n  \
         result = target.public_send(call[0], *read_all.call(kinds, call.drop(1)))\n  \
         Greenroom.print(returns, result) unless returns.nil?\nend\nGreenroom.flush\n",
        class.name,
        kinds(&class.constructor),
    )
}
