//! The queue: a table of work, leased for a while to whoever does it.
//!
//! Theory of operation. A job exists exactly as long as its work is not done. A worker leases one,
//! extends the lease while it works (`heartbeat`), and finishes it in the same transaction that
//! stores the result, so that a result is stored once however often the work is done. A lease that
//! runs out, because its worker died, makes the job free again; after [`MAX_TRIES`] it ends as a
//! judge error, since an attempt that kills its judge would do so for ever. Order: priority, then
//! whoever has the least under way, then whoever got a judge the longest ago, then the oldest job,
//! so that one person's hundred do not delay another's one, even where there is one judge only.
//!
//! Whoever changes a job and its attempt changes the job first: on PostgreSQL two that went in
//! opposite orders would wait for each other.

use crate::attempt::{Outcome, Purpose};
use crate::db::{Engine, Row, Tx, args};
use crate::error::{Error, Result};
use crate::event::{NewEvent, append};
use crate::id::{AccountId, AttemptId, JobId};
use crate::standing;
use crate::store::Store;

/// Times a job is begun before it counts as one that cannot be done.
pub const MAX_TRIES: u32 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    Attempt(Purpose),
    /// Of an uploaded package.
    Verification,
    /// Measuring the accepted programs of an exercise.
    Reference,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    /// Id of the attempt or package, or name and version of an exercise.
    pub subject: String,
    pub account: AccountId,
    /// This one included.
    pub tries: u32,
}

/// How an attempt to finish ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Stored,
    /// Somebody else has finished it, or it was cancelled: nothing was changed.
    TooLate,
}

/// For the host page and the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    pub queued: u64,
    pub judging: u64,
    /// When the oldest waiting job was put in.
    pub oldest_at: Option<i64>,
}

impl JobKind {
    fn name(self) -> &'static str {
        match self {
            Self::Attempt(Purpose::Run) => "run",
            Self::Attempt(Purpose::Submit) => "submit",
            Self::Verification => "verification",
            Self::Reference => "reference",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::Attempt(Purpose::Run),
            Self::Attempt(Purpose::Submit),
            Self::Verification,
            Self::Reference,
        ];
        all.into_iter().find(|kind| kind.name() == name)
    }

    /// Lower is sooner.
    fn priority(self) -> i64 {
        match self {
            Self::Attempt(Purpose::Run) => 0,
            Self::Attempt(Purpose::Submit) => 1,
            Self::Verification => 2,
            Self::Reference => 3,
        }
    }
}

fn read(row: &Row) -> Result<Job> {
    let kind = row.text("kind")?;
    let unknown = || Error::Damaged(format!("{kind} is no kind of job"));
    Ok(Job {
        id: row.id("id")?,
        kind: JobKind::from_name(&kind).ok_or_else(unknown)?,
        subject: row.text("subject")?,
        account: row.id("account_id")?,
        tries: row.count("tries")?,
    })
}

/// Adds a job; one for the same subject that is there already stays as it is.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    kind: JobKind,
    subject: &str,
    account: &AccountId,
    now: i64,
) -> Result<()> {
    tx.write(
        "INSERT INTO job (id, kind, subject, account_id, priority, tries, is_cancelled, created_at)
         VALUES ($1, $2, $3, $4, $5, 0, false, $6) ON CONFLICT DO NOTHING",
        args![JobId::fresh(), kind.name(), subject, account, kind.priority(), now],
    )
    .await
    .map(drop)
}

/// The next free job. `c` counts what each person has under way.
fn next(engine: Engine) -> String {
    let lock = if engine == Engine::Postgres { " FOR UPDATE OF j SKIP LOCKED" } else { "" };
    format!(
        "SELECT j.id FROM job j
         LEFT JOIN (SELECT account_id, count(*) AS n FROM job WHERE worker IS NOT NULL
                    GROUP BY account_id) c ON c.account_id = j.account_id
         LEFT JOIN turn t ON t.account_id = j.account_id
         WHERE j.worker IS NULL
         ORDER BY j.priority, coalesce(c.n, 0), coalesce(t.at, 0), j.created_at, j.id
         LIMIT 1{lock}"
    )
}

impl Store {
    pub async fn enqueue(
        &self,
        kind: JobKind,
        subject: &str,
        account: &AccountId,
        now: i64,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        enqueue(&mut tx, kind, subject, account, now).await?;
        tx.commit().await
    }

    /// Takes the next job for `worker` until `until`. An attempt's state changes with it.
    pub async fn lease(&self, worker: &str, now: i64, until: i64) -> Result<Option<Job>> {
        let mut tx = self.db.begin().await?;
        let Some(row) = tx.first(next(tx.engine()), args![]).await? else { return Ok(None) };
        let id: JobId = row.id("id")?;
        let row = tx
            .first(
                "UPDATE job SET worker = $2, lease_until = $3, tries = tries + 1
                 WHERE id = $1 AND worker IS NULL
                 RETURNING id, kind, subject, account_id, tries",
                args![id, worker, until],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let job = read(&row)?;
        tx.write(
            "INSERT INTO turn (account_id, at) VALUES ($1, $2)
             ON CONFLICT (account_id) DO UPDATE SET at = excluded.at",
            args![job.account, now],
        )
        .await?;
        if matches!(job.kind, JobKind::Attempt(_)) {
            tx.write(
                "UPDATE attempt SET state = 'judging', started_at = $2
                 WHERE id = $1 AND state = 'queued'",
                args![&job.subject, now],
            )
            .await?;
        }
        tx.commit().await?;
        Ok(Some(job))
    }

    /// Extends a lease. False when it is not held any more, or the work is not wanted any more.
    pub async fn heartbeat(&self, job: &JobId, worker: &str, until: i64) -> Result<bool> {
        let sql = "UPDATE job SET lease_until = $3
                   WHERE id = $1 AND worker = $2 AND is_cancelled = false";
        Ok(self.db.write(sql, args![job, worker, until]).await? == 1)
    }

    /// Stores the result of an attempt and ends its job.
    pub async fn finish_attempt(
        &self,
        job: &Job,
        report: &str,
        outcome: &Outcome,
        events: &[NewEvent],
        now: i64,
    ) -> Result<Ended> {
        let mut tx = self.db.begin().await?;
        let ended = finish(&mut tx, job, report, outcome, events, now).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Ends a job whose result is stored elsewhere.
    pub async fn finish_job(&self, job: &JobId) -> Result<()> {
        self.db.write("DELETE FROM job WHERE id = $1", args![job]).await.map(drop)
    }

    /// Gives a job back, as when the server stops: it counts as not begun.
    pub async fn release(&self, job: &Job, worker: &str, event: &NewEvent, now: i64) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.write(
            "DELETE FROM job WHERE id = $1 AND worker = $2 AND is_cancelled = true",
            args![job.id, worker],
        )
        .await?;
        let held = tx
            .write(
                "UPDATE job SET worker = NULL, lease_until = NULL, tries = tries - 1
                 WHERE id = $1 AND worker = $2",
                args![job.id, worker],
            )
            .await?;
        if held == 1 {
            requeue(&mut tx, job, event, now).await?;
        }
        tx.commit().await
    }

    /// Frees jobs whose lease ends before a moment; answers them. Those begun too often are not
    /// freed: whoever calls ends them as judge errors.
    pub async fn expire(&self, event: &NewEvent, before: i64, now: i64) -> Result<Vec<Job>> {
        let mut tx = self.db.begin().await?;
        // Nobody wants those any more, and nobody is left to say so.
        tx.write("DELETE FROM job WHERE is_cancelled = true AND lease_until < $1", args![before])
            .await?;
        let ran_out = "worker IS NOT NULL AND lease_until < $1";
        let mut rows = tx
            .all(
                format!(
                    "UPDATE job SET worker = NULL, lease_until = NULL WHERE {ran_out}
                     AND tries < $2 RETURNING id, kind, subject, account_id, tries"
                ),
                args![before, MAX_TRIES],
            )
            .await?;
        for row in &rows {
            requeue(&mut tx, &read(row)?, event, now).await?;
        }
        let columns = "id, kind, subject, account_id, tries";
        let sql = format!("SELECT {columns} FROM job WHERE {ran_out}");
        rows.extend(tx.all(sql, args![before]).await?);
        tx.commit().await?;
        rows.iter().map(read).collect()
    }

    /// Ends an attempt that its owner does not want any more. False when it has ended already.
    pub async fn cancel(&self, id: &AttemptId, event: &NewEvent, now: i64) -> Result<bool> {
        let mut tx = self.db.begin().await?;
        let subject = id.to_string();
        // The worker that holds it learns at its next heartbeat.
        let sql = "UPDATE job SET is_cancelled = true WHERE subject = $1";
        tx.write(sql, args![&subject]).await?;
        tx.write("DELETE FROM job WHERE subject = $1 AND worker IS NULL", args![&subject]).await?;
        let changed = tx
            .write(
                "UPDATE attempt SET state = 'cancelled', finished_at = $2
                 WHERE id = $1 AND state IN ('queued', 'judging')",
                args![id, now],
            )
            .await?;
        if changed == 1 {
            append(&mut tx, &subject, std::slice::from_ref(event), now).await?;
        }
        tx.commit().await?;
        Ok(changed == 1)
    }

    /// Jobs before an attempt's own; `None` when it does not wait. As if each person who waits got
    /// a judge in turn.
    pub async fn ahead(&self, id: &AttemptId) -> Result<Option<u32>> {
        let sql = "SELECT n FROM (
                       SELECT subject,
                           row_number() OVER (ORDER BY priority, round, created_at, id) - 1 AS n
                       FROM (SELECT subject, priority, created_at, id,
                                 row_number() OVER (PARTITION BY priority, account_id
                                                    ORDER BY created_at, id) AS round
                             FROM job WHERE worker IS NULL) waiting
                   ) placed WHERE subject = $1";
        let row = self.db.first(sql, args![id]).await?;
        row.map(|row| row.count("n")).transpose()
    }

    /// Jobs of a person that wait or are under way.
    pub async fn waiting(&self, account: &AccountId) -> Result<u64> {
        let sql = "SELECT count(*) AS n FROM job WHERE account_id = $1";
        self.db.first(sql, args![account]).await?.map_or(Ok(0), |row| row.count("n"))
    }

    /// Whether there is a job for a subject.
    pub async fn is_queued(&self, kind: JobKind, subject: &str) -> Result<bool> {
        let sql = "SELECT 1 AS one FROM job WHERE kind = $1 AND subject = $2";
        Ok(self.db.first(sql, args![kind.name(), subject]).await?.is_some())
    }

    pub async fn queue_counts(&self) -> Result<QueueCounts> {
        let sql = "SELECT count(*) FILTER (WHERE worker IS NULL) AS queued,
                          count(*) FILTER (WHERE worker IS NOT NULL) AS judging,
                          min(created_at) FILTER (WHERE worker IS NULL) AS oldest_at FROM job";
        let Some(row) = self.db.first(sql, args![]).await? else {
            return Ok(QueueCounts::default());
        };
        Ok(QueueCounts {
            queued: row.count("queued")?,
            judging: row.count("judging")?,
            oldest_at: row.optional_int("oldest_at")?,
        })
    }
}

async fn requeue(tx: &mut Tx, job: &Job, event: &NewEvent, now: i64) -> Result<()> {
    if matches!(job.kind, JobKind::Attempt(_)) {
        let sql = "UPDATE attempt SET state = 'queued', started_at = NULL
                   WHERE id = $1 AND state = 'judging'";
        if tx.write(sql, args![&job.subject]).await? == 0 {
            return Ok(());
        }
    }
    append(tx, &job.subject, std::slice::from_ref(event), now).await
}

async fn finish(
    tx: &mut Tx,
    job: &Job,
    report: &str,
    outcome: &Outcome,
    events: &[NewEvent],
    now: i64,
) -> Result<Ended> {
    tx.write(
        "DELETE FROM job WHERE kind IN ('run', 'submit') AND subject = $1",
        args![&job.subject],
    )
    .await?;
    let (points, level) = (outcome.points, outcome.level.as_ref());
    let changed = tx
        .first(
            "UPDATE attempt SET state = 'finished', verdict = $2, score = $3, points_got = $4,
             points_of = $5, level_reached = $6, level_of = $7, level_name = $8,
             checks_passed = $9, checks_total = $10, explanation = $11, cpu_us = $12,
             wall_us = $13, memory_bytes = $14, finished_at = $15
             WHERE id = $1 AND state IN ('queued', 'judging')
             RETURNING exercise, purpose",
            args![
                &job.subject,
                &outcome.verdict,
                outcome.score,
                points.map(|points| points.got),
                points.and_then(|points| points.of),
                level.map(|level| level.reached),
                level.map(|level| level.of),
                level.and_then(|level| level.name.as_deref()),
                outcome.checks_passed,
                outcome.checks_total,
                &outcome.explanation,
                outcome.cpu_us,
                outcome.wall_us,
                outcome.memory_bytes,
                now
            ],
        )
        .await?;
    let Some(row) = changed else { return Ok(Ended::TooLate) };
    tx.write("INSERT INTO report (attempt_id, body) VALUES ($1, $2)", args![&job.subject, report])
        .await?;
    let counts = row.text("purpose")? == Purpose::Submit.name() && outcome.verdict != "JE";
    if counts {
        standing::add(tx, &job.account, &row.text("exercise")?, outcome, now).await?;
    }
    append(tx, &job.subject, events, now).await?;
    Ok(Ended::Stored)
}
