//! Settings of a person: one JSON object, whose meaning is the server's.

use crate::db::args;
use crate::error::Result;
use crate::id::AccountId;
use crate::store::Store;

impl Store {
    pub async fn setting(&self, account: &AccountId) -> Result<Option<String>> {
        let sql = "SELECT body FROM setting WHERE account_id = $1";
        self.db.first(sql, args![account]).await?.map(|row| row.text("body")).transpose()
    }

    pub async fn put_setting(&self, account: &AccountId, body: &str) -> Result<()> {
        let sql = "INSERT INTO setting (account_id, body) VALUES ($1, $2)
                   ON CONFLICT (account_id) DO UPDATE SET body = excluded.body";
        self.db.write(sql, args![account, body]).await.map(drop)
    }
}
