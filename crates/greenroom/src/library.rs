//! The library that the program carries, unpacked once into the data folder.
//!
//! Packages are read from files, as those of a host's own folders are. Each content has a folder of
//! its own, named by its hash, so that a newer program never reads an older one's files.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use exercise::competency::CompetencyMap;
use exercise::{Library, Origin};

static CONTENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/content.zip"));
const HASH: &str = env!("GREENROOM_CONTENT");

/// Reads all exercises: the carried ones, then those of further folders, which replace them.
pub fn open(data: &Path, folders: &[PathBuf]) -> Result<Library> {
    let root = unpacked(data)?;
    let map = root.join("competencies.toml");
    let text = fs::read_to_string(&map).with_context(|| format!("{}", map.display()))?;
    let competencies =
        CompetencyMap::parse(&text).with_context(|| format!("{} is not sound", map.display()))?;
    let library = Library::new(competencies);
    let exercises = root.join("exercises");
    library
        .add_folder(&exercises, Origin::Library)
        .with_context(|| format!("{} cannot be read", exercises.display()))?;
    for folder in folders {
        library
            .add_folder(folder, Origin::Folder)
            .with_context(|| format!("the exercise folder {} cannot be read", folder.display()))?;
    }
    Ok(library)
}

/// The folder of this program's content; unpacks it when it is not there.
fn unpacked(data: &Path) -> Result<PathBuf> {
    let parent = data.join("library");
    let folder = parent.join(HASH);
    if folder.is_dir() {
        return Ok(folder);
    }
    fs::create_dir_all(&parent)
        .with_context(|| format!("{} cannot be made; free space there", parent.display()))?;
    // Whoever is first wins; a half-written folder never has the name.
    let fresh = parent.join(format!(".{HASH}.{}", std::process::id()));
    unpack(&fresh)
        .with_context(|| format!("the library cannot be written to {}", fresh.display()))?;
    match fs::rename(&fresh, &folder) {
        Ok(()) => {}
        Err(_) if folder.is_dir() => fs::remove_dir_all(&fresh)?,
        Err(error) => return Err(error).context("the library cannot be put in its place"),
    }
    remove_others(&parent, &folder);
    Ok(folder)
}

fn unpack(target: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut archive = zip::ZipArchive::new(Cursor::new(CONTENT))?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.enclosed_name().context("the carried library is damaged")?;
        let path = target.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        fs::write(&path, bytes)?;
        if entry.unix_mode().is_some_and(|mode| mode & 0o111 != 0) {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        }
    }
    Ok(())
}

/// Older contents only take up space; that they cannot be removed changes nothing.
fn remove_others(parent: &Path, keep: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        if path != keep
            && let Err(error) = fs::remove_dir_all(&path)
        {
            tracing::debug!(path = %path.display(), %error, "an old library stays");
        }
    }
}
