//! What happens in a page's document, as news for the page.

use std::cell::Cell;
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
    for (name, on) in [("click", On::Click), ("input", On::Input), ("submit", On::Submit)] {
        on_event(host, &root, name, move |host, event: Event| host.acted(on, &event));
    }
    // Scrolling does not bubble; it is heard on its way down.
    listen_with(host, &root, "scroll", true, |host, _: Event| host.paint_scrolled());
    let document: EventTarget = host.document.clone().into();
    on_event(host, &document, "keydown", |host, event: KeyboardEvent| host.pressed(&event));
    let window: EventTarget = host.window.clone().into();
    on_event(host, &window, "resize", |host, _: Event| host.resized());
    listen_to_drags(host, &root);
    host.resized();
    host.begin_clock();
    let told = Rc::clone(host);
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |sent: JsValue| {
        if api::member(&sent, "kind").as_string().as_deref() == Some("changed") {
            told.announce();
        }
    });
    api::on_message(heard.as_ref().unchecked_ref());
    heard.forget();
}

fn on_event<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(
    host: &Rc<Host>,
    target: &EventTarget,
    name: &str,
    handle: impl Fn(&Rc<Host>, E) + 'static,
) {
    listen_with(host, target, name, false, handle);
}

fn listen_with<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(
    host: &Rc<Host>,
    target: &EventTarget,
    name: &str,
    capture: bool,
    handle: impl Fn(&Rc<Host>, E) + 'static,
) {
    let host = Rc::clone(host);
    let listener = Closure::<dyn FnMut(E)>::new(move |event| handle(&host, event));
    let function = listener.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_bool(name, function, capture);
    // For as long as the document lives.
    listener.forget();
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
}

/// The person drags an element with `data-drag`. Counted on the screen: the frame moves along, so
/// places inside it say nothing.
fn listen_to_drags(host: &Rc<Host>, root: &EventTarget) {
    let from: Rc<Cell<Option<(i32, i32)>>> = Rc::default();
    let begin = Rc::clone(&from);
    on_event(host, root, "pointerdown", move |_, event: PointerEvent| {
        let Some(target) = target_of(&event) else { return };
        let on_button = target.closest("button").ok().flatten().is_some();
        let Some(handle) = target.closest("[data-drag]").ok().flatten().filter(|_| !on_button) else {
            return;
        };
        let _ = handle.set_pointer_capture(event.pointer_id());
        begin.set(Some((event.screen_x(), event.screen_y())));
    });
    for (name, done) in [("pointermove", false), ("pointerup", true), ("pointercancel", true)] {
        let from = Rc::clone(&from);
        on_event(host, root, name, move |host, event: PointerEvent| {
            let Some((x, y)) = from.get() else { return };
            if done {
                from.set(None);
            }
            host.tell(News::Dragged { x: event.screen_x() - x, y: event.screen_y() - y, done });
        });
    }
}
