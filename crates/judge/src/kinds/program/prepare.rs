//! From what was handed in to what can be run: rules of the package, included files, compilation;
//! and the package's own tools.

use std::sync::Arc;
use std::time::Duration;

use exercise::score::CaseResult;
use exercise::{GroupSettings, OutputValidation, Package, SourceFile, Verdict};

use super::MIB;
use super::case::Judged;
use super::tool::{Answer, Feedback, Tool};
use crate::compile::{Built, CompileLimits, Job};
use crate::error::Result;
use crate::executable::Executable;
use crate::judge::{Event, Judge};
use crate::language::{Language, arrange};
use crate::report::{Check, Compilation, Evidence, Measures};
use crate::submission::Submission;

/// A submission that can be judged.
#[derive(Debug)]
pub enum Prepared {
    Program { executable: Box<Executable>, language: Arc<Language>, notes: Vec<String> },
    Answers(Submission),
}

/// A submission that cannot: the verdict and why.
#[derive(Debug)]
pub struct Refusal {
    pub verdict: Verdict,
    pub explanation: String,
    pub language: String,
    pub compilation: Option<Compilation>,
    pub notes: Vec<String>,
}

/// The outer result is about us, the inner one about the submission.
pub fn prepare(
    judge: &Judge,
    package: &Package,
    submission: &Submission,
    events: &mut dyn FnMut(&Event<'_>),
) -> Result<std::result::Result<Prepared, Refusal>> {
    let refusal = |verdict, explanation| Refusal {
        verdict,
        explanation,
        language: submission.language.clone().unwrap_or_default(),
        compilation: None,
        notes: Vec::new(),
    };
    if let Err(explanation) = check_size(package, submission) {
        return Ok(Err(refusal(Verdict::Rejected, explanation)));
    }
    if package.kind.submit_answer {
        return Ok(Ok(Prepared::Answers(submission.clone())));
    }
    if let Err(refused) = submission.check_text() {
        return Ok(Err(refusal(Verdict::CompileError, refused.to_string())));
    }
    let (language, notes) = match choose_language(judge, submission) {
        Ok(found) => found,
        Err(explanation) => return Ok(Err(refusal(Verdict::CompileError, explanation))),
    };
    if let Err(explanation) = check_language(package, &language) {
        return Ok(Err(refusal(Verdict::Rejected, explanation)));
    }
    let (files, entry_point) = match with_included(package, &language, submission) {
        Ok(found) => found,
        Err((verdict, explanation)) => return Ok(Err(refusal(verdict, explanation))),
    };
    events(&Event::Compiling { language: &language.name });
    let entry_point = entry_point.as_deref();
    let limits = compile_limits(package);
    let owner = judge.config.owner.as_str();
    let job = Job { language: &language, files, entry_point, owner, limits };
    let built = judge.compiler.build(job)?;
    Ok(match built {
        Built::Ready(executable) => {
            events(&Event::Compiled(&executable.compilation));
            Ok(Prepared::Program { executable, language, notes })
        }
        Built::Failed(failure) => {
            events(&Event::Compiled(&failure.compilation));
            Err(Refusal {
                verdict: Verdict::CompileError,
                explanation: failure.explanation,
                language: language.id.clone(),
                compilation: Some(failure.compilation),
                notes,
            })
        }
    })
}

/// The package's output validators, built.
pub fn validators(judge: &Judge, package: &Package) -> Result<Vec<Tool>> {
    match &package.output_validation {
        OutputValidation::Default => Ok(Vec::new()),
        OutputValidation::Custom(programs) => {
            programs.iter().map(|program| Tool::build(&judge.compiler, package, program)).collect()
        }
    }
}

/// Runs the static validator for every group that declares a static case.
pub fn static_checks(
    judge: &Judge,
    package: &Package,
    executable: &Executable,
) -> Result<Vec<(String, Judged)>> {
    let Some(program) = &package.static_validator else { return Ok(Vec::new()) };
    let mut groups = Vec::new();
    let mut pending = vec![&package.data.root];
    while let Some(group) = pending.pop() {
        pending.extend(group.groups());
        if let GroupSettings::Modern(settings) = &group.settings
            && let Some(case) = &settings.static_case
        {
            groups.push((group.name.clone(), case));
        }
    }
    groups.sort_by(|a, b| a.0.cmp(&b.0));
    let tool = Tool::build(&judge.compiler, package, program)?;
    let mut container = tool.executable.container(&judge.sandbox)?;
    let language = executable.language.as_ref().map_or("", |language| language.id.as_str());
    let entry = executable.sources.first().map_or("", |file| file.name.as_str());
    let mut results = Vec::new();
    for (name, case) in groups {
        let sources = &executable.sources;
        let said = tool.validate_sources(&mut container, sources, (language, entry), &case.args)?;
        results.push((name.clone(), judged(&name, said)));
    }
    Ok(results)
}

fn judged(group: &str, said: Answer) -> Judged {
    let (verdict, feedback, explanation) = match said {
        Answer::Accepted(feedback) => (Verdict::Accepted, feedback, String::new()),
        Answer::Wrong(feedback) => {
            let lines = [&feedback.team_message, &feedback.judge_message];
            let said = lines.iter().find_map(|text| text.lines().next()).unwrap_or_default();
            let explanation =
                if said.is_empty() { "the static validator rejects it" } else { said };
            (Verdict::WrongAnswer, feedback.clone(), explanation.to_owned())
        }
        Answer::Broken(reason) => (Verdict::JudgeError, Feedback::default(), reason),
    };
    let evidence = match feedback.team_message.as_bytes() {
        b"" => Vec::new(),
        text => vec![Evidence::text("team message", text)],
    };
    Judged {
        result: CaseResult { verdict, score: feedback.score, multiplier: feedback.multiplier },
        judge_message: feedback.judge_message,
        check: Check {
            id: format!("{group}/static"),
            title: String::from("static check"),
            verdict,
            rule: String::from("the source follows the rules"),
            explanation,
            score: feedback.score,
            evidence,
            measures: Measures::default(),
        },
    }
}

fn check_size(package: &Package, submission: &Submission) -> std::result::Result<(), String> {
    let allowed = package.limits.code_kib.unwrap_or(exercise::Limits::CODE_KIB);
    let bytes = submission.bytes();
    if package.kind.submit_answer || bytes <= allowed * 1024 {
        return Ok(());
    }
    Err(format!(
        "the submission has {} KiB of code, {allowed} KiB are allowed; shorten it",
        bytes.div_ceil(1024)
    ))
}

/// The language that was named, else the one all file endings agree on.
fn choose_language(
    judge: &Judge,
    submission: &Submission,
) -> std::result::Result<(Arc<Language>, Vec<String>), String> {
    let registry = judge.compiler.registry();
    if let Some(name) = &submission.language {
        let found = registry.by_name(name).ok_or_else(|| {
            format!("the language {name} is not known; `greenroom languages` lists those that are")
        })?;
        let notes = if name == "python2" {
            vec![String::from("Python 2 source is run as Python 3, which is installed")]
        } else {
            Vec::new()
        };
        return Ok((Arc::clone(found), notes));
    }
    let mut found: Vec<&Arc<Language>> =
        submission.files.iter().filter_map(|file| registry.by_file(&file.name)).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    match found.as_slice() {
        [one] => Ok((Arc::clone(one), Vec::new())),
        [] => Err(format!(
            "the language of {} cannot be told from its name; name it with --language",
            submission.files.first().map_or("the submission", |file| file.name.as_str())
        )),
        several => Err(format!(
            "the files are in several languages ({}); name one with --language",
            several.iter().map(|language| language.name.as_str()).collect::<Vec<_>>().join(", ")
        )),
    }
}

fn check_language(package: &Package, language: &Language) -> std::result::Result<(), String> {
    match &package.languages {
        Some(allowed) if !allowed.iter().any(|code| language.answers_to(code)) => {
            Err(format!("{} is not allowed here; use one of {}", language.name, allowed.join(", ")))
        }
        _ => Ok(()),
    }
}

/// The submission's files and the package's, and the entry point. Included files and drivers
/// replace those of the same name; what starts is the driver, where there is one, else the
/// submission.
fn with_included(
    package: &Package,
    language: &Language,
    submission: &Submission,
) -> std::result::Result<(Vec<SourceFile>, Option<String>), (Verdict, String)> {
    let asked = submission.entry_point.clone();
    let mut files = submission.files.clone();
    // A language that is another form of one the formats know, such as PyPy, has its files.
    let code = language.includes_of.as_ref().unwrap_or(&language.id);
    let Some(included) = package.include(code) else {
        let known: Vec<&str> = exercise::function::languages().collect();
        let explanation =
            format!("{} has no function mode; use one of {}", language.name, known.join(", "));
        return Err((Verdict::Rejected, explanation));
    };
    if included.is_empty() {
        return Ok((files, asked));
    }
    let mut entry_point = asked;
    if let Some(layout) = package.signature().and_then(|_| exercise::function::layout(code)) {
        // The driver looks for the candidate's file under this name.
        if let [file] = files.as_mut_slice() {
            layout.solution.clone_into(&mut file.name);
        }
    } else if !included.iter().any(|file| language.is_start(&file.name)) {
        let own = arrange(language, files, entry_point.as_deref())
            .map_err(|error| (Verdict::CompileError, error.to_string()))?;
        (files, entry_point) = (own.files, Some(own.entry));
    }
    for file in included {
        files.retain(|other| other.name != file.name);
        files.push(file);
    }
    Ok((files, entry_point))
}

fn compile_limits(package: &Package) -> CompileLimits {
    use exercise::Limits as Defaults;
    let time = package.limits.compilation_time.unwrap_or(Defaults::COMPILATION_TIME);
    let memory = package.limits.compilation_memory_mib.unwrap_or(Defaults::COMPILATION_MEMORY_MIB);
    CompileLimits { cpu: Some(time.max(Duration::from_millis(1))), memory: memory * MIB }
}

/// The package's grader, where a group asks for one.
pub fn grader(judge: &Judge, package: &Package) -> Result<Option<Tool>> {
    let program = package.grader.as_ref();
    program.map(|program| Tool::build(&judge.compiler, package, program)).transpose()
}
