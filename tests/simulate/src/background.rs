//! What the extension's background does with each event, as its entry point has it: wiring only.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use one_click_purchase::message::{OwnRequest, PanelAct};
use one_click_purchase::service::{Rest, Seen};

use crate::browser::Told;
use crate::port::Port;
use crate::run::Core;
use crate::truth;

/// Minutes after which the list is fetched again.
const LIST: i64 = 5;

/// A background that works.
pub type Background = Rc<Core>;

/// A background that has just started, with what it left undone; nothing where it could not read what is kept.
type Start = Option<(Background, Vec<Rest>)>;

/// Where one that is starting puts itself.
#[derive(Clone, Default)]
pub struct Begun(Rc<RefCell<Option<Start>>>);

impl Begun {
    /// What has started, once.
    pub fn take(&self) -> Option<Start> {
        self.0.borrow_mut().take()
    }
}

/// Starts.
pub async fn start(port: Port, begun: Begun) {
    let started = match Core::open(port).await {
        Ok(service) => {
            service.after_start().await;
            let interrupted = service.interrupted();
            Some((Rc::new(service), interrupted))
        }
        Err(_) => None,
    };
    *begun.0.borrow_mut() = Some(started);
}

/// Takes up what was left undone.
pub async fn goes_on(service: Background, interrupted: Vec<Rest>) {
    for (purchase, effects) in interrupted {
        service.run(purchase, effects).await;
    }
    service.send_left().await;
    service.publish().await;
}

/// Handles one event.
pub async fn handle(service: Background, port: Port, told: Told) {
    let refresh = match told {
        Told::Created(tab, opener) => return service.tab_created(tab, opener).await,
        Told::Loading(tab, status) => return service.tab_loading(tab, status).await,
        Told::Look { tab, document, look, snapshot, pace, panel } => {
            let seen = Seen { look, snapshot: &snapshot, pace, covered: false, panel: panel.as_deref() };
            let (reply, rest) = service.look(tab, 0, seen).await;
            port.world().answered(port.who, tab, document, reply);
            let acts = rest.is_some();
            if let Some((purchase, effects)) = rest {
                service.run(purchase, effects).await;
            }
            if acts || service.has_news() {
                service.publish().await;
            }
            return;
        }
        Told::Press(tab, press, snapshot, at) => {
            truth::press_arrives(&mut port.world(), port.who, tab, &press.label, at);
            service.pressed(tab, 0, &press, &snapshot, Some(at)).await;
            truth::press_handled(&mut port.world());
            return service.publish().await;
        }
        Told::Lead(tab, token) => {
            if let Some(purchase) = service.panel_purchase(tab, &token) {
                service.panel_act(tab, &purchase, PanelAct::Lead).await;
                service.publish().await;
            }
            return;
        }
        Told::Own(request) => {
            let refreshes = matches!(*request, OwnRequest::Refresh);
            carry_out(&service, (*request).clone()).await;
            service.publish().await;
            if refreshes {
                service.refresh().await;
            }
            return;
        }
        Told::Removed(tab) => {
            service.tab_removed(tab).await;
            false
        }
        Told::Alarm => {
            service.renew_claims().await;
            service.send_due().await;
            service.end_listings().await;
            let now = port.world().time_of(port.who);
            service.list_is_older_than(TimeDelta::minutes(LIST), now)
        }
        Told::Access => {
            service.place_buttons().await;
            service.access_changed().await;
            false
        }
        Told::Installed => {
            service.place_buttons().await;
            true
        }
        Told::Started => {
            service.send_due().await;
            true
        }
    };
    match refresh {
        true => service.refresh().await,
        false => service.publish().await,
    }
}

async fn carry_out(service: &Core, request: OwnRequest) {
    match request {
        OwnRequest::Buy { key } => drop(service.buy(key).await),
        OwnRequest::ShowTab { purchase } => service.show(&purchase).await,
        OwnRequest::Decide { purchase, decision } => service.decide(&purchase, decision).await,
        OwnRequest::Answered { purchase, granted } => service.access_answered(&purchase, granted).await,
        OwnRequest::Record { key, report } => drop(service.record_by_hand(key, *report).await),
        OwnRequest::Undo { report, reason, .. } => drop(service.undo(&report, reason).await),
        OwnRequest::SendNow => service.send_now().await,
        // The rest is about connections and options.
        _ => {}
    }
}
