//! The agents in the tabs: when they look, and what they do with the answer.

use one_click_purchase::page::Handle;
use one_click_purchase::purchase::Pace;
use one_click_purchase::service::Reply;

use super::Told;
use crate::shop::Page;
use crate::world::{Happening, Ms, Who, World};

/// So often an agent whose look was not heard looks again.
const UNHEARD: u32 = 7;

/// An agent in a document.
#[derive(Debug, Clone, Default)]
pub struct Agent {
    /// Looks so far.
    pub looks: u32,
    /// It wants to look again, whatever it saw.
    pub due: bool,
    /// A look is on its way.
    pub busy: bool,
    /// The page changed since the last look.
    pub dirty: bool,
    /// Looks in a row that nobody heard.
    pub unheard: u32,
    /// The background has nothing to do here.
    pub rests: bool,
    /// The panel's token.
    pub panel: Option<String>,
    /// What is outlined for the person.
    pub outline: Vec<Handle>,
    /// The place of what it saw last.
    pub seen: Option<String>,
}

impl World {
    /// Starts an agent in a tab, or lets the one that is there look again.
    pub fn inject(&mut self, who: Who, id: i32) -> bool {
        let browser = self.browser(who);
        let granted = browser.granted;
        let Some(tab) = browser.tab(id) else { return false };
        if !granted || matches!(tab.page, Page::Blank) {
            return false;
        }
        let document = tab.document;
        let agent = tab.agent.get_or_insert_with(Agent::default);
        (agent.due, agent.rests, agent.unheard) = (true, false, 0);
        self.later(20, Happening::Looks(who, id, document));
        true
    }

    /// Asks the agent of a tab to look again, where there is one.
    pub fn look_again(&mut self, who: Who, id: i32) {
        if self.browser(who).tab(id).is_some_and(|tab| tab.agent.is_some()) {
            self.inject(who, id);
        }
    }

    /// The page of a tab changed by itself, by the agent or by its person.
    pub fn changed(&mut self, who: Who, id: i32) {
        let now = self.now;
        let Some(tab) = self.browser(who).tab(id) else { return };
        tab.changed = now;
        let document = tab.document;
        if let Some(agent) = &mut tab.agent {
            agent.dirty = true;
            self.later(50, Happening::Looks(who, id, document));
        }
    }

    /// An agent looks and tells what it sees.
    pub fn looks(&mut self, who: Who, id: i32, document: u64) {
        let now = self.now;
        let reading = self.read(who, id);
        let browser = self.browser(who);
        let snapshot = browser.readings.len().to_string();
        let Some(tab) = browser.tab(id).filter(|tab| tab.document == document) else { return };
        let since = |at: Ms| u32::try_from(now.saturating_sub(at)).unwrap_or(u32::MAX);
        let pace = Pace { quiet: since(tab.changed), stirred: since(tab.came) };
        let Some(agent) = tab.agent.as_mut().filter(|agent| !agent.rests) else { return };
        if agent.busy || !(agent.due || agent.dirty) {
            return;
        }
        (agent.due, agent.dirty, agent.busy) = (false, false, true);
        agent.looks += 1;
        let (look, panel) = (agent.looks, agent.panel.clone());
        agent.seen = Some(snapshot.clone());
        browser.readings.push(reading);
        self.counts.looks += 1;
        self.tell(who, Told::Look { tab: id, document, look, snapshot, pace, panel });
    }

    /// The place of what an agent saw last; where it has not looked yet, of what it sees now.
    pub fn seen(&mut self, who: Who, id: i32) -> String {
        let reading = self.read(who, id);
        let browser = self.browser(who);
        let now = browser.readings.len().to_string();
        let Some(agent) = browser.tab(id).and_then(|tab| tab.agent.as_mut()) else { return String::new() };
        if let Some(seen) = &agent.seen {
            return seen.clone();
        }
        agent.seen = Some(now.clone());
        browser.readings.push(reading);
        now
    }

    /// Nobody heard a look: the agent looks again, less and less often.
    pub fn unheard(&mut self, who: Who, id: i32, document: u64) {
        let Some(tab) = self.browser(who).tab(id).filter(|tab| tab.document == document) else { return };
        let Some(agent) = &mut tab.agent else { return };
        (agent.busy, agent.due) = (false, true);
        agent.unheard += 1;
        if agent.unheard <= UNHEARD {
            let wait = 50 << agent.unheard;
            self.later(wait, Happening::Looks(who, id, document));
        }
    }

    /// An agent is answered; nothing tells it that the background has nothing to do here.
    pub fn answered(&mut self, who: Who, id: i32, document: u64, reply: Option<Reply>) {
        self.note(who.name(), || match &reply {
            Some(reply) => format!("tab {id} is answered: {:?}, outlined {:?}", reply.steps, reply.outline),
            None => format!("tab {id} is answered: nothing to do"),
        });
        let Some(tab) = self.browser(who).tab(id).filter(|tab| tab.document == document) else { return };
        let Some(agent) = &mut tab.agent else { return };
        (agent.busy, agent.unheard) = (false, 0);
        let Some(reply) = reply else {
            (agent.rests, agent.panel) = (true, None);
            agent.outline.clear();
            return;
        };
        agent.outline = reply.outline;
        agent.panel = reply.panel.map(|panel| panel.token);
        let again = agent.dirty || agent.due;
        let acts = !reply.steps.is_empty();
        if acts {
            tab.page.carry_out(&reply.steps);
            agent.due = true;
        }
        if acts {
            self.changed(who, id);
        } else if again {
            self.later(20, Happening::Looks(who, id, document));
        } else if reply.again > 0 {
            let due = move |world: &mut Self| {
                let Some(tab) = world.browser(who).tab(id).filter(|tab| tab.document == document) else {
                    return;
                };
                if let Some(agent) = &mut tab.agent {
                    agent.due = true;
                    world.looks(who, id, document);
                }
            };
            self.later(reply.again.into(), Happening::Changes(Box::new(due)));
        }
    }

    /// The background is gone: nobody hears what was told it. Agents of an extension that was updated are
    /// orphans, and take themselves away.
    pub fn deserted(&mut self, who: Who, orphans: bool) {
        let mut unheard = Vec::new();
        for tab in &mut self.browser(who).tabs {
            if orphans {
                tab.agent = None;
            } else if tab.agent.as_ref().is_some_and(|agent| agent.busy) {
                unheard.push((tab.id, tab.document));
            }
        }
        for (tab, document) in unheard {
            self.unheard(who, tab, document);
        }
    }
}
