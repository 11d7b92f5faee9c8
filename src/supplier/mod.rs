//! Supplier profiles: which shop or shop platform is this, and where is what. They are data, a file for
//! each in `profiles/`; people can add their own and switch each off. `docs/profiles.md` teaches how to
//! write one.

mod address;
mod check;
mod profile;
mod selector;
mod shelf;

pub use address::{Address, Holes};
pub use check::read;
pub use profile::{AxisRule, Layout, Orders, PageKind, PageRule, Profile, RowsRule, State};
pub use selector::{How, Part, Pick, Selector, Test};
pub use shelf::{Shelf, access, arrange, current, is_of_shop, list, provide, put};
