//! `greenroom logout [URL]`: forgets a server and its token.

use super::{Status, Wrong, print};
use crate::client::{Logins, server_address};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address of the server [default: the one signed in to last]
    url: Option<String>,
}

pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut logins = Logins::read()?;
    let named = args.url.clone().or_else(|| logins.usual().map(|login| login.server.clone()));
    let Some(named) = named else {
        return Err(Wrong("you are not signed in to any server".into()).into());
    };
    let url = server_address(&named)?;
    if !logins.remove(&url) {
        return Err(Wrong(format!("you are not signed in to {url}")).into());
    }
    logins.write()?;
    print(&format!(
        "Signed out of {url}. The token still works for whoever has it; end it on the page Settings."
    ))?;
    Ok(Status::Good)
}
