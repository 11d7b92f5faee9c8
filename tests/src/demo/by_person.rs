//! The demo for a person: a visible browser with everything prepared, and what to press.

use std::io::{self, Write};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};
use one_click_purchase::order::Status;

use super::{Options, order};
use crate::browser::Screen;
use crate::person::window::sign_in_to_desk;
use crate::person::{Person, books};
use crate::world::{Desk, World, launch};

/// How often it looks whether the person has bought, or has closed the browser.
const LOOK: Duration = Duration::from_millis(500);

pub(super) fn show(options: &Options) -> Result<()> {
    let mut launch = launch(options.kind);
    launch.screen = Screen::Desktop;
    let world = World::start(launch, options.seed)
        .context("a visible browser needs a screen; without one add --headless")?;
    let mut open = vec![order(&world, "PO-2026-0001")?, order(&world, "PO-2026-0002")?];
    sign_in_to_desk(&world)?;
    world.browser.open_page("popup.html")?;
    explain(&world)?;
    // A window that cannot be asked any more is one that the person has closed.
    while world.browser.windows().is_ok_and(|windows| !windows.is_empty()) {
        for done in open.extract_if(.., |order| {
            world.desk.order(&order.id).is_ok_and(|order| order.status == Status::Purchased)
        }) {
            let said = match books::agree(&world, &done.id) {
                Ok(numbers) => format!("purchased {} as {}", done.number, numbers.join(", ")),
                Err(difference) => format!("{} does not fit the supplier's log: {difference:#}", done.number),
            };
            writeln!(io::stdout().lock(), "{said}")?;
        }
        sleep(LOOK);
    }
    Ok(())
}

fn explain(world: &World) -> Result<()> {
    let desk = world.desk.http.origin();
    Ok(writeln!(
        io::stdout().lock(),
        "The desk, signed in as {user}: {desk}
The supplier: {shop} (any name and password sign in, such as {account} and practice)

1. In the popup, which is open in a tab, press Buy on PO-2026-0001. Allow access when the browser asks.
2. In the supplier's tab sign in when the panel says so. Variants and quantities are filled for you.
3. Press the supplier's own buttons: buy, submit, pay.
4. Look at the desk: the order is purchased, with its supplier order number.

PO-2026-0002 can be bought with the desk's own button. Close the browser to end.",
        user = Desk::USER,
        shop = world.shop.http.origin(),
        account = Person::ACCOUNT,
    )?)
}
