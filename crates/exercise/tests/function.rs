//! Function mode in every language: the stub is filled in, compiled with the driver and run on
//! values of every type. Uses the toolchains of the machine; a missing one fails its test.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use exercise::SourceFile;
use exercise::function::{self, Class, Function, Method, Parameter, Signature, Type};

/// How the test compiles and runs a language, and how a stub's body becomes real.
struct Toolchain {
    code: &'static str,
    /// Words of the compile command; `*` stands for all files with this ending.
    compile: &'static [&'static str],
    run: &'static [&'static str],
    /// Debian packages, for the message when the toolchain is missing.
    packages: &'static str,
    /// A body that returns the parameter `value`.
    echo: &'static str,
    /// A body that prints to standard output first.
    noisy: &'static str,
}

const TOOLCHAINS: &[Toolchain] = &[
    Toolchain {
        code: "cpp",
        compile: &["g++", "-std=gnu++20", "-O1", "-Wall", "-o", "main", "*.cpp"],
        run: &["./main"],
        packages: "g++",
        echo: "return value;",
        noisy: "cout << \"noise\" << endl; return value;",
    },
    Toolchain {
        code: "csharp",
        compile: &["mcs", "-r:System.Numerics.dll", "-out:main.exe", "*.cs"],
        run: &["mono", "main.exe"],
        packages: "mono-mcs mono-runtime libmono-system-core4.0-cil libmono-system-numerics4.0-cil",
        echo: "return value;",
        noisy: "Console.WriteLine(\"noise\"); return value;",
    },
    Toolchain {
        code: "go",
        compile: &["go", "build", "-o", "main", "*.go"],
        run: &["./main"],
        packages: "golang-go",
        echo: "return value",
        noisy: "greenroomNoise(); return value",
    },
    Toolchain {
        code: "java",
        compile: &[
            "javac",
            "-encoding",
            "UTF-8",
            "-Xlint:all,-auxiliaryclass",
            "-Werror",
            "-d",
            "classes",
            "*.java",
        ],
        run: &["java", "-cp", "classes", "Main"],
        packages: "openjdk-17-jdk-headless",
        echo: "return value;",
        noisy: "System.out.println(\"noise\"); return value;",
    },
    Toolchain {
        code: "javascript",
        compile: &[],
        run: &["node", "main.js"],
        packages: "nodejs",
        echo: "return value;",
        noisy: "console.log(\"noise\"); return value;",
    },
    Toolchain {
        code: "kotlin",
        compile: &["kotlinc", "-nowarn", "-d", "classes", "*.kt"],
        run: &[
            "java",
            "-cp",
            "classes:/usr/share/java/kotlin-stdlib.jar:/usr/share/java/kotlin-stdlib-jdk7.jar:\
             /usr/share/java/kotlin-stdlib-jdk8.jar",
            "MainKt",
        ],
        packages: "kotlin openjdk-17-jdk-headless",
        echo: "return value",
        noisy: "println(\"noise\"); return value",
    },
    Toolchain {
        code: "php",
        compile: &[],
        run: &["php", "-n", "main.php"],
        packages: "php-cli",
        echo: "return $value;",
        noisy: "echo \"noise\\n\"; return $value;",
    },
    Toolchain {
        code: "python3",
        compile: &[],
        run: &["python3", "__main__.py"],
        packages: "python3",
        echo: "return value",
        noisy: "print(\"noise\"); return value",
    },
    Toolchain {
        code: "ruby",
        compile: &[],
        run: &["ruby", "--disable-gems", "main.rb"],
        packages: "ruby",
        echo: "value",
        noisy: "puts \"noise\"; value",
    },
    Toolchain {
        code: "rust",
        compile: &["rustc", "--edition", "2021", "-C", "debuginfo=0", "-o", "main", "main.rs"],
        run: &["./main"],
        packages: "rustup or rustc",
        echo: "value",
        noisy: "println!(\"noise\"); value",
    },
    Toolchain {
        code: "typescript",
        compile: &[
            "tsc",
            "--target",
            "ES2021",
            "--module",
            "commonjs",
            "--lib",
            "es2021,dom",
            "--strict",
            "true",
            "--outDir",
            "out",
            "--rootDir",
            ".",
            "*.ts",
        ],
        run: &["node", "out/main.js"],
        packages: "node-typescript nodejs",
        echo: "return value;",
        noisy: "console.log(\"noise\"); return value;",
    },
];

/// Type, argument as it stands in the input, result as it is printed (`=` when the same).
const ECHOES: &[(&str, &str, &str)] = &[
    ("int", "-9007199254740991", "="),
    ("float", "2", "2.0"),
    ("bool", "true", "="),
    ("string", r#""a b""#, "="),
    (
        "list<string>",
        r#"["é😀","\u00e9\ud83d\ude00\/","","\"\\\n\r\t\b\f\u0001\u007f~"]"#,
        r#"["\u00e9\ud83d\ude00","\u00e9\ud83d\ude00/","","\"\\\n\r\t\b\f\u0001\u007f~"]"#,
    ),
    (
        "list<float>",
        "[0.1,0.0,-0.0,1e16,9999999999999998,1e-4,1e-05,0.00001234,5e-324,1.7976931348623157e308,1e22,\
      123456.789,0.30000000000000004,2.2250738585072014e-308,1e23,100]",
        "[0.1,0.0,-0.0,1e+16,9999999999999998.0,0.0001,1e-05,1.234e-05,5e-324,1.7976931348623157e+308,\
      1e+22,123456.789,0.30000000000000004,2.2250738585072014e-308,1e+23,100.0]",
    ),
    (
        "list<float>",
        "[9007199254740992.0,4.35,0.7999999999999999,1.1e-300,1.2345678901234568e+20,5.6843418860808015e-14,8.41e+21,0.002,4.940656e-318,8.98846567431158e+307,2.2250738585072014e-308,1000000000000000.0]",
        "=",
    ),
    (
        "list<float>",
        "[1e+17,123456789012345.67,10928588.983213553,1.4186613525849614e+134,-7.571968556055867e-74,-1.4074705188261364e+113,-3.3339745473042614e-121,-1.2342180766211395e-271,-5.126864004244935e+111,-2.1520217579844227e+32,0.1399601630397701,1.01853664031722e-244]",
        "=",
    ),
    (
        "list<float>",
        "[2.9704598186234577e-115,3.0534183338726823e+150,-2.3027782228163463e+146,3.56409621163656e+161,6.352929017207453e-183,0.3146575865605324,-1.2761724801771812e-23,2.0868668176225336e+195,3.66898827745704e-84,-1.389122273370197e+145,1.7548715433165102e+172,-1039514241563211.8]",
        "=",
    ),
    (
        "list<float>",
        "[5.7804021771411506e-220,-2.8497478716107576e-163,3.490691392124745e+240,1.3282314387596086e-145,-2.9317061175715426e+274,4.1124768973349897e-302,-2.5983853818656714e+29,-2.5839922981649337e+259,3.7615508677292285e-104,2.1435728770450893e-103,6.3583676891104784e+78,2.0062829023357212e-63]",
        "=",
    ),
    (
        "list<float>",
        "[-6.792475937705741e+155,-1.1878910286585398e-153,1.1477511623364303e-84,-6.384685499984821e+269,6.725524671613862e-66,-3.3367034274052276e+265,3.877694405952627e+164,4.653705104647486e-282,4.570939674669643e+203,-2.4421404212946136e+229,2.26797932753915e+17,1.7861671810658467e+101]",
        "=",
    ),
    ("list<list<int>>", "[[], [1, 2], [-3]]", "[[],[1,2],[-3]]"),
    ("list<bool>", "[true,false]", "="),
    (
        "map<string,list<float>>",
        r#"{"b":[1],"a":[],"10":[0.5],"9":[],"😀":[],"！":[],"é":[2.5]}"#,
        r#"{"10":[0.5],"9":[],"a":[],"b":[1.0],"\u00e9":[2.5],"\uff01":[],"\ud83d\ude00":[]}"#,
    ),
    (
        "map<int,string>",
        r#"{"10":"ten","-1":"m","9":"nine"}"#,
        r#"{"-1":"m","9":"nine","10":"ten"}"#,
    ),
    ("map<int,bool>", "{}", "="),
    ("optional<int>", "null", "="),
    ("optional<int>", "7", "="),
    ("optional<float>", "1", "1.0"),
    ("optional<string>", "null", "="),
    ("optional<string>", r#""x""#, "="),
    ("optional<list<int>>", "[1]", "="),
    ("optional<map<string,int>>", "null", "="),
    ("list<optional<int>>", "[1,null]", "="),
    ("linked_list<int>", "[]", "="),
    ("linked_list<int>", "[3,1,2]", "="),
    ("linked_list<string>", r#"["x","y"]"#, "="),
    ("list<linked_list<float>>", "[[1],[]]", "[[1.0],[]]"),
    ("tree<int>", "[]", "="),
    ("tree<int>", "[1,null,2,3,4,null,null,5]", "="),
    ("tree<string>", r#"["root",null,"leaf"]"#, "="),
    ("tree<bool>", "[true,false,true,null,null,false]", "="),
    ("map<string,tree<int>>", r#"{"t":[1,2]}"#, "="),
];

fn signature_of(kind: &str) -> Type {
    kind.parse().expect("the table holds types")
}

/// A class with one method for each row of the table, and state besides.
fn echo_class() -> Signature {
    let parameter =
        |name: &str, kind: &str| Parameter { name: name.into(), kind: signature_of(kind) };
    let mut methods = Vec::new();
    for (index, (kind, _, _)) in ECHOES.iter().enumerate() {
        let returns = Some(signature_of(kind));
        let parameters = vec![parameter("value", kind)];
        methods.push(Method { name: format!("echo_number_{index}"), parameters, returns });
    }
    Signature::Class(Class {
        name: "EchoChamber".into(),
        constructor: vec![parameter("first_value", "list<int>"), parameter("other", "string")],
        methods,
    })
}

fn echo_data() -> (String, String) {
    let (mut input, mut answer) = (String::from("[[1, 2], \"x\"]\n"), String::new());
    for (index, (_, argument, result)) in ECHOES.iter().enumerate() {
        input = format!("{input}[\"echo_number_{index}\", {argument}]\n");
        answer.push_str(if *result == "=" { argument } else { result });
        answer.push('\n');
    }
    (input, answer)
}

fn echo_function() -> Signature {
    let parameter =
        |name: &str, kind: &str| Parameter { name: name.into(), kind: signature_of(kind) };
    Signature::Function(Function {
        name: "merge".into(),
        parameters: vec![
            parameter("first_part", "tree<int>"),
            parameter("value", "list<string>"),
            parameter("scale", "float"),
        ],
        returns: signature_of("list<string>"),
    })
}

/// The stub with every body replaced.
fn fill_in(stub: &SourceFile, body: &str) -> SourceFile {
    let text = String::from_utf8(stub.bytes.clone()).expect("stubs are text");
    assert!(text.contains("is not written yet"), "{text}");
    let lines = text.lines().map(|line| {
        if !line.contains("is not written yet") {
            return line.to_owned();
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        format!("{indent}{body}")
    });
    let mut text = lines.collect::<Vec<_>>().join("\n") + "\n";
    if body.contains("greenroomNoise") {
        text = text.replace("package main\n", "package main\n\nimport \"fmt\"\n")
            + "\nfunc greenroomNoise() { fmt.Println(\"noise\") }\n";
    }
    SourceFile::new(stub.name.clone(), text)
}

fn command(folder: &Path, toolchain: &Toolchain, words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    for word in &words[1..] {
        let Some(ending) = word.strip_prefix('*') else {
            command.arg(word);
            continue;
        };
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("our own folder")
            .map(|entry| entry.expect("our own folder").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(ending))
            .collect();
        names.sort();
        assert!(!names.is_empty(), "{}: no {word}", toolchain.code);
        command.args(names);
    }
    command.current_dir(folder).env("GO111MODULE", "off").env("GOFLAGS", "-p=1");
    command
}

fn start(command: &mut Command, toolchain: &Toolchain) -> std::process::Child {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    child.unwrap_or_else(|error| {
        panic!(
            "MISSING TOOLCHAIN for {}: `{}` cannot be started ({error}). \
             Install it with: apt-get install {}",
            toolchain.code,
            command.get_program().display(),
            toolchain.packages
        )
    })
}

fn check(code: &str, signature: &Signature, body: &str, input: &str, answer: &str) {
    let toolchain = TOOLCHAINS.iter().find(|t| t.code == code).expect("the table has the language");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let stub = function::starter(signature, code).expect("the language has function mode");
    let layout = function::layout(code).expect("the language has function mode");
    assert_eq!(stub.name, layout.solution);
    let mut files = function::driver(signature, code).expect("the language has function mode");
    assert!(files.iter().any(|file| file.name == layout.main));
    files.push(fill_in(&stub, body));
    for file in &files {
        fs::write(folder.path().join(&file.name), &file.bytes).expect("our own folder");
    }
    fs::create_dir(folder.path().join("classes")).expect("our own folder");
    if !toolchain.compile.is_empty() {
        let mut command = command(folder.path(), toolchain, toolchain.compile);
        let output = start(&mut command, toolchain).wait_with_output().expect("it was started");
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        assert!(output.status.success(), "{code} does not compile:\n{text}");
    }
    let mut command = command(folder.path(), toolchain, toolchain.run);
    let mut child = start(&mut command, toolchain);
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("the driver reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("it was started");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{code} failed:\n{errors}");
    let got = String::from_utf8(output.stdout).expect("drivers print ASCII");
    for (row, (wanted, got)) in answer.lines().zip(got.lines()).enumerate() {
        assert_eq!(got, wanted, "{code}, row {row}\n{errors}");
    }
    assert_eq!(got, answer, "{code}\n{errors}");
}

fn check_language(code: &str) {
    let toolchain = TOOLCHAINS.iter().find(|t| t.code == code).expect("the table has the language");
    let (input, answer) = echo_data();
    check(code, &echo_class(), toolchain.echo, &input, &answer);
    let input = "[1, null, 2]\n[\"a\",\"b\"]\n0.5\n";
    check(code, &echo_function(), toolchain.noisy, input, "[\"a\",\"b\"]\n");
}

#[test]
fn every_language_is_tested() {
    let codes: Vec<&str> = TOOLCHAINS.iter().map(|toolchain| toolchain.code).collect();
    assert_eq!(function::languages().collect::<Vec<_>>(), codes);
    assert_eq!(function::starter(&echo_class(), "cobol"), None);
    let (input, answer) = echo_data();
    assert_eq!(function::wire::check(&echo_class(), &input, &answer), Ok(()));
}

macro_rules! languages {
    ($($code:ident),*) => { $(#[test] fn $code() { check_language(stringify!($code)); })* };
}

languages!(cpp, csharp, go, java, javascript, kotlin, php, python3, ruby, rust, typescript);
