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

mod purchase;
mod stop;

pub use purchase::{
    Asked, Check, Checked, Fit, Found, LogEntry, Purchase, PurchaseId, Stage, StoredPress, TabId, Task, Turn,
};
pub use stop::{Candidate, Decision, Stop};
