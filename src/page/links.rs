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
    ROLES
        .into_iter()
        .filter_map(|(role, word)| {
            pressables.iter().find_map(|pressable| {
                let url = tree.leads(pressable.at)?;
                let link = || Link { role, url: url.to_owned(), handle: tree.node(pressable.at).handle };
                word.is(&pressable.label).then(link)
            })
        })
        .collect()
}
