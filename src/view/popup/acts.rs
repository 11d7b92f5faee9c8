//! What the person does in the popup, and what the background answers.

use super::{PopupPage, Undo};
use crate::message::{Answer, OwnRequest};
use crate::order::OrderKey;
use crate::store::OrderRow;
use crate::view::act::{PopupAct, Tab};
use crate::view::{Act, Effect, Read, Then, access};

impl PopupPage {
    pub(super) fn did(&mut self, act: Act, value: String) -> Vec<Effect> {
        match act {
            Act::Ask { hosts, then } => {
                if let Then::Buy(key) = &then {
                    self.begin_to_buy(key);
                }
                vec![Effect::Ask { hosts, then }]
            }
            // The list comes by itself once the keys are unlocked.
            Act::Send(OwnRequest::Refresh) if self.is_locked() => vec![Effect::Focus("passphrase")],
            Act::Send(request) => {
                match &request {
                    OwnRequest::Buy { key } => self.begin_to_buy(key),
                    OwnRequest::Refresh => self.refreshing = true,
                    _ => {}
                }
                self.gives_up = None;
                self.trouble = None;
                vec![Effect::Send(request)]
            }
            Act::Copy(text) => vec![Effect::Copy(text)],
            Act::OpenWindow(purchase) => vec![Effect::OpenWindow(purchase)],
            Act::OpenOptions => vec![Effect::OpenOptions],
            Act::Popup(act) => self.does(act, value),
            Act::Unlock(act) => self.unlock.does(act, value),
            Act::Panel(_) | Act::Options(_) | Act::Window(_) => Vec::new(),
        }
    }

    fn does(&mut self, act: PopupAct, value: String) -> Vec<Effect> {
        match act {
            PopupAct::Show(tab) => {
                self.tab = tab;
                if tab == Tab::Done {
                    return self.read_bought().into_iter().collect();
                }
            }
            PopupAct::Search if self.tab == Tab::Done => {
                self.bought.look_for(value);
                return vec![Effect::Reveal { top: 0, height: 1 }];
            }
            PopupAct::Search => {
                self.list.look_for(value);
                return vec![Effect::Reveal { top: 0, height: 1 }];
            }
            PopupAct::Open(key) => return self.open(Some(key)),
            PopupAct::Fold(supplier) => self.list.fold(supplier),
            PopupAct::ByHand(key) => return self.record(key),
            PopupAct::LeaveForm => self.by_hand.leave(),
            PopupAct::BeginUndo(key, report) => {
                self.bought.open(Some(&report));
                self.undo = Some(Undo { key, report, reason: String::new(), wants_reason: false });
            }
            PopupAct::UndoReason => {
                if let Some(undo) = &mut self.undo {
                    undo.reason = value;
                }
            }
            PopupAct::Undo => return self.take_back(),
            PopupAct::LeaveUndo => self.leave_undo(),
            PopupAct::BeginGiveUp(purchase) => self.gives_up = Some(purchase),
            PopupAct::LeaveGiveUp => self.gives_up = None,
            PopupAct::Form(act) => {
                let effects = self.by_hand.does(act, value, self.now);
                self.note_drafts(&effects);
                return effects;
            }
        }
        Vec::new()
    }

    /// Only this page keeps drafts: what it does tells which there are.
    fn note_drafts(&mut self, effects: &[Effect]) {
        for effect in effects {
            let (Effect::Keep(key, _) | Effect::Forget(key)) = effect else { continue };
            self.drafts.retain(|own| own != key);
            if matches!(effect, Effect::Keep(..)) {
                self.drafts.push(key.clone());
            }
        }
    }

    pub(super) fn leave_undo(&mut self) {
        self.undo = None;
        self.bought.open(None);
    }

    /// The first screen has only the newest of what was bought.
    pub(super) fn read_bought(&self) -> Option<Effect> {
        let more = self.screen.as_ref().is_some_and(|screen| screen.counts.done as usize > screen.done.len());
        more.then_some(Effect::Read(Read::Parcels))
    }

    fn begin_to_buy(&mut self, key: &OrderKey) {
        self.troubles.remove(key);
        if !self.asked.contains(key) {
            self.asked.push(key.clone());
        }
    }

    pub(super) fn open(&mut self, key: Option<OrderKey>) -> Vec<Effect> {
        self.order = None;
        self.list.open(key);
        match self.list.opened() {
            Some(key) => vec![Effect::Read(Read::Order(key.clone()))],
            None => Vec::new(),
        }
    }

    pub(super) fn record(&mut self, key: OrderKey) -> Vec<Effect> {
        self.tab = Tab::ByHand;
        self.by_hand.choose(key.clone());
        vec![Effect::Read(Read::Order(key.clone())), Effect::Read(Read::Draft(key))]
    }

    fn take_back(&mut self) -> Vec<Effect> {
        let Some(undo) = &mut self.undo else { return Vec::new() };
        let reason = undo.reason.trim().to_owned();
        if reason.is_empty() {
            undo.wants_reason = true;
            return vec![Effect::Focus("undo-reason")];
        }
        vec![Effect::Send(OwnRequest::Undo { key: undo.key.clone(), report: undo.report.clone(), reason })]
    }

    pub(super) fn answered(&mut self, request: OwnRequest, answer: Answer) -> Vec<Effect> {
        let problem = match answer {
            Answer::Failed { problem } => Some(problem),
            _ => None,
        };
        match request {
            OwnRequest::Buy { key } => {
                if let Some(problem) = problem {
                    self.asked.retain(|asked| *asked != key);
                    self.troubles.insert(key, problem);
                }
            }
            OwnRequest::Record { key, report } => {
                let mut effects = self.by_hand.recorded(&key, &report.id, problem);
                self.note_drafts(&effects);
                if !self.by_hand.is_open() {
                    self.tab = Tab::Done;
                    effects.extend(self.read_bought());
                }
                return effects;
            }
            OwnRequest::Undo { .. } => {
                if problem.is_none() {
                    self.leave_undo();
                }
                self.trouble = problem;
            }
            OwnRequest::Unlock { .. } => return self.unlock.answered(problem),
            OwnRequest::Refresh => {
                self.refreshing = false;
                self.trouble = problem;
            }
            _ => self.trouble = problem,
        }
        Vec::new()
    }

    /// What Buy does for a row: with the browser's question where hosts have no access yet.
    pub(super) fn buy(&self, row: &OrderRow) -> Act {
        let hosts = access::missing(&row.hosts, &self.access);
        if hosts.is_empty() {
            return Act::Send(OwnRequest::Buy { key: row.key.clone() });
        }
        Act::Ask { hosts, then: Then::Buy(row.key.clone()) }
    }

    /// Whether Buy can be pressed: nobody buys the order yet.
    pub(super) fn can_buy(&self, row: &OrderRow) -> bool {
        let claimed = row.claimed.as_ref().is_some_and(|(_, until)| *until > self.now);
        !claimed && !self.asked.contains(&row.key)
    }
}
