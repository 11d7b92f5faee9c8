//! One reading of one snapshot: asks each part in turn.

use chrono::{FixedOffset, Offset, Utc};

use super::account::account;
use super::basket_reader::basket;
use super::buttons::{buttons, told};
use super::controls::pressables;
use super::evidence::Because;
use super::headings::headings;
#[cfg(not(target_arch = "wasm32"))]
use super::kind::holding;
use super::kind::{Counts, Signs, kind};
use super::links::links;
use super::order_places::kind_of_orders;
use super::placed_reader::placed;
use super::product_reader::{Parts, product};
use super::quantity::quantities;
use super::sheet::Sheet;
use super::structured::structured;
use super::surroundings::{frames, keep_clear, never_cover};
use super::tree::Tree;
use super::{Basket, Kind, Placed, Reading, Snapshot};

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
    holding(&signs).into_iter().map(|(name, _)| name).collect()
}

/// What a document says. Nothing is remembered between two readings.
pub fn read(snapshot: &Snapshot) -> Reading {
    let tree = Tree::of(snapshot);
    let mut because = Because::default();
    let pressables = pressables(&tree);
    let buttons = buttons(&tree, &pressables);
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
    let kind = match kind(&signs, &mut because) {
        Kind::Other => kind_of_orders(&Sheet::of(&tree)).unwrap_or_default(),
        told => told,
    };
    let parts =
        Parts { pressables: &pressables, buttons: &buttons, headings: &headings, data: data.as_ref() };
    let product = (kind == Kind::Product).then(|| product(&tree, &parts, &mut because));
    let (basket, placed) = match kind {
        Kind::Cart | Kind::Checkout | Kind::Cashier | Kind::Receipt | Kind::OrderList | Kind::OrderDetail => {
            bought(&tree, kind, &mut because)
        }
        _ => (None, Vec::new()),
    };
    let signed_in = if kind == Kind::Login { Some(false) } else { account.signed_in };
    let links = links(&tree, &pressables);
    Reading {
        url: snapshot.url.clone(),
        top: snapshot.top,
        settled: snapshot.ready != "loading" && (kind != Kind::Other || snapshot.ready == "complete"),
        kind,
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

/// What a page past the product lists: what is about to be bought, or the orders that were placed.
/// A cashier has both, since its order exists already.
fn bought(tree: &Tree, kind: Kind, because: &mut Because) -> (Option<Basket>, Vec<Placed>) {
    let sheet = Sheet::of(tree);
    let lists = matches!(kind, Kind::OrderList | Kind::OrderDetail);
    let basket = if lists { None } else { basket(&sheet, because) };
    let orders = !matches!(kind, Kind::Cart | Kind::Checkout);
    let zone = FixedOffset::east_opt(tree.page.zone * 60).unwrap_or(Utc.fix());
    (basket, if orders { placed(&sheet, kind, zone, because) } else { Vec::new() })
}
