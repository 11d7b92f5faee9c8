//! The connections' keys under a passphrase.

use super::fake::{Fake, order};
use super::*;
use crate::json;
use crate::message::OwnRequest;
use crate::service::Cipher;
use crate::store::{self, Connections, Keys, Secret};

const KEY: &str = "desk_s3cret-of-li";
const WORDS: &str = "correct horse battery";

fn new(address: &str, key: &str) -> NewConnection {
    NewConnection { address: address.into(), ..desk(key) }
}

/// A service whose keys are protected, in the session in which that was done.
fn protected(fake: &Fake) -> Service<Fake> {
    let service = open(fake);
    assert_eq!(run(service.connect(new("http://127.0.0.1:9", KEY))), Answer::Done);
    run(service.refresh());
    assert_eq!(run(service.protect(&Secret::default(), Some(&WORDS.into()))), Answer::Done);
    service
}

/// The service after the browser was started anew.
fn restarted(fake: &Fake) -> Service<Fake> {
    fake.restart_browser();
    let service = open(fake);
    run(service.after_start());
    service
}

fn word(answer: Answer) -> String {
    match answer {
        Answer::Failed { problem } => problem.word,
        other => panic!("{other:?}"),
    }
}

/// What stands under which a text is stored.
fn holds(fake: &Fake, text: &str) -> Vec<String> {
    let all = fake.all().into_iter().filter(|(_, own)| own.contains(text));
    all.map(|((store, key), _)| format!("{store}/{key}")).collect()
}

fn first_key(service: &Service<Fake>) -> String {
    service.kept.borrow().connections[0].key.to_string()
}

fn state(fake: &Fake, service: &Service<Fake>) -> ConnectionState {
    run(service.publish());
    screen(fake).connections[0].state.clone()
}

fn keys(fake: &Fake, service: &Service<Fake>) -> Keys {
    run(service.publish());
    screen(fake).keys
}

#[test]
fn protecting_leaves_the_key_in_plain_nowhere() {
    let fake = Fake::with(vec![order("1")]);
    let service = open(&fake);
    run(service.connect(new("http://127.0.0.1:9", KEY)));
    run(service.refresh());
    // An accident has set a text with the key aside, and another write has made a copy.
    let whole = fake.stored(names::SINGLES, "connections").unwrap();
    fake.damage(names::SINGLES, "connections", &whole.replace("\"name\"", "\"nam\""));
    let service = open(&fake);
    run(service.refresh());
    let everywhere =
        ["copies/damaged|singles|connections", "copies/singles|connections", "singles/connections"];
    assert_eq!(holds(&fake, KEY), everywhere);
    assert_eq!(run(service.protect(&Secret::default(), Some(&WORDS.into()))), Answer::Done);
    assert_eq!(holds(&fake, KEY), [""; 0]);
    assert_eq!(holds(&fake, WORDS), [""; 0]);
    // What is written from now on keeps it so, and the copy is one that can be read.
    run(service.refresh());
    assert_eq!(holds(&fake, KEY), [""; 0]);
    assert_eq!((first_key(&service).as_str(), keys(&fake, &service)), (KEY, Keys::Unlocked));
    fake.damage(names::SINGLES, "connections", "2:0:cut");
    assert_eq!(first_key(&open(&fake)), KEY);
}

#[test]
fn the_passphrase_is_asked_for_once_in_a_session_of_the_browser() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    assert_eq!(keys(&fake, &service), Keys::Unlocked);
    // The background dies, the browser goes on.
    assert_eq!(first_key(&open(&fake)), KEY);
    let service = restarted(&fake);
    assert_eq!((first_key(&service), keys(&fake, &service)), (String::new(), Keys::Locked));
    assert_eq!(state(&fake, &service), ConnectionState::Locked);
    assert_eq!(word(run(service.unlock(&"correct horse batterY".into()))), "passphrase_wrong");
    assert_eq!(first_key(&service), "");
    assert_eq!(run(service.unlock(&WORDS.into())), Answer::Done);
    assert_eq!((first_key(&service).as_str(), state(&fake, &service)), (KEY, ConnectionState::Connected));
    assert_eq!(first_key(&open(&fake)), KEY);
    assert_eq!(holds(&fake, KEY), [""; 0]);
}

#[test]
fn while_locked_all_waits_in_silence_and_goes_on_behind() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    drop(protected(&fake));
    let service = restarted(&fake);
    let asked = fake.requests().len();
    run(service.record_by_hand(key(&service, "2"), report("2", "N2")));
    let purchase = buy(&service, "1");
    assert_eq!(stage(&service, &purchase), Stage::Locked);
    run(service.panel_act(7, &purchase, PanelAct::Decide));
    assert!(fake.log().contains(&"window popup.html".to_owned()), "its panel leads to the passphrase");
    // What the alarm does.
    run(service.renew_claims());
    run(service.send_due());
    assert!(
        !service.list_is_older_than(chrono::TimeDelta::zero(), fake::noon() + chrono::TimeDelta::days(1))
    );
    run(service.refresh());
    run(service.send_now());
    assert_eq!(fake.requests().len(), asked, "no ERP is asked");
    let parcel = json::copy(&service.kept.borrow().parcels[&report("2", "N2").id]);
    assert_eq!((parcel.state, parcel.tries), (ParcelState::Waiting, 0));
    assert_eq!(service.kept.borrow().connections[0].state, ConnectionState::Connected, "that is no error");
    run(service.publish());
    let shown = screen(&fake);
    assert_eq!(
        (shown.rows.len(), shown.running.len(), shown.waiting),
        (1, 1, 1),
        "what was fetched is listed"
    );
    // Another background, and another start of the browser, find the same.
    let service = restarted(&fake);
    let left = service.interrupted();
    assert_eq!(left.len(), 1);
    for (purchase, effects) in left {
        run(service.run(purchase, effects));
    }
    assert_eq!(stage(&service, &purchase), Stage::Locked);
    assert!(fake.opened().is_empty());
    assert_eq!(run(service.unlock(&WORDS.into())), Answer::Done);
    run(service.unlocked());
    assert_eq!(stage(&service, &purchase), Stage::Opening);
    assert_eq!(fake.opened().len(), 1);
    assert_eq!(service.kept.borrow().parcels[&report("2", "N2").id].state, ParcelState::Confirmed);
}

#[test]
fn a_purchase_that_waits_for_the_passphrase_can_be_given_up() {
    let fake = Fake::with(vec![order("1")]);
    drop(protected(&fake));
    let service = restarted(&fake);
    let purchase = buy(&service, "1");
    run(service.decide(&purchase, Decision::GiveUp));
    run(service.unlock(&WORDS.into()));
    run(service.unlocked());
    assert_eq!(stage(&service, &purchase), Stage::GivenUp);
    assert!(fake.opened().is_empty());
}

#[test]
fn a_supplier_without_access_is_asked_for_before_the_passphrase() {
    let fake = Fake::with(vec![order("1")]);
    drop(protected(&fake));
    let service = restarted(&fake);
    fake.deny("https://mall.example/*");
    let purchase = buy(&service, "1");
    assert!(matches!(stage(&service, &purchase), Stage::Permission { refused: false, .. }));
    fake.allow("https://mall.example/*");
    run(service.access_changed());
    assert_eq!(stage(&service, &purchase), Stage::Locked);
    fake.deny("https://mall.example/*");
    run(service.unlock(&WORDS.into()));
    run(service.unlocked());
    assert!(matches!(stage(&service, &purchase), Stage::Permission { refused: false, .. }));
}

#[test]
fn the_erps_button_says_that_the_keys_are_locked_and_opens_where_they_are_unlocked() {
    let fake = Fake::with(vec![order("1")]);
    drop(protected(&fake));
    let service = restarted(&fake);
    let answer = run(service.buy_from_page("http://127.0.0.1:9", pressed("1", "desk", "")));
    assert_eq!(word(answer), "keys_locked");
    assert!(fake.log().contains(&"window popup.html".to_owned()));
    assert!(service.kept.borrow().purchases.is_empty());
}

#[test]
fn another_passphrase_takes_the_place_of_the_one_before() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    let old = run(fake.remembered()).unwrap();
    let other = Secret::from("quite another passphrase");
    assert_eq!(word(run(service.protect(&"not the passphrase".into(), Some(&other)))), "passphrase_wrong");
    assert_eq!(run(service.protect(&WORDS.into(), Some(&other))), Answer::Done);
    let stored: Connections =
        json::read(store::open(&fake.stored(names::SINGLES, "connections").unwrap()).unwrap()).unwrap();
    assert_eq!(
        holds(&fake, &stored.lock.unwrap().salt).len(),
        2,
        "the document and its copy, both of the new lock"
    );
    assert_eq!(first_key(&open(&fake)), KEY);
    // The background died before the browser remembered the new key: the old one opens nothing.
    run(fake.remember(Some(&old))).unwrap();
    let service = open(&fake);
    assert_eq!(first_key(&service), "");
    assert_eq!(word(run(service.unlock(&WORDS.into()))), "passphrase_wrong");
    assert_eq!(run(service.unlock(&other)), Answer::Done);
    assert_eq!(first_key(&service), KEY);
}

#[test]
fn the_passphrase_is_taken_away_only_by_who_knows_it() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    assert_eq!(word(run(service.protect(&"not the passphrase".into(), None))), "passphrase_wrong");
    assert_eq!(keys(&fake, &service), Keys::Unlocked);
    assert_eq!(run(service.protect(&WORDS.into(), None)), Answer::Done);
    assert_eq!(run(fake.remembered()), None);
    let service = restarted(&fake);
    assert_eq!((first_key(&service).as_str(), keys(&fake, &service)), (KEY, Keys::Plain));
}

#[test]
fn what_cannot_be_written_or_encrypted_changes_nothing() {
    let fake = Fake::with(vec![order("1")]);
    let service = open(&fake);
    run(service.connect(new("http://127.0.0.1:9", KEY)));
    let before = fake.all();
    fake.refuse_cipher(true);
    assert_eq!(word(run(service.protect(&Secret::default(), Some(&WORDS.into())))), "keys_failed");
    fake.refuse_cipher(false);
    fake.fill_up();
    assert_eq!(word(run(service.protect(&Secret::default(), Some(&WORDS.into())))), "storage_full");
    assert_eq!((fake.all(), run(fake.remembered())), (before, None));
    assert_eq!((first_key(&service).as_str(), service.kept.borrow().keys()), (KEY, Keys::Plain));
    fake.refuse_writes(false);
    let service = protected(&fake);
    fake.refuse_writes(true);
    let before = fake.all();
    assert_eq!(word(run(service.protect(&WORDS.into(), None))), "storage_full");
    assert_eq!(fake.all(), before);
    fake.refuse_writes(false);
    run(service.refresh());
    assert_eq!(holds(&fake, KEY), [""; 0], "it is protected as before");
}

#[test]
fn a_key_opens_only_in_the_connection_that_it_was_encrypted_for() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    run(service.connect(new("http://127.0.0.2:9", "desk_another")));
    drop(service);
    let text = fake.stored(names::SINGLES, "connections").unwrap();
    let mut stored: Connections = json::read(store::open(&text).unwrap()).unwrap();
    let [one, other] = &mut stored.all[..] else { panic!("two are connected") };
    std::mem::swap(&mut one.locked_key, &mut other.locked_key);
    fake.damage(names::SINGLES, "connections", &store::seal(&json::write(&stored)));
    let service = restarted(&fake);
    assert_eq!(run(service.unlock(&WORDS.into())), Answer::Done);
    assert_eq!(first_key(&service), "");
    let asked = fake.requests().len();
    run(service.refresh());
    assert_eq!(fake.requests().len(), asked, "nothing is asked with the key of another");
    assert_eq!(state(&fake, &service), ConnectionState::SignIn);
}

#[test]
fn whoever_forgets_it_enters_the_key_again_and_what_waits_goes_on() {
    let fake = Fake::with(vec![order("1"), order("2")]);
    drop(protected(&fake));
    let service = restarted(&fake);
    run(service.record_by_hand(key(&service, "2"), report("2", "N2")));
    assert_eq!(word(run(service.connect(new("http://127.0.0.1:9", KEY)))), "keys_locked");
    assert_eq!(run(service.give_keys_up()), Answer::Done);
    assert_eq!((keys(&fake, &service), state(&fake, &service)), (Keys::Plain, ConnectionState::SignIn));
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels[&report("2", "N2").id].state, ParcelState::Waiting);
    assert_eq!(run(service.connect(new("http://127.0.0.1:9", "desk_new"))), Answer::Done);
    assert_eq!(service.kept.borrow().connections.len(), 1, "the same ERP is connected once");
    run(service.refresh());
    run(service.send_now());
    assert_eq!(service.kept.borrow().parcels[&report("2", "N2").id].state, ParcelState::Confirmed);
    assert_eq!(state(&fake, &service), ConnectionState::Connected);
}

#[test]
fn keys_are_given_up_only_where_they_are_locked() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    assert_eq!(run(service.give_keys_up()), Answer::Done);
    assert_eq!((first_key(&service).as_str(), keys(&fake, &service)), (KEY, Keys::Unlocked));
}

#[test]
fn a_new_connection_is_encrypted_at_once() {
    let fake = Fake::with(vec![order("1")]);
    let service = open(&fake);
    assert_eq!(run(service.protect(&Secret::default(), Some(&WORDS.into()))), Answer::Done);
    run(service.connect(new("http://127.0.0.1:9", KEY)));
    run(service.refresh());
    assert_eq!(holds(&fake, KEY), [""; 0]);
    let service = restarted(&fake);
    run(service.unlock(&WORDS.into()));
    assert_eq!(first_key(&service), KEY);
}

#[test]
fn connections_without_a_name_at_one_host_are_told_apart() {
    let fake = Fake::with(vec![order("1")]);
    let service = open(&fake);
    for database in ["one", "another"] {
        let mut new = new("http://127.0.0.1:9", KEY);
        new.settings.database = database.to_owned();
        assert_eq!(run(service.connect(new)), Answer::Done);
    }
    let names: Vec<String> = service.kept.borrow().connections.iter().map(|own| own.name.clone()).collect();
    assert_eq!(names, ["127.0.0.1", "127.0.0.1 (2)"]);
    // A name stays while what it names is put anew.
    let all = json::copy(&service.kept.borrow().connections);
    all.into_iter().for_each(|own| drop(service.kept.borrow_mut().put_connection(own)));
    assert!(service.kept.borrow().connections.iter().map(|own| &own.name).eq(&names));
}

#[test]
fn a_companys_key_is_not_locked_and_works_without_the_passphrase() {
    let fake = Fake::with(vec![order("1")]);
    fake.provision(
        r#"{"connections":[{"erp":"desk","address":"http://127.0.0.9:9","key":"company","name":"HQ"}]}"#,
    );
    let service = open(&fake);
    run(service.provision());
    assert_eq!(run(service.protect(&Secret::default(), Some(&WORDS.into()))), Answer::Done);
    let service = restarted(&fake);
    run(service.refresh());
    assert_eq!((state(&fake, &service), keys(&fake, &service)), (ConnectionState::Connected, Keys::Locked));
    assert!(matches!(stage(&service, &buy(&service, "1")), Stage::Opening));
}

#[test]
fn erasing_everything_takes_the_lock_away_with_it() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    assert_eq!(run(service.erase()), Answer::Done);
    assert_eq!((service.kept.borrow().keys(), run(fake.remembered())), (Keys::Plain, None));
}

#[test]
fn nothing_that_is_told_of_a_message_or_a_connection_tells_a_key() {
    let fake = Fake::with(vec![order("1")]);
    let service = protected(&fake);
    let connection = Box::new(new("http://127.0.0.1:9", KEY));
    let told = [
        format!("{service:?}"),
        format!("{:?}", OwnRequest::Connect { connection }),
        format!("{:?}", OwnRequest::Unlock { passphrase: WORDS.into() }),
        format!("{:?}", OwnRequest::Protect { before: WORDS.into(), passphrase: Some(WORDS.into()) }),
        format!("{:?}", json::copy(&service.kept.borrow().connections)),
    ];
    for text in told {
        assert!(!text.contains(KEY) && !text.contains(WORDS), "{text}");
    }
    run(service.publish());
    let locked = service.kept.borrow().connections[0].locked_key.clone();
    let shown = fake.stored(names::SINGLES, "screen").unwrap();
    assert!(!shown.contains(KEY) && !shown.contains(&locked), "{shown}");
}
