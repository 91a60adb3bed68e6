//! `greenroom login URL`: keeps a token for a server, once the server has accepted it.

use std::io::{BufRead, IsTerminal, Read};

use super::{Status, Wrong, block_on, print};
use crate::client::{Client, Logins, Session, is_loopback, server_address};
use crate::terminal::safe;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address of the server, with its http:// or https://
    url: String,
    /// The token, made on the server's page Settings; read from standard input when absent
    #[arg(long, env = "GREENROOM_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

/// Bytes of a token.
const TOKEN_BYTES: u64 = 4096;

pub fn run(args: &Args) -> anyhow::Result<Status> {
    block_on(sign_in(args))
}

async fn sign_in(args: &Args) -> anyhow::Result<Status> {
    let url = server_address(&args.url)?;
    if url.scheme() == "http" && !is_loopback(&url) {
        eprintln!(
            "greenroom: without https anybody on the way can read the token and your programs"
        );
    }
    let token = match &args.token {
        Some(token) => token.trim().to_owned(),
        None => asked()?,
    };
    let sound = !token.is_empty()
        && token.len() as u64 <= TOKEN_BYTES
        && token.bytes().all(|byte| byte.is_ascii_graphic());
    if !sound {
        return Err(Wrong("this is no token; make one on the server's page Settings".into()).into());
    }
    let client = Client::with_token(url.clone(), Some(token.clone()))?;
    let session: Session = client.get(&["session"]).await?;
    let Some(account) = session.account else {
        let words =
            format!("{url} does not accept this token; make a new one on its page Settings");
        return Err(Wrong(words).into());
    };
    let mut logins = Logins::read()?;
    logins.add(&url, token);
    let path = logins.write()?;
    let name = safe(&account.name);
    print(&format!("Signed in to {url} as {name}; the token is in {}.", path.display()))?;
    Ok(Status::Good)
}

fn asked() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        eprint!("Token: ");
    }
    let mut line = String::new();
    std::io::stdin().lock().take(TOKEN_BYTES + 2).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
