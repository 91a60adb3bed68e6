//! Writes an archive. What is in it is one state of the database; texts go to the archive one by
//! one, so that a person with many attempts needs no more memory than one with few.

use std::collections::HashSet;
use std::io::{Seek, Write};

use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{
    ATTEMPTS_IN_FILE, AttemptRecord, Content, DraftRecord, ExerciseRecord, FORMAT, FileRecord,
    Manifest, Moment, NoteRecord, Person, SourceRecord, StoredFile, VERSION, is_relative,
};
use crate::account::Account;
use crate::attempt::{self, Attempt, AttemptFilter, Order};
use crate::db::{Row, Tx, args};
use crate::error::{Error, Result};
use crate::id::AccountId;
use crate::note;
use crate::store::Store;

/// Files that wait to be compressed.
const WAITING: usize = 16;
/// Attempts that are read at once.
const BATCH: usize = 200;

const README: &str = "\
# Everything of yours from Greenroom

This archive holds what you own, in formats that any program reads. Greenroom takes it in again
(Settings, Import), on this or another host, as often as you like: what is there already is left
alone. A line of a `.jsonl` file is one JSON object. `path` names the file of this archive that
holds the text; where a text has no file of its own, `text` holds it. Times are in UTC.

| file | what it holds |
| --- | --- |
| `greenroom.json` | format, version, when it was written, your account |
| `settings.json` | your settings |
| `notes.jsonl`, `notes/` | your notes, in Markdown |
| `drafts.jsonl`, `drafts/` | what you were writing, by exercise and language |
| `attempts-0001.jsonl`, …, `attempts/` | what you handed in, what became of it, with the reports |
| `exercises.jsonl` | hints you opened, exercises you gave up on |
| `packages.jsonl`, `packages/` | exercises you uploaded; to be uploaded again, not imported |
| `sign-in.json` | sessions, tokens and identities, without their secrets; not imported |
";

/// A file of the archive.
struct Part {
    path: String,
    content: Vec<u8>,
}

impl Store {
    /// Writes everything of a person's to `to`, and gives it back.
    pub async fn export<W>(&self, account: &AccountId, to: W, now: i64) -> Result<W>
    where
        W: Write + Seek + Send + 'static,
    {
        let person = self.account(account).await?.ok_or(Error::NotFound("account"))?;
        let (parts, waiting) = channel(WAITING);
        let writer = tokio::task::spawn_blocking(move || write(to, waiting));
        let gathered = self.gather(&person, now, parts).await;
        let written = writer.await.map_err(|_| failed(&"the writer ended early"))?;
        // When writing failed, gathering failed for that reason.
        let to = written?;
        gathered?;
        Ok(to)
    }

    async fn gather(&self, person: &Account, now: i64, parts: Sender<Part>) -> Result<()> {
        let mut tx = self.db.snapshot().await?;
        let mut out = Out { parts };
        let account = &person.id;
        out.file("README.md", README.as_bytes().to_vec()).await?;
        out.json("greenroom.json", &manifest(person, now)).await?;
        if let Some(row) =
            tx.first("SELECT body FROM setting WHERE account_id = $1", args![account]).await?
        {
            out.file("settings.json", row.text("body")?.into_bytes()).await?;
        }
        exercises(&mut tx, account, &mut out).await?;
        notes(&mut tx, account, &mut out).await?;
        drafts(&mut tx, account, &mut out).await?;
        attempts(&mut tx, account, &mut out).await?;
        packages(&mut tx, account, &mut out).await?;
        sign_in(&mut tx, account, &mut out).await
    }
}

fn manifest(person: &Account, now: i64) -> Manifest {
    Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        exported_at: Moment(now),
        account: Person {
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.name().to_owned(),
            created_at: Moment(person.created_at),
        },
    }
}

async fn exercises(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let sql = "SELECT exercise, hints_opened, surrendered_at FROM standing
               WHERE account_id = $1 AND (hints_opened > 0 OR surrendered_at IS NOT NULL)
               ORDER BY exercise";
    let mut lines = Lines::default();
    for row in tx.all(sql, args![account]).await? {
        lines.add(&ExerciseRecord {
            exercise: row.text("exercise")?,
            hints_opened: row.count("hints_opened")?,
            surrendered_at: row.optional_int("surrendered_at")?.map(Moment),
        })?;
    }
    out.file("exercises.jsonl", lines.0).await
}

async fn notes(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let sql = "SELECT exercise, text, revision, updated_at FROM note
               WHERE account_id = $1 ORDER BY exercise";
    let mut lines = Lines::default();
    for row in tx.all(sql, args![account]).await? {
        let note = note::read(&row)?;
        let path = format!("notes/{}.md", note.exercise);
        lines.add(&NoteRecord {
            exercise: note.exercise,
            revision: row.count("revision")?,
            updated_at: Moment(note.updated_at),
            content: out.content(path, note.text).await?,
        })?;
    }
    out.file("notes.jsonl", lines.0).await
}

async fn drafts(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let sql = "SELECT exercise, language, files, active, revision, updated_at FROM draft
               WHERE account_id = $1 ORDER BY exercise, language";
    let mut lines = Lines::default();
    for row in tx.all(sql, args![account]).await? {
        let (exercise, language) = (row.text("exercise")?, row.text("language")?);
        let folder = format!("drafts/{exercise}/{language}");
        lines.add(&DraftRecord {
            files: files(&folder, &row.text("files")?, out).await?,
            active: row.optional_text("active")?,
            revision: row.count("revision")?,
            updated_at: Moment(row.int("updated_at")?),
            exercise,
            language,
        })?;
    }
    out.file("drafts.jsonl", lines.0).await
}

async fn attempts(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let order = Order::OldestFirst;
    let mut filter = AttemptFilter { order, limit: BATCH, ..AttemptFilter::default() };
    let (mut lines, mut count) = (Lines::default(), 0);
    loop {
        let (sql, values) = attempt::list(account, &filter);
        let rows = tx.all(sql, values).await?;
        let batch = rows.iter().map(attempt::read).collect::<Result<Vec<_>>>()?;
        let Some(last) = batch.last() else { break };
        filter.after = Some((last.created_at, last.id));
        for attempt in batch {
            lines.add(&attempt_record(tx, attempt, out).await?)?;
            count += 1;
            if count % ATTEMPTS_IN_FILE == 0 {
                let full = std::mem::take(&mut lines);
                out.file(&attempts_file(count / ATTEMPTS_IN_FILE), full.0).await?;
            }
        }
    }
    if !lines.0.is_empty() {
        out.file(&attempts_file(count / ATTEMPTS_IN_FILE + 1), lines.0).await?;
    }
    Ok(())
}

/// Name of the file with so many files of attempts before it, counted from 1.
pub(super) fn attempts_file(number: usize) -> String {
    format!("attempts-{number:04}.jsonl")
}

async fn attempt_record(tx: &mut Tx, attempt: Attempt, out: &mut Out) -> Result<AttemptRecord> {
    let folder = format!("attempts/{}", attempt.id);
    let sql = "SELECT files, entry_point, input, only_case FROM source WHERE attempt_id = $1";
    let source = match tx.first(sql, args![attempt.id]).await? {
        Some(row) => Some(source_record(&row, &folder, out).await?),
        None => None,
    };
    let sql = "SELECT body FROM report WHERE attempt_id = $1";
    let report = match tx.first(sql, args![attempt.id]).await? {
        Some(row) => Some(out.content(format!("{folder}/report.json"), row.text("body")?).await?),
        None => None,
    };
    Ok(AttemptRecord {
        id: attempt.id.to_string(),
        exercise: attempt.exercise,
        title: attempt.title,
        purpose: attempt.purpose,
        language: attempt.language,
        hints_opened: attempt.hints_opened,
        of: attempt.rejudges,
        state: attempt.state,
        created_at: Moment(attempt.created_at),
        started_at: attempt.started_at.map(Moment),
        finished_at: attempt.finished_at.map(Moment),
        result: attempt.outcome.map(Into::into),
        source,
        report,
    })
}

async fn source_record(row: &Row, folder: &str, out: &mut Out) -> Result<SourceRecord> {
    Ok(SourceRecord {
        files: files(&format!("{folder}/files"), &row.text("files")?, out).await?,
        entry_point: row.optional_text("entry_point")?,
        input: row.optional_text("input")?,
        only: row.optional_text("only_case")?,
    })
}

async fn files(folder: &str, json: &str, out: &mut Out) -> Result<Vec<FileRecord>> {
    let stored: Vec<StoredFile> = serde_json::from_str(json)
        .map_err(|source| Error::Stored { what: "list of files", source })?;
    let mut seen = HashSet::new();
    let mut records = Vec::with_capacity(stored.len());
    for StoredFile { name, text } in stored {
        // Names that differ in case only are one file on some systems.
        let content = if seen.insert(name.to_lowercase()) {
            out.content(format!("{folder}/{name}"), text).await?
        } else {
            Content::Text(text)
        };
        records.push(FileRecord { name, content });
    }
    Ok(records)
}

async fn packages(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let sql = "SELECT id, slug, title, file_name, state, findings, verification, uploaded_at
               FROM package WHERE account_id = $1 ORDER BY id";
    let mut lines = Lines::default();
    for row in tx.all(sql, args![account]).await? {
        let id = row.text("id")?;
        let path = format!("packages/{id}.zip");
        let sql = "SELECT content FROM package WHERE id = $1";
        if let Some(content) = tx.first(sql, args![&id]).await? {
            out.file(&path, content.bytes("content")?).await?;
        }
        lines.add(&json!({
            "id": id,
            "slug": row.text("slug")?,
            "title": row.optional_text("title")?,
            "file_name": row.text("file_name")?,
            "state": row.text("state")?,
            "findings": row.text("findings")?,
            "verification": row.optional_text("verification")?,
            "uploaded_at": Moment(row.int("uploaded_at")?),
            "path": path,
        }))?;
    }
    out.file("packages.jsonl", lines.0).await
}

/// What one may know of one's ways in, which is not what opens them.
async fn sign_in(tx: &mut Tx, account: &AccountId, out: &mut Out) -> Result<()> {
    let sql = "SELECT user_agent, address, created_at, last_seen_at, expires_at FROM session
               WHERE account_id = $1 ORDER BY id";
    let mut sessions = Vec::new();
    for row in tx.all(sql, args![account]).await? {
        sessions.push(json!({
            "user_agent": row.text("user_agent")?,
            "address": row.text("address")?,
            "created_at": Moment(row.int("created_at")?),
            "last_seen_at": Moment(row.int("last_seen_at")?),
            "expires_at": Moment(row.int("expires_at")?),
        }));
    }
    let sql = "SELECT name, scopes, created_at, last_used_at, expires_at FROM token
               WHERE account_id = $1 ORDER BY id";
    let mut tokens = Vec::new();
    for row in tx.all(sql, args![account]).await? {
        tokens.push(json!({
            "name": row.text("name")?,
            "scopes": row.text("scopes")?,
            "created_at": Moment(row.int("created_at")?),
            "last_used_at": row.optional_int("last_used_at")?.map(Moment),
            "expires_at": row.optional_int("expires_at")?.map(Moment),
        }));
    }
    let sql = "SELECT issuer, subject FROM identity WHERE account_id = $1 ORDER BY issuer, subject";
    let mut identities = Vec::new();
    for row in tx.all(sql, args![account]).await? {
        identities.push(json!({ "issuer": row.text("issuer")?, "subject": row.text("subject")? }));
    }
    let all = json!({ "sessions": sessions, "tokens": tokens, "identities": identities });
    out.json("sign-in.json", &all).await
}

/// Lines of JSON.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn add(&mut self, record: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.0, record).map_err(|error| failed(&error))?;
        self.0.push(b'\n');
        Ok(())
    }
}

/// Where files go on their way to the archive.
struct Out {
    parts: Sender<Part>,
}

impl Out {
    async fn file(&mut self, path: &str, content: Vec<u8>) -> Result<()> {
        let part = Part { path: path.to_owned(), content };
        self.parts.send(part).await.map_err(|_| failed(&"the writer ended early"))
    }

    async fn json(&mut self, path: &str, record: &impl Serialize) -> Result<()> {
        let mut text = serde_json::to_vec_pretty(record).map_err(|error| failed(&error))?;
        text.push(b'\n');
        self.file(path, text).await
    }

    /// Puts a text into a file of its own, where the name allows it.
    async fn content(&mut self, path: String, text: String) -> Result<Content> {
        if !is_relative(&path) {
            return Ok(Content::Text(text));
        }
        self.file(&path, text.into_bytes()).await?;
        Ok(Content::Path(path))
    }
}

fn write<W: Write + Seek>(to: W, mut waiting: Receiver<Part>) -> Result<W> {
    let mut archive = ZipWriter::new(to);
    while let Some(part) = waiting.blocking_recv() {
        let options = SimpleFileOptions::default().large_file(part.content.len() > 1 << 31);
        archive.start_file(part.path, options).map_err(|error| failed(&error))?;
        archive.write_all(&part.content).map_err(|error| failed(&error))?;
    }
    archive.finish().map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    Error::Archive(format!("the archive could not be written ({error}); try again"))
}
