//! Signs that say little by themselves and much together.

use super::Sign;
use super::signs::Signs;
use crate::order::{has_text, split_at_text};
use crate::page::bought::order_places::tied;
use crate::page::forms::Purpose;
use crate::page::product::cards::in_card;
use crate::page::text::product_id::id_in_address;
use crate::page::text::words::{Word, plain};

/// Their names and what they ask.
pub const MARKS: [(&str, Sign); 45] = [
    ("data-of-a-product", |signs| signs.data.map(|data| data.from.to_owned())),
    ("data-with-a-price", |signs| when(signs.data.is_some_and(|data| data.price.is_some()))),
    ("typed-as-a-product", typed_as_a_product),
    ("buys", |signs| when(signs.buys())),
    ("sells-in-cards", sells_in_cards),
    ("price", |signs| when(signs.prices().own > 0)),
    ("one-price", |signs| when((1..=2).contains(&signs.prices().own))),
    ("large-price", |signs| when(signs.prices().largest >= 18)),
    ("priced-cards", |signs| when(signs.prices().in_cards >= 4)),
    ("many-priced-cards", |signs| when(signs.prices().in_cards >= 12)),
    ("title-is-heading", title_is_heading),
    ("id-in-address", |signs| id_in_address(&signs.tree.page.url)),
    ("product-in-address", product_in_address),
    ("listing-in-address", |signs| signs.in_address(&LISTING)),
    ("sign-in-in-address", |signs| signs.in_address(&SIGN_IN)),
    ("register-in-address", register_in_address),
    ("order-in-address", |signs| signs.in_address(&ORDER)),
    ("cart-in-address", |signs| signs.in_address(&["cart", "basket", "bag"])),
    ("checkout-in-address", |signs| signs.in_address(&["checkout", "onepage"])),
    ("home", |signs| when(is_home(&signs.tree.page.url))),
    ("signed-in", |signs| when(signs.signed_in == Some(true))),
    ("signed-out", |signs| when(signs.signed_in == Some(false))),
    ("quantity", |signs| when(signs.has_quantity)),
    ("password", |signs| when(signs.count_fields(&["password"]) == 1)),
    ("passwords", |signs| when(signs.count_fields(&["password"]) > 1)),
    ("short-form-with-password", |signs| when((1..=2).contains(&signs.beside_password()))),
    ("long-form-with-password", |signs| when(signs.beside_password() > 2)),
    ("asks-much", |signs| when(signs.count_fields(&TEXT) >= 6)),
    ("asks-for-mail", |signs| when(signs.count_fields(&["email"]) > 0)),
    ("headed-sign-in", |signs| signs.entitled(Word::SignIn)),
    ("headed-register", |signs| signs.entitled(Word::Register)),
    ("told-sign-in", |signs| signs.headed(Word::SignIn)),
    ("told-register", |signs| signs.headed(Word::Register)),
    ("sign-in-button", |signs| signs.offers(Word::SignIn)),
    ("register-button", |signs| signs.offers(Word::Register)),
    ("form-to-sign-in", |signs| when(signs.written_for(Purpose::SignIn) > 0)),
    ("form-to-register", |signs| when(signs.written_for(Purpose::Register) > 0)),
    ("form-to-recover", |signs| when(signs.written_for(Purpose::Recover) > 0)),
    ("mostly-to-sign-in", |signs| when(signs.is_mostly_for(Purpose::SignIn))),
    ("mostly-to-register", |signs| when(signs.is_mostly_for(Purpose::Register))),
    ("one-order", |signs| when(signs.orders() == 1)),
    ("orders", |signs| when(signs.orders() > 1)),
    ("tied-to-an-order", tied_to_an_order),
    ("names-an-article", names_an_article),
    ("little", |signs| when(signs.little())),
];

/// Types of fields that are written into.
const TEXT: [&str; 5] = ["", "text", "email", "tel", "password"];

/// Parts of addresses, in many languages.
const PRODUCT: [&str; 26] = [
    "product",
    "products",
    "item",
    "items",
    "itm",
    "dp",
    "p",
    "ip",
    "prd",
    "prod",
    "offer",
    "detail",
    "details",
    "goods",
    "sku",
    "pd",
    "produkt",
    "produkte",
    "produit",
    "producto",
    "produto",
    "prodotto",
    "artikel",
    "article",
    "tovar",
    "productdetail",
];
const LISTING: [&str; 14] = [
    "category",
    "categories",
    "catalog",
    "catalogue",
    "collections",
    "collection",
    "c",
    "search",
    "list",
    "s",
    "brand",
    "brands",
    "kategorie",
    "browse",
];
const SIGN_IN: [&str; 10] = [
    "login",
    "signin",
    "logon",
    "passport",
    "sso",
    "auth",
    "authentication",
    "anmelden",
    "connexion",
    "entrar",
];
const REGISTER: [&str; 10] = [
    "register",
    "registration",
    "registrieren",
    "signup",
    "join",
    "create",
    "registrati",
    "registro",
    "inscription",
    "newcustomer",
];
const ORDER: [&str; 8] =
    ["order", "orders", "purchases", "bestellung", "bestellungen", "commande", "commandes", "pedidos"];

/// A mark that rests on no words.
fn when(holds: bool) -> Option<String> {
    holds.then(String::new)
}

fn typed_as_a_product(signs: &Signs) -> Option<String> {
    let is_type = |(name, value): &&(String, String)| name == "og:type" && has_text(value, "product");
    signs.tree.page.meta.iter().find(is_type).map(|(_, value)| value.clone())
}

fn product_in_address(signs: &Signs) -> Option<String> {
    // Orders have details too.
    signs.in_address(&PRODUCT).filter(|_| signs.in_address(&ORDER).is_none())
}

/// Much can be joined and created; an account is opened with a form.
fn register_in_address(signs: &Signs) -> Option<String> {
    let asks = signs.written_for(Purpose::Register) > 0 || signs.count_fields(&["password"]) > 0;
    signs.in_address(&REGISTER).filter(|_| asks)
}

fn sells_in_cards(signs: &Signs) -> Option<String> {
    let sells = |label: &str| Word::AddToCart.is(label) || Word::BuyNow.is(label);
    let mut count = 0;
    for one in signs.pressables {
        count += usize::from(sells(&one.label) && in_card(signs.tree, one.at));
    }
    when(count >= 2)
}

fn title_is_heading(signs: &Signs) -> Option<String> {
    let title = plain(&signs.tree.page.title);
    for heading in signs.headings {
        let text = plain(&heading.text);
        if heading.weight >= 60 && text.chars().count() >= 8 && has_text(&title, &text) {
            return Some(heading.text.clone());
        }
    }
    None
}

/// Fields and links name one order, and words say where it goes.
fn tied_to_an_order(signs: &Signs) -> Option<String> {
    let (number, _) = tied(signs.tree).filter(|_| signs.idle() && Word::ShipTo.within(signs.words))?;
    Some(number)
}

/// The address names nothing within its host.
fn is_home(url: &str) -> bool {
    let Some((_, behind)) = split_at_text(url, "://") else { return false };
    let path = behind.split_once('/').map_or("", |(_, path)| path);
    path.split('?').next().unwrap_or_default().is_empty()
}

/// The number of one article, and a price that is not one of many products.
fn names_an_article(signs: &Signs) -> Option<String> {
    let prices = signs.prices();
    when((1..=3).contains(&signs.articles()) && prices.own > 0 && prices.in_cards <= 3)
}
