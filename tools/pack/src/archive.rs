//! Zip archives that come out byte for byte the same from the same files.

use std::io::{Cursor, Write};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::files::Files;

/// Above 9 stands how hard Zopfli searches, which takes seconds and makes the archive 5 % smaller.
const LEVEL: i64 = 24;

/// Packs the files in their order, with one fixed time and mode for all.
pub fn zip(files: &Files) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path.as_str(), options).with_context(|| format!("packing {path}"))?;
        writer.write_all(bytes).with_context(|| format!("packing {path}"))?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let files = Files::from([("b.txt".to_owned(), vec![1; 999]), ("a/c.txt".to_owned(), vec![2])]);
        assert_eq!(zip(&files).unwrap(), zip(&files).unwrap());
    }
}
