//! Links that lead on: to the sign-in page, the cart, the person's orders.

use super::controls::Pressable;
use super::tree::Tree;
use super::{Link, LinkRole};
use crate::page::bought::goods::{CARTS, is_called};
use crate::page::text::words::Word;

/// The last part of the address of a person's orders.
const ORDERS: [&str; 8] = [
    "orders",
    "my-orders",
    "order-history",
    "orderhistory",
    "order_history",
    "bestellungen",
    "commandes",
    "pedidos",
];

/// One link for each role: the first that is called so and leads somewhere, else the first that speaks
/// of it, as `2 items in cart` does, and whose address is called so.
pub fn links(tree: &Tree, pressables: &[Pressable]) -> Vec<Link> {
    const ROLES: [(LinkRole, Word, &[&str]); 4] = [
        (LinkRole::SignIn, Word::SignIn, &[]),
        (LinkRole::SignOut, Word::SignOut, &[]),
        (LinkRole::Cart, Word::Cart, &CARTS),
        (LinkRole::Orders, Word::Orders, &ORDERS),
    ];
    let mut links: Vec<Link> = Vec::new();
    for (role, word, names) in ROLES {
        let named = |one: &Pressable, _: &str| word.is(&one.label);
        let speaking = |one: &Pressable, url: &str| is_called(url, names) && word.within(&one.label);
        links.extend(
            first(tree, pressables, role, &named).or_else(|| first(tree, pressables, role, &speaking)),
        );
    }
    links
}

fn first(
    tree: &Tree,
    pressables: &[Pressable],
    role: LinkRole,
    fits: &dyn Fn(&Pressable, &str) -> bool,
) -> Option<Link> {
    for pressable in pressables {
        if let Some(url) = tree.leads(pressable.at)
            && fits(pressable, url)
        {
            return Some(Link { role, url: url.to_owned(), handle: tree.node(pressable.at).handle });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;

    #[test]
    fn a_link_is_known_by_its_words_and_else_by_what_it_speaks_of_and_where_it_leads() {
        let found = |html: &str, role: LinkRole| {
            let reading = read(&page("https://shop.example/p/1", &format!("<body>{html}</body>")));
            reading.link(role).map(|link| link.url.clone())
        };
        let text = |text: &str| Some(text.to_owned());
        let cart =
            r#"<a href="/p/cart-50-l/">Garden cart</a><a href="/shop/cart/">2 items in cart: $46.00</a>"#;
        assert_eq!(found(cart, LinkRole::Cart), text("https://shop.example/shop/cart/"));
        let called = [cart, r#"<a href="/x">View cart</a>"#].concat();
        assert_eq!(found(&called, LinkRole::Cart), text("https://shop.example/x"));
        let orders = r#"<a href="/account/orders/">View all your past orders</a>"#;
        assert_eq!(found(orders, LinkRole::Orders), text("https://shop.example/account/orders/"));
        assert_eq!(found(r#"<a href="/orders/">Sign in</a>"#, LinkRole::Orders), None);
    }
}
