//! Words of shops by language.

mod east;
mod english;
mod latin;
mod slavic;
mod south;
mod west;

pub use east::{CHINESE, JAPANESE, KOREAN};
pub use english::{BRITISH, ENGLISH};
pub use latin::{FRENCH, ITALIAN, PORTUGUESE, SPANISH};
pub use slavic::{POLISH, RUSSIAN};
pub use south::{INDONESIAN, THAI, VIETNAMESE};
pub use west::{GERMAN, TURKISH};
