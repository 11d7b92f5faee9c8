//! What a person can do that concerns only the page it is done in.

use crate::order::{LineId, OrderKey, ReportId};
use crate::page::Thing;
use crate::purchase::Candidate;

/// A tab of the popup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// 待采购.
    #[default]
    Buy,
    /// 采购中.
    Running,
    /// 已采购.
    Done,
    /// 手动补录.
    ByHand,
}

/// In the popup.
#[derive(Debug, Clone, PartialEq)]
pub enum PopupAct {
    /// Shows a tab.
    Show(Tab),
    /// Looks for what the field says.
    Search,
    /// Opens or closes a row.
    Open(OrderKey),
    /// Folds or unfolds a supplier's group.
    Fold(String),
    /// Records an order by hand.
    ByHand(OrderKey),
    /// Leaves the form and goes back to the choice of the order; the draft stays.
    LeaveForm,
    /// Begins to take a record back.
    BeginUndo(OrderKey, ReportId),
    /// The reason for it.
    UndoReason,
    /// Takes it back.
    Undo,
    /// Leaves it as it is.
    LeaveUndo,
    /// Begins to give a purchase up; asked once more.
    BeginGiveUp(String),
    /// Goes on with it.
    LeaveGiveUp,
    /// Something in the form.
    Form(FormAct),
}

/// In the form to record by hand.
#[derive(Debug, Clone, PartialEq)]
pub enum FormAct {
    /// The supplier order number at this place.
    Number(usize),
    /// Its amount.
    Total(usize),
    /// Its freight.
    Freight(usize),
    /// How many of a line it covers, by the line's id.
    Covers(usize, String),
    /// One more supplier order.
    AddNumber,
    /// One supplier order less.
    RemoveNumber(usize),
    /// The currency.
    Currency,
    /// When it was placed.
    Placed,
    /// The tracking number.
    Tracking,
    /// The note.
    Note,
    /// Text copied off the supplier's page.
    Paste,
    /// Takes over what was read from it.
    TakeOver,
    /// The number serves several purchase orders.
    Shared,
    /// Records.
    Record,
}

/// In the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelDoes {
    /// Folds to a pill, or unfolds.
    Fold,
    /// Opens the purchase's own window.
    Decide,
    /// Opens the form to record by hand.
    ByHand,
    /// Goes to the next page or to the cart.
    Lead,
    /// Asks whether to give up.
    AskStop,
    /// Says what is compared, to one who thinks that the product is the wrong one.
    AskWrong,
    /// Gives up.
    Stop,
    /// Does neither.
    GoOn,
    /// Opens the guide by which the person shows what is what.
    Teach,
    /// Closes it.
    TeachEnd,
    /// The person is about to point at this, or at nothing any more.
    Point(Option<Thing>),
    /// Forgets what was shown.
    Unlearn,
}

/// In the options.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionsAct {
    /// The new connection's kind of ERP.
    Kind,
    /// The name of its database.
    Database,
    /// The name that the person signs in with.
    Login,
    /// Where the address of the supplier's page comes from.
    AddressFrom,
    /// Where the supplier's SKU comes from.
    SkuFrom,
    /// Where the variant's attributes come from.
    AttributesFrom,
    /// The file that maps an ERP was typed or chosen.
    Mapping,
    /// What freight is booked to.
    FreightTo,
    /// The new connection's address.
    Address,
    /// Its key.
    Key,
    /// Its name.
    Name,
    /// The warning about plain http was read.
    PlainHttp,
    /// Tries it.
    Test,
    /// Keeps it.
    Connect,
    /// Something about the passphrase.
    Keys(KeysAct),
    /// Begins to remove a connection; asked once more.
    BeginRemove(String),
    /// Begins to erase everything; asked once more.
    BeginErase,
    /// Does neither.
    Leave,
    /// Makes a file of everything.
    ExportAll,
    /// Makes a table of purchases and reports.
    ExportTable,
    /// A file that was exported is brought: its text.
    ImportFile,
    /// Takes it in.
    ImportKeep,
    /// Leaves it.
    ImportLeave,
    /// The language.
    Language,
    /// Switches a supplier's profile on or off.
    ProfileOn(String),
    /// Edits one; a new one where the name is empty.
    ProfileEdit(String),
    /// Its text.
    ProfileText,
    /// Keeps it.
    ProfileSave,
    /// Leaves it as it was.
    ProfileLeave,
    /// Removes one of the person's own.
    ProfileRemove(String),
    /// Edits the packs of the pairing of this key.
    PairingEdit(String),
    /// Pieces in one unit of the ERP.
    PairingPieces,
    /// Pieces in one of the supplier's.
    PairingHolds,
    /// Keeps them.
    PairingSave,
    /// Begins to forget the pairing of this key; asked once more.
    PairingForget(String),
    /// Opens the editor into which pairings are brought.
    PairingsAdd,
    /// Its text.
    PairingsText,
    /// Keeps them.
    PairingsSave,
    /// Leaves the pairings as they are.
    PairingsLeave,
}

/// In the section of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysAct {
    /// Opens a form.
    Open(KeysForm),
    /// The passphrase that locks the keys now.
    Before,
    /// The new one.
    New,
    /// The new one once more.
    Again,
    /// Does what the form is for.
    Keep,
    /// Leaves it.
    Leave,
}

/// A form in that section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysForm {
    /// Sets a passphrase.
    Protect,
    /// Sets another one.
    Change,
    /// Takes it away.
    Remove,
    /// Gives the keys up, for the passphrase is forgotten.
    GiveUp,
}

/// In the purchase's own window.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowAct {
    /// How many pieces one unit has.
    Pieces,
    /// Says so.
    Pack(LineId),
    /// How many pieces one of the supplier's has.
    Holds(LineId),
    /// Says so; or that it is this many, where nothing else is typed.
    SetHolds(LineId, u32),
    /// Takes one of what is offered.
    Pick(LineId, Candidate),
    /// What was picked is not it.
    PickAgain(LineId),
    /// Marks or unmarks a supplier order that was found.
    Mark(String),
    /// They serve several purchase orders.
    Shared,
    /// The marked ones are this purchase's.
    FoundIt,
    /// Asks whether to give up.
    BeginGiveUp,
    /// Does not give up.
    LeaveGiveUp,
}
