//! Variants as rows, each with a price, a stock and a quantity of its own, as wholesale sites have.

use super::matrix::matrix;
use super::option_groups::id_of;
use super::option_note::{LEFT, told_stock};
use super::quantity::Found;
use crate::order::Quantity;
use crate::page::Row;
use crate::page::controls::barred;
use crate::page::text::chars::WORD;
use crate::page::text::fold::fold;
use crate::page::text::money::amounts;
use crate::page::text::numbers::whole_numbers;
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};

/// A row with its element.
#[derive(Debug, Clone)]
pub struct FoundRow {
    /// The element.
    pub at: At,
    /// What it says.
    pub row: Row,
}

/// The rows that the quantity controls stand in; empty where the page has one quantity for all.
pub fn rows(tree: &Tree, quantities: &[Found]) -> Vec<FoundRow> {
    if let Some(cells) = matrix(tree, quantities) {
        return cells;
    }
    let mut found: Vec<FoundRow> = Vec::new();
    for one in quantities {
        found.extend(row(tree, one, quantities));
    }
    let Some(first) = found.first() else { return Vec::new() };
    let list = tree.parent(first.at);
    let alike = found.iter().all(|row| tree.parent(row.at) == list && tree.tag(row.at) == tree.tag(first.at));
    // One row alone is a row only where it names a variant with a price of its own.
    // or stands beside such as are sold out.
    let told = found.len() > 1 || found.iter().all(|row| row.row.price.is_some() && row.row.stock.is_some());
    if !alike || found.len() != quantities.len() {
        return Vec::new();
    }
    let all = with_sold_out(tree, list, found);
    if told || all.len() > 1 { all } else { Vec::new() }
}

/// The largest element around a quantity that holds no other quantity and looks like a row.
fn row(tree: &Tree, one: &Found, all: &[Found]) -> Option<FoundRow> {
    let others = |at: At| all.iter().any(|other| other.at != one.at && tree.contains(at, other.at));
    let at = if all.len() > 1 {
        let mut widest = None;
        for outer in tree.ancestors(one.at) {
            if others(outer) {
                break;
            }
            widest = Some(outer);
        }
        widest?
    } else {
        let is_row = |at: At| matches!(tree.tag(at), "tr" | "li") || tree.attribute(at, "role") == "row";
        tree.near_outer(one.at, 5, &is_row)?
    };
    let row = describe(tree, at, Some(one));
    (!row.labels.is_empty()).then_some(FoundRow { at, row })
}

/// Rows beside the others that have no quantity because nothing is left of them.
fn with_sold_out(tree: &Tree, list: Option<At>, found: Vec<FoundRow>) -> Vec<FoundRow> {
    let (Some(list), Some(first)) = (list, found.first()) else { return found };
    let tag = tree.tag(first.at);
    let mut all: Vec<FoundRow> = Vec::new();
    let mut found = found.into_iter().peekable();
    for at in tree.children(list) {
        if !tree.node(at).shown || tree.tag(at) != tag {
            continue;
        }
        match found.next_if(|row| row.at == at) {
            Some(row) => all.push(row),
            None => {
                let row = describe(tree, at, None);
                if !row.labels.is_empty() && row.sold_out {
                    all.push(FoundRow { at, row });
                }
            }
        }
    }
    all
}

/// What a row says, or a cell.
pub fn describe(tree: &Tree, at: At, one: Option<&Found>) -> Row {
    let mut row = Row {
        id: id_of(tree, at).or_else(|| one.and_then(|one| id_of_field(tree, one.at))),
        quantity: one.map(|one| one.control.clone()),
        sold_out: barred(tree, at),
        ..Row::default()
    };
    let steppers = |inner: At| {
        let handle = Some(tree.node(inner).handle);
        one.is_some_and(|one| {
            inner == one.at
                || tree.tag(inner) != "#text" && (handle == one.control.minus || handle == one.control.plus)
        })
    };
    for cell in cells(tree, at, &steppers) {
        let text = tree.text_without(cell, &|inner| steppers(inner) || tree.node(inner).struck);
        if text.is_empty() || tree.node(cell).struck || Word::Quantity.is(&text) {
            continue;
        }
        let money = amounts(&text, &tree.signs);
        if let Some(price) = money.iter().find(|found| found.marked) {
            if row.price.is_none() && money.len() == 1 {
                row.price = Some(price.amount);
            }
        } else if Word::SoldOut.within(&text) {
            row.sold_out = true;
        } else if let Some(stock) = stock(tree, cell, &text) {
            row.stock = Some(stock);
        } else if plain(&text).contains(WORD) {
            let whole = tree.attribute(cell, "title");
            row.labels.push(if whole.is_empty() { text } else { whole.to_owned() });
        }
    }
    row.sold_out |= row.stock.is_some_and(|stock| stock.is_zero());
    row
}

/// The smallest parts of a row that hold words of their own.
fn cells(tree: &Tree, at: At, left_out: &dyn Fn(At) -> bool) -> Vec<At> {
    let mut found = Vec::new();
    let mut from = at;
    for inner in tree.subtree(at) {
        if inner < from {
            continue;
        }
        let node = tree.node(inner);
        if left_out(inner) || !node.shown {
            from = tree.subtree(inner).end;
            continue;
        }
        let children = tree.children(inner);
        let leaf = !node.text.is_empty()
            || children.iter().any(|child| tree.tag(*child) == "#text" && tree.node(*child).shown);
        if leaf && (inner != at || children.is_empty()) {
            found.push(inner);
            from = tree.subtree(inner).end;
        } else if node.tag == "img" && !tree.attribute(inner, "alt").is_empty() && tree.text(at).is_empty() {
            found.push(inner);
        }
    }
    found
}

/// `库存 120`, `120 in stock`, or a bare number under the heading of a column of stocks.
pub fn stock(tree: &Tree, cell: At, text: &str) -> Option<Quantity> {
    let says = |form: &str| form != LEFT || told_stock(text).is_some();
    let called = Word::Stock.find(text).is_some_and(says) || column_is(tree, cell, Word::Stock);
    match whole_numbers(&fold(text)).as_slice() {
        [number] if called => Some(*number),
        _ => None,
    }
}

/// Whether the head of a cell's column has a word.
pub fn column_is(tree: &Tree, cell: At, word: Word) -> bool {
    head_of(tree, cell).is_some_and(|head| word.within(&tree.text(head)))
}

/// The cell at the head of a cell's column.
fn head_of(tree: &Tree, cell: At) -> Option<At> {
    let cell = tree.outward(cell).take(4).find(|at| tree.tag(*at) == "td")?;
    let row = tree.parent(cell)?;
    let column = tree.children(row).iter().position(|at| *at == cell)?;
    let table = tree.outer(row, &|at| tree.tag(at) == "table")?;
    let is_head =
        |at: At| tree.tag(at) == "tr" && tree.children(at).iter().any(|cell| tree.tag(*cell) == "th");
    let head = tree.first(tree.subtree(table), &is_head)?;
    tree.children(head).get(column).copied()
}

/// An id that the quantity's own field carries.
fn id_of_field(tree: &Tree, at: At) -> Option<String> {
    id_of(tree, at).filter(|id| tree.node(at).value.as_ref() != Some(id))
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    #[test]
    fn each_row_has_its_label_price_stock_and_quantity() {
        let html = r#"<body><h1>Bolt</h1><ul>
            <li data-sku="71"><span title="M4 × 10">M4</span><b>¥1.20</b><i>库存 120</i><div><button>-</button><input value=0><button>+</button></div></li>
            <li data-sku="72"><span title="M5 × 10">M5</span><b>¥1.50</b><i>库存 80</i><div><button>-</button><input value=3><button>+</button></div></li>
            <li data-sku="73"><span>M6 × 10</span><b>¥1.90</b><i>已售罄</i></li>
            </ul><button>加入购物车</button></body>"#;
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        let rows: Vec<_> = product
            .rows
            .iter()
            .map(|row| {
                let quantity = row.quantity.as_ref().and_then(|field| field.value);
                (
                    row.labels.join("/"),
                    row.id.clone().unwrap(),
                    row.price.unwrap().amount,
                    row.sold_out,
                    quantity,
                )
            })
            .collect();
        let price = |cents: i64| rust_decimal::Decimal::new(cents, 2);
        assert_eq!(rows[0], ("M4 × 10".to_owned(), "71".to_owned(), price(120), false, Some(0.into())));
        assert_eq!(rows[1], ("M5 × 10".to_owned(), "72".to_owned(), price(150), false, Some(3.into())));
        assert_eq!(rows[2], ("M6 × 10".to_owned(), "73".to_owned(), price(190), true, None));
        assert_eq!(product.rows[0].stock, Some(120.into()));
        assert_eq!(product.quantity, None);
    }

    #[test]
    fn a_side_is_no_stock() {
        let html = r#"<body><h1>Hinge, left, 90°</h1><ul>
            <li><span>Left, 90 mm</span><b>¥1.20</b><input name=qty value=0></li>
            <li><span>Left, 60 mm</span><b>¥1.50</b><i>only 3 left</i><input name=qty value=0></li></ul>
            <button>Add to cart</button></body>"#;
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        let rows: Vec<_> = product.rows.iter().map(|row| (row.labels.join("/"), row.stock)).collect();
        assert_eq!(rows, [("Left, 90 mm".to_owned(), None), ("Left, 60 mm".to_owned(), Some(3.into()))]);
        assert_eq!(product.stock, None);
    }

    #[test]
    fn a_column_is_told_by_its_head() {
        let html = r#"<body><h1>Bolt</h1><table><tr><th>Size</th><th>Price</th><th>Stock</th><th>Quantity</th></tr>
            <tr><td>M4</td><td>¥1.20</td><td>120</td><td><input name=qty value=0></td></tr>
            <tr><td>M5</td><td>¥1.50</td><td>80</td><td><input name=qty value=0></td></tr></table><button>Add to cart</button></body>"#;
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        let rows: Vec<_> = product.rows.iter().map(|row| (row.labels.join("/"), row.stock)).collect();
        assert_eq!(rows, [("M4".to_owned(), Some(120.into())), ("M5".to_owned(), Some(80.into()))]);
    }
}
