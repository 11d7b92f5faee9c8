//! Who is signed in, as far as the page tells.

use super::controls::Pressable;
use super::evidence::Because;
use super::tree::{At, Tree};
use super::words::{Word, plain};

/// Whether somebody is signed in, and who.
#[derive(Debug, Default)]
pub struct Account {
    /// Nothing where the page does not tell.
    pub signed_in: Option<bool>,
    /// The name, where shown.
    pub name: Option<String>,
}

/// Reads the account from what can be pressed and from a greeting.
pub fn account(tree: &Tree, pressables: &[Pressable], because: &mut Because) -> Account {
    let offers = |word: Word, marks: &[&str]| {
        pressables.iter().find(|pressable| {
            let label = &pressable.label;
            word.is(label) || is_short(label) && has_mark(tree.attribute(pressable.at, "href"), marks)
        })
    };
    let name = greeted(tree);
    if let Some(out) = offers(Word::SignOut, &["logout", "signout", "sign-out", "log-out"]) {
        because.add("signed_in", "control", &out.label);
        return Account { signed_in: Some(true), name };
    }
    if let Some(sign_in) = offers(Word::SignIn, &["/login", "/signin", "/sign-in", "/log-in"]) {
        because.add("signed_in", "control", &sign_in.label);
        return Account { signed_in: Some(false), name: None };
    }
    if name.is_some() {
        because.add("signed_in", "text", name.as_deref().unwrap_or_default());
    }
    Account { signed_in: name.as_ref().map(|_| true), name }
}

fn is_short(label: &str) -> bool {
    !label.is_empty() && label.chars().count() <= 40
}

fn has_mark(address: &str, marks: &[&str]) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    marks.iter().any(|mark| path.contains(mark))
}

/// The name behind a greeting near the top of the page: `你好，buyer`, `Hello, buyer`.
fn greeted(tree: &Tree) -> Option<String> {
    let near_top =
        |at: &At| tree.node(*at).shown && tree.node(*at).rect.1 < 300 && tree.subtree(*at).len() <= 12;
    tree.all().filter(near_top).find_map(|at| {
        let text = tree.text(at);
        if text.chars().count() > 60 {
            return None;
        }
        let rest = Word::Greeting.strip(&text)?;
        let name = rest.trim_matches(|char: char| !char.is_alphanumeric());
        let end = name.find(|char: char| char.is_whitespace() || ",!|".contains(char)).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default();
        let original = find_as_written(&text, name);
        let sensible = !name.is_empty()
            && rest.starts_with(|char: char| !char.is_alphanumeric())
            && ![Word::SignIn, Word::Register, Word::SignInFirst, Word::Greeting]
                .iter()
                .any(|word| word.is(name) || word.within(&plain(&rest)));
        sensible.then_some(original)
    })
}

fn find_as_written(text: &str, name: &str) -> String {
    text.split(|char: char| !(char.is_alphanumeric() || "._-@".contains(char)))
        .find(|part| part.to_lowercase() == name)
        .unwrap_or(name)
        .to_owned()
}
