//! All exercises of a host by their short name: what the program carries, folders of the host, and
//! packages that were uploaded and published.
//!
//! Reads packages; knows nothing of who solves them. A package that cannot be read is left out and
//! its findings are kept, so that one broken folder never empties the library.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::competency::CompetencyMap;
use crate::finding::Refused;
use crate::package::Package;
use crate::read::ReadOptions;

/// Where an exercise comes from. A later origin replaces an earlier one of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Carried by the program.
    Library,
    /// A folder that the host added.
    Folder,
    /// Uploaded, verified and published.
    Package,
}

impl Origin {
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Folder => "folder",
            Self::Package => "package",
        }
    }
}

/// One exercise.
#[derive(Clone, Debug)]
pub struct Entry {
    pub origin: Origin,
    pub package: Arc<Package>,
}

/// A package that is not in the library, and why.
#[derive(Clone, Debug)]
pub struct LeftOut {
    pub path: PathBuf,
    pub refused: Refused,
}

/// Exercises by name. Shared: reading is cheap, adding and removing is rare.
#[derive(Debug, Default)]
pub struct Library {
    entries: RwLock<BTreeMap<String, Vec<Entry>>>,
    left_out: Mutex<Vec<LeftOut>>,
    competencies: CompetencyMap,
}

/// Folders below a library folder that are looked into for packages.
const DEPTH: usize = 3;
/// Packages of one folder.
const PACKAGES: usize = 10_000;

impl Library {
    pub fn new(competencies: CompetencyMap) -> Self {
        Self { competencies, ..Self::default() }
    }

    pub fn competencies(&self) -> &CompetencyMap {
        &self.competencies
    }

    /// Adds every package below `folder`: folders with a `problem.yaml`, `.zip` and `.kpp` files.
    pub fn add_folder(&self, folder: &Path, origin: Origin) -> std::io::Result<()> {
        let mut paths = Vec::new();
        find(folder, DEPTH, &mut paths)?;
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(paths.len());
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if let Err(refused) = self.add(path, origin) {
                            let mut left =
                                self.left_out.lock().unwrap_or_else(PoisonError::into_inner);
                            left.push(LeftOut { path: path.clone(), refused });
                        }
                    }
                });
            }
        });
        Ok(())
    }

    /// Adds the package at `path`; answers its name.
    pub fn add(&self, path: &Path, origin: Origin) -> Result<Arc<Package>, Refused> {
        let (package, _) = Package::read(path, ReadOptions::default())?;
        let package = Arc::new(package);
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        let list = entries.entry(package.name.clone()).or_default();
        list.retain(|entry| entry.origin != origin);
        list.push(Entry { origin, package: Arc::clone(&package) });
        list.sort_by_key(|entry| entry.origin);
        Ok(package)
    }

    /// Takes away what has this name and origin. What it had replaced is there again.
    pub fn remove(&self, name: &str, origin: Origin) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = entries.get_mut(name) {
            list.retain(|entry| entry.origin != origin);
            if list.is_empty() {
                entries.remove(name);
            }
        }
    }

    pub fn get(&self, name: &str) -> Option<Entry> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.get(name).and_then(|list| list.last()).cloned()
    }

    /// All exercises by name.
    pub fn all(&self) -> Vec<Entry> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.values().filter_map(|list| list.last()).cloned().collect()
    }

    /// Packages of folders that could not be read, by path.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let mut list = self.left_out.lock().unwrap_or_else(PoisonError::into_inner).clone();
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list
    }
}

fn find(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if found.len() == PACKAGES {
            return Ok(());
        }
        let is_archive =
            path.extension().is_some_and(|e| e == "zip" || e == "kpp") && path.is_file();
        if is_archive || path.join("problem.yaml").is_file() {
            found.push(path);
        } else if depth > 1 && path.is_dir() {
            find(&path, depth - 1, found)?;
        }
    }
    found.sort();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_origin_replaces_and_a_broken_package_is_left_out() {
        let home = tempfile::tempdir().expect("a temporary folder");
        for folder in ["shipped/program", "own"] {
            let parent = home.path().join(folder);
            std::fs::create_dir_all(&parent).expect("made");
            crate::skeleton::write(crate::ExerciseKind::Program, "sorting", &parent)
                .expect("a skeleton");
        }
        std::fs::create_dir_all(home.path().join("own/broken")).expect("made");
        std::fs::write(home.path().join("own/broken/problem.yaml"), "name: [").expect("written");

        let library = Library::default();
        library.add_folder(&home.path().join("shipped"), Origin::Library).expect("readable");
        assert_eq!(library.get("sorting").map(|e| e.origin), Some(Origin::Library));
        library.add_folder(&home.path().join("own"), Origin::Folder).expect("readable");
        assert_eq!(library.get("sorting").map(|e| e.origin), Some(Origin::Folder));
        assert_eq!(library.all().len(), 1);
        assert_eq!(library.left_out().len(), 1);
        library.remove("sorting", Origin::Folder);
        assert_eq!(library.get("sorting").map(|e| e.origin), Some(Origin::Library));
        library.remove("sorting", Origin::Library);
        assert!(library.get("sorting").is_none());
    }
}
