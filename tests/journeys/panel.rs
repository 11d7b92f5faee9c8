//! The panel in the supplier's page: to whom it answers, and what it says.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::{Errand, Person};
use journeys::world::Draft;
use one_click_purchase::purchase::{Purchase, Stage, Turn};
use serde_json::json;

use crate::Journey;
use crate::worlds::{in_world, number};

pub const JOURNEYS: &[(&str, Journey)] = &[
    ("the panel is answered in its own tab and document only, also after the background died", answers),
    ("who thinks the product wrong is told what is compared and comes to the extension's own window", wrong),
    ("at the checkout what belongs to the whole order stands apart from its lines", whole_order),
];

/// Whether it is this turn of the person's.
pub fn is_turn(purchase: &Purchase, wanted: Turn) -> bool {
    matches!(purchase.stage, Stage::Ready { turn } if turn == wanted)
}

/// Starts to buy variants of a product.
pub fn begin<'p, 'a>(
    person: &'p Person<'a>,
    slug: &str,
    variants: &[(usize, u32)],
) -> Result<Errand<'p, 'a>> {
    let product = person.world.shop.product(slug)?;
    let mut draft = Draft::new(number());
    for &(place, quantity) in variants {
        let sku = product.skus.get(place).with_context(|| format!("{slug} has no variant {place}"))?;
        draft = draft.line(&product, sku, quantity);
    }
    person.buy(&draft.import(&person.world.desk)?)
}

/// Goes on until the product's page is filled in.
pub fn filled(errand: &Errand<'_, '_>) -> Result<Purchase> {
    errand.goes_on("filled in", |purchase| is_turn(purchase, Turn::Buy) || is_turn(purchase, Turn::AddToCart))
}

fn wrong(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let errand = begin(person, "c-notebook", &[(0, 2)])?;
        let id = filled(&errand)?.id;
        errand.in_panel(|session| session.find("[data-do=ask-wrong]")?.click())?;
        errand.in_panel_here(|session| {
            session.find(".ask")?;
            session.find("[data-do=decide]")?.click()
        })?;
        let window = browser.window_at(&format!("purchase.html#{id}"))?;
        person.knows(&window);
        let leads = browser.find("[data-do=open-in-erp]")?.attribute("href")?;
        let order = format!("{}/orders/{}", person.world.desk.http.origin(), errand.order.id);
        ensure!(leads.as_ref() == Some(&order), "it leads to {leads:?}");
        browser.find("[data-do=by-hand]")?;
        // Nothing was decided by that.
        ensure!(
            errand.purchase()?.is_some_and(|purchase| is_turn(&purchase, Turn::Buy)),
            "it does not stand"
        );
        browser.switch(&window)?;
        browser.find("[data-do=give-up]")?.click()?;
        browser.find("[data-do=give-up-really]")?.click()?;
        errand.reaches("given up", |purchase| purchase.stage == Stage::GivenUp).map(drop)
    })
}

fn whole_order(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let errand = begin(person, "a-tshirt", &[(0, 2), (2, 3)])?;
        errand.goes_on("at the checkout", |purchase| is_turn(purchase, Turn::Submit))?;
        browser.switch(&errand.newest_tab()?)?;
        let parts: Vec<usize> = errand.in_panel_here(|session| {
            // The address is there to be copied at the checkout only.
            session.find("[data-do=copy-address]")?;
            let body = "const all = [...document.querySelectorAll('.checks > li')];
                const heads = all.flatMap((one, place) => (one.classList.contains('check-line') ? [place] : []));
                return [...heads, all.findIndex((one) => one.classList.contains('check-whole')), all.length]";
            session.script(body, json!([]))
        })?;
        // Two lines of quantity and price each, then total, freight and address.
        ensure!(parts == [0, 3, 6, 6, 10], "headings, the whole order's, and all: {parts:?}");
        errand.give_up()
    })
}

/// What the background answers to a panel with that token: the number of the purchase's order.
const ASK: &str = "const [token, done] = arguments;
    chrome.runtime.sendMessage({ kind: 'panel', token, act: null })
        .then((view) => done(view?.number ?? null), (error) => done(String(error)));";

/// What the panel of the window that is shown is answered for a token.
fn asked(errand: &Errand<'_, '_>, token: &str) -> Result<Option<String>> {
    errand.in_panel_here(|session| {
        session.find(".panel, .pill")?;
        session.async_script(ASK, json!([token]))
    })
}

/// Waits for a panel with another token than those before.
fn other_panel(errand: &Errand<'_, '_>, before: &[&str]) -> Result<String> {
    errand.world().browser.until("a panel with another token", || {
        let token = errand.panel_token()?;
        Ok((!before.contains(&token.as_str())).then_some(token))
    })
}

fn answers(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let errand = begin(person, "f-backpack", &[(1, 2)])?;
        filled(&errand)?;
        let tab = errand.tab()?;
        browser.switch(&tab)?;
        let first = errand.panel_token()?;
        let own = Some(errand.order.number.clone());
        ensure!(asked(&errand, &first)? == own, "the panel itself is not answered");
        browser.kill_background()?;
        ensure!(asked(&errand, &first)? == own, "not answered after the background died");
        ensure!(errand.panel_token()? == first, "the document has another panel after that");

        // Copied into another tab, which shows the same page of the extension.
        let elsewhere = browser.open_page(&format!("panel.html#{first}"))?;
        person.knows(&elsewhere);
        let answer: Option<String> = browser.async_script(ASK, json!([first]))?;
        ensure!(answer.is_none(), "answered in another tab: {answer:?}");
        browser.close()?;
        browser.switch(&tab)?;

        browser.reload()?;
        let second = other_panel(&errand, &[&first])?;
        ensure!(asked(&errand, &second)? == own && asked(&errand, &first)?.is_none(), "after a reload");
        browser.go(person.world.shop.http.origin())?;
        let third = other_panel(&errand, &[&second])?;
        ensure!(asked(&errand, &third)? == own && asked(&errand, &second)?.is_none(), "on the next page");
        // A browser may bring the document back as it was, its panel in it.
        browser.back()?;
        let fourth = other_panel(&errand, &[&second, &third])?;
        ensure!(asked(&errand, &fourth)? == own && asked(&errand, &third)?.is_none(), "on the page before");
        ensure!(asked(&errand, &second)?.is_none(), "an old token lives again");

        // A tab that the supplier opened belongs to the same purchase, and has a panel of its own.
        errand.goes_on("at the checkout", |purchase| is_turn(purchase, Turn::Submit))?;
        let checkout = errand.newest_tab()?;
        ensure!(checkout != tab, "the checkout is in the same tab");
        browser.switch(&checkout)?;
        let beside = errand.panel_token()?;
        ensure!(asked(&errand, &beside)? == own, "the checkout's panel is not answered");
        browser.switch(&tab)?;
        let here = errand.panel_token()?;
        ensure!(asked(&errand, &here)? == own, "the first tab's panel is not answered any more");
        ensure!(asked(&errand, &beside)?.is_none(), "the checkout's token is answered in the first tab");
        browser.switch(&checkout)?;
        ensure!(asked(&errand, &here)?.is_none(), "the first tab's token is answered in the checkout");
        errand.give_up()
    })
}
