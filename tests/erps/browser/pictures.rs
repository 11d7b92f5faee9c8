//! Pictures of the ERPs' own pages, for `docs/erps`, where they are wanted.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use journeys::browser::{Browser, Kind};

/// Names the folder in which pictures are kept.
const FOLDER: &str = "PICTURES";

/// Keeps a picture of the page in front, as Chromium shows it.
pub fn keep(browser: &Browser, name: &str) -> Result<()> {
    let Some(folder) = env::var_os(FOLDER).filter(|_| browser.kind() == Kind::Chromium) else {
        return Ok(());
    };
    let path = Path::new(&folder).join(format!("{}.png", name.to_lowercase()));
    fs::write(&path, browser.screenshot()?).with_context(|| format!("writing {}", path.display()))
}
