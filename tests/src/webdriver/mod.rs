//! A client of the W3C WebDriver protocol: what a person does with a browser, and what the tests
//! must look at besides.
//!
//! Everything here works alike in Chromium and Firefox. Finding waits until the element is there;
//! nothing is ever repeated to hide that it failed.

mod element;
mod input;
mod process;
mod session;
mod wait;
mod wire;

pub use element::{Element, Shadow};
pub use input::Key;
pub use process::{Driver, Held, Program};
pub use session::{Session, Window};
pub use wait::{PATIENCE, until};
pub use wire::{DriverError, Wire};
