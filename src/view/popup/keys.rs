//! The popup's keys: `/`, arrows, Enter, H, R, Esc.

use super::PopupPage;
use crate::message::OwnRequest;
use crate::view::act::Tab;
use crate::view::{Act, Effect, Key};

impl PopupPage {
    /// Takes a key press; nothing when the popup has no use for it.
    pub(super) fn pressed(&mut self, key: &Key) -> Option<Vec<Effect>> {
        let in_search = key.field.as_deref() == Some("search");
        if key.name == "Escape" {
            return Some(self.escape());
        }
        if key.field.is_some() && !in_search {
            return None;
        }
        match key.name.as_str() {
            "ArrowDown" | "ArrowUp" if self.tab == Tab::Buy => {
                let (top, height) = self.list.select(if key.name == "ArrowDown" { 1 } else { -1 })?;
                return Some(vec![Effect::Reveal { top, height }, Effect::Focus("list")]);
            }
            "Enter" if self.tab == Tab::Buy && !key.on_control => {
                let row = self.list.selected().filter(|row| self.can_buy(row))?;
                let act = self.buy(row);
                return Some(self.did(act, String::new()));
            }
            _ if in_search => return None,
            "/" => return Some(vec![Effect::Focus("search")]),
            "h" | "H" => {
                let Some(key) = self.list.selected().map(|row| row.key.clone()) else {
                    self.tab = Tab::ByHand;
                    return Some(Vec::new());
                };
                return Some(self.record(key));
            }
            "r" | "R" => return Some(self.did(Act::Send(OwnRequest::Refresh), String::new())),
            _ => {}
        }
        None
    }

    /// Closes what was opened last: a question, the form, the row, the search, the popup.
    fn escape(&mut self) -> Vec<Effect> {
        if self.undo.is_some() || self.gives_up.take().is_some() {
            self.leave_undo();
            return Vec::new();
        }
        if self.tab == Tab::Done && !self.bought.search().is_empty() {
            self.bought.look_for(String::new());
            return vec![Effect::Focus("search")];
        }
        if self.tab == Tab::ByHand && self.by_hand.is_open() {
            self.by_hand.leave();
        } else if self.list.opened().is_some() {
            self.open(None);
        } else if !self.list.search().is_empty() {
            self.list.look_for(String::new());
            return vec![Effect::Focus("search")];
        } else {
            return vec![Effect::Close];
        }
        Vec::new()
    }
}
