//! A whole purchase with the built extension in a real browser: the ERP is connected in the options page as a
//! person does it, the order is bought at the practice supplier from the popup, and the ERP is asked by a
//! client that shares no code with the connector.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Person;
use journeys::world::{Bought, Product, Sku, World, launch};
use one_click_purchase::order::PurchaseOrder;

/// What is typed into the options page.
pub struct Seat {
    /// The name of the kind of ERP.
    pub erp: &'static str,
    /// The server's address.
    pub origin: String,
    /// Fields by their ids, with what is typed into them.
    pub typed: Vec<(&'static str, String)>,
}

/// How many pieces are bought.
pub const PIECES: u32 = 3;

/// Buys an order of a product that `order` makes in the ERP; what the supplier then has in its log.
pub fn buys(
    kind: Kind,
    seat: &Seat,
    order: impl FnOnce(&Product, &Sku) -> Result<PurchaseOrder>,
) -> Result<(PurchaseOrder, Bought)> {
    let world = World::start(launch(kind), 0)?;
    let person = Person::new(&world)?;
    person.consent_to_supplier()?;
    let product = world.shop.product("c-notebook")?;
    let sku = product.skus.get(1).context("the product has two variants")?;
    let order = order(&product, sku)?;
    connect(&world, seat)?;
    person.buy(&order)?.buy_all()?;
    let bought = world.shop.log()?.pop().context("nothing was bought")?;
    let sold = bought.lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect::<Vec<_>>();
    ensure!(sold == [(sku.sku.as_str(), PIECES)], "the supplier sold {sold:?}");
    Ok((order, bought))
}

/// Connects the ERP beside the desk, in the options page.
fn connect(world: &World, seat: &Seat) -> Result<()> {
    let browser = &world.browser;
    browser.open_page("options.html")?;
    browser.grant(&format!("{}/*", without_port(&seat.origin)))?;
    // Its name is typed into the list, as a person with a keyboard does.
    browser.until("the kinds of ERP", || Ok(browser.all("#erp")?.pop()))?.type_text(seat.erp)?;
    let typed = [("address", seat.origin.clone())];
    for (field, text) in typed.iter().chain(&seat.typed) {
        let field = format!("#{field}");
        browser.until(&format!("the field {field}"), || Ok(browser.all(&field)?.pop()))?.type_text(text)?;
    }
    for (press, outcome) in [("test", "[data-outcome=ok]"), ("connect", "[data-connection]:nth-child(2)")] {
        browser.find(&format!("form.connect [data-do={press}]"))?.click()?;
        browser.until(&format!("{press} to be answered"), || {
            let failed = browser.all("[data-outcome=failed]")?;
            if let Some(failed) = failed.first() {
                anyhow::bail!("{press}: {}", failed.text()?);
            }
            Ok(browser.all(outcome)?.pop())
        })?;
    }
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
