//! Everything a person sees: pure functions from data to trees, in the person's language.
//!
//! Nothing here touches a browser. A [`Page`] is told [`News`], answers with [`Effect`]s and paints
//! itself; `browser::host` carries that to the real page and back.

mod access;
mod act;
mod by_hand;
mod checks;
mod controls;
mod icon;
mod offer;
mod options;
mod page;
mod panel;
mod popup;
#[cfg(test)]
mod samples;
mod say;
mod stage;
mod stop;
mod tree;
mod unlock;
mod window;
mod words;

pub use act::{KeysAct, KeysForm, OptionsAct, PanelDoes, PopupAct, Tab, WindowAct};
pub use offer::{Offer, offers};
pub use options::OptionsPage;
pub use page::{Act, Effect, Key, News, Page, Read, Saving, Then};
pub use panel::{PanelPage, PanelView};
pub use popup::PopupPage;
pub use stage::tooltip;
pub use tree::{Element, Node};
pub use unlock::UnlockAct;
pub use window::WindowPage;
pub use words::Words;
