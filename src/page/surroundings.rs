//! Frames of other origins, and boxes that the panel must leave free.

use super::buttons::Placed;
use super::tree::{At, Tree};
use super::words::Word;
use super::{Frame, Rect};
use crate::order::{has_text, origin_of};

/// Frames of other origins that take a good part of the page.
pub fn frames(tree: &Tree) -> Vec<Frame> {
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
            frames.push(Frame { url: tree.attribute(at, "src").to_owned(), rect });
        }
    }
    frames
}

/// Captchas, dialogs, the buttons that matter, and foreign frames, which may hold such buttons.
pub fn keep_clear(tree: &Tree, buttons: &[Placed]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    for at in tree.all() {
        if tree.node(at).shown && (is_dialog(tree, at) || is_captcha(tree, at)) {
            boxes.push(tree.node(at).rect);
        }
    }
    for button in buttons {
        boxes.push(tree.node(button.at).rect);
    }
    for frame in frames(tree) {
        boxes.push(frame.rect);
    }
    boxes.retain(|rect| rect.2 > 0 && rect.3 > 0);
    boxes.dedup();
    boxes
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
    use super::super::read::read;
    use super::super::testpage::page;
    use super::*;

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

    #[test]
    fn dialogs_captchas_and_buttons_stay_clear() {
        let html = r#"<body><h1>Mug</h1><button box="10 10 80 30">Buy now</button><div role=dialog box="100 100 400 300">Hi</div><p box="0 0 9 9">x</p></body>"#;
        let reading = read(&page("https://shop.example/p/1", html));
        assert_eq!(reading.keep_clear, [Rect(100, 100, 400, 300), Rect(10, 10, 80, 30)]);
    }
}
