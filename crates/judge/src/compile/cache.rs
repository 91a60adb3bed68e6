//! Compiled programs kept in a folder, named by what they were made of.
//!
//! An entry is one file: the hash of the rest, then a header line of JSON, then the files' bytes.
//! A damaged entry is a miss. Entries that were not used for longest go first when the folder has
//! too many bytes. The caller puts the owner into the key where owners must not learn of each
//! other.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use exercise::SourceFile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::report::Text;

/// A folder of compiled programs. Several processes may use it at once.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Bytes of all entries together.
    limit: u64,
}

/// What a compilation left: deterministic, so that it need not be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `None`: the compiler refused the program.
    pub files: Option<Vec<SourceFile>>,
    pub output: Text,
    pub cpu_us: u64,
}

/// Name of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

#[derive(Serialize, Deserialize)]
struct Header {
    files: Option<Vec<FileHeader>>,
    output: Text,
    cpu_us: u64,
}

#[derive(Serialize, Deserialize)]
struct FileHeader {
    name: String,
    length: usize,
    executable: bool,
}

/// Length of a SHA-256 in hexadecimal.
const HASH_LENGTH: usize = 64;

impl Key {
    /// Hash over the parts, each with its length, so that no two lists of parts look alike.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hexadecimal(&hasher.finalize()))
    }

    /// As a file name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Cache {
    pub fn new(folder: PathBuf, limit: u64) -> Self {
        Self { folder, limit }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The entry, if it is there and whole.
    pub fn load(&self, key: &Key) -> Option<Entry> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let Some(entry) = decode(&bytes) else {
            // Damaged: without it the next compilation writes it anew. If it cannot be removed,
            // it is found damaged again.
            let _still_there = fs::remove_file(&path);
            return None;
        };
        if let Ok(file) = File::options().append(true).open(&path) {
            // Only the order of eviction depends on it.
            let _not_marked = file.set_modified(SystemTime::now());
        }
        Some(entry)
    }

    pub fn store(&self, key: &Key, entry: &Entry) -> io::Result<()> {
        let bytes = encode(entry);
        if bytes.len() as u64 > self.limit {
            return Ok(());
        }
        let path = self.path(key);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        // Written beside and renamed, so that nobody reads half an entry.
        let temporary = parent.join(format!(".{}-{}", key.0, std::process::id()));
        let written = File::create(&temporary)
            .and_then(|mut file| file.write_all(&bytes))
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            // Nothing more can be done about a half-written file on a full disk.
            let _left_over = fs::remove_file(&temporary);
        }
        written?;
        self.evict()
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(&key.0[..2]).join(&key.0)
    }

    /// Removes entries, least recently used first, until the folder is within its limit.
    fn evict(&self) -> io::Result<()> {
        let mut entries = Vec::new();
        let mut total = 0;
        for folder in fs::read_dir(&self.folder)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for entry in fs::read_dir(folder)? {
                // Another process may be evicting, too.
                let Ok(meta) =
                    entry.as_ref().map_err(|_| ()).and_then(|e| e.metadata().map_err(|_| ()))
                else {
                    continue;
                };
                total += meta.len();
                entries.push((meta.modified()?, meta.len(), entry?.path()));
            }
        }
        entries.sort();
        for (_, length, path) in entries {
            if total <= self.limit {
                break;
            }
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => total -= length,
            }
        }
        Ok(())
    }
}

fn encode(entry: &Entry) -> Vec<u8> {
    let files = entry.files.as_ref().map(|files| {
        files
            .iter()
            .map(|file| FileHeader {
                name: file.name.clone(),
                length: file.bytes.len(),
                executable: file.executable,
            })
            .collect()
    });
    let header = Header { files, output: entry.output.clone(), cpu_us: entry.cpu_us };
    let mut body = serde_json::to_vec(&header).expect("strings and numbers are always JSON");
    body.push(b'\n');
    for file in entry.files.iter().flatten() {
        body.extend_from_slice(&file.bytes);
    }
    let mut bytes = hexadecimal(&Sha256::digest(&body)).into_bytes();
    bytes.push(b'\n');
    bytes.extend_from_slice(&body);
    bytes
}

fn decode(bytes: &[u8]) -> Option<Entry> {
    let (hash, rest) = bytes.split_at_checked(HASH_LENGTH)?;
    let body = rest.strip_prefix(b"\n")?;
    if hexadecimal(&Sha256::digest(body)).as_bytes() != hash {
        return None;
    }
    let end = body.iter().position(|byte| *byte == b'\n')?;
    let header: Header = serde_json::from_slice(&body[..end]).ok()?;
    let mut content = &body[end + 1..];
    let files = match header.files {
        None => None,
        Some(headers) => {
            let mut files = Vec::new();
            for header in headers {
                let (bytes, rest) = content.split_at_checked(header.length)?;
                content = rest;
                let mut file = SourceFile::new(header.name, bytes);
                file.executable = header.executable;
                files.push(file);
            }
            Some(files)
        }
    };
    Some(Entry { files, output: header.output, cpu_us: header.cpu_us })
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes any text");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(size: usize) -> Entry {
        let mut file = SourceFile::new("main", vec![7; size]);
        file.executable = true;
        Entry { files: Some(vec![file]), output: Text::of(b"a warning"), cpu_us: 5 }
    }

    #[test]
    fn entries_come_back_and_damaged_ones_do_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = Cache::new(folder.path().join("deep/cache"), 10_000);
        let key = Key::of([&b"a"[..], b"bc"]);
        assert_ne!(key, Key::of([&b"ab"[..], b"c"]));
        assert_eq!(cache.load(&key), None);
        cache.store(&key, &entry(100)).expect("stored");
        assert_eq!(cache.load(&key), Some(entry(100)));
        let failed = Entry { files: None, output: Text::of(b"error"), cpu_us: 1 };
        let other = Key::of([&b"other"[..]]);
        cache.store(&other, &failed).expect("stored");
        assert_eq!(cache.load(&other), Some(failed));

        let path = cache.path(&key);
        let mut bytes = fs::read(&path).expect("it is there");
        *bytes.last_mut().expect("not empty") ^= 1;
        fs::write(&path, bytes).expect("written");
        assert_eq!(cache.load(&key), None);
        assert!(!path.exists());
    }

    #[test]
    fn the_least_recently_used_goes_first() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cache = Cache::new(folder.path().to_owned(), 2_600);
        let keys = [1u8, 2, 3].map(|number| Key::of([&[number][..]]));
        let age = |key: &Key, seconds| {
            let file = File::options().append(true).open(cache.path(key)).expect("there");
            let then = SystemTime::now() - std::time::Duration::from_secs(seconds);
            file.set_modified(then).expect("set");
        };
        cache.store(&keys[0], &entry(1000)).expect("stored");
        age(&keys[0], 100);
        cache.store(&keys[1], &entry(1000)).expect("stored");
        age(&keys[1], 50);
        assert!(cache.load(&keys[0]).is_some(), "and so it is the latest used");
        cache.store(&keys[2], &entry(1000)).expect("stored");
        assert!(cache.load(&keys[1]).is_none());
        assert!(cache.load(&keys[0]).is_some() && cache.load(&keys[2]).is_some());
        cache.store(&Key::of([&b"big"[..]]), &entry(5000)).expect("too large is not an error");
        assert!(cache.load(&keys[2]).is_some());
    }
}
