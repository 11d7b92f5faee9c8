//! One reading of one snapshot: asks each part in turn.

use chrono::{FixedOffset, Offset, Utc};

use super::account::{Account, account};
use super::buttons::{Placed as PlacedButton, buttons, told};
use super::controls::{Pressable, pressables};
use super::evidence::Because;
#[cfg(not(target_arch = "wasm32"))]
use super::forms::all_signs;
use super::forms::{Form, Purpose, forms};
use super::headings::{Heading, headings};
#[cfg(not(target_arch = "wasm32"))]
use super::kind::holding;
use super::kind::{Counts, Signs, kind};
use super::links::links;
#[cfg(not(target_arch = "wasm32"))]
use super::price::{MayBePrice, weighed};
use super::sheet::Sheet;
use super::structured::{Structured, structured};
use super::supplied::Supplied;
use super::surroundings::{frames, keep_clear, never_cover};
use super::tree::Tree;
use super::{Basket, Kind, Placed, Product, Reading, SignIn, Snapshot};
use crate::page::bought::basket_reader::basket;
use crate::page::bought::order_places::kind_of_orders;
use crate::page::bought::placed_reader::placed;
use crate::page::product::layout_reader::lay_out;
#[cfg(not(target_arch = "wasm32"))]
use crate::page::product::place::ProductPlace;
use crate::page::product::quantity::quantities;
#[cfg(not(target_arch = "wasm32"))]
use crate::page::product::quantity::shown_quantities;
use crate::page::product::reader::{Parts, product};
use crate::page::product::state_reader::take_state;
use crate::page::text::currency_signs::Signs as MoneySigns;
use crate::supplier::{self, Shelf};

/// What is found first, and everything else is told from.
struct Found<'t, 'a> {
    tree: &'t Tree<'a>,
    supplied: Option<Supplied<'t>>,
    pressables: Vec<Pressable>,
    buttons: Vec<PlacedButton>,
    headings: Vec<Heading>,
    data: Option<Structured>,
    words: String,
    forms: Vec<Form>,
    account: Account,
}

impl<'t, 'a> Found<'t, 'a> {
    fn on(tree: &'t Tree<'a>, shelf: &'t Shelf, because: &mut Because) -> Self {
        let supplied = Supplied::find(shelf, tree);
        let pressables = pressables(tree);
        let mut buttons = buttons(tree, &pressables);
        if let Some(supplied) = &supplied {
            because.add("supplier", "profile", &supplied.profile.name);
            supplied.buttons(tree, &mut buttons);
        }
        let headings = headings(tree);
        let forms = forms(tree, &headings);
        Self {
            tree,
            supplied,
            headings,
            data: structured(tree),
            words: tree.text(0).chars().take(6000).collect(),
            account: account(tree, &pressables, &forms, because),
            forms,
            pressables,
            buttons,
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn parts(&self) -> Parts<'_> {
        Parts {
            pressables: &self.pressables,
            buttons: &self.buttons,
            headings: &self.headings,
            data: self.data.as_ref(),
        }
    }

    fn signs(&self) -> Signs<'_, 'a> {
        Signs {
            tree: self.tree,
            pressables: &self.pressables,
            buttons: &self.buttons,
            headings: &self.headings,
            data: self.data.as_ref(),
            forms: &self.forms,
            words: &self.words,
            signed_in: self.account.signed_in,
            has_quantity: !quantities(self.tree, 0, &self.pressables).is_empty(),
            counts: Counts::default(),
        }
    }
}

/// The names of the signs by which a document's kind is told, to find their weights.
#[cfg(not(target_arch = "wasm32"))]
pub fn signs_of_kind(snapshot: &Snapshot) -> Vec<&'static str> {
    let tree = Tree::of(snapshot);
    let found = Found::on(&tree, supplier::current(), &mut Because::default());
    holding(&found.signs()).into_iter().map(|(name, _)| name).collect()
}

/// The names of what forms are told to be there for.
#[cfg(not(target_arch = "wasm32"))]
pub const PURPOSES: [&str; 4] = {
    let [(_, other), (_, sign_in), (_, register), (_, recover)] = Purpose::ALL;
    [other, sign_in, register, recover]
};

/// The controls of a document by which a quantity is set, of whatever product.
#[cfg(not(target_arch = "wasm32"))]
pub fn quantities_of(snapshot: &Snapshot) -> Vec<super::Handle> {
    let tree = Tree::of(snapshot);
    let found = shown_quantities(&tree, 0, &pressables(&tree));
    found.into_iter().map(|found| found.control.handle).collect()
}

/// For each form of a document what is in it and the signs by which its purpose is told, likewise.
#[cfg(not(target_arch = "wasm32"))]
pub fn signs_of_forms(snapshot: &Snapshot) -> Vec<(Vec<super::Handle>, Vec<&'static str>)> {
    let tree = Tree::of(snapshot);
    let told = |(parts, signs): (Vec<super::tree::At>, _)| {
        (parts.into_iter().map(|at| tree.node(at).handle).collect(), signs)
    };
    all_signs(&tree, &headings(&tree)).into_iter().map(told).collect()
}

/// The amounts of a document that may be its price, to find what their signs weigh.
#[cfg(not(target_arch = "wasm32"))]
pub fn prices_of(snapshot: &Snapshot) -> Vec<MayBePrice> {
    let tree = Tree::of(snapshot);
    let found = Found::on(&tree, supplier::current(), &mut Because::default());
    let parts = found.parts();
    weighed(&tree, &ProductPlace::on(&tree, &parts).of_price(&parts))
}

/// What a document says. Nothing is remembered between two readings.
pub fn read(snapshot: &Snapshot) -> Reading {
    read_by(supplier::current(), snapshot)
}

/// What a document says by these profiles.
pub fn read_by(shelf: &Shelf, snapshot: &Snapshot) -> Reading {
    let mut tree = Tree::of(snapshot);
    let currency = shelf.of_address(&snapshot.url).and_then(|profile| profile.currency);
    tree.signs = MoneySigns::of_page(snapshot, currency);
    let mut because = Because::default();
    let found = Found::on(&tree, shelf, &mut because);
    let mut kind = match kind(&found.signs(), &mut because) {
        Kind::Other => kind_of_orders(&Sheet::of(&tree)).unwrap_or_default(),
        told => told,
    };
    let Found { supplied, pressables, buttons, headings, data, forms, account, .. } = found;
    let sign_ins = sign_ins(&tree, &forms);
    let mut signed_in = account.signed_in;
    if let Some(supplied) = &supplied {
        kind = supplied.kind(kind, &mut because);
        signed_in = supplied.signed_in(&tree, &mut because).or(signed_in);
    }
    let parts =
        Parts { pressables: &pressables, buttons: &buttons, headings: &headings, data: data.as_ref() };
    let mut product = (kind == Kind::Product).then(|| product(&tree, &parts, &mut because));
    if let (Some(own), Some(supplied)) = (&mut product, &supplied)
        && !as_supplied(&tree, supplied, &parts, own, &mut because)
    {
        (kind, product) = (Kind::Other, None);
    }
    let (basket, placed) = match kind {
        Kind::Cart | Kind::Checkout | Kind::Cashier | Kind::Receipt | Kind::OrderList | Kind::OrderDetail => {
            bought(&tree, kind, supplied.as_ref(), &mut because)
        }
        _ => (None, Vec::new()),
    };
    let signed_in = match kind {
        Kind::Login => Some(false),
        // A list of somebody's orders is shown to nobody else.
        Kind::OrderList if !placed.is_empty() => signed_in.or(Some(true)),
        _ => signed_in,
    };
    let mut links = links(&tree, &pressables);
    if let Some(orders) = supplied.as_ref().and_then(Supplied::orders) {
        links.push(orders);
    }
    Reading {
        url: snapshot.url.clone(),
        top: snapshot.top,
        settled: snapshot.ready != "loading" && (kind != Kind::Other || snapshot.ready == "complete"),
        kind,
        supplier: supplied.as_ref().map(|supplied| supplied.profile.name.clone()),
        signed_in,
        account: account.name,
        never_cover: never_cover(&tree, kind, signed_in, &links, &sign_ins),
        sign_ins,
        keep_clear: keep_clear(&tree, &buttons, product.as_ref()),
        product,
        basket,
        step: if kind == Kind::Checkout { step(&tree) } else { String::new() },
        placed,
        buttons: told(&tree, kind, &buttons),
        links,
        frames: frames(&tree),
        evidence: because.0,
    }
}

/// How long the name of a step may become.
const STEP: usize = 300;

/// The names of the fields that a page shows, in its order.
fn step(tree: &Tree) -> String {
    let is_field = |at| {
        let is_one = matches!(tree.tag(at), "input" | "select" | "textarea");
        is_one && tree.node(at).shown && tree.attribute(at, "type") != "hidden"
    };
    let mut step = String::new();
    for at in tree.those(tree.all(), &is_field) {
        let name = tree.attribute(at, "name");
        // Choices of one name are one field; what is made for a session has another name each time.
        let is_new = !step.split(' ').any(|own| own == name);
        if is_new && !name.contains(|sign: char| sign.is_ascii_digit()) && step.len() + name.len() < STEP {
            step.push_str(name);
            step.push(' ');
        }
    }
    step
}

fn sign_ins(tree: &Tree, forms: &[Form]) -> Vec<SignIn> {
    let mut found = Vec::new();
    for form in forms {
        if form.purpose == Purpose::SignIn {
            let mut parts = Vec::new();
            for &part in &form.parts {
                parts.push(tree.node(part).handle);
            }
            found.push(SignIn { handle: tree.node(form.at).handle, parts });
        }
    }
    found
}

/// Reads the product again as its supplier's profile says; false where the page contradicts itself.
fn as_supplied(
    tree: &Tree,
    supplied: &Supplied,
    parts: &Parts,
    product: &mut Product,
    because: &mut Because,
) -> bool {
    if let Some(id) = supplied.in_address("id") {
        because.add("product_id", "profile", id);
        product.id = Some(id.to_owned());
    }
    if let Some(layout) = supplied.layout {
        lay_out(tree, layout, parts.pressables, product, because);
    }
    supplied.profile.state.as_ref().is_none_or(|state| take_state(tree, state, product, because))
}

/// What a page past the product lists: what is about to be bought, or the orders that were placed.
/// A cashier has both, since its order exists already.
fn bought(
    tree: &Tree,
    kind: Kind,
    supplied: Option<&Supplied>,
    because: &mut Because,
) -> (Option<Basket>, Vec<Placed>) {
    let sheet = Sheet::of(tree);
    let lists = matches!(kind, Kind::OrderList | Kind::OrderDetail);
    let basket = if lists { None } else { basket(&sheet, because) };
    let orders = !matches!(kind, Kind::Cart | Kind::Checkout);
    let zone = FixedOffset::east_opt(tree.page.zone * 60).unwrap_or(Utc.fix());
    (basket, if orders { placed(&sheet, kind, supplied, zone, because) } else { Vec::new() })
}
