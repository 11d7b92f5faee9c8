//! Cards: other products that a page offers beside its own.

use super::sold_out::says_gone;
use crate::page::text::chars::{DIGIT, LETTER};
use crate::page::text::money::tells_money;
use crate::page::text::product_id::id_in_address;
use crate::page::tree::{At, Tree};

/// Whether an element belongs to a card: it stands in a link to another page, or in one of several
/// like elements that each lead to a page of their own.
pub fn in_card(tree: &Tree, at: At) -> bool {
    tree.outer(at, &|outer| tree.tag(outer) == "a" && tree.leads(outer).is_some()).is_some()
        || tree.near_outer(at, 7, &|outer| is_card(tree, outer)).is_some()
}

fn is_card(tree: &Tree, at: At) -> bool {
    let Some(list) = tree.parent(at).filter(|_| is_small(tree, at)) else { return false };
    let Some(target) = first_target(tree, at) else { return false };
    let (mut targets, mut others, mut other) = (0, 0, at);
    for beside in tree.children(list) {
        if tree.tag(beside) == tree.tag(at)
            && are_alike(tree, at, beside)
            && let Some(its) = first_target(tree, beside)
        {
            targets += 1;
            if its != target {
                (others, other) = (others + 1, beside);
            }
        }
    }
    // A header and a footer lead elsewhere too, but not each to one page. Two may be two columns, too.
    let several = others >= 2 && targets >= 3 || targets == 2 && others == 1 && are_a_pair(tree, at, other);
    several && !holds_only_title(tree, at) && !is_labelled_row(tree, at)
}

/// Two that are called alike, or are entries of a list, and each sell something.
fn are_a_pair(tree: &Tree, one: At, other: At) -> bool {
    let class = tree.attribute(one, "class");
    let alike =
        if class.is_empty() { tree.tag(one) == "li" } else { class == tree.attribute(other, "class") };
    alike && shows_price(tree, one) && shows_price(tree, other)
}

fn shows_price(tree: &Tree, at: At) -> bool {
    let priced = |at: At| {
        let node = tree.node(at);
        node.shown
            && node.text.len() < 30
            && node.text.contains(DIGIT)
            && tells_money(&node.text, &tree.signs)
    };
    tree.subtree(at).len() <= 80 && tree.first(tree.subtree(at), &priced).is_some()
}

/// A row of a table that begins with words before it leads anywhere is a label with its value.
fn is_labelled_row(tree: &Tree, at: At) -> bool {
    let words = |at: At| tree.node(at).shown && tree.node(at).text.contains(LETTER);
    let link = tree.leading_in(at).first().copied().unwrap_or(at);
    tree.tag(at) == "tr" && tree.first(at..link, &words).is_some()
}

/// Whether an element belongs to goods that a page offers instead of its own, which it says are gone or sold
/// out: the little around it leads to another product first.
pub fn is_successor(tree: &Tree, at: At) -> bool {
    let own = id_in_address(&tree.page.url);
    let leads_away = |link: At| {
        let id = tree.leads(link).and_then(id_in_address);
        tree.node(link).shown && id.is_some() && id != own && !tree.label(link).is_empty()
    };
    let is_title = |at: At| tree.tag(at) == "h1";
    for outer in tree.outward(at).take(7) {
        let inside = tree.subtree(outer);
        if inside.len() > 40 || tree.first(inside.clone(), &is_title).is_some() {
            return false;
        }
        let leading = tree
            .leading_in(outer)
            .iter()
            .any(|link| (*link < at || tree.contains(at, *link)) && leads_away(*link));
        if leading {
            let says = |at: At| {
                let node = tree.node(at);
                node.shown && !node.text.is_empty() && says_gone(&node.text) && !in_card(tree, at)
            };
            let gone = tree.gone.get_or_init(|| tree.those(tree.all(), &says));
            return gone.iter().any(|at| !inside.contains(at));
        }
    }
    false
}

/// What holds the page's one and only `h1` is what the page is about.
fn holds_only_title(tree: &Tree, at: At) -> bool {
    let is_title = |inner: At| tree.tag(inner) == "h1" && tree.node(inner).shown;
    matches!(tree.those(tree.all(), &is_title).as_slice(), [only] if tree.contains(at, *only))
}

/// Cards of one list share a class, or have none.
fn are_alike(tree: &Tree, one: At, other: At) -> bool {
    let (own, its) = (tree.attribute(one, "class"), tree.attribute(other, "class"));
    own == its || own.split_whitespace().any(|class| its.split_whitespace().any(|other| other == class))
}

/// A card leads to hardly more than one page.
fn is_small(tree: &Tree, at: At) -> bool {
    let links = tree.leading_in(at);
    if links.len() > 40 {
        return false;
    }
    let mut targets: Vec<&str> = Vec::new();
    for link in links {
        let target = tree.attribute(*link, "href");
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets.len() <= 4
}

fn first_target<'a>(tree: &Tree<'a>, at: At) -> Option<&'a str> {
    tree.leading_in(at).first().map(|link| tree.attribute(*link, "href"))
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;
    use crate::page::{ButtonRole, Kind, Reading};

    fn read_of(html: &str) -> Reading {
        read(&page("https://shop.example/product/88", &format!("<body>{html}</body>")))
    }

    fn price(reading: &Reading) -> Option<String> {
        reading.product.as_ref()?.price.map(|price| price.amount.to_string())
    }

    #[test]
    fn two_other_products_are_no_reason_to_buy_what_is_gone() {
        let card = |name: &str| {
            format!(
                "<div class=card><a href=/product/{name}><h3>{name}</h3></a><p>$89.00</p><button>Add to cart</button></div>"
            )
        };
        let two = card("lamp") + &card("shade");
        let gone = read_of(&format!("<h1>This product is no longer available.</h1><div>{two}</div>"));
        assert_eq!(gone.kind, Kind::Gone);
        let own = "<h1>Mug</h1><p>$12.80</p><button>Add to cart</button>";
        let beside = read_of(&format!("<div>{two}</div>{own}"));
        assert_eq!(price(&beside).as_deref(), Some("12.80"));
        let buttons = beside.buttons.iter().filter(|button| button.role == ButtonRole::AddToCart);
        assert_eq!(buttons.count(), 1);
    }

    #[test]
    fn two_columns_of_a_product_are_no_cards() {
        let html = "<div><div class=col><a href=/mug.jpg><img></a></div><div class=col><h2>Mug</h2><a href=/brand>Clay</a><p>$12.80</p><button>Add to cart</button></div></div>";
        let reading = read_of(html);
        assert_eq!((reading.kind, price(&reading).as_deref()), (Kind::Product, Some("12.80")));
    }

    #[test]
    fn a_row_with_a_label_and_a_link_behind_it_is_no_card() {
        let row = |label: &str, value: &str| {
            format!("<tr><td><b>{label}</b> {value} <a href=/help/{label}>more</a></td></tr>")
        };
        let rows = [
            row("Price", "<span class=price>$12.80</span>"),
            row("Delivery", "2 days"),
            row("Coupon", "yes"),
        ];
        let reading =
            read_of(&format!("<h2>Mug</h2><table>{}</table><button>Buy now</button>", rows.concat()));
        assert_eq!(price(&reading).as_deref(), Some("12.80"));
    }

    #[test]
    fn what_is_offered_instead_is_not_the_product() {
        let other =
            "<div><a href=/product/99>Mug with a lid</a><p>$15.99</p><button>Add to cart</button></div>";
        let gone = read_of(&format!("<h1>Mug</h1><p>No longer available</p><p>Replaced by:</p>{other}"));
        let product = gone.product.as_ref().unwrap();
        assert!(product.sold_out && product.price.is_none() && gone.buttons.is_empty());
        let sold = read_of(&format!("<h1>Mug</h1><p>$12.80</p><button>Add to cart</button>{other}"));
        assert_eq!(price(&sold).as_deref(), Some("12.80"));
    }
}
