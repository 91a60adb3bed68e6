//! How a person stands with an exercise: sums kept up with each attempt, so that the list of
//! exercises is one indexed read.

use crate::attempt::Outcome;
use crate::db::{Row, Tx, args};
use crate::error::Result;
use crate::id::AccountId;
use crate::store::Store;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub exercise: String,
    /// Finished submissions; runs do not count.
    pub attempts: u32,
    pub best_score: Option<f64>,
    pub best_level: Option<u32>,
    /// Slowest check of the fastest accepted attempt.
    pub best_cpu_us: Option<u64>,
    pub last_attempt_at: Option<i64>,
    pub solved_at: Option<i64>,
    pub hints_opened: u32,
    pub surrendered_at: Option<i64>,
    /// Last save of a draft in any language.
    pub draft_at: Option<i64>,
}

fn read(row: &Row) -> Result<Standing> {
    Ok(Standing {
        exercise: row.text("exercise")?,
        attempts: row.count("attempts")?,
        best_score: row.optional_real("best_score")?,
        best_level: row.optional_count("best_level")?,
        best_cpu_us: row.optional_count("best_cpu_us")?,
        last_attempt_at: row.optional_int("last_attempt_at")?,
        solved_at: row.optional_int("solved_at")?,
        hints_opened: row.count("hints_opened")?,
        surrendered_at: row.optional_int("surrendered_at")?,
        draft_at: row.optional_int("draft_at")?,
    })
}

/// A full join, since a draft may be all there is, or may be gone.
const SELECT: &str = "
    SELECT coalesce(s.exercise, d.exercise) AS exercise, coalesce(s.attempts, 0) AS attempts,
           s.best_score, s.best_level, s.best_cpu_us, s.last_attempt_at, s.solved_at,
           coalesce(s.hints_opened, 0) AS hints_opened, s.surrendered_at, d.draft_at
    FROM (SELECT * FROM standing WHERE account_id = $1) s
    FULL JOIN (SELECT exercise, max(updated_at) AS draft_at FROM draft
               WHERE account_id = $1 GROUP BY exercise) d ON d.exercise = s.exercise";

/// Adds one finished submission.
pub(crate) async fn add(
    tx: &mut Tx,
    account: &AccountId,
    exercise: &str,
    outcome: &Outcome,
    now: i64,
) -> Result<()> {
    let accepted = outcome.verdict == "AC";
    let cpu = outcome.cpu_us.filter(|_| accepted);
    let level = outcome.level.as_ref().map(|level| level.reached);
    tx.write(
        "INSERT INTO standing (account_id, exercise, attempts, best_score, best_level, best_cpu_us,
         last_attempt_at, solved_at, hints_opened)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 0)
         ON CONFLICT (account_id, exercise) DO UPDATE SET
         attempts = standing.attempts + 1,
         best_score = CASE WHEN standing.best_score >= excluded.best_score
                      THEN standing.best_score ELSE excluded.best_score END,
         best_level = CASE WHEN standing.best_level >= coalesce(excluded.best_level, -1)
                      THEN standing.best_level ELSE excluded.best_level END,
         best_cpu_us = CASE WHEN excluded.best_cpu_us IS NULL
                       OR standing.best_cpu_us <= excluded.best_cpu_us
                       THEN standing.best_cpu_us ELSE excluded.best_cpu_us END,
         last_attempt_at = excluded.last_attempt_at,
         solved_at = coalesce(standing.solved_at, excluded.solved_at)",
        args![account, exercise, outcome.score, level, cpu, now, accepted.then_some(now)],
    )
    .await
    .map(drop)
}

/// All standings as the attempts say.
const RECOUNT: &str = "
    INSERT INTO standing (account_id, exercise, attempts, best_score, best_level, best_cpu_us,
        last_attempt_at, solved_at, hints_opened)
    SELECT account_id, exercise, count(*), max(score), max(level_reached),
        min(cpu_us) FILTER (WHERE verdict = 'AC'), max(finished_at),
        min(finished_at) FILTER (WHERE verdict = 'AC'), 0
    FROM attempt WHERE state = 'finished' AND purpose = 'submit' AND verdict <> 'JE'
        AND ($1 IS NULL OR account_id = $1)
    GROUP BY account_id, exercise
    ON CONFLICT (account_id, exercise) DO UPDATE SET attempts = excluded.attempts,
        best_score = excluded.best_score, best_level = excluded.best_level,
        best_cpu_us = excluded.best_cpu_us, last_attempt_at = excluded.last_attempt_at,
        solved_at = excluded.solved_at";

/// Makes the sums anew from the attempts, of one person or of all. Hints and giving up are facts of
/// their own, and stay.
pub(crate) async fn rebuild(tx: &mut Tx, account: Option<&AccountId>) -> Result<()> {
    tx.write(
        "UPDATE standing SET attempts = 0, best_score = NULL, best_level = NULL,
         best_cpu_us = NULL, last_attempt_at = NULL, solved_at = NULL
         WHERE $1 IS NULL OR account_id = $1",
        args![account.copied()],
    )
    .await?;
    tx.write(RECOUNT, args![account.copied()]).await.map(drop)
}

impl Store {
    /// Makes all standings anew from the attempts.
    pub async fn rebuild_standings(&self) -> Result<()> {
        let mut tx = self.db.begin().await?;
        rebuild(&mut tx, None).await?;
        tx.commit().await
    }

    /// Exercises that the person has touched.
    pub async fn standings(&self, account: &AccountId) -> Result<Vec<Standing>> {
        self.db.all(SELECT, args![account]).await?.iter().map(read).collect()
    }

    pub async fn standing(&self, account: &AccountId, exercise: &str) -> Result<Option<Standing>> {
        let sql = format!("{SELECT} WHERE coalesce(s.exercise, d.exercise) = $2");
        self.db.first(sql, args![account, exercise]).await?.as_ref().map(read).transpose()
    }

    /// Notes that a hint was opened; an earlier one changes nothing.
    pub async fn open_hint(&self, account: &AccountId, exercise: &str, number: u32) -> Result<()> {
        let sql = "INSERT INTO standing (account_id, exercise, attempts, hints_opened)
                   VALUES ($1, $2, 0, $3)
                   ON CONFLICT (account_id, exercise) DO UPDATE SET hints_opened =
                   CASE WHEN standing.hints_opened >= excluded.hints_opened
                   THEN standing.hints_opened ELSE excluded.hints_opened END";
        self.db.write(sql, args![account, exercise, number]).await.map(drop)
    }

    /// Notes that the person gave up; the first time counts.
    pub async fn surrender(&self, account: &AccountId, exercise: &str, now: i64) -> Result<()> {
        let sql = "INSERT INTO standing (account_id, exercise, attempts, hints_opened,
                   surrendered_at) VALUES ($1, $2, 0, 0, $3)
                   ON CONFLICT (account_id, exercise) DO UPDATE SET
                   surrendered_at = coalesce(standing.surrendered_at, excluded.surrendered_at)";
        self.db.write(sql, args![account, exercise, now]).await.map(drop)
    }
}
