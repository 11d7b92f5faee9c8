//! What a look at a page means for the purchase.
//!
//! Only documents of the purchase's own tabs arrive here. A frame informs (a checkout may live in
//! one) but is never a reason to record anything.

use super::addresses::{names_id, same_page, same_path};
use super::event::{Effect, Known, Look};
use super::plan::{Plan, with_proven};
use super::rounds::{opens_list, presses_of_one};
use super::wanted::Wanted;
use super::{Check, Checked, Fit, Purchase, Stage, Stop, Turn};
use crate::order::{LineId, Quantity, Time, decimal, host_of};
use crate::page::{Kind, LinkRole, Product, QuantityKind, Reading, Step};
use crate::planted::{self, Bug};

/// Rounds of steps on one document before it is told that the page does not take them; each line and each
/// axis, which may be a list to open first, adds two.
const ROUNDS: u32 = 6;

impl Purchase {
    pub(super) fn look(&mut self, look: Look, now: Time, known: &dyn Known) -> Vec<Effect> {
        let waits = matches!(self.stage, Stage::Claiming | Stage::Permission { .. } | Stage::Locked);
        if waits || !self.has_tab(look.tab) {
            return Vec::new();
        }
        if !look.reading.settled
            && let Some(rest) = look.pace.rests_in()
        {
            return vec![Effect::LookIn(rest)];
        }
        if !self.is_running() {
            self.keep_seen(&look, now);
            return match self.lists_in(look.tab) {
                true => self.at_listing(&look, now),
                false => vec![Effect::Leave],
            };
        }
        // A checkout in a tab of its own: the purchase goes on there.
        let leads = matches!(look.reading.kind, Kind::Checkout | Kind::Cashier | Kind::Receipt);
        if leads && look.reading.top && !self.looks_up_in(look.tab) {
            self.move_to(look.tab);
        }
        self.keep_links(&look.reading);
        self.keep_seen(&look, now);
        if look.look == 1 {
            self.count(known);
            let here = look.reading.top && self.tab == Some(look.tab);
            self.presses.iter_mut().for_each(|press| press.page_left |= here);
        }
        match look.reading.kind {
            Kind::Receipt | Kind::OrderList | Kind::OrderDetail if look.reading.top => {
                self.at_placed(&look, now, known)
            }
            _ if self.claim.is_none() && !self.may_be_placed() && !planted::is(Bug::GoesOnWithoutClaim) => {
                self.without_claim()
            }
            // The page that was pressed on stands until the next one comes.
            Kind::Checkout | Kind::Cashier if self.was_pressed(&look) => Vec::new(),
            // Where nothing was bought yet, the page that the order names is no checkout, whatever it says.
            Kind::Checkout | Kind::Cart | Kind::Cashier if self.is_untouched_task(&look.reading) => {
                self.at_other(&look, known)
            }
            Kind::Checkout | Kind::Cart | Kind::Cashier => self.at_basket(&look, known),
            // The rest is about the page that the person works in.
            _ if self.tab != Some(look.tab) || !look.reading.top => Vec::new(),
            Kind::Login | Kind::Register => {
                // "Buy now" led to the sign-in: it placed nothing.
                self.settle_buy_now();
                if planted::is(Bug::PressForgottenAtSignIn) {
                    self.presses.iter_mut().for_each(|press| press.settled = true);
                }
                if let Some(last) = self.presses.last_mut() {
                    last.signed_out = true;
                }
                // Nothing else goes on before. A press that may have placed an order is not forgotten.
                self.stage = Stage::SignIn;
                Vec::new()
            }
            Kind::Blocked => self.wait(Stage::Paused { stop: Stop::Captcha }),
            Kind::Gone if self.expects_product() => self.wait(Stage::Paused { stop: Stop::Gone }),
            Kind::Product => self.at_product(&look, now, known),
            _ => self.at_other(&look, known),
        }
    }

    /// Somebody else may be buying the order. Who was told so decides; else it is asked for first.
    pub(super) fn without_claim(&mut self) -> Vec<Effect> {
        if matches!(self.stage, Stage::Paused { .. }) {
            return Vec::new();
        }
        self.stage = Stage::Claiming;
        vec![Effect::CheckAccess]
    }

    /// Whether this is still the document in which the person submitted or paid.
    fn was_pressed(&self, look: &Look) -> bool {
        matches!(self.stage, Stage::Placed) && look.look > 1 && self.found.page == look.reading.url
    }

    /// Stops. What may only look like a reason while the page is still being made is none before the
    /// page has come to rest: until then it is being read.
    pub(super) fn stop(&mut self, stop: Stop, look: &Look) -> Vec<Effect> {
        // The price of what was just chosen may be on its way.
        let chose = self.tasks.get(self.at).is_some_and(|task| task.rounds > 0);
        let may_heal = stop.may_heal() || chose && matches!(stop, Stop::Price { .. });
        let Some(rest) = look.pace.rests_in().filter(|_| may_heal && !self.may_be_placed()) else {
            return self.wait(Stage::Paused { stop });
        };
        match self.stage {
            Stage::Choosing => {}
            // What is said already stays said while the same document moves on.
            Stage::Paused { .. } if look.look > 1 => {}
            _ => self.stage = Stage::Opening,
        }
        vec![Effect::LookIn(rest)]
    }

    pub(super) fn wait(&mut self, stage: Stage) -> Vec<Effect> {
        if !self.may_be_placed() {
            self.stage = stage;
        }
        Vec::new()
    }

    fn move_to(&mut self, tab: super::TabId) {
        if self.tab == Some(tab) {
            return;
        }
        self.tabs.retain(|other| *other != tab);
        self.tabs.extend(self.tab.replace(tab));
    }

    /// Tabs that the extension itself opened behind to look an order up.
    fn looks_up_in(&self, tab: super::TabId) -> bool {
        self.looking_up == Some(tab)
    }

    fn keep_links(&mut self, reading: &Reading) {
        let own = |url: &str| host_of(url).is_some_and(|host| self.knows_host(&host));
        let link = |role| reading.link(role).map(|link| link.url.clone()).filter(|url| own(url));
        let (cart, orders) = (link(LinkRole::Cart), link(LinkRole::Orders));
        self.found.cart = cart.or(self.found.cart.take());
        self.found.orders = orders.or(self.found.orders.take());
    }

    /// Whether a host belongs to one of the order's addresses, or to such a shop by its profile.
    pub(super) fn knows_host(&self, host: &str) -> bool {
        let knows =
            |url: &str| host_of(url).as_deref() == Some(host) || crate::supplier::is_of_shop(url, host);
        self.order.lines.iter().any(|line| knows(&line.url))
    }

    /// Whether the purchase is still at a product page.
    fn expects_product(&self) -> bool {
        matches!(self.stage, Stage::Opening | Stage::SignIn | Stage::Choosing | Stage::Paused { .. })
    }

    /// Whether the page of the last look is the page of the task at hand.
    pub(super) fn here_is_task(&self) -> bool {
        self.tasks.get(self.at).is_some_and(|task| same_page(&self.found.page, task.address()))
    }

    /// Whether the page has nothing to choose, though the order says what is to be chosen.
    fn rests_on_title(&self, product: &Product) -> bool {
        let says = |id: &LineId| self.order.line(id).is_some_and(|line| !line.attributes.is_empty());
        let nothing = product.axes.is_empty() && product.rows.is_empty();
        nothing && self.tasks.get(self.at).is_some_and(|task| task.lines.iter().any(says))
    }

    /// Whether the page has no place for a quantity, and was not shown as ready without one.
    fn is_without_quantity(&self, product: &Product) -> bool {
        let is_ready = matches!(self.stage, Stage::Ready { .. });
        !is_ready && product.quantity.as_ref().is_some_and(|one| one.kind == QuantityKind::Button)
    }

    /// Whether a reading is of the very address of the task at hand, and nobody has pressed a button yet.
    fn is_untouched_task(&self, reading: &Reading) -> bool {
        let here = |task: &super::Task| !task.in_cart && same_page(&reading.url, task.address());
        self.presses.is_empty() && self.tasks.get(self.at).is_some_and(here)
    }

    /// Whether a document that was the task's product still is: pages write into their address what is chosen.
    fn is_still_task(&self, look: &Look) -> bool {
        let title = look.reading.product.as_ref().map_or("", |product| product.title.as_str());
        let Some(task) = self.tasks.get(self.at).filter(|task| task.title == title) else { return false };
        look.look > 1
            && self.here_is_task()
            && !title.is_empty()
            && same_path(&look.reading.url, task.address())
    }

    /// Whether a reading is the task's product: by address, or by the offer's id in address or page.
    fn is_task(&self, reading: &Reading) -> bool {
        let Some(task) = self.tasks.get(self.at) else { return false };
        if same_page(&reading.url, task.address()) || same_page(&reading.url, &task.url) {
            return true;
        }
        let id = reading.product.as_ref().and_then(|product| product.id.as_deref());
        let names = |line: &LineId| {
            let offer = self.order.line(line).and_then(|line| line.offer.as_deref());
            offer.is_some_and(|offer| id == Some(offer) || names_id(&reading.url, offer))
        };
        let same_host = host_of(&reading.url).is_some_and(|host| self.knows_host(&host));
        same_host && task.lines.iter().any(names)
    }

    fn at_product(&mut self, look: &Look, now: Time, known: &dyn Known) -> Vec<Effect> {
        let reading = &look.reading;
        if self.may_be_placed() {
            self.stage = Stage::Placed;
            return Vec::new();
        }
        let is_task = self.is_task(reading);
        let is_still_task = !is_task && self.is_still_task(look);
        // A page that is drawn anew may have no title for a moment: that does not make it another.
        let is_drawn = reading.product.as_ref().is_some_and(|product| !product.title.is_empty());
        if !is_still_task && (is_task || is_drawn || look.look == 1) {
            self.found.page = reading.url.clone();
        }
        if !is_task && !is_still_task {
            return self.at_other(look, known);
        }
        if let Stage::Ready { turn: Turn::NextPage | Turn::GoToCart } = self.stage {
            return Vec::new();
        }
        let Some(product) = &reading.product else { return Vec::new() };
        if reading.signed_in == Some(false) {
            self.found.checks.clear();
            return self.wait(Stage::SignIn);
        }
        if look.look == 1
            && let Some(task) = self.tasks.get_mut(self.at)
        {
            (task.rounds, task.presses) = (0, 0);
            task.proven.clear();
        }
        if let Some(task) = self.tasks.get_mut(self.at) {
            task.title.clone_from(&product.title);
        }
        let (mut next, checks) = self.plan(product, known);
        // A title may name any variant as long as the options are still to come.
        let goes_on = matches!(next, Plan::Steps(_) | Plan::Proven | Plan::LeftToCart);
        // So may be a place for the quantity, where none is there.
        let may_grow = self.rests_on_title(product) || self.is_without_quantity(product);
        let goes_on = goes_on || matches!(next, Plan::OneByOne) && self.is_without_quantity(product);
        if goes_on && look.pace.rests_in().is_some() && may_grow {
            next = Plan::Stop(Stop::NotRecognised);
        }
        let Some(task) = self.tasks.get(self.at) else { return Vec::new() };
        self.found.checks = with_proven(&self.found.checks, &checks, &task.proven);
        let is_right = matches!(next, Plan::Proven | Plan::LeftToCart);
        let mut effects = self.follow(next, look, now, known);
        if is_right {
            effects.append(&mut self.remember(product, now, known));
        }
        if let Some(forgotten) = self.forget_changed(known) {
            self.note(now, "the variants are others than those picked among before");
            effects.push(forgotten);
        }
        effects
    }

    /// The quantity of a line as the look before found it.
    pub(super) fn stood(&self, line: &LineId) -> Option<Quantity> {
        let is_it = |check: &&Check| check.what == Checked::Quantity && check.line.as_ref() == Some(line);
        decimal(&self.found.checks.iter().find(is_it)?.found)
    }

    /// The lines as they are wanted, in what the supplier counts.
    pub(super) fn wanted<'a>(&'a self, lines: &[LineId]) -> Result<Vec<Wanted<'a>>, Stop> {
        let mut wanted = Vec::new();
        for id in lines {
            if let Some(line) = self.order.line(id)
                && !line.left().is_zero()
            {
                let mut want = Wanted::of(line, &self.asked, None)?;
                want.called = super::Task::title_of(&self.tasks, id);
                wanted.push(want);
            }
        }
        Ok(wanted)
    }

    fn follow(&mut self, next: Plan, look: &Look, now: Time, known: &dyn Known) -> Vec<Effect> {
        let was_ready = matches!(self.stage, Stage::Ready { .. });
        let at = self.at;
        match next {
            Plan::Wait if look.reading.product.is_some() && self.expects_product() => {
                self.stop(Stop::NotRecognised, look)
            }
            Plan::Wait => Vec::new(),
            Plan::OneByOne => {
                self.split_task();
                self.at_product(look, now, known)
            }
            Plan::Stop(stop) => self.stop(stop, look),
            Plan::Open(url) => self.open_variant(&url, look),
            // The person changed something after everything was right: that is shown, not undone. A list that
            // only came now may be opened.
            Plan::Steps(ref steps) | Plan::Behind(ref steps) | Plan::Partly(_, ref steps)
                if was_ready && look.look > 1 && !opens_list(look, steps) =>
            {
                for check in &mut self.found.checks {
                    if check.fit == Fit::Open {
                        check.fit = Fit::Differs;
                    }
                }
                let what = self.differences();
                self.wait(Stage::Paused { stop: Stop::NotTaken { what } })
            }
            Plan::Steps(_) | Plan::Behind(_) | Plan::Partly(..) if self.stopped_by_hand(look) => Vec::new(),
            // Where something lies over the options nothing is tried before it is gone.
            Plan::Steps(_) | Plan::Behind(_) | Plan::Partly(..) if look.covered => {
                self.wait(Stage::Paused { stop: Stop::Covered })
            }
            Plan::Behind(_) if look.pace.rests_in().is_some() => self.stop(Stop::NotRecognised, look),
            Plan::Steps(steps) | Plan::Behind(steps) => self.choose(look, Vec::new(), steps),
            Plan::Partly(right, steps) => self.choose(look, right, steps),
            Plan::Proven => {
                if let Some(task) = self.tasks.get_mut(at) {
                    task.proven = task.lines.clone();
                    task.quantity_in_cart = false;
                }
                let mut effects = self.ready_to_buy(&look.reading);
                // A field may be set back without a trace, and a price follow late: seen once more.
                let filled = self.tasks.get(at).is_some_and(|task| task.rounds > 0);
                effects.extend(look.pace.rests_in().filter(|_| filled).map(Effect::LookIn));
                effects
            }
            Plan::LeftToCart => self.leave_to_cart(&look.reading),
        }
    }

    /// After "not taken" only a new document or the person's word starts the steps again.
    fn stopped_by_hand(&self, look: &Look) -> bool {
        look.look > 1 && matches!(self.stage, Stage::Paused { stop: Stop::NotTaken { .. } })
    }

    fn choose(&mut self, look: &Look, right: Vec<LineId>, steps: Vec<Step>) -> Vec<Effect> {
        let fills = steps.iter().any(|step| matches!(step, Step::Fill { .. }));
        let Some(task) = self.tasks.get_mut(self.at) else { return Vec::new() };
        let axes = look.reading.product.as_ref().map_or(0, |product| product.axes.len());
        if task.rounds >= ROUNDS + 2 * (task.lines.len() + axes) as u32 {
            let what = self.differences();
            return self.wait(Stage::Paused { stop: Stop::NotTaken { what } });
        }
        task.rounds += 1;
        task.presses = presses_of_one(&steps);
        if fills {
            task.proven.clear();
        }
        for line in right {
            if !task.proven.contains(&line) {
                task.proven.push(line);
            }
        }
        self.stage = Stage::Choosing;
        vec![Effect::Steps(steps)]
    }

    pub(super) fn differences(&self) -> String {
        let mut told = String::new();
        for check in &self.found.checks {
            if matches!(check.fit, Fit::Open | Fit::Differs) {
                let comma = if told.is_empty() { "" } else { ", " };
                let found = if check.found.is_empty() { "?" } else { &check.found };
                told.push_str(&[comma, found, " ≠ ", &check.expected].concat());
            }
        }
        told
    }

    /// Lines that cannot be bought at once become pages of their own, each with its line's address: what that
    /// says beyond the product may be the variant.
    fn split_task(&mut self) {
        let Some(task) = self.tasks.get_mut(self.at) else { return };
        let rest = task.lines.split_off(1);
        let at = self.at + 1;
        for (offset, line) in rest.into_iter().enumerate() {
            let url = self.order.line(&line).map(|line| line.url.clone()).unwrap_or_default();
            self.tasks.insert(at + offset, super::Task::new(url, vec![line]));
        }
    }
}
