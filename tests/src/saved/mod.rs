//! Reads pages that were saved from shops: in a real browser, with the network cut off and the pages'
//! own scripts off, by the very code that the extension runs.

#![expect(clippy::float_arithmetic, reason = "milliseconds and shares, never money")]

mod extruct;
mod eyes;
mod index;
mod score;
mod times;
mod told;

pub use extruct::extruct;
pub use eyes::{Eyes, Seen};
pub use index::{Saved, saved};
pub use score::Score;
pub use times::Times;
pub use told::{kind, told};
