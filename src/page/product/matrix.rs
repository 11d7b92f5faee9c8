//! A table with one axis down, the other across, and a quantity in each cell.

use super::quantity::Found;
use super::rows::{FoundRow, describe};
use crate::page::tree::Tree;

/// The cells as rows, each with the labels of its line and its column; nothing where no table has two
/// quantities in one line, each in a cell of its own.
pub fn matrix(tree: &Tree, quantities: &[Found]) -> Option<Vec<FoundRow>> {
    let first = quantities.first()?;
    let table = tree.outer(first.at, &|at| tree.tag(at) == "table")?;
    let lines = tree.those(tree.subtree(table), &|at| tree.tag(at) == "tr" && tree.node(at).shown);
    let head = tree.children(*lines.first()?);
    let (mut found, mut placed, mut across) = (Vec::new(), 0, 0);
    for line in lines {
        let cells = tree.children(line);
        let Some(name) = cells.first().map(|cell| tree.text(*cell)) else { continue };
        let mut here = 0;
        for (column, &cell) in cells.iter().enumerate().skip(1) {
            let mut inside = quantities.iter().filter(|one| tree.contains(cell, one.at));
            let one = inside.next();
            if inside.next().is_some() {
                return None;
            }
            let mut row = describe(tree, cell, one);
            if one.is_none() && !row.sold_out {
                continue;
            }
            here += usize::from(one.is_some());
            row.labels =
                vec![name.clone(), head.get(column).map(|cell| tree.text(*cell)).unwrap_or_default()];
            found.push(FoundRow { at: cell, row });
        }
        placed += here;
        across = across.max(here);
    }
    let named = found.iter().all(|cell| cell.row.labels.iter().all(|label| !label.is_empty()));
    (across > 1 && named && placed == quantities.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    #[test]
    fn each_cell_is_the_variant_of_its_line_and_column() {
        let html = r#"<body><h1>Glove</h1><p>¥12.80</p><table><tr><th>Size</th><th>Red</th><th>Blue</th></tr>
            <tr><th>M</th><td><input name=qty value=0><small>40 in stock</small></td><td><input name=qty value=2></td></tr>
            <tr><th>L</th><td data-sku-id=77><input name=qty value=0></td><td>Sold out</td></tr></table><button>Add to cart</button></body>"#;
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        let cells: Vec<_> = product
            .rows
            .iter()
            .map(|row| (row.labels.join("/"), row.sold_out, row.quantity.as_ref().and_then(|one| one.value)))
            .collect();
        assert_eq!(cells[0], ("M/Red".to_owned(), false, Some(0.into())));
        assert_eq!(cells[1], ("M/Blue".to_owned(), false, Some(2.into())));
        assert_eq!(cells[3], ("L/Blue".to_owned(), true, None));
        assert_eq!((product.rows[0].stock, product.rows[2].id.as_deref()), (Some(40.into()), Some("77")));
    }
}
