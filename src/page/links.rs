//! Links that lead on: to the sign-in page, the cart, the person's orders.

use super::controls::Pressable;
use super::tree::Tree;
use super::words::Word;
use super::{Link, LinkRole};

/// One link for each role, the first that is called so and leads somewhere.
pub fn links(tree: &Tree, pressables: &[Pressable]) -> Vec<Link> {
    const ROLES: [(LinkRole, Word); 4] = [
        (LinkRole::SignIn, Word::SignIn),
        (LinkRole::SignOut, Word::SignOut),
        (LinkRole::Cart, Word::Cart),
        (LinkRole::Orders, Word::Orders),
    ];
    let mut links: Vec<Link> = Vec::new();
    for (role, word) in ROLES {
        for pressable in pressables {
            if let Some(url) = tree.leads(pressable.at)
                && word.is(&pressable.label)
            {
                links.push(Link { role, url: url.to_owned(), handle: tree.node(pressable.at).handle });
                break;
            }
        }
    }
    links
}
