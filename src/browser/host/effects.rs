//! Does what a page wants done.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::call::{Call, told};
use super::super::{api, dom, message};
use super::Host;
use crate::message::{Answer, OwnRequest, PanelRequest, Problem};
use crate::order::OrderKey;
use crate::service::order_key;
use crate::store::{Change, names, open};
use crate::view::{Effect, News, Read, Then};

/// What the key of a draft begins with.
const DRAFT: &str = "draft|";
/// Size of a purchase's own window.
const WINDOW: (i32, i32) = (480, 640);

impl Host {
    /// Does all of it; reads are done together and heard together.
    pub(super) fn carry_out(self: &Rc<Self>, effects: Vec<Effect>) {
        let mut reads = Vec::new();
        for effect in effects {
            match effect {
                Effect::Read(read) => reads.push(read),
                Effect::Send(request) => self.spawn(|host| async move { host.send(request).await }),
                Effect::Ask { hosts, then } => self.ask(&hosts, then),
                Effect::Tell(request) => {
                    self.spawn(|host| async move { host.tell_from_panel(request).await })
                }
                Effect::Keep(key, text) => {
                    let key = draft_key(&key);
                    self.keep(key.clone(), Change::Put { store: names::SINGLES, key, text });
                }
                Effect::Forget(key) => {
                    let key = draft_key(&key);
                    self.keep(key.clone(), Change::Delete { store: names::SINGLES, key });
                }
                Effect::Save(saving) => self.spawn(|host| async move { host.save(saving).await }),
                Effect::Copy(text) => self.copy(text),
                Effect::OpenWindow(purchase) => {
                    let page = ["purchase.html#", &purchase].concat();
                    api::open_window(&page, WINDOW.0, WINDOW.1);
                }
                Effect::OpenOptions => api::open_options(),
                Effect::Focus(id) => self.focus(id),
                Effect::Reveal { top, height } => self.reveal(top, height),
                Effect::Close => {
                    let _ = self.window.close();
                }
            }
        }
        if !reads.is_empty() {
            self.read(reads);
        }
    }

    fn spawn<F: Future<Output = ()> + 'static>(self: &Rc<Self>, task: impl FnOnce(Rc<Self>) -> F) {
        spawn_local(task(Rc::clone(self)));
    }

    /// All reads run at the same time; the one that ends last has the page hear all, in their order.
    fn read(self: &Rc<Self>, reads: Vec<Read>) {
        let all: Rc<RefCell<Vec<Option<News>>>> = Rc::default();
        all.borrow_mut().resize_with(reads.len(), || None);
        for (place, read) in reads.into_iter().enumerate() {
            let all = Rc::clone(&all);
            self.spawn(move |host| async move {
                let news = host.read_one(read).await;
                if let Some(own) = all.borrow_mut().get_mut(place) {
                    *own = Some(news);
                }
                if all.borrow().iter().all(Option::is_some) {
                    host.hear_all(all.take());
                }
            });
        }
    }

    fn hear_all(self: &Rc<Self>, all: Vec<Option<News>>) {
        let mut effects = Vec::new();
        for news in all.into_iter().flatten() {
            effects.append(&mut self.page.borrow_mut().hear(news));
        }
        self.paint();
        self.carry_out(effects);
    }

    async fn read_one(&self, read: Read) -> News {
        match &read {
            Read::Access => return News::Access(api::all_access().await.unwrap_or_default()),
            Read::Space => return News::Space(self.space().await.unwrap_or_default()),
            _ => {}
        }
        let database = self.database().await;
        match (place_of(&read), database) {
            (Some((store, key)), Ok(database)) => match database.get(store, &key).await {
                // One that is damaged is as good as none: the background says so and mends it.
                Ok(text) => News::Found(read, text.as_deref().and_then(sound)),
                Err(why) => News::Unreadable(why),
            },
            (_, Err(why)) => News::Unreadable(why),
            // All of a store. The list's chunks come by their keys, which are numbers with leading zeros.
            (None, Ok(database)) => {
                let store = match read {
                    Read::Rows => names::ROWS,
                    Read::Drafts => names::SINGLES,
                    Read::Pairings => names::PAIRINGS,
                    _ => names::OUTBOX,
                };
                let (mut texts, mut drafts) = (Vec::new(), Vec::new());
                for (key, text) in database.all(store).await.unwrap_or_default() {
                    drafts.extend(drafted(&key));
                    texts.extend(sound(&text));
                }
                match read {
                    Read::Rows => News::Rows(texts),
                    Read::Drafts => News::Drafts(drafts),
                    Read::Pairings => News::Pairings(texts),
                    _ => News::Parcels(texts),
                }
            }
        }
    }

    /// Writes a draft, one write at a time: what is typed meanwhile is written in one more, so that
    /// a popup that closes loses no more than the last moment.
    fn keep(self: &Rc<Self>, key: String, change: Change) {
        self.unwritten.borrow_mut().insert(key, change);
        if self.writing.replace(true) {
            return;
        }
        self.spawn(|host| async move {
            loop {
                let changes: Vec<Change> =
                    host.unwritten.take().into_tuple_vec().into_iter().map(|(_, change)| change).collect();
                if changes.is_empty() {
                    break;
                }
                if let Ok(database) = host.database().await {
                    // A draft that is not kept is still in the form; the next change tries again.
                    let _ = database.write(&changes).await;
                }
            }
            host.writing.set(false);
        });
    }

    fn space(&self) -> Call<u64> {
        Call::new(self.window.navigator().storage().estimate(), |estimate| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
            Ok(api::member(&told(estimate)?, "usage").as_f64().map_or(0, |bytes| bytes as u64))
        })
    }

    async fn send(self: Rc<Self>, request: OwnRequest) {
        let answer = ask_background(&request).await;
        self.tell(News::Answered(request, answer));
    }

    /// Asks the browser for access, here and now: a moment later the click is over, and with it
    /// the right to ask.
    fn ask(self: &Rc<Self>, hosts: &[String], then: Then) {
        let asked = api::request_access(hosts);
        self.spawn(|host| async move {
            // Told before the answer: the popup may close under the browser's question.
            let purchase = match &then {
                Then::Buy(key) => host.buy(key.clone()).await,
                Then::Tell(purchase) => Some(purchase.clone()),
                Then::Send(_) => None,
            };
            let granted = asked.await.unwrap_or(false);
            match (purchase, then) {
                (Some(purchase), _) => host.send(OwnRequest::Answered { purchase, granted }).await,
                (None, Then::Send(request)) if granted => host.send(request).await,
                (None, Then::Send(request)) => host.tell(News::Denied(request)),
                (None, _) => {}
            }
        });
    }

    async fn buy(self: &Rc<Self>, key: OrderKey) -> Option<String> {
        let request = OwnRequest::Buy { key };
        let answer = ask_background(&request).await;
        let purchase = match &answer {
            Answer::Purchase { purchase } => Some(purchase.clone()),
            _ => None,
        };
        self.tell(News::Answered(request, answer));
        purchase
    }

    async fn tell_from_panel(self: Rc<Self>, request: PanelRequest) {
        let shown = api::send(&message::to_js(&request)).await.ok().filter(JsValue::is_object);
        self.tell(News::Panel(shown.map(|shown| api::json_of(&shown))));
    }

    /// Copies by way of a field: unlike `navigator.clipboard` this also works in a frame of a page
    /// whose policy forbids the clipboard.
    fn copy(self: &Rc<Self>, text: String) {
        let focused = self.document.active_element();
        let Ok(field) = self.document.create_element("textarea") else { return };
        let field: web_sys::HtmlTextAreaElement = field.unchecked_into();
        field.set_value(&text);
        field.set_class_name("hidden");
        let root = self.stage.borrow().root().clone();
        let Some(around) = root.parent_element() else { return };
        let _ = around.append_child(&field);
        field.select();
        let copied =
            self.document.unchecked_ref::<web_sys::HtmlDocument>().exec_command("copy").unwrap_or(false);
        field.remove();
        if let Some(element) = focused {
            dom::focus(&element);
        }
        if copied {
            self.spawn(|host| async move { host.tell(News::Copied(text)) });
        }
    }

    /// Later, for what is to have the focus may only come with the paint that follows.
    fn focus(self: &Rc<Self>, id: &'static str) {
        self.spawn(|host| async move {
            if let Some(element) = host.document.get_element_by_id(id) {
                dom::focus(&element);
            }
        });
    }

    fn reveal(self: &Rc<Self>, top: i32, height: i32) {
        self.spawn(move |host| async move {
            let Some(list) = host.list() else { return };
            let (from, room) = (list.scroll_top(), list.client_height());
            if top < from {
                list.set_scroll_top(top);
            } else if top + height > from + room {
                list.set_scroll_top(top + height - room);
            }
        });
    }
}

/// The JSON of a stored text, if it is what was written.
fn sound(text: &str) -> Option<String> {
    open(text).ok().map(str::to_owned)
}

/// Where a document is kept; nothing for what is not one document.
fn place_of(read: &Read) -> Option<(&'static str, String)> {
    Some(match read {
        Read::Access | Read::Space | Read::Rows | Read::Drafts | Read::Parcels | Read::Pairings => {
            return None;
        }
        Read::Settings => (names::SINGLES, "settings".to_owned()),
        Read::Screen => (names::SINGLES, "screen".to_owned()),
        Read::Suppliers => (names::SINGLES, "suppliers".to_owned()),
        Read::Order(key) => (names::ORDERS, order_key(key)),
        Read::Purchase(id) => (names::PURCHASES, id.clone()),
        Read::Draft(key) => (names::SINGLES, draft_key(key)),
        Read::Number(id) => (names::NUMBERS, id.clone()),
    })
}

async fn ask_background(request: &OwnRequest) -> Answer {
    let answer = api::send(&message::to_js(request)).await;
    answer.and_then(|answer| message::from_js(&answer)).unwrap_or_else(|why| {
        let problem = Problem { word: "background_silent".to_owned(), with: vec![why] };
        Answer::Failed { problem }
    })
}

fn draft_key(key: &OrderKey) -> String {
    [DRAFT, &order_key(key)].concat()
}

/// The order of a draft's key.
fn drafted(key: &str) -> Option<OrderKey> {
    let (connection, order) = key.strip_prefix(DRAFT)?.split_once('|')?;
    Some(OrderKey { connection: connection.to_owned(), order: order.to_owned() })
}
