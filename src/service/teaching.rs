//! A person teaches a shop: what they point at becomes a profile of their own, which holds at once.

use super::kept::read;
use super::{Platform, Service};
use crate::json::{self, Value};
use crate::message::{Answer, Teaching, TeachingState};
use crate::order::{Time, time};
use crate::page::{Handle, Learnt, Lesson, Thing};
use crate::purchase::{Decision, Effect, PurchaseId, TabId};
use crate::store::{Suppliers, names};

impl<P: Platform> Service<P> {
    /// What is being taught in a tab.
    pub fn teaching_in(&self, tab: TabId) -> Option<Teaching> {
        let teaching = self.teaching.borrow();
        teaching.as_ref().filter(|(own, _)| *own == tab).map(|(_, teaching)| teaching.clone())
    }

    /// The person is about to point at something, or at nothing any more.
    pub(super) fn point(&self, tab: TabId, thing: Option<Thing>) {
        self.teach(tab, thing.map(|thing| (thing, TeachingState::Points)));
        self.platform.point(tab, thing);
    }

    fn teach(&self, tab: TabId, teaching: Option<(Thing, TeachingState)>) {
        let teaching = teaching.map(|(thing, state)| (tab, Teaching { thing, state }));
        *self.teaching.borrow_mut() = teaching;
        self.changed.set(true);
    }

    /// The person pointed at something in a tab of a purchase, or gave it up.
    pub async fn pointed(&self, tab: TabId, thing: Thing, handle: Option<Handle>, snapshot: &str) {
        let Some(id) = self.purchase_of(tab) else { return };
        let Some(handle) = handle else { return self.teach(tab, None) };
        let lesson = Lesson { handle, thing, day: day_of(&self.platform.now()) };
        let state = match self.platform.learn(&lesson, snapshot).await {
            Err(why) => TeachingState::NotKept(why),
            Ok(None) => TeachingState::NotIt,
            Ok(Some(Learnt { name, profile })) => match self.keep_own(&name, Some(profile)).await {
                Ok(()) => TeachingState::Learnt(name),
                Err(why) => TeachingState::NotKept(why),
            },
        };
        let learnt = matches!(state, TeachingState::Learnt(_));
        self.teach(tab, Some((thing, state)));
        if learnt {
            self.look_anew(&id).await;
        }
    }

    /// The page is read again by what is known now, also where an order may have been placed.
    async fn look_anew(&self, id: &PurchaseId) {
        self.decide(id, Decision::TryAgain).await;
        self.run(id.clone(), vec![Effect::LookAgain]).await;
    }

    /// Forgets what was learnt of the shop last taught in a tab.
    pub(super) async fn unlearn(&self, purchase: &PurchaseId, tab: TabId) {
        let Some(Teaching { thing, state: TeachingState::Learnt(name) }) = self.teaching_in(tab) else {
            return;
        };
        let forgotten = self.keep_own(&name, None).await;
        self.teach(tab, forgotten.err().map(|why| (thing, TeachingState::NotKept(why))));
        self.look_anew(purchase).await;
    }

    /// Keeps one of the person's own profiles in the place of another with its name, or none.
    async fn keep_own(&self, name: &str, text: Option<String>) -> Result<(), String> {
        let mut suppliers: Suppliers =
            read(&self.platform, names::SINGLES, "suppliers").await?.unwrap_or_default();
        suppliers.own.retain(|own| !is_called(own, name));
        suppliers.own.extend(text);
        suppliers.off.retain(|off| off != name);
        match self.know_suppliers(suppliers).await {
            Answer::Failed { problem } => Err(problem.with.join(" ")),
            _ => Ok(()),
        }
    }
}

/// Whether a profile's text has this name.
fn is_called(text: &str, name: &str) -> bool {
    json::parse(text).is_ok_and(|own| own.get("name").and_then(Value::as_text) == Some(name))
}

/// The day of a moment, such as `2026-11-24`.
fn day_of(now: &Time) -> String {
    time::rfc3339(now).split('T').next().unwrap_or_default().to_owned()
}
