//! Drives real browsers through whole purchases.
//!
//! [`webdriver`] is the protocol, [`browser`] starts Chromium and Firefox with an extension and
//! knows what only one of them can do, [`world`] puts a desk and a supplier beside them, and
//! [`person`] is the purchaser in front of it all. [`demo`] shows one purchase.
//! [`pictures`] shows every page, [`bench`] measures. [`axe`] checks accessibility, [`site`]
//! serves small pages of a test's own, [`saved`] reads pages that were saved from real shops, and
//! [`shops`] buys in real ones, [`adversary`] makes pages that want the wrong thing bought, [`load`] keeps the
//! desk busy while it is killed, and [`kills`] ends what a purchase needs.

pub mod adversary;
pub mod axe;
pub mod bench;
pub mod browser;
pub mod demo;
pub mod http;
pub mod kills;
pub mod load;
pub mod person;
pub mod pictures;
pub mod place;
pub mod saved;
pub mod shops;
pub mod site;
pub mod webdriver;
pub mod world;
