//! A directory's files in memory, in a fixed order.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Every file below a directory: its path with `/` between the parts, and its content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads all files below `root`. Hidden files are left out.
pub fn read(root: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_into(root, "", &mut files)?;
    Ok(files)
}

fn read_into(directory: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    let entries = fs::read_dir(directory).with_context(|| format!("reading {}", directory.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            let path = entry.path();
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}

/// Makes `root` hold exactly `files`. What is the same already is not touched, so that a browser
/// that has the directory loaded never finds it half empty.
pub fn write(root: &Path, files: &Files) -> Result<()> {
    let present = if root.exists() { read(root)? } else { Files::new() };
    for stale in present.keys().filter(|path| !files.contains_key(*path)) {
        let path = root.join(stale);
        fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    }
    for (path, bytes) in files.iter().filter(|(path, bytes)| present.get(*path) != Some(bytes)) {
        let path = root.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("creating {}", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_holds_exactly_what_was_written_last() {
        let root = std::env::temp_dir().join(format!("pack-files-{}", std::process::id()));
        let first = Files::from([("a/b.txt".to_owned(), b"1".to_vec()), ("c.txt".to_owned(), b"2".to_vec())]);
        write(&root, &first).unwrap();
        assert_eq!(read(&root).unwrap(), first);
        let second = Files::from([("c.txt".to_owned(), b"3".to_vec())]);
        write(&root, &second).unwrap();
        assert_eq!(read(&root).unwrap(), second);
        fs::remove_dir_all(&root).unwrap();
    }
}
