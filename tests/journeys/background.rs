//! The background may die between any two lines: a purchase goes on, and is bought and recorded once.

use anyhow::{Context, Result, ensure};
use journeys::browser::{Answer, Kind};
use journeys::person::{self, Errand, Person, books};
use journeys::world::{Draft, World, launch};
use one_click_purchase::order::PurchaseOrder;
use one_click_purchase::purchase::{Purchase, Stage, TabId, Turn};
use one_click_purchase::store::names;
use serde_json::json;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("a background killed before there is a supplier's page takes the purchase up again", early),
    ("a background killed while the browser asks takes the purchase up again", asking),
    (
        "a tab whose id was lost with the background is found again, and the person's own is let alone",
        lost_tab,
    ),
    ("a background killed at every stage of buying now loses nothing", buying_now),
    ("a background killed at every stage of buying from the cart loses nothing", from_cart),
    ("a background killed once the order is placed, and once it is recorded, loses nothing", placed),
];

fn order(person: &Person<'_>, slug: &str, variants: &[(usize, u32)]) -> Result<PurchaseOrder> {
    let product = person.world.shop.product(slug)?;
    let mut draft = Draft::new(number());
    for &(place, quantity) in variants {
        let sku = product.skus.get(place).with_context(|| format!("{slug} has no variant {place}"))?;
        draft = draft.line(&product, sku, quantity);
    }
    draft.import(&person.world.desk)
}

/// The order was bought once since the supplier had sold so much, and the desk says what its log says.
fn bought_once(errand: &Errand<'_, '_>, sold: usize) -> Result<()> {
    let numbers = books::agree(errand.world(), &errand.order.id)?;
    let log = errand.world().shop.log()?;
    ensure!(
        log.len() == sold + 1 && numbers.len() == 1,
        "recorded as {numbers:?}, sold {:?}",
        log.get(sold..)
    );
    Ok(())
}

fn early(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let sold = world.shop.log()?.len();
        let order = order(person, "c-notebook", &[(0, 2)])?;
        person.look_at_popup()?;
        world.browser.find_with_text("body", &order.number)?;
        let silent = world.desk.hold()?;
        person.press_buy(&order.number)?;
        let errand = person.errand(&order)?;
        errand.reaches("claiming", |purchase| purchase.stage == Stage::Claiming)?;
        world.browser.kill_background()?;
        drop(silent);
        // No supplier's page wakes it yet, and its own alarm rings once a minute: the person looks
        // into the popup again.
        let silent = world.shop.hold()?;
        person.look_at_popup()?;
        // Looked at from the popup: the supplier's tab gives no answer.
        world.browser.until("the purchase to be opening its page", || {
            let purchase = errand.purchase()?;
            let opens = |purchase: &Purchase| purchase.stage == Stage::Opening && purchase.tab.is_some();
            Ok(purchase.filter(opens).map(drop))
        })?;
        world.browser.kill_background()?;
        drop(silent);
        errand.buy_all()?;
        bought_once(&errand, sold)
    })
}

/// Makes of a purchase what it is between the opening of its tab and the keeping of the tab's id.
const FORGET_THE_TAB: &str = "const [name, store, order, done] = arguments;
    chrome.tabs.query({}).then((tabs) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
            const database = opening.result;
            const purchases = database.transaction(store, 'readwrite').objectStore(store);
            let tab = null;
            purchases.openCursor().onsuccess = ({ target: { result: cursor } }) => {
                if (!cursor) return;
                // Written again without an envelope, as the first version did.
                const purchase = JSON.parse(cursor.value.slice(cursor.value.indexOf('{')));
                if (purchase.key.order === order) {
                    tab = purchase.tab;
                    purchase.before = tabs.map(({ id }) => id).filter((id) => id !== tab);
                    purchase.tab = null;
                    cursor.update(JSON.stringify(purchase));
                }
                cursor.continue();
            };
            purchases.transaction.oncomplete = () => { database.close(); done(tab); };
        };
    });";

fn lost_tab(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let (world, browser) = (person.world, &person.world.browser);
        let sold = world.shop.log()?.len();
        let order = order(person, "c-notebook", &[(0, 2)])?;
        // The person looks at the very product already.
        let own = browser.new_tab()?;
        person.knows(&own);
        browser.switch(&own)?;
        browser.go(&world.shop.product("c-notebook")?.url)?;
        let windows = browser.windows()?.len();
        person.look_at_popup()?;
        browser.find_with_text("body", &order.number)?;
        let errand = person.errand(&order)?;
        let silent = world.shop.hold()?;
        person.press_buy(&order.number)?;
        // Looked at from the popup: the supplier's tab gives no answer.
        browser.until("the purchase to be opening its page", || {
            let opens = |purchase: &Purchase| purchase.stage == Stage::Opening && purchase.tab.is_some();
            Ok(errand.purchase()?.filter(opens).map(drop))
        })?;
        browser.kill_background()?;
        let store = json!([person::DATABASE, names::PURCHASES, order.id]);
        let tab: Option<TabId> = browser.async_script(FORGET_THE_TAB, store)?;
        ensure!(tab.is_some(), "there was no tab to forget");
        person.look_at_popup()?;
        drop(silent);
        let found = browser.until("the purchase to have its tab again", || {
            Ok(errand.purchase()?.and_then(|purchase| purchase.tab))
        })?;
        ensure!(Some(found) == tab, "the tab {found} was taken instead of {tab:?}");
        ensure!(browser.windows()?.len() == windows + 1, "another tab was opened");
        errand.buy_all()?;
        bought_once(&errand, sold)
    })
}

fn asking(kind: Kind) -> Result<()> {
    let world = World::start(launch(kind).with_prompts(), 0)?;
    let person = Person::new(&world)?;
    let sold = world.shop.log()?.len();
    let order = order(&person, "e-bottle", &[(0, 2)])?;
    let errand = person.buy(&order)?;
    errand.reaches("waiting for access", |purchase| matches!(purchase.stage, Stage::Permission { .. }))?;
    world.browser.kill_background()?;
    world.browser.answer(Answer::Allow)?;
    errand.buy_all()?;
    bought_once(&errand, sold)
}

fn buying_now(kind: Kind) -> Result<()> {
    let ready = [Turn::Buy, Turn::Submit, Turn::Pay].map(|turn| Stage::Ready { turn });
    let stages = [&[Stage::SignIn, Stage::Choosing][..], &ready].concat();
    // So many rows behind two colours that choosing takes a while.
    let variants = [(0, 2), (1, 3), (2, 2), (3, 4), (5, 2), (6, 3), (7, 2), (8, 5)];
    in_world(kind, 0, |person| killed_at(person, "a-tshirt", &variants, &stages)?.end())
}

fn from_cart(kind: Kind) -> Result<()> {
    let ready = [Turn::AddToCart, Turn::Cart, Turn::Submit, Turn::Pay].map(|turn| Stage::Ready { turn });
    let stages = [&[Stage::SignIn][..], &ready].concat();
    in_world(kind, 0, |person| killed_at(person, "e-label", &[(1, 2)], &stages)?.end())
}

fn placed(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        world.shop.keep_waiting(true)?;
        let killed = killed_at(person, "b-dress", &[(6, 2)], &[Stage::Placed])?;
        let silent = world.desk.hold()?;
        world.shop.keep_waiting(false)?;
        killed.errand.goes_on("recorded", |purchase| purchase.stage == Stage::Recorded)?;
        world.browser.kill_background()?;
        drop(silent);
        // The supplier's page has told all that it had to: the person looks into the popup again.
        person.look_at_popup()?;
        killed.end()
    })
}

/// A purchase during which the background was killed.
struct Killed<'p, 'a> {
    errand: Errand<'p, 'a>,
    /// How many orders the supplier had before.
    sold: usize,
}

impl Killed<'_, '_> {
    /// The purchase comes to its end.
    fn end(self) -> Result<()> {
        self.errand.buy_all()?;
        bought_once(&self.errand, self.sold)
    }
}

/// Buys, and kills the background as often as the purchase comes to another of these stages.
fn killed_at<'p, 'a>(
    person: &'p Person<'a>,
    slug: &str,
    variants: &[(usize, u32)],
    stages: &[Stage],
) -> Result<Killed<'p, 'a>> {
    let world = person.world;
    world.shop.sign_out(Person::ACCOUNT)?;
    let sold = world.shop.log()?.len();
    let order = order(person, slug, variants)?;
    let errand = person.buy(&order)?;
    let mut left = stages.to_vec();
    let mut killed = Ok(());
    errand.goes_on("killed at every stage, or at its end", |purchase| {
        if killed.is_ok() && left.contains(&purchase.stage) {
            left.retain(|stage| *stage != purchase.stage);
            killed = world.browser.kill_background();
        }
        killed.is_err() || left.is_empty() || !purchase.is_running()
    })?;
    killed?;
    ensure!(left.is_empty(), "it never came to {left:?}");
    Ok(Killed { errand, sold })
}
