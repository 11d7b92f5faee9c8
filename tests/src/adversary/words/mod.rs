//! Words of shops by language.

mod east;
mod english;
mod latin;
mod slavic;
mod west;

pub use east::{CHINESE, JAPANESE, KOREAN};
pub use english::{BRITISH, ENGLISH};
pub use latin::{FRENCH, ITALIAN, PORTUGUESE, SPANISH};
pub use slavic::{POLISH, RUSSIAN};
pub use west::{GERMAN, TURKISH};
