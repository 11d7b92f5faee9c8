//! What the popup shows where there is nothing: first start, nothing to buy, nothing found.

use super::super::act::PopupAct;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, say};
use super::PopupPage;
use crate::store::Screen;

impl PopupPage {
    /// Nothing is connected yet: three steps, or the demo.
    pub(super) fn first_start(&self) -> Element {
        let say = |key: &str| self.words.say(key, &[]);
        let steps = ["first_step_key", "first_step_connect", "first_step_buy"];
        let steps = classed("ol", "first-steps").all(steps.map(|key| el("li").put(say(key))));
        classed("section", "empty")
            .put(el("h1").put(say("first_title")))
            .put(steps)
            .put(
                button("connect", "button main", Act::OpenOptions)
                    .flag("autofocus", true)
                    .put(say("do_connect_erp")),
            )
            .put(classed("p", "muted").put(say("first_demo")).put(" ").put(el("code").put("./build.sh demo")))
    }

    /// The list is empty, or the search finds nothing.
    pub(super) fn nothing_to_buy(&self, screen: &Screen) -> Element {
        let search = self.list.search();
        if !search.is_empty() {
            let mut clear = button("clear-search", "button", Act::Popup(PopupAct::Search));
            clear = clear.put(self.words.say("do_clear_search", &[]));
            return empty(self.words.say("nothing_found", &[search])).put(clear);
        }
        let checked = screen.connections.iter().filter_map(|connection| connection.refreshed).max();
        let empty = empty(self.words.say("nothing_to_buy", &[]));
        match checked {
            Some(time) => {
                let checked = self.words.say("checked_at", &[&say::clock(time, self.now)]);
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
