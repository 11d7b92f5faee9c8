//! The passphrase of the connections' keys: set, changed, taken away, asked for, given up.

use super::super::act::{KeysAct, KeysForm, OptionsAct};
use super::super::controls::{Field, field, sure};
use super::super::tree::{Element, button, classed, el};
use super::super::unlock::Unlock;
use super::super::{Act, Effect, Words};
use crate::message::{Answer, OwnRequest, Problem};
use crate::store::{Keys, SHORTEST, Secret};

/// The ids of the fields, and what is said about what stands in them.
const BEFORE: &str = "passphrase-before";
const NEW: &str = "passphrase-new";
const AGAIN: &str = "passphrase-again";

/// What is typed, and what came of it.
#[derive(Debug, Default)]
pub struct KeysSection {
    /// The form that asks for the passphrase once in a session of the browser.
    pub unlock: Unlock,
    form: Option<KeysForm>,
    before: Secret,
    new: Secret,
    again: Secret,
    busy: bool,
    /// It was set on this page: what was written before is told of.
    set: bool,
    /// The field that is wrong, and why.
    wrong: Option<(&'static str, Problem)>,
}

impl KeysSection {
    /// What the person does in it.
    pub fn does(&mut self, act: KeysAct, value: String) -> Vec<Effect> {
        match act {
            KeysAct::Open(form) => {
                self.leave();
                self.form = Some(form);
            }
            KeysAct::Leave => self.leave(),
            KeysAct::Before => (self.before, self.wrong) = (value.into(), None),
            KeysAct::New => (self.new, self.wrong) = (value.into(), None),
            KeysAct::Again => (self.again, self.wrong) = (value.into(), None),
            KeysAct::Keep if !self.busy => return self.keep(),
            KeysAct::Keep => {}
        }
        Vec::new()
    }

    fn keep(&mut self) -> Vec<Effect> {
        let Some(form) = self.form else { return Vec::new() };
        self.wrong = self.mistake(form);
        if let Some((field, _)) = &self.wrong {
            return vec![Effect::Focus(field)];
        }
        self.busy = true;
        let before = self.before.clone();
        let passphrase = (form != KeysForm::Remove).then(|| self.new.clone());
        vec![Effect::Send(OwnRequest::Protect { before, passphrase })]
    }

    /// The first field that is wrong.
    fn mistake(&self, form: KeysForm) -> Option<(&'static str, Problem)> {
        let wrong = |field, word: &str, with| Some((field, Problem { word: word.to_owned(), with }));
        if form != KeysForm::Protect && self.before.is_empty() {
            return wrong(BEFORE, "passphrase_missing", Vec::new());
        }
        if form == KeysForm::Remove {
            return None;
        }
        let typed = self.new.chars().count();
        if typed < SHORTEST {
            return wrong(NEW, "passphrase_short", vec![SHORTEST.to_string(), typed.to_string()]);
        }
        if self.new != self.again {
            return wrong(AGAIN, "passphrase_differs", Vec::new());
        }
        None
    }

    fn leave(&mut self) {
        let unlock = std::mem::take(&mut self.unlock);
        *self = Self { unlock, ..Self::default() };
    }

    /// The background's answer: what is to be said of it, and what follows.
    pub fn answered(&mut self, request: &OwnRequest, answer: Answer) -> (Option<&'static str>, Vec<Effect>) {
        let problem = match answer {
            Answer::Failed { problem } => Some(problem),
            _ => None,
        };
        if let OwnRequest::Unlock { .. } = request {
            let done = problem.is_none().then_some("done_unlocked");
            return (done, self.unlock.answered(problem));
        }
        self.busy = false;
        if let Some(problem) = problem {
            let field = if self.form == Some(KeysForm::Protect) { NEW } else { BEFORE };
            self.wrong = Some((field, problem));
            return (None, vec![Effect::Focus(field)]);
        }
        let plain = self.form == Some(KeysForm::Protect);
        self.leave();
        self.set = plain;
        let done = match request {
            OwnRequest::Protect { passphrase: Some(_), .. } => "done_protected",
            OwnRequest::Protect { .. } => "done_unprotected",
            _ => "done_keys_given_up",
        };
        (Some(done), Vec::new())
    }

    /// What can be done about the keys as they are kept now.
    pub fn view(&self, keys: Keys, words: &Words) -> Element {
        let part = classed("div", "listed");
        match (keys, self.form) {
            (Keys::Plain, Some(KeysForm::Protect))
            | (Keys::Unlocked, Some(KeysForm::Change | KeysForm::Remove)) => {
                part.maybe(self.form.map(|form| self.form(form, words)))
            }
            (Keys::Plain, _) => {
                part.put(acts(&[("protect", "do_protect", KeysForm::Protect)], "button main", words))
            }
            (Keys::Unlocked, _) => {
                let both = [
                    ("change-passphrase", "do_change_passphrase", KeysForm::Change),
                    ("remove-passphrase", "do_remove_passphrase", KeysForm::Remove),
                ];
                let remains = self.set.then(|| classed("p", "hint").says(words, "keys_remain"));
                part.maybe(remains).put(acts(&both, "button", words))
            }
            (Keys::Locked, Some(KeysForm::GiveUp)) => {
                let ask = words.say("ask_give_keys_up", &[]);
                let (give_up, leave) = (Act::Send(OwnRequest::GiveKeysUp), does(KeysAct::Leave));
                part.put(sure(ask, "give-keys-up-really", give_up, "do_give_keys_up", leave, words))
            }
            (Keys::Locked, _) => {
                let forgotten = [("give-keys-up", "do_forgotten", KeysForm::GiveUp)];
                part.put(self.unlock.view(0, false, words)).put(acts(&forgotten, "button quiet", words))
            }
        }
    }

    fn form(&self, form: KeysForm, words: &Words) -> Element {
        let (title, keep) = match form {
            KeysForm::Change => ("do_change_passphrase", "do_change"),
            KeysForm::Remove => ("do_remove_passphrase", "do_remove"),
            _ => ("do_protect", "do_protect_now"),
        };
        let mut fields = classed("form", "connect").keyed("keys-form").with("novalidate", "");
        fields = fields.does(does(KeysAct::Keep)).put(el("h3").says(words, title));
        if form != KeysForm::Protect {
            let says = ["passphrase_before", "passphrase_before_hint"];
            fields = fields.put(self.field(BEFORE, says, &self.before, KeysAct::Before, words));
        }
        if form != KeysForm::Remove {
            let says = ["passphrase_new", "passphrase_new_hint"];
            fields = fields.put(self.field(NEW, says, &self.new, KeysAct::New, words));
            let says = ["passphrase_again", "passphrase_again_hint"];
            fields = fields.put(self.field(AGAIN, says, &self.again, KeysAct::Again, words));
            fields = fields.put(el("p").says(words, "passphrase_final"));
        }
        let keep_button =
            classed("button", "button main").with("type", "submit").with("data-do", "keep-keys");
        let keep = if self.busy { "unlocking" } else { keep };
        let keep_button = keep_button.flag("disabled", self.busy).says(words, keep);
        let leave = button("leave-keys", "button", does(KeysAct::Leave)).says(words, "do_leave");
        fields.put(classed("div", "acts").put(keep_button).put(leave))
    }

    fn field(
        &self,
        id: &'static str,
        says: [&str; 2],
        value: &Secret,
        act: KeysAct,
        words: &Words,
    ) -> Element {
        let wrong = self.wrong.as_ref().filter(|(field, _)| *field == id);
        let wrong = wrong.map(|(_, problem)| words.problem(problem));
        field(Field { id, says, value, secret: true, focus: false, wrong }, does(act), words)
    }
}

fn does(act: KeysAct) -> Act {
    Act::Options(OptionsAct::Keys(act))
}

/// Buttons that open forms: each with its name, the key of its words and the form.
fn acts(all: &[(&str, &str, KeysForm)], class: &str, words: &Words) -> Element {
    let mut acts = classed("div", "acts");
    for (name, key, form) in all {
        acts = acts.put(button(name, class, does(KeysAct::Open(*form))).says(words, key));
    }
    acts
}
