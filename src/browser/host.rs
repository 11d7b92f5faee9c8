//! Hosts a page of the extension: carries what happens to it, shows what it paints, does what it
//! wants done. Alike for every page; which page it is matters to nothing here.

mod effects;
mod events;
mod saving;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use litemap::LiteMap;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element as DomElement, HtmlElement, Window};

use super::database::Database;
use super::dom::Stage;
use super::{api, clock};
use crate::order::Time;
use crate::store::Change;
use crate::view::{News, Page};

/// A page with the part of the document that it shows itself in.
pub struct Host {
    page: RefCell<Box<dyn Page>>,
    stage: RefCell<Stage>,
    window: Window,
    document: Document,
    database: RefCell<Option<Database>>,
    /// Heights and the list's box, as last told.
    measured: RefCell<LiteMap<String, i32>>,
    list_box: Cell<(i32, i32)>,
    /// Drafts that are still to be written, and whether a write runs.
    unwritten: RefCell<LiteMap<String, Change>>,
    writing: Cell<bool>,
    /// Changes were announced that were not read yet.
    changed: Cell<bool>,
    /// Where on the screen the drag at hand began.
    dragged_from: Cell<Option<(i32, i32)>>,
}

/// What a page is made with.
#[derive(Debug)]
pub struct Start {
    /// The part of its address after `#`.
    pub hash: String,
    /// The time.
    pub now: Time,
    /// The browser's own language.
    pub language: String,
}

/// Shows a page in the element with the id `page` until the document goes.
pub fn run(make: fn(Start) -> Box<dyn Page>) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    let Some(root) = document.get_element_by_id("page") else { return };
    let hash = window.location().hash().unwrap_or_default().trim_start_matches('#').to_owned();
    let page = make(Start { hash, now: clock::now(), language: api::language() });
    let stage = RefCell::new(Stage::new(document.clone(), root));
    let host = Rc::new(Host {
        page: RefCell::new(page),
        stage,
        window,
        document,
        database: RefCell::new(None),
        measured: RefCell::default(),
        list_box: Cell::default(),
        unwritten: RefCell::default(),
        writing: Cell::default(),
        changed: Cell::default(),
        dragged_from: Cell::default(),
    });
    events::listen(&host);
    let start = host.page.borrow_mut().start();
    host.carry_out(start);
    host.paint();
}

impl Host {
    /// Tells the page, does what it wants, and shows what has changed.
    fn tell(self: &Rc<Self>, news: News) {
        let effects = self.page.borrow_mut().hear(news);
        self.carry_out(effects);
        self.paint();
    }

    fn paint(self: &Rc<Self>) {
        let page = self.page.borrow();
        let Some(tree) = page.view() else { return };
        if let Some(html) = self.document.document_element() {
            let _ = html.set_attribute("lang", page.language());
        }
        self.document.set_title(&page.title());
        drop(page);
        self.stage.borrow_mut().show(tree);
        self.measure();
    }

    /// Tells the page what the browser made of the paint: how high the parts are that want to be
    /// measured, and the list's own box. What has changed since is painted again.
    fn measure(self: &Rc<Self>) {
        let mut news = Vec::new();
        let mut measured = self.measured.borrow_mut();
        if let Ok(parts) = self.document.query_selector_all("[data-measure]") {
            let mut seen: Vec<String> = Vec::new();
            for at in 0..parts.length() {
                let Some(part) = parts.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
                    continue;
                };
                let name = part.get_attribute("data-measure").unwrap_or_default();
                // What a frame has no room for counts as well.
                let height = part.offset_height().max(part.scroll_height());
                // All parts of one name are alike: the first tells for all.
                if !seen.contains(&name) && measured.insert(name.clone(), height) != Some(height) {
                    news.push(News::Measured(name.clone(), height));
                }
                seen.push(name);
            }
        }
        drop(measured);
        if let Some(list) = self.list() {
            let (top, height) = (list.scroll_top(), list.client_height());
            if self.list_box.replace((top, height)) != (top, height) {
                news.push(News::Scrolled { top, height });
            }
        }
        if !news.is_empty() {
            news.into_iter().for_each(|news| {
                let effects = self.page.borrow_mut().hear(news);
                self.carry_out(effects);
            });
            self.paint();
        }
    }

    fn list(&self) -> Option<DomElement> {
        self.document.query_selector("[data-scroll]").ok().flatten()
    }

    /// Reads the clock and the list's box now, and then as time goes and the window changes.
    fn begin_clock(self: &Rc<Self>) {
        let tick = events::listener(self, |host, _| host.tell(News::Clock(clock::now())));
        let every = 30_000;
        let _ = self.window.set_interval_with_callback_and_timeout_and_arguments_0(&tick, every);
    }

    async fn database(&self) -> Result<Database, String> {
        if let Some(open) = self.database.borrow().clone() {
            return Ok(open);
        }
        let open = Database::open().await?;
        *self.database.borrow_mut() = Some(open.clone());
        Ok(open)
    }
}
