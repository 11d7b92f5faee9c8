//! What shops call things, by language. A language is data: add a file beside `zh` and `en`.

mod en;
mod zh;

use std::sync::LazyLock;

use super::chars::{CharKind, LETTER};
use super::fold::{fold, one_spaced, visible};
use super::word_lists::{WordLists, split};
use crate::order::{is_letter_or_digit, lower_case, split_at_text};

/// Something that shops have words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Leads to the sign-in page.
    SignIn,
    /// Leads to a page that opens an account.
    Register,
    /// Ends the session.
    SignOut,
    /// Stands before the name of who is signed in.
    Greeting,
    /// Says that signing in is needed.
    SignInFirst,
    /// Buys at once.
    BuyNow,
    /// Puts into the cart.
    AddToCart,
    /// Leads from the cart to the checkout.
    ToCheckout,
    /// Places the order.
    Submit,
    /// Pays.
    Pay,
    /// The cart itself.
    Cart,
    /// The checkout itself.
    Checkout,
    /// The page where is paid.
    Cashier,
    /// The person's orders.
    Orders,
    /// One order's page.
    OrderDetail,
    /// An order was placed or paid.
    Placed,
    /// Something is being worked on; the page goes on by itself.
    Waiting,
    /// How many.
    Quantity,
    /// How many there are.
    Stock,
    /// Cannot be bought now.
    SoldOut,
    /// The smallest quantity that may be ordered.
    Minimum,
    /// Quantities go up by this.
    Step,
    /// The price.
    Price,
    /// A price that does not hold: before a discount, or a recommended one.
    OldPrice,
    /// An amount that is not the price of the product: freight, savings, instalments.
    OtherAmount,
    /// Freight.
    Freight,
    /// Where the goods go.
    ShipTo,
    /// What is paid in all.
    Total,
    /// Asks whether the person is one.
    Captcha,
    /// The product is not there any more.
    Gone,
    /// An axis of variants.
    Axis,
    /// Stands in a list of options for none of them.
    ChooseOne,
}

type Dictionary = WordLists<Word>;

/// The forms of all languages, the commonest first.
static FORMS: LazyLock<Vec<(Word, Vec<&'static str>)>> = LazyLock::new(|| split(&[zh::WORDS, en::WORDS]));

impl Word {
    /// The first of its forms, the commonest language first, that fits.
    fn form(self, fits: &mut dyn FnMut(&str) -> bool) -> Option<&'static str> {
        for (word, forms) in FORMS.iter() {
            if *word == self
                && let Some(form) = forms.iter().find(|form| fits(form))
            {
                return Some(form);
            }
        }
        None
    }

    /// Whether a label says just this, whatever amount or count stands behind it.
    pub fn is(self, label: &str) -> bool {
        let label = plain(label);
        let mut says = |form: &str| label.strip_prefix(form).is_some_and(|rest| !rest.contains(LETTER));
        !label.is_empty() && self.form(&mut says).is_some()
    }

    /// The form of it that a text holds, as a word of its own.
    pub fn find(self, text: &str) -> Option<&'static str> {
        let text = plain(text);
        self.form(&mut |form| holds(&text, form))
    }

    /// Whether a text holds it, as a word of its own.
    pub fn within(self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// What stands behind it in a text that begins with it.
    pub fn strip(self, text: &str) -> Option<String> {
        let text = plain(text);
        let mut best: Option<&str> = None;
        self.form(&mut |form| {
            if let Some(rest) = text.strip_prefix(form)
                && ends_word(form, rest)
                && best.is_none_or(|best| rest.len() < best.len())
            {
                best = Some(rest);
            }
            false
        });
        best.map(str::to_owned)
    }
}

/// What is left out at the ends of a text.
const MARK: CharKind =
    |char| !(is_letter_or_digit(char) || matches!(char, '+' | '-' | '%' | '¥' | '$' | '€' | '£'));
const ASCII_WORD: CharKind = |char| char.is_ascii_alphanumeric();

/// One way of writing: folded, in lower case, one space between words, no marks at the ends.
pub fn plain(text: &str) -> String {
    let text = lower_case(&fold(&visible(text)));
    // White space includes the no-break spaces.
    one_spaced(&text).trim_matches(MARK).to_owned()
}

fn holds(text: &str, form: &str) -> bool {
    let mut from = 0;
    while let Some((skipped, rest)) = text.get(from..).and_then(|text| split_at_text(text, form)) {
        let before = text.get(..from + skipped.len()).unwrap_or_default();
        let apart = !form.starts_with(ASCII_WORD) || !before.ends_with(ASCII_WORD);
        if apart && ends_word(form, rest) {
            return true;
        }
        from = text.len() - rest.len();
    }
    false
}

fn ends_word(form: &str, rest: &str) -> bool {
    !form.ends_with(ASCII_WORD) || !rest.starts_with(ASCII_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_just_this_or_something_else() {
        for label in ["立即购买", " 立即购买 > ", "Buy now", "BUY  NOW", "Buy Now!"] {
            assert!(Word::BuyNow.is(label), "{label}");
        }
        assert!(Word::Pay.is("立即支付 ¥128.00"));
        assert!(Word::Cart.is("购物车（3）"));
        for label in ["立即购买并领取会员", "Buy now, pay later", "How to buy now"] {
            assert!(!Word::BuyNow.is(label), "{label}");
        }
    }

    #[test]
    fn a_word_within_a_text_stands_alone() {
        assert!(Word::SignInFirst.within("亲，请登录后查看价格"));
        assert!(!Word::Step.within("stepper"));
    }

    #[test]
    fn every_form_is_written_plainly() {
        for (word, forms) in FORMS.iter() {
            for form in forms {
                assert_eq!(plain(form), *form, "{word:?}");
            }
        }
    }
}
