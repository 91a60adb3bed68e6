//! Folders of cards and prompts, one broken rule each.

use std::collections::BTreeSet;
use std::fs;

use exercise::card::Cards;
use exercise::competency::CompetencyMap;
use exercise::prompt::{Prompts, coverage};
use proptest::prelude::*;

const MAP: &str = r#"
[[areas]]
id = "sql"
title = "SQL"
[[areas.topics]]
id = "sql/joins"
title = "Joins"
junior = "a"
mid = "b"
senior = "c"
staff = "d"
"#;
const CARD: &str = "# T\n\n## one\n\nkind: recall\nlevel: mid\n\n### Question\n\nQ?\n\n\
                    ### Answer\n\nA.\n\n### Why\n\nW.\n";
const PROMPT: &str = "# T\n\n## two\n\nkind: explain\ntopic: sql/joins\nlevel: any\n\n\
                      ### Prompt\n\nP?\n\n### Good answer\n\nG.\n";

/// `file:line: rule` of everything found in a library of these files.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("can be written");
        fs::write(path, text).expect("can be written");
    }
    for name in ["cards", "prompts"] {
        fs::create_dir_all(folder.path().join(name)).expect("can be written");
    }
    let map = CompetencyMap::parse(MAP).expect("a map");
    let cards = Cards::read(&folder.path().join("cards"), &map).expect("a folder");
    let prompts =
        Prompts::read(&folder.path().join("prompts"), &map, &cards.cards).expect("a folder");
    let practised = BTreeSet::from(["sql/joins".to_owned()]);
    let open = coverage(&map, &practised, &cards.cards, &prompts.prompts);
    let all = [cards.findings, prompts.findings, open].concat();
    all.iter()
        .map(|f| match f.line {
            Some(line) => format!("{}:{line} {}", f.file, f.rule),
            None => format!("{} {}", f.file, f.rule),
        })
        .collect()
}

#[test]
fn each_rule_is_found_at_its_place() {
    let good = [("cards/sql/joins.md", CARD), ("prompts/sql.md", PROMPT)];
    let with = |card: &str, prompt: &str| {
        found(&[("cards/sql/joins.md", card), ("prompts/sql.md", prompt)])
    };
    assert_eq!(found(&good), [""; 0]);
    assert_eq!(found(&good[..1]), ["competencies.toml W032"]);
    assert_eq!(found(&good[1..]), ["competencies.toml W031"]);
    assert_eq!(found(&[good[0], good[1], ("cards/README.md", "free text")]), [""; 0]);
    assert_eq!(found(&[good[0], good[1], ("cards/sql/other.md", CARD)]), ["sql/other.md E084"]);
    assert_eq!(with(CARD, &PROMPT.replace("sql/joins", "sql/x"))[0], "sql.md:3 E084");
    assert_eq!(with(CARD, &PROMPT.replace("two", "one"))[0], "sql.md:3 E081");
    let twice = format!("{CARD}\n{}", CARD.trim_start_matches("# T\n"));
    assert_eq!(with(&twice, PROMPT), ["sql/joins.md E081"]);
    assert_eq!(with(&CARD.replace("# T", "T"), PROMPT)[0], "sql/joins.md:1 E080");
    assert_eq!(with(CARD, &PROMPT.replace("level: any", "level: all"))[0], "sql.md:3 E082");
    let story = PROMPT.replace("kind: explain", "kind: story");
    assert_eq!(with(CARD, &story)[0], "sql.md:3 E083");
    let none = coverage(&CompetencyMap::parse(MAP).expect("a map"), &BTreeSet::new(), &[], &[]);
    let rules: Vec<&str> = none.iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["W030", "W031", "W032"]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(#{1,3} |kind: |```|- a\\) |\\PC|\n){0,60}") {
        let read = Cards::parse("sql/joins", &text);
        prop_assert!(read.cards.len() <= text.len());
    }
}
