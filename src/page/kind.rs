//! What page a document is.

use std::cell::OnceCell;

use super::buttons::{Placed, says_sold_out};
use super::cards::in_card;
use super::chars::{CharKind, DIGIT, bare_address, has_any};
use super::controls::Pressable;
use super::evidence::Because;
use super::headings::Heading;
use super::labels::Label;
use super::money_text::tells_money;
use super::product_reader::says_so;
use super::sheet::Sheet;
use super::structured::Structured;
use super::surroundings::frames;
use super::tree::{At, Tree};
use super::unnamed::{confirms, leads_to_variants};
use super::words::Word;
use super::{ButtonRole, Kind};

/// What the kind is told from.
pub struct Signs<'s, 'a> {
    /// The page.
    pub tree: &'s Tree<'a>,
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
    /// How many order numbers the page names as such, counted when it is first asked.
    pub orders: OnceCell<usize>,
}

type Rule = fn(&Signs) -> Option<String>;

/// The first rule that holds names the kind; what it returns is the mark that it rests on.
const RULES: [(Kind, Rule); 20] = [
    (Kind::Register, registers),
    (Kind::Login, signs_in),
    (Kind::Login, asks_again),
    (Kind::Blocked, asks_for_a_person),
    (Kind::Product, describes_a_product),
    (Kind::Receipt, thanks),
    (Kind::Receipt, confirms),
    (Kind::Waiting, waits),
    (Kind::Gone, misses_it),
    (Kind::Checkout, submits),
    (Kind::Cashier, takes_money),
    (Kind::Cart, is_called_cart),
    (Kind::OrderDetail, is_called_order),
    (Kind::OrderList, is_called_orders),
    (Kind::Cart, leads_to_checkout),
    (Kind::Product, sells),
    (Kind::OrderDetail, names_one_order),
    (Kind::OrderList, names_orders),
    (Kind::Product, leads_to_variants),
    (Kind::Listing, lists_products),
];

/// The kind of a page.
pub fn kind(signs: &Signs, because: &mut Because) -> Kind {
    for (kind, rule) in RULES {
        if let Some(mark) = rule(signs) {
            because.add("kind", if mark.is_empty() { "control" } else { "text" }, &mark);
            return kind;
        }
    }
    Kind::Other
}

impl Signs<'_, '_> {
    fn has(&self, role: ButtonRole) -> bool {
        self.buttons.iter().any(|button| button.role == role)
    }

    fn buys(&self) -> bool {
        self.has(ButtonRole::BuyNow) || self.has(ButtonRole::AddToCart)
    }

    fn places(&self) -> bool {
        self.has(ButtonRole::Submit) || self.has(ButtonRole::Pay)
    }

    /// Nothing on the page buys, orders or pays.
    pub fn idle(&self) -> bool {
        !self.buys() && !self.places()
    }

    /// Too few words for a page that offers something.
    fn little(&self) -> bool {
        self.words.chars().count() < 600
    }

    /// A heading or the title holds it.
    fn headed(&self, word: Word) -> Option<String> {
        for heading in self.headings {
            if word.within(&heading.text) {
                return Some(heading.text.clone());
            }
        }
        let title = &self.tree.page.title;
        word.within(title).then(|| title.clone())
    }

    /// The main heading, or a part of the title, says just this.
    fn entitled(&self, word: Word) -> Option<String> {
        const BETWEEN: CharKind = |char| matches!(char, '|' | '-' | '–' | '—' | '_' | '·' | ':' | '：');
        let mut most = 0;
        for heading in self.headings {
            most = most.max(heading.weight);
        }
        for heading in self.headings {
            if heading.weight == most && word.is(&heading.text) {
                return Some(heading.text.trim().to_owned());
            }
        }
        let part = self.tree.page.title.split(BETWEEN).find(|part| word.is(part))?;
        Some(part.trim().to_owned())
    }

    /// A part of the address is called so.
    fn in_address(&self, names: &[&str]) -> Option<String> {
        const BETWEEN: CharKind = |char| !char.is_ascii_alphanumeric();
        let bare = bare_address(&self.tree.page.url).to_ascii_lowercase();
        bare.split(BETWEEN).find(|part| names.contains(part)).map(str::to_owned)
    }

    /// Whether there is a field that fits, for which a type may be told.
    fn has_field(&self, fits: &dyn Fn(At, &str) -> bool) -> bool {
        let tree = self.tree;
        let field =
            |at: At| tree.tag(at) == "input" && tree.node(at).shown && fits(at, tree.attribute(at, "type"));
        tree.first(tree.all(), &field).is_some()
    }

    fn asks_for_password(&self) -> bool {
        self.has_field(&|_, kind| kind == "password")
    }

    fn is_for_sign_in(&self) -> bool {
        self.in_address(&["login", "signin", "logon", "passport", "sso"]).is_some()
            || self.entitled(Word::SignIn).is_some()
    }
}

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
    if !signs.idle() || !signs.little() {
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
    signs.headed(Word::Waiting).filter(|_| signs.idle() && signs.little())
}

fn misses_it(signs: &Signs) -> Option<String> {
    signs.headed(Word::Gone).filter(|_| signs.idle())
}

fn submits(signs: &Signs) -> Option<String> {
    // In some languages the words that place an order also lead to the checkout: a cart says it is one.
    if signs.entitled(Word::Cart).is_some() && signs.has_quantity {
        return None;
    }
    if signs.has(ButtonRole::Submit) && !signs.buys() {
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
    // A checkout of several pages leads on page by page, and the last one places the order.
    if signs.has(ButtonRole::Continue)
        && !signs.buys()
        && let Some(heading) = signs.headed(Word::Checkout)
    {
        return Some(heading);
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

fn is_called_order(signs: &Signs) -> Option<String> {
    signs.headed(Word::OrderDetail).filter(|_| signs.idle() && orders(signs) <= 1)
}

fn is_called_orders(signs: &Signs) -> Option<String> {
    const OTHERS: [Word; 4] = [Word::Checkout, Word::Submit, Word::OrderDetail, Word::Placed];
    let headed = || {
        signs
            .headings
            .iter()
            .find(|heading| heading.text.chars().count() <= 24 && Word::Orders.within(&heading.text))
    };
    let own =
        || headed().filter(|heading| signs.idle() && !OTHERS.iter().any(|word| word.within(&heading.text)));
    signs
        .entitled(Word::Orders)
        .filter(|_| !signs.places())
        .or_else(|| own().map(|heading| heading.text.clone()))
}

fn names_one_order(signs: &Signs) -> Option<String> {
    (signs.idle() && orders(signs) == 1).then(String::new)
}

fn names_orders(signs: &Signs) -> Option<String> {
    (signs.idle() && orders(signs) > 1).then(String::new)
}

fn orders(signs: &Signs) -> usize {
    *signs.orders.get_or_init(|| count_orders(signs.tree))
}

fn count_orders(tree: &Tree) -> usize {
    let sheet = Sheet::of(tree);
    let mut numbers: Vec<&str> = Vec::new();
    for field in &sheet.fields.all {
        let number = field.field.value.trim();
        if field.field.label == Label::Order && number.contains(DIGIT) && !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers.len()
}

fn sells(signs: &Signs) -> Option<String> {
    if signs.buys() {
        return Some(String::new());
    }
    // Without a button to buy, a product that is sold out says so in the place of one.
    let titled = signs.headings.iter().any(|heading| heading.weight >= 60);
    let short = |at: At| {
        let text = &signs.tree.node(at).text;
        signs.tree.node(at).shown && says_so(text) && !in_card(signs.tree, at)
    };
    let waiting = || {
        says_sold_out(signs.tree, signs.pressables)
            || signs.has_quantity && signs.tree.first(signs.tree.all(), &short).is_some()
    };
    (titled && waiting()).then(|| "sold out".to_owned())
}

fn lists_products(signs: &Signs) -> Option<String> {
    let mut priced = 0;
    for at in signs.tree.all() {
        let node = signs.tree.node(at);
        if node.shown
            && !node.text.is_empty()
            && node.text.len() < 30
            && tells_money(&node.text, &signs.tree.signs)
            && in_card(signs.tree, at)
        {
            priced += 1;
        }
        if priced == 4 {
            return Some(String::new());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::read::read;
    use super::super::testpage::page;
    use super::*;

    fn kind_of(html: &str) -> Kind {
        read(&page("https://shop.example/x", html)).kind
    }

    #[test]
    fn a_page_is_known_by_its_buttons_and_headings() {
        for (html, kind) in [
            ("<body><h1>Mug</h1><p>¥12.80</p><button>立即购买</button></body>", Kind::Product),
            ("<body><h1>购物车</h1><input name=qty value=2><button>去结算</button></body>", Kind::Cart),
            (
                "<body><h1>Корзина</h1><input name=qty value=2><button>Оформить заказ</button></body>",
                Kind::Cart,
            ),
            ("<body><h1>确认订单</h1><p>收货地址：杭州</p><button>提交订单</button></body>", Kind::Checkout),
            ("<body><h1>收银台</h1><p>应付 ¥25.60</p><button>立即支付</button></body>", Kind::Cashier),
            (
                "<body><h1>登录</h1><input name=user><input type=password><button>登录</button></body>",
                Kind::Login,
            ),
            ("<body><h1>Two-Step Verification</h1><input type=tel><button>Send</button></body>", Kind::Login),
            ("<body><h1>支付成功</h1><p>订单编号：2885410663725190012</p></body>", Kind::Receipt),
            ("<body><h1>我的订单</h1><p>订单号：2885410663725190012</p></body>", Kind::OrderList),
            ("<body><h1>订单详情</h1><p>订单号：2885410663725190012</p></body>", Kind::OrderDetail),
            ("<body><h1>安全验证</h1><p>请向右滑动</p></body>", Kind::Blocked),
            ("<body><h1>商品已下架</h1></body>", Kind::Gone),
            ("<body><h1>订单处理中</h1><p>请稍候</p></body>", Kind::Waiting),
            ("<body><h1>About us</h1><p>We make mugs.</p></body>", Kind::Other),
        ] {
            assert_eq!(kind_of(html), kind, "{html}");
        }
    }

    #[test]
    fn a_way_to_the_cart_makes_no_cart() {
        assert_eq!(
            kind_of("<body><h2>Your cart</h2><h1>Mug</h1><button>Add to cart</button></body>"),
            Kind::Product
        );
    }
}
