//! What the background tells the panel.

use crate::json::{self, Json};

use crate::message::Teaching;
use crate::order::Warehouse;
use crate::purchase::{Check, Purchase, Stage, Turn};
use crate::store::Language;
use crate::view::stage::{self, LineName};

/// What the panel shows of a purchase: no key, no address of the ERP.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct PanelView {
    /// The language to speak.
    pub language: Language,
    /// The order's number.
    pub number: String,
    /// Where the purchase stands.
    pub stage: Stage,
    /// Names of the order's lines.
    pub lines: Vec<LineName>,
    /// What was compared on the page at hand.
    pub checks: Vec<Check>,
    /// Words of the button that the person is to press.
    pub button: Option<String>,
    /// Which of how many pages this is, counted from one.
    pub page: (usize, usize),
    /// Where the goods go; only on cart and checkout, where the person needs it.
    pub ship_to: Option<Warehouse>,
    /// The note for the supplier; like the address.
    pub note: String,
    /// Supplier order numbers recorded by this purchase.
    pub numbers: Vec<String>,
    /// A press that may have placed an order is not settled.
    pub may_be_placed: bool,
    /// How often it may have been placed, where that is to be known before more is pressed.
    #[json(default)]
    pub placed: usize,
    /// Folded to a pill.
    pub folded: bool,
    /// What the person teaches, or taught last.
    #[json(default)]
    pub teaching: Option<Teaching>,
}

impl PanelView {
    /// What the panel of this purchase shows. `numbers` are the supplier order numbers of its reports.
    pub fn of(purchase: &Purchase, numbers: &[String], language: Language, folded: bool) -> Self {
        let paying = matches!(purchase.stage, Stage::Ready { turn: Turn::Cart | Turn::Submit | Turn::Pay });
        Self {
            language,
            number: purchase.order.number.clone(),
            stage: json::copy(&purchase.stage),
            lines: stage::names(&purchase.order),
            checks: purchase.found.checks.clone(),
            button: purchase.found.button.as_ref().map(|(_, label)| label.clone()),
            page: (purchase.at + 1, purchase.tasks.len()),
            ship_to: paying.then(|| purchase.order.warehouse.clone()),
            note: if paying { purchase.order.note.clone() } else { String::new() },
            numbers: numbers.to_vec(),
            may_be_placed: purchase.may_be_placed(),
            placed: match purchase.stage {
                _ if purchase.is_pressed_twice() => 2,
                Stage::Ready { .. } if purchase.is_pressed() => 1,
                _ => 0,
            },
            folded,
            teaching: None,
        }
    }
}
