//! Whether a product cannot be bought now.

use super::cards::in_card;
use super::place::ProductPlace;
use super::reader::Parts;
use crate::order::Quantity;
use crate::page::buttons::says_sold_out;
use crate::page::controls::barred;
use crate::page::evidence::Because;
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};

/// So many elements behind the title still speak of the product.
const REACH: usize = 120;
/// So many elements around the button speak of it.
const BESIDE: usize = 60;

/// Whether it cannot be bought: as the page says so in a button's place, or in words or data where no
/// button buys.
pub fn sold_out(
    tree: &Tree,
    parts: &Parts,
    place: &ProductPlace,
    stock: Option<Quantity>,
    because: &mut Because,
) -> bool {
    if !place.rows.is_empty() && place.rows.iter().all(|row| row.row.sold_out) {
        return true;
    }
    let told = parts.data.and_then(|data| data.available);
    let can_buy = place.action.is_some_and(|action| !barred(tree, action));
    // What leads elsewhere may be one of several offers, of which the data knows that one is left.
    let mut here = parts.pressables.to_vec();
    here.retain(|one| told != Some(true) || tree.leads(one.at).is_none());
    if says_sold_out(tree, &here) {
        because.add("sold_out", "control", "");
        return true;
    }
    // Data that was rendered once may lag; it counts only where nothing can be bought either.
    if can_buy {
        let text = place.action.and_then(|action| beside(tree, place, action));
        if let Some(at) = text {
            because.add("sold_out", "text", &tree.node(at).text);
        }
        return text.is_some();
    }
    // Against the page's data it counts only right behind the title.
    let title = place.title.map_or(0, |title| title.at);
    let range = if told == Some(true) { title..(title + REACH).min(tree.all().end) } else { tree.all() };
    let leads = |at: At| told == Some(true) && tree.leads(at).is_some();
    let text = tree.first(range, &|at| {
        let node = tree.node(at);
        node.shown && says_gone(&node.text) && !in_card(tree, at) && !is_option(tree, at) && !leads(at)
    });
    if let Some(at) = text {
        because.add("sold_out", "text", &tree.node(at).text);
        return true;
    }
    if stock.is_some_and(|stock| stock.is_zero()) {
        because.add("sold_out", "stock", "0");
        return true;
    }
    // Where some options are barred and others are not, it is the barred ones that are sold out.
    let is_partly = place.axes.iter().any(|axis| {
        let barred = axis.axis.options.iter().filter(|option| option.disabled).count();
        barred > 0 && barred < axis.axis.options.len()
    });
    if told == Some(false) && !is_partly {
        because.add("sold_out", parts.data.map_or("meta", |data| data.from), "");
        return true;
    }
    false
}

/// Words for it right beside a button that still seems to work, as where scripts would have barred it.
fn beside(tree: &Tree, place: &ProductPlace, action: At) -> Option<At> {
    let around = tree.outward(action).take_while(|outer| tree.subtree(*outer).len() <= BESIDE).last()?;
    tree.first(tree.subtree(around), &|at| {
        let node = tree.node(at);
        node.shown
            && (Word::SoldOut.is(&node.text) || node.text.chars().count() <= 40 && says_and_where(&node.text))
            && !place.apart.iter().any(|apart| tree.contains(*apart, at))
            && !is_option(tree, at)
    })
}

/// Says that it is sold out and hardly more; "not available for collection" is another matter.
pub fn says_so(text: &str) -> bool {
    let count = text.chars().count();
    Word::SoldOut.is(text) || count <= 16 && Word::SoldOut.within(text) || count <= 40 && says_and_where(text)
}

/// Says that it is sold out, or sold no more.
pub fn says_gone(text: &str) -> bool {
    text.len() <= 160 && (says_so(text) || Word::Gone.is(text))
}

/// `Currently unavailable online`: one word behind it, which is no condition.
fn says_and_where(text: &str) -> bool {
    let rest = Word::SoldOut.strip(&plain(text));
    rest.is_some_and(|rest| rest.starts_with(' ') && rest.split_whitespace().count() == 1)
}

fn is_option(tree: &Tree, at: At) -> bool {
    matches!(tree.tag(at), "option" | "label")
        || tree.pressable(at)
        || tree.near_outer(at, 2, &|outer| tree.pressable(outer)).is_some()
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    fn is(inner: &str) -> bool {
        let html = format!("<body><h1>Mug</h1><p>¥12.80</p><input name=qty value=1>{inner}</body>");
        read(&page("https://shop.example/item/88", &html)).product.unwrap().sold_out
    }

    #[test]
    fn a_product_is_sold_out_where_the_page_says_so() {
        for inner in [
            "<p>已售罄</p>",
            "<p><b>No longer available</b></p>",
            "<button disabled>Sold out</button>",
            "<p>Currently unavailable online</p><button disabled>Add to cart</button>",
            "<div><button>Add to cart</button><p>Currently unavailable online</p></div>",
            "<p>库存：0</p><button disabled>加入购物车</button>",
        ] {
            assert!(is(inner), "{inner}");
        }
        for inner in [
            "<label>Size<select><option>S</option><option>M (sold out)</option></select></label><button>Buy now</button>",
            "<div><b>Size</b><button>S</button><button>M - sold out</button></div><button disabled>Buy now</button>",
            "<p>Not available for collection</p><button>Buy now</button>",
        ] {
            assert!(!is(inner), "{inner}");
        }
    }

    #[test]
    fn data_says_it_only_where_nothing_can_be_bought() {
        let data = r#"<script type="application/ld+json">{"@type":"Product","name":"Mug","offers":{"price":"12.80","availability":"OutOfStock"}}</script>"#;
        assert!(is(data));
        assert!(!is(&format!("{data}<button>Buy now</button>")));
        let sizes = "<div><b>Size</b><button>S</button><button disabled>M</button></div>";
        assert!(!is(&format!("{data}{sizes}")));
    }

    #[test]
    fn another_shops_offer_that_is_sold_out_leaves_the_others() {
        let data = r#"<script type="application/ld+json">{"@type":"Product","name":"Mug","offers":{"price":"12.80","availability":"InStock"}}</script>"#;
        assert!(!is(&format!("{data}<a href=/offers/2>Out of stock</a>")));
        assert!(is(&format!("{data}<button>Out of stock</button>")));
    }
}
