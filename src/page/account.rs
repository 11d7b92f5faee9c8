//! Who is signed in, as far as the page tells.

use super::chars::{CharKind, NO_WORD, bare_address, has_any};
use super::controls::Pressable;
use super::evidence::Because;
use super::tree::{At, Tree};
use super::words::Word;
use crate::order::{is_letter_or_digit, lower_case};

/// Whether somebody is signed in, and who.
#[derive(Debug, Default)]
pub struct Account {
    /// Nothing where the page does not tell.
    pub signed_in: Option<bool>,
    /// The name, where shown.
    pub name: Option<String>,
}

/// Reads the account from what can be pressed and from a greeting.
pub fn account(tree: &Tree, pressables: &[Pressable], because: &mut Because) -> Account {
    let offers = |word: Word, marks: &[&str]| {
        pressables.iter().find(|pressable| {
            let label = &pressable.label;
            word.is(label) || is_short(label) && has_mark(tree.attribute(pressable.at, "href"), marks)
        })
    };
    let name = greeted(tree);
    if let Some(out) = offers(Word::SignOut, &["logout", "signout", "sign-out", "log-out"]) {
        because.add("signed_in", "control", &out.label);
        return Account { signed_in: Some(true), name };
    }
    if let Some(sign_in) = offers(Word::SignIn, &["/login", "/signin", "/sign-in", "/log-in"]) {
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
    }
    Account { signed_in: name.as_ref().map(|_| true), name }
}

fn is_short(label: &str) -> bool {
    !label.is_empty() && label.chars().count() <= 40
}

fn has_mark(address: &str, marks: &[&str]) -> bool {
    has_any(&bare_address(address).to_ascii_lowercase(), marks)
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
    use super::super::read::read;
    use super::super::testpage::page;

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
        ] {
            assert_eq!(who(html), (Some(false), None), "{html}");
        }
    }

    #[test]
    fn a_page_that_does_not_tell_leaves_it_open() {
        for html in [
            "<body><h1>Mug</h1></body>",
            r#"<body><a hidden href="/login">登录</a><h1>欢迎光临本店</h1></body>"#,
        ] {
            assert_eq!(who(html), (None, None), "{html}");
        }
    }
}
