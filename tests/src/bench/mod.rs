//! How fast the product is and what it weighs, side by side with what could be had at best. Every
//! figure is the median of many, and what it is compared with is measured in turns with it.

#![expect(clippy::float_arithmetic, reason = "milliseconds and ratios, never money")]

mod bare;
mod figure;
mod filling;
mod popup;
mod weight;

use std::fs;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::browser::{Kind, Launch};
use crate::place;
use crate::world::World;

/// What to measure.
#[derive(Debug, Clone)]
pub struct Options {
    /// The browser.
    pub browser: Kind,
    /// How often each thing is measured.
    pub runs: usize,
    /// Sizes and weight.
    pub weight: bool,
    /// The popup.
    pub popup: bool,
    /// From *Buy* to filled.
    pub filling: bool,
    /// The layouts of the practice supplier that are filled: letters.
    pub layouts: String,
}

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let extension = measured_popups(options.browser)?;
    let launch = Launch::new(options.browser).with_extension(extension.path());
    let world = World::start(launch, 1)?;
    figure::say(&format!("{}, medians of {}", options.browser.name(), options.runs))?;
    if options.weight {
        weight::measure(&world)?;
    }
    if options.filling {
        filling::measure(&world, options.runs, &options.layouts)?;
    }
    if options.popup {
        popup::measure(&world, options.runs)?;
    }
    Ok(())
}

/// The built extension with one more page, which paints the same list without the core; both popups
/// note when they have painted it.
fn measured_popups(browser: Kind) -> Result<TempDir> {
    let directory = tempfile::Builder::new().prefix("bench-").tempdir()?;
    place::copy(&place::dist().join(browser.build()), directory.path())?;
    place::copy(&place::root().join("tests/fixtures/plain-popup"), directory.path())?;
    for page in ["popup.html", "plain.html"] {
        let path = directory.path().join(page);
        let html = fs::read_to_string(&path)?;
        let watched = html.replacen("<head>", "<head><script src=\"painted.js\"></script>", 1);
        ensure!(watched != html, "{page} has no head");
        fs::write(path, watched)?;
    }
    Ok(directory)
}
