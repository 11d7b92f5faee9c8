//! Drives real browsers through whole purchases.
//!
//! [`webdriver`] is the protocol, [`browser`] starts Chromium and Firefox with an extension and
//! knows what only one of them can do, [`axe`] checks accessibility, and [`site`] serves small
//! pages of a test's own.

pub mod axe;
pub mod browser;
pub mod place;
pub mod site;
pub mod webdriver;
