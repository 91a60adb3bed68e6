//! Validators and graders: which programs there are and how each is started.

use super::Reader;
use crate::function::SourceFile;
use crate::language;
use crate::package::{OutputValidation, Program, ProgramForm};
use crate::rules;

impl Reader<'_> {
    pub(super) fn input_validators(&mut self) -> Vec<Program> {
        let mut programs = self.programs("input_validators");
        let old = "input_format_validators";
        if self.is_legacy() && self.tree.folder(old).is_some() {
            let message = "The folder's name is deprecated; rename it to `input_validators`.";
            self.add(rules::OLD_FOLDER, old, message);
            programs.extend(self.programs(old));
        }
        if programs.is_empty() {
            let message = "There is no input validator; add `input_validators/validate.py`.";
            self.add(rules::NO_INPUT_VALIDATOR, "input_validators", message);
        }
        programs
    }

    pub(super) fn output_validation(&mut self, custom: bool) -> OutputValidation {
        let programs = match self.is_legacy() {
            true if custom => self.programs("output_validators"),
            true => Vec::new(),
            false => self.single("output_validator").into_iter().collect(),
        };
        if self.is_legacy() && custom && programs.is_empty() {
            let message = "`validation: custom` needs a program in `output_validators/`; add it.";
            self.add(rules::KIND_CONFLICT, "problem.yaml", message);
        }
        let needs_program = self.kind.interactive || self.kind.multi_pass;
        if programs.is_empty() && needs_program && !(self.is_legacy() && custom) {
            let message = "Interactive and multi-pass problems need a validator of their own; add \
                           `output_validator/`.";
            self.add(rules::KIND_CONFLICT, "problem.yaml", message);
        }
        if programs.is_empty() {
            OutputValidation::Default
        } else {
            OutputValidation::Custom(programs)
        }
    }

    pub(super) fn static_validator(&mut self) -> Option<Program> {
        if self.is_legacy() {
            return None;
        }
        let program = self.single("static_validator");
        if program.is_some() && self.kind.submit_answer {
            let message = "A submit-answer problem has no code to validate; remove the validator.";
            self.add(rules::STATIC_CASE, "static_validator", message);
        }
        program
    }

    pub(super) fn grader(&mut self) -> Option<Program> {
        if !self.is_legacy() {
            return None;
        }
        let mut programs = self.programs("graders");
        if programs.len() > 1 {
            let message = "There is more than one grader; keep one.";
            self.add(rules::TOO_MANY_PROGRAMS, "graders", message);
        }
        programs.pop()
    }

    /// 2025-09: the folder holds one program, either directly or as its only child.
    fn single(&mut self, folder: &str) -> Option<Program> {
        self.tree.folder(folder)?;
        let children = self.tree.children(folder);
        let folders = children.iter().filter(|(_, entry)| entry.is_folder()).count();
        if children.len() == 1 || (folders > 0 && folders == children.len()) {
            let mut programs = self.programs(folder);
            if programs.len() > 1 {
                let message = format!("`{folder}` holds more than one program; keep one.");
                self.add(rules::TOO_MANY_PROGRAMS, folder, message);
            }
            return programs.pop();
        }
        self.program(folder, folder)
    }

    /// Each file and each folder directly in `folder` is a program.
    fn programs(&mut self, folder: &str) -> Vec<Program> {
        let tree = self.tree;
        let mut found: Vec<Program> = Vec::new();
        for (name, entry) in tree.children(folder) {
            let path = format!("{folder}/{name}");
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            if !entry.is_folder() && matches!(ending, "ctd" | "viva") {
                let language = if ending == "ctd" { "Checktestdata" } else { "VIVA" };
                let message = format!("{language} is not supported; rewrite it as a program.");
                self.add(rules::VALIDATOR_FORM, &path, message);
                continue;
            }
            if !entry.is_folder() && is_document(name) {
                continue;
            }
            let short = if entry.is_folder() { name } else { stem(name) };
            let Some(program) = self.program(&path, short) else { continue };
            if found.iter().any(|other| other.name == program.name) {
                let message = format!("A second program is called `{short}`; rename one.");
                self.add(rules::SAME_PROGRAM, &path, message);
                continue;
            }
            found.push(program);
        }
        found
    }

    fn program(&mut self, path: &str, name: &str) -> Option<Program> {
        let files = self.sources(path);
        match form(&files) {
            Ok(form) => Some(Program { name: name.to_owned(), files, form }),
            Err(problem) => {
                self.add(rules::BAD_PROGRAM, path, format!("{problem}."));
                None
            }
        }
    }
}

fn form(files: &[SourceFile]) -> Result<ProgramForm, String> {
    let script =
        |name: &str| files.iter().find(|file| file.name == name).map(|file| file.executable);
    match (script("build"), script("run")) {
        (Some(false), _) | (_, Some(false)) => {
            return Err("`build` or `run` is not executable; set its executable bit".into());
        }
        (Some(true), _) => return Ok(ProgramForm::Scripts { build: true }),
        (None, Some(true)) => return Ok(ProgramForm::Scripts { build: false }),
        (None, None) => {}
    }
    let mut languages: Vec<&str> =
        files.iter().filter_map(|file| Some(language::by_ending(&file.name)?.code)).collect();
    languages.sort_unstable();
    languages.dedup();
    match languages[..] {
        ["python2" | "python3"] => python(files),
        ["c" | "cpp"] | ["c", "cpp"] => {
            let language = if languages.contains(&"cpp") { "cpp" } else { "c" };
            Ok(ProgramForm::Native { language: language.into() })
        }
        [language] => Ok(ProgramForm::Other { language: language.into() }),
        [] => Err("No source file of a known language is here; add one".into()),
        _ => Err(format!("Sources of several languages are mixed ({})", languages.join(", "))),
    }
}

fn python(files: &[SourceFile]) -> Result<ProgramForm, String> {
    let entry = match files {
        [file] => Some(file),
        files => files.iter().find(|file| file.name == "__main__.py"),
    };
    match entry {
        Some(file) => Ok(ProgramForm::Python { entry: file.name.clone() }),
        None => Err("Several Python files need a `__main__.py` to start with".into()),
    }
}

fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    name.starts_with("README") || matches!(ending, "md" | "txt" | "h" | "hpp" | "hh")
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
