//! The languages this program knows: the ones it carries, replaced or joined by a folder's.
//!
//! Reads files once, at the start. Whether the tools are there is [`super::Installed`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_embed::RustEmbed;

use super::Language;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../languages"]
struct Embedded;

/// All known languages, by id.
#[derive(Debug)]
pub struct Registry {
    languages: BTreeMap<String, Arc<Language>>,
    samples: BTreeMap<String, Vec<Sample>>,
}

/// A program that must get the verdict its name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Such as `mle.py`.
    pub name: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error("the language file {file} cannot be used: {reason}; correct it")]
    Broken { file: String, reason: String },
    #[error("the folder of languages {} cannot be read: {source}; check GREENROOM_LANGUAGES", folder.display())]
    Folder { folder: PathBuf, source: std::io::Error },
    #[error("two languages, {0} and {1}, claim the ending .{2}; take it out of one of them")]
    SharedEnding(String, String, String),
}

impl Registry {
    /// The languages carried along, then those below `folder`, which win.
    pub fn load(folder: Option<&Path>) -> Result<Self, RegistryError> {
        let mut registry = Self { languages: BTreeMap::new(), samples: BTreeMap::new() };
        for path in Embedded::iter() {
            let file = Embedded::get(&path).expect("the iterator yields names that exist");
            registry.add(&path, &file.data)?;
        }
        if let Some(folder) = folder {
            for (path, bytes) in read_folder(folder)? {
                registry.add(&path, &bytes)?;
            }
        }
        registry.check_endings()?;
        Ok(registry)
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Language>> {
        self.languages.values()
    }

    /// The language with this id or alias.
    pub fn by_name(&self, name: &str) -> Option<&Arc<Language>> {
        self.languages.get(name).or_else(|| self.all().find(|known| known.answers_to(name)))
    }

    /// The language a file name's ending means.
    pub fn by_file(&self, name: &str) -> Option<&Arc<Language>> {
        let (_, ending) = name.rsplit_once('.')?;
        self.all().find(|language| language.extensions.iter().any(|known| known == ending))
    }

    pub fn samples(&self, id: &str) -> &[Sample] {
        self.samples.get(id).map_or(&[], Vec::as_slice)
    }

    /// Takes one file, named by its path below the folder of languages.
    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), RegistryError> {
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(id), Some("language.toml"), None, None) => {
                let language = parse(id, bytes)
                    .map_err(|reason| RegistryError::Broken { file: path.to_owned(), reason })?;
                // A replaced language brings its own samples.
                self.samples.remove(id);
                self.languages.insert(id.to_owned(), Arc::new(language));
            }
            (Some(id), Some("samples"), Some(name), None) => {
                let sample = Sample { name: name.to_owned(), bytes: bytes.to_vec() };
                self.samples.entry(id.to_owned()).or_default().push(sample);
            }
            // Anything else in the folder, such as a read-me, is for people.
            _ => {}
        }
        Ok(())
    }

    fn check_endings(&self) -> Result<(), RegistryError> {
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for language in self.all() {
            for ending in &language.extensions {
                if let Some(other) = owners.insert(ending, &language.id) {
                    return Err(RegistryError::SharedEnding(
                        other.to_owned(),
                        language.id.clone(),
                        ending.clone(),
                    ));
                }
            }
        }
        Ok(())
    }
}

fn parse(id: &str, bytes: &[u8]) -> Result<Language, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| String::from("it is not UTF-8"))?;
    let mut language: Language = toml::from_str(text).map_err(|error| error.to_string())?;
    if language.version.command.is_empty() || language.run.command.is_empty() {
        return Err(String::from("a command is empty"));
    }
    id.clone_into(&mut language.id);
    Ok(language)
}

/// Every `<id>/language.toml` and `<id>/samples/<name>`, sorted so that the description of a
/// language comes before its samples.
fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, RegistryError> {
    let failed = |source| RegistryError::Folder { folder: folder.to_owned(), source };
    let mut files = Vec::new();
    let mut pending = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((directory, prefix, depth)) = pending.pop() {
        for entry in std::fs::read_dir(&directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() && depth < 2 {
                pending.push((entry.path(), format!("{path}/"), depth + 1));
            } else if kind.is_file() {
                files.push((path, std::fs::read(entry.path()).map_err(failed)?));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_carried_along_is_complete() {
        let registry = Registry::load(None).expect("the languages carried along are sound");
        assert_eq!(registry.all().count(), 17);
        for language in registry.all() {
            let names: Vec<&str> = registry
                .samples(&language.id)
                .iter()
                .filter_map(|sample| sample.name.split('.').next())
                .collect();
            let mut wanted = vec!["ac", "mle", "ole", "rte", "tle", "wa"];
            if !language.compile.is_empty() {
                wanted.insert(1, "ce");
            }
            assert_eq!(names, wanted, "samples of {}", language.id);
            assert!(!language.packages.is_empty(), "packages of {}", language.id);
        }
    }

    #[test]
    fn names_and_endings_find_their_language() {
        let registry = Registry::load(None).expect("the languages carried along are sound");
        let by_name = |name| registry.by_name(name).map(|language| language.id.as_str());
        for (name, id) in [
            ("cpp", "cpp"),
            ("C++", "cpp"),
            ("py", "python3"),
            ("pypy", "pypy3"),
            ("js", "javascript"),
        ] {
            assert_eq!(by_name(name), Some(id));
        }
        assert_eq!(by_name("cobol"), None);
        let by_file = |name| registry.by_file(name).map(|language| language.id.as_str());
        assert_eq!(by_file("a/b.py"), Some("python3"));
        assert_eq!(by_file("x.C"), Some("cpp"));
        assert_eq!(by_file("x.c"), Some("c"));
        assert_eq!(by_file("Makefile"), None);
    }

    #[test]
    fn a_folder_replaces_and_adds() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("it has a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        let minimal = "name = \"Tcl\"\nsummary = \"Tcl.\"\nextensions = [\"tcl\"]\n\
            main = \"main.tcl\"\nsyntax = \"tcl\"\npackages = [\"tcl\"]\n\
            [version]\ncommand = [\"tclsh\"]\npattern = '(.*)'\n\
            [run]\ncommand = [\"/usr/bin/tclsh\", \"{box}/{entry}\"]\n";
        write("tcl/language.toml", minimal);
        write("tcl/samples/ac.tcl", "puts 42");
        let registry = Registry::load(Some(folder.path())).expect("a sound folder");
        assert_eq!(registry.by_file("x.tcl").map(|found| found.id.as_str()), Some("tcl"));
        assert_eq!(registry.samples("tcl").len(), 1);

        write("tcl/language.toml", &format!("{minimal}speed = 3\n"));
        let error = Registry::load(Some(folder.path())).expect_err("an unknown key");
        assert!(error.to_string().contains("tcl/language.toml"), "{error}");
        write("tcl/language.toml", &minimal.replace("\"tcl\"]\nmain", "\"py\"]\nmain"));
        let error = Registry::load(Some(folder.path())).expect_err("an ending twice");
        assert!(error.to_string().contains(".py"), "{error}");
    }
}
