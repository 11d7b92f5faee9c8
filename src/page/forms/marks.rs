//! The signs of what a form is there for.

use super::Scope;
use super::scopes::address;
use crate::page::text::chars::has_any;
use crate::page::text::words::Word;

/// Whether a sign holds for a form.
pub type Sign = fn(&Scope) -> bool;

/// Their names and what they ask.
pub const MARKS: [(&str, Sign); 48] = [
    ("no-password", |form| form.count(&["password"]) == 0),
    ("one-password", |form| form.count(&["password"]) == 1),
    ("passwords", |form| form.count(&["password"]) > 1),
    ("password-alone", |form| form.count(&["password"]) > 0 && form.count(&TEXT) == 0),
    ("nothing-written", |form| form.count(&["password"]) + form.count(&TEXT) == 0),
    ("one-text", |form| form.count(&TEXT) == 1),
    ("two-texts", |form| form.count(&TEXT) == 2),
    ("some-texts", |form| (3..=5).contains(&form.count(&TEXT))),
    ("many-texts", |form| form.count(&TEXT) > 5),
    ("choices", |form| form.tags("select") > 0),
    ("many-choices", |form| form.tags("select") > 2),
    ("long-text", |form| form.tags("textarea") > 0),
    ("ticks-one", |form| form.count(&["checkbox"]) == 1),
    ("ticks-some", |form| form.count(&["checkbox"]) > 1),
    ("radios", |form| form.count(&["radio"]) > 0),
    ("few-words", |form| form.words.chars().count() < 150),
    ("many-words", |form| form.words.chars().count() > 600),
    ("remembers", |form| {
        calls(form, &["remember", "persist", "keep", "autologin", "auto_login", "cookieuser", "stay"])
    }),
    ("new-password", |form| calls(form, &["new-password", "newpass", "new_pass"])),
    ("current-password", |form| calls(form, &["current-password"])),
    ("repeats", |form| {
        calls(
            form,
            &["confirm", "repeat", "retype", "again", "verif", "reenter", "re-enter", "pass2", "password2"],
        )
    }),
    ("user-field", |form| calls(form, &["user", "login", "uname", "username", "account", "member"])),
    ("mail-field", |form| calls(form, &["mail"])),
    ("person-fields", |form| {
        calls(
            form,
            &[
                "firstname",
                "first_name",
                "first-name",
                "lastname",
                "last_name",
                "last-name",
                "fname",
                "lname",
                "birth",
                "gender",
                "phone",
                "zip",
                "postcode",
                "city",
                "country",
                "address",
                "company",
            ],
        )
    }),
    ("terms-field", |form| calls(form, &["terms", "agree", "accept", "policy", "tos", "rules"])),
    ("newsletter-field", |form| calls(form, &["newsletter", "subscri"])),
    ("search-field", |form| calls(form, &["search", "query", "keyword", "suche"])),
    ("captcha-field", |form| calls(form, &["captcha"])),
    ("called-sign-in", |form| has_any(&form.own, &SIGN_IN)),
    ("called-register", |form| has_any(&form.own, &REGISTER)),
    ("called-recover", |form| has_any(&form.own, &RECOVER)),
    ("called-search", |form| has_any(&form.own, &["search", "suche", "buscar", "find", "recherche"])),
    ("called-newsletter", |form| {
        has_any(&form.own, &["newsletter", "subscri", "mailing", "list-manage", "mailchimp"])
    }),
    ("called-purchase", |form| has_any(&form.own, &["cart", "basket", "checkout", "order", "purchase"])),
    ("called-message", |form| {
        has_any(&form.own, &["comment", "contact", "reply", "feedback", "review", "message"])
    }),
    ("button-sign-in", |form| says(form, Word::SignIn)),
    ("button-register", |form| says(form, Word::Register)),
    ("button-recover", |form| says(form, Word::Recover)),
    ("words-sign-in", |form| Word::SignIn.within(&form.words)),
    ("words-register", |form| Word::Register.within(&form.words)),
    ("words-recover", |form| Word::Recover.within(&form.words)),
    ("headed-sign-in", |form| Word::SignIn.within(&form.heading)),
    ("headed-register", |form| Word::Register.within(&form.heading)),
    ("headed-recover", |form| Word::Recover.within(&form.heading)),
    ("page-of-sign-in", |form| has_any(&address(form), &SIGN_IN)),
    ("page-of-register", |form| has_any(&address(form), &REGISTER)),
    ("page-of-recover", |form| has_any(&address(form), &RECOVER)),
    ("leads-to-recover", leads_to_recover),
];

/// Types of fields that are written into, but for passwords.
const TEXT: [&str; 5] = ["", "text", "email", "tel", "number"];

/// Parts of names and addresses.
const SIGN_IN: [&str; 14] = [
    "login",
    "log-in",
    "log_in",
    "signin",
    "sign-in",
    "sign_in",
    "logon",
    "session",
    "authent",
    "openid",
    "oauth",
    "anmeld",
    "connexion",
    "auth/",
];
const REGISTER: [&str; 11] = [
    "regist",
    "signup",
    "sign-up",
    "sign_up",
    "join",
    "create",
    "new-account",
    "newuser",
    "new_user",
    "inscription",
    "enrol",
];
const RECOVER: [&str; 10] =
    ["forgot", "recover", "lost", "reset", "remind", "restore", "retriev", "resend", "vergessen", "olvid"];

/// Whether a field is called so.
fn calls(form: &Scope, names: &[&str]) -> bool {
    form.fields.iter().any(|field| has_any(field, names))
}

/// Whether a button says just this.
fn says(form: &Scope, word: Word) -> bool {
    form.said.iter().any(|label| word.is(label))
}

/// A link in it, or beside it, leads to where a new password is got.
fn leads_to_recover(form: &Scope) -> bool {
    let tree = form.tree;
    tree.leading_in(form.wide).iter().any(|link| {
        let address = tree.attribute(*link, "href").to_ascii_lowercase();
        has_any(&address, &RECOVER) || Word::Recover.within(&tree.label(*link))
    })
}
