//! Real ERPs, brought up by the scripts of `../shared/erps` where those are at hand: what the connectors do
//! in them, read back by clients that share no code with them.

// Cargo sets `test` for this program as for any test; it has to be said for the lints to see one, too.
#[cfg(test)]
mod acts;
#[cfg(test)]
mod ask;
#[cfg(test)]
mod between;
#[cfg(test)]
mod big;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod odoo;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod rivals;
#[cfg(test)]
mod server;
#[cfg(test)]
mod tryton;
#[cfg(test)]
mod wire;

use anyhow::{Context, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use one_click_purchase::order::{Money, decimal};

fn main() {
    let mut arguments = Arguments::from_args();
    // One server and one set of orders: one after the other.
    arguments.test_threads = Some(1);
    let mut trials = recording::trials();
    match ask::scripts() {
        Some(scripts) => {
            trials.extend(tryton::trials(&scripts));
            trials.extend(odoo::trials(&scripts));
        }
        None => eprintln!("skipped: the real ERPs, for ../shared/erps is not there"),
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    tryton::end();
    odoo::end();
    conclusion.exit();
}

/// An amount in yuan.
fn yuan(amount: &str) -> Result<Money> {
    Ok(Money::new(decimal(amount).context("an amount")?, "CNY".parse()?))
}

/// A named trial.
fn trial(name: &str, run: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || {
        run().map_err(|error| {
            let said = error.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n  ");
            // The runner tells it once all have ended, which may be in half an hour.
            eprintln!("\n  {said}");
            Failed::from(said)
        })
    })
}
