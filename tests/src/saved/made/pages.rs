//! One made page: its markup, and the row of the index that says what it is.

use std::fmt::Write;

use super::dice::Dice;
use super::word;

/// A page and what is true of it: the columns of the index from `kind` on.
pub struct Page {
    /// Its markup.
    pub html: String,
    /// Its row, without path and site.
    pub row: String,
}

/// What is written while a page is made.
struct Maker<'d> {
    dice: &'d mut Dice,
    language: usize,
    html: String,
    amount: u64,
    number: String,
}

/// A page of a kind.
pub fn page(kind: &str, language: usize, dice: &mut Dice) -> Page {
    let amount = 300 + dice.below(9_000);
    let number = (0..10 + dice.below(9)).map(|_| char::from(b'1' + dice.below(9) as u8)).collect();
    let signed_in = match kind {
        "login" | "register" => false,
        "product" | "sold-out" | "listing" | "other" => dice.once_in(2),
        _ => true,
    };
    let mut maker = Maker { dice, language, html: String::new(), amount, number };
    let title = maker.title(kind);
    let asks = !matches!(kind, "blocked");
    if asks {
        maker.top(signed_in);
    }
    let id = maker.dice.below(900_000) + 100_000;
    let path = maker.body(kind, &title, id);
    if asks {
        let (about, text) = (maker.say("about"), maker.say("text"));
        let _ = write!(maker.html, "<footer><a href=/about>{about}</a> <p>{text}</p></footer>");
    }
    let word = |name| word(name, language);
    let shop = format!("https://shop{}.example{path}", language);
    let offers = matches!(kind, "product" | "sold-out");
    let stock = match kind {
        "product" => "InStock",
        "sold-out" => "OutOfStock",
        _ => "",
    };
    let ordered = matches!(kind, "receipt" | "order-detail");
    let row = [
        if kind == "sold-out" { "product" } else { kind },
        &shop,
        &if offers { plain(maker.amount) } else { String::new() },
        if offers { "€" } else { "" },
        &if offers { id.to_string() } else { String::new() },
        stock,
        if ordered { &maker.number } else { "" },
        match kind {
            "blocked" | "login" | "register" => "",
            _ if signed_in => "true",
            _ => "false",
        },
    ]
    .join("\t");
    let html = format!(
        "<!doctype html><html lang={}><head><meta charset=utf-8><title>{title}</title></head><body>{}</body></html>",
        word("lang"),
        maker.html
    );
    Page { html, row }
}

/// An amount in cents as decimals.
fn plain(amount: u64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

impl Maker<'_> {
    fn say(&self, name: &str) -> &'static str {
        word(name, self.language)
    }

    fn title(&mut self, kind: &str) -> String {
        let name = match kind {
            "product" | "sold-out" => "goods",
            "listing" => "search",
            "login" => "sign-in",
            "order-list" => "orders",
            "order-detail" => "detail",
            "receipt" => "thanks",
            "blocked" => "captcha",
            "gone" => self.dice.one(&["gone", "missing"]),
            "other" => "about",
            same => same,
        };
        let said = self.say(name);
        if self.dice.once_in(2) { said.to_owned() } else { format!("{said} - Shop{}", self.dice.below(90)) }
    }

    /// An amount with its sign, as the language writes it.
    fn money(&self, amount: u64) -> String {
        match self.language {
            0 | 1 => format!("€{}", plain(amount)),
            _ => format!("{} €", plain(amount).replace('.', ",")),
        }
    }

    fn class(&mut self) -> String {
        let syllables = ["ab", "ko", "ri", "zu", "me", "xa"];
        (0..2 + self.dice.below(2)).map(|_| self.dice.one(&syllables)).collect()
    }

    /// An element that flows as a block, with these words.
    fn block(&mut self, words: &str) {
        let (tag, class) = (self.dice.one(&["div", "p", "section"]), self.class());
        let _ = write!(self.html, "<{tag} class={class}>{words}</{tag}>");
    }

    fn heading(&mut self, words: &str) {
        let tag = self.dice.one(&["h1", "h1", "h2"]);
        let _ = write!(self.html, "<{tag}>{words}</{tag}>");
    }

    fn button(&mut self, words: &str) {
        let class = self.class();
        let html = match self.dice.below(3) {
            0 => format!("<button class={class}>{words}</button>"),
            1 => format!("<input type=submit value='{words}'>"),
            _ => format!("<div role=button tabindex=0 style='cursor:pointer'>{words}</div>"),
        };
        self.html.push_str(&html);
    }

    fn field(&mut self, name: &str, kind: &str) {
        let label = self.say(name);
        let id = self.class();
        let html = match self.dice.below(2) {
            0 => format!("<p><label for={id}>{label}</label> <input id={id} type={kind}></p>"),
            _ => format!("<p><input name={id} type={kind} placeholder='{label}'></p>"),
        };
        self.html.push_str(&html);
    }

    fn top(&mut self, signed_in: bool) {
        let (home, cart, orders) = (self.say("home"), self.say("cart"), self.say("orders"));
        let account = if signed_in {
            format!(
                "<span>{}Mira</span> <a href=/account/out>{}</a>",
                self.say("hello"),
                self.say("sign-out")
            )
        } else {
            format!(
                "<a href=/account/in>{}</a> <a href=/account/new>{}</a>",
                self.say("sign-in"),
                self.say("register")
            )
        };
        let tag = self.dice.one(&["header", "div", "nav"]);
        let _ = write!(
            self.html,
            "<{tag}><a href=/>{home}</a> {account} <a href=/orders>{orders}</a> <a href=/cart>{cart}</a></{tag}>"
        );
    }

    /// The lines of a cart, a checkout or an order.
    fn lines(&mut self, editable: bool) {
        let (name, count) = (self.say("goods"), 1 + self.dice.below(5));
        let (price, sum) = (self.money(self.amount), self.money(self.amount * count));
        let quantity =
            if editable { format!("<input name=qty size=2 value={count}>") } else { format!("× {count}") };
        let html = if self.dice.once_in(2) {
            format!("<table><tr><td><a href=/p/1>{name}</a><td>{price}<td>{quantity}<td>{sum}</table>")
        } else {
            format!("<ul><li><a href=/p/1>{name}</a> <span>{price}</span> {quantity} <b>{sum}</b></ul>")
        };
        self.html.push_str(&html);
        let (total, freight) = (self.say("total"), self.say("freight"));
        let free = self.money(0);
        self.block(&format!("{freight}: {free}"));
        self.block(&format!("{total}: {sum}"));
    }

    fn cards(&mut self, count: u64) {
        self.html.push_str("<ul>");
        for card in 0..count {
            let amount = 200 + self.dice.below(5_000);
            let (name, price) = (self.say("other"), self.money(amount));
            let _ = write!(
                self.html,
                "<li class=card><a href=/p/{}>{name} {card}</a><span>{price}</span></li>",
                7_000 + card
            );
        }
        self.html.push_str("</ul>");
    }

    /// Writes the middle of the page and gives the path of its address.
    fn body(&mut self, kind: &str, title: &str, id: u64) -> String {
        let language = self.language;
        let said = |name| word(name, language);
        let own = title.split(" - ").next().unwrap_or_default().to_owned();
        let (number, label) = (self.number.clone(), said("number"));
        let bare = self.dice.once_in(3);
        match kind {
            "product" | "sold-out" => {
                self.heading(&own);
                let price = format!("{} {}", said("price"), self.money(self.amount));
                self.block(&price);
                if kind == "product" {
                    let _ = write!(
                        self.html,
                        "<label>{} <input type=number min=1 value=1></label>",
                        said("quantity")
                    );
                    self.button(said(if bare { "buy" } else { "add" }));
                } else {
                    let sold = said("sold-out");
                    match self.dice.below(3) {
                        0 => self.html.push_str(&format!("<button disabled>{sold}</button>")),
                        1 => self
                            .html
                            .push_str(&format!("<p>{sold}</p><button disabled>{}</button>", said("add"))),
                        _ => self.block(sold),
                    }
                }
                let around = self.dice.below(6);
                self.cards(around);
                return format!("/{}/{id}", self.dice.one(&["p", "item", "product", "x"]));
            }
            "listing" => self.cards(8),
            "cart" => {
                self.heading(&own);
                self.lines(true);
                self.button(said("to-checkout"));
            }
            "checkout" => {
                self.heading(&own);
                self.block(&format!("{}: Mira Lin, 12 Rue Haute, 1000 Brussel", said("ship-to")));
                self.lines(false);
                self.button(said("submit"));
            }
            "cashier" => {
                self.heading(&own);
                let due = format!("{}: {}", said("total"), self.money(self.amount));
                self.block(&due);
                self.button(said("pay"));
            }
            "receipt" => {
                self.heading(&own);
                self.block(&format!("{label}: <b>{number}</b>"));
                self.lines(false);
            }
            "order-list" => {
                self.heading(&own);
                for order in 0..3 + self.dice.below(3) {
                    self.block(&format!(
                        "{label}: {}{order}<br>{}: 2026-10-1{order}",
                        number,
                        said("placed")
                    ));
                    self.lines(false);
                }
            }
            "order-detail" => {
                self.heading(&own);
                self.block(&format!("{label}: {number}"));
                self.block(&format!("{}: 2026-10-12 09:41", said("placed")));
                self.lines(false);
            }
            "login" => {
                if !bare {
                    self.heading(&own);
                }
                self.html.push_str("<form>");
                self.field("account", "text");
                self.field("password", "password");
                self.button(said("sign-in"));
                self.html.push_str("</form>");
            }
            "register" => {
                self.heading(&own);
                self.html.push_str("<form>");
                for field in ["name", "account", "phone"] {
                    self.field(field, "text");
                }
                self.field("password", "password");
                self.field("again", "password");
                self.button(said("register"));
                self.html.push_str("</form>");
            }
            "blocked" => {
                self.heading(&own);
                self.block(said("robot"));
            }
            "gone" => {
                self.heading(&own);
                if bare {
                    self.cards(4);
                }
            }
            _ => {
                self.heading(&own);
                self.block(said("text"));
            }
        }
        match kind {
            "login" => self.dice.one(&["/login", "/account/in", "/u?back=1"]).to_owned(),
            "order-detail" => format!("/orders/{id}"),
            "order-list" => "/orders".to_owned(),
            "cart" => self.dice.one(&["/cart", "/basket/", "/c.html"]).to_owned(),
            _ => format!("/{}/{id}", self.class()),
        }
    }
}
