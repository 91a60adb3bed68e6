//! What a crash was, in the language's own terms: exception, message, place.
//!
//! Pure: reads the standard error by the patterns of `language.toml`.

use regex::Captures;
use serde::{Deserialize, Serialize};

use super::{ErrorPattern, Innermost, Language, MemoryError};

/// A run-time error as its language names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Crash {
    /// Exception, panic, or the meaning of a signal.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    /// One of the submission's own files.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
}

/// Characters of a message that are kept; the whole standard error is in the evidence.
const MESSAGE_CHARACTERS: usize = 300;

/// Finds the crash in the standard error. `files` are the submission's own names: places in other
/// files, such as a library's, are passed over.
pub fn crash(language: &Language, stderr: &str, files: &[String]) -> Option<Crash> {
    language.errors.iter().find_map(|pattern| by_pattern(pattern, stderr, files))
}

/// The declared sign that a managed run-time system ran out of the memory it was given.
pub fn memory_error<'a>(
    language: &'a Language,
    stderr: &str,
    status: Option<i32>,
    near_limit: bool,
) -> Option<&'a MemoryError> {
    language.memory_error.iter().find(|known| {
        (known.status.is_none() || known.status == status)
            && (near_limit || !known.at_limit)
            && known.pattern.is_match(stderr)
    })
}

impl Crash {
    /// `IndexError: list index out of range (main.py, line 2)`.
    pub fn sentence(&self) -> String {
        let mut text = self.name.clone();
        if let Some(message) = self.message.as_deref().filter(|message| !message.is_empty()) {
            text.push_str(": ");
            text.push_str(message);
        }
        match (&self.file, self.line) {
            (Some(file), Some(line)) => format!("{text} ({file}, line {line})"),
            (None, Some(line)) => format!("{text} (line {line})"),
            _ => text,
        }
    }
}

fn by_pattern(pattern: &ErrorPattern, stderr: &str, files: &[String]) -> Option<Crash> {
    let found = pattern.pattern.captures(stderr)?;
    let group = |name| found.name(name).map(|part| part.as_str().trim().to_owned());
    let name = group("name").or_else(|| pattern.name.clone())?;
    let message = group("message").map(|text| text.chars().take(MESSAGE_CHARACTERS).collect());
    let (file, line) = place(&found, files).or_else(|| in_trace(pattern, stderr, files)).unzip();
    Some(Crash { name, message, file, line })
}

fn in_trace(pattern: &ErrorPattern, stderr: &str, files: &[String]) -> Option<(String, u32)> {
    let mut places =
        pattern.location.as_ref()?.captures_iter(stderr).filter_map(|found| place(&found, files));
    match pattern.innermost {
        Innermost::First => places.next(),
        Innermost::Last => places.last(),
    }
}

/// The place a match names, if it is in one of the submission's own files.
fn place(found: &Captures<'_>, files: &[String]) -> Option<(String, u32)> {
    let named = found.name("file")?.as_str();
    let line = found.name("line")?.as_str().parse().ok()?;
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let own = files
        .iter()
        .find(|file| named.ends_with(file.as_str()))
        .or_else(|| files.iter().find(|file| last(file) == last(named)))?;
    Some((own.clone(), line))
}

/// What a signal means, in words for whoever wrote the program.
pub fn signal_meaning(signal: i32) -> (&'static str, &'static str) {
    match signal {
        4 => ("SIGILL", "an instruction the processor does not know"),
        5 => ("SIGTRAP", "a trap set by the compiler, often after undefined behaviour"),
        6 => (
            "SIGABRT",
            "the program gave up by itself (abort, failed assertion, uncaught exception)",
        ),
        7 => ("SIGBUS", "memory that is not there was touched"),
        8 => ("SIGFPE", "division by zero or an overflow in integer division"),
        9 => ("SIGKILL", "the program was killed"),
        11 => (
            "SIGSEGV",
            "memory that is not the program's was touched: an index out of range, a null pointer or \
             too deep a recursion",
        ),
        13 => ("SIGPIPE", "nobody reads the output any more"),
        14 => ("SIGALRM", "the program's own alarm went off"),
        15 => ("SIGTERM", "the program was asked to end"),
        24 => ("SIGXCPU", "the processor time is used up"),
        25 => ("SIGXFSZ", "a file grew over the limit"),
        31 => ("SIGSYS", "a forbidden system call"),
        _ => ("a signal", "the program was ended by a signal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Registry;

    fn check(id: &str, file: &str, stderr: &str, expected: &str) {
        let registry = Registry::load(None).expect("the languages carried along are sound");
        let language = registry.by_name(id).expect("a language carried along");
        let got = crash(language, stderr, &[file.to_owned()]);
        assert_eq!(got.map(|crash| crash.sentence()).unwrap_or_default(), expected, "{id}");
    }

    #[test]
    fn crashes_are_named_in_the_language_s_own_terms() {
        check(
            "python3",
            "main.py",
            "Traceback (most recent call last):\n  File \"/box/main.py\", line 4, in <module>\n    \
             f()\n  File \"/box/main.py\", line 2, in f\n    a[7]\n  File \
             \"/usr/lib/python3.11/x.py\", line 9, in g\nIndexError: list index out of range\n",
            "IndexError: list index out of range (main.py, line 2)",
        );
        check(
            "java",
            "Main.java",
            "Exception in thread \"main\" java.lang.ArrayIndexOutOfBoundsException: Index 7 out of \
             bounds for length 3\n\tat java.base/java.util.X.get(X.java:4)\n\tat \
             Main.main(Main.java:4)\n",
            "java.lang.ArrayIndexOutOfBoundsException: Index 7 out of bounds for length 3 \
             (Main.java, line 4)",
        );
        check(
            "cpp",
            "main.cpp",
            "terminate called after throwing an instance of 'std::out_of_range'\n  what():  \
             vector::_M_range_check: __n (which is 7) >= this->size() (which is 3)\n",
            "std::out_of_range: vector::_M_range_check: __n (which is 7) >= this->size() (which is 3)",
        );
        check(
            "rust",
            "main.rs",
            "\nthread 'main' (7) panicked at main.rs:4:20:\nindex out of bounds: the len is 3 but \
             the index is 7\nnote: run with `RUST_BACKTRACE=1`\n",
            "panic: index out of bounds: the len is 3 but the index is 7 (main.rs, line 4)",
        );
        check(
            "go",
            "main.go",
            "panic: runtime error: index out of range [7] with length 3\n\ngoroutine 1 \
             [running]:\nmain.main()\n\t/work/main.go:10 +0x1d\nexit status 2\n",
            "panic: runtime error: index out of range [7] with length 3 (main.go, line 10)",
        );
        check(
            "javascript",
            "main.js",
            "/box/main.js:2\nconsole.log(nothing.length);\n\nTypeError: Cannot read properties of \
             undefined (reading 'length')\n    at Object.<anonymous> (/box/main.js:2:21)\n",
            "TypeError: Cannot read properties of undefined (reading 'length') (main.js, line 2)",
        );
        check(
            "ruby",
            "main.rb",
            "/box/main.rb:1:in `fetch': index 7 outside of array bounds: -3...3 (IndexError)\n",
            "IndexError: index 7 outside of array bounds: -3...3 (main.rb, line 1)",
        );
        check("bash", "main.sh", "no such thing", "");
    }

    #[test]
    fn memory_errors_need_their_status_and_where_said_the_limit() {
        let registry = Registry::load(None).expect("the languages carried along are sound");
        let java = registry.by_name("java").expect("carried along");
        let text = "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space";
        assert!(memory_error(java, text, Some(1), false).is_some());
        assert!(memory_error(java, text, Some(0), false).is_none());
        let python = registry.by_name("python3").expect("carried along");
        assert!(memory_error(python, "MemoryError\n", Some(1), false).is_none());
        assert!(memory_error(python, "MemoryError\n", Some(1), true).is_some());
    }
}
