//! What the popup shows where there is nothing: first start, nothing to buy, nothing found.

use super::super::act::PopupAct;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, say};
use super::PopupPage;
use super::head::last_refresh;
use crate::store::Screen;

impl PopupPage {
    /// Nothing is connected yet: three steps, or the demo.
    pub(super) fn first_start(&self) -> Element {
        let mut steps = classed("ol", "first-steps");
        for key in ["first_step_key", "first_step_connect", "first_step_buy"] {
            steps = steps.put(el("li").says(&self.words, key));
        }
        classed("section", "empty")
            .put(el("h1").says(&self.words, "first_title"))
            .put(steps)
            .put(
                button("connect", "button main", Act::OpenOptions)
                    .flag("autofocus", true)
                    .says(&self.words, "do_connect_erp"),
            )
            .put(
                classed("p", "muted")
                    .says(&self.words, "first_demo")
                    .put(" ")
                    .put(el("code").put("./build.sh demo")),
            )
    }

    /// The search finds nothing.
    pub(super) fn nothing_found(&self, search: &str) -> Element {
        let clear = button("clear-search", "button", Act::Popup(PopupAct::Search));
        empty(self.words.say("nothing_found", &[search])).put(clear.says(&self.words, "do_clear_search"))
    }

    /// The list is empty, or the search finds nothing.
    pub(super) fn nothing_to_buy(&self, screen: &Screen) -> Element {
        let search = self.list.search();
        if !search.is_empty() {
            return self.nothing_found(search);
        }
        let empty = empty(self.words.say("nothing_to_buy", &[]));
        match last_refresh(screen) {
            Some(time) => {
                let checked = self.words.say("checked_at", &[&say::clock(&time, &self.now)]);
                empty.put(classed("p", "muted").put(checked))
            }
            None => empty,
        }
    }
}

/// A quiet sentence in the middle of an empty list.
pub(super) fn empty(text: String) -> Element {
    classed("section", "empty").with("role", "status").put(el("p").put(text))
}
