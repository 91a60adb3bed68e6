//! Which file or class of a program starts, and under which names its files are compiled.
//!
//! Pure: files in, files and a name out.

use exercise::SourceFile;
use regex::Regex;

use super::{EntryRule, Language};

/// A program ready to be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// A lone file may have got the name its language demands.
    pub files: Vec<SourceFile>,
    /// Names of those the compiler is given, sorted.
    pub sources: Vec<String>,
    /// The file or class that starts. For a binary the first source.
    pub entry: String,
}

/// The candidate's fault: which file starts cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error("no file is {0} source; name it with one of the endings {1}")]
    NoSource(String, String),
    #[error("{0} is to be started, but there is no such file; name one that is there")]
    NoSuchFile(String),
    #[error("it cannot be told which of {0} files starts; name it {1}")]
    Ambiguous(usize, String),
    #[error("two files are called {0}; rename one of them")]
    Twice(String),
}

/// Finds the entry, by the language's rule. `asked` is the entry point of a package or a person; a
/// default of the format that is not there does not count.
pub fn arrange(
    language: &Language,
    mut files: Vec<SourceFile>,
    asked: Option<&str>,
) -> Result<Sources, EntryError> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = files.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(EntryError::Twice(pair[0].name.clone()));
    }
    name_lone_file(language, &mut files);
    let sources: Vec<String> = files
        .iter()
        .filter(|file| language.is_source(&file.name))
        .map(|file| file.name.clone())
        .collect();
    let Some(first) = sources.first().cloned() else {
        let endings =
            if language.extensions.is_empty() { &language.also } else { &language.extensions };
        return Err(EntryError::NoSource(
            language.name.clone(),
            format!(".{}", endings.join(" .")),
        ));
    };
    let entry = match language.entry.rule {
        EntryRule::Binary => first,
        EntryRule::File => entry_file(language, &files, &sources, asked)?,
        EntryRule::Class => entry_class(language, &files, &sources, asked)?,
    };
    Ok(Sources { files, sources, entry })
}

/// Gives a lone file the name its language needs: with a fitting ending, and where classes are
/// started, the name of its public class.
fn name_lone_file(language: &Language, files: &mut [SourceFile]) {
    let [file] = files else { return };
    if language.entry.rename_lone || !language.is_source(&file.name) {
        file.name.clone_from(&language.main);
    }
    if language.entry.rule != EntryRule::Class {
        return;
    }
    let text = String::from_utf8_lossy(&file.bytes);
    let ending = language.main.rsplit_once('.').map_or("", |(_, ending)| ending);
    let class = language.entry.public.as_ref().and_then(|public| named(public, &text));
    file.name = class.map_or_else(|| language.main.clone(), |class| format!("{class}.{ending}"));
}

fn entry_file(
    language: &Language,
    files: &[SourceFile],
    sources: &[String],
    asked: Option<&str>,
) -> Result<String, EntryError> {
    let default = language.entry.default.as_deref();
    let there = |name: &str| sources.iter().find(|source| *source == name).cloned();
    if let Some(found) = asked.and_then(there) {
        return Ok(found);
    }
    if let [only] = sources {
        return Ok(only.clone());
    }
    if let Some(asked) = asked.filter(|asked| Some(*asked) != default) {
        return Err(EntryError::NoSuchFile(asked.to_owned()));
    }
    let stem =
        |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
    let main = stem(&language.main);
    let named = || sources.iter().find(|source| stem(source) == main).cloned();
    if let Some(found) = default.and_then(there).or_else(named) {
        return Ok(found);
    }
    let mut starts = files.iter().filter(|file| {
        let text = String::from_utf8_lossy(&file.bytes);
        sources.contains(&file.name)
            && language.entry.pattern.as_ref().is_some_and(|pattern| pattern.is_match(&text))
    });
    match (starts.next(), starts.next()) {
        (Some(file), None) => Ok(file.name.clone()),
        _ => Err(EntryError::Ambiguous(sources.len(), language.main.clone())),
    }
}

fn entry_class(
    language: &Language,
    files: &[SourceFile],
    sources: &[String],
    asked: Option<&str>,
) -> Result<String, EntryError> {
    let rule = &language.entry;
    let classes: Vec<String> = files
        .iter()
        .filter(|file| sources.contains(&file.name))
        .filter_map(|file| class_of(language, file))
        .collect();
    let default = rule.default.as_deref().unwrap_or("Main");
    let simple = |class: &str| class.rsplit('.').next().unwrap_or(class).to_owned();
    let there =
        |name: &str| classes.iter().find(|class| *class == name || simple(class) == name).cloned();
    if let Some(found) = asked.and_then(there).or_else(|| there(default)) {
        return Ok(found);
    }
    match (classes.as_slice(), asked) {
        ([only], _) => Ok(only.clone()),
        // A class with an unusual `main` may still be there; the run-time system will tell.
        ([], asked) => Ok(asked.unwrap_or(default).to_owned()),
        (several, _) => Err(EntryError::Ambiguous(several.len(), language.main.clone())),
    }
}

/// The full name of the class in `file` that can be started.
fn class_of(language: &Language, file: &SourceFile) -> Option<String> {
    let rule = &language.entry;
    let text = String::from_utf8_lossy(&file.bytes);
    let start = rule.pattern.as_ref()?.find(&text)?.start();
    let class = if let Some(suffix) = &rule.suffix {
        let stem = file.name.rsplit('/').next()?.rsplit_once('.')?.0;
        let mut letters = stem.chars();
        let first = letters.next()?.to_uppercase().to_string();
        format!("{first}{}{suffix}", letters.as_str())
    } else {
        // The last class at the top level before the method is the one around it.
        let class = rule.class.as_ref()?;
        let before = class.captures_iter(&text[..start]).last();
        before?.name("name")?.as_str().to_owned()
    };
    let package = rule.package.as_ref().and_then(|package| named(package, &text));
    Some(package.map_or_else(|| class.clone(), |package| format!("{package}.{class}")))
}

fn named(pattern: &Regex, text: &str) -> Option<String> {
    Some(pattern.captures(text)?.name("name")?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Registry;

    /// `files` are names with their text; the answer is the entry and the names, or the error.
    fn check(id: &str, files: &[(&str, &str)], asked: Option<&str>, expected: &str) {
        let registry = Registry::load(None).expect("the languages carried along are sound");
        let language = registry.by_name(id).expect("a language carried along");
        let files = files.iter().map(|(name, text)| SourceFile::new(*name, *text)).collect();
        let got = match arrange(language, files, asked) {
            Ok(found) => format!("{} of {}", found.entry, found.sources.join(" ")),
            Err(error) => error.to_string(),
        };
        assert_eq!(got, expected);
    }

    const MAIN: &str = "static void main(String[] a) {}";

    #[test]
    fn a_lone_file_starts_whatever_its_name() {
        check("python3", &[("bisect.py", "")], Some("__main__.py"), "main.py of main.py");
        check("ruby", &[("heap.rb", "")], None, "heap.rb of heap.rb");
        check("python3", &[("heap", "")], None, "main.py of main.py");
        check("rust", &[("x.rs", "fn main() {}")], None, "x.rs of x.rs");
        check("cpp", &[("x.cc", "")], None, "x.cc of x.cc");
        check("kotlin", &[("odd name.kt", "fun main() {}")], Some("MainKt"), "MainKt of main.kt");
    }

    #[test]
    fn java_files_are_named_after_their_public_class() {
        let public = format!("public class Sum {{ public {MAIN} }}");
        check("java", &[("queue.java", &public)], Some("Main"), "Sum of Sum.java");
        let plain = format!("class Node {{}}\nclass Main {{\n  class Inner {{}}\n {MAIN} }}");
        check("java", &[("queue.java", &plain)], Some("Main"), "Main of Main.java");
        let packed = format!("package a.b;\npublic class Sum {{ public {MAIN} }}");
        check("java", &[("q.java", &packed)], None, "a.b.Sum of Sum.java");
    }

    #[test]
    fn one_of_many_files_must_start() {
        let two = [("main.py", ""), ("other.py", "")];
        check("python3", &two, None, "main.py of main.py other.py");
        check("python3", &two, Some("other.py"), "other.py of main.py other.py");
        check(
            "python3",
            &two,
            Some("third.py"),
            "third.py is to be started, but there is no such file; name one that is there",
        );
        let guarded = [("a.py", ""), ("b.py", "if __name__ == '__main__':\n  pass")];
        check("python3", &guarded, Some("__main__.py"), "b.py of a.py b.py");
        check(
            "python3",
            &[("a.py", ""), ("b.py", "")],
            None,
            "it cannot be told which of 2 files starts; name it main.py",
        );
        let included = [("__main__.py", ""), ("solution.py", "")];
        check("python3", &included, None, "__main__.py of __main__.py solution.py");
    }

    #[test]
    fn programs_without_source_are_refused() {
        check(
            "go",
            &[("a.txt", ""), ("b.txt", "")],
            None,
            "no file is Go source; name it with one of the endings .go",
        );
        check(
            "go",
            &[("a.go", ""), ("a.go", "")],
            None,
            "two files are called a.go; rename one of them",
        );
    }
}
