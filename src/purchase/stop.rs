//! Why a purchase stops, and what the person can decide.

use crate::json::Json;

use crate::order::{Currency, LineId, Money, Quantity, Time};
use crate::page::{Amount, Placed};

/// Why a purchase stopped. Nothing on the page was touched unless it says so.
#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "why")]
pub enum Stop {
    /// The page is not recognised; goes on when it changes.
    NotRecognised,
    /// The page shows another product than the order's.
    OtherProduct {
        /// Its title.
        found: String,
    },
    /// A captcha or another check; goes on when it is passed.
    Captcha,
    /// The product is gone.
    Gone,
    /// The variant or product is sold out.
    SoldOut {
        /// The line.
        line: LineId,
    },
    /// There is less than the order wants.
    TooFew {
        /// The line.
        line: LineId,
        /// In stock.
        stock: Quantity,
        /// Wanted.
        wanted: Quantity,
    },
    /// Below the minimum or off the step.
    Quantity {
        /// The line.
        line: LineId,
        /// Wanted.
        wanted: Quantity,
        /// The smallest quantity.
        minimum: Option<Quantity>,
        /// Quantities must be a multiple of this.
        step: Option<Quantity>,
    },
    /// The unit price is over the limit; or the line has no limit.
    Price {
        /// The line.
        line: LineId,
        /// The page's price of one at this quantity.
        found: Amount,
        /// The limit for one of what the supplier sells, if there is one.
        limit: Option<Money>,
        /// How many of them are to be bought.
        #[json(default)]
        count: Quantity,
    },
    /// The page's price is in another currency than the limit.
    Currency {
        /// The line.
        line: LineId,
        /// The page's, where it tells.
        found: Option<Currency>,
        /// The limit's.
        limit: Currency,
    },
    /// No price could be read.
    NoPrice {
        /// The line.
        line: LineId,
    },
    /// The order's variant is not offered here.
    NoOption {
        /// The line.
        line: LineId,
        /// The axis in the order's or the page's words.
        axis: String,
        /// The option in the order's words; empty where the order names none.
        wanted: String,
        /// What the page offers: the person may pick one.
        offered: Vec<Candidate>,
        /// The person picked before, and the supplier has changed its variants since.
        #[json(default)]
        changed: bool,
    },
    /// The ERP's unit is not a piece, and how many pieces it has is not known.
    Unit {
        /// The line.
        line: LineId,
        /// The unit.
        unit: String,
    },
    /// One of what the supplier sells was said to hold several pieces, and its variants have changed since.
    Holds {
        /// The line.
        line: LineId,
        /// How many pieces it was said to hold.
        before: u32,
    },
    /// The page says that one of what it sells has several pieces, and the order's words do not.
    PackTold {
        /// The line.
        line: LineId,
        /// How many pieces it says.
        pieces: u32,
    },
    /// Something lies over what is to be pressed; goes on when it is gone.
    Covered,
    /// What was filled does not stand on the page.
    NotTaken {
        /// What differs, for the person.
        what: String,
    },
    /// Somebody else buys this order.
    ClaimedBy {
        /// Who.
        by: String,
        /// Until when.
        until: Time,
    },
    /// The order is bought or cancelled already.
    NotOpen {
        /// The ERP's status.
        status: String,
    },
    /// The ERP could not be asked.
    Erp {
        /// What it said, or what failed.
        said: String,
    },
    /// The browser opened no tab.
    NotOpened {
        /// What it said.
        said: String,
    },
    /// The browser could not store what happened.
    NotStored {
        /// What it said.
        said: String,
    },
    /// The supplier's tab was closed.
    TabClosed,
    /// A host of this purchase to which there is no access.
    Host {
        /// The match pattern to ask for.
        host: String,
    },
    /// The line has no usable address of the supplier's page.
    NoAddress {
        /// The line.
        line: LineId,
        /// What stands there.
        found: String,
    },
    /// Found orders that may be this purchase's; the person says which.
    WhichNumber {
        /// What was found.
        found: Vec<Placed>,
    },
    /// An order number was found that already belongs to another purchase order.
    NumberTaken {
        /// The supplier order number.
        number: String,
        /// The purchase order that has it.
        by: String,
        /// What was found: where it serves both orders, it is recorded for this one, too.
        #[json(default)]
        found: Vec<Placed>,
    },
}

impl Stop {
    /// Whether it may be no more than a page that is still being made: what is missing may come. What
    /// a page says, such as a price, a smallest quantity or that it asks for a person, is certain.
    pub(super) fn may_heal(&self) -> bool {
        matches!(
            self,
            Self::NotRecognised
                | Self::OtherProduct { .. }
                | Self::NoOption { .. }
                | Self::Holds { .. }
                | Self::PackTold { .. }
                | Self::NoPrice { .. }
                | Self::SoldOut { .. }
                | Self::TooFew { .. }
        )
    }

    /// Whether it is about what is chosen on the page of a product.
    pub(super) fn is_about_goods(&self) -> bool {
        matches!(
            self,
            Self::SoldOut { .. }
                | Self::TooFew { .. }
                | Self::Quantity { .. }
                | Self::Price { .. }
                | Self::NoPrice { .. }
                | Self::NoOption { .. }
                | Self::Unit { .. }
                | Self::Holds { .. }
                | Self::PackTold { .. }
                | Self::NotTaken { .. }
        )
    }

    /// The reason, for the log.
    pub(super) fn phrase(&self) -> &'static str {
        match self {
            Self::NotRecognised => "stopped: page not recognised",
            Self::OtherProduct { .. } => "stopped: another product",
            Self::Captcha => "stopped: captcha",
            Self::Gone => "stopped: product gone",
            Self::SoldOut { .. } => "stopped: sold out",
            Self::TooFew { .. } => "stopped: too few in stock",
            Self::Quantity { .. } => "stopped: quantity not allowed",
            Self::Price { .. } => "stopped: price over the limit, or no limit",
            Self::Currency { .. } => "stopped: another currency",
            Self::NoPrice { .. } => "stopped: no price read",
            Self::NoOption { .. } => "stopped: option not offered, or in doubt",
            Self::Unit { .. } => "stopped: pieces in a unit not known",
            Self::Holds { .. } => "stopped: pieces in one of the supplier's to be confirmed",
            Self::PackTold { .. } => "stopped: sold in packs that the order does not name",
            Self::Covered => "stopped: options covered",
            Self::NotTaken { .. } => "stopped: page differs from the order",
            Self::ClaimedBy { .. } => "stopped: claimed by somebody else",
            Self::NotOpen { .. } => "stopped: order not open",
            Self::Erp { .. } => "stopped: ERP not asked",
            Self::NotOpened { .. } => "stopped: no tab opened",
            Self::NotStored { .. } => "stopped: could not be stored",
            Self::TabClosed => "stopped: tab closed",
            Self::Host { .. } => "stopped: no access to a host",
            Self::NoAddress { .. } => "stopped: line without an address",
            Self::WhichNumber { .. } => "stopped: order number in doubt",
            Self::NumberTaken { .. } => "stopped: order number taken",
        }
    }
}

/// One thing to pick.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub struct Candidate {
    /// Index of the axis on the page; behind the last one for a row.
    pub axis: usize,
    /// The option in the page's words.
    pub label: String,
    /// The page's id of the option.
    pub id: Option<String>,
}

/// What the person decides, in the popup or in the purchase's own window.
#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "decision")]
pub enum Decision {
    /// Buy this line at this unit price.
    AcceptPrice {
        /// The line.
        line: LineId,
        /// The unit price that was shown.
        price: Amount,
    },
    /// This option is the order's.
    Pick {
        /// The line.
        line: LineId,
        /// The option.
        candidate: Candidate,
        /// Pieces in one of it, where the person says so.
        holds: Option<u32>,
    },
    /// One unit of the ERP has this many pieces.
    Pack {
        /// The line.
        line: LineId,
        /// Pieces.
        pieces: u32,
        /// Pieces in one of the supplier's, where the person says so.
        holds: Option<u32>,
    },
    /// One of what the supplier sells has this many pieces.
    Holds {
        /// The line.
        line: LineId,
        /// Pieces.
        pieces: u32,
    },
    /// What was picked for this line, now or before, is not it.
    PickAgain {
        /// The line.
        line: LineId,
    },
    /// Look at the page as it is now, and try again.
    TryAgain,
    /// Open the page (again).
    Open,
    /// These supplier orders are this purchase's.
    FoundIt {
        /// Their numbers, among those that were found.
        numbers: Vec<String>,
        /// They serve several purchase orders.
        shared: bool,
    },
    /// Nothing was placed by the presses so far.
    NotPlaced,
    /// Give the purchase up and the claim back.
    GiveUp,
}
