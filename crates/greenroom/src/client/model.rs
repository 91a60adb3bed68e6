//! What the commands read of the API's answers. More may be in them: a newer server adds keys.

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    #[serde(default)]
    pub next: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct ExerciseSummary {
    pub slug: String,
    pub title: String,
    pub level: Option<String>,
    pub minutes: Option<u32>,
    pub stages: usize,
    pub own: Own,
}

#[derive(Debug, Deserialize)]
pub struct Own {
    /// `new`, `started`, `tried` or `solved`.
    pub state: String,
    pub best_score: Option<f64>,
    pub best_level: Option<u32>,
    pub attempts: u32,
    pub hints_opened: u32,
}

#[derive(Debug, Deserialize)]
pub struct Exercise {
    #[serde(flatten)]
    pub summary: ExerciseSummary,
    pub statement_html: String,
    pub stage_list: Vec<Stage>,
    pub samples: Vec<Sample>,
    pub limits: Limits,
    /// Ids of the languages that can solve it.
    pub languages: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Stage {
    pub number: u32,
    pub name: String,
    pub statement_html: Option<String>,
    pub open: bool,
}

/// A visible case.
#[derive(Debug, Deserialize)]
pub struct Sample {
    /// Such as `sample/1`.
    pub name: String,
    /// The beginning of it; all of it when it is as long as it says.
    pub input: String,
    pub answer: String,
    pub input_bytes: u64,
    pub answer_bytes: u64,
}

#[derive(Debug, Deserialize)]
pub struct Limits {
    pub time_limit_ms: Option<u64>,
    pub memory_bytes: u64,
}

#[derive(Debug, Deserialize)]
pub struct Language {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub extensions: Vec<String>,
    pub main: String,
    pub missing: Option<String>,
}

impl Language {
    /// Whether a person means it by this word.
    pub fn is_called(&self, name: &str) -> bool {
        let names = [&self.id, &self.name].into_iter().chain(&self.aliases);
        names.into_iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

#[derive(Debug, Deserialize)]
pub struct Settings {
    pub language: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    pub name: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub struct Files {
    pub files: Vec<File>,
}

#[derive(Debug, Deserialize)]
pub struct ExerciseFile {
    pub path: String,
    pub bytes: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct AttemptRequest {
    pub exercise: String,
    /// `run` or `submit`.
    pub purpose: &'static str,
    pub language: String,
    pub files: Vec<File>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_point: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Attempt {
    pub id: String,
    pub purpose: String,
    pub language: String,
    /// `queued`, `judging`, `finished` or `cancelled`.
    pub state: String,
    pub verdict: Option<String>,
    pub checks_passed: Option<u32>,
    pub checks_total: Option<u32>,
    pub ahead: Option<u32>,
    pub cpu_us: Option<u64>,
    pub created_at: String,
}

#[derive(Debug, Deserialize)]
pub struct Session {
    pub account: Option<Account>,
}

#[derive(Debug, Deserialize)]
pub struct Account {
    pub name: String,
}
