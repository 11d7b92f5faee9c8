//! The built extension in real browsers, between a real ERP and the practice supplier.

mod bought;
mod claimed;
mod pictures;
mod trouble;

use anyhow::{Context, Result, ensure};
use journeys::browser::{Browser, Kind};
use journeys::person::Person;
use journeys::webdriver::Program;
use journeys::world::{Bought, Product, Sku, World, launch};
use one_click_purchase::order::PurchaseOrder;
use serde_json::Value;

use crate::between::Between;
use crate::wire::Client;

/// How many pieces are bought.
pub const PIECES: u32 = 3;

/// Where the ERP itself says that an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Waits,
    Purchased,
    Cancelled,
}

/// An order as a client finds it that shares no code with the connector.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub state: State,
    /// What stands in the field for the supplier's order number.
    pub number: String,
    /// The notes that the extension wrote.
    pub notes: Vec<String>,
    /// All that was read.
    pub all: Value,
}

/// A real ERP that a browser is sent to.
pub trait Real {
    /// The name of its kind in the options page.
    const NAME: &'static str;
    /// What the request holds that makes an order purchased.
    const CONFIRMS: &'static str;
    /// Whether a session that was ended begins anew by itself.
    const SIGNS_IN_AGAIN: bool;
    /// Whether the state can be taken back of an order that was bought.
    const TAKES_STATE_BACK: bool;

    /// Where browsers go.
    fn between(&self) -> &Between;
    /// What the purchaser Wang types into the options page: fields by their ids.
    fn typed(&self) -> Vec<(&'static str, String)>;
    /// The browsers that are connected to it already.
    fn worlds(&mut self) -> &mut Vec<World>;
    /// Makes an order that waits, of that product at its supplier.
    fn ordered(&self, product: &Product, sku: &Sku) -> Result<PurchaseOrder>;
    /// Reads an order by the other client.
    fn found(&self, order: &str) -> Result<Found>;
    /// Checks that the ERP's own fields have what was paid, as far as it has fields for that.
    fn check_amounts(&self, found: &Found, bought: &Bought) -> Result<()>;
    /// Another purchaser's extension, that of the admin.
    fn li(&self) -> Client;
    /// Cancels an order as a person does in the ERP.
    fn cancel(&self, order: &str) -> Result<()>;
    /// Ends what Wang is signed in by.
    fn end_session(&self) -> Result<()>;
    /// Lets Wang in again.
    fn allow_again(&self) -> Result<()>;
    /// Signs Wang in where a page of the ERP in the current tab asks for it; it then shows what was gone to.
    fn sign_in(&self, browser: &Browser) -> Result<()>;
    /// The server itself, which ends when it is dropped.
    fn take(&mut self) -> Option<Program>;
    /// Starts the server again.
    fn start(&mut self) -> Result<()>;
}

/// What one trial in a browser does.
pub type Case<R> = fn(&mut R, &Person<'_>) -> Result<()>;

/// All trials in a browser.
pub fn cases<R: Real>() -> Vec<(&'static str, Case<R>)> {
    vec![
        (
            "an order is listed, bought from the popup, read back to the cent, reported twice and taken back",
            bought::from_popup,
        ),
        ("an order is bought from the button on the ERP's own page", bought::from_page),
        ("of two purchasers one is ready to buy, and the other is told who", claimed::one_of_two),
        ("an order that is cancelled meanwhile is not bought, or recorded as what it is", trouble::cancelled),
        ("a session that ends before the report does not lose it", trouble::session_ended),
        ("a server killed between number and state is taken up where it was", trouble::killed),
    ]
}

/// Does it in a browser that is connected to the ERP. One in which all went well is used again.
pub fn run<R: Real>(erp: &mut R, kind: Kind, case: Case<R>) -> Result<()> {
    let place = erp.worlds().iter().position(|world| world.browser.kind() == kind);
    let world = match place {
        Some(place) => erp.worlds().swap_remove(place),
        None => {
            let world = World::start(launch(kind), 0)?;
            connect::<R>(&world, &erp.between().origin(), &erp.typed())?;
            Person::new(&world)?.consent_to_supplier()?;
            world
        }
    };
    case(erp, &Person::new(&world)?)?;
    world.close_windows()?;
    erp.worlds().push(world);
    Ok(())
}

/// Connects the ERP beside the desk, in the options page, as a person does it.
fn connect<R: Real>(world: &World, origin: &str, typed: &[(&'static str, String)]) -> Result<()> {
    let browser = &world.browser;
    browser.open_page("options.html")?;
    browser.grant(&format!("{}/*", without_port(origin)))?;
    fill_in::<R>(browser, origin, typed)?;
    for (press, outcome) in [("test", "[data-outcome=ok]"), ("connect", "[data-connection]:nth-child(2)")] {
        browser.find(&format!("form.connect [data-do={press}]"))?.click()?;
        browser.until(&format!("{press} to be answered"), || {
            if let Some(failed) = browser.look("[data-outcome=failed]")? {
                anyhow::bail!("{press}: {}", failed.text()?);
            }
            browser.look(outcome)
        })?;
    }
    Ok(())
}

/// Fills in the form of a connection.
fn fill_in<R: Real>(browser: &Browser, origin: &str, typed: &[(&'static str, String)]) -> Result<()> {
    // Its name is typed into the list, as a person with a keyboard does.
    browser.find("#erp")?.type_text(R::NAME)?;
    let address = [("address", origin.to_owned())];
    for (field, text) in address.iter().chain(typed) {
        browser.find(&format!("#{field}"))?.type_text(text)?;
    }
    Ok(())
}

/// An order that waits, of a product that is bought on one page.
fn order<R: Real>(erp: &R, person: &Person<'_>) -> Result<(PurchaseOrder, String)> {
    let product = person.world.shop.product("c-notebook")?;
    let sku = product.skus.get(1).context("the product has two variants")?;
    Ok((erp.ordered(&product, sku)?, sku.sku.clone()))
}

/// What the supplier sold last, which must be the order's pieces and nothing else.
fn sold(person: &Person<'_>, before: usize, sku: &str) -> Result<Bought> {
    let mut log = person.world.shop.log()?;
    ensure!(log.len() == before + 1, "the supplier sold {} times", log.len() - before);
    let bought = log.pop().context("nothing was bought")?;
    let lines = bought.lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect::<Vec<_>>();
    ensure!(lines == [(sku, PIECES)] && bought.paid, "the supplier sold {lines:?}");
    Ok(bought)
}

/// The order is purchased in the ERP under the number that the supplier gave, with one note about it.
fn is_recorded<R: Real>(erp: &R, order: &PurchaseOrder, bought: &Bought) -> Result<Found> {
    let found = erp.found(&order.id)?;
    ensure!(found.state == State::Purchased && found.number == bought.number, "{found:?}");
    is_told(&found, bought)?;
    erp.check_amounts(&found, bought)?;
    Ok(found)
}

/// One note tells what was bought.
fn is_told(found: &Found, bought: &Bought) -> Result<()> {
    let about: Vec<&String> = found.notes.iter().filter(|note| note.contains(&bought.number)).collect();
    let [note] = about.as_slice() else { anyhow::bail!("{} notes about one report: {about:?}", about.len()) };
    for (what, amount) in [("Paid", &bought.total), ("Freight", &bought.freight)] {
        let told = format!("{what}: {amount} {}", bought.currency);
        ensure!(note.contains(&told), "no “{told}” in {note}");
    }
    ensure!(note.contains(&format!("{PIECES} × ")), "{note}");
    Ok(())
}

/// The variant as an ERP without a field for it writes it: behind `#` in the supplier's code.
pub fn code(product: &Product, sku: &Sku) -> String {
    let axes: Vec<String> = sku.attributes.iter().map(|one| format!("{}={}", one.axis, one.option)).collect();
    format!("{}#{}", product.offer, axes.join(";"))
}

fn without_port(origin: &str) -> &str {
    origin.rsplit_once(':').map_or(origin, |(host, _)| host)
}
