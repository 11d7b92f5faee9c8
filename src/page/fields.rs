//! Labels with their values, as a page or a pasted text pairs them: `订单编号：2885…`, a term beside
//! its definition, a column's head over its cells.

use super::pieces::Pieces;
use super::tree::{At, Tree};
use crate::page::text::chars::{CharKind, DIGIT, WORD};
use crate::page::text::fold::fold;
use crate::page::text::labels::{FoundLabel, Label, label_of, labels_in};

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What the value is.
    pub label: Label,
    /// The label's words.
    pub words: String,
    /// The value's words.
    pub value: String,
    /// Where the label stands: the index of its text.
    pub text: usize,
}

/// How many texts after a bare label its value may take: `实付款`, `¥35.60`, `(含运费)`.
const REACH: usize = 3;

const GAP: CharKind = |char| matches!(char, ':' | ' ');

/// The fields of texts that follow one another. `tied` says whether a text may still belong to a
/// label that stands at the end of an earlier one.
pub fn fields_of(texts: &[&str], tied: &dyn Fn(usize, usize) -> bool) -> Vec<Field> {
    let mut found: Vec<Vec<FoundLabel>> = Vec::new();
    for text in texts {
        found.push(labels_in(text));
    }
    let mut fields = Vec::new();
    for (index, (text, labels)) in texts.iter().zip(&found).enumerate() {
        for (nth, label) in labels.iter().enumerate() {
            let next = labels.get(nth + 1).map_or(text.len(), |next| next.start);
            let mut value = text.get(label.end..next.max(label.end)).unwrap_or_default().trim().to_owned();
            let last = nth + 1 == labels.len();
            if !value.contains(WORD) && last {
                for (at, (rest, labels)) in texts.iter().zip(&found).enumerate().skip(index + 1).take(REACH) {
                    let open = labels.first().is_none_or(|first| first.start > 0);
                    if !open || !tied(index, at) {
                        break;
                    }
                    value.push(' ');
                    value.push_str(rest);
                }
                value = value.trim().to_owned();
            }
            let words = text.get(label.start..label.end).unwrap_or_default().trim();
            let words = words.trim_end_matches(GAP).to_owned();
            fields.push(Field { label: label.label, words, value, text: index });
        }
    }
    fields
}

/// A field of a page, with the element that its label (or, in a column, its value) stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageField {
    /// The field.
    pub field: Field,
    /// The element.
    pub at: At,
}

/// Everything that a page labels.
pub struct Fields {
    /// The fields in the page's order.
    pub all: Vec<PageField>,
    /// Cells under a column's head, with what the head says.
    pub columns: Vec<(At, Label)>,
    /// The heads' rows.
    heads: Vec<At>,
}

impl Fields {
    /// The fields of a page.
    pub fn of(tree: &Tree<'_>, pieces: &Pieces) -> Self {
        let (heads, columns) = columns(tree);
        let under_head = |at: At| heads.iter().any(|&head| tree.contains(head, at));
        let mut texts: Vec<&str> = Vec::new();
        let mut places: Vec<At> = Vec::new();
        for piece in pieces.all() {
            if !piece.struck && !piece.action && !under_head(piece.at) {
                texts.push(&piece.text);
                places.push(piece.at);
            }
        }
        let place = |index: usize| places.get(index).copied().unwrap_or_default();
        let tied = |label: usize, value: usize| near(tree, place(label), place(value));
        let mut all: Vec<PageField> = Vec::new();
        for field in fields_of(&texts, &tied) {
            all.push(PageField { at: place(field.text), field });
        }
        for &(cell, label) in &columns {
            let value = tree.text(cell);
            if !value.is_empty()
                && !all.iter().any(|field| tree.contains(cell, field.at) && field.field.label == label)
            {
                let field = Field { label, words: String::new(), value: fold(&value), text: usize::MAX };
                let place = all.partition_point(|before| before.at <= cell);
                all.insert(place, PageField { field, at: cell });
            }
        }
        Self { all, columns, heads }
    }

    /// The rows of column heads.
    pub fn heads(&self) -> &[At] {
        &self.heads
    }

    /// What the head of the column says that an element stands in.
    pub fn column(&self, tree: &Tree<'_>, at: At) -> Option<Label> {
        self.columns.iter().find(|(cell, _)| tree.contains(*cell, at)).map(|(_, label)| *label)
    }

    /// Whether an element stands in a row of column heads.
    pub fn is_head(&self, tree: &Tree<'_>, at: At) -> bool {
        self.heads.iter().any(|&head| tree.contains(head, at))
    }
}

/// A value stands beside its label: in the same row, pair or line, not somewhere else on the page.
fn near(tree: &Tree<'_>, label: At, value: At) -> bool {
    let Some(around) = tree.around(label, value) else { return false };
    !matches!(tree.tag(around), "body" | "html" | "main")
        && tree.steps(label, around) <= 3
        && tree.steps(value, around) <= 4
}

/// Rows of column heads, and the cells below them.
fn columns(tree: &Tree<'_>) -> (Vec<At>, Vec<(At, Label)>) {
    let mut heads: Vec<At> = Vec::new();
    let mut cells: Vec<(At, Label)> = Vec::new();
    for at in tree.all() {
        let Some(labels) = head(tree, at) else { continue };
        heads.push(at);
        for row in rows_below(tree, at) {
            let below = elements(tree, row);
            if below.len() == labels.len() && head(tree, row).is_none() {
                for (cell, label) in below.into_iter().zip(&labels) {
                    cells.extend(label.map(|label| (cell, label)));
                }
            }
        }
    }
    (heads, cells)
}

/// The rows below a row of column heads: past its own wrapper, as `thead`, and no further than the list
/// that it heads.
pub fn rows_below(tree: &Tree<'_>, head: At) -> Vec<At> {
    let wrapper = tree.parent(head).unwrap_or(head);
    let list = tree.parent(wrapper).unwrap_or(wrapper);
    tree.those(tree.subtree(head).end..tree.subtree(list).end, &|row| tree.tag(row) == tree.tag(head))
}

/// What the cells of a row of column heads say; nothing where it is no such row.
fn head(tree: &Tree<'_>, at: At) -> Option<Vec<Option<Label>>> {
    if matches!(tree.tag(at), "#text" | "dl" | "body" | "table" | "tbody" | "thead") {
        return None;
    }
    let cells = elements(tree, at);
    let pair = cells.len() == 2 && cells.iter().all(|&cell| tree.tag(cell) == "th");
    let several = (3..=12).contains(&cells.len());
    if !pair && !several {
        return None;
    }
    let mut labels = Vec::new();
    let mut named = 0;
    for &cell in &cells {
        let text = tree.text(cell);
        if text.chars().count() > 24 || text.contains(DIGIT) {
            return None;
        }
        let label = label_of(&fold(&text));
        named += usize::from(label.is_some());
        labels.push(label);
    }
    (named >= 2 && named * 2 >= cells.len()).then_some(labels)
}

/// The cells of a row.
pub fn elements(tree: &Tree<'_>, at: At) -> Vec<At> {
    let mut elements = tree.children(at);
    elements
        .retain(|&child| tree.tag(child) != "#text" && (tree.node(child).shown || tree.tag(child) == "td"));
    elements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    fn read(html: &str) -> Vec<(Label, String)> {
        let page = page("https://shop.example/", html);
        let tree = Tree::of(&page);
        let fields = Fields::of(&tree, &Pieces::of(&tree));
        fields.all.into_iter().map(|field| (field.field.label, field.field.value)).collect()
    }

    #[test]
    fn a_value_follows_its_label() {
        let expected = [(Label::Order, "2885".to_owned()), (Label::Payable, "¥35.60".to_owned())];
        for html in [
            "<p>订单编号：2885 实付款：¥35.60</p>",
            "<div><p>订单编号：<b>2885</b></p><p>实付款<em>¥</em><em>35</em><em>.60</em></p></div>",
            "<dl><dt>订单编号</dt><dd>2885</dd><dt>实付款</dt><dd>￥35.60</dd></dl>",
            "<table><tr><th>订单编号</th><td>2885</td></tr><tr><th>实付款</th><td>¥35.60</td></tr></table>",
        ] {
            assert_eq!(read(html), expected, "{html}");
        }
    }

    #[test]
    fn a_column_labels_its_cells() {
        for html in [
            "<table><thead><tr><th>Order</th><th>Date</th><th>Total</th></tr></thead><tbody><tr><td><a>#70</a></td><td>23 Nov 2026</td><td>$5.00</td></tr></tbody></table>",
            "<div><div><span>Order number</span><span>Order date</span><span>Total</span></div><div><span>#70</span><span>23 Nov 2026</span><span>$5.00</span></div></div>",
        ] {
            let values: Vec<_> = read(html).into_iter().map(|(_, value)| value).collect();
            assert_eq!(values, ["#70", "23 Nov 2026", "$5.00"], "{html}");
        }
    }
}
