//! Accepted programs of an exercise's author, measured on this host.

use crate::db::{Row, args};
use crate::error::Result;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub program: String,
    pub language: String,
    pub verdict: String,
    /// Of the slowest check.
    pub cpu_us: u64,
    pub memory_bytes: u64,
}

impl Store {
    pub async fn references(&self, exercise: &str, version: &str) -> Result<Vec<Reference>> {
        let sql = "SELECT program, language, verdict, cpu_us, memory_bytes FROM reference
                   WHERE exercise = $1 AND version = $2 ORDER BY cpu_us, program";
        let read = |row: &Row| {
            Ok(Reference {
                program: row.text("program")?,
                language: row.text("language")?,
                verdict: row.text("verdict")?,
                cpu_us: row.count("cpu_us")?,
                memory_bytes: row.count("memory_bytes")?,
            })
        };
        self.db.all(sql, args![exercise, version]).await?.iter().map(read).collect()
    }

    /// Replaces what was measured of an exercise, of this and of older versions.
    pub async fn put_references(
        &self,
        exercise: &str,
        version: &str,
        references: &[Reference],
        now: i64,
    ) -> Result<()> {
        let mut tx = self.db.begin().await?;
        tx.write("DELETE FROM reference WHERE exercise = $1", args![exercise]).await?;
        for found in references {
            tx.write(
                "INSERT INTO reference (exercise, version, program, language, verdict, cpu_us,
                 memory_bytes, measured_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                args![
                    exercise,
                    version,
                    &found.program,
                    &found.language,
                    &found.verdict,
                    found.cpu_us,
                    found.memory_bytes,
                    now
                ],
            )
            .await?;
        }
        tx.commit().await
    }
}
