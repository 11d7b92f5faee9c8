//! What page a document is.

use super::buttons::{Placed, says_sold_out};
use super::controls::Pressable;
use super::evidence::Because;
use super::headings::Heading;
use super::structured::Structured;
use super::tree::Tree;
use super::words::Word;
use super::{ButtonRole, Kind};

/// What the kind is told from.
pub struct Signs<'s> {
    /// What can be pressed.
    pub pressables: &'s [Pressable],
    /// The buttons that matter.
    pub buttons: &'s [Placed],
    /// The headings.
    pub headings: &'s [Heading],
    /// The page's own data about a product.
    pub data: Option<&'s Structured>,
    /// Its visible words, cut.
    pub words: &'s str,
    /// There is a control for a quantity.
    pub has_quantity: bool,
}

/// The kind of a page, by the first rule that holds.
pub fn kind(tree: &Tree, signs: &Signs, because: &mut Because) -> Kind {
    let (kind, mark) = decide(tree, signs);
    if kind != Kind::Other {
        because.add("kind", if mark.is_empty() { "control" } else { "text" }, &mark);
    }
    kind
}

fn decide(tree: &Tree, signs: &Signs) -> (Kind, String) {
    let has = |role| signs.buttons.iter().any(|button| button.role == role);
    let buys = has(ButtonRole::BuyNow) || has(ButtonRole::AddToCart);
    let places = has(ButtonRole::Submit) || has(ButtonRole::Pay);
    let headed = |word: Word| {
        let heading = signs
            .headings
            .iter()
            .find(|heading| word.within(&heading.text))
            .map(|heading| heading.text.clone());
        heading.or_else(|| word.within(&tree.page.title).then(|| tree.page.title.clone()))
    };
    let little = signs.words.chars().count() < 600;
    let path = path_of(&tree.page.url);
    let in_path = |marks: &[&str]| marks.iter().any(|mark| path.contains(mark));
    let is_data = signs.data.is_some_and(|data| data.from != "meta");

    if !buys
        && !places
        && let Some(mark) = asks_for_a_person(tree, signs, little)
    {
        return (Kind::Blocked, mark);
    }
    if !buys
        && !places
        && let Some(kind) =
            credentials(tree, signs, in_path(&["login", "signin", "sign-in", "passport", "auth"]))
    {
        return (kind, String::new());
    }
    if !buys && let Some(mark) = headed(Word::Placed).filter(|_| !places) {
        return (Kind::Receipt, mark);
    }
    if !buys
        && !places
        && little
        && let Some(mark) = headed(Word::Waiting)
    {
        return (Kind::Waiting, mark);
    }
    if !buys
        && !places
        && !is_data
        && let Some(mark) = headed(Word::Gone)
    {
        return (Kind::Gone, mark);
    }
    let ship_to = Word::ShipTo.within(signs.words);
    if has(ButtonRole::Submit) && !signs.has_quantity_only_product() {
        return (Kind::Checkout, String::new());
    }
    if has(ButtonRole::Pay) && !buys {
        let desk = headed(Word::Cashier).or_else(|| in_path(&["cashier", "pay"]).then(String::new));
        return match desk {
            Some(mark) if !ship_to => (Kind::Cashier, mark),
            _ if ship_to => (Kind::Checkout, String::new()),
            _ => (Kind::Cashier, String::new()),
        };
    }
    let cart = headed(Word::Cart).or_else(|| in_path(&["cart", "basket"]).then(String::new));
    if !buys && let Some(mark) = cart {
        return (Kind::Cart, mark);
    }
    if has(ButtonRole::ToCheckout) && !buys && signs.has_quantity {
        return (Kind::Cart, String::new());
    }
    if !buys
        && !is_data
        && let Some(mark) = headed(Word::OrderDetail)
    {
        return (Kind::OrderDetail, mark);
    }
    if !buys
        && !is_data
        && let Some(mark) = headed(Word::Orders)
    {
        return (Kind::OrderList, mark);
    }
    if buys || is_data {
        let mark = signs.data.map(|data| data.name.clone()).unwrap_or_default();
        return (Kind::Product, mark);
    }
    // Without a button to buy, a product that is sold out still says so in the place of one.
    if says_sold_out(tree, signs.pressables) && signs.headings.iter().any(|heading| heading.weight >= 60) {
        return (Kind::Product, "sold out".to_owned());
    }
    (Kind::Other, String::new())
}

impl Signs<'_> {
    /// "Confirm" words beside a quantity and a way into the cart belong to a product.
    fn has_quantity_only_product(&self) -> bool {
        let has = |role| self.buttons.iter().any(|button| button.role == role);
        self.has_quantity && (has(ButtonRole::AddToCart) || has(ButtonRole::BuyNow)) && self.data.is_some()
    }
}

fn asks_for_a_person(tree: &Tree, signs: &Signs, little: bool) -> Option<String> {
    let frame = tree.all().find(|at| {
        let source = tree.attribute(*at, "src");
        tree.tag(*at) == "iframe"
            && tree.node(*at).shown
            && ["captcha", "challenge", "punish"].iter().any(|mark| source.contains(mark))
    });
    if let Some(frame) = frame.filter(|_| little) {
        return Some(tree.attribute(frame, "src").to_owned());
    }
    let heading = signs
        .headings
        .iter()
        .find(|heading| Word::Captcha.within(&heading.text))
        .map(|heading| heading.text.clone());
    let title = Word::Captcha.within(&tree.page.title).then(|| tree.page.title.clone());
    let has_password = tree.all().any(|at| is_password(tree, at));
    heading
        .or(title)
        .or_else(|| Word::Captcha.find(signs.words).map(str::to_owned))
        .filter(|_| little && !has_password)
}

fn is_password(tree: &Tree, at: super::tree::At) -> bool {
    tree.tag(at) == "input" && tree.attribute(at, "type") == "password" && tree.node(at).shown
}

fn credentials(tree: &Tree, signs: &Signs, in_path: bool) -> Option<Kind> {
    let passwords: Vec<_> = tree.all().filter(|at| is_password(tree, *at)).collect();
    if signs.data.is_some() {
        return None;
    }
    let new = passwords.iter().any(|at| tree.attribute(*at, "autocomplete") == "new-password");
    match passwords.len() {
        0 => {
            let asks = signs.headings.iter().any(|heading| Word::SignIn.is(&heading.text))
                || Word::SignIn.is(&tree.page.title);
            let field = tree.all().any(|at| {
                tree.tag(at) == "input"
                    && tree.node(at).shown
                    && matches!(tree.attribute(at, "type"), "" | "text" | "tel" | "email")
            });
            (asks && in_path && field).then_some(Kind::Login)
        }
        1 if !new => Some(Kind::Login),
        _ => {
            let signs_in = signs
                .pressables
                .iter()
                .any(|one| Word::SignIn.is(&one.label) && tree.leads(one.at).is_none());
            Some(if signs_in && in_path { Kind::Login } else { Kind::Register })
        }
    }
}

fn path_of(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}
