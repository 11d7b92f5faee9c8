//! What the kind of a page is told from, and questions that several signs ask of it.

use std::cell::OnceCell;

use crate::order::has_text;
use crate::page::ButtonRole;
use crate::page::buttons::Placed;
use crate::page::controls::Pressable;
use crate::page::forms::{Form, Purpose};
use crate::page::headings::Heading;
use crate::page::product::cards::in_card;
use crate::page::sheet::Sheet;
use crate::page::structured::Structured;
use crate::page::text::chars::{CharKind, DIGIT, bare_address};
use crate::page::text::labels::Label;
use crate::page::text::money::amounts;
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};

/// Types of fields that are written into, but for passwords.
const TEXT: [&str; 4] = ["", "text", "email", "tel"];

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
    /// Its forms.
    pub forms: &'s [Form],
    /// Its visible words, cut.
    pub words: &'s str,
    /// Whether somebody is signed in, where that is told.
    pub signed_in: Option<bool>,
    /// There is a control for a quantity.
    pub has_quantity: bool,
    /// What is counted when it is first asked.
    pub counts: Counts,
}

/// What takes a walk over the page to count.
#[derive(Debug, Default)]
pub struct Counts {
    numbers: OnceCell<Numbers>,
    prices: OnceCell<Prices>,
}

/// Numbers that the page names as such.
#[derive(Debug, Default, Clone, Copy)]
struct Numbers {
    /// Of orders.
    orders: usize,
    /// Of articles, but those of other products.
    articles: usize,
}

/// Prices that are shown.
#[derive(Debug, Default, Clone, Copy)]
pub struct Prices {
    /// In cards of other products.
    pub in_cards: usize,
    /// Elsewhere.
    pub own: usize,
    /// The size of the largest letters of the latter.
    pub largest: u16,
}

impl Signs<'_, '_> {
    /// There is a button that does this.
    pub fn has(&self, role: ButtonRole) -> bool {
        self.buttons.iter().any(|button| button.role == role)
    }

    /// There is a button that buys or adds to the cart.
    pub fn buys(&self) -> bool {
        self.has(ButtonRole::BuyNow) || self.has(ButtonRole::AddToCart)
    }

    /// There is a button that places the order or pays.
    pub fn places(&self) -> bool {
        self.submits() || self.has(ButtonRole::Pay)
    }

    /// There is a button that places the order. A link with the same words, such as the one of the small
    /// cart in a header, but leads to the checkout.
    pub fn submits(&self) -> bool {
        let stays = |button: &Placed| self.tree.leads(button.at).is_none();
        self.buttons.iter().any(|button| button.role == ButtonRole::Submit && stays(button))
    }

    /// Nothing on the page buys, orders or pays.
    pub fn idle(&self) -> bool {
        !self.buys() && !self.places()
    }

    /// Too few words for a page that offers something.
    pub fn little(&self) -> bool {
        self.words.chars().count() < 600
    }

    /// The heading that says what the page is about: of the first level, or one that its title repeats.
    pub fn main_heading(&self) -> Option<&Heading> {
        if let Some(first) = self.headings.iter().find(|heading| heading.weight >= 60) {
            return Some(first);
        }
        let title = plain(&self.tree.page.title);
        let is_repeated = |heading: &&Heading| {
            let text = plain(&heading.text);
            text.chars().count() >= 4 && has_text(&title, &text)
        };
        self.headings.iter().find(is_repeated)
    }

    /// A heading or the title holds it.
    pub fn headed(&self, word: Word) -> Option<String> {
        for heading in self.headings {
            if word.within(&heading.text) {
                return Some(heading.text.clone());
            }
        }
        let title = &self.tree.page.title;
        word.within(title).then(|| title.clone())
    }

    /// The main heading, or a part of the title, says just this.
    pub fn entitled(&self, word: Word) -> Option<String> {
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
    pub fn in_address(&self, names: &[&str]) -> Option<String> {
        const BETWEEN: CharKind = |char| !char.is_ascii_alphanumeric();
        let bare = bare_address(&self.tree.page.url).to_ascii_lowercase();
        bare.split(BETWEEN).find(|part| names.contains(part)).map(str::to_owned)
    }

    /// Whether there is a field that fits, for which a type may be told.
    pub fn has_field(&self, fits: &dyn Fn(At, &str) -> bool) -> bool {
        let tree = self.tree;
        let field =
            |at: At| tree.tag(at) == "input" && tree.node(at).shown && fits(at, tree.attribute(at, "type"));
        tree.first(tree.all(), &field).is_some()
    }

    /// There is a shown field for a password.
    pub fn asks_for_password(&self) -> bool {
        self.has_field(&|_, kind| kind == "password")
    }

    /// Its address or its heading says that it is there to sign in.
    pub fn is_for_sign_in(&self) -> bool {
        self.in_address(&["login", "signin", "logon", "passport", "sso"]).is_some()
            || self.entitled(Word::SignIn).is_some()
    }

    /// How many order numbers the page names as such.
    pub fn orders(&self) -> usize {
        self.counts.numbers.get_or_init(|| count_numbers(self.tree)).orders
    }

    /// How many article numbers it names.
    pub fn articles(&self) -> usize {
        self.counts.numbers.get_or_init(|| count_numbers(self.tree)).articles
    }

    /// The prices that it shows.
    pub fn prices(&self) -> Prices {
        *self.counts.prices.get_or_init(|| count_prices(self.tree))
    }

    /// How many fields with a type that fits are shown.
    pub fn count_fields(&self, types: &[&str]) -> usize {
        let mut count = 0;
        for at in self.tree.all() {
            let is_one = self.tree.tag(at) == "input" && types.contains(&self.tree.attribute(at, "type"));
            count += usize::from(is_one && self.tree.node(at).shown);
        }
        count
    }

    /// How many shown fields of text stand in the form of the first field for a password, but those for
    /// passwords; 1 where there is a password alone.
    pub fn beside_password(&self) -> usize {
        let tree = self.tree;
        let is_field = |at: At| tree.tag(at) == "input" && tree.node(at).shown;
        let is_password = |at: At| is_field(at) && tree.attribute(at, "type") == "password";
        let Some(password) = tree.first(tree.all(), &is_password) else { return 0 };
        let form = tree.outer(password, &|outer| tree.tag(outer) == "form").unwrap_or_default();
        let is_text = |at: At| is_field(at) && TEXT.contains(&tree.attribute(at, "type"));
        tree.those(tree.subtree(form), &is_text).len().max(1)
    }

    /// How many shown fields and buttons stand in forms that are there for this.
    pub fn written_for(&self, purpose: Purpose) -> usize {
        let mut count = 0;
        for form in self.forms {
            if form.purpose == purpose {
                count += self.shown_parts(form);
            }
        }
        count
    }

    /// Most of what can be written into, or pressed in forms, is there for this.
    pub fn is_mostly_for(&self, purpose: Purpose) -> bool {
        let mut all = 0;
        for form in self.forms {
            all += self.shown_parts(form);
        }
        self.written_for(purpose) * 2 > all
    }

    fn shown_parts(&self, form: &Form) -> usize {
        form.parts.iter().filter(|at| self.tree.node(**at).shown).count()
    }

    /// Something with these words can be pressed, and leads to no other page.
    pub fn offers(&self, word: Word) -> Option<String> {
        let stays = |one: &&Pressable| self.tree.tag(one.at) != "a" && word.is(&one.label);
        self.pressables.iter().find(stays).map(|one| one.label.clone())
    }
}

fn count_numbers(tree: &Tree) -> Numbers {
    let sheet = Sheet::of(tree);
    let (mut orders, mut articles): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for field in &sheet.fields.all {
        let number = field.field.value.trim();
        let into = match field.field.label {
            Label::Order => &mut orders,
            Label::Product if !in_card(tree, field.at) => &mut articles,
            _ => continue,
        };
        if number.contains(DIGIT) && !into.contains(&number) {
            into.push(number);
        }
    }
    Numbers { orders: orders.len(), articles: articles.len() }
}

/// An amount that is not nothing, as an empty cart has it.
fn tells_price(text: &str, tree: &Tree) -> bool {
    amounts(text, &tree.signs).iter().any(|found| found.marked && !found.amount.amount.is_zero())
}

fn count_prices(tree: &Tree) -> Prices {
    let mut prices = Prices::default();
    for at in tree.all() {
        if !tree.node(at).shown || !shows_price(tree, at) {
            continue;
        }
        if in_card(tree, at) {
            prices.in_cards += 1;
        } else {
            prices.own += 1;
            prices.largest = prices.largest.max(tree.largest_font(at));
        }
    }
    prices
}

/// Whether an element shows a price by words of its own, or by pieces of which none is one, as in
/// `<bdi>12,80 <span>€</span></bdi>`.
fn shows_price(tree: &Tree, at: At) -> bool {
    let node = tree.node(at);
    if !node.text.is_empty() {
        return node.text.len() < 30 && !node.struck && tells_price(&node.text, tree);
    }
    let pieces = tree.inside(at);
    let (mut words, mut digits) = (0, false);
    for piece in pieces.clone().take(PIECES + 1) {
        words += tree.node(piece).text.len();
        digits |= tree.node(piece).text.contains(DIGIT);
    }
    if !digits || words >= 30 || pieces.len() > PIECES {
        return false;
    }
    let text = tree.text_without(at, &|inner| tree.node(inner).struck);
    let all = amounts(&text, &tree.signs);
    let [one] = all.as_slice() else { return false };
    let is_all = one.start == 0 && one.end == text.trim().chars().count();
    let is_whole = |child: At| tells_price(&tree.text(child), tree);
    is_all && tells_price(&text, tree) && !tree.children(at).into_iter().any(is_whole)
}

/// A price comes in no more pieces.
const PIECES: usize = 8;
