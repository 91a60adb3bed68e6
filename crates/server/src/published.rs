//! Uploaded packages that are in the library: each unpacked once into the data folder.
//!
//! The database has the archives and says which are published; the folder can be made anew from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dispatch::Archive;
use exercise::{Library, Origin, Package};
use store::{PackageId, Store};

/// Below the data folder.
const FOLDER: &str = "packages";

/// What went wrong while a package was put into the library.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Store(#[from] store::Error),
    #[error("the package is not in the database any more")]
    Gone,
    #[error("{} cannot be written: {error}; free space there", .path.display())]
    Disk { path: PathBuf, error: std::io::Error },
    #[error("the package is refused: {0}")]
    Refused(#[from] exercise::Refused),
    #[error("unpacking it was interrupted")]
    Interrupted,
}

/// Puts all published packages into the library. One that cannot be is left out, and said so.
pub async fn load(store: &Store, library: &Arc<Library>, data: &Path) -> Result<(), store::Error> {
    for package in store.published_packages().await? {
        if let Err(error) = add(store, library, data, &package.id, &package.slug).await {
            tracing::warn!(package = package.slug, %error, "a published package is left out");
        }
    }
    Ok(())
}

/// Puts one package into the library, in place of any other of its name.
pub async fn add(
    store: &Store,
    library: &Arc<Library>,
    data: &Path,
    id: &PackageId,
    slug: &str,
) -> Result<(), Error> {
    let folder = data.join(FOLDER).join(id.to_string()).join(slug);
    let content = if folder.is_dir() {
        None
    } else {
        Some(store.package_content(id).await?.ok_or(Error::Gone)?)
    };
    let (library, slug) = (Arc::clone(library), slug.to_owned());
    let work = move || {
        if let Some(content) = content {
            unpack(&slug, &content, &folder)?;
        }
        library.add(&folder, Origin::Package)?;
        Ok(())
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Error::Interrupted))
}

/// Deletes the files of one that is not in the library any more. That they stay changes nothing.
pub fn forget(data: &Path, id: &PackageId) {
    let folder = data.join(FOLDER).join(id.to_string());
    if let Err(error) = fs::remove_dir_all(&folder)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(folder = %folder.display(), %error, "files of a package stay");
    }
}

fn unpack(slug: &str, content: &[u8], folder: &Path) -> Result<(), Error> {
    let disk = |error| Error::Disk { path: folder.to_owned(), error };
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(disk)?;
    }
    let archive = Archive::write(slug, content).map_err(disk)?;
    Ok(Package::unpack(&archive.path, folder)?)
}
