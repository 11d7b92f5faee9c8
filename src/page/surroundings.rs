//! Frames of other origins, and what the panel must leave free.

use super::buttons::Placed;
use super::tree::{At, Tree};
use super::{Control, Frame, Handle, Kind, Link, LinkRole, Product, QuantityControl, SignIn};
use crate::order::{has_text, origin_of};
use crate::page::text::words::Word;

/// Frames of other origins that take a good part of the page.
pub fn frames(tree: &Tree) -> Vec<Frame> {
    let mut frames = Vec::new();
    for at in foreign_frames(tree) {
        frames.push(Frame { url: tree.attribute(at, "src").to_owned(), rect: tree.node(at).rect });
    }
    frames
}

fn foreign_frames(tree: &Tree) -> Vec<At> {
    let own = origin_of(&tree.page.url);
    let (width, height) = tree.page.view;
    let mut frames = Vec::new();
    for at in tree.all() {
        if tree.tag(at) != "iframe" || !tree.node(at).shown {
            continue;
        }
        let origin = origin_of(tree.attribute(at, "src"));
        let rect = tree.node(at).rect;
        let large = i64::from(rect.2) * i64::from(rect.3) * 6 >= i64::from(width) * i64::from(height);
        if origin.is_some() && origin != own && large {
            frames.push(at);
        }
    }
    frames
}

/// Captchas, dialogs, and what the person signs in with where nobody is signed in.
pub fn never_cover(
    tree: &Tree,
    kind: Kind,
    signed_in: Option<bool>,
    links: &[Link],
    sign_ins: &[SignIn],
) -> Vec<Handle> {
    let mut handles = Vec::new();
    let everything = matches!(kind, Kind::Login | Kind::Register);
    let signs_in =
        |handle: Handle| signed_in != Some(true) && sign_ins.iter().any(|form| form.parts.contains(&handle));
    for at in tree.all() {
        let entered =
            matches!(tree.tag(at), "input" | "button") && (everything || signs_in(tree.node(at).handle));
        if tree.node(at).shown && (entered || is_dialog(tree, at) || is_captcha(tree, at)) {
            inside_view(tree, at, &mut handles);
        }
    }
    for link in links {
        if signed_in == Some(false) && link.role == LinkRole::SignIn {
            handles.push(link.handle);
        }
    }
    handles
}

/// What takes the whole view, such as the veil behind a dialog, cannot be left free; what is in it can.
fn inside_view(tree: &Tree, at: At, handles: &mut Vec<Handle>) {
    let node = tree.node(at);
    let (width, height) = tree.page.view;
    if node.rect.2 < width || node.rect.3 < height {
        handles.push(node.handle);
        return;
    }
    for child in tree.children(at) {
        inside_view(tree, child, handles);
    }
}

/// The buttons that matter, foreign frames, which may hold such buttons, and what is chosen and filled.
pub fn keep_clear(tree: &Tree, buttons: &[Placed], product: Option<&Product>) -> Vec<Handle> {
    let mut handles = Vec::new();
    for button in buttons {
        handles.push(tree.node(button.at).handle);
    }
    for at in foreign_frames(tree) {
        handles.push(tree.node(at).handle);
    }
    let Some(product) = product else { return handles };
    for axis in &product.axes {
        for option in &axis.options {
            match option.control {
                Control::Click(handle) | Control::Select(handle, _) if option.chosen => handles.push(handle),
                _ => {}
            }
        }
    }
    for row in &product.rows {
        filled(row.quantity.as_ref(), &mut handles);
    }
    filled(product.quantity.as_ref(), &mut handles);
    handles
}

/// A quantity that is not zero, with its buttons.
fn filled(control: Option<&QuantityControl>, handles: &mut Vec<Handle>) {
    let Some(control) = control else { return };
    if control.value.is_some_and(|value| !value.is_zero()) {
        handles.push(control.handle);
        handles.extend(control.minus);
        handles.extend(control.plus);
    }
}

fn is_dialog(tree: &Tree, at: At) -> bool {
    matches!(tree.attribute(at, "role"), "dialog" | "alertdialog") || tree.tag(at) == "dialog"
}

fn is_captcha(tree: &Tree, at: At) -> bool {
    let marks = tree.attributes(at, &["id", "class", "src", "data-widget"]).to_ascii_lowercase();
    has_text(&marks, "captcha") || tree.pressable(at) && Word::Captcha.is(&tree.label(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;
    use crate::page::{Rect, Snapshot};

    #[test]
    fn a_large_frame_of_another_origin_is_told() {
        let html = r#"<body><iframe src="https://pay.example/x" box="0 0 900 600"></iframe><iframe src="https://ads.example/" box="0 0 100 100"></iframe>
            <iframe src="/own" box="0 0 900 600"></iframe></body>"#;
        let reading = read(&page("https://shop.example/p/1", html));
        assert_eq!(
            reading.frames,
            [Frame { url: "https://pay.example/x".to_owned(), rect: Rect(0, 0, 900, 600) }]
        );
    }

    /// The numbers of the elements with these ids, as the panel is told them.
    fn handles(snapshot: &Snapshot, ids: &[&str]) -> Vec<Handle> {
        let handle = |id: &&str| {
            let node = snapshot.nodes.iter().find(|node| node.attributes.get("id") == Some(*id));
            node.expect(id).handle
        };
        ids.iter().map(handle).collect()
    }

    fn never(html: &str, ids: &[&str]) {
        let snapshot = page("https://shop.example/p/1", html);
        assert_eq!(read(&snapshot).never_cover, handles(&snapshot, ids), "{html}");
    }

    #[test]
    fn dialogs_and_captchas_are_never_covered() {
        never(
            "<body><h1>Mug</h1><div id=a role=dialog>Hi</div><p>x</p><div id=b class=nc-captcha>y</div></body>",
            &["a", "b"],
        );
        never("<body><h1>Mug</h1><button>Buy now</button></body>", &[]);
    }

    #[test]
    fn of_a_dialog_with_a_veil_what_is_in_it_is_never_covered() {
        let html = r#"<body><h1>Mug</h1><div role=dialog box="0 0 1280 800"><div id=a box="400 200 300 300">Hi</div></div></body>"#;
        never(html, &["a"]);
    }

    #[test]
    fn what_the_person_signs_in_with_is_never_covered() {
        let form = "<body><h1>登录</h1><form><input id=a name=user><input id=b type=password><button id=c>登录</button></form></body>";
        never(form, &["a", "b", "c"]);
        let product =
            "<body><a id=a href=/login>请登录</a><h1>Mug</h1><p>¥3.00</p><button>立即购买</button></body>";
        never(product, &["a"]);
        let beside = "<body><form><input id=a name=user><input id=b type=password><button id=c>Go</button></form><h1>Mug</h1><p>¥3.00</p><button>立即购买</button></body>";
        never(beside, &["a", "b", "c"]);
    }

    #[test]
    fn buttons_and_what_is_chosen_and_filled_stay_clear() {
        let html = r#"<body><h1>Mug</h1><p>$3.00</p>
            <div><span>Colour</span><button aria-pressed=true checked id=b>red</button><button>blue</button></div>
            <div><span>Quantity</span><button id=d>-</button><input id=c name=quantity type=number value=2><button id=e>+</button></div>
            <button id=a>Buy now</button></body>"#;
        let snapshot = page("https://shop.example/p/1", html);
        assert_eq!(read(&snapshot).keep_clear, handles(&snapshot, &["a", "b", "c", "d", "e"]));
    }

    #[test]
    fn of_rows_only_the_filled_ones_stay_clear() {
        let row = |id: &str, value: u32| {
            format!(
                "<tr><td>{id}</td><td>¥3.00</td><td>库存 99</td><td><button>-</button><input id={id} type=number name=qty value={value}><button>+</button></td></tr>"
            )
        };
        let html = format!(
            "<body><h1>Mug</h1><table>{}{}</table><button id=buy>立即购买</button></body>",
            row("red", 0),
            row("blue", 4)
        );
        let snapshot = page("https://shop.example/p/1", &html);
        let clear = read(&snapshot).keep_clear;
        for (id, is) in [("red", false), ("blue", true), ("buy", true)] {
            assert_eq!(clear.contains(&handles(&snapshot, &[id])[0]), is, "{id} in {clear:?}");
        }
    }
}
