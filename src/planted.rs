//! Bugs for `./build.sh simulate --bugs`: switches that make the core break one promise each, to show that
//! the simulation would find it. And the place where the simulation puts its own ERP without a lock.
//!
//! Only the feature `planted` compiles any of it, and only `tests/simulate` asks for that. Without it
//! [`is`] is `false` before the compiler looks further, and nothing of a bug is in the code.

/// A bug that can be planted; the comment says what is done wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// A claim is believed as soon as its entry is written.
    NoReadBack,
    /// A claim that was the first is believed held as soon as that is written.
    HoldBelieved,
    /// The claim is not read again before a checkout is shown as ready.
    NoSecondCheck,
    /// A claim that was lost stops nothing unless it was just asked for.
    LostClaimIgnored,
    /// A purchase goes on by itself when its page changes, also where it has lost its claim.
    GoesOnWithoutClaim,
    /// A press is kept only with whatever happens next.
    PressStoredLate,
    /// A sign-in forgets what was pressed before it.
    PressForgottenAtSignIn,
    /// A background that has just started does not read the document in which something was pressed.
    PressUnread,
    /// One receipt explains every press before it, also where the same was pressed twice.
    OnePressExplainsAll,
    /// A write that fails takes back what happened after it, too.
    NewerTakenBack,
    /// A write that fails after everything is recorded makes the purchase run again.
    EndedReopened,
    /// A report is written after the purchase that made it, not with it.
    ReportStoredApart,
    /// A report counts as confirmed before the ERP was asked.
    AcknowledgedBeforeErp,
    /// The ERP's word that it recorded a report is believed.
    ReportNotReadBack,
    /// An answer that says nothing about the report is taken for a refusal that stands.
    TroubleIsRefusal,
    /// A supplier order number is taken whichever order has it.
    NumberNotClaimed,
    /// What is recorded here and still on its way to the ERP does not count as bought.
    WaitingNotCounted,
    /// Two reports that are written at once may cover the same line.
    CoveredTogether,
    /// An order becomes purchased as soon as something of it is.
    PurchasedInPart,
    /// The tabs of the last browser session count on.
    OldTabsCount,
    /// A page of the shop's that is none of the purchase's business is waited on for ever.
    OtherPageStays,
    /// What the background left undone when it died stays undone.
    NothingTakenUp,
}

#[cfg(feature = "planted")]
impl Bug {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::NoReadBack,
        Self::HoldBelieved,
        Self::NoSecondCheck,
        Self::LostClaimIgnored,
        Self::GoesOnWithoutClaim,
        Self::PressStoredLate,
        Self::PressForgottenAtSignIn,
        Self::PressUnread,
        Self::OnePressExplainsAll,
        Self::NewerTakenBack,
        Self::EndedReopened,
        Self::ReportStoredApart,
        Self::AcknowledgedBeforeErp,
        Self::ReportNotReadBack,
        Self::TroubleIsRefusal,
        Self::NumberNotClaimed,
        Self::WaitingNotCounted,
        Self::CoveredTogether,
        Self::PurchasedInPart,
        Self::OldTabsCount,
        Self::OtherPageStays,
        Self::NothingTakenUp,
    ];
}

/// Whether a bug is planted in this thread.
#[cfg(not(feature = "planted"))]
pub(crate) const fn is(_: Bug) -> bool {
    false
}

#[cfg(feature = "planted")]
pub(crate) use switches::adapter;
#[cfg(feature = "planted")]
pub(crate) use switches::is;
#[cfg(feature = "planted")]
pub use switches::{StandIn, plant, stand_in};

#[cfg(feature = "planted")]
mod switches {
    use std::cell::{Cell, RefCell};

    use super::Bug;
    use crate::erp::Adapter;

    /// Makes the adapter of a connection, by its key.
    pub type StandIn = Box<dyn Fn(&str) -> Box<dyn Adapter>>;

    thread_local! {
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
        static STAND_IN: RefCell<Option<StandIn>> = const { RefCell::new(None) };
    }

    /// Plants a bug in this thread, or none.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.set(bug);
    }

    /// Whether a bug is planted in this thread.
    pub(crate) fn is(bug: Bug) -> bool {
        PLANTED.get() == Some(bug)
    }

    /// Gives every connection of this thread that is no desk its adapter from here on.
    pub fn stand_in(maker: Option<StandIn>) {
        STAND_IN.set(maker);
    }

    /// The adapter for a key, where one stands in.
    pub(crate) fn adapter(key: &str) -> Option<Box<dyn Adapter>> {
        STAND_IN.with_borrow(|maker| maker.as_ref().map(|make| make(key)))
    }
}
