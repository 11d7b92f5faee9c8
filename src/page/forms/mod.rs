//! What the forms of a page are there for: to sign in, to open an account, to get a new password, or
//! something else.
//!
//! As with the kind of a page, the signs are questions in the code, and what each says is data
//! (`weights.txt`), found by `./build.sh fit --forms`.

mod marks;
mod scopes;

use self::marks::MARKS;
pub use self::scopes::Scope;
use self::scopes::scopes;
use super::headings::Heading;
use super::tree::{At, Tree};
use super::weights::shipped;

/// What a form is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Anything else.
    Other,
    /// Signs the person in.
    SignIn,
    /// Opens an account.
    Register,
    /// Asks for a new password.
    Recover,
}

impl Purpose {
    /// All purposes with their names in data.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Other, "other"),
        (Self::SignIn, "sign-in"),
        (Self::Register, "register"),
        (Self::Recover, "recover"),
    ];
}

/// A form with what it is there for.
#[derive(Debug, Clone)]
pub struct Form {
    /// What holds its fields.
    pub at: At,
    /// Its fields and buttons.
    pub parts: Vec<At>,
    /// What it is there for.
    pub purpose: Purpose,
}

/// The forms of a page that something can be written into or pressed in, in document order.
pub fn forms(tree: &Tree, headings: &[Heading]) -> Vec<Form> {
    let mut forms = Vec::new();
    for scope in scopes(tree, headings) {
        let told = shipped().forms.told(&holding(&scope));
        let purpose = Purpose::ALL.get(told).map_or(Purpose::Other, |(purpose, _)| *purpose);
        forms.push(Form { at: scope.at, parts: scope.parts, purpose });
    }
    forms
}

/// The signs that hold.
pub fn holding(scope: &Scope) -> Vec<&'static str> {
    let mut holding = Vec::new();
    for (name, asked) in MARKS {
        if asked(scope) {
            holding.push(name);
        }
    }
    holding
}

/// What all forms of a page are told by, to find the weights.
#[cfg(not(target_arch = "wasm32"))]
pub fn all_signs(tree: &Tree, headings: &[Heading]) -> Vec<(Vec<At>, Vec<&'static str>)> {
    let of = |scope: Scope| {
        let signs = holding(&scope);
        ([vec![scope.at], scope.parts].concat(), signs)
    };
    scopes(tree, headings).into_iter().map(of).collect()
}

#[cfg(test)]
mod tests;
