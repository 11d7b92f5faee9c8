//! Pages made here, of the kinds that collections of saved pages lack: carts, checkouts, receipts,
//! captchas, goods that are sold out or gone. Their words and their markup share nothing with the
//! reader; chance decides about tags, classes, order and what stands around.

mod dice;
mod pages;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::dice::Dice;
use self::pages::{Page, page};

const WORDS: &str = include_str!("words.tsv");

/// How many pages of each kind in each language.
const EACH: u64 = 2;

/// Kinds that are made, with what is true of them where it is not said by the kind.
pub const KINDS: [&str; 14] = [
    "product",
    "sold-out",
    "listing",
    "cart",
    "checkout",
    "cashier",
    "receipt",
    "order-list",
    "order-detail",
    "login",
    "register",
    "blocked",
    "gone",
    "other",
];

/// Writes the pages of a seed with their index into a directory and gives the index.
pub fn make(directory: &Path, seed: u64) -> Result<PathBuf> {
    fs::create_dir_all(directory).with_context(|| format!("making {}", directory.display()))?;
    let mut index =
        String::from("path\tsite\tkind\turl\tprice\tcurrency\tsku\tavailability\torder_number\tsigned_in\n");
    for language in 0..languages() {
        for kind in KINDS {
            for copy in 0..EACH {
                let mut dice = Dice::new(seed ^ (language as u64) << 32 ^ copy << 16 ^ fnv(kind));
                let Page { html, row } = page(kind, language, &mut dice);
                let path = format!("{kind}-{language}-{copy}-{seed}.html");
                fs::write(directory.join(&path), html)?;
                index.push_str(&format!("{path}\tmade-{language}\t{row}\n"));
            }
        }
    }
    let file = directory.join("index.tsv");
    fs::write(&file, index).with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}

fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How many languages there are words in.
fn languages() -> usize {
    WORDS.lines().next().unwrap_or_default().split('\t').count() - 1
}

/// A word in a language.
fn word(name: &str, language: usize) -> &'static str {
    let line = WORDS.lines().find(|line| line.split('\t').next() == Some(name));
    line.and_then(|line| line.split('\t').nth(language + 1)).unwrap_or_default()
}
