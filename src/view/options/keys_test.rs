//! The section of the keys.

use super::*;
use crate::store::{ConnectionState, Keys};
use crate::view::samples::{self, now};
use crate::view::{KeysAct, KeysForm, UnlockAct};

fn options(keys: Keys) -> OptionsPage {
    let mut page = OptionsPage::new(now(), "en");
    let connections = vec![samples::connection(ConnectionState::Connected)];
    let screen = Screen { connections, keys, ..Screen::default() };
    page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&screen).unwrap())));
    page
}

fn does(page: &mut OptionsPage, act: KeysAct, text: &str) -> Vec<Effect> {
    page.hear(News::Did(Act::Options(OptionsAct::Keys(act)), text.to_owned()))
}

fn section(page: &OptionsPage) -> String {
    let view = page.view().unwrap();
    let own = view.every().into_iter().find(|part| part.attribute("data-section") == Some("keys"));
    own.unwrap().text()
}

fn shows(page: &OptionsPage, name: &str) -> bool {
    !page.view().unwrap().doing(name).is_empty()
}

fn failed(word: &str) -> Answer {
    Answer::Failed { problem: Problem { word: word.to_owned(), with: Vec::new() } }
}

#[test]
fn where_the_keys_lie_is_said_as_it_is() {
    assert!(section(&options(Keys::Plain)).contains("lie in plain in this browser's profile"));
    assert!(section(&options(Keys::Unlocked)).contains("they are unlocked now"));
    assert!(section(&options(Keys::Locked)).contains("wait until it is entered"));
}

#[test]
fn a_passphrase_is_long_enough_and_typed_twice_alike() {
    let mut page = options(Keys::Plain);
    does(&mut page, KeysAct::Open(KeysForm::Protect), "");
    assert!(section(&page).contains("It cannot be recovered"));
    does(&mut page, KeysAct::New, "much too few"[..11].into());
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [Effect::Focus("passphrase-new")]);
    assert!(section(&page).contains("At least 12 characters; these are 11."));
    assert!(section(&page).contains("It cannot be recovered"), "an error does not hide it");
    // Characters are counted, not bytes.
    does(&mut page, KeysAct::New, "采购密钥口令一二三四五六");
    does(&mut page, KeysAct::Again, "采购密钥口令一二三四五七");
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [Effect::Focus("passphrase-again")]);
    does(&mut page, KeysAct::Again, "采购密钥口令一二三四五六");
    let protect = OwnRequest::Protect {
        before: "".into(),
        passphrase: Some("采购密钥口令一二三四五六".into()),
    };
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [Effect::Send(protect.clone())]);
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [], "one at a time");
    page.hear(News::Answered(protect, Answer::Done));
    assert!(page.view().unwrap().of_class("said").unwrap().text().contains("The keys are encrypted."));
    assert!(!shows(&page, "passphrase-new"), "nothing typed stays");
    let screen = Screen { keys: Keys::Unlocked, ..Screen::default() };
    page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&screen).unwrap())));
    assert!(section(&page).contains("may stay in its files for a while"));
    assert!(!section(&options(Keys::Unlocked)).contains("may stay"));
}

#[test]
fn changing_and_removing_ask_for_the_passphrase_of_now() {
    let mut page = options(Keys::Unlocked);
    does(&mut page, KeysAct::Open(KeysForm::Remove), "");
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [Effect::Focus("passphrase-before")]);
    does(&mut page, KeysAct::Before, "correct horse battery");
    let remove = OwnRequest::Protect { before: "correct horse battery".into(), passphrase: None };
    assert_eq!(does(&mut page, KeysAct::Keep, ""), [Effect::Send(remove.clone())]);
    let then = page.hear(News::Answered(remove, failed("passphrase_wrong")));
    assert_eq!(then[0], Effect::Focus("passphrase-before"));
    assert!(section(&page).contains("That is not the passphrase."));
    does(&mut page, KeysAct::Open(KeysForm::Change), "");
    assert!(!section(&page).contains("That is not the passphrase."));
    assert!(
        ["passphrase-before", "passphrase-new", "passphrase-again"].iter().all(|field| shows(&page, field))
    );
    does(&mut page, KeysAct::Leave, "");
    assert!(!shows(&page, "passphrase-before"));
}

#[test]
fn locked_keys_are_unlocked_here_too_or_given_up_after_a_question() {
    let mut page = options(Keys::Locked);
    page.hear(News::Did(Act::Unlock(UnlockAct::Type), "correct horse battery".to_owned()));
    let unlock = OwnRequest::Unlock { passphrase: "correct horse battery".into() };
    let asked = page.hear(News::Did(Act::Unlock(UnlockAct::Unlock), String::new()));
    assert_eq!(asked, [Effect::Send(unlock.clone())]);
    let then = page.hear(News::Answered(unlock, failed("passphrase_wrong")));
    assert_eq!(then[0], Effect::Focus("passphrase"));
    does(&mut page, KeysAct::Open(KeysForm::GiveUp), "");
    assert!(section(&page).contains("Orders, purchases and records stay."));
    assert!(shows(&page, "give-keys-up-really"));
    page.hear(News::Answered(OwnRequest::GiveKeysUp, Answer::Done));
    assert!(!shows(&page, "give-keys-up-really"));
}

#[test]
fn a_companys_keys_are_said_not_to_be_covered() {
    let mut page = options(Keys::Plain);
    assert!(!section(&page).contains("company"));
    let own = samples::connection(ConnectionState::Connected);
    let connections = vec![crate::store::Connection { provisioned: true, ..own }];
    let screen = Screen { connections, ..Screen::default() };
    page.hear(News::Found(Read::Screen, Some(serde_json::to_string(&screen).unwrap())));
    assert!(section(&page).contains("Keys that your company has set lie in its policy in plain."));
}
