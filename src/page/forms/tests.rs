use super::*;
use crate::page::headings::headings;
use crate::page::testpage::page;

fn purposes(html: &str) -> Vec<Purpose> {
    let page = page("https://shop.example/p/1", &format!("<body><h1>Mug</h1>{html}</body>"));
    let tree = Tree::of(&page);
    forms(&tree, &headings(&tree)).iter().map(|form| form.purpose).collect()
}

#[test]
fn every_weight_is_of_a_sign_for_a_purpose() {
    let signs = MARKS.map(|(name, _)| name);
    let purposes = Purpose::ALL.map(|(_, name)| name);
    crate::page::weights::tests::check(crate::page::lexicon::section("forms"), &signs, &purposes);
}

#[test]
fn a_form_is_known_by_what_it_asks_for() {
    let sign_in =
        "<form action=/in><input name=user><input name=pass type=password><button>Go</button></form>";
    let spoken = "<form><input type=email><input type=password><a href=/x>Passwort vergessen?</a><button>Anmelden</button></form>";
    let register = "<form action=/new><input name=firstname><input name=lastname><input name=email><input name=pass type=password><input name=confirm type=password><button>Create account</button></form>";
    let recover =
        "<form action=/forgot><p>Forgot your password?</p><input name=email><button>Send</button></form>";
    let search = "<form action=/search><input name=q><button>Search</button></form>";
    let newsletter =
        "<form action=/newsletter><input name=email type=email><button>Subscribe</button></form>";
    let comment = "<form><input name=name><input name=email><textarea name=comment></textarea><button>Send</button></form>";
    let cart = "<form action=/cart/add><input name=qty value=1><button>Add to cart</button></form>";
    for (html, purpose) in [
        (sign_in, Purpose::SignIn),
        (spoken, Purpose::SignIn),
        (register, Purpose::Register),
        (recover, Purpose::Recover),
        (search, Purpose::Other),
        (newsletter, Purpose::Other),
        (comment, Purpose::Other),
        (cart, Purpose::Other),
    ] {
        assert_eq!(purposes(html), [purpose], "{html}");
    }
    assert_eq!(purposes(&[search, sign_in].concat()), [Purpose::Other, Purpose::SignIn]);
}

#[test]
fn a_form_that_asks_for_no_password_is_known_by_where_it_leads() {
    let openid =
        "<form action=/login/openid id=openid><input name=openid_url><button>Sign in</button></form>";
    assert_eq!(purposes(openid), [Purpose::SignIn]);
}

#[test]
fn fields_for_a_password_that_stand_in_no_form_are_one() {
    let loose = "<div><input name=user><input name=pass type=password><button>Log in</button></div>";
    assert_eq!(purposes(&format!("<p>Mug</p>{loose}<p><input name=q></p>")), [Purpose::SignIn]);
}

#[test]
fn a_form_that_opens_on_a_press_is_told_too() {
    let hidden = "<div hidden><form><input name=user><input name=pass type=password><button>Log in</button></form></div>";
    assert_eq!(purposes(hidden), [Purpose::SignIn]);
}
