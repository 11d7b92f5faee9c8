//! One purchase, from the click on Buy to the ERP's confirmation: a pure state machine.
//!
//! ```text
//! claiming ─▶ permission ─▶ opening ─▶ sign in ─▶ choosing ─▶ ready for you ─▶ placed ─▶ recorded ─▶ confirmed
//!                              ▲          │           │             │             │
//!                              └──────────┴── paused, with the reason and the way on ──┘
//! ```
//!
//! [`Purchase::apply`] takes an event and returns effects; whoever runs it stores the purchase
//! before it runs any effect, and every effect can be repeated without harm.

mod access;
mod addresses;
mod allowed;
mod apply;
mod asked;
mod basket;
mod basket_check;
mod cart;
mod compared;
mod counted;
mod covering;
mod decide;
mod elsewhere;
mod event;
mod history;
mod listed;
mod look;
mod lost;
mod matching;
mod pairing;
mod plan;
mod plan_rows;
mod presses;
mod receipt;
mod recording;
mod remember;
mod rounds;
mod seen;
mod ship_to;
mod spelled;
mod state;
mod stop;
mod titles;
mod turn;
mod unit_price;
mod wanted;

pub use access::{hosts_of, pattern_of};
pub use addresses::same_page;
pub use asked::{Asked, Pick, Said};
pub use event::{Effect, Event, Known, Look, NothingKnown, Pace, Pressed, Unclaimed};
pub use matching::same;
pub use pairing::{PairedPick, Pairing};
pub use state::{
    Check, Checked, Checkout, Fit, Found, LogEntry, Purchase, PurchaseId, Stage, StoredPress, TabId, Task,
    Turn,
};
pub use stop::{Candidate, Decision, Stop};

#[cfg(test)]
mod tests;
