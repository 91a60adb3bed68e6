//! Takes an archive in. It is read twice: first all of it is checked, then it is stored, so that a
//! faulty one changes nothing. What is there already stays as it is, so that the same archive can
//! be taken in again, and after a crash half-way the next time does the rest.

use std::io::{Read, Seek};

use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::channel;
use uuid::Uuid;

use super::reading::{Limits, Reader, Record};
use super::{AttemptRecord, DraftRecord, ExerciseRecord, NoteRecord, ResultRecord};
use crate::db::{Tx, args};
use crate::error::{Error, Result};
use crate::id::{AccountId, AttemptId};
use crate::standing;
use crate::store::Store;

/// Records stored in one transaction: others get to write in between.
const BATCH: usize = 100;

/// What an import came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    pub created: Counts,
    /// Was there already, or is of a kind that is not taken in.
    pub skipped: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub attempts: u32,
    pub drafts: u32,
    pub notes: u32,
    /// Exercises with opened hints or given up.
    pub exercises: u32,
    pub settings: u32,
    pub packages: u32,
}

impl Store {
    /// Stores for a person what an archive holds. Settings are stored when the person has none and
    /// `accepts_settings` finds them right. Packages are only counted: they must be uploaded, so
    /// that they are checked.
    pub async fn import<R>(
        &self,
        account: &AccountId,
        from: R,
        limits: Limits,
        accepts_settings: fn(&str) -> bool,
        now: i64,
    ) -> Result<Imported>
    where
        R: Read + Seek + Send + 'static,
    {
        self.account(account).await?.ok_or(Error::NotFound("account"))?;
        let (records, mut waiting) = channel(BATCH);
        let reader = tokio::task::spawn_blocking(move || {
            let mut reader = Reader::new(from, limits)?;
            reader.walk(&mut |_| Ok(()))?;
            reader.walk(&mut |record| records.blocking_send(record).map_err(|_| ended()))
        });
        let mut import =
            Import { account: *account, accepts_settings, now, done: Imported::default() };
        let mut stored = Ok(());
        let mut batch = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut batch, BATCH).await > 0 {
            stored = import.store(self, std::mem::take(&mut batch)).await;
            if stored.is_err() {
                waiting.close();
                break;
            }
        }
        drop(waiting);
        let read = reader.await.map_err(|_| ended())?;
        stored?;
        read?;
        let mut tx = self.db.begin().await?;
        standing::rebuild(&mut tx, Some(account)).await?;
        tx.commit().await?;
        Ok(import.done)
    }
}

struct Import {
    account: AccountId,
    accepts_settings: fn(&str) -> bool,
    now: i64,
    done: Imported,
}

impl Import {
    async fn store(&mut self, store: &Store, batch: Vec<Record>) -> Result<()> {
        let mut tx = store.db.begin().await?;
        let mut done = self.done;
        for record in batch {
            let (kind, created): (fn(&mut Counts) -> &mut u32, bool) = match record {
                Record::Settings(body) => {
                    (|c| &mut c.settings, self.settings(&mut tx, &body).await?)
                }
                Record::Exercise(record) => {
                    (|c| &mut c.exercises, self.exercise(&mut tx, &record).await?)
                }
                Record::Note { record, text } => {
                    (|c| &mut c.notes, self.note(&mut tx, &record, &text).await?)
                }
                Record::Draft { record, files } => {
                    (|c| &mut c.drafts, self.draft(&mut tx, &record, &files).await?)
                }
                Record::Attempt { id, record, files, report } => {
                    let created = self.attempt(&mut tx, id, &record, files, report).await?;
                    (|c| &mut c.attempts, created)
                }
                Record::Package => (|c| &mut c.packages, false),
            };
            *kind(if created { &mut done.created } else { &mut done.skipped }) += 1;
        }
        tx.commit().await?;
        self.done = done;
        Ok(())
    }

    async fn settings(&self, tx: &mut Tx, body: &str) -> Result<bool> {
        if !(self.accepts_settings)(body) {
            return Ok(false);
        }
        let sql = "INSERT INTO setting (account_id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        Ok(tx.write(sql, args![self.account, body]).await? == 1)
    }

    /// More hints count, fewer do not take any back.
    async fn exercise(&self, tx: &mut Tx, record: &ExerciseRecord) -> Result<bool> {
        let sql = "INSERT INTO standing (account_id, exercise, attempts, hints_opened,
                   surrendered_at) VALUES ($1, $2, 0, $3, $4)
                   ON CONFLICT (account_id, exercise) DO UPDATE SET
                   hints_opened = CASE WHEN standing.hints_opened >= excluded.hints_opened
                                  THEN standing.hints_opened ELSE excluded.hints_opened END,
                   surrendered_at = coalesce(standing.surrendered_at, excluded.surrendered_at)
                   WHERE standing.hints_opened < excluded.hints_opened
                   OR (standing.surrendered_at IS NULL AND excluded.surrendered_at IS NOT NULL)";
        let surrendered = record.surrendered_at.map(|at| at.0);
        let values = args![self.account, &record.exercise, record.hints_opened, surrendered];
        Ok(tx.write(sql, values).await? == 1)
    }

    async fn note(&self, tx: &mut Tx, record: &NoteRecord, text: &str) -> Result<bool> {
        let sql = "INSERT INTO note (account_id, exercise, text, revision, updated_at)
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let revision = record.revision.max(1);
        let values = args![self.account, &record.exercise, text, revision, record.updated_at.0];
        Ok(tx.write(sql, values).await? == 1)
    }

    async fn draft(&self, tx: &mut Tx, record: &DraftRecord, files: &str) -> Result<bool> {
        let sql = "INSERT INTO draft (account_id, exercise, language, files, active, revision,
                   updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        let values = args![
            self.account,
            &record.exercise,
            &record.language,
            files,
            record.active.as_deref(),
            record.revision.max(1),
            record.updated_at.0
        ];
        Ok(tx.write(sql, values).await? == 1)
    }

    async fn attempt(
        &self,
        tx: &mut Tx,
        id: AttemptId,
        record: &AttemptRecord,
        files: Option<String>,
        report: Option<String>,
    ) -> Result<bool> {
        let Some(id) = self.free_id(tx, id).await? else { return Ok(false) };
        self.attempt_row(tx, &id, record).await?;
        if let (Some(source), Some(files)) = (&record.source, files) {
            tx.write(
                "INSERT INTO source (attempt_id, files, entry_point, input, only_case)
                 VALUES ($1, $2, $3, $4, $5)",
                args![
                    id,
                    files,
                    source.entry_point.as_deref(),
                    source.input.as_deref(),
                    source.only.as_deref()
                ],
            )
            .await?;
        }
        if let Some(report) = report {
            let sql = "INSERT INTO report (attempt_id, body) VALUES ($1, $2)";
            tx.write(sql, args![id, report]).await?;
        }
        Ok(true)
    }

    /// The id to store an attempt under; `None` when the person has it already. Where somebody else
    /// has an attempt of this id, as when two people take in one archive, it is another one that
    /// the same archive leads to again.
    async fn free_id(&self, tx: &mut Tx, id: AttemptId) -> Result<Option<AttemptId>> {
        let other = derived(&self.account, &id);
        for id in [id, other] {
            let sql = "SELECT account_id FROM attempt WHERE id = $1";
            let Some(row) = tx.first(sql, args![id]).await? else { return Ok(Some(id)) };
            if row.id::<crate::id::AccountMark>("account_id")? == self.account {
                return Ok(None);
            }
        }
        Ok(None)
    }

    async fn attempt_row(&self, tx: &mut Tx, id: &AttemptId, record: &AttemptRecord) -> Result<()> {
        // Nobody judges what waited elsewhere.
        let is_open = record.state == "queued" || record.state == "judging";
        let state = if is_open { "cancelled" } else { record.state.as_str() };
        let finished_at = record.finished_at.map_or(self.now, |at| at.0);
        let has_input = record.source.as_ref().is_some_and(|source| source.input.is_some());
        tx.write(
            "INSERT INTO attempt (id, account_id, exercise, title, purpose, language, has_input,
             hints_opened, rejudges, state, created_at, started_at, finished_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            args![
                id,
                self.account,
                &record.exercise,
                &record.title,
                record.purpose.name(),
                &record.language,
                has_input,
                record.hints_opened,
                record.of.as_deref(),
                state,
                record.created_at.0,
                record.started_at.map(|at| at.0),
                finished_at
            ],
        )
        .await?;
        if let Some(found) = &record.result {
            put_result(tx, id, found).await?;
        }
        Ok(())
    }
}

async fn put_result(tx: &mut Tx, id: &AttemptId, found: &ResultRecord) -> Result<()> {
    let (points, level) = (found.points.as_ref(), found.level.as_ref());
    tx.write(
        "UPDATE attempt SET verdict = $2, score = $3, points_got = $4, points_of = $5,
         level_reached = $6, level_of = $7, level_name = $8, checks_passed = $9,
         checks_total = $10, explanation = $11, cpu_us = $12, wall_us = $13, memory_bytes = $14
         WHERE id = $1",
        args![
            id,
            &found.verdict,
            found.score,
            points.map(|points| points.got),
            points.and_then(|points| points.of),
            level.map(|level| level.reached),
            level.map(|level| level.of),
            level.and_then(|level| level.name.as_deref()),
            found.checks_passed,
            found.checks_total,
            &found.explanation,
            found.cpu_us,
            found.wall_us,
            found.memory_bytes
        ],
    )
    .await
    .map(drop)
}

/// An id that follows from a person and an id, and keeps its place in time.
fn derived(account: &AccountId, id: &AttemptId) -> AttemptId {
    let mut hash = Sha256::new();
    hash.update(account.to_string());
    hash.update(id.to_string());
    let digest = hash.finalize();
    let original = id.as_bytes();
    let mut bytes: [u8; 16] = digest[..16].try_into().expect("a digest has 32 bytes");
    bytes[..6].copy_from_slice(&original[..6]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    AttemptId::from(Uuid::from_bytes(bytes))
}

fn ended() -> Error {
    Error::Archive(String::from("reading the archive ended early; try again"))
}
