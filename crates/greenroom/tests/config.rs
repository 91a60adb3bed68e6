//! `greenroom.toml`, environment and flags, in that order.

mod support;

use support::running::Running;
use support::{Folder, check};

const FILE: &str = ".config/greenroom/greenroom.toml";

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = Folder::new(&[(FILE, "slots = 3\ndata = \"kept\"\nno_browser = true\n")]);
    let show = |environment: &[(&str, &str)]| {
        let json = folder.greenroom_with(&["config", "show", "--json"], environment).json();
        let find = |key: &str| {
            let list = json["settings"].as_array().expect("a list");
            let one = list.iter().find(|one| one["key"] == key).expect("it is a setting");
            (one["values"][0].clone(), one["source"].clone())
        };
        (find("slots"), find("data"), find("port"))
    };
    let pair = |value: &str, source: &str| (value.into(), source.into());
    let file = (pair("3", "file"), pair("kept", "file"), pair("7300", "default"));
    assert_eq!(show(&[]), file);
    let variable = [("GREENROOM_SLOTS", "4")];
    assert_eq!(show(&variable).0, pair("4", "GREENROOM_SLOTS"));
    let text = folder.greenroom(&["config", "show"]);
    check(&text, 0, "slots = 3  # file");
    check(&text, 0, "port = 7300  # default");

    // Every command finds the data where the file says, and nobody needs --no-browser.
    check(&folder.greenroom(&["start", "statuscount"]), 0, "statuscount");
    assert!(folder.path("kept/greenroom.db").is_file());
    assert!(!folder.path(".share/greenroom").exists());
    let (_server, url) = Running::server(&folder);
    check(&folder.greenroom(&["open", "statuscount", "--no-browser"]), 0, &url);
    check(&folder.greenroom(&["list", "--data", "other"]), 0, "statuscount");
    assert!(folder.path("other/greenroom.db").is_file());
}

#[test]
fn a_wrong_file_is_named_with_what_is_wrong() {
    for (text, words) in [
        ("port = 70000\n", "port: invalid value '70000'"),
        ("\nprot = 1\n", "prot is no setting; the settings are"),
        ("port = \n", "line 1"),
        ("no_browser = 1\n", "true or false"),
    ] {
        let folder = Folder::new(&[(FILE, text)]);
        check(&folder.greenroom(&["config", "check"]), 2, words);
        check(&folder.greenroom(&["list"]), 2, words);
        check(&folder.greenroom(&["list"]), 2, "greenroom.toml");
        check(&folder.greenroom(&["help"]), 0, "greenroom");
    }
    let folder = Folder::new(&[("own.toml", "slots = 2\n")]);
    check(&folder.greenroom(&["config", "check"]), 0, "the defaults hold");
    check(&folder.greenroom(&["config", "check", "own.toml"]), 0, "is sound: 1 setting.");
    let named = [("GREENROOM_CONFIG", "missing.toml")];
    check(&folder.greenroom_with(&["list"], &named), 2, "missing.toml");
    let named = [("GREENROOM_CONFIG", "own.toml")];
    check(&folder.greenroom_with(&["config", "show"], &named), 0, "slots = 2  # file");
}
