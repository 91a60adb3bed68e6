//! Function mode: the candidate writes one function or one class, not a program.
//!
//! A [`Signature`] is language-neutral. The test data stays plain text (one JSON value a line), so
//! the package remains an ordinary one that reads standard input.

//!
//! One folder for each language: `mod.rs` bends the signature into a stub and a `main`, the file
//! beside it is the runtime that reads and prints JSON without a library. To add a language, add
//! a folder and a line in [`BACKENDS`]. What stands on the wire is in `wire` and `docs/packages`.

#![expect(clippy::format_push_string, reason = "stubs are short; `write!` would hide the text")]

mod cpp;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod names;
mod php;
mod python3;
mod ruby;
mod rust;
mod signature;
mod typescript;
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

/// How one language does function mode.
struct Backend {
    /// Code of the package format.
    code: &'static str,
    /// The name under which the candidate's file is stored for compiling.
    solution: &'static str,
    /// The file that is compiled or started.
    main: &'static str,
    starter: fn(&Signature) -> String,
    driver: fn(&Signature) -> Vec<SourceFile>,
}

const BACKENDS: &[Backend] = &[
    cpp::BACKEND,
    csharp::BACKEND,
    go::BACKEND,
    java::BACKEND,
    javascript::BACKEND,
    kotlin::BACKEND,
    php::BACKEND,
    python3::BACKEND,
    ruby::BACKEND,
    rust::BACKEND,
    typescript::BACKEND,
];

/// Where files of function mode go in the working directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The candidate's one file is stored under this name, whatever it was called.
    pub solution: &'static str,
    /// The driver's file to compile or to start.
    pub main: &'static str,
}

/// Codes of the languages that have function mode.
pub fn languages() -> impl Iterator<Item = &'static str> {
    BACKENDS.iter().map(|backend| backend.code)
}

pub fn layout(language: &str) -> Option<Layout> {
    let Backend { solution, main, .. } = backend(language)?;
    Some(Layout { solution, main })
}

/// The stub the candidate starts from; its name is the one of [`Layout::solution`].
pub fn starter(signature: &Signature, language: &str) -> Option<SourceFile> {
    let backend = backend(language)?;
    Some(SourceFile::new(backend.solution, (backend.starter)(signature)))
}

/// The program that reads the input, calls the candidate's code and prints the result.
pub fn driver(signature: &Signature, language: &str) -> Option<Vec<SourceFile>> {
    Some((backend(language)?.driver)(signature))
}

fn backend(language: &str) -> Option<&'static Backend> {
    BACKENDS.iter().find(|backend| backend.code == language)
}

fn with_runtime(main: &str, text: String, runtime: &[(&str, &str)]) -> Vec<SourceFile> {
    let runtime = runtime.iter().map(|(name, text)| SourceFile::new(*name, *text));
    std::iter::once(SourceFile::new(main, text)).chain(runtime).collect()
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
