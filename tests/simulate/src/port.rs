//! The browser as the core's service knows it. Each call is a point at which its background may die: before
//! the call has its effect, or after it and before the service hears of that.

use std::cell::RefMut;
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};

use one_click_purchase::erp::{
    Clock, Connectors, Http, HttpError, Later, Means, Request, Response, Sessions, answer,
};
use one_click_purchase::order::Time;
use one_click_purchase::page::{ButtonRole, Learnt, Lesson, Reading, Thing};
use one_click_purchase::purchase::TabId;
use one_click_purchase::service::{Cipher, OpenTab, Platform, Reader, Tone};
use one_click_purchase::store::{Change, Secret, Suppliers};

use crate::erp::desk;
use crate::shop::{HOST, page_at, role_of};
use crate::truth;
use crate::world::{Death, Happening, Ms, Shared, Who, World};

/// What one life of one background has of the world.
#[derive(Clone)]
pub struct Port {
    shared: Shared,
    /// Whose it is.
    pub who: Who,
}

impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.who.name())
    }
}

impl Port {
    /// A part of the world.
    pub fn new(shared: &Shared, who: Who) -> Self {
        Self { shared: shared.clone(), who }
    }

    /// The world. Nobody keeps it while waiting.
    pub fn world(&self) -> RefMut<'_, World> {
        self.shared.borrow_mut()
    }

    /// Waits so many milliseconds.
    pub async fn sleep(&self, wait: Ms) {
        Sleep { shared: self.shared.clone(), until: None, wait }.await;
    }

    /// The background may die here.
    async fn may_die(&self) {
        let dies = {
            let mut world = self.world();
            let chance = world.weather.crash;
            let dies = world.goes_wrong(chance);
            if dies {
                world.counts.crashes += 1;
                world.dies = Some((self.who, Death::Background));
            }
            dies
        };
        if dies {
            pending::<()>().await;
        }
    }

    /// A call that has an effect outside of the core: what has to be stored first must stand.
    async fn acts<T>(&self, what: &'static str, effect: impl FnOnce(&mut World, Who) -> T) -> T {
        self.may_die().await;
        let done = {
            let mut world = self.world();
            truth::acts(&mut world, what);
            effect(&mut world, self.who)
        };
        self.may_die().await;
        self.turn().await;
        done
    }

    /// A call that only asks.
    async fn asks<T>(&self, answer: impl FnOnce(&mut World, Who) -> T) -> T {
        let done = answer(&mut self.world(), self.who);
        self.may_die().await;
        self.turn().await;
        done
    }

    /// The others have their turn.
    async fn turn(&self) {
        let wait = self.world().dice.between(0, 2);
        self.sleep(wait).await;
    }
}

struct Sleep {
    shared: Shared,
    until: Option<Ms>,
    wait: Ms,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let shared = self.shared.clone();
        let mut world = shared.borrow_mut();
        match self.until {
            Some(until) if world.now >= until => Poll::Ready(()),
            Some(_) => Poll::Pending,
            None => {
                self.until = Some(world.now + self.wait);
                if let Some((task, _)) = world.at_work {
                    world.later(self.wait, Happening::Task(task));
                }
                Poll::Pending
            }
        }
    }
}

impl Http for Port {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        truth::acts(&mut self.world(), "a request to the ERP");
        self.may_die().await;
        let answer = desk::send(self, request).await;
        self.may_die().await;
        answer
    }
}

/// The real connectors, by way of the texts that the two modules send each other.
impl Connectors for Port {
    fn call(&self, asked: String) -> Later<'_, Result<String, String>> {
        Box::pin(async move {
            let means = Means { http: self, clock: self, sessions: &Sessions::default() };
            Ok(answer(&asked, means).await)
        })
    }
}

impl Clock for Port {
    fn now(&self) -> Time {
        self.world().time_of(self.who)
    }

    fn ticks(&self) -> u64 {
        self.world().now
    }

    fn wait(&self, milliseconds: u32) -> Later<'_, ()> {
        Box::pin(async move {
            self.may_die().await;
            self.sleep(milliseconds.into()).await;
        })
    }
}

impl Reader for Port {
    async fn page(&self, snapshot: &str) -> Result<Reading, String> {
        let place: usize = snapshot.parse().map_err(|_| "no snapshot")?;
        let reading = self.asks(|world, who| world.browser(who).readings.get(place).cloned()).await;
        reading.ok_or_else(|| "no snapshot".to_owned())
    }

    async fn role(&self, words: &str) -> Option<ButtonRole> {
        let role = role_of(words);
        self.asks(|_, _| role).await
    }

    async fn learn(&self, _: &Lesson, _: &str) -> Result<Option<Learnt>, String> {
        Ok(None)
    }

    fn know(&self, _: &Suppliers) {}
}

/// No passphrase locks anything in the simulation.
impl Cipher for Port {
    fn salt(&self) -> String {
        String::new()
    }

    async fn derive(&self, _: &Secret, _: &str, _: u32) -> Result<Secret, String> {
        Err("the simulation has no passphrase".to_owned())
    }

    async fn encrypt(&self, _: &Secret, _: &Secret, _: &str) -> Result<String, String> {
        Err("the simulation has no passphrase".to_owned())
    }

    async fn decrypt(&self, _: &Secret, _: &str, _: &str) -> Option<Secret> {
        None
    }

    async fn remember(&self, _: Option<&Secret>) -> Result<(), String> {
        Ok(())
    }

    async fn remembered(&self) -> Option<Secret> {
        None
    }
}

impl Platform for Port {
    async fn read(&self, store: &'static str, key: &str) -> Result<Option<String>, String> {
        Ok(self.asks(|world, who| world.browser(who).store.get(&(store, key.to_owned())).cloned()).await)
    }

    async fn read_all(&self, store: &'static str) -> Result<Vec<(String, String)>, String> {
        let all = |world: &mut World, who| {
            let kept = world.browser(who).store.iter().filter(|((of, _), _)| *of == store);
            kept.map(|((_, key), text)| (key.clone(), text.clone())).collect()
        };
        Ok(self.asks(all).await)
    }

    async fn write(&self, changes: Vec<Change>) -> Result<(), String> {
        self.may_die().await;
        let wait = {
            let mut world = self.world();
            let chance = world.weather.write_fails;
            if world.goes_wrong(chance) {
                world.counts.writes_failed += 1;
                world.note(self.who.name(), || "a write fails".to_owned());
                truth::write_failed(&mut world);
                None
            } else {
                let now = world.now;
                Some(world.store(self.who, changes) - now)
            }
        };
        match wait {
            // Its turn comes when the write has taken effect, not before.
            Some(wait) => self.sleep(wait + 1).await,
            None => self.turn().await,
        }
        self.may_die().await;
        if wait.is_some() { Ok(()) } else { Err("the disk is full".to_owned()) }
    }

    fn new_id(&self) -> String {
        let mut world = self.world();
        let browser = world.browser(self.who);
        browser.ids += 1;
        format!("{}{}", self.who.name(), browser.ids)
    }

    async fn session(&self) -> Result<String, String> {
        Ok(self.asks(|world, who| world.browser(who).session.to_string()).await)
    }

    async fn provisioned(&self) -> Result<String, String> {
        Ok("{}".to_owned())
    }

    async fn has_access(&self, patterns: &[String]) -> Result<bool, String> {
        let supplier = patterns.iter().any(|pattern| pattern.contains(HOST));
        Ok(self.asks(|world, who| !supplier || world.browser(who).granted).await)
    }

    async fn give_back(&self, _: &[String]) -> Result<(), String> {
        Ok(())
    }

    async fn hide_origin(&self, _: &[String]) -> Result<(), String> {
        Ok(())
    }

    async fn register_button(&self, _: &[String]) -> Result<(), String> {
        Ok(())
    }

    async fn tabs(&self) -> Result<Vec<OpenTab>, String> {
        let tabs = |world: &mut World, who| {
            let browser = world.browser(who);
            let granted = browser.granted;
            let seen = |tab: &crate::browser::Tab| OpenTab {
                id: tab.id,
                address: if granted { tab.page.address() } else { String::new() },
                loading: tab.loading,
                front: false,
            };
            browser.tabs.iter().map(seen).collect()
        };
        Ok(self.asks(tabs).await)
    }

    async fn open_tab(&self, address: &str, _: bool, opener: Option<TabId>) -> Result<TabId, String> {
        let page = page_at(address);
        Ok(self.acts("a tab is opened", |world, who| world.open_tab(who, page, opener)).await)
    }

    async fn lead_tab(&self, tab: TabId, address: &str) -> Result<(), String> {
        let page = page_at(address);
        let lead = |world: &mut World, who| {
            if world.browser(who).tab(tab).is_none() {
                return Err("no such tab".to_owned());
            }
            world.load(who, tab, page);
            Ok(())
        };
        self.acts("a tab is led", lead).await
    }

    async fn show_tab(&self, tab: TabId) -> Result<(), String> {
        let is_there = |world: &mut World, who| world.browser(who).tab(tab).is_some();
        if self.acts("a tab is shown", is_there).await { Ok(()) } else { Err("no such tab".to_owned()) }
    }

    async fn close_tab(&self, tab: TabId) -> Result<(), String> {
        self.acts("a tab is closed", |world, who| world.close_tab(who, tab)).await;
        Ok(())
    }

    async fn inject(&self, tab: TabId) -> Result<(), String> {
        match self.acts("an agent is started", |world, who| world.inject(who, tab)).await {
            true => Ok(()),
            false => Err("no access".to_owned()),
        }
    }

    fn look_again(&self, tab: TabId) {
        self.world().look_again(self.who, tab);
    }

    fn leave(&self, tab: TabId) {
        if let Some(agent) = self.world().browser(self.who).tab(tab).and_then(|tab| tab.agent.as_mut()) {
            (agent.rests, agent.panel) = (true, None);
            agent.outline.clear();
        }
    }

    fn place_panel(&self, _: TabId, _: (i32, i32, i32, i32), _: bool) {}

    fn fold_panel(&self, _: TabId, _: bool) {}

    fn point(&self, _: TabId, _: Option<Thing>) {}

    fn open_window(&self, _: &str) {}

    fn badge(&self, _: &str, _: &str, _: Tone) {}

    fn announce(&self, _: &[TabId]) {}

    fn language(&self) -> String {
        "en".to_owned()
    }
}
