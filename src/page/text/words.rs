//! Things that shops have words for. The words themselves are in the lexicon.

use super::chars::{CharKind, LETTER, joins};
use super::fold::{fold, one_spaced, visible};
use crate::order::{is_letter_or_digit, lower_case};
use crate::page::lexicon::forms_like;

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
    /// Leads to a new password, or asks for one.
    Recover,
    /// Asks for a second proof of who signs in, such as a code that was sent.
    SecondFactor,
    /// Buys at once.
    BuyNow,
    /// Puts into the cart.
    AddToCart,
    /// Takes over the quantities that were changed in the cart.
    UpdateCart,
    /// Leads from the cart to the checkout.
    ToCheckout,
    /// Leads on to the next page of a checkout.
    Continue,
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
    /// The smallest quantity, where a number of pieces stands behind it; else it says something else.
    AtLeast,
    /// Quantities go up by this, where a number of pieces stands behind it.
    SoldBy,
    /// Stands before how many pieces a pack has.
    PackOf,
    /// Stands behind how many pieces a pack has.
    Packed,
    /// What holds several pieces.
    Container,
    /// What stands behind a number that counts no goods: a time, a share.
    OtherUnit,
    /// What stands behind a number that is measured.
    Measure,
    /// Quantities of several variants count together.
    Mixed,
    /// The price.
    Price,
    /// A price that does not hold: before a discount, or a recommended one.
    OldPrice,
    /// The price without the tax that is added to it.
    NetPrice,
    /// An amount that is not the price of the product: freight, savings, instalments.
    OtherAmount,
    /// What an auction calls amounts.
    Bid,
    /// Payments of which there are several.
    Instalments,
    /// Stands between how many payments there are and what one is.
    EachOf,
    /// Behind an amount that is paid every month.
    Monthly,
    /// Where the goods go.
    ShipTo,
    /// Asks whether the person is one.
    Captcha,
    /// The product is not there any more.
    Gone,
    /// An axis of variants.
    Axis,
    /// Stands in a list of options for none of them.
    ChooseOne,
}

impl Word {
    /// Their names in the lexicon, in the order of the variants.
    pub const NAMES: [&'static str; 47] = [
        "sign-in",
        "register",
        "sign-out",
        "greeting",
        "sign-in-first",
        "recover",
        "second-factor",
        "buy-now",
        "add-to-cart",
        "update-cart",
        "to-checkout",
        "continue",
        "submit",
        "pay",
        "cart",
        "checkout",
        "cashier",
        "orders",
        "order-detail",
        "placed",
        "waiting",
        "quantity",
        "stock",
        "sold-out",
        "minimum",
        "step",
        "at-least",
        "sold-by",
        "pack-of",
        "packed",
        "container",
        "other-unit",
        "measure",
        "mixed",
        "price",
        "old-price",
        "net-price",
        "other-amount",
        "bid",
        "instalments",
        "each-of",
        "monthly",
        "ship-to",
        "captcha",
        "gone",
        "axis",
        "choose-one",
    ];

    /// Whether a label says just this, whatever amount or count stands behind it.
    pub fn is(self, label: &str) -> bool {
        let label = plain(label);
        let says = |form: &str| label.strip_prefix(form).is_some_and(|rest| !rest.contains(LETTER));
        forms_like(self, &label).iter().any(|(form, ())| says(form))
    }

    /// The form of it that a text holds, as a word of its own.
    pub fn find(self, text: &str) -> Option<&'static str> {
        let text = plain(text);
        let mut before = None;
        for (at, letter) in text.char_indices() {
            // Within a word none begins.
            let begins = !joins(before, Some(letter));
            before = Some(letter);
            if !begins {
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            for (form, ()) in forms_like(self, rest) {
                if let Some(behind) = rest.strip_prefix(form)
                    && !joins(form.chars().next_back(), behind.chars().next())
                {
                    return Some(form);
                }
            }
        }
        None
    }

    /// Whether a text holds it, as a word of its own.
    pub fn within(self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// What stands behind it in a text that begins with it.
    pub fn strip(self, text: &str) -> Option<String> {
        let text = plain(text);
        let mut best: Option<&str> = None;
        for (form, ()) in forms_like(self, &text) {
            if let Some(rest) = text.strip_prefix(form)
                && !joins(form.chars().next_back(), rest.chars().next())
                && best.is_none_or(|best| rest.len() < best.len())
            {
                best = Some(rest);
            }
        }
        best.map(str::to_owned)
    }
}

/// What is left out at the ends of a text.
const MARK: CharKind =
    |char| !(is_letter_or_digit(char) || matches!(char, '+' | '-' | '%' | '¥' | '$' | '€' | '£'));

/// One way of writing: folded, in lower case, one space between words, no marks at the ends.
pub fn plain(text: &str) -> String {
    // Most words are of ASCII, where nothing is invisible or wide.
    let text = if text.is_ascii() { text.to_ascii_lowercase() } else { lower_case(&fold(&visible(text))) };
    // White space includes the no-break spaces.
    one_spaced(&text).trim_matches(MARK).to_owned()
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
    fn names_follow_the_variants() {
        for (word, name) in
            [(Word::SignIn, "sign-in"), (Word::Price, "price"), (Word::ChooseOne, "choose-one")]
        {
            assert_eq!(Word::NAMES.get(word as usize), Some(&name));
        }
        assert_eq!(Word::ChooseOne as usize + 1, Word::NAMES.len());
    }

    #[test]
    fn a_word_within_a_text_stands_alone() {
        assert!(Word::SignInFirst.within("亲，请登录后查看价格"));
        assert!(!Word::Step.within("stepper"));
    }
}
