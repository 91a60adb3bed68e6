//! The command line as a client: an exercise from `start` to accepted, with and without a server.

mod support;

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use support::running::Running;
use support::{Folder, check, exists};

const RIGHT: &str = "\
import sys
from collections import Counter
rows = sys.stdin.read().split('\\n')
found = Counter(row.split()[2] for row in rows[1:] if row)
del found['-']
for code in sorted(found):
    print(code, found[code])
print('errors', sum(n for code, n in found.items() if code[0] == '5'))
";
const WRONG: &str = "print('errors 0')\n";
/// From `start` to accepted; the same whoever judges.
fn story(folder: &Folder) {
    check(&folder.greenroom(&["list", "-q", "status codes"]), 0, "statuscount");
    let started = folder.greenroom(&["start", "statuscount", "--language", "Python 3"]);
    check(&started, 0, "greenroom submit");
    let read = |name: &str| std::fs::read_to_string(folder.path(name)).expect("it is there");
    assert!(read("statuscount/statement.md").contains("0 ≤ n ≤ 10000"));
    assert_eq!(read("statuscount/cases/2.in"), "0\n");
    assert_eq!(read("statuscount/cases/2.ans"), "errors 0\n");
    folder.write("statuscount/main.py", WRONG.as_bytes());
    check(&folder.greenroom_in("statuscount", &["test"]), 1, "wrong answer");
    folder.write("statuscount/main.py", RIGHT.as_bytes());
    check(&folder.greenroom_in("statuscount/cases", &["test"]), 0, "2 of 2 checks");
    let own = ["test", "--input", "cases/2.in"];
    check(&folder.greenroom_in("statuscount", &own), 0, "errors 0");
    folder.write("statuscount/other.py", WRONG.as_bytes());
    check(&folder.greenroom_in("statuscount", &["submit", "other.py"]), 1, "sample/1");
    std::fs::remove_file(folder.path("statuscount/other.py")).expect("removed");
    let submitted = folder.greenroom_in("statuscount", &["submit", "--json"]);
    let json = submitted.json();
    assert_eq!((submitted.status, &json["report"]["verdict"]), (0, &"AC".into()), "{json:#}");
    assert_eq!(json["attempt"]["purpose"], "submit");
    let json = folder.greenroom_in("statuscount", &["status", "--json"]).json();
    assert_eq!(json["exercise"]["own"]["state"], "solved");
    assert_eq!(json["exercise"]["own"]["attempts"], 2);
    assert_eq!(json["attempts"][0]["verdict"], "AC");
    check(&folder.greenroom(&["list", "--state", "solved"]), 0, "statuscount");
    check(&folder.greenroom(&["status", "statuscount"]), 0, "solved");
}

#[test]
fn an_exercise_is_solved_without_a_server() {
    let folder = Folder::new(&[]);
    story(&folder);
    check(&folder.greenroom_in("statuscount", &["open", "--no-browser"]), 2, "greenroom serve");
}

#[test]
fn an_exercise_is_solved_through_whoever_serves_the_data_folder() {
    let folder = Folder::new(&[]);
    let (mut server, url) = Running::server(&folder);
    story(&folder);
    let opened = folder.greenroom_in("statuscount", &["open", "--no-browser"]);
    check(&opened, 0, &format!("{url}/practice/statuscount"));
    check(&folder.greenroom(&["serve", "--port", "0", "--no-browser"]), 2, &url);
    assert_eq!(server.interrupt(), Some(0));
    check(&folder.greenroom_in("statuscount", &["status"]), 0, "solved");
}

#[test]
fn the_statement_grows_with_the_levels() {
    let folder = Folder::new(&[("more/note.txt", "Exercises of this host.\n")]);
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/exercises/program/filestore");
    let target = folder.path("more/filestore");
    let copied = Command::new("cp").arg("-r").arg(source).arg(&target).status();
    assert!(copied.expect("cp starts").success());
    let path = target.join("greenroom.yaml");
    let text = std::fs::read_to_string(path).expect("it is there");
    let level = "    group: level2\n";
    assert!(text.contains(level));
    let text = text.replace(level, &format!("{level}    statement: statement/level-2.md\n"));
    folder.write("more/filestore/greenroom.yaml", text.as_bytes());
    folder.write("more/filestore/statement/level-2.md", b"Now *find* files.\n");
    let more = folder.path("more");
    let asked = |place: &str, args: &[&str]| {
        let mut command = folder.command(place, args);
        support::answer(command.env("GREENROOM_EXERCISES", &more))
    };
    let statement = || {
        let text = std::fs::read_to_string(folder.path("filestore/statement.md"));
        text.expect("it is there")
    };
    check(&asked(".", &["start", "filestore"]), 0, "filestore");
    assert!(!statement().contains("Now *find*"), "{}", statement());
    let program = format!("{source}/submissions/accepted/store.py");
    check(&asked("filestore", &["submit", &program]), 0, "level 4 of 4");
    assert!(statement().contains("## Level 2: Search\n\nNow *find* files."), "{}", statement());
}

#[test]
fn a_server_that_is_killed_and_started_again_loses_no_attempt() {
    let folder = Folder::new(&[]);
    let (server, url) = Running::server(&folder);
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    let slow = format!("import time\ntime.sleep(2)\n{RIGHT}");
    folder.write("statuscount/main.py", slow.as_bytes());
    let mut command = folder.command("statuscount", &["test"]);
    let test = Running::start(command.stdout(Stdio::piped()), |child| {
        Box::new(child.stdout.take().expect("it is piped"))
    });
    let judging = || {
        let json = folder.greenroom_in("statuscount", &["status", "--json"]).json();
        json["attempts"][0]["state"] == "judging"
    };
    assert!((0..500).any(|_| judging()), "it is never judged");
    drop(server);
    let port = url.rsplit_once(':').expect("a port").1;
    let (_server, again) = Running::server_at(&folder, port);
    assert_eq!(again, url);
    test.line("2 of 2 checks");
}

#[test]
fn a_token_is_kept_for_oneself_and_forgotten() {
    let folder = Folder::new(&[]);
    let (_server, url) = Running::server(&folder);
    let elsewhere = Folder::new(&[]);
    check(&elsewhere.greenroom(&["login", &url, "--token", "not one"]), 2, "this is no token");
    check(&elsewhere.greenroom(&["login", &url, "--token", "gr_secret"]), 0, "Signed in");
    let kept = elsewhere.path(".config/greenroom/logins.toml");
    let mode = std::fs::metadata(&kept).expect("it is kept").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    check(&elsewhere.greenroom(&["start", "logtopk"]), 0, "logtopk");
    assert!(!exists(&elsewhere.path(".share")), "the server was asked, no folder made");
    let marker = std::fs::read_to_string(elsewhere.path("logtopk/.greenroom.toml"));
    assert!(marker.expect("it is there").contains(&url));
    check(&elsewhere.greenroom(&["logout"]), 0, "Signed out");
    assert!(!std::fs::read_to_string(&kept).expect("it is there").contains("gr_secret"));
    check(&elsewhere.greenroom(&["logout"]), 2, "not signed in");
}

#[test]
fn a_folder_from_elsewhere_sends_no_program_to_a_stranger() {
    let folder = Folder::new(&[("x/main.py", "print(1)\n")]);
    let marker = |more: &str| {
        let text = format!("exercise = \"x\"\nlanguage = \"python3\"\nendings = [\"py\"]\n{more}");
        folder.write("x/.greenroom.toml", text.as_bytes());
        folder.greenroom_in("x", &["submit"])
    };
    check(&marker("[source]\nserver = \"https://greenroom.example\"\n"), 2, "not signed in");
    check(&marker("[source]\nserver = \"nonsense\"\n"), 2, "no address of a server");
    check(&marker("[source]\ndata = \"nowhere\"\n"), 2, "no data folder");
    check(&marker("nonsense = 1\n"), 2, ".greenroom.toml is not as");
    check(&marker(""), 2, "no such exercise");
    let dead = folder.greenroom(&["list", "--server", "http://127.0.0.1:9"]);
    check(&dead, 3, "does not answer");
}

#[test]
fn wrong_use_is_told_in_one_sentence() {
    let folder = Folder::new(&[("full/notes.txt", "mine\n")]);
    for (args, words) in [
        (&["test"][..], "no folder of an exercise"),
        (&["status"], "no folder of an exercise"),
        (&["start", "nothing-like-it"], "no such exercise"),
        (&["start", "../../etc"], "no name of an exercise"),
        (&["start", "statuscount", "--language", "cobol"], "the language cobol is not known"),
        (&["start", "statuscount", "--into", "full"], "full is not empty"),
        (&["list", "--level", "wizard"], "level is one of"),
        (&["list", "--server", "ftp://x"], "no address of a server"),
        (&["login", "example"], "no address of a server"),
        (&["judge", "nothing-like-it", "full/notes.txt"], "neither a file or folder here"),
    ] {
        check(&folder.greenroom(args), 2, words);
    }
    assert!(!exists(&folder.path("statuscount")), "nothing is left behind");
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    for (args, words) in [
        (&["test", "--case", "9"][..], "no case sample/9; name one of sample/1, sample/2"),
        (&["test", "--input", "missing"], "missing cannot be read"),
        (&["submit", "missing.py"], "missing.py cannot be read"),
    ] {
        check(&folder.greenroom_in("statuscount", args), 2, words);
    }
    folder.write("statuscount/main.py", b"print('\xff')\n");
    check(&folder.greenroom_in("statuscount", &["submit"]), 2, "not UTF-8");
    std::fs::remove_file(folder.path("statuscount/main.py")).expect("removed");
    check(&folder.greenroom_in("statuscount", &["submit"]), 2, "no file with the ending py");
}

#[test]
fn every_save_is_tested_until_ctrl_c() {
    let folder = Folder::new(&[]);
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    folder.write("statuscount/main.py", WRONG.as_bytes());
    let mut command = folder.command("statuscount", &["watch"]);
    let mut watch = Running::start(command.stdout(Stdio::piped()), |child| {
        Box::new(child.stdout.take().expect("it is piped"))
    });
    watch.line("wrong answer");
    watch.line("Waiting for a save");
    // Between two tests the data folder is free for others.
    check(&folder.greenroom_in("statuscount", &["status"]), 0, "WA");
    folder.write("statuscount/main.py", RIGHT.as_bytes());
    watch.line("accepted");
    watch.line("Waiting for a save");
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn an_exercise_of_the_library_is_judged_by_its_name() {
    let folder = Folder::new(&[]);
    folder.write("main.py", RIGHT.as_bytes());
    check(&folder.greenroom(&["judge", "statuscount", "main.py"]), 0, "accepted");
    folder.write("main.py", WRONG.as_bytes());
    let failed = folder.greenroom(&["judge", "statuscount", "main.py"]);
    check(&failed, 1, "greenroom judge statuscount main.py --case sample/1");
    let again = ["judge", "statuscount", "main.py", "--case", "sample/1"];
    check(&folder.greenroom(&again), 1, "wrong answer");
    // The folder that `start` makes has the exercise's name too.
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    check(&folder.greenroom(&again), 1, "wrong answer");
}

#[test]
fn completions_and_pages_know_every_command() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish"] {
        check(&folder.greenroom(&["completions", shell]), 0, "submit");
    }
    check(&folder.greenroom(&["man", "pages"]), 0, "man -l");
    for page in ["greenroom.1", "greenroom-start.1", "greenroom-judge.1"] {
        assert!(exists(&folder.path("pages").join(page)), "{page}");
    }
}
