//! Packs `content/` into one archive that the program carries; `src/library.rs` unpacks it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    list(&root, &mut files)?;
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut archive = zip::ZipWriter::new(fs::File::create(out.join("content.zip"))?);
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(&root).expect("it was listed below").to_string_lossy();
        let bytes = fs::read(file)?;
        // Programs of packages must stay executable.
        let mode = if is_executable(file)? { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default().unix_permissions(mode);
        archive.start_file(&*name, options).map_err(io::Error::other)?;
        archive.write_all(&bytes)?;
        hash.update(name.as_bytes());
        hash.update([0, u8::from(mode == 0o755)]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    archive.finish().map_err(io::Error::other)?;
    let hash = hash.finalize();
    let short = u64::from_be_bytes(hash[..8].try_into().expect("a hash is longer"));
    println!("cargo:rustc-env=GREENROOM_CONTENT={short:016x}");
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn is_executable(file: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(file)?.permissions().mode() & 0o111 != 0)
}
