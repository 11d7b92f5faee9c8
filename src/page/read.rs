//! One reading of one snapshot: asks each part in turn.

use chrono::{FixedOffset, Offset, Utc};

use super::account::account;
use super::basket_reader::basket;
use super::buttons::{buttons, told};
use super::controls::pressables;
use super::evidence::Because;
use super::headings::headings;
use super::kind::{Counts, Signs, kind};
use super::layout_reader::lay_out;
use super::links::links;
use super::order_places::kind_of_orders;
use super::placed_reader::placed;
use super::product_reader::{Parts, product};
use super::quantity::quantities;
use super::sheet::Sheet;
use super::state_reader::take_state;
use super::structured::structured;
use super::supplied::Supplied;
use super::surroundings::{frames, keep_clear, never_cover};
use super::tree::Tree;
use super::{Basket, Kind, Placed, Product, Reading, Snapshot};
use crate::supplier;

/// The names of the signs by which a document's kind is told, to find their weights.
#[cfg(not(target_arch = "wasm32"))]
pub fn signs_of_kind(snapshot: &Snapshot) -> Vec<&'static str> {
    let tree = Tree::of(snapshot);
    let pressables = pressables(&tree);
    let (buttons, headings, data) = (buttons(&tree, &pressables), headings(&tree), structured(&tree));
    let words: String = tree.text(0).chars().take(6000).collect();
    let has_quantity = !quantities(&tree, 0, &pressables).is_empty();
    let signs = Signs {
        tree: &tree,
        pressables: &pressables,
        buttons: &buttons,
        headings: &headings,
        data: data.as_ref(),
        words: &words,
        signed_in: account(&tree, &pressables, &mut Because::default()).signed_in,
        has_quantity,
        counts: Counts::default(),
    };
    super::kind::holding(&signs).into_iter().map(|(name, _)| name).collect()
}

/// What a document says. Nothing is remembered between two readings.
pub fn read(snapshot: &Snapshot) -> Reading {
    let tree = Tree::of(snapshot);
    let mut because = Because::default();
    let supplied = Supplied::find(supplier::current(), &tree);
    let pressables = pressables(&tree);
    let mut buttons = buttons(&tree, &pressables);
    if let Some(supplied) = &supplied {
        because.add("supplier", "profile", &supplied.profile.name);
        supplied.buttons(&tree, &mut buttons);
    }
    let headings = headings(&tree);
    let data = structured(&tree);
    let words: String = tree.text(0).chars().take(6000).collect();
    let account = account(&tree, &pressables, &mut because);
    let signs = Signs {
        tree: &tree,
        pressables: &pressables,
        buttons: &buttons,
        headings: &headings,
        data: data.as_ref(),
        words: &words,
        signed_in: account.signed_in,
        has_quantity: !quantities(&tree, 0, &pressables).is_empty(),
        counts: Counts::default(),
    };
    let mut kind = match kind(&signs, &mut because) {
        Kind::Other => kind_of_orders(&Sheet::of(&tree)).unwrap_or_default(),
        told => told,
    };
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
    let signed_in = if kind == Kind::Login { Some(false) } else { signed_in };
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
        never_cover: never_cover(&tree, kind, signed_in, &links),
        keep_clear: keep_clear(&tree, &buttons, product.as_ref()),
        product,
        basket,
        placed,
        buttons: told(&tree, kind, &buttons),
        links,
        frames: frames(&tree),
        evidence: because.0,
    }
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
