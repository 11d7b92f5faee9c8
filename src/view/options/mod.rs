//! The options: the connected ERPs, the suppliers allowed so far, the language, what is stored.

mod connect;
mod data;
mod json_text;
mod keys;
#[cfg(test)]
mod keys_test;
mod pairings;
mod profiles;
mod sections;
#[cfg(test)]
mod tests;

use self::connect::Connect;
use self::data::Data;
use self::keys::KeysSection;
use self::pairings::Pairings;
use self::profiles::Profiles;
use super::act::OptionsAct;
use super::controls::{damage, unreadable};
use super::tree::{Element, classed, el};
use super::{Act, Effect, News, Page, Read, Words};
use crate::archive::Slice;
use crate::json::{self, Json};
use crate::message::{Answer, OwnRequest, Problem};
use crate::order::Time;
use crate::store::{Language, Screen, Settings};

/// The options.
#[derive(Debug)]
pub struct OptionsPage {
    now: Time,
    browser_language: String,
    words: Words,
    settings: Settings,
    screen: Option<Screen>,
    /// Why what is kept cannot be read, where it cannot.
    unreadable: Option<String>,
    access: Vec<String>,
    stored: Option<u64>,
    connect: Connect,
    keys: KeysSection,
    profiles: Profiles,
    pairings: Pairings,
    data: Data,
    /// The connection whose removal is asked once more.
    removes: Option<String>,
    /// Erasing is asked once more.
    erases: bool,
    /// What was done last, in words.
    done: Option<&'static str>,
    problem: Option<Problem>,
}

impl OptionsPage {
    /// The options.
    pub fn new(now: Time, browser_language: &str) -> Self {
        Self {
            now,
            browser_language: browser_language.to_owned(),
            words: Words::of(Words::choose(None, browser_language)),
            settings: Settings::default(),
            screen: None,
            unreadable: None,
            access: Vec::new(),
            stored: None,
            connect: Connect::default(),
            keys: KeysSection::default(),
            profiles: Profiles::default(),
            pairings: Pairings::default(),
            data: Data::default(),
            removes: None,
            erases: false,
            done: None,
            problem: None,
        }
    }

    fn does(&mut self, act: OptionsAct, value: String) -> Vec<Effect> {
        (self.done, self.problem) = (None, None);
        match act {
            OptionsAct::BeginRemove(connection) => self.removes = Some(connection),
            OptionsAct::BeginErase => self.erases = true,
            OptionsAct::Leave => (self.removes, self.erases) = (None, false),
            OptionsAct::Language => {
                let language = match value.as_str() {
                    "zh-CN" => Some(Language::Chinese),
                    "en" => Some(Language::English),
                    _ => None,
                };
                return vec![Effect::Send(OwnRequest::Speak { language })];
            }
            act @ (OptionsAct::ProfileOn(_)
            | OptionsAct::ProfileEdit(_)
            | OptionsAct::ProfileText
            | OptionsAct::ProfileSave
            | OptionsAct::ProfileLeave
            | OptionsAct::ProfileRemove(_)) => return self.profiles.does(act, value),
            act @ (OptionsAct::PairingEdit(_)
            | OptionsAct::PairingPieces
            | OptionsAct::PairingHolds
            | OptionsAct::PairingSave
            | OptionsAct::PairingForget(_)
            | OptionsAct::PairingsAdd
            | OptionsAct::PairingsText
            | OptionsAct::PairingsSave
            | OptionsAct::PairingsLeave) => return self.pairings.does(act, value),
            act @ (OptionsAct::ExportAll
            | OptionsAct::ExportTable
            | OptionsAct::ImportFile
            | OptionsAct::ImportKeep
            | OptionsAct::ImportLeave) => return self.data.does(act, value, &self.words),
            OptionsAct::Keys(act) => return self.keys.does(act, value),
            act => return self.connect.does(act, value, &self.access),
        }
        Vec::new()
    }

    fn answered(&mut self, request: &OwnRequest, answer: Answer) -> Vec<Effect> {
        let failed = matches!(answer, Answer::Failed { .. });
        match request {
            OwnRequest::Test { .. } | OwnRequest::Connect { .. } => {
                self.connect.answered(answer);
                if !failed && matches!(request, OwnRequest::Connect { .. }) {
                    self.connect = Connect::default();
                    self.done = Some("done_connected");
                }
            }
            OwnRequest::Unlock { .. } | OwnRequest::Protect { .. } | OwnRequest::GiveKeysUp => {
                let (done, mut effects) = self.keys.answered(request, answer);
                self.done = done;
                effects.append(&mut self.read());
                return effects;
            }
            _ => {
                if let Answer::Failed { problem } = answer {
                    self.problem = Some(problem);
                } else {
                    self.done = match request {
                        OwnRequest::Disconnect { .. } => Some("done_removed"),
                        OwnRequest::Withdraw { .. } => Some("done_withdrawn"),
                        OwnRequest::Erase => Some("done_erased"),
                        OwnRequest::Suppliers { .. } => {
                            self.profiles.saved();
                            Some("done_suppliers")
                        }
                        OwnRequest::Pairings { .. } => {
                            self.pairings.saved();
                            Some("done_pairings")
                        }
                        _ => None,
                    };
                }
                (self.removes, self.erases) = (None, false);
            }
        }
        self.read()
    }

    /// What is stored is read again once all of a file was taken in.
    fn imported(&mut self, slice: Box<Slice>, answer: Answer) -> Vec<Effect> {
        let next = self.data.answered(slice, answer);
        let next = next.unwrap_or_else(|problem| {
            self.problem = Some(problem);
            None
        });
        match next {
            Some(effect) => vec![effect],
            None if self.data.rests() => self.read(),
            None => Vec::new(),
        }
    }

    fn read(&self) -> Vec<Effect> {
        vec![
            Effect::Read(Read::Settings),
            Effect::Read(Read::Screen),
            Effect::Read(Read::Suppliers),
            Effect::Read(Read::Pairings),
            Effect::Read(Read::Access),
            Effect::Read(Read::Space),
        ]
    }
}

impl Page for OptionsPage {
    fn start(&mut self) -> Vec<Effect> {
        self.read()
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Did(Act::Options(act), value) => return self.does(act, value),
            News::Did(Act::Unlock(act), value) => {
                (self.done, self.problem) = (None, None);
                return self.keys.unlock.does(act, value);
            }
            News::Did(Act::Send(request), _) => return vec![Effect::Send(request)],
            News::Did(Act::Ask { hosts, then }, _) => return vec![Effect::Ask { hosts, then }],
            News::Clock(now) => self.now = now,
            News::Found(Read::Settings, text) => {
                self.settings = parse(text).unwrap_or_default();
                let language = Words::choose(self.settings.language, &self.browser_language);
                if language != self.words.language() {
                    self.words = Words::of(language);
                }
            }
            News::Found(Read::Screen, text) => {
                self.unreadable = None;
                self.screen = Some(parse(text).unwrap_or_default());
            }
            News::Found(Read::Suppliers, text) => self.profiles.found(parse(text).unwrap_or_default()),
            News::Pairings(texts) => self.pairings.found(&texts),
            News::Unreadable(why) => self.unreadable = Some(why),
            News::Access(access) => self.access = access,
            News::Space(bytes) => self.stored = Some(bytes),
            News::Changed => return self.read(),
            News::Saved(saving, made) => self.data.saved(saving, made),
            News::Answered(OwnRequest::Import { slice, .. }, answer) => return self.imported(slice, answer),
            News::Answered(request, answer) => return self.answered(&request, answer),
            News::Denied(_) => self.connect.denied(),
            _ => {}
        }
        Vec::new()
    }

    fn view(&self) -> Option<Element> {
        if let Some(why) = &self.unreadable {
            return Some(unreadable(why, &self.words));
        }
        let screen = self.screen.as_ref()?;
        let mut page = classed("main", "options").put(el("h1").says(&self.words, "options_title"));
        page = page.put(self.said()).maybe(damage(screen, &self.words));
        if screen.connections.is_empty() {
            page = page.put(classed("p", "hint").keyed("hint").says(&self.words, "options_first"));
        }
        page = page
            .put(self.connections(screen))
            .put(self.keys(screen))
            .put(self.suppliers(screen))
            .put(self.known())
            .put(self.paired())
            .put(self.languages());
        Some(page.put(self.stored_here()).put(self.shortcuts()).put(self.about()))
    }

    fn title(&self) -> String {
        self.words.say("options_title", &[])
    }

    fn language(&self) -> &'static str {
        self.words.tag()
    }
}

impl OptionsPage {
    /// What was done last, or what went wrong, for screen readers as well.
    fn said(&self) -> Element {
        let (class, text) = match (&self.problem, self.done) {
            (Some(problem), _) => ("said stopped", self.words.problem(problem)),
            (None, Some(done)) => ("said proven", self.words.say(done, &[])),
            (None, None) => ("said", String::new()),
        };
        classed("p", class).with("role", "status").keyed("said").put(text)
    }
}

fn parse<T: Json>(text: Option<String>) -> Option<T> {
    json::read(&text?).ok()
}
