//! Which pages to read.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// A saved page, with what an index says of it.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// Its file.
    pub file: PathBuf,
    /// Its path as the index, or the command line, names it.
    pub path: String,
    /// The address that it was saved from; empty where it is not known.
    pub url: String,
    /// The other columns of the index, name and value.
    columns: Vec<(String, String)>,
}

impl Saved {
    /// A page of which no index says anything.
    pub fn at(file: PathBuf, path: String, url: String) -> Self {
        Self { file, path, url, columns: Vec::new() }
    }

    /// What the index says in a column; nothing where it is empty or missing.
    pub fn column(&self, name: &str) -> Option<&str> {
        let column = self.columns.iter().find(|(column, _)| column == name);
        column.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// The pages of an index (a `.tsv` with the columns `path` and `url`, or a directory with an
/// `index.tsv` in it), or the one page that the file is.
pub fn saved(file: &Path, url: Option<&str>) -> Result<Vec<Saved>> {
    let index = if file.is_dir() { file.join("index.tsv") } else { file.to_owned() };
    if index.extension().is_none_or(|extension| extension != "tsv") {
        ensure!(file.is_file(), "there is no page {}", file.display());
        let (path, url) = (file.display().to_string(), url.unwrap_or_default().to_owned());
        return Ok(vec![Saved::at(file.to_owned(), path, url)]);
    }
    ensure!(url.is_none(), "--url is for one page; the index {} has a column for it", index.display());
    let text =
        fs::read_to_string(&index).with_context(|| format!("reading the index {}", index.display()))?;
    let folder = index.parent().unwrap_or(Path::new("."));
    let mut rows = text.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let names = rows.next().unwrap_or_default();
    for needed in ["path", "url"] {
        ensure!(names.contains(&needed), "the index {} has no column “{needed}”", index.display());
    }
    Ok(rows
        .filter(|row| row.len() > 1)
        .map(|row| {
            let columns: Vec<(String, String)> =
                names.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.to_owned())).collect();
            let mut page = Saved { columns, ..Saved::default() };
            page.path = page.column("path").unwrap_or_default().to_owned();
            page.url = page.column("url").unwrap_or_default().to_owned();
            page.file = folder.join(&page.path);
            page
        })
        .collect())
}
