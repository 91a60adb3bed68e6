//! Bends `snake_case` names to the conventions of languages, and asks signatures what they use.

use super::{Parameter, Signature, Type};

/// `twoSum`
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| text + &capital(word))
}

/// `TwoSum`
pub fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// `name: type` pairs or the like, joined by `, `.
pub fn join(parameters: &[Parameter], one: impl Fn(&Parameter) -> String) -> String {
    parameters.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl Signature {
    /// Every type of the signature, with the types inside.
    pub fn types(&self) -> Vec<&Type> {
        let mut found = Vec::new();
        let parameters: Vec<&Parameter> = match self {
            Self::Function(function) => function.parameters.iter().collect(),
            Self::Class(class) => {
                let methods = class.methods.iter().flat_map(|method| &method.parameters);
                class.constructor.iter().chain(methods).collect()
            }
        };
        for parameter in parameters {
            collect(&parameter.kind, &mut found);
        }
        match self {
            Self::Function(function) => collect(&function.returns, &mut found),
            Self::Class(class) => {
                let returns = class.methods.iter().filter_map(|method| method.returns.as_ref());
                returns.for_each(|kind| collect(kind, &mut found));
            }
        }
        found
    }

    pub fn has_linked_list(&self) -> bool {
        self.types().iter().any(|kind| matches!(kind, Type::LinkedList(_)))
    }

    pub fn has_tree(&self) -> bool {
        self.types().iter().any(|kind| matches!(kind, Type::Tree(_)))
    }

    pub fn has_map(&self) -> bool {
        self.types().iter().any(|kind| matches!(kind, Type::Map(..)))
    }
}

fn collect<'t>(kind: &'t Type, found: &mut Vec<&'t Type>) {
    found.push(kind);
    match kind {
        Type::List(item)
        | Type::Map(_, item)
        | Type::Optional(item)
        | Type::LinkedList(item)
        | Type::Tree(item) => collect(item, found),
        Type::Int | Type::Float | Type::Bool | Type::String => {}
    }
}

/// The type as nested literals that Python, JavaScript, TypeScript, Ruby and PHP all read alike.
pub fn literal(kind: &Type) -> String {
    let nested = |name: &str, item: &Type| format!("[\"{name}\", {}]", literal(item));
    match kind {
        Type::Int | Type::Float | Type::Bool | Type::String => format!("\"{kind}\""),
        Type::List(item) => nested("list", item),
        Type::Map(super::KeyType::Int, item) => nested("map_int", item),
        Type::Map(super::KeyType::String, item) => nested("map_string", item),
        Type::Optional(item) => nested("optional", item),
        Type::LinkedList(item) => nested("linked_list", item),
        Type::Tree(item) => nested("tree", item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bent() {
        assert_eq!(camel("two_sum"), "twoSum");
        assert_eq!(pascal("two_sum_2"), "TwoSum2");
        assert_eq!(
            literal(&"map<int,list<float>>".parse().expect("a type")),
            "[\"map_int\", [\"list\", \"float\"]]"
        );
    }
}
