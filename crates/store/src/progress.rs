//! What a person has done over time, for the progress page. Which day a moment belongs to depends
//! on the time zone, so moments are handed out and the caller sorts them into days.

use crate::db::args;
use crate::error::Result;
use crate::id::AccountId;
use crate::store::Store;

/// One finished submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    pub at: i64,
    pub accepted: bool,
    pub exercise: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictCount {
    pub verdict: String,
    pub count: u64,
}

impl Store {
    /// Submissions finished since a moment, oldest first.
    pub async fn finished(&self, account: &AccountId, since: i64) -> Result<Vec<Finished>> {
        let sql = "SELECT finished_at, verdict, exercise FROM attempt
                   WHERE account_id = $1 AND finished_at >= $2 AND purpose = 'submit'
                   AND state = 'finished' ORDER BY finished_at, id";
        let rows = self.db.all(sql, args![account, since]).await?;
        let read = |row: &crate::db::Row| {
            Ok(Finished {
                at: row.int("finished_at")?,
                accepted: row.optional_text("verdict")?.as_deref() == Some("AC"),
                exercise: row.text("exercise")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// How often each verdict was given to submissions.
    pub async fn verdicts(&self, account: &AccountId) -> Result<Vec<VerdictCount>> {
        let sql = "SELECT verdict, count(*) AS n FROM attempt
                   WHERE account_id = $1 AND purpose = 'submit' AND verdict IS NOT NULL
                   GROUP BY verdict ORDER BY n DESC, verdict";
        let rows = self.db.all(sql, args![account]).await?;
        let read = |row: &crate::db::Row| {
            Ok(VerdictCount { verdict: row.text("verdict")?, count: row.count("n")? })
        };
        rows.iter().map(read).collect()
    }

    /// Attempts of anybody finished since a moment.
    pub async fn finished_since(&self, since: i64) -> Result<u64> {
        let sql = "SELECT count(*) AS n FROM attempt WHERE finished_at >= $1";
        self.db.first(sql, args![since]).await?.map_or(Ok(0), |row| row.count("n"))
    }
}
