//! Verdicts on file, so that a long run may be cut anywhere and go on.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::bridge;
use super::court::Verdict;
use crate::browser::Kind;
use crate::place;

/// The file of one browser and one seed: first what it was made by, then a line for each page.
pub struct Record {
    file: File,
}

impl Record {
    /// Opens the file of a browser and a seed and gives the verdicts that are taken up: none unless
    /// `resume`, and none that another build gave.
    pub fn open(kind: Kind, seed: u64, resume: bool) -> Result<(Self, BTreeMap<u32, Verdict>)> {
        let directory = directory()?;
        fs::create_dir_all(&directory)?;
        let path = directory.join(format!("{}-{seed}.tsv", kind.name()));
        let head = format!("build {}", build()?);
        let text = if resume { fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let mut lines = text.lines();
        let same = lines.next() == Some(head.as_str());
        if !text.is_empty() && !same {
            writeln!(io::stdout().lock(), "{} is of another build: begun anew", path.display())?;
        }
        let known: BTreeMap<_, _> = lines.filter(|_| same).filter_map(verdict).collect();
        let file = File::create(&path).with_context(|| format!("opening {}", path.display()))?;
        let mut record = Self { file };
        writeln!(record.file, "{head}")?;
        // Written anew, so that a line that was cut is gone.
        for (page, verdict) in &known {
            record.add(*page, verdict)?;
        }
        Ok((record, known))
    }

    /// Takes a verdict down.
    pub fn add(&mut self, page: u32, verdict: &Verdict) -> Result<()> {
        let (name, why) = verdict.told();
        let why = why.replace(['\t', '\n'], " ");
        self.file.write_all(format!("{page}\t{name}\t{why}\n").as_bytes()).context("writing a verdict")
    }
}

/// `adversary` in cargo's directory, beside those of the builds.
fn directory() -> Result<PathBuf> {
    let programs = place::programs()?;
    Ok(programs.parent().unwrap_or(&programs).join("adversary"))
}

/// A line of the file; nothing where it was cut.
fn verdict(line: &str) -> Option<(u32, Verdict)> {
    let mut parts = line.splitn(3, '\t');
    Some((parts.next()?.parse().ok()?, Verdict::of(parts.next()?, parts.next()?)?))
}

/// What judges: this program, which holds generator, reader and purchase, and the agent's files.
fn build() -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let program = env::current_exe()?;
    fs::read(&program).with_context(|| format!("reading {}", program.display()))?.hash(&mut hasher);
    for file in bridge::agent() {
        fs::read(&file).with_context(|| format!("reading {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_its_verdict_back_and_half_a_line_none() {
        assert_eq!(verdict("7\tRight\t"), Some((7, Verdict::Right)));
        assert_eq!(verdict("8\tStopped\tPrice"), Some((8, Verdict::Stopped("Price".to_owned()))));
        assert_eq!((verdict("9\tStop"), verdict("9"), verdict("")), (None, None, None));
    }
}
