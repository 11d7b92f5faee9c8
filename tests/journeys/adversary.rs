//! A small share of the generated pages, see `./build.sh adversary` for a thousand.

use anyhow::{Result, ensure};
use journeys::adversary::{Options, try_all};
use journeys::browser::Kind;

use crate::Journey;

pub const JOURNEYS: &[(&str, Journey)] = &[(
    "of pages that want the wrong thing bought none gets it, and what can be bought is handed over",
    sixty,
)];

fn sixty(kind: Kind) -> Result<()> {
    let options = Options { browsers: vec![kind], seed: 2, pages: 0..60, keep: None, record: None };
    let report = try_all(kind, &options)?;
    ensure!(report.passes(), "{}", report.table(kind.name()));
    Ok(())
}
