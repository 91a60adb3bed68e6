//! Attempts: what was handed in, what became of it.

use serde::{Deserialize, Serialize};

use crate::db::{Row, Value, add, args};
use crate::error::{Error, Result};
use crate::id::{AccountId, AttemptId};
use crate::queue::{self, JobKind};
use crate::store::Store;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// On samples or an input of one's own; does not count.
    Run,
    Submit,
}

impl Purpose {
    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Submit => "submit",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Run, Self::Submit].into_iter().find(|purpose| purpose.name() == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Points {
    pub got: f64,
    pub of: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub reached: u32,
    pub of: u32,
    pub name: Option<String>,
}

/// An attempt without its source and report.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub id: AttemptId,
    pub account: AccountId,
    pub exercise: String,
    pub title: String,
    pub purpose: Purpose,
    pub language: String,
    pub has_input: bool,
    pub hints_opened: u32,
    pub rejudges: Option<String>,
    /// `queued`, `judging`, `finished` or `cancelled`.
    pub state: String,
    pub outcome: Option<Outcome>,
    pub created_at: i64,
    pub started_at: Option<i64>,
    pub finished_at: Option<i64>,
}

/// What a report says, as far as lists show it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Short form, such as `WA`.
    pub verdict: String,
    pub score: f64,
    pub points: Option<Points>,
    pub level: Option<Level>,
    pub checks_passed: u32,
    pub checks_total: u32,
    pub explanation: String,
    pub cpu_us: Option<u64>,
    pub wall_us: Option<u64>,
    pub memory_bytes: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct NewAttempt {
    pub exercise: String,
    pub title: String,
    pub purpose: Purpose,
    pub language: String,
    pub rejudges: Option<AttemptId>,
    pub source: Source,
}

/// What was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// JSON list of files.
    pub files: String,
    pub entry_point: Option<String>,
    /// An input of one's own.
    pub input: Option<String>,
    /// The one case or group to judge.
    pub only: Option<String>,
}

/// Which attempts to list.
#[derive(Clone, Debug, Default)]
pub struct AttemptFilter {
    pub exercise: Option<String>,
    pub purpose: Option<Purpose>,
    pub verdict: Option<String>,
    pub language: Option<String>,
    pub state: Option<String>,
    pub order: Order,
    /// Attempts after this one in the order.
    pub after: Option<(i64, AttemptId)>,
    pub limit: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    NewestFirst,
    OldestFirst,
}

const COLUMNS: &str = "id, account_id, exercise, title, purpose, language, has_input, hints_opened,
    rejudges, state, verdict, score, points_got, points_of, level_reached, level_of, level_name,
    checks_passed, checks_total, explanation, cpu_us, wall_us, memory_bytes, created_at,
    started_at, finished_at";

pub(crate) fn read(row: &Row) -> Result<Attempt> {
    let purpose = row.text("purpose")?;
    let unknown = || Error::Damaged(format!("{purpose} is no purpose"));
    Ok(Attempt {
        id: row.id("id")?,
        account: row.id("account_id")?,
        exercise: row.text("exercise")?,
        title: row.text("title")?,
        purpose: Purpose::from_name(&purpose).ok_or_else(unknown)?,
        language: row.text("language")?,
        has_input: row.flag("has_input")?,
        hints_opened: row.count("hints_opened")?,
        rejudges: row.optional_text("rejudges")?,
        state: row.text("state")?,
        outcome: row.optional_text("verdict")?.map(|verdict| outcome(row, verdict)).transpose()?,
        created_at: row.int("created_at")?,
        started_at: row.optional_int("started_at")?,
        finished_at: row.optional_int("finished_at")?,
    })
}

fn outcome(row: &Row, verdict: String) -> Result<Outcome> {
    let points = row.optional_real("points_got")?;
    let points_of = row.optional_real("points_of")?;
    let level = row.optional_count("level_reached")?;
    let (level_of, level_name) =
        (row.optional_count("level_of")?.unwrap_or(0), row.optional_text("level_name")?);
    Ok(Outcome {
        verdict,
        score: row.optional_real("score")?.unwrap_or(0.0),
        points: points.map(|got| Points { got, of: points_of }),
        level: level.map(|reached| Level { reached, of: level_of, name: level_name }),
        checks_passed: row.optional_count("checks_passed")?.unwrap_or(0),
        checks_total: row.optional_count("checks_total")?.unwrap_or(0),
        explanation: row.optional_text("explanation")?.unwrap_or_default(),
        cpu_us: row.optional_count("cpu_us")?,
        wall_us: row.optional_count("wall_us")?,
        memory_bytes: row.optional_count("memory_bytes")?,
    })
}

impl Store {
    /// Stores an attempt, its source and the job to judge it, all or nothing.
    pub async fn create_attempt(
        &self,
        account: &AccountId,
        new: &NewAttempt,
        now: i64,
    ) -> Result<Attempt> {
        let id = AttemptId::fresh();
        let mut tx = self.db.begin().await?;
        tx.write(
            "INSERT INTO attempt (id, account_id, exercise, title, purpose, language, has_input,
             hints_opened, rejudges, state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7,
                     coalesce((SELECT hints_opened FROM standing
                               WHERE account_id = $2 AND exercise = $3), 0),
                     $8, 'queued', $9)",
            args![
                id,
                account,
                &new.exercise,
                &new.title,
                new.purpose.name(),
                &new.language,
                new.source.input.is_some(),
                new.rejudges,
                now
            ],
        )
        .await?;
        tx.write(
            "INSERT INTO source (attempt_id, files, entry_point, input, only_case)
             VALUES ($1, $2, $3, $4, $5)",
            args![
                id,
                &new.source.files,
                new.source.entry_point.as_deref(),
                new.source.input.as_deref(),
                new.source.only.as_deref()
            ],
        )
        .await?;
        let kind = JobKind::Attempt(new.purpose);
        queue::enqueue(&mut tx, kind, &id.to_string(), account, now).await?;
        let sql = format!("SELECT {COLUMNS} FROM attempt WHERE id = $1");
        let row = tx.first(sql, args![id]).await?.ok_or(Error::NotFound("attempt"))?;
        let attempt = read(&row)?;
        tx.commit().await?;
        Ok(attempt)
    }

    /// An attempt of anybody's; whoever calls has checked that it may be seen.
    pub async fn attempt(&self, id: &AttemptId) -> Result<Option<Attempt>> {
        let sql = format!("SELECT {COLUMNS} FROM attempt WHERE id = $1");
        self.db.first(sql, args![id]).await?.as_ref().map(read).transpose()
    }

    pub async fn attempts(
        &self,
        account: &AccountId,
        filter: &AttemptFilter,
    ) -> Result<Vec<Attempt>> {
        let (sql, values) = list(account, filter);
        self.db.all(sql, values).await?.iter().map(read).collect()
    }

    pub async fn source(&self, id: &AttemptId) -> Result<Option<Source>> {
        let sql = "SELECT files, entry_point, input, only_case FROM source WHERE attempt_id = $1";
        let row = self.db.first(sql, args![id]).await?;
        row.map(|row| {
            Ok(Source {
                files: row.text("files")?,
                entry_point: row.optional_text("entry_point")?,
                input: row.optional_text("input")?,
                only: row.optional_text("only_case")?,
            })
        })
        .transpose()
    }

    /// The report as JSON; `None` until the attempt is finished.
    pub async fn report(&self, id: &AttemptId) -> Result<Option<String>> {
        let row = self.db.first("SELECT body FROM report WHERE attempt_id = $1", args![id]).await?;
        row.map(|row| row.text("body")).transpose()
    }
}

pub(crate) fn list(account: &AccountId, filter: &AttemptFilter) -> (String, Vec<Value>) {
    let mut sql = format!("SELECT {COLUMNS} FROM attempt WHERE account_id = $1");
    let mut values = args![account];
    let mut is = |column: &str, value: Option<&str>| {
        if let Some(value) = value {
            values.push(value.into());
            add(&mut sql, format_args!(" AND {column} = ${}", values.len()));
        }
    };
    is("exercise", filter.exercise.as_deref());
    is("purpose", filter.purpose.map(Purpose::name));
    is("verdict", filter.verdict.as_deref());
    is("language", filter.language.as_deref());
    is("state", filter.state.as_deref());
    let (sign, direction) = match filter.order {
        Order::NewestFirst => ("<", "DESC"),
        Order::OldestFirst => (">", "ASC"),
    };
    if let Some((at, id)) = &filter.after {
        values.extend(args![*at, id]);
        let n = values.len();
        add(&mut sql, format_args!(" AND (created_at, id) {sign} (${}, ${n})", n - 1));
    }
    values.push(filter.limit.into());
    let limit = values.len();
    add(&mut sql, format_args!(" ORDER BY created_at {direction}, id {direction} LIMIT ${limit}"));
    (sql, values)
}
