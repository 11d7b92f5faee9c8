//! The accessibility check of axe-core, run in the current page.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::place;
use crate::webdriver::Session;

/// One rule that the page breaks.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// The rule, such as `color-contrast`.
    pub id: String,
    /// What it asks for.
    pub help: String,
    /// Where it is broken, as selectors.
    pub places: Vec<String>,
}

/// All rules that the current document breaks.
pub fn violations(session: &Session) -> Result<Vec<Violation>> {
    let path = place::root().join("node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&path)
        .with_context(|| format!("reading {}; run ./build.sh setup", path.display()))?;
    let run = "const done = arguments[arguments.length - 1];
        axe.run(document).then(({ violations }) => done(violations.map(({ id, help, nodes }) =>
            ({ id, help, places: nodes.map((node) => node.target.join(' ')) }))));";
    // WebDriver's scripts run beside the page's content security policy.
    session.async_script(&format!("{axe}\n{run}"), json!([]))
}

/// Fails with every broken rule and its places.
pub fn check(session: &Session, what: &str) -> Result<()> {
    let broken = violations(session)?;
    let lines: Vec<String> =
        broken.iter().map(|one| format!("{}: {} ({})", one.id, one.help, one.places.join("; "))).collect();
    ensure!(broken.is_empty(), "{what} breaks rules of accessibility:\n{}", lines.join("\n"));
    Ok(())
}
