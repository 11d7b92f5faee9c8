//! Who is signed in, as far as the page tells.

use super::controls::Pressable;
use super::evidence::Because;
use super::forms::{Form, Purpose};
use super::tree::{At, Tree};
use crate::order::{is_letter_or_digit, lower_case};
use crate::page::text::chars::{CharKind, NO_WORD, bare_address, has_any};
use crate::page::text::words::Word;

/// Whether somebody is signed in, and who.
#[derive(Debug, Default)]
pub struct Account {
    /// Nothing where the page does not tell.
    pub signed_in: Option<bool>,
    /// The name, where shown.
    pub name: Option<String>,
}

/// Parts of addresses that end a session, and that lead to where one begins.
const OUT: [&str; 7] = ["logout", "signout", "sign-out", "log-out", "sign_out", "log_out", "logoff"];
const IN: [&str; 7] = ["/login", "/signin", "/sign-in", "/log-in", "/sign_in", "/logon", "/auth/"];
/// Of shops that name the page in the query of its address.
const OUT_ASKED: [&str; 5] = ["=logout", "=logoff", "/logout", "auth.logout", "?mylogout"];
const IN_ASKED: [&str; 4] = ["=account/login", "page=login", "controller=authentication", "auth.login_form"];
/// Parts of addresses where an account is opened, and where one is looked after.
const NEW: [&str; 7] = [
    "/register",
    "/registration",
    "/signup",
    "/sign-up",
    "account/create",
    "create-account",
    "create_account",
];
const OWN: [&str; 8] = ["account", "profile", "/my", "konto", "compte", "cuenta", "member", "kabinet"];

/// Reads the account from what can be pressed, from a greeting, and else from what is there to sign in.
pub fn account(tree: &Tree, pressables: &[Pressable], forms: &[Form], because: &mut Because) -> Account {
    let offers = |is: fn(&Tree, At, &str) -> bool| pressables.iter().find(|one| is(tree, one.at, &one.label));
    let name = greeted(tree);
    if let Some(out) = offers(leads_out) {
        because.add("signed_in", "control", &out.label);
        return Account { signed_in: Some(true), name };
    }
    if let Some(sign_in) = offers(leads_in) {
        because.add("signed_in", "control", &sign_in.label);
        return Account { signed_in: Some(false), name: None };
    }
    // Some shops script what others link: then only the words stand there.
    let bare = |at: At| is_head(tree, at) && Word::SignIn.is(&tree.node(at).text);
    if let Some(at) = tree.first(tree.all(), &bare).filter(|_| name.is_none()) {
        because.add("signed_in", "text", &tree.node(at).text);
        return Account { signed_in: Some(false), name: None };
    }
    if name.is_some() {
        because.add("signed_in", "text", name.as_deref().unwrap_or_default());
        return Account { signed_in: Some(true), name };
    }
    if let Some(mark) = way_in(tree, pressables, forms) {
        because.add("signed_in", "control", &mark);
        return Account { signed_in: Some(false), name: None };
    }
    Account::default()
}

/// Says so, or is short and leads there.
fn leads_out(tree: &Tree, at: At, label: &str) -> bool {
    Word::SignOut.is(label) || is_short(tree, at, label) && leads_to(tree, at, &OUT, &OUT_ASKED)
}

fn leads_in(tree: &Tree, at: At, label: &str) -> bool {
    Word::SignIn.is(label) || is_short(tree, at, label) && leads_to(tree, at, &IN, &IN_ASKED)
}

/// What nobody needs who is signed in, where nothing else tells: a form to sign in, a link to open an
/// account. What opens on a press counts in the head of a page alone, and not where a way out opens too,
/// or where a person's own pages are linked: a script may show the one or the other.
fn way_in(tree: &Tree, pressables: &[Pressable], forms: &[Form]) -> Option<String> {
    let is_shown = |at: &At| tree.node(*at).shown;
    let mut unopened = None;
    for form in forms {
        if form.purpose == Purpose::SignIn {
            if form.parts.iter().any(is_shown) {
                return Some(tree.label(form.at).chars().take(40).collect());
            }
            unopened = Some(form.at);
        }
    }
    for one in pressables {
        if Word::Register.is(&one.label) && leads_to(tree, one.at, &NEW, &[]) {
            return Some(one.label.clone());
        }
    }
    for at in tree.all() {
        let node = tree.node(at);
        if node.tag != "a" {
            continue;
        }
        if node.shown && leads_to(tree, at, &OWN, &[]) || !node.shown && leads_out(tree, at, &node.text) {
            return None;
        }
        if !node.shown && at < HEAD && leads_in(tree, at, &node.text) {
            unopened = Some(at);
        }
    }
    unopened.map(|at| tree.node(at).text.clone())
}

/// Whether an element leads to an address with one of these marks in its path, or of those in its query.
fn leads_to(tree: &Tree, at: At, path: &[&str], query: &[&str]) -> bool {
    let address = tree.attribute(at, "href").to_ascii_lowercase();
    let bare = bare_address(&address);
    has_any(bare, path) || has_any(address.get(bare.len()..).unwrap_or_default(), query)
}

/// Few words, or none, as where a picture in the head of a page is a link.
fn is_short(tree: &Tree, at: At, label: &str) -> bool {
    label.chars().count() <= 40 && (!label.is_empty() || is_head(tree, at))
}

/// So many elements of a page are its head, wherever they stand.
const HEAD: At = 250;

/// Whether something is shown near the top of the page.
fn is_head(tree: &Tree, at: At) -> bool {
    tree.node(at).shown && (tree.node(at).rect.1 < 300 || at < HEAD)
}

/// The name behind a greeting near the top of the page: `你好，buyer`, `Hello, buyer`.
fn greeted(tree: &Tree) -> Option<String> {
    let places = tree.those(tree.all(), &|at| is_head(tree, at));
    let is_way = |at: At| {
        tree.pressable(at) && [Word::SignOut, Word::SignIn].iter().any(|word| word.is(&tree.label(at)))
    };
    // The smallest places first: a larger one may hold more than the name.
    for size in 1..=12 {
        for &at in &places {
            if tree.subtree(at).len() == size
                && let Some(name) = name_in(&tree.text_without(at, &is_way))
            {
                return Some(name);
            }
        }
    }
    None
}

/// Ends a name behind a greeting.
const NAME_END: CharKind = |char| char.is_whitespace() || matches!(char, ',' | '!' | '|');
/// Stands in no name of an account.
const NO_NAME: CharKind = |char| !(is_letter_or_digit(char) || matches!(char, '.' | '_' | '-' | '@'));

fn name_in(text: &str) -> Option<String> {
    if text.chars().count() > 60 {
        return None;
    }
    let rest = Word::Greeting.strip(text)?;
    let name = rest.trim_matches(NO_WORD);
    let end = name.find(NAME_END).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default();
    let words = [Word::SignIn, Word::Register, Word::SignInFirst, Word::Greeting];
    let sensible = !name.is_empty()
        && rest.starts_with(NO_WORD)
        && !words.iter().any(|word| word.is(name) || word.within(&rest));
    sensible.then(|| find_as_written(text, name))
}

fn find_as_written(text: &str, name: &str) -> String {
    text.split(NO_NAME).find(|part| lower_case(part) == name).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    fn who(html: &str) -> (Option<bool>, Option<String>) {
        let reading = read(&page("https://shop.example/p/1", html));
        (reading.signed_in, reading.account)
    }

    #[test]
    fn a_way_out_means_signed_in() {
        for html in [
            r#"<body><span>你好，buyer</span><a href="/out">退出</a></body>"#,
            r#"<body><span>Hello, buyer</span><form><button>Sign out</button></form></body>"#,
            r#"<body><p>Welcome back, buyer!</p><a href="/account/logout">Leave</a></body>"#,
        ] {
            assert_eq!(who(html), (Some(true), Some("buyer".to_owned())), "{html}");
        }
    }

    #[test]
    fn a_way_in_means_signed_out() {
        for html in [
            r#"<body><a href="/in">亲，请登录</a><a href="/new">免费注册</a></body>"#,
            r#"<body><span>您好，</span><a href="/in">请登录</a></body>"#,
            r#"<body><a href="/account/login?back=1">My account</a></body>"#,
            r#"<body><a href="/account/login"><img></a></body>"#,
        ] {
            assert_eq!(who(html), (Some(false), None), "{html}");
        }
    }

    #[test]
    fn a_list_of_orders_is_somebodys() {
        let order = "<h1>Your orders</h1><p>Order number: 2885410663725190012</p><p>Total: $12.80</p>";
        assert_eq!(who(&format!("<body>{order}</body>")).0, Some(true));
        assert_eq!(who(&format!("<body><a href=/login>Sign in</a>{order}</body>")).0, Some(false));
    }

    #[test]
    fn pages_may_be_named_in_the_query_of_an_address() {
        for (address, is) in [
            ("/index.php?route=account/logout", true),
            ("/login.php?action=logout", true),
            ("/index.php?route=account/login", false),
            ("/index.php?main_page=login", false),
        ] {
            assert_eq!(who(&format!("<body><a href={address}>Ok</a></body>")).0, Some(is), "{address}");
        }
    }

    #[test]
    fn who_can_sign_in_or_open_an_account_is_not_signed_in() {
        let form = "<form><input name=user><input name=pass type=password><button>Go</button></form>";
        for html in [
            format!("<body><h1>Mug</h1>{form}</body>"),
            r#"<body><a href="/customer/account/create/">Create an account</a><h1>Mug</h1></body>"#
                .to_owned(),
            format!("<body><div hidden>{form}</div><h1>Mug</h1></body>"),
            r#"<body><div hidden><a href="/login">Log in</a></div><h1>Mug</h1></body>"#.to_owned(),
        ] {
            assert_eq!(who(&html), (Some(false), None), "{html}");
        }
    }

    #[test]
    fn what_opens_on_a_press_tells_nothing_where_a_script_may_show_either() {
        let hidden = r#"<div hidden><a href="/login">Log in</a></div>"#;
        for html in [
            format!(r#"<body>{hidden}<div hidden><a href="/logout">Log out</a></div><h1>Mug</h1></body>"#),
            format!(r#"<body>{hidden}<a href="/account">Your account</a><h1>Mug</h1></body>"#),
            format!("<body>{}{hidden}</body>", "<p>Mug</p>".repeat(300)),
        ] {
            assert_eq!(who(&html), (None, None), "{html}");
        }
    }

    #[test]
    fn a_page_that_does_not_tell_leaves_it_open() {
        for html in [
            "<body><h1>Mug</h1></body>",
            r#"<body><a href="/account">My account</a><h1>欢迎光临本店</h1></body>"#,
        ] {
            assert_eq!(who(html), (None, None), "{html}");
        }
    }
}
