//! What passes between a page of the extension and the browser that hosts it.
//!
//! A [`Page`] is pure: it is told news, changes what it remembers, says what it wants done, and
//! paints itself as a tree. `browser::host` does the rest, alike for every page.

use super::{Element, OptionsAct, PanelDoes, PopupAct, UnlockAct, WindowAct};
use crate::message::{Answer, OwnRequest, PanelRequest};
use crate::order::{OrderKey, Time};
use crate::purchase::PurchaseId;

/// A page of the extension.
pub trait Page {
    /// What it wants to begin with.
    fn start(&mut self) -> Vec<Effect>;
    /// Takes in news.
    fn hear(&mut self, news: News) -> Vec<Effect>;
    /// Takes a key press outside of what the browser does with it itself; nothing when it has no
    /// use for it.
    fn key(&mut self, _key: &Key) -> Option<Vec<Effect>> {
        None
    }
    /// What it shows; nothing until it has what the first paint needs, and the page's own HTML stays.
    fn view(&self) -> Option<Element>;
    /// Its title, as windows and screen readers name it.
    fn title(&self) -> String;
    /// The language that the page is in, for screen readers: a BCP 47 tag.
    fn language(&self) -> &'static str;
}

/// What a person does with an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Asks the background for something, as it is.
    Send(OwnRequest),
    /// Asks the browser for access to hosts, and then goes on.
    Ask {
        /// Match patterns.
        hosts: Vec<String>,
        /// What follows.
        then: Then,
    },
    /// Copies a text.
    Copy(String),
    /// Opens a purchase's own window.
    OpenWindow(PurchaseId),
    /// Opens the options.
    OpenOptions,
    /// Something in the form that asks for the passphrase.
    Unlock(UnlockAct),
    /// Something of the popup's own.
    Popup(PopupAct),
    /// Something of the panel's own.
    Panel(PanelDoes),
    /// Something of the options' own.
    Options(OptionsAct),
    /// Something of the purchase window's own.
    Window(WindowAct),
}

/// What follows on the browser's question about access.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// The order is bought; the background is told at the same time, for the popup may close
    /// under the question.
    Buy(OrderKey),
    /// The purchase that waits for it is told the answer.
    Tell(PurchaseId),
    /// This is sent if access was granted; else the page hears [`News::Denied`].
    Send(OwnRequest),
}

/// What a page is told.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The person did something; with the value of a field.
    Did(Act, String),
    /// The time, with the zone of the browser. Told at the start and every half minute.
    Clock(Time),
    /// What was read; nothing where there is no such document.
    Found(Read, Option<String>),
    /// What is kept on this computer cannot be read: why.
    Unreadable(String),
    /// All chunks of the list, as JSON.
    Rows(Vec<String>),
    /// Whose drafts are kept.
    Drafts(Vec<OrderKey>),
    /// All parcels, as JSON.
    Parcels(Vec<String>),
    /// All pairings, as JSON.
    Pairings(Vec<String>),
    /// Match patterns of the hosts to which there is access.
    Access(Vec<String>),
    /// Bytes stored.
    Space(u64),
    /// Something in the store has changed.
    Changed,
    /// The background answered.
    Answered(OwnRequest, Answer),
    /// The background answered the panel, as JSON; or did not.
    Panel(Option<String>),
    /// The person refused the access that this needed.
    Denied(OwnRequest),
    /// A file was made, and can be had at this address, and so many damaged documents are not in it; or why it was
    /// not made.
    Saved(Saving, Result<(String, u32), String>),
    /// The text was copied.
    Copied(String),
    /// The list was scrolled, or its box has another height.
    Scrolled {
        /// From the top, in CSS pixels.
        top: i32,
        /// Height of the box.
        height: i32,
    },
    /// The window has this size.
    Resized {
        /// Width in CSS pixels.
        width: i32,
        /// Height.
        height: i32,
    },
    /// An element that asked for it with `data-measure` has this height now.
    Measured(String, i32),
    /// The person drags the element with `data-drag`: so far from where it began.
    Dragged {
        /// To the right, in CSS pixels.
        x: i32,
        /// Down.
        y: i32,
        /// Let go.
        done: bool,
    },
}

/// What a page wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read something; it comes as news.
    Read(Read),
    /// Send to the background; the answer comes as news.
    Send(OwnRequest),
    /// Ask the browser for access. Only in answer to the person's click, where the browser allows it.
    Ask {
        /// Match patterns.
        hosts: Vec<String>,
        /// What follows.
        then: Then,
    },
    /// Send from the panel; the answer comes as news.
    Tell(PanelRequest),
    /// Keep a draft.
    Keep(OrderKey, String),
    /// Forget a draft.
    Forget(OrderKey),
    /// Make a file; where it can be had comes as news.
    Save(Saving),
    /// Copy a text.
    Copy(String),
    /// Open a purchase's own window.
    OpenWindow(PurchaseId),
    /// Open the options.
    OpenOptions,
    /// Put the focus on the element with this id, and select what stands in it.
    Focus(&'static str),
    /// Scroll the list so that this stretch of it is in sight.
    Reveal {
        /// Its top, from the top of the list.
        top: i32,
        /// Its height.
        height: i32,
    },
    /// Close the page.
    Close,
}

/// A file that is made of what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    /// Everything, as JSON.
    Everything,
    /// Purchases and reports as a table, with these names of its columns.
    Table(String),
}

impl Saving {
    /// How the file's name ends.
    pub fn end(&self) -> &'static str {
        match self {
            Self::Everything => "json",
            Self::Table(_) => "csv",
        }
    }
}

/// Something to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// The settings.
    Settings,
    /// What the popup paints first.
    Screen,
    /// What the person changed of what is known of suppliers.
    Suppliers,
    /// What was said of how lines are bought.
    Pairings,
    /// The whole list.
    Rows,
    /// Whose drafts are kept.
    Drafts,
    /// All parcels: whatever was recorded.
    Parcels,
    /// An order.
    Order(OrderKey),
    /// A purchase.
    Purchase(PurchaseId),
    /// A draft.
    Draft(OrderKey),
    /// Who has a supplier order number, by `host|number`.
    Number(String),
    /// The hosts to which there is access.
    Access,
    /// How much is stored.
    Space,
}

/// A key that was pressed, without Ctrl, Alt or Meta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name, as `KeyboardEvent.key`.
    pub name: String,
    /// The focus is in a field; its id, or an empty text.
    pub field: Option<String>,
    /// The focus is on something that the key itself presses.
    pub on_control: bool,
}
