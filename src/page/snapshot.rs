//! What the agent sees, as plain data: the flattened tree of a document with its open shadow roots.

use crate::json::{Json, Misfits, Object, Value};

/// Names one element of one document for as long as the document lives.
pub type Handle = u32;

/// One look at one document.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Snapshot {
    /// The document's address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The language it declares.
    pub lang: String,
    /// Whether it is the top document of its tab.
    pub top: bool,
    /// `loading`, `interactive` or `complete`.
    pub ready: String,
    /// Minutes by which the browser's clock is ahead of UTC.
    pub zone: i32,
    /// Width and height of the window in CSS pixels.
    pub view: (i32, i32),
    /// Elements in document order; a parent stands before its children.
    pub nodes: Vec<Node>,
    /// Data blocks of the page: JSON-LD and other JSON in scripts, never run.
    pub data: Vec<Data>,
    /// `meta` elements: name, property or itemprop with content.
    pub meta: Vec<(String, String)>,
    /// There was more than the agent sends; what is not in it was not looked at.
    pub cut: bool,
}

/// One element.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Node {
    /// Its handle.
    #[json(rename = "h")]
    pub handle: Handle,
    /// Index of its parent in [`Snapshot::nodes`]; nothing for a root.
    #[json(rename = "p")]
    pub parent: Option<u32>,
    /// Tag name in lower case.
    #[json(rename = "t")]
    pub tag: String,
    /// Its own text (not its children's), white space folded. Where an element's text stands before,
    /// between or after child elements, as in `¥<b>12</b>.80`, each piece is instead a child of its own
    /// in its place, with the tag `#text` and its parent's handle: read in order, it stays one price.
    #[json(rename = "x")]
    pub text: String,
    /// Attributes worth reading, names in lower case, addresses made absolute, values cut to 300 characters.
    #[json(rename = "a")]
    pub attributes: Attributes,
    /// What it is called, for what a person can press or choose: all the words that it shows, else its
    /// label, title or picture's text; cut to 120 characters. Empty where that is its own text.
    #[json(rename = "l")]
    pub label: String,
    /// It flows within a line and no space stands before it: its words go on those before it.
    #[json(rename = "i")]
    pub inline: bool,
    /// Its box in the document.
    #[json(rename = "r")]
    pub rect: Rect,
    /// Current value of a field; never of a password, a card or a one-time-code field.
    #[json(rename = "v")]
    pub value: Option<String>,
    /// Checked, selected or pressed, as the element itself tells.
    #[json(rename = "c")]
    pub checked: bool,
    /// Disabled, as the element itself tells.
    #[json(rename = "d")]
    pub disabled: bool,
    /// A person could see it (rendered, not transparent, not empty).
    #[json(rename = "s")]
    pub shown: bool,
    /// Font size in CSS pixels where it has text of its own, else 0.
    #[json(rename = "f")]
    pub font: u16,
    /// Its text is struck through.
    #[json(rename = "k")]
    pub struck: bool,
    /// The pointer turns into a hand over it.
    #[json(rename = "u")]
    pub pointer: bool,
}

/// The attributes of an element by name, few enough to be looked through one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// No attributes.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute, in the place of one with the same name.
    pub fn insert(&mut self, name: String, value: String) {
        match self.0.iter_mut().find(|(own, _)| *own == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// All of them, name and value.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }
}

/// The object that the agent sends.
impl Json for Attributes {
    fn to_value(&self) -> Value {
        Value::Object(Object::of_texts(&self.0))
    }

    fn from_value(value: Value, misfits: &mut Misfits) -> Self {
        let mut attributes = Self::new();
        match value {
            Value::Object(object) => {
                for (name, value) in object.into_members() {
                    attributes.insert(name.into_owned(), String::from_value(value, misfits));
                }
            }
            _ => misfits.wanted("an object"),
        }
        attributes
    }
}

/// A box in CSS pixels of the document: left, top, width, height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Json)]
pub struct Rect(pub i32, pub i32, pub i32, pub i32);

/// A block of data in the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Json)]
pub struct Data {
    /// The script's type, such as `application/ld+json`, or its id.
    pub kind: String,
    /// The text, as it stands.
    pub text: String,
}

/// A trusted press of the person (pointer, click or key) on something that can be pressed.
#[derive(Debug, Clone, Default, PartialEq, Json)]
pub struct Press {
    /// What was pressed: the nearest element that looks like a button, link or field.
    pub handle: Handle,
    /// Its whole visible text or value, cut to 120 characters.
    pub label: String,
    /// Tag name in lower case.
    pub tag: String,
    /// Path of the form that it submits, if any.
    #[json(default)]
    pub action: String,
}
