//! What is known of suppliers: listed, switched off, exported, edited, added.

use super::super::act::OptionsAct;
use super::super::controls::tick;
use super::super::tree::{Element, button, classed};
use super::super::{Act, Effect, Words};
use super::json_text::{Editor, JsonText, export};
use crate::json::{self, Value};
use crate::message::OwnRequest;
use crate::store::Suppliers;
use crate::supplier;

/// What the person changed, and what is being edited.
#[derive(Debug, Default)]
pub struct Profiles {
    /// As it is kept.
    kept: Suppliers,
    /// The text being edited, with the name of what it was.
    edited: Option<(String, JsonText)>,
}

/// One profile of the list.
struct Entry {
    value: Value,
    own: bool,
}

impl Entry {
    fn says(&self, name: &str) -> String {
        match self.value.get(name) {
            Some(Value::Text(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

impl Profiles {
    /// Takes in what is kept.
    pub fn found(&mut self, kept: Suppliers) {
        self.kept = kept;
    }

    /// What was sent is kept now.
    pub fn saved(&mut self) {
        self.edited = None;
    }

    /// What the person does in the list and the editor.
    pub fn does(&mut self, act: OptionsAct, value: String) -> Vec<Effect> {
        let mut changed = self.kept.clone();
        match act {
            OptionsAct::ProfileOn(name) => {
                changed.off.retain(|other| *other != name);
                if value != "true" {
                    changed.off.push(name);
                }
            }
            OptionsAct::ProfileEdit(name) => {
                let entry = self.entries().into_iter().find(|entry| entry.says("name") == name);
                let text = entry.map(|entry| json::in_lines(&entry.value)).unwrap_or_default();
                self.edited = Some((name, JsonText::new(text)));
                return vec![Effect::Focus("profile")];
            }
            OptionsAct::ProfileText => {
                if let Some((_, text)) = &mut self.edited {
                    text.text = value;
                }
                return Vec::new();
            }
            OptionsAct::ProfileLeave => {
                self.saved();
                return Vec::new();
            }
            OptionsAct::ProfileRemove(name) => changed.own.retain(|text| name_of(text) != name),
            OptionsAct::ProfileSave => {
                let Some((was, edited)) = &mut self.edited else { return Vec::new() };
                match supplier::read(&edited.text) {
                    Ok(profile) => {
                        changed.own.retain(|own| name_of(own) != profile.name && name_of(own) != *was);
                        changed.own.push(edited.text.clone());
                    }
                    Err(wrong) => {
                        edited.wrong = Some(wrong);
                        return vec![Effect::Focus("profile")];
                    }
                }
            }
            _ => return Vec::new(),
        }
        vec![Effect::Send(OwnRequest::Suppliers { suppliers: changed })]
    }

    /// The person's own, then those that are shipped and that none of these stands for.
    fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for text in &self.kept.own {
            if let Ok(value) = json::parse(text) {
                entries.push(Entry { value, own: true });
            }
        }
        for value in supplier::list() {
            let shipped = Entry { value, own: false };
            let name = shipped.says("name");
            if !entries.iter().any(|entry| entry.says("name") == name) {
                entries.push(shipped);
            }
        }
        entries
    }

    /// The list, with the editor where something is edited.
    pub fn view(&self, words: &Words) -> Element {
        let mut rows = classed("ul", "rows profiles");
        for entry in self.entries() {
            rows = rows.put(self.row(&entry, words));
        }
        let list = classed("div", "listed").put(rows);
        if let Some((_, text)) = &self.edited {
            let editor = Editor {
                id: "profile",
                label: "profile_text",
                typed: OptionsAct::ProfileText,
                keep: OptionsAct::ProfileSave,
                leave: OptionsAct::ProfileLeave,
            };
            return list.put(text.view(editor, words));
        }
        let add = button("profile-add", "button", Act::Options(OptionsAct::ProfileEdit(String::new())));
        list.put(classed("div", "acts").put(add.says(words, "do_import")))
    }

    fn row(&self, entry: &Entry, words: &Words) -> Element {
        let name = entry.says("name");
        let facts = words.say("profile_facts", &[&entry.says("version"), &entry.says("date")]);
        let mut title = classed("strong", "profile-name").put(name.as_str());
        if entry.own {
            title = title.put(classed("span", "muted").put(" · ").says(words, "profile_own"));
        }
        let on = tick(
            "profile-on",
            !self.kept.off.contains(&name),
            Act::Options(OptionsAct::ProfileOn(name.clone())),
        );
        let text = classed("span", "row-text")
            .put(title)
            .put(classed("span", "muted").put(facts))
            .put(classed("span", "muted").put(entry.says("note")));
        let act = |key: &str, does: OptionsAct, class: &str| {
            let label = words.say(key, &[]);
            let whole = [label.as_str(), " ", &name].concat();
            button(&key.replace('_', "-"), class, Act::Options(does)).with("aria-label", whole).put(label)
        };
        let mut acts =
            classed("div", "acts").put(act("do_edit", OptionsAct::ProfileEdit(name.clone()), "button"));
        acts = acts.put(export("profile-export", &name, &file_of(&name), &entry.value, words));
        if entry.own {
            acts = acts.put(act("do_remove", OptionsAct::ProfileRemove(name.clone()), "button"));
        }
        let label = classed("label", "option-label").put(on).put(text);
        classed("li", "option-row")
            .keyed(name.as_str())
            .with("data-profile", name.as_str())
            .put(label)
            .put(acts)
    }
}

/// The name of the file of a profile.
fn file_of(name: &str) -> String {
    let mut file = String::new();
    for char in name.chars() {
        file.push(if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '-' });
    }
    [&file, ".json"].concat()
}

fn name_of(text: &str) -> String {
    let value = json::parse(text).unwrap_or_default();
    value.get("name").and_then(Value::as_text).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Language;

    fn sent(effects: Vec<Effect>) -> Suppliers {
        match effects.into_iter().next() {
            Some(Effect::Send(OwnRequest::Suppliers { suppliers })) => suppliers,
            other => panic!("{other:?}"),
        }
    }

    fn text_of(profiles: &Profiles) -> String {
        profiles.view(&Words::of(Language::English)).text()
    }

    #[test]
    fn every_profile_is_listed_with_its_version_and_date() {
        let text = text_of(&Profiles::default());
        for (name, version) in [("1688", 2), ("Taobao / Tmall", 3), ("Amazon", 1), ("Cartridge", 1)] {
            let said = format!("{name} Version {version}, facts of 2026-");
            assert!(text.contains(&said), "{said} in {text}");
        }
    }

    #[test]
    fn a_profile_is_switched_off_and_on() {
        let mut profiles = Profiles::default();
        let off = sent(profiles.does(OptionsAct::ProfileOn("JD".to_owned()), "false".to_owned()));
        assert_eq!(off.off, ["JD"]);
        profiles.found(off);
        let on = sent(profiles.does(OptionsAct::ProfileOn("JD".to_owned()), "true".to_owned()));
        assert_eq!(on, Suppliers::default());
    }

    #[test]
    fn a_wrong_profile_is_refused_with_its_place_and_a_mended_one_is_kept() {
        let mut profiles = Profiles::default();
        profiles.does(OptionsAct::ProfileEdit("JD".to_owned()), String::new());
        let text = profiles.edited.as_ref().unwrap().1.text.clone();
        let line = text.lines().position(|line| line.contains("\"date\"")).unwrap() + 1;
        profiles.does(OptionsAct::ProfileText, text.replace("2026-11-24", "today"));
        assert_eq!(profiles.does(OptionsAct::ProfileSave, String::new()), [Effect::Focus("profile")]);
        let said = format!("Line {line}: date: wanted a day such as 2026-11-24");
        assert!(text_of(&profiles).contains(&said), "{said}");
        profiles.does(OptionsAct::ProfileText, text.replace("2026-11-24", "2026-12-01"));
        let kept = sent(profiles.does(OptionsAct::ProfileSave, String::new()));
        assert!(kept.own[0].contains("\"currency\": \"CNY\""), "{}", kept.own[0]);
        profiles.found(kept);
        profiles.saved();
        let text = text_of(&profiles);
        assert!(text.contains("JD · your own Version 2, facts of 2026-12-01"), "{text}");
        assert!(!text.contains("JD Version"));
        assert_eq!(
            sent(profiles.does(OptionsAct::ProfileRemove("JD".to_owned()), String::new())).own.len(),
            0
        );
    }

    #[test]
    fn a_profile_is_exported_as_a_file() {
        let page = Profiles::default().view(&Words::of(Language::English));
        let links = page.doing("profile-export");
        let link = links.iter().find(|link| link.attribute("download") == Some("1688.json")).unwrap();
        let address = link.attribute("href").unwrap();
        assert!(
            address.starts_with("data:application/json;charset=utf-8,%7B%0A%20%20%22name%22%3A%20%221688%22")
        );
        assert!(address.contains("%22currency%22%3A%20%22CNY%22"));
    }
}
