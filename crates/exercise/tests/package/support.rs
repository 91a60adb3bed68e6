//! Packages from inline text: `== path` begins a file; a path may end in ` +x` (executable) or
//! ` -> target` (a link), and `\r`-like oddities are written by the test itself.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use exercise::{Finding, Package, ReadOptions, Refused};

/// A folder with one package in it.
pub struct Written {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

/// Writes the files of `parts`, later ones over earlier ones; an empty body of the form
/// `== path !` removes a file of an earlier part.
pub fn write(name: &str, parts: &[&str]) -> Written {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::create_dir(&path).expect("an empty folder takes a folder");
    for part in parts {
        for file in part.split("== ").skip(1) {
            let (header, body) = file.split_once('\n').expect("a file header is one line");
            write_file(&path, header.trim(), body);
        }
    }
    Written { _folder: folder, path }
}

fn write_file(root: &Path, header: &str, body: &str) {
    let name = header.split(' ').next().expect("a header names a file");
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
    if let Some((_, target)) = header.split_once(" -> ") {
        symlink(target, path).expect("a link can be made");
        return;
    }
    if header.ends_with(" !") {
        fs::remove_file(path).expect("the file was written before");
        return;
    }
    fs::write(&path, body).expect("a file can be written");
    if header.ends_with(" +x") {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("our own file");
    }
}

pub fn read(written: &Written) -> Result<(Package, Vec<Finding>), Refused> {
    Package::read(&written.path, ReadOptions::default())
}

/// The package, which must have no error; warnings are ignored.
pub fn accept(parts: &[&str]) -> (Package, Written) {
    let written = write("example", parts);
    match read(&written) {
        Ok((package, _)) => (package, written),
        Err(refused) => panic!("the package was refused:\n{refused}"),
    }
}

/// All findings as lines `file:line: id message`.
pub fn findings(parts: &[&str]) -> Vec<String> {
    let written = write("example", parts);
    let found = match read(&written) {
        Ok((_, findings)) => findings,
        Err(refused) => refused.findings,
    };
    found.iter().map(ToString::to_string).collect()
}

pub const MODERN: &str = "\
== problem.yaml
problem_format_version: 2025-09
name: Example
uuid: 944e1391-d3fd-4a40-9332-897389f70c18
license: cc0
rights_owner: Nobody
== statement/problem.en.md
Add two numbers.
== data/sample/1.in
1 2
== data/sample/1.ans
3
== data/secret/1.in
2 2
== data/secret/1.ans
4
== input_validators/validate.py
print()
== submissions/accepted/add.py
print(sum(map(int, input().split())))
== submissions/wrong_answer/zero.py
print(0)
";

pub const LEGACY: &str = "\
== problem.yaml
name: Example
license: cc0
rights_owner: Nobody
== problem_statement/problem.tex
\\problemname{Example}
Add two numbers.
== data/sample/1.in
1 2
== data/sample/1.ans
3
== data/secret/1.in
2 2
== data/secret/1.ans
4
== input_validators/validate.py
print()
== submissions/accepted/add.py
print(sum(map(int, input().split())))
== submissions/wrong_answer/zero.py
print(0)
";
