//! While the connections' keys are locked.

use super::*;
use crate::message::Problem;
use crate::view::UnlockAct;

fn locked(waiting: u32) -> PopupPage {
    let mut screen = screen(vec![row(1, "Anna")]);
    screen.connections = vec![connection(ConnectionState::Locked)];
    screen.waiting = waiting;
    popup(&screen)
}

fn type_in(page: &mut PopupPage, text: &str) {
    page.hear(News::Did(Act::Unlock(UnlockAct::Type), text.to_owned()));
}

#[test]
fn the_passphrase_is_asked_for_above_what_was_fetched_last() {
    let view = shown(&locked(2));
    let text = view.text();
    assert!(text.contains("reports that wait: 2") && text.contains("PO-1"), "{text}");
    let field = view.doing("passphrase")[0];
    assert_eq!(field.attribute("type"), Some("password"));
    assert!(field.attribute("autofocus").is_some());
    let search = view.doing("search")[0];
    assert_eq!(search.attribute("autofocus"), None, "one field has the focus");
    assert!(shown(&popup(&screen(vec![row(1, "Anna")]))).doing("passphrase").is_empty());
}

#[test]
fn a_wrong_passphrase_is_told_and_typed_over() {
    let mut page = locked(0);
    assert_eq!(press(&mut page, "unlock-form"), [Effect::Focus("passphrase")], "nothing is typed");
    type_in(&mut page, "wrong");
    let request = OwnRequest::Unlock { passphrase: "wrong".into() };
    assert_eq!(press(&mut page, "unlock-form"), [Effect::Send(request.clone())]);
    assert!(shown(&page).doing("unlock")[0].attribute("disabled").is_some());
    assert_eq!(press(&mut page, "unlock-form"), [], "one at a time");
    let problem = Problem { word: "passphrase_wrong".to_owned(), with: vec![] };
    let then = page.hear(News::Answered(request, Answer::Failed { problem }));
    assert_eq!(then, [Effect::Focus("passphrase")]);
    let view = shown(&page);
    assert!(view.text().contains("That is not the passphrase. Nothing is lost"));
    assert_eq!(view.doing("passphrase")[0].attribute("aria-invalid"), Some("true"));
    type_in(&mut page, "right");
    assert!(!shown(&page).text().contains("That is not"));
}

#[test]
fn refreshing_leads_to_the_passphrase_and_asks_no_erp() {
    let mut page = locked(0);
    assert_eq!(press(&mut page, "refresh"), [Effect::Focus("passphrase")]);
    assert_eq!(page.key(&key_press("r", None)), Some(vec![Effect::Focus("passphrase")]));
    assert!(shown(&page).doing("refresh")[0].attribute("disabled").is_none());
}

#[test]
fn buying_is_taken_and_waits() {
    let mut page = locked(0);
    page.access = vec!["https://shop.example/*".to_owned()];
    let effects = press(&mut page, "buy");
    assert_eq!(effects, [Effect::Send(OwnRequest::Buy { key: key(1) })]);
}
