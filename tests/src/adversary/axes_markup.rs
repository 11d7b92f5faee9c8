//! Axes as shops lay them out.

use serde_json::{Value, json};

use super::dice::Dice;
use super::draft::Draft;
use super::goods::{Axis, Choice};
use super::language::Language;
use super::markup::{both, classes, el, mark, named, soup, text};
use super::mutation::Mutation;

/// How an axis looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Look {
    #[default]
    List,
    Radios,
    Tiles,
    AriaRadios,
    Options,
    Toggles,
    Buttons,
    Items,
    Pictures,
    /// Only the words before the options say what is chosen.
    Told,
    /// Patches of colour that only speak their names.
    Swatches,
    /// Buttons of a framework that keeps their state in an attribute of its own.
    Framed,
    /// A button shows what is chosen; a press on it opens the list of all.
    Dropdown,
}

const LOOKS: [Look; 14] = [
    Look::List,
    Look::List,
    Look::Radios,
    Look::Tiles,
    Look::AriaRadios,
    Look::Options,
    Look::Toggles,
    Look::Buttons,
    Look::Items,
    Look::Pictures,
    Look::Told,
    Look::Swatches,
    Look::Framed,
    Look::Dropdown,
];

/// What frameworks call the state of a button, chosen and not.
const STATES: [(&str, &str, &str); 5] = [
    ("data-state", "checked", "unchecked"),
    ("data-state", "active", "inactive"),
    ("data-state", "on", "off"),
    ("data-selected", "true", "false"),
    ("aria-current", "true", "false"),
];

/// What says that a button is chosen, in shops that say it by a class.
const CHOSEN: [&str; 16] = [
    "selected",
    "active",
    "is-active",
    "is-selected",
    "on",
    "current",
    "cur",
    "checked",
    "sku-item--selected",
    "option_active",
    "chosen",
    "SkuItem_selected__x3Kf9",
    "selectedItem--pQ2a",
    "isSelected",
    "tb-selected",
    "item-active",
];

/// What says that one cannot be chosen.
const BARRED: [&str; 6] =
    ["disabled", "is-disabled", "sold-out", "unavailable", "option--disabled", "isDisabled--k2"];

/// An axis on the page: its markup, and what the page's script must know of it.
pub struct Made {
    /// With its name.
    pub html: String,
    /// For the script.
    pub config: Value,
}

/// Lays an axis out.
pub fn axis(draft: &mut Draft, index: usize) -> Made {
    let Some(axis) = draft.axes.get(index).cloned() else {
        return Made { html: String::new(), config: Value::Null };
    };
    let language = draft.language;
    let twins = draft.has(Mutation::EqualLabels) || draft.has(Mutation::DisabledTwin);
    let preset = draft.chosen.get(index).copied().flatten().is_some();
    let dice = &mut draft.dice;
    let mut look = dice.of_all(&LOOKS);
    let equal = axis
        .options
        .iter()
        .any(|one| axis.options.iter().filter(|other| other.label == one.label).count() > 1);
    // Words cannot say which of two that are called alike is chosen.
    if equal && matches!(look, Look::Told | Look::Dropdown) {
        look = Look::Toggles;
    }
    let mut group = Group {
        axis: &axis,
        language,
        look,
        with_ids: twins || dice.percent(60),
        preset,
        noted: dice.percent(50),
        marks: Vec::new(),
    };
    group.marks = axis.options.iter().map(|_| (mark(dice), mark(dice))).collect();
    group.make(dice)
}

struct Group<'a> {
    axis: &'a Axis,
    language: &'a Language,
    look: Look,
    with_ids: bool,
    preset: bool,
    /// That an option is gone is only told in its words.
    noted: bool,
    /// For each option what is pressed or checked, and what is around it.
    marks: Vec<(String, String)>,
}

impl Group<'_> {
    fn make(&self, dice: &mut Dice) -> Made {
        let (holder, name_mark, id) = (mark(dice), mark(dice), mark(dice));
        let chosen = dice.text(&CHOSEN);
        let barred = dice.text(&BARRED);
        let id_name = dice.text(&["data-sku-id", "data-value", "data-id", "data-option-id", "data-vid"]);
        let inner = self.inner(dice, &id, id_name);
        let name = &self.axis.name;
        let (show, spoken) = match self.look {
            Look::List => (json!({ "how": "list" }), false),
            Look::Radios | Look::Tiles => (json!({ "how": "checked", "outer": chosen }), false),
            Look::AriaRadios => (json!({ "how": "attribute", "name": "aria-checked" }), true),
            Look::Options => (json!({ "how": "attribute", "name": "aria-selected" }), true),
            Look::Toggles => (json!({ "how": "attribute", "name": "aria-pressed" }), false),
            Look::Framed => {
                let (name, yes, no) = dice.of_all(&STATES);
                (json!({ "how": "attribute", "name": name, "yes": yes, "no": no }), false)
            }
            Look::Buttons | Look::Pictures | Look::Swatches => {
                (json!({ "how": "class", "name": chosen }), false)
            }
            Look::Items => (json!({ "how": "class", "name": chosen, "around": true }), false),
            Look::Told => (json!({ "how": "class", "name": dice.letters(6), "told": name_mark }), false),
            Look::Dropdown => {
                let (asks, made) = (text(dice.text(self.language.choose)), dice.percent(40));
                (
                    json!({ "how": "attribute", "name": "aria-selected", "told": name_mark, "asks": asks,
                    "opener": id, "made": made }),
                    true,
                )
            }
        };
        let tag = match self.look {
            Look::Options | Look::Items | Look::Dropdown => "ul",
            Look::Radios if dice.percent(50) => "fieldset",
            _ => "div",
        };
        let role = match self.look {
            Look::AriaRadios => format!("role=\"radiogroup\" aria-label=\"{}\"", text(name)),
            Look::Options => format!("role=\"listbox\" aria-label=\"{}\"", text(name)),
            _ => String::new(),
        };
        let flow = dice.text(&["", "style=\"display:flex;flex-wrap:wrap;gap:6px\""]);
        // The pane of a tab is "active" as a whole.
        let pane = if dice.percent(12) {
            dice.text(&["active", "tab-pane active", "is-selected", "current"])
        } else {
            ""
        };
        let holder_classes = both(&both(&classes(dice), pane), &holder);
        let html = match (self.look, tag) {
            (Look::List, _) => self.list(dice, &holder, &id, &inner),
            (Look::Dropdown, _) => self.dropdown(dice, &holder, &id, &name_mark, &inner),
            (Look::Told, _) => {
                let told = format!("{}: {}", el("span", "", "", &text(name)), el("span", &name_mark, "", ""));
                el(
                    "div",
                    &classes(dice),
                    "",
                    &format!("{}{}", el("div", "", "", &told), el("div", &holder_classes, flow, &inner)),
                )
            }
            (_, "fieldset") => el(
                tag,
                &classes(dice),
                "",
                &format!("{}{}", el("legend", "", "", &text(name)), el("div", &holder_classes, "", &inner)),
            ),
            _ if spoken && dice.percent(30) => el(tag, &holder_classes, &format!("{role} {flow}"), &inner),
            _ => named(dice, name, &el(tag, &holder_classes, &format!("{role} {flow}"), &inner)),
        };
        let options: Vec<Value> = self
            .axis
            .options
            .iter()
            .zip(&self.marks)
            .map(|(option, (own, outer))| {
                // Where the words say so, nothing else may.
                let unmarked = !option.note.is_empty() && self.noted;
                json!({ "mark": own, "outer": outer, "value": self.value(option), "text": option.shown, "barred": option.barred, "unmarked": unmarked })
            })
            .collect();
        Made {
            html: soup(dice, html),
            config: json!({ "mark": holder, "inner": inner, "show": show, "bar": barred, "native": self.is_native(), "options": options }),
        }
    }

    fn is_native(&self) -> bool {
        matches!(self.look, Look::List | Look::Radios | Look::Tiles)
    }

    /// A `select` with its name.
    fn list(&self, dice: &mut Dice, holder: &str, id: &str, inner: &str) -> String {
        let name = text(&self.axis.name);
        let classes_of = both(&classes(dice), holder);
        let select = |attributes: &str| el("select", &classes_of, attributes, inner);
        match dice.below(4) {
            0 => format!("<label for=\"{id}\">{name}</label>{}", select(&format!("id=\"{id}\""))),
            1 => format!("<label>{name} {}</label>", select("")),
            2 => el("div", &classes(dice), "", &select(&format!("aria-label=\"{name}\""))),
            _ => named(dice, &self.axis.name, &select(&format!("name=\"{id}\""))),
        }
    }

    /// A button with its name, and the list that it opens.
    fn dropdown(&self, dice: &mut Dice, holder: &str, id: &str, told: &str, inner: &str) -> String {
        let name = text(&self.axis.name);
        let shown = el("span", told, "", "");
        let names = if dice.percent(30) { format!("aria-label=\"{name}\"") } else { String::new() };
        let controls = if dice.percent(50) { format!("aria-controls=\"{id}-list\"") } else { String::new() };
        let (tag, role) = dice.of_all(&[
            ("button", "type=\"button\" aria-haspopup=\"listbox\""),
            ("button", "type=\"button\" role=\"combobox\""),
            ("div", "role=\"combobox\" tabindex=\"0\" aria-haspopup=\"listbox\""),
        ]);
        let attributes = format!(
            "{role} aria-expanded=\"false\" {names} {controls} style=\"cursor:pointer;border:1px solid;padding:6px\""
        );
        let opener = el(tag, &both(&classes(dice), id), &attributes, &shown);
        let list = format!("role=\"listbox\" id=\"{id}-list\" style=\"display:none\"");
        let list = el("ul", &both(&classes(dice), holder), &list, inner);
        let whole = el("div", &classes(dice), "", &format!("{opener}{list}"));
        if names.is_empty() { named(dice, &self.axis.name, &whole) } else { whole }
    }

    fn inner(&self, dice: &mut Dice, group: &str, id_name: &str) -> String {
        let mut inner = String::new();
        if self.look == Look::List && !self.preset {
            inner.push_str(&el("option", "", "value=\"\"", &text(dice.text(self.language.choose))));
        }
        let tag = dice.text(&["button", "button", "div", "span", "a"]);
        let classes_of = classes(dice);
        let titled = dice.percent(50);
        let grouped = self.look == Look::List && dice.percent(12);
        if grouped {
            inner.push_str("<optgroup label=\"1 – 2\">");
        }
        for (at, (option, (own, outer))) in self.axis.options.iter().zip(&self.marks).enumerate() {
            let label = text(&option.shown);
            let marked = both(&classes_of, own);
            if grouped && at == 2 {
                inner.push_str("</optgroup><optgroup label=\"3 +\">");
            }
            let id = if self.with_ids { format!("{id_name}=\"{}\"", option.id) } else { String::new() };
            inner.push_str(&match self.look {
                Look::List => el("option", own, &format!("value=\"{}\"", text(&self.value(option))), &label),
                Look::Radios => {
                    let radio = el("input", own, &format!("type=\"radio\" name=\"{group}\" value=\"{}\"", option.id), "");
                    el("label", &both(&classes_of, outer), "style=\"display:block\"", &format!("{radio} {label}"))
                }
                Look::Tiles => {
                    let hidden = "style=\"position:absolute;opacity:0;width:1px;height:1px\"";
                    let radio = el("input", own, &format!("type=\"radio\" name=\"{group}\" id=\"{group}-{at}\" value=\"{}\" {hidden}", option.id), "");
                    let tile = format!("for=\"{group}-{at}\" style=\"border:1px solid;padding:6px;cursor:pointer\"");
                    format!("{radio}{}", el("label", outer, &tile, &label))
                }
                Look::AriaRadios => el(tag_of_role(tag), &marked, &format!("{} role=\"radio\" tabindex=\"0\" aria-checked=\"false\" {id}", if tag == "button" { "type=\"button\"" } else { "" }), &label),
                Look::Options | Look::Dropdown => el("li", &marked, &format!("role=\"option\" aria-selected=\"false\" {id}"), &label),
                Look::Framed => pressed(if tag == "a" { "button" } else { tag }, &marked, &id, &label),
                Look::Swatches => pressed("button", &marked, &format!("aria-label=\"{label}\" {id} style=\"width:32px;height:32px;background:#7a9\""), ""),
                Look::Toggles => el("button", &marked, &format!("type=\"button\" aria-pressed=\"false\" {id}"), &label),
                Look::Buttons | Look::Told => pressed(tag, &marked, &id, &label),
                Look::Items => el("li", outer, "", &pressed(tag, &marked, &id, &el("span", "", "", &label))),
                Look::Pictures => {
                    let picture = format!("<img alt=\"{label}\" width=\"32\" height=\"32\" src=\"data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7\">");
                    let title = if titled { format!("title=\"{label}\"") } else { String::new() };
                    pressed(tag, &marked, &format!("{title} {id}"), &picture)
                }
            });
        }
        if grouped {
            inner.push_str("</optgroup>");
        }
        inner
    }

    /// What the form sends for an option: its id, or just its name.
    fn value(&self, option: &Choice) -> String {
        if self.with_ids { option.id.clone() } else { option.label.clone() }
    }
}

fn tag_of_role(tag: &'static str) -> &'static str {
    if tag == "a" { "div" } else { tag }
}

/// Something to press that is a button, or only looks like one.
fn pressed(tag: &str, classes: &str, attributes: &str, inner: &str) -> String {
    match tag {
        "button" => el("button", classes, &format!("type=\"button\" {attributes}"), inner),
        "a" => el("a", classes, &format!("href=\"#\" {attributes}"), inner),
        other => el(
            other,
            classes,
            &format!("style=\"cursor:pointer;border:1px solid;padding:6px\" {attributes}"),
            inner,
        ),
    }
}
