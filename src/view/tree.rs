//! What a page shows, as plain data: elements, text, attributes, and what each of them does.
//!
//! Views build it, tests read it, and `browser::dom` brings the real page into line with it.

use std::ops::{Deref, DerefMut};

use super::{Act, Words};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Text; never markup.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element. What it does ([`Parts::act`]) follows its tag: a form does it when it is
/// submitted, a field when its value changes, anything else when it is clicked.
///
/// It is one pointer wide, for the views hand it from step to step as they build it.
#[derive(Debug, Clone, PartialEq)]
pub struct Element(Box<Parts>);

/// What an element is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Its tag; `svg` and `path` are of the SVG namespace.
    pub tag: &'static str,
    /// Tells siblings apart, so that one keeps its focus and its scroll when others come and go.
    pub key: Option<String>,
    /// Attributes, no name twice. `value` and `checked` are those of the moment.
    pub attributes: Vec<(&'static str, String)>,
    /// Style properties, which the content security policy lets only script set.
    pub style: Vec<(&'static str, String)>,
    /// What it does.
    pub act: Option<Box<Act>>,
    /// What it holds.
    pub children: Vec<Node>,
}

impl Deref for Element {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Element {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

/// An empty element.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        key: None,
        attributes: Vec::new(),
        style: Vec::new(),
        act: None,
        children: Vec::new(),
    }))
}

/// An element of a class.
pub fn classed(tag: &'static str, class: &str) -> Element {
    el(tag).with("class", class)
}

/// A button of a class; `name` stands in `data-do` for whoever drives the page, people's scripts and tests.
pub fn button(name: &str, class: &str, act: Act) -> Element {
    classed("button", class).with("type", "button").with("data-do", name).does(act)
}

impl Element {
    /// With an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute without a value, when `on`.
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.with(name, "") } else { self }
    }

    /// With a style property.
    pub fn styled(mut self, name: &'static str, value: String) -> Self {
        self.style.push((name, value));
        self
    }

    /// Told from its siblings by a key.
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// With what it does.
    pub fn does(mut self, act: Act) -> Self {
        self.act = Some(Box::new(act));
        self
    }

    /// With one more child.
    pub fn put(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// With the words of a key as one more child.
    pub fn says(self, words: &Words, key: &str) -> Self {
        self.put(words.say(key, &[]))
    }

    /// With a name for screen readers that is its tooltip too: it shows none itself.
    pub fn named(self, name: String) -> Self {
        self.with("aria-label", name.clone()).with("title", name)
    }

    /// With one more child, if there is one.
    pub fn maybe(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.put(child),
            None => self,
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// How tests read a tree.
#[cfg(test)]
impl Element {
    /// Itself and all elements below, in the page's order.
    pub fn every(&self) -> Vec<&Element> {
        let mut all = vec![self];
        for child in &self.children {
            if let Node::Element(element) = child {
                all.extend(element.every());
            }
        }
        all
    }

    /// The text of it and all below, as one line.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        for child in &self.children {
            match child {
                Node::Text(text) => parts.push(text.trim().to_owned()),
                Node::Element(element) => parts.push(element.text()),
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// All elements whose `data-do` is this.
    pub fn doing(&self, name: &str) -> Vec<&Element> {
        self.every().into_iter().filter(|element| element.attribute("data-do") == Some(name)).collect()
    }

    /// The first element of a class.
    pub fn of_class(&self, class: &str) -> Option<&Element> {
        let has = |element: &&Element| {
            element.attribute("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
        };
        self.every().into_iter().find(has)
    }
}
