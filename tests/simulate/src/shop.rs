//! The supplier: its pages as they are read, and what comes of the person's presses in them.

mod pages;

use one_click_purchase::page::{Amount, ButtonRole, Step};
use rust_decimal::Decimal;

use crate::schedule::Dice;
use crate::truth;
use crate::world::{Happening, Ms, Who, World};

/// Cents that one piece costs.
pub const PRICE: i64 = 1000;
/// Cents of freight of each order.
const FREIGHT: i64 = 500;
/// The supplier's host.
pub const HOST: &str = "mall.example";
/// The option that every order wants.
pub const WANTED: &str = "红色";

const RED: u32 = 10;
const BLUE: u32 = 11;
const FIELD: u32 = 30;
const BUY: u32 = 90;
const ADD: u32 = 91;
const TO_CHECKOUT: u32 = 92;
const NEXT: u32 = 93;
const SUBMIT: u32 = 94;
const PAY: u32 = 95;

/// So many of a product, in one of its variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Good {
    /// The product: ten times the purchase order, and the line.
    pub product: u32,
    /// It is in the variant that the order wants.
    pub right: bool,
    /// How many.
    pub count: u32,
}

/// How a receipt tells what was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Number, goods and total.
    Whole,
    /// Number and total.
    Short,
    /// A word of thanks.
    Thanks,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Nothing yet.
    Blank,
    /// A product; which option is chosen, if one is, and what stands in its field.
    Product(u32, Option<bool>, u32),
    /// To sign in; then the page from which it came.
    SignIn(Box<Page>),
    /// The cart.
    Cart(Vec<Good>),
    /// The checkout, with so many pages of it still to come.
    Checkout(Vec<Good>, u32),
    /// To pay an order that was placed.
    Cashier(usize),
    /// After an order was placed.
    Receipt(usize, Style),
    /// The account's orders.
    Orders,
    /// Anything else of the shop.
    Home,
    /// An error of the network.
    Broken,
}

/// An order at the supplier's.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub by: Who,
    /// What it is about.
    pub goods: Vec<Good>,
    /// When it was placed.
    pub at: Ms,
    /// From when on the list of orders has it.
    pub listed: Ms,
    /// The person cancelled it there.
    pub cancelled: bool,
}

impl Ordered {
    fn cents(&self) -> i64 {
        cents(&self.goods)
    }

    /// What it costs.
    pub fn total(&self) -> Amount {
        yuan(self.cents())
    }
}

/// The supplier.
pub struct Shop {
    /// Products have "buy now".
    buys_now: bool,
    /// "Buy now" places the order at once.
    at_once: bool,
    /// Products have "add to cart".
    adds: bool,
    /// Pages of a checkout behind the first.
    pages: u32,
    /// Orders are paid on a page of their own.
    cashier: bool,
    /// How receipts are.
    style: Style,
    /// Both purchasers use one account.
    pub shared: bool,
    /// What is in the carts.
    carts: [Vec<Good>; 2],
    /// All orders.
    pub orders: Vec<Ordered>,
}

impl Shop {
    /// A shop as chance has it.
    pub fn of(dice: &mut Dice) -> Self {
        let buys_now = dice.percent(75);
        let style = dice.one_of(&[Style::Whole, Style::Whole, Style::Short, Style::Thanks]).copied();
        Self {
            buys_now,
            at_once: buys_now && dice.percent(10),
            adds: !buys_now || dice.percent(60),
            pages: if dice.percent(20) { 1 } else { 0 },
            cashier: dice.percent(30),
            style: style.unwrap_or(Style::Whole),
            shared: dice.percent(30),
            carts: [Vec::new(), Vec::new()],
            orders: Vec::new(),
        }
    }

    fn cart(&mut self, who: Who) -> &mut Vec<Good> {
        let [li, zhao] = &mut self.carts;
        if who == Who::Li { li } else { zhao }
    }
}

/// The page at an address.
pub fn page_at(address: &str) -> Page {
    let path = address.split(HOST).nth(1).unwrap_or_default();
    match path {
        "/orders" => Page::Orders,
        "/cart" => Page::Cart(Vec::new()),
        _ => match path.strip_prefix("/item/").and_then(|product| product.parse().ok()) {
            Some(product) => Page::Product(product, None, 1),
            None => Page::Home,
        },
    }
}

/// The address of a product.
pub fn address_of(product: u32) -> String {
    format!("https://{HOST}/item/{product}")
}

fn yuan(cents: i64) -> Amount {
    Amount { amount: Decimal::new(cents, 2), currency: "CNY".parse().ok() }
}

fn cents(goods: &[Good]) -> i64 {
    goods.iter().map(|good| PRICE * i64::from(good.count)).sum::<i64>() + FREIGHT
}

impl Page {
    /// Its address.
    pub fn address(&self) -> String {
        let path = match self {
            Self::Blank | Self::Broken => return String::new(),
            Self::Product(product, ..) => return address_of(*product),
            Self::SignIn(_) => "/login".to_owned(),
            Self::Cart(_) => "/cart".to_owned(),
            Self::Checkout(_, rest) => format!("/checkout/{rest}"),
            Self::Cashier(order) => format!("/pay/{order}"),
            Self::Receipt(order, _) => format!("/done/{order}"),
            Self::Orders => "/orders".to_owned(),
            Self::Home => "/".to_owned(),
        };
        format!("https://{HOST}{path}")
    }

    /// Carries out steps.
    pub fn carry_out(&mut self, steps: &[Step]) {
        let Self::Product(_, chosen, quantity) = self else { return };
        for step in steps {
            match step {
                Step::Click { handle, .. } => *chosen = Some(*handle == RED),
                Step::Fill { value, .. } => *quantity = value.parse().unwrap_or(*quantity),
                Step::Select { .. } => {}
            }
        }
    }

    /// The purchase order whose goods it is about, where it is about one.
    pub fn order(&self) -> Option<u32> {
        match self {
            Self::Product(product, ..) => Some(product / 10),
            Self::Cart(goods) | Self::Checkout(goods, _) => goods.first().map(|good| good.product / 10),
            Self::SignIn(back) => back.order(),
            _ => None,
        }
    }
}
/// What a press of a button is there for, by its words.
pub fn role_of(label: &str) -> Option<ButtonRole> {
    // What leads on is not told by its words: they stand on many buttons.
    [
        ("立即购买", ButtonRole::BuyNow),
        ("加入购物车", ButtonRole::AddToCart),
        ("去结算", ButtonRole::ToCheckout),
        ("提交订单", ButtonRole::Submit),
        ("立即支付", ButtonRole::Pay),
    ]
    .into_iter()
    .find(|(words, _)| *words == label)
    .map(|(_, role)| role)
}

impl World {
    /// The person pressed a button: what the shop makes of it.
    pub fn pressed(&mut self, who: Who, id: i32, role: ButtonRole) {
        let signed_in = self.browser(who).signed_in;
        let Some(page) = self.browser(who).tab(id).map(|tab| tab.page.clone()) else { return };
        let now = self.now;
        // No shop takes a double click for two orders.
        let again = self.browser(who).tab(id).and_then(|tab| tab.pressed.replace((role, now)));
        if again.is_some_and(|(before, at)| before == role && now - at < 1000) {
            return;
        }
        let good = |product, right, count| Good { product, right, count };
        let next = match (page, role) {
            // Nothing is bought before an option is chosen.
            (Page::Product(_, None, _), _) => return,
            (Page::Cart(goods), _) if goods.is_empty() => return,
            (page @ Page::Product(..), ButtonRole::BuyNow) if !signed_in => Page::SignIn(Box::new(page)),
            (Page::Product(product, Some(right), count), ButtonRole::BuyNow) => {
                let goods = vec![good(product, right, count)];
                if self.shop.at_once {
                    return self.place(who, id, goods);
                }
                Page::Checkout(goods, self.shop.pages)
            }
            (Page::Product(product, Some(right), count), ButtonRole::AddToCart) => {
                let cart = self.shop.cart(who);
                cart.retain(|own| own.product != product);
                cart.push(good(product, right, count));
                return self.changed(who, id);
            }
            (page @ Page::Cart(_), ButtonRole::ToCheckout) if !signed_in => Page::SignIn(Box::new(page)),
            (Page::Cart(goods), ButtonRole::ToCheckout) => Page::Checkout(goods, self.shop.pages),
            (Page::Checkout(goods, rest), ButtonRole::Continue) if rest > 0 => {
                Page::Checkout(goods, rest - 1)
            }
            // A session may end between the last look and the order.
            (page @ Page::Checkout(..), _) if !signed_in => Page::SignIn(Box::new(page)),
            (Page::Checkout(goods, _), ButtonRole::Submit | ButtonRole::Continue) => {
                return self.place(who, id, goods);
            }
            (Page::Cashier(order), ButtonRole::Pay) => Page::Receipt(order, self.shop.style),
            _ => return,
        };
        self.load(who, id, next);
    }

    /// The person's tab is led to the cart: what of it the person ticks is what the purchase is about.
    pub fn cart_of(&mut self, who: Who, order: u32) -> Page {
        Page::Cart(self.shop.cart(who).iter().filter(|good| good.product / 10 == order).copied().collect())
    }

    /// An order is sent to the supplier: it is placed, and then its page comes; or one of both does not happen.
    fn place(&mut self, who: Who, id: i32, goods: Vec<Good>) {
        let refused = self.goes_wrong(self.weather.shop / 4);
        let lost = self.goes_wrong(self.weather.shop / 4);
        let slow = self.goes_wrong(self.weather.shop / 2);
        let wait = if slow { self.dice.between(2000, 20_000) } else { self.dice.between(50, 900) };
        let press = self.truth.last_press;
        let back = self.browser(who).tab(id).map(|tab| (tab.document, tab.page.clone()));
        let Some((document, back)) = back else { return };
        let placed = move |world: &mut Self| {
            let here = world.browser(who).tab(id).is_some_and(|tab| tab.document == document);
            if refused {
                if here {
                    world.note("shop", || "refuses an order".to_owned());
                    world.load(who, id, back);
                }
                return;
            }
            let order = world.ordered(who, goods, press);
            if !here {
                return;
            }
            let next = match () {
                () if lost => Page::Broken,
                () if world.shop.cashier => Page::Cashier(order),
                () => Page::Receipt(order, world.shop.style),
            };
            world.load(who, id, next);
        };
        self.later(wait, Happening::Changes(Box::new(placed)));
    }

    fn ordered(&mut self, who: Who, goods: Vec<Good>, press: Option<usize>) -> usize {
        let at = self.shop.orders.len();
        // Far too many digits for a number that counts.
        let number = format!("40219876543210{:05}", at + 1);
        self.note("shop", || format!("has order {number} of {}: {goods:?}", who.name()));
        let late = if self.goes_wrong(self.weather.shop / 4) { self.dice.between(1000, 60_000) } else { 0 };
        self.shop.cart(who).retain(|own| !goods.iter().any(|good| good.product == own.product));
        let order =
            Ordered { number, by: who, goods, at: self.now, listed: self.now + late, cancelled: false };
        self.shop.orders.push(order);
        self.counts.placed += 1;
        truth::placed(self, at, press);
        at
    }
}
