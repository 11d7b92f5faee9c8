//! What the pages look like.

pub mod assets;
pub mod checkout;
pub mod product;

mod cart;
mod cashier;
mod frame;
mod notice;
mod orders;
mod parts;
mod sign_in;
mod start;

pub use cart::cart;
pub use cashier::{cashier, cashier_frame, paid_frame, processing, receipt};
pub use notice::{gone, refused, verify};
pub use orders::{order, orders};
pub use sign_in::sign_in;
pub use start::start;
