//! What is taken along to another computer, and what is brought from one.

use std::collections::VecDeque;

use super::super::act::OptionsAct;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Effect, Saving, Words, say};
use crate::archive::{LeftOut, Outcome, Reading, Slice, Tally, Why};
use crate::json::Wrong;
use crate::message::{Answer, OwnRequest, Problem};
use crate::order::Time;

/// So many of the records that are left out are listed.
const LISTED: usize = 50;

/// Export and import.
#[derive(Debug, Default)]
pub struct Data {
    /// The files, as far as they are.
    files: Vec<(Saving, Made)>,
    import: Import,
}

/// How far a file is.
#[derive(Debug)]
enum Made {
    Making,
    /// It can be had at this address; so many damaged documents are not in it.
    Ready(String, u32),
    Failed(String),
}

/// How far an import is.
#[derive(Debug, Default)]
enum Import {
    #[default]
    None,
    /// The file is read; each slice is shown to the background, which only tells what would come of it.
    Reading(Box<Reading>, VecDeque<Box<Slice>>, Outcome),
    /// All of it was read.
    Preview(VecDeque<Box<Slice>>, Outcome),
    /// It is taken in, slice by slice, of so many.
    Keeping(VecDeque<Box<Slice>>, Outcome, usize),
    Done(Outcome),
    Wrong(Wrong),
}

impl Data {
    /// What the person does.
    pub fn does(&mut self, act: OptionsAct, value: String, words: &Words) -> Vec<Effect> {
        match act {
            OptionsAct::ExportAll => return self.save(Saving::Everything),
            OptionsAct::ExportTable => return self.save(Saving::Table(words.say("csv_columns", &[]))),
            OptionsAct::ImportFile => {
                let reading = Box::new(Reading::new(value));
                self.import = Import::Reading(reading, VecDeque::new(), Outcome::default());
                return self.go_on().into_iter().collect();
            }
            OptionsAct::ImportKeep => {
                if let Import::Preview(slices, _) = &mut self.import {
                    let slices = std::mem::take(slices);
                    let all = slices.len();
                    self.import = Import::Keeping(slices, Outcome::default(), all);
                    return self.go_on().into_iter().collect();
                }
            }
            _ => self.import = Import::None,
        }
        Vec::new()
    }

    fn save(&mut self, saving: Saving) -> Vec<Effect> {
        self.set(saving.clone(), Made::Making);
        vec![Effect::Save(saving)]
    }

    fn set(&mut self, saving: Saving, made: Made) {
        self.files.retain(|(own, _)| own.end() != saving.end());
        self.files.push((saving, made));
    }

    /// A file is made, at an address, or could not be.
    pub fn saved(&mut self, saving: Saving, made: Result<(String, u32), String>) {
        let ready = |(address, left_out)| Made::Ready(address, left_out);
        self.set(saving, made.map_or_else(Made::Failed, ready));
    }

    /// The background answered about a slice. Tells what is wrong, if it could not be taken in.
    pub fn answered(&mut self, slice: Box<Slice>, answer: Answer) -> Result<Option<Effect>, Problem> {
        let outcome = match answer {
            Answer::Imported { outcome } => outcome,
            Answer::Failed { problem } => {
                // What was taken in so far stays; bringing the file again takes in the rest.
                self.import = Import::None;
                return Err(problem);
            }
            _ => return Ok(None),
        };
        match &mut self.import {
            Import::Reading(_, slices, all) => {
                slices.push_back(slice);
                all.add(outcome);
            }
            Import::Keeping(_, all, _) => all.add(outcome),
            _ => return Ok(None),
        }
        Ok(self.go_on())
    }

    /// Whether nothing is under way.
    pub fn rests(&self) -> bool {
        !matches!(self.import, Import::Reading(..) | Import::Keeping(..))
    }

    /// The next slice goes to the background; at the end there is a preview, or it is done.
    fn go_on(&mut self) -> Option<Effect> {
        let (slice, keep) = match &mut self.import {
            Import::Reading(reading, ..) => match reading.next_slice() {
                Ok(slice) => (slice.map(Box::new), false),
                Err(wrong) => {
                    self.import = Import::Wrong(wrong);
                    return None;
                }
            },
            Import::Keeping(slices, ..) => (slices.pop_front(), true),
            _ => return None,
        };
        if let Some(slice) = slice {
            return Some(Effect::Send(OwnRequest::Import { slice, keep }));
        }
        self.import = match std::mem::take(&mut self.import) {
            Import::Reading(_, slices, outcome) => Import::Preview(slices, outcome),
            Import::Keeping(_, outcome, _) => Import::Done(outcome),
            other => other,
        };
        None
    }

    /// The files, and the import.
    pub fn view(&self, now: &Time, words: &Words) -> Element {
        let act = |name, key: &str, act| button(name, "button", Act::Options(act)).says(words, key);
        let mut page =
            classed("div", "listed").keyed("archive").put(
                classed("div", "acts")
                    .put(act("export-all", "do_export_all", OptionsAct::ExportAll))
                    .put(act("export-table", "do_export_table", OptionsAct::ExportTable)),
            );
        for (saving, made) in &self.files {
            page = page.put(file(saving, made, now, words));
        }
        page.put(self.import(words))
    }

    fn import(&self, words: &Words) -> Element {
        let page = classed("div", "listed").keyed("import").with("role", "status");
        let said = |key: &str, with: &[&str]| el("p").put(words.say(key, with));
        match &self.import {
            Import::None => choose(None, words),
            Import::Wrong(wrong) => choose(Some(wrong), words),
            Import::Reading(_, slices, _) => page.put(said("import_reading", &[&slices.len().to_string()])),
            Import::Keeping(left, _, all) => {
                let done = all.saturating_sub(left.len());
                page.put(said("import_keeping", &[&done.to_string(), &all.to_string()]))
            }
            Import::Preview(_, outcome) => {
                let keep = button("import-keep", "button main", Act::Options(OptionsAct::ImportKeep));
                let leave = button("leave", "button", Act::Options(OptionsAct::ImportLeave));
                let acts = classed("div", "acts").put(keep.says(words, "do_import_keep"));
                page.put(said("import_preview", &[]))
                    .put(told(outcome, words))
                    .put(acts.put(leave.says(words, "do_leave")))
            }
            Import::Done(outcome) => {
                let leave = button("leave", "button", Act::Options(OptionsAct::ImportLeave));
                page.put(said("import_done", &[]).with("data-imported", ""))
                    .put(told(outcome, words))
                    .put(classed("div", "acts").put(leave.says(words, "do_understood")))
            }
        }
    }
}

/// A file that is made, or why it is not.
fn file(saving: &Saving, made: &Made, now: &Time, words: &Words) -> Element {
    let name = ["one-click-purchase-", &say::day(now, now), ".", saving.end()].concat();
    let line = classed("p", "made").keyed(saving.end()).with("role", "status");
    match made {
        Made::Making => line.says(words, "export_making"),
        Made::Failed(why) => line.put(words.say("storage_failed", &[why])),
        Made::Ready(address, left_out) => {
            let lacks = words.say("export_left_out", &[&left_out.to_string()]);
            line.put(
                classed("a", "button main")
                    .with("href", address.as_str())
                    .with("download", name.as_str())
                    .with("data-do", ["save-", saving.end()].concat())
                    .put(words.say("do_save_file", &[&name])),
            )
            .maybe((*left_out > 0).then(|| classed("span", "field-error").put(lacks)))
        }
    }
}

/// The field for the file. What is in the file goes by way of a hidden field, see `options.js`.
fn choose(wrong: Option<&Wrong>, words: &Words) -> Element {
    let file = classed("input", "field")
        .with("type", "file")
        .with("accept", ".json")
        .with("data-do", "import-file")
        .with("data-into", "import-text")
        .with("aria-describedby", "import-wrong");
    let text = el("input")
        .with("type", "hidden")
        .with("id", "import-text")
        .with("value", "")
        .does(Act::Options(OptionsAct::ImportFile));
    let mut said = classed("p", "field-error").with("id", "import-wrong").with("role", "status");
    if let Some(wrong) = wrong {
        let line = wrong.line.to_string();
        said = said.put(words.say("profile_wrong", &[&line, &wrong.what]));
    }
    let label =
        classed("label", "labelled").put(classed("span", "label").says(words, "import_file")).put(file);
    classed("div", "listed").keyed("choose").put(label).put(text).put(said)
}

/// What comes of a file.
fn told(outcome: &Outcome, words: &Words) -> Element {
    let mut list = classed("ul", "tallies");
    for (key, tally) in [
        ("import_orders", outcome.orders),
        ("import_purchases", outcome.purchases),
        ("import_reports", outcome.reports),
        ("import_pairings", outcome.pairings),
        ("import_profiles", outcome.profiles),
    ] {
        let Tally { new, here, left_out } = tally;
        let figures = [new, here, left_out].map(|number| number.to_string());
        let kind = words.say(key, &[]);
        let [new, here, left_out] = &figures;
        list = list.put(
            el("li").with("data-tally", key).put(words.say("import_tally", &[&kind, new, here, left_out])),
        );
    }
    let mut page = classed("div", "listed").put(list);
    for (key, number) in [("import_ran", outcome.ran), ("import_to_send", outcome.to_send)] {
        if number > 0 {
            page = page.put(el("p").put(words.say(key, &[&number.to_string()])));
        }
    }
    if outcome.orders.left_out > 0 {
        page = page.put(el("p").says(words, "import_not_connected"));
    }
    let mut left_out = classed("ul", "left-out");
    for one in outcome.left_out.iter().take(LISTED) {
        left_out = left_out.put(el("li").put(why(one, words)));
    }
    let more = outcome.left_out.len().saturating_sub(LISTED);
    if more > 0 {
        left_out = left_out.put(el("li").put(words.say("import_more", &[&more.to_string()])));
    }
    if outcome.left_out.is_empty() { page } else { page.put(left_out) }
}

fn why(one: &LeftOut, words: &Words) -> String {
    let (order, number) = (one.order.as_str(), one.number.as_str());
    match &one.why {
        Why::Taken { by } => words.say("left_out_taken", &[order, number, by]),
        Why::NotConnected { erp } => words.say("left_out_not_connected", &[order, number, erp]),
    }
}
