//! What happens in a page's document, as news for the page.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element as DomElement, Event, EventTarget, KeyboardEvent, Node as DomNode, PointerEvent};

use super::super::api;
use super::super::dom::On;
use super::Host;
use crate::view::{Key, News};

/// Listens until the document goes.
pub(super) fn listen(host: &Rc<Host>) {
    let root: EventTarget = host.stage.borrow().root().clone().into();
    on_event(host, &root, "click", |host, event| host.acted(On::Click, event.unchecked_ref()));
    on_event(host, &root, "input", |host, event| host.acted(On::Input, event.unchecked_ref()));
    on_event(host, &root, "submit", |host, event| host.acted(On::Submit, event.unchecked_ref()));
    on_event(host, &root, "scroll", |host, _| host.paint_scrolled());
    on_event(host, &host.document, "keydown", |host, event| host.pressed(event.unchecked_ref()));
    on_event(host, &host.window, "resize", |host, _| host.resized());
    on_event(host, &root, "pointerdown", |host, event| host.begin_drag(event.unchecked_ref()));
    on_event(host, &root, "pointermove", |host, event| host.drag(event.unchecked_ref(), false));
    on_event(host, &root, "pointerup", |host, event| host.drag(event.unchecked_ref(), true));
    on_event(host, &root, "pointercancel", |host, event| host.drag(event.unchecked_ref(), true));
    host.resized();
    host.begin_clock();
    api::on_message(&listener(host, |host, sent| {
        if api::member(sent, "kind").as_string().as_deref() == Some("changed") {
            host.announce();
        }
    }));
}

/// A function for the browser to call, for as long as the document lives. One type for all of
/// them: the code around a closure is made anew for every kind of it.
pub(super) fn listener(host: &Rc<Host>, handle: fn(&Rc<Host>, &JsValue)) -> js_sys::Function {
    let host = Rc::clone(host);
    let listener: Box<dyn FnMut(JsValue)> = Box::new(move |event| handle(&host, &event));
    Closure::wrap(listener).into_js_value().unchecked_into()
}

/// Scrolling does not bubble; it is heard on its way down.
fn on_event(host: &Rc<Host>, target: &EventTarget, name: &str, handle: fn(&Rc<Host>, &JsValue)) {
    let function = listener(host, handle);
    let _ = target.add_event_listener_with_callback_and_bool(name, &function, name == "scroll");
}

fn target_of(event: &Event) -> Option<DomElement> {
    let target: DomNode = event.target()?.dyn_into().ok()?;
    target.clone().dyn_into().ok().or_else(|| target.parent_element())
}

impl Host {
    fn acted(self: &Rc<Self>, on: On, event: &Event) {
        if on == On::Submit {
            event.prevent_default();
        }
        let Some(target) = target_of(event) else { return };
        let Some((act, element)) = self.stage.borrow().act(&target, on) else { return };
        let ticked = element.get_attribute("type").is_some_and(|kind| kind == "checkbox" || kind == "radio");
        let value = match (on, ticked) {
            (On::Input, true) => api::member(&element, "checked").is_truthy().to_string(),
            (On::Input, false) => api::member(&element, "value").as_string().unwrap_or_default(),
            _ => String::new(),
        };
        self.tell(News::Did(act, value));
    }

    fn pressed(self: &Rc<Self>, event: &KeyboardEvent) {
        // While an input method composes, its keys are its own.
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let target = target_of(event);
        let tag = target.as_ref().map(|target| target.tag_name().to_ascii_lowercase()).unwrap_or_default();
        let is_field = matches!(tag.as_str(), "input" | "textarea" | "select");
        let key = Key {
            name: event.key(),
            field: target.filter(|_| is_field).map(|field| field.id()),
            on_control: matches!(tag.as_str(), "button" | "a" | "summary"),
        };
        let taken = self.page.borrow_mut().key(&key);
        if let Some(effects) = taken {
            event.prevent_default();
            self.carry_out(effects);
            self.paint();
        }
    }

    fn paint_scrolled(self: &Rc<Self>) {
        let Some(list) = self.list() else { return };
        let (top, height) = (list.scroll_top(), list.client_height());
        if self.list_box.replace((top, height)) != (top, height) {
            self.tell(News::Scrolled { top, height });
        }
    }

    fn resized(self: &Rc<Self>) {
        let size =
            |side: Result<JsValue, JsValue>| side.ok().and_then(|side| api::whole(&side)).unwrap_or_default();
        let (width, height) = (size(self.window.inner_width()), size(self.window.inner_height()));
        self.tell(News::Resized { width, height });
    }

    /// Several announcements in one turn of the event loop are read once.
    fn announce(self: &Rc<Self>) {
        if self.changed.replace(true) {
            return;
        }
        let host = Rc::clone(self);
        let read = Closure::once_into_js(move || {
            host.changed.set(false);
            host.tell(News::Changed);
        });
        let _ = self.window.set_timeout_with_callback(read.unchecked_ref());
    }

    /// The person takes an element with `data-drag`. Counted on the screen: the frame moves along,
    /// so places inside it say nothing.
    fn begin_drag(&self, event: &PointerEvent) {
        let Some(target) = target_of(event) else { return };
        let on_button = target.closest("button").ok().flatten().is_some();
        let Some(handle) = target.closest("[data-drag]").ok().flatten().filter(|_| !on_button) else {
            return;
        };
        let _ = handle.set_pointer_capture(event.pointer_id());
        self.dragged_from.set(Some((event.screen_x(), event.screen_y())));
    }

    fn drag(self: &Rc<Self>, event: &PointerEvent, done: bool) {
        let Some((x, y)) = self.dragged_from.get() else { return };
        if done {
            self.dragged_from.set(None);
        }
        self.tell(News::Dragged { x: event.screen_x() - x, y: event.screen_y() - y, done });
    }
}
