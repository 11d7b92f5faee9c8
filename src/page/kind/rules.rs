//! Signs that say much by themselves: each alone makes the kind likely.

use super::Sign;
use super::signs::Signs;
use super::unnamed::thanks_in_words;
use crate::page::ButtonRole;
use crate::page::buttons::says_sold_out;
use crate::page::product::cards::in_card;
use crate::page::product::sold_out::says_so;
use crate::page::surroundings::frames;
use crate::page::text::chars::has_any;
use crate::page::text::money::tells_money;
use crate::page::text::words::Word;
use crate::page::tree::At;

/// So many elements behind the heading still speak of what it names.
const REACH: usize = 120;

/// Their names and what they ask. In the order in which they once were asked, the most certain first.
pub const RULES: [(&str, Sign); 18] = [
    ("registers", registers),
    ("signs-in", signs_in),
    ("asks-again", asks_again),
    ("asks-for-a-person", asks_for_a_person),
    ("describes-a-product", describes_a_product),
    ("thanks", thanks),
    ("waits", waits),
    ("misses-it", misses_it),
    ("submits", submits),
    ("takes-money", takes_money),
    ("is-called-cart", is_called_cart),
    ("is-called-order", is_called_order),
    ("is-called-orders", is_called_orders),
    ("leads-to-checkout", leads_to_checkout),
    ("sells", sells),
    ("names-one-order", names_one_order),
    ("names-orders", names_orders),
    ("lists-products", lists_products),
];

fn registers(signs: &Signs) -> Option<String> {
    let new = signs.has_field(&|at, kind| {
        kind == "password" && signs.tree.attribute(at, "autocomplete") == "new-password"
    });
    let called = signs.entitled(Word::Register).is_some()
        || signs.in_address(&["register", "signup", "join"]).is_some();
    (signs.data.is_none()
        && signs.idle()
        && !signs.is_for_sign_in()
        && (new || called)
        && signs.asks_for_password())
    .then(String::new)
}

fn signs_in(signs: &Signs) -> Option<String> {
    if signs.data.is_some() || !signs.idle() {
        return None;
    }
    // A box to sign in may stand beside anything; a page for it says so, or says little else.
    let words = signs.words.chars().count();
    let priceless = || !tells_money(signs.words, &signs.tree.signs);
    let by_password = signs.asks_for_password() && (signs.is_for_sign_in() || words < 1200 || priceless());
    // Some ask for the name first, or send a code.
    let by_name = signs.entitled(Word::SignIn).is_some()
        && words < 1200
        && signs.has_field(&|_, kind| matches!(kind, "" | "text" | "tel" | "email"));
    (by_password || by_name).then(String::new)
}

/// The second step of signing in. It is the person's, like the first.
fn asks_again(signs: &Signs) -> Option<String> {
    signs.entitled(Word::SecondFactor).filter(|_| signs.data.is_none() && signs.idle() && signs.little())
}

fn asks_for_a_person(signs: &Signs) -> Option<String> {
    // A second proof of who signs in is asked in the same words.
    if !signs.idle() || !signs.little() || asks_again(signs).is_some() {
        return None;
    }
    let source = |at: At| signs.tree.attribute(at, "src");
    let frame = signs.tree.first(signs.tree.all(), &|at| {
        let asks = has_any(source(at), &["captcha", "challenge", "punish"]);
        signs.tree.tag(at) == "iframe" && signs.tree.node(at).shown && asks
    });
    frame
        .map(|frame| source(frame).to_owned())
        .or_else(|| signs.headed(Word::Captcha))
        .or_else(|| Word::Captcha.find(signs.words).map(str::to_owned))
}

fn describes_a_product(signs: &Signs) -> Option<String> {
    let data = signs.data.filter(|data| data.from != "meta" || data.price.is_some())?;
    let elsewhere = signs.in_address(&["cart", "basket", "checkout", "order", "orders"]).is_some();
    (!signs.places() && !elsewhere).then(|| data.name.clone())
}

fn thanks(signs: &Signs) -> Option<String> {
    signs.headed(Word::Placed).filter(|_| signs.idle())
}

fn waits(signs: &Signs) -> Option<String> {
    // To be asked whether one is a person is no wait that ends by itself.
    let waits = signs.headed(Word::Waiting).filter(|_| signs.idle() && signs.little())?;
    asks_for_a_person(signs).is_none().then_some(waits)
}

fn misses_it(signs: &Signs) -> Option<String> {
    signs.headed(Word::Gone).filter(|_| signs.idle())
}

fn submits(signs: &Signs) -> Option<String> {
    // In some languages the words that place an order also lead to the checkout: a cart says it is one.
    if signs.entitled(Word::Cart).is_some() && signs.has_quantity {
        return None;
    }
    if signs.submits() && !signs.buys() {
        return Some(String::new());
    }
    // "Pay now" at the end of a page that asks where to send the goods places the order.
    if signs.has(ButtonRole::Pay)
        && !signs.buys()
        && Word::ShipTo.within(signs.words)
        && signs.entitled(Word::Cashier).is_none()
    {
        return Some(String::new());
    }
    // The checkout itself may stand in a frame of another origin.
    signs.headed(Word::Checkout).filter(|_| signs.idle() && !frames(signs.tree).is_empty())
}

fn takes_money(signs: &Signs) -> Option<String> {
    let desk = || signs.headed(Word::Cashier).unwrap_or_default();
    (signs.has(ButtonRole::Pay) && !signs.buys()).then(desk)
}

fn is_called_cart(signs: &Signs) -> Option<String> {
    signs.entitled(Word::Cart).or_else(|| signs.in_address(&["cart", "basket"])).filter(|_| !signs.buys())
}

fn leads_to_checkout(signs: &Signs) -> Option<String> {
    (signs.has(ButtonRole::ToCheckout) && !signs.buys() && signs.has_quantity).then(String::new)
}

/// A checkout and a receipt tell of an order too, and say that they are one.
fn tells_of_orders(signs: &Signs) -> bool {
    const ASKED: [Sign; 5] = [thanks, thanks_in_words, waits, submits, takes_money];
    signs.idle() && !ASKED.iter().any(|asked| asked(signs).is_some())
}

fn is_called_order(signs: &Signs) -> Option<String> {
    signs.headed(Word::OrderDetail).filter(|_| signs.orders() <= 1 && tells_of_orders(signs))
}

fn is_called_orders(signs: &Signs) -> Option<String> {
    const OTHERS: [Word; 4] = [Word::Checkout, Word::Submit, Word::OrderDetail, Word::Placed];
    let headed = || {
        signs.headings.iter().find(|heading| {
            heading.text.chars().count() <= 24
                && Word::Orders.within(&heading.text)
                // A heading that leads elsewhere heads nothing here.
                && signs.tree.leading_in(heading.at).is_empty()
        })
    };
    let own =
        || headed().filter(|heading| signs.idle() && !OTHERS.iter().any(|word| word.within(&heading.text)));
    signs
        .entitled(Word::Orders)
        .filter(|_| !signs.places())
        .or_else(|| own().map(|heading| heading.text.clone()))
}

fn names_one_order(signs: &Signs) -> Option<String> {
    (signs.orders() == 1 && tells_of_orders(signs)).then(String::new)
}

fn names_orders(signs: &Signs) -> Option<String> {
    (signs.orders() > 1 && tells_of_orders(signs)).then(String::new)
}

fn sells(signs: &Signs) -> Option<String> {
    if signs.buys() {
        return Some(String::new());
    }
    // Without a button to buy, a product that is sold out says so in the place of one.
    let titled = signs.main_heading().is_some();
    let short = |at: At| {
        let text = &signs.tree.node(at).text;
        signs.tree.node(at).shown && says_so(text) && !in_card(signs.tree, at)
    };
    // "This item is sold out" speaks of the one that the page is about.
    let sentence = |at: At| {
        let text = &signs.tree.node(at).text;
        text.split_whitespace().count() > 3 && Word::SoldOut.is(text) && short(at)
    };
    // Some leave the button and the quantity out, and keep the price.
    let priced = || {
        let title = signs.main_heading().map_or(0, |heading| heading.at);
        let near = title..(title + REACH).min(signs.tree.all().end);
        signs.prices().own > 0 && signs.tree.first(near, &short).is_some()
    };
    let waiting = || {
        says_sold_out(signs.tree, signs.pressables)
            || signs.has_quantity && signs.tree.first(signs.tree.all(), &short).is_some()
            || signs.tree.first(signs.tree.all(), &sentence).is_some()
            || priced()
    };
    (titled && waiting()).then(|| "sold out".to_owned())
}

fn lists_products(signs: &Signs) -> Option<String> {
    (signs.prices().in_cards >= 4).then(String::new)
}
