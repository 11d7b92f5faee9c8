//! Brings the page into line with a tree, touching only what differs: an element that stays keeps
//! its focus, its selection and its scroll. Text goes in as text nodes; nothing is ever markup.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element as DomElement, Node as DomNode};

use crate::view::{Act, Element, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

#[wasm_bindgen]
extern "C" {
    // `style` stands on HTMLElement and SVGElement alike, and on neither of the types used here.
    #[wasm_bindgen(extends = DomElement)]
    type Styled;
    #[wasm_bindgen(method, getter)]
    fn style(this: &Styled) -> web_sys::CssStyleDeclaration;
}

/// What stands on the page now: a tree with its nodes.
#[derive(Debug)]
struct Live {
    node: DomNode,
    shown: Node,
    /// Children of an element; `shown` itself has none.
    children: Vec<Live>,
}

/// The part of the page that shows a tree.
#[derive(Debug)]
pub struct Stage {
    document: Document,
    root: DomElement,
    live: Option<Live>,
    /// An element that was made in this round and wants the focus.
    focus: Option<DomElement>,
}

impl Stage {
    /// Shows trees inside `root` from now on; what stands there goes with the first one.
    pub fn new(document: Document, root: DomElement) -> Self {
        Self { document, root, live: None, focus: None }
    }

    /// The element that everything is shown in.
    pub fn root(&self) -> &DomElement {
        &self.root
    }

    /// Shows this tree.
    pub fn show(&mut self, tree: Element) {
        let wanted = Node::Element(tree);
        match self.live.take() {
            Some(mut live) if is_same(&live.shown, &wanted) => {
                self.update(&mut live, wanted);
                self.live = Some(live);
            }
            _ => {
                let live = self.make(wanted);
                self.root.set_text_content(None);
                attach(&self.root, &live.node, None);
                self.live = Some(live);
            }
        }
        if let Some(element) = self.focus.take() {
            focus(&element);
        }
    }

    /// What the element under `target`, or the nearest around it, does on this kind of event.
    pub fn act(&self, target: &DomNode, on: On) -> Option<(Act, DomElement)> {
        let mut path = Vec::new();
        let mut node = target.clone();
        while !node.is_same_node(Some(&self.root)) {
            let mut place = 0_usize;
            let mut sibling = node.previous_sibling();
            while let Some(previous) = sibling {
                place += 1;
                sibling = previous.previous_sibling();
            }
            path.push(place);
            node = node.parent_node()?;
        }
        path.pop();
        let mut live = self.live.as_ref()?;
        let mut found = None;
        loop {
            if let Node::Element(element) = &live.shown
                && On::of(element.tag, element.attribute("type")) == on
            {
                let act = element.act.as_deref().map(|act| (act.clone(), live.node.clone().unchecked_into()));
                found = act.or(found);
            }
            match path.pop() {
                Some(place) => live = live.children.get(place)?,
                None => return found,
            }
        }
    }

    fn make(&mut self, wanted: Node) -> Live {
        let mut element = match wanted {
            Node::Text(text) => {
                let node = self.document.create_text_node(&text).into();
                return Live { node, shown: Node::Text(text), children: Vec::new() };
            }
            Node::Element(element) => element,
        };
        // Making an element fails for a name that is no name only, and the views' are fixed.
        let made = match element.tag {
            "svg" | "path" => self.document.create_element_ns(Some(SVG), element.tag),
            tag => self.document.create_element(tag),
        };
        let Ok(node) = made else {
            return Live {
                node: self.document.create_comment("").into(),
                shown: Node::Text(String::new()),
                children: Vec::new(),
            };
        };
        let mut children = Vec::with_capacity(element.children.len());
        for child in std::mem::take(&mut element.children) {
            let child = self.make(child);
            attach(&node, &child.node, None);
            children.push(child);
        }
        for (name, value) in &element.attributes {
            set(&node, name, Some(value));
        }
        for (name, value) in &element.style {
            set_style(&node, name, Some(value));
        }
        if element.attribute("autofocus").is_some() {
            self.focus = Some(node.clone());
        }
        Live { node: node.into(), shown: Node::Element(element), children }
    }

    /// Brings one that stays up to date.
    fn update(&mut self, live: &mut Live, wanted: Node) {
        match (&mut live.shown, wanted) {
            (Node::Text(old), Node::Text(new)) if *old != new => {
                live.node.set_node_value(Some(&new));
                *old = new;
            }
            (Node::Element(old), Node::Element(mut new)) => {
                let node: &DomElement = live.node.unchecked_ref();
                self.children(node, &mut live.children, std::mem::take(&mut new.children));
                differ(node, &old.attributes, &new.attributes, set);
                differ(node, &old.style, &new.style, set_style);
                // What the person typed or ticked stands only in the element itself.
                for (name, value) in &new.attributes {
                    if matches!(*name, "value" | "checked") {
                        set(node, name, Some(value));
                    }
                }
                *old = new;
            }
            _ => {}
        }
    }

    fn children(&mut self, parent: &DomElement, live: &mut Vec<Live>, wanted: Vec<Node>) {
        let mut old: Vec<Option<Live>> = std::mem::take(live).into_iter().map(Some).collect();
        // Without keys a child is the same as the next one of its kind; with keys, the one of its key.
        let mut kept: Vec<Option<Live>> = Vec::with_capacity(wanted.len());
        let mut from = 0;
        for child in &wanted {
            let fits = |live: &Option<Live>| live.as_ref().is_some_and(|live| is_same(&live.shown, child));
            let place = match key(child) {
                Some(_) => old.iter().position(fits),
                None => old.get(from).is_some_and(fits).then_some(from),
            };
            from = place.map_or(from, |place| place + 1).max(from);
            kept.push(place.and_then(|place| old.get_mut(place)?.take()));
        }
        for gone in old.into_iter().flatten() {
            if let Some(parent) = gone.node.parent_node() {
                let _ = parent.remove_child(&gone.node);
            }
        }
        let mut next = parent.first_child();
        for (kept, wanted) in kept.into_iter().zip(wanted) {
            let child = match kept {
                Some(mut child) => {
                    self.update(&mut child, wanted);
                    child
                }
                None => self.make(wanted),
            };
            if next.as_ref().is_some_and(|next| next.is_same_node(Some(&child.node))) {
                next = child.node.next_sibling();
            } else {
                attach(parent, &child.node, next.as_ref());
            }
            live.push(child);
        }
    }
}

/// The event on which an element does what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A field's value has changed.
    Input,
    /// A form is submitted.
    Submit,
    /// Clicked.
    Click,
}

impl On {
    fn of(tag: &str, kind: Option<&str>) -> Self {
        match (tag, kind) {
            ("form", _) => Self::Submit,
            ("input" | "select" | "textarea", _) => Self::Input,
            _ => Self::Click,
        }
    }
}

/// Whether one element can become the other.
fn is_same(shown: &Node, wanted: &Node) -> bool {
    match (shown, wanted) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(shown), Node::Element(wanted)) => shown.tag == wanted.tag && shown.key == wanted.key,
        _ => false,
    }
}

fn key(node: &Node) -> Option<&str> {
    match node {
        Node::Element(element) => element.key.as_deref(),
        Node::Text(_) => None,
    }
}

fn attach(parent: &DomElement, child: &DomNode, before: Option<&DomNode>) {
    // Fails only for a parent inside its own child, which trees cannot say.
    let _ = parent.insert_before(child, before);
}

/// Sets each pair that is new or changed, and removes what is gone.
fn differ(
    element: &DomElement,
    old: &[(&'static str, String)],
    new: &[(&'static str, String)],
    set: fn(&DomElement, &str, Option<&str>),
) {
    for pair in new {
        if !old.contains(pair) {
            set(element, pair.0, Some(&pair.1));
        }
    }
    for (name, _) in old {
        if !new.iter().any(|(own, _)| own == name) {
            set(element, name, None);
        }
    }
}

fn set(element: &DomElement, name: &str, value: Option<&str>) {
    match (name, value) {
        // As properties: the attributes are only what a field begins with. A field that shows the
        // value already is left alone, for setting it moves the caret.
        ("value", value) => {
            let (name, value) = (JsValue::from_str(name), JsValue::from_str(value.unwrap_or_default()));
            if js_sys::Reflect::get(element, &name).ok().as_ref() != Some(&value) {
                let _ = js_sys::Reflect::set(element, &name, &value);
            }
        }
        ("checked", value) => {
            let _ = js_sys::Reflect::set(
                element,
                &JsValue::from_str(name),
                &JsValue::from_bool(value == Some("true")),
            );
        }
        (name, Some(value)) => {
            let _ = element.set_attribute(name, value);
        }
        (name, None) => {
            let _ = element.remove_attribute(name);
        }
    }
}

fn set_style(element: &DomElement, name: &str, value: Option<&str>) {
    let style = element.unchecked_ref::<Styled>().style();
    let _ = match value {
        Some(value) => style.set_property(name, value),
        None => style.remove_property(name).map(drop),
    };
}

/// Gives an element the focus; a field's text is selected.
pub fn focus(element: &DomElement) {
    let element: &web_sys::HtmlElement = element.unchecked_ref();
    let _ = element.focus();
    if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        field.select();
    }
}
