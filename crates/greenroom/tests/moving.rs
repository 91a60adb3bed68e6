//! Data that moves: export and import, backup and restore, from one database to another.

mod support;

use support::running::Running;
use support::{Folder, check};

const PROGRAM: &str = "print('errors 0')\n";

/// A folder in which one attempt was handed in.
fn practised() -> Folder {
    let folder = Folder::new(&[]);
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    folder.write("statuscount/main.py", PROGRAM.as_bytes());
    check(&folder.greenroom_in("statuscount", &["submit"]), 1, "wrong answer");
    folder
}

fn attempts(folder: &Folder) -> usize {
    let json = folder.greenroom(&["status", "statuscount", "--json"]).json();
    json["attempts"].as_array().map_or(0, Vec::len)
}

#[test]
fn what_is_exported_comes_in_elsewhere_once() {
    let folder = practised();
    check(&folder.greenroom(&["export", "mine.zip"]), 0, "everything that is yours");
    check(&folder.greenroom(&["export", "mine.zip"]), 2, "there already");
    let archive = folder.path("mine.zip");
    let archive = archive.to_str().expect("UTF-8");
    let other = Folder::new(&[("no.zip", "not a zip")]);
    let taken = other.greenroom(&["import", archive, "--json"]).json();
    assert_eq!(taken["created"]["attempts"], 1, "{taken}");
    assert_eq!(attempts(&other), 1);
    check(&other.greenroom(&["import", archive]), 0, "nothing new");
    assert_eq!(attempts(&other), 1);
    check(&other.greenroom(&["import", "no.zip"]), 2, "export again");
    check(&other.greenroom(&["import", "nothing.zip"]), 2, "nothing.zip cannot be read");
}

#[test]
fn a_backup_is_made_while_the_server_runs_and_restored() {
    let folder = Folder::new(&[]);
    check(&folder.greenroom(&["backup", "early.db"]), 2, "greenroom serve");
    let folder = practised();
    let (mut server, url) = Running::server(&folder);
    check(&folder.greenroom(&["backup", "all.db"]), 0, "greenroom restore");
    check(&folder.greenroom(&["backup", "all.db"]), 2, "is there already");
    check(&folder.greenroom(&["backup", "no/all.db"]), 2, "no is no folder");
    check(&folder.greenroom_in("statuscount", &["submit"]), 1, "wrong answer");
    assert_eq!(attempts(&folder), 2);
    check(&folder.greenroom(&["restore", "all.db"]), 2, &url);
    assert_eq!(server.interrupt(), Some(0));
    check(&folder.greenroom(&["restore", "nothing.db"]), 2, "nothing.db is no file");
    folder.write("broken.db", b"not a database at all");
    let refused = folder.greenroom(&["restore", "broken.db"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
    assert_eq!(attempts(&folder), 2);
    check(&folder.greenroom(&["restore", "all.db"]), 0, "What was there before is in");
    assert_eq!(attempts(&folder), 1);
}

#[test]
fn a_database_is_copied_and_checked() {
    let folder = practised();
    let from = folder.path(".share/greenroom/greenroom.db");
    let from = from.to_str().expect("UTF-8");
    let copied = folder.greenroom(&["db", "copy", "--from", from, "--to", "new.db", "--json"]);
    let json = copied.json();
    assert_eq!((copied.status, &json["tables"]["attempt"]), (0, &1.into()), "{json:#}");
    let again = folder.greenroom(&["db", "copy", "--from", from, "--to", "new.db"]);
    check(&again, 2, "name an empty database");
    check(&folder.greenroom(&["db", "copy", "--from", "no.db", "--to", "x.db"]), 2, "no.db");
    assert!(!folder.path("x.db").exists(), "nothing is made for a wrong name");
    let mut status = folder.command(".", &["status", "statuscount", "--json"]);
    let json = support::answer(status.env("GREENROOM_DATABASE", "new.db")).json();
    assert_eq!(json["attempts"].as_array().map(Vec::len), Some(1), "{json:#}");
}
