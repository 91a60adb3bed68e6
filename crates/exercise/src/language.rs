//! The language codes of the package format: endings and default entry points.
//!
//! The vocabulary of packages only; how a language is compiled and run is data of the judge.

use crate::function::SourceFile;
use crate::package::Format;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    pub code: &'static str,
    pub endings: &'static [&'static str],
    /// The file or class that is started when the package names none.
    pub entry_point: Option<&'static str>,
}

const fn language(
    code: &'static str,
    endings: &'static [&'static str],
    entry_point: Option<&'static str>,
) -> Language {
    Language { code, endings, entry_point }
}

pub const LANGUAGES: &[Language] = &[
    language("ada", &["adb", "ads"], None),
    language("bash", &["sh"], None),
    language("c", &["c"], None),
    language("cpp", &["cc", "cpp", "cxx", "c++", "C"], None),
    language("csharp", &["cs"], None),
    language("d", &["d"], None),
    language("dart", &["dart"], None),
    language("elixir", &["ex"], None),
    language("erlang", &["erl"], None),
    language("fsharp", &["fs"], None),
    language("go", &["go"], None),
    language("haskell", &["hs"], None),
    language("java", &["java"], Some("Main")),
    language("javascript", &["js"], Some("main.js")),
    language("kotlin", &["kt"], Some("MainKt")),
    language("lisp", &["lisp", "cl"], Some("main.{lisp,cl}")),
    language("lua", &["lua"], None),
    language("nim", &["nim"], None),
    language("objectivec", &["m"], None),
    language("ocaml", &["ml"], None),
    language("pascal", &["pas"], None),
    language("perl", &["pm"], None),
    language("php", &["php"], Some("main.php")),
    language("prolog", &["pl"], None),
    language("python2", &["py2"], Some("__main__.py")),
    language("python3", &["py", "py3"], Some("__main__.py")),
    language("ruby", &["rb"], None),
    language("rust", &["rs"], None),
    language("scala", &["scala"], None),
    language("swift", &["swift"], None),
    language("typescript", &["ts"], None),
    language("zig", &["zig"], None),
];

pub fn by_code(code: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.code == code)
}

pub fn by_ending(name: &str) -> Option<&'static Language> {
    let (_, ending) = name.rsplit_once('.')?;
    LANGUAGES.iter().find(|language| language.endings.contains(&ending))
}

/// The one language of these files, judged by their endings; in legacy a `.py` file may say
/// Python 2 in its first line. `None` when no or more than one language is found.
pub fn of_files(files: &[SourceFile], format: Format) -> Option<&'static str> {
    let mut found: Option<&'static str> = None;
    for file in files {
        // Headers and data files beside the sources name no language.
        let Some(language) = by_ending(&file.name) else { continue };
        let code = match language.code {
            "python3" if format.is_legacy() && asks_for_python2(&file.bytes) => "python2",
            code => code,
        };
        match found {
            None => found = Some(code),
            Some(other) if other == code => {}
            Some(_) => return None,
        }
    }
    found
}

fn asks_for_python2(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(first);
    line.starts_with("#!") && line.contains("python2")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str], format: Format) -> Option<&'static str> {
        let files: Vec<SourceFile> =
            names.iter().map(|name| SourceFile::new(*name, "#!/usr/bin/env python2\n")).collect();
        of_files(&files, format)
    }

    #[test]
    fn endings_decide_and_must_agree() {
        assert_eq!(of(&["a.cc", "b.cpp", "c.h"], Format::V2025_09), Some("cpp"));
        assert_eq!(of(&["a.c", "b.cpp"], Format::V2025_09), None);
        assert_eq!(of(&["a.py"], Format::Legacy), Some("python2"));
        assert_eq!(of(&["a.py"], Format::V2025_09), Some("python3"));
        assert_eq!(of(&["README"], Format::V2025_09), None);
    }

    #[test]
    fn no_ending_belongs_to_two_languages() {
        let mut endings: Vec<_> = LANGUAGES.iter().flat_map(|l| l.endings).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count);
    }
}
