//! Function mode: the candidate writes one function or one class, not a program.
//!
//! A [`Signature`] is language-neutral. The test data stays plain text (one JSON value a line), so
//! the package remains an ordinary one that reads standard input.

mod signature;
pub mod wire;

use std::fmt;

pub use signature::{is_class_name, is_name};

/// A file of a program, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative path with `/`, checked to stay inside.
    pub name: String,
    pub bytes: Vec<u8>,
    pub executable: bool,
}

impl SourceFile {
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), executable: false }
    }
}

/// What the candidate must write. Names are `snake_case` here; each language bends them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    Function(Function),
    Class(Class),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub returns: Type,
}

/// A stateful object, judged by a sequence of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// `PascalCase`, the same in every language.
    pub name: String,
    pub constructor: Vec<Parameter>,
    pub methods: Vec<Method>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    pub name: String,
    pub parameters: Vec<Parameter>,
    /// `None`: prints nothing.
    pub returns: Option<Type>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub kind: Type,
}

/// Types that every supported language can express without a library.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// 64-bit signed.
    Int,
    /// IEEE 754 double.
    Float,
    Bool,
    String,
    List(Box<Type>),
    Map(KeyType, Box<Type>),
    Optional(Box<Type>),
    /// Singly linked; a JSON array on the wire.
    LinkedList(Box<Type>),
    /// Binary; a level-order JSON array with `null` for missing children on the wire.
    Tree(Box<Type>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    Int,
    String,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int => f.write_str("int"),
            Self::Float => f.write_str("float"),
            Self::Bool => f.write_str("bool"),
            Self::String => f.write_str("string"),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(KeyType::Int, value) => write!(f, "map<int,{value}>"),
            Self::Map(KeyType::String, value) => write!(f, "map<string,{value}>"),
            Self::Optional(item) => write!(f, "optional<{item}>"),
            Self::LinkedList(item) => write!(f, "linked_list<{item}>"),
            Self::Tree(item) => write!(f, "tree<{item}>"),
        }
    }
}
