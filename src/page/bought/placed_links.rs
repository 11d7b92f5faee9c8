//! Where the links of an order lead: to its goods, and to its own page.

use std::ops::Range;

use super::goods::is_title;
use crate::page::sheet::Sheet;
use crate::page::text::chars::CharKind;
use crate::page::text::order_number::numbers_in_address;
use crate::page::text::product_id::id_in_address;
use crate::page::text::words::Word;
use crate::page::tree::At;
use crate::page::{BasketLine, Kind};

/// Whether an address is a page of the order itself, such as its invoice, and no page of goods.
pub fn is_of_order(url: &str, number: &str) -> bool {
    const BETWEEN: CharKind = |char| matches!(char, '/' | '?');
    url.split(BETWEEN).skip(3).any(|part| part == number)
}

/// Goods without amounts, as lists of orders show them: links with words to pages of products.
pub fn goods_only(sheet: &Sheet<'_, '_>, part: &Range<At>) -> Vec<BasketLine> {
    let tree = sheet.tree;
    let mut lines: Vec<BasketLine> = Vec::new();
    for at in part.clone() {
        let Some(url) = link(sheet, at).filter(|_| tree.node(at).shown) else { continue };
        let title = tree.text(at);
        let Some(id) = id_in_address(url).filter(|_| numbers_in_address(url).is_empty()) else { continue };
        if is_title(&title) && !lines.iter().any(|line| line.id.as_ref() == Some(&id)) {
            let url = Some(url.to_owned());
            lines.push(BasketLine { title, url, id: Some(id), selected: true, ..BasketLine::default() });
        }
    }
    lines
}

/// Where a link leads.
fn link<'a>(sheet: &Sheet<'_, 'a>, at: At) -> Option<&'a str> {
    if sheet.tree.tag(at) == "a" { sheet.tree.leads(at) } else { None }
}

/// The order's own page: the link that names the number, or this very page.
pub fn own_page(sheet: &Sheet<'_, '_>, kind: Kind, part: &Range<At>, number: &str) -> Option<String> {
    let tree = sheet.tree;
    let names = |url: &str| numbers_in_address(url).iter().any(|(_, named)| named == number);
    if kind == Kind::OrderDetail && names(&tree.page.url) {
        return Some(tree.page.url.clone());
    }
    let named = tree.first(part.clone(), &|at| link(sheet, at).is_some_and(names));
    let called = |at: At| link(sheet, at).is_some() && Word::OrderDetail.is(&tree.label(at));
    let found = named.or_else(|| tree.first(part.clone(), &called))?;
    link(sheet, found).map(str::to_owned)
}
