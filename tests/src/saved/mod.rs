//! Reads pages that were saved from shops: in a real browser, with the network cut off and the pages'
//! own scripts off, by the very code that the extension runs.

mod eyes;
mod index;
mod told;

pub use eyes::{Eyes, Seen};
pub use index::{Saved, saved};
pub use told::told;
