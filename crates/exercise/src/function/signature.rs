//! Names and types of a signature: what is allowed, and how the text of a type is read.

use std::str::FromStr;

use super::{KeyType, Type};

/// Deeper types are no interview question.
const MAX_DEPTH: usize = 4;

/// Words that a supported language keeps for itself, and names that drivers use.
const RESERVED: &str = "\
    abstract alias and array arguments as assert async auto await base become begin bool boolean \
    box break byte callable case catch char checked class clone const continue crate debugger \
    decimal declare def default defer defined del delegate delete die do double dyn echo elif \
    else elseif elsif empty end ensure enum eval event except exit explicit export extends \
    extern fallthrough false final finally fixed float fn for foreach friend from fun func \
    function global go goto greenroom if impl implements implicit import in inline instanceof \
    int interface internal is isset lambda let list lock long loop macro main map match mod \
    module move mut mutable namespace native new next nil none nonlocal not null object open \
    operator or out override package params pass print priv private protected public raise range \
    readonly redo ref register rescue require retry return sbyte sealed select self short signed \
    sizeof solution stackalloc static str strictfp string struct super switch synchronized \
    template then this throw throws trait transient true try type typealias typedef typeid \
    typename typeof uint ulong unchecked undef undefined union unless unsafe unset unsigned \
    unsized until use ushort using val var virtual void volatile when where while with xor yield";

/// `snake_case`, not reserved in any supported language.
pub fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split('_').collect();
    let word = |word: &&str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.len() <= 40
        && name.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && words.iter().all(word)
        && !RESERVED.split_whitespace().any(|reserved| reserved == name)
}

/// `PascalCase`, and not the name of a type that drivers or languages have.
pub fn is_class_name(name: &str) -> bool {
    const TAKEN: [&str; 24] = [
        "Array",
        "Boolean",
        "Class",
        "Console",
        "Dictionary",
        "Double",
        "Exception",
        "Float",
        "Greenroom",
        "Hash",
        "Integer",
        "Json",
        "List",
        "ListNode",
        "Long",
        "Main",
        "Map",
        "Object",
        "Option",
        "Program",
        "Solution",
        "String",
        "System",
        "TreeNode",
    ];
    name.len() <= 40
        && name.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.bytes().any(|b| b.is_ascii_lowercase())
        && !TAKEN.contains(&name)
}

impl FromStr for Type {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        parse(&compact, 0)
    }
}

fn parse(text: &str, depth: usize) -> Result<Type, String> {
    if depth > MAX_DEPTH {
        return Err(format!("is nested deeper than {MAX_DEPTH} levels"));
    }
    let scalar = match text {
        "int" => Some(Type::Int),
        "float" => Some(Type::Float),
        "bool" => Some(Type::Bool),
        "string" => Some(Type::String),
        _ => None,
    };
    if let Some(scalar) = scalar {
        return Ok(scalar);
    }
    let unknown = || {
        "is not known; use int, float, bool, string, list<T>, map<string,T>, map<int,T>, \
         optional<T>, linked_list<T> or tree<T>"
            .to_owned()
    };
    let (outer, inner) =
        text.strip_suffix('>').and_then(|text| text.split_once('<')).ok_or_else(unknown)?;
    let item = |text: &str| parse(text, depth + 1).map(Box::new);
    match outer {
        "list" => Ok(Type::List(item(inner)?)),
        "map" => match inner.split_once(',') {
            Some(("int", value)) => Ok(Type::Map(KeyType::Int, item(value)?)),
            Some(("string", value)) => Ok(Type::Map(KeyType::String, item(value)?)),
            _ => Err("needs a key of type int or string, as in map<string,int>".into()),
        },
        "optional" => match *item(inner)? {
            Type::Optional(_) => Err("is an optional of an optional, which says nothing".into()),
            Type::LinkedList(_) | Type::Tree(_) => {
                Err("needs no optional: an empty linked list or tree is already null".into())
            }
            kind => Ok(Type::Optional(Box::new(kind))),
        },
        "linked_list" | "tree" => {
            let item = item(inner)?;
            if !matches!(*item, Type::Int | Type::Float | Type::Bool | Type::String) {
                return Err("may hold only int, float, bool or string".into());
            }
            Ok(if outer == "tree" { Type::Tree(item) } else { Type::LinkedList(item) })
        }
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_round_trip_and_mistakes_are_named() {
        for text in [
            "int",
            "list<list<float>>",
            "map<string,list<int>>",
            "map<int,bool>",
            "optional<string>",
            "list<linked_list<int>>",
            "tree<string>",
        ] {
            assert_eq!(text.parse::<Type>().expect(text).to_string(), text);
        }
        for text in [
            "integer",
            "list<>",
            "list<int",
            "map<bool,int>",
            "optional<optional<int>>",
            "tree<list<int>>",
            "list<list<list<list<list<int>>>>>",
        ] {
            assert!(text.parse::<Type>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_fit_every_language() {
        assert!(is_name("two_sum") && is_name("k2"));
        for name in ["TwoSum", "_a", "a__b", "class", "when", "2a", "", "main"] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_class_name("LruCache") && is_class_name("LRUCache"));
        assert!(!is_class_name("lru") && !is_class_name("TreeNode") && !is_class_name("A_b"));
    }
}
