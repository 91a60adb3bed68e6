//! What a server answers: refusals as one sentence, bodies of bounded size.

use std::path::Path;

use anyhow::{Context, Result};
use reqwest::{Response, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::plain;
use crate::commands::Wrong;

/// Bytes of an answer: the largest sample that a server sends fits.
const ANSWER_BYTES: usize = 64 << 20;

/// The server's own words for what it does not do.
#[derive(Debug)]
pub struct Refusal {
    pub status: u16,
    pub detail: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.detail.trim_end_matches('.'))
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Whether whoever asks can mend it.
    pub fn is_usage(&self) -> bool {
        (400..500).contains(&self.status)
    }
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
}

/// The answer, unless it is a refusal.
pub async fn accepted(response: Response, base: &Url) -> Result<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let server = plain(base);
    let bytes = bytes(response).await?;
    let said = serde_json::from_slice::<Problem>(&bytes).map(|problem| problem.detail);
    let detail = match (status.as_u16(), said) {
        (401, _) => format!("{server} does not know you; `greenroom login {server}` signs in"),
        (_, Ok(detail)) => detail,
        (code, Err(_)) if status.is_redirection() => {
            format!("{server} sends elsewhere (status {code}); name the address it sends to")
        }
        (code, Err(_)) => {
            format!(
                "{server} answered with status {code}, not as Greenroom does; check the address"
            )
        }
    };
    Err(Refusal { status: status.as_u16(), detail }.into())
}

pub async fn json<T: DeserializeOwned>(response: Response, base: &Url) -> Result<T> {
    let bytes = bytes(response).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Wrong(format!(
            "{} does not answer as this version of Greenroom expects ({error}); check the address \
             and the versions of both",
            plain(base)
        ))
        .into()
    })
}

pub async fn bytes(mut response: Response) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.context("the answer broke off; try again")? {
        if bytes.len() + chunk.len() > ANSWER_BYTES {
            let limit = ANSWER_BYTES >> 20;
            anyhow::bail!("the server sent more than {limit} MiB; ask whoever runs it");
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Writes an answer of any size into a new file, which has its name only when all of it is there.
pub async fn file(mut response: Response, to: &Path) -> Result<u64> {
    use tokio::io::AsyncWriteExt;
    let shown = to.display();
    let unwritable = |error: std::io::Error| {
        Wrong(format!("{shown} cannot be written: {error}; name another place or free space"))
    };
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let partial = to.with_file_name(format!(".{name}.partial"));
    let mut file = tokio::fs::File::create(&partial).await.map_err(unwritable)?;
    let mut bytes = 0;
    let received = async {
        while let Some(chunk) = response.chunk().await.context("the answer broke off; try again")? {
            file.write_all(&chunk).await.map_err(unwritable)?;
            bytes += chunk.len() as u64;
        }
        file.sync_all().await.map_err(unwritable)?;
        std::fs::rename(&partial, to).map_err(unwritable)?;
        Ok(bytes)
    };
    let received: Result<u64> = received.await;
    if received.is_err() {
        // What went wrong is told already; half a file helps nobody.
        let _removed = std::fs::remove_file(&partial);
    }
    received
}
