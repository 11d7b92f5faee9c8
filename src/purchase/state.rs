//! What is kept of a purchase.

use crate::json::Json;

use super::{Asked, Stop};
use crate::order::{Claim, LineId, OrderKey, PurchaseOrder, ReportId, Time};
use crate::page::ButtonRole;

/// A purchase's id: a UUID that the extension made; the ERP's claim carries it.
pub type PurchaseId = String;

/// A browser tab. Holds for one browser session only.
pub type TabId = i32;

/// One purchase of one purchase order by one purchaser in one tab and the tabs that it opened.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Purchase {
    /// Its id.
    pub id: PurchaseId,
    /// Which order, in which ERP.
    pub key: OrderKey,
    /// The order as the ERP gave it when it was claimed.
    pub order: PurchaseOrder,
    /// Where the purchase stands.
    pub stage: Stage,
    /// The supplier's pages to visit, one after the other.
    pub tasks: Vec<Task>,
    /// Index of the page at hand in `tasks`.
    pub at: usize,
    /// Its tab, while it has one.
    pub tab: Option<TabId>,
    /// Tabs that were there before its page was opened, as long as it is being opened: whichever has
    /// them is the person's.
    pub before: Option<Vec<TabId>>,
    /// Tabs that its tab opened.
    pub tabs: Vec<TabId>,
    /// The browser session in which the tab ids hold.
    pub session: String,
    /// The claim in the ERP, as last read back.
    pub claim: Option<Claim>,
    /// When the claim that was last read back was asked for: milliseconds by a clock that nobody sets. Nothing
    /// where that was in another life of the background.
    #[json(default)]
    pub claim_ticks: Option<u64>,
    /// The panels that are shown, by tab: the token with which each proves that it is the one of the
    /// document at hand. Another document in the tab has another.
    #[json(default)]
    pub panels: Vec<(TabId, String)>,
    /// What was found on the page at hand, against what the order says.
    pub found: Found,
    /// The tab that was opened behind to look an order up.
    pub looking_up: Option<TabId>,
    /// Numbers that were recorded as the page after buying showed them, and that are still to be looked up in
    /// the supplier's list of orders.
    #[json(default)]
    pub unlisted: Vec<String>,
    /// The tab that was opened behind for that.
    #[json(default)]
    pub listing: Option<TabId>,
    /// Orders that were there when nothing had been pressed whose order was still to be found: host and
    /// number, with when it was seen.
    #[json(default)]
    pub seen: Vec<(String, Time)>,
    /// Who was signed in where the goods were chosen.
    #[json(default)]
    pub account: Option<String>,
    /// What the last checkout showed.
    pub checkout: Option<Checkout>,
    /// The person's presses on the supplier's buttons that may place an order, oldest first.
    pub presses: Vec<StoredPress>,
    /// What the person decided, so that it is not asked again.
    pub asked: Asked,
    /// Reports made by this purchase, and those recorded by hand while it ran.
    pub reports: Vec<ReportId>,
    /// When the person pressed Buy.
    pub started: Time,
    /// What happened, oldest first; the last 200 entries.
    pub log: Vec<LogEntry>,
}

/// Where a purchase stands, in the words that the person sees.
#[derive(Debug, Clone, PartialEq, Json)]
#[json(tag = "stage")]
pub enum Stage {
    /// The ERP is asked for the order and its claim.
    Claiming,
    /// Waits for access to the supplier's hosts.
    Permission {
        /// Match patterns such as `https://detail.1688.com/*`, for one request.
        hosts: Vec<String>,
        /// The person refused once, or took it back.
        refused: bool,
    },
    /// Waits until the keys of the ERP are unlocked.
    Locked,
    /// The supplier's page is being opened or read.
    Opening,
    /// Waits until the person has signed in.
    SignIn,
    /// Options and quantities are being filled.
    Choosing,
    /// Everything stands as the order says; the person goes on.
    Ready {
        /// What the person does next.
        turn: Turn,
    },
    /// An order was, or may have been, placed; its number is looked for.
    Placed,
    /// Every line is covered by recorded supplier orders; the ERP does not know all of it yet.
    Recorded,
    /// The ERP has confirmed.
    Confirmed,
    /// Stopped with a reason; goes on by a named action or when the page has changed.
    Paused {
        /// Why.
        stop: Stop,
    },
    /// The person gave it up.
    GivenUp,
}

impl Stage {
    /// Where it stands, for the log and for tables.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::Claiming => "claiming",
            Self::Permission { refused: false, .. } => "waits for access",
            Self::Permission { refused: true, .. } => "access refused",
            Self::Locked => "waits for the passphrase",
            Self::Opening => "opening",
            Self::SignIn => "waits for the sign-in",
            Self::Choosing => "choosing",
            Self::Ready { turn } => turn.phrase(),
            Self::Placed => "placed, or perhaps",
            Self::Recorded => "recorded",
            Self::Confirmed => "confirmed",
            Self::Paused { stop } => stop.phrase(),
            Self::GivenUp => "given up",
        }
    }
}

/// What the person does next on the supplier's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Turn {
    /// Press "buy now" or, where there is none, "add to cart".
    Buy,
    /// Press "add to cart"; more is to come.
    AddToCart,
    /// The goods are in the cart: go on to the next page of the order (the panel leads there).
    NextPage,
    /// Go to the cart (the panel leads there).
    GoToCart,
    /// Check the cart and go to the checkout.
    Cart,
    /// Check and submit.
    Submit,
    /// Pay.
    Pay,
}

impl Turn {
    fn phrase(self) -> &'static str {
        match self {
            Self::Buy => "ready to buy",
            Self::AddToCart => "ready to be added to the cart",
            Self::NextPage => "in the cart, with a page to come",
            Self::GoToCart => "in the cart",
            Self::Cart => "ready for the checkout",
            Self::Submit => "ready to be submitted",
            Self::Pay => "ready to be paid",
        }
    }
}

/// One page to visit.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Task {
    /// The product's address, as the order names it.
    pub url: String,
    /// What its page called the product when it was last looked at.
    #[json(default)]
    pub title: String,
    /// Where the variant really is, when it has a page of its own.
    pub moved: Option<String>,
    /// The lines that are bought here.
    pub lines: Vec<LineId>,
    /// The person pressed "add to cart" after everything stood as the order says.
    pub in_cart: bool,
    /// A supplier order that covers it was recorded.
    pub bought: bool,
    /// The page lets no quantity be set: that is done in the cart.
    #[json(default)]
    pub quantity_in_cart: bool,
    /// Lines that stood as the order says since the last filling, some perhaps behind another option now.
    pub proven: Vec<LineId>,
    /// Rounds of steps on the document at hand.
    pub rounds: u32,
    /// How often the last round pressed one and the same button: how far a stepper went tells its step.
    #[json(default)]
    pub presses: u32,
    /// How often the tab was led here; a shop that leads away again and again is not followed for ever.
    pub led: u32,
}

impl Task {
    /// A page to visit for these lines.
    pub fn new(url: String, lines: Vec<LineId>) -> Self {
        Self {
            url,
            title: String::new(),
            moved: None,
            lines,
            in_cart: false,
            bought: false,
            quantity_in_cart: false,
            proven: Vec::new(),
            rounds: 0,
            presses: 0,
            led: 0,
        }
    }

    /// What the page of a line called its product.
    pub(super) fn title_of<'t>(tasks: &'t [Self], line: &LineId) -> &'t str {
        tasks.iter().find(|task| task.lines.contains(line)).map_or("", |task| task.title.as_str())
    }

    /// Where its variant is bought.
    pub fn address(&self) -> &str {
        self.moved.as_deref().unwrap_or(&self.url)
    }
}

/// What was found on the page at hand, against what the order says.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Found {
    /// One entry for each thing compared, in the order of the panel.
    pub checks: Vec<Check>,
    /// Host and path of the page.
    pub page: String,
    /// Role and words of the button that the person is to press, as the page writes them.
    pub button: Option<(ButtonRole, String)>,
    /// Where the cart is, when the page links to it.
    pub cart: Option<String>,
    /// Where the person's orders are, when the page links to them.
    pub orders: Option<String>,
    /// What there is to pick among, where the person is asked to.
    pub among: String,
}

/// One thing that was compared.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Check {
    /// What it is.
    pub what: Checked,
    /// The line it belongs to, if to one.
    pub line: Option<LineId>,
    /// What the order says.
    pub expected: String,
    /// What the page says; empty where it could not be read.
    pub found: String,
    /// How the two compare.
    pub fit: Fit,
    /// When the person picked this for another purchase.
    #[json(default)]
    pub paired: Option<Time>,
}

impl Check {
    /// A comparison that belongs to a line, or to none.
    pub(super) fn new(
        what: Checked,
        line: Option<&LineId>,
        expected: String,
        found: String,
        fit: Fit,
    ) -> Self {
        Self { what, line: line.cloned(), expected, found, fit, paired: None }
    }
}

/// What was compared.
#[derive(Debug, Clone, PartialEq, Eq, Json)]
pub enum Checked {
    /// The product itself.
    Product,
    /// One axis of the variant, by name.
    Axis(String),
    /// The quantity.
    Quantity,
    /// The price of one.
    UnitPrice,
    /// The stock.
    Stock,
    /// The smallest quantity that may be ordered.
    Minimum,
    /// A row, option or line that the order does not name.
    Extra(String),
    /// The total.
    Total,
    /// The freight.
    Freight,
    /// Recipient and address.
    ShipTo,
    /// What stands behind the part of a gigantic page that was seen.
    Rest,
}

/// How found and expected compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Json)]
pub enum Fit {
    /// As the order says.
    Same,
    /// Not as the order says.
    Differs,
    /// Could not be read.
    NotChecked,
    /// Still to be chosen or filled.
    Open,
}

/// What a checkout showed before the person submitted it.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Checkout {
    /// The lines it is about.
    pub lines: Vec<LineId>,
    /// Its total, freight included.
    pub total: Option<crate::page::Amount>,
    /// Its freight.
    pub freight: Option<crate::page::Amount>,
    /// Every line was found with its quantity, and nothing differed.
    pub proven: bool,
    /// See [`Reading::step`](crate::page::Reading::step).
    #[json(default)]
    pub step: String,
}

/// A trusted press of the person on a button of the supplier's that may place an order.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct StoredPress {
    /// When.
    pub at: Time,
    /// What the button does.
    pub role: ButtonRole,
    /// Its words.
    pub label: String,
    /// Address of the document.
    pub url: String,
    /// The lines that were about to be bought.
    pub lines: Vec<LineId>,
    /// Everything had been compared and fitted.
    pub proven: bool,
    /// The total that the checkout showed, as text, if it did.
    pub total: Option<crate::page::Amount>,
    /// The freight that the checkout showed.
    pub freight: Option<crate::page::Amount>,
    /// Which step of the checkout it was.
    #[json(default)]
    pub step: String,
    /// Another document was shown in its tab after it.
    #[json(default)]
    pub page_left: bool,
    /// The supplier asked to sign in after it.
    #[json(default)]
    pub signed_out: bool,
    /// And then showed the same goods at its checkout once more.
    #[json(default)]
    pub asked_again: bool,
    /// Nobody saw it: what was written when it would have been made is lost.
    #[json(default)]
    pub lost: bool,
    /// What came of it: a report, or the person's word that nothing was placed.
    pub settled: bool,
}

/// One entry of a purchase's log.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct LogEntry {
    /// When.
    pub at: Time,
    /// What, as a short English phrase for people who look into it.
    pub what: String,
}
