//! `desk conformance`.

use clap::Args;
use one_click_purchase::order::origin_of;

use super::say;
use crate::conformance::{Finding, Wish, ask};

/// Which server to ask, and how to tell.
#[derive(Args)]
pub struct Conformance {
    /// The server's address, such as http://127.0.0.1:8710; the calls are under /api/v1 there
    #[arg(long)]
    url: String,
    /// An API key of that server
    #[arg(long, env = "CONFORMANCE_KEY", hide_env_values = true)]
    key: String,
    /// A key of another purchaser, to try whether claims are safe from others; without it that is not asked
    #[arg(long, env = "CONFORMANCE_OTHER_KEY", hide_env_values = true)]
    other_key: Option<String>,
    /// Work on this order, by its id; to be given twice. Without it: on the first two pending ones
    #[arg(long = "order", value_name = "ID", num_args = 1)]
    orders: Vec<String>,
    /// Tell the findings as JSON
    #[arg(long)]
    json: bool,
}

/// Asks the server promise by promise; an error where not all hold.
pub async fn conformance(options: Conformance) -> Result<(), String> {
    let origin =
        origin_of(&options.url).ok_or("Give the server's address, such as http://127.0.0.1:8710.")?;
    if options.url.trim_end_matches('/') != origin {
        return Err(format!("The calls are under /api/v1 of an origin: give {origin} alone."));
    }
    if !matches!(options.orders.len(), 0 | 2) {
        return Err("Name two orders, or none.".into());
    }
    let Conformance { key, other_key, orders, .. } = options;
    let wish = Wish { origin, key, other_key, orders };
    let findings =
        tokio::task::spawn_blocking(move || ask(&wish, &mut |warning| eprintln!("{warning}"))).await;
    let findings = findings.map_err(|error| format!("The asking ended: {error}."))?;
    if options.json {
        say(&serde_json::to_string_pretty(&findings).map_err(|error| format!("{error}."))?)?;
    } else {
        findings.iter().try_for_each(|finding| say(&line(finding)))?;
    }
    let missing = findings.iter().filter(|finding| finding.holds != Some(true)).count();
    match missing {
        0 => Ok(()),
        missing => Err(format!("{missing} of {} promises do not hold.", findings.len())),
    }
}

fn line(finding: &Finding) -> String {
    let (holds, name) = match finding.holds {
        Some(true) => ("holds   ", finding.promise),
        Some(false) => ("MISSING ", finding.promise),
        None => ("untried ", finding.promise),
    };
    let why = if finding.why.is_empty() { String::new() } else { format!(" — {}", finding.why) };
    format!("{holds} {name:<15} {}{why}", finding.says)
}
