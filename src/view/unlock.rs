//! The form that asks for the passphrase of the connections' keys, in the popup and in the options.

use super::controls::{Field, field};
use super::icon::{Icon, icon};
use super::tree::{Element, classed, el};
use super::{Act, Effect, Words};
use crate::message::{OwnRequest, Problem};
use crate::store::Secret;

/// What the person does in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnlockAct {
    /// Types.
    Type,
    /// Unlocks.
    Unlock,
}

/// What is typed, and what came of it.
#[derive(Debug, Default)]
pub struct Unlock {
    passphrase: Secret,
    busy: bool,
    problem: Option<Problem>,
}

impl Unlock {
    /// What the person does.
    pub fn does(&mut self, act: UnlockAct, value: String) -> Vec<Effect> {
        match act {
            UnlockAct::Type => (self.passphrase, self.problem) = (value.into(), None),
            UnlockAct::Unlock if self.busy => {}
            UnlockAct::Unlock if self.passphrase.is_empty() => return vec![Effect::Focus("passphrase")],
            UnlockAct::Unlock => {
                (self.busy, self.problem) = (true, None);
                return vec![Effect::Send(OwnRequest::Unlock { passphrase: self.passphrase.clone() })];
            }
        }
        Vec::new()
    }

    /// The background's answer: nothing where it unlocked. What is wrong is selected, to be typed over.
    pub fn answered(&mut self, problem: Option<Problem>) -> Vec<Effect> {
        (self.busy, self.problem) = (false, problem);
        if self.problem.is_none() {
            self.passphrase = Secret::default();
            return Vec::new();
        }
        vec![Effect::Focus("passphrase")]
    }

    /// The form, with how many reports wait for it, and whether it is what the page is opened for.
    pub fn view(&self, waiting: u32, focus: bool, words: &Words) -> Element {
        let why = if waiting > 0 {
            words.say("unlock_waiting", &[&waiting.to_string()])
        } else {
            words.say("unlock_why", &[])
        };
        let wrong = self.problem.as_ref().map(|problem| words.problem(problem));
        let says = ["passphrase", "unlock_once"];
        let typed = Field { id: "passphrase", says, value: &self.passphrase, secret: true, focus, wrong };
        let field = field(typed, Act::Unlock(UnlockAct::Type), words);
        let unlock = classed("button", "button main").with("type", "submit").with("data-do", "unlock");
        let key = if self.busy { "unlocking" } else { "do_unlock" };
        classed("form", "unlock")
            .keyed("unlock")
            .with("data-do", "unlock-form")
            .with("novalidate", "")
            .does(Act::Unlock(UnlockAct::Unlock))
            .put(classed("p", "unlock-why").put(icon(Icon::Lock)).put(el("span").put(why)))
            .put(field)
            .put(unlock.flag("disabled", self.busy).says(words, key))
    }
}
