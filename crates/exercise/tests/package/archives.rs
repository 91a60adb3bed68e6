//! Zip archives: good ones are read like folders, hostile ones are refused; nothing stays behind.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::PathBuf;

use exercise::{Package, ReadOptions};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::MODERN;

const PLAIN: SimpleFileOptions =
    SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);

struct Archive {
    folder: tempfile::TempDir,
    bytes: Vec<u8>,
}

/// An archive of the smallest package below `top`, with `more` added.
fn archive(
    top: &str,
    more: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>) -> zip::result::ZipResult<()>,
) -> Archive {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in MODERN.split("== ").skip(1) {
        let (name, body) = file.split_once('\n').expect("a file header is one line");
        writer.start_file(format!("{top}{name}"), PLAIN).expect("a new entry");
        writer.write_all(body.as_bytes()).expect("memory takes bytes");
    }
    more(&mut writer).expect("the entries can be written");
    let bytes = writer.finish().expect("the archive can be finished").into_inner();
    Archive { folder: tempfile::tempdir().expect("a temporary folder"), bytes }
}

impl Archive {
    fn path(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, &self.bytes).expect("our own folder");
        path
    }

    fn refused(&self) -> String {
        let refused = Package::read(&self.path("example.zip"), ReadOptions::default());
        refused.expect_err("the archive is hostile").to_string()
    }
}

#[test]
fn archives_are_read_and_removed() {
    let archive = archive("example/", |writer| {
        writer.add_symlink("example/data/secret/2.in", "1.in", PLAIN)?;
        writer.add_symlink("example/data/secret/2.ans", "../secret/1.ans", PLAIN)
    });
    for name in ["example.zip", "example.kpp"] {
        let (package, findings) = Package::read(&archive.path(name), ReadOptions::default())
            .expect("a good archive is read");
        assert!(package.is_archive());
        assert_eq!(package.name, "example");
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["W017"], "the linked case is a copy");
        let input = package.data.case("secret/2").expect("the linked case").input.clone();
        let clone = package.clone();
        drop(package);
        assert!(input.exists(), "a clone keeps the files");
        drop(clone);
        assert!(!input.exists(), "nothing is left behind");
    }
}

#[test]
fn an_unusual_layout_is_a_warning() {
    for top in ["", "other/"] {
        let archive = archive(top, |_| Ok(()));
        let (_, findings) = Package::read(&archive.path("example.zip"), ReadOptions::default())
            .expect("it is read all the same");
        assert_eq!(findings[0].rule, "W019");
    }
    let two = archive("a/", |writer| {
        writer.start_file("b/problem.yaml", PLAIN)?;
        Ok(())
    });
    assert!(two.refused().contains("E001"));
}

#[test]
fn names_that_leave_are_refused() {
    for (name, expected) in [
        ("../escape", "E022 The entry leaves the archive with `..`"),
        ("example/../../escape", "E022 The entry leaves"),
        ("/etc/escape", "E022 The entry has an absolute path"),
        ("C:escape", "E022 The entry has an absolute path"),
        ("example\\escape", "E022 The entry's name holds"),
        ("example/problem.yaml/escape", "E022 Two entries claim the same path"),
        ("./example/problem.yaml", "E022 Two entries have the same name"),
    ] {
        let archive = archive("example/", |writer| {
            writer.start_file(name, PLAIN)?;
            Ok(())
        });
        let refused = archive.refused();
        assert!(refused.contains(expected), "{name}: {refused}");
    }
}

#[test]
fn links_that_leave_are_refused() {
    for target in ["/etc/passwd", "../../secret", "../other/file", "missing", "loop", "data"] {
        let archive =
            archive("example/", |writer| writer.add_symlink("example/loop", target, PLAIN));
        let refused = archive.refused();
        assert!(refused.contains("example/loop: E020"), "{target}: {refused}");
    }
}

/// Writes `value` at `offset` of the record of `name` in the central directory.
fn patched(bytes: &[u8], name: &str, offset: usize, value: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = (0..bytes.len() - 46)
        .rev()
        .find(|at| {
            bytes[*at..].starts_with(b"PK\x01\x02") && bytes[at + 46..].starts_with(name.as_bytes())
        })
        .expect("the entry is in the directory");
    bytes[at + offset..at + offset + value.len()].copy_from_slice(value);
    bytes
}

fn with_mode(bytes: &[u8], name: &str, mode: u32) -> Vec<u8> {
    const UNIX: &[u8] = &[3];
    patched(&patched(bytes, name, 5, UNIX), name, 38, &(mode << 16).to_le_bytes())
}

#[test]
fn devices_are_refused() {
    let mut archive = archive("example/", |writer| {
        writer.start_file("example/device", PLAIN)?;
        Ok(())
    });
    for mode in [0o010_644, 0o020_644, 0o060_644, 0o140_644] {
        archive.bytes = with_mode(&archive.bytes, "example/device", mode);
        let refused = archive.refused();
        assert!(refused.contains("example/device: E021"), "{mode:o}: {refused}");
    }
}

#[test]
fn doubled_entries_are_refused() {
    let mut archive = archive("example/", |writer| {
        writer.start_file("example/problem.yamm", PLAIN)?;
        Ok(())
    });
    let text = String::from_utf8_lossy(&archive.bytes).into_owned();
    assert!(text.contains("problem.yamm"));
    let (from, to) = (b"problem.yamm", b"problem.yaml");
    let mut at = 0;
    while at + from.len() <= archive.bytes.len() {
        if archive.bytes[at..].starts_with(from) {
            archive.bytes[at..at + to.len()].copy_from_slice(to);
        }
        at += 1;
    }
    assert!(archive.refused().contains("E022 Two entries have the same name"));
}

#[test]
fn bombs_are_refused() {
    let many = archive("example/", |writer| {
        for index in 0..50_001 {
            writer.start_file(format!("example/{index}"), PLAIN)?;
        }
        Ok(())
    });
    assert!(many.refused().contains("E023 The archive has more than 50000 entries"));

    let mut large = archive("example/", |writer| {
        writer.start_file("example/large", PLAIN)?;
        writer.write_all(b"small")?;
        Ok(())
    });
    let size = (3_u32 << 30).to_le_bytes();
    large.bytes = patched(&large.bytes, "example/large", 24, &size);
    assert!(large.refused().contains("E023 The archive expands to more than 2048 MiB"));
    large.bytes.truncate(large.bytes.len() / 2);
    assert!(large.refused().contains("E022 "), "{}", large.refused());
}

#[test]
fn damaged_entries_are_refused() {
    let mut archive = archive("example/", |_| Ok(()));
    let at = archive.bytes.windows(9).position(|w| w == b"Add two n").expect("the statement");
    archive.bytes[at] = b'B';
    assert!(archive.refused().contains("E022 The entry is damaged"), "{}", archive.refused());
    let path = archive.folder.path().join("example.zip");
    File::create(&path).expect("our own folder");
    archive.bytes.clear();
    assert!(archive.refused().contains("E022 It is no readable zip"), "{}", archive.refused());
}
