//! What was said of how orders' lines are bought: listed, counted anew, forgotten, taken along and brought.

use super::super::act::OptionsAct;
use super::super::controls::sure;
use super::super::tree::{Element, button, classed, el};
use super::super::{Act, Effect, Words, say};
use super::json_text::{Editor, JsonText, export};
use crate::json::{self, Json, Misfit};
use crate::message::OwnRequest;
use crate::order::Time;
use crate::purchase::Pairing;

/// The pairings, and what is done with one of them.
#[derive(Debug, Default)]
pub struct Pairings {
    /// Those that are kept, last used first.
    kept: Vec<Pairing>,
    edited: Option<Counts>,
    /// The key of the one whose removal is asked once more.
    forgets: Option<String>,
    /// What is being brought.
    brought: Option<JsonText>,
}

/// The packs of a pairing as they are typed.
#[derive(Debug)]
struct Counts {
    key: String,
    pieces: String,
    holds: String,
    /// The field that was tried with no usable number.
    wrong: Option<&'static str>,
}

/// Ids of the two fields.
const PIECES: &str = "pairing-pieces";
const HOLDS: &str = "pairing-holds";

impl Pairings {
    /// Takes in what is kept.
    pub fn found(&mut self, texts: &[String]) {
        self.kept.clear();
        for text in texts {
            if let Ok(pairing) = json::read::<Pairing>(text) {
                let place = self.kept.partition_point(|before| before.used >= pairing.used);
                self.kept.insert(place, pairing);
            }
        }
    }

    /// What was sent is kept now.
    pub fn saved(&mut self) {
        (self.edited, self.forgets, self.brought) = (None, None, None);
    }

    fn of(&self, key: &str) -> Option<&Pairing> {
        self.kept.iter().find(|pairing| pairing.key == key)
    }

    /// What the person does in the list and the editor.
    pub fn does(&mut self, act: OptionsAct, value: String) -> Vec<Effect> {
        match (act, &mut self.edited, &mut self.brought) {
            (OptionsAct::PairingsLeave, ..) => self.saved(),
            (OptionsAct::PairingForget(key), ..) => {
                self.saved();
                self.forgets = Some(key);
            }
            (OptionsAct::PairingEdit(key), ..) => {
                self.saved();
                let Some(pairing) = self.of(&key) else { return Vec::new() };
                let (pieces, holds) = (pairing.pieces.to_string(), pairing.holds.to_string());
                self.edited = Some(Counts { key, pieces, holds, wrong: None });
                return vec![Effect::Focus(HOLDS)];
            }
            (OptionsAct::PairingPieces, Some(edited), _) => (edited.pieces, edited.wrong) = (value, None),
            (OptionsAct::PairingHolds, Some(edited), _) => (edited.holds, edited.wrong) = (value, None),
            (OptionsAct::PairingSave, Some(_), _) => return self.count(),
            (OptionsAct::PairingsAdd, ..) => {
                self.saved();
                self.brought = Some(JsonText::default());
                return vec![Effect::Focus("pairings")];
            }
            (OptionsAct::PairingsText, _, Some(brought)) => brought.text = value,
            (OptionsAct::PairingsSave, _, Some(brought)) => {
                match json::checked::<Vec<Pairing>>(&brought.text, &|all| misfit(all)) {
                    Ok(keep) => return send(keep),
                    Err(wrong) => {
                        brought.wrong = Some(wrong);
                        return vec![Effect::Focus("pairings")];
                    }
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Keeps the packs as they are typed.
    fn count(&mut self) -> Vec<Effect> {
        let Some(edited) = &mut self.edited else { return Vec::new() };
        let whole = |typed: &str| typed.trim().parse().ok().filter(|number: &u32| *number > 0);
        let (pieces, holds) = (whole(&edited.pieces), whole(&edited.holds));
        let (Some(pieces), Some(holds)) = (pieces, holds) else {
            let field = if holds.is_none() { HOLDS } else { PIECES };
            edited.wrong = Some(field);
            return vec![Effect::Focus(field)];
        };
        let own = self.kept.iter().find(|pairing| pairing.key == edited.key);
        let Some(mut pairing) = own.map(json::copy) else { return Vec::new() };
        (pairing.pieces, pairing.holds) = (pieces, holds);
        send(vec![pairing])
    }

    /// The list, with what is brought.
    pub fn view(&self, now: &Time, words: &Words) -> Element {
        let mut rows = classed("ul", "rows");
        for pairing in &self.kept {
            rows = rows.put(self.row(pairing, now, words));
        }
        let mut list = classed("div", "listed").put(rows);
        if self.kept.is_empty() {
            list = list.put(el("p").says(words, "no_pairings"));
        }
        if let Some(brought) = &self.brought {
            let editor = Editor {
                id: "pairings",
                label: "pairings_text",
                typed: OptionsAct::PairingsText,
                keep: OptionsAct::PairingsSave,
                leave: OptionsAct::PairingsLeave,
            };
            return list.put(brought.view(editor, words));
        }
        let add = button("pairings-add", "button", Act::Options(OptionsAct::PairingsAdd));
        let mut acts = classed("div", "acts").put(add.says(words, "do_add_pairings"));
        if !self.kept.is_empty() {
            let name = words.say("section_pairings", &[]);
            acts = acts.put(export("pairings-export", &name, "pairings.json", &self.kept.to_value(), words));
        }
        list.put(acts)
    }

    fn row(&self, pairing: &Pairing, now: &Time, words: &Words) -> Element {
        let (key, name) = (&pairing.key, &pairing.name);
        let mut there = vec![pairing.supplier()];
        for pick in &pairing.picks {
            there.push(&pick.label);
        }
        let (made, used) = (say::day(&pairing.made, now), say::day(&pairing.used, now));
        let facts = words.say("pairing_facts", &[&pairing.order, &made, &used]);
        let text = classed("span", "row-text")
            .put(el("strong").put(name.as_str()))
            .put(classed("span", "muted").put(joined([&pairing.sku, &packs(pairing, words)])))
            .put(el("span").put(there.join(" → ")))
            .put(classed("span", "muted").put(facts));
        let row =
            classed("li", "option-row").keyed(key.as_str()).with("data-pairing", key.as_str()).put(text);
        if self.forgets.as_ref() == Some(key) {
            let forget = OwnRequest::Pairings { keep: Vec::new(), forget: vec![key.clone()] };
            let ask = words.say("ask_forget_pairing", &[name]);
            let leave = Act::Options(OptionsAct::PairingsLeave);
            return row.put(sure(ask, "forget-really", Act::Send(forget), "do_remove", leave, words));
        }
        if let Some(edited) = self.edited.as_ref().filter(|edited| edited.key == *key) {
            return row.put(counts(edited, pairing, words));
        }
        let act = |does: &str, label: &str, act: OptionsAct| {
            let label = words.say(label, &[]);
            let whole = [label.as_str(), " ", name].concat();
            button(does, "button", Act::Options(act)).with("aria-label", whole).put(label)
        };
        row.put(
            classed("div", "acts")
                .put(act("pairing-edit", "do_edit", OptionsAct::PairingEdit(key.clone())))
                .put(act("pairing-forget", "do_remove", OptionsAct::PairingForget(key.clone()))),
        )
    }
}

/// The form in which the packs of a pairing are counted anew.
fn counts(edited: &Counts, pairing: &Pairing, words: &Words) -> Element {
    let field = |id: &'static str, label: String, value: &str, act: OptionsAct| {
        let error = [id, "-error"].concat();
        let mut input = classed("input", "field number short")
            .with("id", id)
            .with("data-do", id)
            .with("inputmode", "numeric")
            .with("autocomplete", "off")
            .with("value", value)
            .does(Act::Options(act));
        let mut about = None;
        if edited.wrong == Some(id) {
            input = input.with("aria-invalid", "true").with("aria-describedby", error.as_str());
            about = Some(classed("p", "field-error").with("id", error).says(words, "pieces_wrong"));
        }
        let labelled = classed("label", "labelled").put(classed("span", "label").put(label)).put(input);
        classed("div", "counted").put(labelled).maybe(about)
    };
    let mut form =
        classed("form", "counts").with("novalidate", "").does(Act::Options(OptionsAct::PairingSave));
    form = form.put(field(HOLDS, words.say("holds_label", &[]), &edited.holds, OptionsAct::PairingHolds));
    if !pairing.unit.is_empty() {
        let label = words.say("pieces_in", &[&pairing.unit]);
        form = form.put(field(PIECES, label, &edited.pieces, OptionsAct::PairingPieces));
    }
    let save = classed("button", "button main").with("type", "submit").with("data-do", "pairing-save");
    let leave = button("leave", "button", Act::Options(OptionsAct::PairingsLeave));
    form.put(classed("div", "acts").put(save.says(words, "do_save")).put(leave.says(words, "do_leave")))
}

fn packs(pairing: &Pairing, words: &Words) -> String {
    let (mut unit, mut holds) = (String::new(), String::new());
    if !pairing.unit.is_empty() {
        unit = words.say("pairing_unit", &[&pairing.unit, &pairing.pieces.to_string()]);
    }
    if pairing.holds != 1 {
        holds = words.say("pairing_holds", &[&pairing.holds.to_string()]);
    }
    joined([&unit, &holds])
}

fn joined<const N: usize>(texts: [&String; N]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() {
            parts.push(text);
        }
    }
    parts.join(" · ")
}

fn send(keep: Vec<Pairing>) -> Vec<Effect> {
    vec![Effect::Send(OwnRequest::Pairings { keep, forget: Vec::new() })]
}

/// What is wrong with pairings that are brought.
fn misfit(all: &[Pairing]) -> Option<Misfit> {
    for (at, pairing) in all.iter().enumerate() {
        if let Some((member, wanted)) = pairing.misfit() {
            return Some(Misfit::at([&at.to_string(), ".", member].concat(), wanted));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::purchase::PairedPick;
    use crate::store::Language;
    use crate::view::samples::now;

    fn pairing(product: &str) -> Pairing {
        Pairing {
            key: format!("mall.example|{product}|A-1;衬衫;颜色=大红="),
            sku: "A-1".into(),
            name: "衬衫 · 大红 · XL".into(),
            picks: vec![PairedPick {
                axis: "颜色".into(),
                label: "红色".into(),
                id: None,
                among: "1".into(),
            }],
            unit: "箱".into(),
            pieces: 12,
            holds: 2,
            among: "2".into(),
            order: "PO-7".into(),
            made: now(),
            used: now(),
        }
    }

    fn with(all: &[Pairing]) -> Pairings {
        let mut pairings = Pairings::default();
        let texts: Vec<String> = all.iter().map(json::write).collect();
        pairings.found(&texts);
        pairings
    }

    fn view(pairings: &Pairings) -> Element {
        pairings.view(&now(), &Words::of(Language::English))
    }

    fn kept(effects: Vec<Effect>) -> Vec<Pairing> {
        match effects.into_iter().next() {
            Some(Effect::Send(OwnRequest::Pairings { keep, forget })) if forget.is_empty() => keep,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_is_listed_with_both_sides_its_packs_and_its_days_and_the_last_used_comes_first() {
        let old = Pairing { used: now() - chrono::TimeDelta::days(9), ..pairing("78") };
        let view = view(&with(&[old, pairing("77")]));
        let text = view.text();
        let said = "衬衫 · 大红 · XL A-1 · one “箱” is 12 pieces · one there has 2 pieces mall.example → 红色 \
            for PO-7 on 2026-11-23, last used 2026-11-23";
        assert!(text.starts_with(said), "{text}");
        assert!(text.contains("last used 2026-11-14"), "{text}");
    }

    #[test]
    fn where_there_are_none_that_is_said_and_nothing_can_be_exported() {
        let view = view(&Pairings::default());
        assert!(view.text().contains("None yet."), "{}", view.text());
        assert!(view.doing("pairings-export").is_empty());
    }

    #[test]
    fn packs_are_counted_anew_and_must_be_whole_numbers() {
        let mut pairings = with(&[pairing("77")]);
        let key = pairing("77").key;
        assert_eq!(pairings.does(OptionsAct::PairingEdit(key), String::new()), [Effect::Focus(HOLDS)]);
        for wrong in ["0", "", "two", "1.5"] {
            pairings.does(OptionsAct::PairingHolds, wrong.to_owned());
            assert_eq!(pairings.does(OptionsAct::PairingSave, String::new()), [Effect::Focus(HOLDS)]);
            assert!(view(&pairings).text().contains("Enter a whole number"), "{wrong}");
        }
        pairings.does(OptionsAct::PairingHolds, " 4 ".to_owned());
        pairings.does(OptionsAct::PairingPieces, "24".to_owned());
        let kept = kept(pairings.does(OptionsAct::PairingSave, String::new()));
        assert_eq!(kept, [Pairing { holds: 4, pieces: 24, ..pairing("77") }]);
    }

    #[test]
    fn one_is_forgotten_only_after_a_second_word() {
        let mut pairings = with(&[pairing("77"), pairing("78")]);
        let key = pairing("78").key;
        assert_eq!(pairings.does(OptionsAct::PairingForget(key.clone()), String::new()), []);
        let view = view(&pairings);
        let act = view.doing("forget-really")[0].act.clone().map(|act| *act);
        assert_eq!(act, Some(Act::Send(OwnRequest::Pairings { keep: vec![], forget: vec![key] })));
    }

    #[test]
    fn what_is_exported_is_brought_back_and_what_is_wrong_is_refused_with_its_place() {
        let mut pairings = with(&[pairing("77"), pairing("78")]);
        let text = json::in_lines(&pairings.kept.to_value());
        pairings.does(OptionsAct::PairingsAdd, String::new());
        pairings.does(OptionsAct::PairingsText, text.clone());
        assert_eq!(kept(pairings.does(OptionsAct::PairingsSave, String::new())).len(), 2);
        for (from, to, wrong) in [
            ("\"holds\": 2", "\"holds\": 0", "0.holds: wanted a whole number from 1 on"),
            ("\"holds\": 2", "\"holds\": \"2\"", "0.holds: wanted a whole number"),
            ("\"holds\": 2", "\"hold\": 2", "0.holds: wanted a whole number"),
            ("\"sku\"", "\"skus\"", "0.skus: wanted no member of this name"),
            ("mall.example|", "", "0.key: wanted host|product|item"),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            pairings.does(OptionsAct::PairingsText, changed);
            assert_eq!(pairings.does(OptionsAct::PairingsSave, String::new()), [Effect::Focus("pairings")]);
            let said = view(&pairings).text();
            assert!(said.contains(wrong) && said.contains("Line "), "{wrong} in {said}");
        }
    }
}
