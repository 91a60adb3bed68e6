//! The examples of the author's reference are read as what they document.

use exercise::function::Signature;

use crate::support::{MODERN, accept};

/// The contents of the fenced YAML blocks of `docs/packages/<page>`.
fn examples(page: &str) -> Vec<String> {
    let path = format!("{}/../../docs/packages/{page}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the page is part of the repository");
    let blocks = text.split("```yaml\n").skip(1);
    blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn greenroom_yaml_is_as_documented() {
    let [example] = &examples("greenroom-yaml.md")[..] else { panic!("one example") };
    let group = |name: &str| {
        format!(
            "== data/secret/{name}/test_group.yaml\nmax_score: 50\n\
             == data/secret/{name}/1.in\n1\n== data/secret/{name}/1.ans\n1\n"
        )
    };
    let problem = MODERN.replace("license", "type: scoring\nlicense");
    let files = format!(
        "== greenroom.yaml\n{example}== statement/level-2.md\nMore.\n{}{}\
         == data/secret/1.in !\n== data/secret/1.ans !\n",
        group("1-records"),
        group("2-queries")
    );
    let (package, _folder) = accept(&[&problem, &files]);
    let greenroom = package.greenroom.expect("the file was written");
    assert_eq!(greenroom.stages[1].group, "secret/2-queries");
    assert!(greenroom.stages[1].statement.is_some());
}

#[test]
fn signatures_are_as_documented() {
    let examples = examples("function-mode.md");
    let data = [
        "== data/sample/1.in\n[1,2]\n3\n== data/sample/1.ans\n[0,1]\n\
                 == data/secret/1.in\n[]\n3\n== data/secret/1.ans\n[]\n",
        "== data/sample/1.in\n[2]\n[\"put\",1,2]\n[\"get\",1]\n== data/sample/1.ans\n2\n\
         == data/secret/1.in\n[1]\n[\"get\",1]\n== data/secret/1.ans\nnull\n",
    ];
    assert_eq!(examples.len(), data.len());
    let head = "== greenroom.yaml\nkind: program\nlevel: mid\nminutes: 5\ncompetencies: []\n\
                summary: An example.\n";
    for (example, data) in examples.iter().zip(data) {
        let (package, _folder) = accept(&[MODERN, head, data, &format!("{head}{example}")]);
        let name = match package.signature().expect("a signature was written") {
            Signature::Function(function) => &function.name,
            Signature::Class(class) => &class.name,
        };
        assert!(["two_sum", "LruCache"].contains(&name.as_str()));
        let stub = package.starter("python3").pop().expect("Python has function mode");
        assert!(String::from_utf8_lossy(&stub.bytes).contains(name.as_str()));
        let driver = package.include("rust").expect("Rust has function mode");
        assert!(driver.iter().any(|file| file.name == "main.rs"));
        assert_eq!(package.include("haskell"), None);
    }
}
