//! A list of all variants beside the controls: what it says of the variant that is chosen now.
//!
//! Pages without scripts cannot change their price when something is chosen; they list the prices of
//! all variants instead.

use super::axes::FoundAxis;
use super::rows::{column_is, stock};
use crate::order::Quantity;
use crate::page::Amount;
use crate::page::text::money::{amount, tells_money};
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};

/// What a list of variants says of the chosen one.
#[derive(Debug, Default)]
pub struct Listed {
    /// Its unit price.
    pub price: Option<Amount>,
    /// How many there are.
    pub stock: Option<Quantity>,
}

/// The row whose cells name exactly what is chosen on every axis, if there is one such row. A number is a price
/// only with a currency or below a heading that says so: a table of sizes has numbers, too.
pub fn listed(tree: &Tree, scope: At, axes: &[FoundAxis], apart: &[At]) -> Listed {
    let mut chosen: Vec<String> = Vec::new();
    for found in axes {
        let Some(option) = found.axis.options.iter().find(|option| option.chosen) else {
            return Listed::default();
        };
        chosen.push(plain(&option.label));
    }
    if chosen.is_empty() {
        return Listed::default();
    }
    let is_row = |at: At| {
        tree.tag(at) == "tr"
            && tree.node(at).shown
            && !apart.iter().any(|apart| tree.contains(*apart, at))
            && names(tree, at, &chosen)
    };
    let rows = tree.those(tree.subtree(scope), &is_row);
    let [row] = rows.as_slice() else { return Listed::default() };
    let mut listed = Listed::default();
    let mut prices = 0;
    for cell in tree.children(*row) {
        let text = tree.text(cell);
        if let Some(stock) = stock(tree, cell, &text) {
            listed.stock = listed.stock.or(Some(stock));
        } else if !chosen.contains(&plain(&text))
            && (tells_money(&text, &tree.signs) || column_is(tree, cell, Word::Price))
            && let Some(price) = amount(&text, &tree.signs)
        {
            listed.price = Some(price);
            prices += 1;
        }
    }
    if prices > 1 {
        listed.price = None;
    }
    listed
}

fn names(tree: &Tree, row: At, chosen: &[String]) -> bool {
    let mut cells: Vec<String> = Vec::new();
    for cell in tree.children(row) {
        cells.push(plain(&tree.text(cell)));
    }
    chosen.iter().all(|label| cells.contains(label))
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    #[test]
    fn the_chosen_variant_has_the_price_of_its_row() {
        let html = r#"<body><h1>Pad</h1><form><label for=a>Paper</label><select id=a><option value=1>Plain</option><option value=2 selected>Dotted</option></select>
            <label for=q>Quantity</label><input id=q type=number value=1><button>Add to cart</button></form>
            <table><tr><th>Paper</th><th>Price</th><th>In stock</th></tr><tr><td>Plain</td><td>¥6.80</td><td>12</td></tr><tr><td>Dotted</td><td>¥7.30</td><td>34</td></tr></table></body>"#;
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        assert_eq!(product.price.map(|price| price.amount.to_string()).as_deref(), Some("7.30"));
        assert_eq!(product.stock, Some(34.into()));
    }

    #[test]
    fn a_table_of_sizes_has_no_price() {
        let product = |head: &str, price: &str| {
            let html = format!(
                "<body><h1>Shirt</h1><p class=price>€14.00</p><label for=a>Size</label><select id=a><option value=1>S</option><option value=2 selected>M</option></select>
                <label for=q>Quantity</label><input id=q type=number value=1><button>Add to cart</button>
                <table><tr><th>Size</th><th>{head}</th></tr><tr><td>S</td><td>48.5</td></tr><tr><td>M</td><td>{price}</td></tr></table></body>"
            );
            let product = read(&page("https://shop.example/p/1", &html)).product.unwrap();
            product.price.map(|price| price.amount.to_string())
        };
        assert_eq!(product("Chest", "52.5").as_deref(), Some("14.00"));
        assert_eq!(product("Price", "52.5").as_deref(), Some("52.5"), "a column of prices");
        assert_eq!(product("", "€52.50").as_deref(), Some("52.50"));
    }
}
