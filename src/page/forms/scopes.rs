//! Which parts of a page are forms, and what is asked of each.

use crate::order::lower_case;
use crate::page::headings::Heading;
use crate::page::text::chars::bare_address;
use crate::page::tree::{At, Tree};

/// A form, or what holds a field for a password that is in none: what it is told from.
pub struct Scope<'t, 'a> {
    /// The page.
    pub tree: &'t Tree<'a>,
    /// What holds the fields.
    pub at: At,
    /// Like it, with what little stands beside it: what leads on from a form often does.
    pub wide: At,
    /// Its fields and buttons, but for hidden fields.
    pub parts: Vec<At>,
    /// What its makers called it and where it is sent to, in lower case.
    pub own: String,
    /// What its makers called the fields that are written into, in lower case.
    pub fields: Vec<String>,
    /// What its buttons say.
    pub said: Vec<String>,
    /// Its words and those beside it, cut.
    pub words: String,
    /// The heading in it or before it.
    pub heading: String,
}

impl Scope<'_, '_> {
    /// How many fields of such types it has.
    pub fn count(&self, types: &[&str]) -> usize {
        let is = |at: &&At| self.tree.tag(**at) == "input" && types.contains(&self.kind(**at).as_str());
        self.parts.iter().filter(is).count()
    }

    /// How many parts have such a tag.
    pub fn tags(&self, tag: &str) -> usize {
        self.parts.iter().filter(|at| self.tree.tag(**at) == tag).count()
    }

    fn kind(&self, at: At) -> String {
        self.tree.attribute(at, "type").to_ascii_lowercase()
    }
}

/// Words that a form may say, in characters.
const WORDS: usize = 1500;
/// A heading so many elements before a form is its own.
const NEAR: At = 25;

/// All forms of a page.
pub fn scopes<'t, 'a>(tree: &'t Tree<'a>, headings: &[Heading]) -> Vec<Scope<'t, 'a>> {
    let mut places: Vec<At> = Vec::new();
    for at in tree.all() {
        if tree.tag(at) == "form" {
            places.push(at);
        } else if is_password(tree, at) && !places.iter().any(|place| tree.contains(*place, at)) {
            places.push(around(tree, at));
        }
    }
    let mut scopes = Vec::new();
    for at in places {
        let parts = tree.those(tree.inside(at), &|part| is_part(tree, part));
        if !parts.is_empty() {
            scopes.push(scope(tree, at, parts, headings));
        }
    }
    scopes
}

fn is_password(tree: &Tree, at: At) -> bool {
    tree.tag(at) == "input" && tree.attribute(at, "type").eq_ignore_ascii_case("password")
}

fn is_part(tree: &Tree, at: At) -> bool {
    match tree.tag(at) {
        "input" => !tree.attribute(at, "type").eq_ignore_ascii_case("hidden"),
        "select" | "textarea" | "button" => true,
        _ => false,
    }
}

/// What holds a field for a password that stands in no form: the least that can be sent.
fn around(tree: &Tree, password: At) -> At {
    let sent = |outer: At| {
        let another = |at: At| at != password && tree.tag(at) == "input" && is_part(tree, at);
        let pressed = |at: At| tree.pressable(at);
        tree.first(tree.inside(outer), &another).is_some()
            && tree.first(tree.inside(outer), &pressed).is_some()
    };
    tree.near_outer(password, 8, &sent).or(tree.parent(password)).unwrap_or(password)
}

fn scope<'t, 'a>(tree: &'t Tree<'a>, at: At, parts: Vec<At>, headings: &[Heading]) -> Scope<'t, 'a> {
    let (mut fields, mut said) = (Vec::new(), Vec::new());
    for &part in &parts {
        if is_button(tree, part) {
            said.push(said_by(tree, part));
        } else {
            let marks = tree.attributes(part, &["name", "id", "autocomplete", "placeholder"]);
            fields.push(lower_case(&marks));
        }
    }
    for link in tree.those(tree.inside(at), &|inner| tree.node(inner).shown && tree.tag(inner) == "a") {
        // Some send by a link.
        if tree.leads(link).is_none() {
            said.push(tree.label(link));
        }
    }
    let own = tree.attributes(at, &["id", "class", "name", "action"]);
    let beside = tree.parent(at).filter(|outer| tree.subtree(*outer).len() < 2 * tree.subtree(at).len() + 12);
    let wide = beside.unwrap_or(at);
    Scope {
        tree,
        at,
        wide,
        own: lower_case(&own),
        fields,
        said,
        words: tree.text(wide).chars().take(WORDS).collect(),
        heading: heading(tree, at, headings),
        parts,
    }
}

fn is_button(tree: &Tree, at: At) -> bool {
    match tree.tag(at) {
        "button" => true,
        "input" => {
            matches!(tree.attribute(at, "type").to_ascii_lowercase().as_str(), "submit" | "button" | "image")
        }
        _ => false,
    }
}

fn said_by(tree: &Tree, at: At) -> String {
    let label = tree.label(at);
    let spoken = ["value", "alt", "title", "aria-label"];
    if label.is_empty() { tree.any_attribute(at, &spoken).unwrap_or_default().to_owned() } else { label }
}

/// The first heading in a form, else the last one shortly before it.
fn heading(tree: &Tree, at: At, headings: &[Heading]) -> String {
    let mut before = "";
    for heading in headings {
        if tree.contains(at, heading.at) {
            return heading.text.clone();
        }
        if heading.at < at && heading.at + NEAR > at {
            before = &heading.text;
        }
    }
    before.to_owned()
}

/// The page's own address, without what is asked of it, in lower case.
pub fn address(scope: &Scope) -> String {
    bare_address(&scope.tree.page.url).to_ascii_lowercase()
}
