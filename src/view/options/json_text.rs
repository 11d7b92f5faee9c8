//! JSON that a person writes or brings, and takes along as a file.

use super::super::act::OptionsAct;
use super::super::tree::{Element, button, classed};
use super::super::{Act, Words};
use crate::json::{self, Value, Wrong};

/// A text that is being written.
#[derive(Debug, Default)]
pub struct JsonText {
    /// As it is typed.
    pub text: String,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
}

/// What an editor is about.
#[derive(Debug)]
pub struct Editor {
    /// The id of its field.
    pub id: &'static str,
    /// What the text is: a key of the words.
    pub label: &'static str,
    /// The text was typed in.
    pub typed: OptionsAct,
    /// It is to be kept.
    pub keep: OptionsAct,
    /// It is left.
    pub leave: OptionsAct,
}

impl JsonText {
    /// An editor that begins with this text.
    pub fn new(text: String) -> Self {
        Self { text, wrong: None }
    }

    /// The editor, with a field for a file that goes into it.
    pub fn view(&self, editor: Editor, words: &Words) -> Element {
        let named = |end: &str| [editor.id, end].concat();
        let label = words.say(editor.label, &[]);
        let mut field = classed("textarea", "field json-text")
            .with("id", editor.id)
            .with("rows", "16")
            .with("data-do", named("-text"))
            .with("aria-label", label.as_str())
            .with("placeholder", label)
            .with("spellcheck", "false")
            .with("aria-describedby", named("-wrong"))
            .with("value", self.text.as_str())
            .does(Act::Options(editor.typed));
        let mut said = classed("p", "field-error").with("id", named("-wrong")).with("role", "status");
        if let Some(wrong) = &self.wrong {
            field = field.with("aria-invalid", "true");
            said = said.put(words.say("profile_wrong", &[&wrong.line.to_string(), &wrong.what]));
        }
        let file = classed("input", "field")
            .with("type", "file")
            .with("accept", ".json")
            .with("data-into", editor.id);
        let file =
            classed("label", "labelled").put(classed("span", "label").says(words, "profile_file")).put(file);
        let save = button(&named("-save"), "button main", Act::Options(editor.keep));
        let leave = button("leave", "button", Act::Options(editor.leave));
        let acts = classed("div", "acts").put(save.says(words, "do_save")).put(leave.says(words, "do_leave"));
        classed("div", "connect").keyed(named("-editor")).put(file).put(field).put(said).put(acts)
    }
}

/// A link that saves something of this name as a file; `does` stands in its `data-do`.
pub fn export(does: &str, name: &str, file: &str, value: &Value, words: &Words) -> Element {
    let label = words.say("do_export", &[]);
    let text = escaped(&json::in_lines(value));
    classed("a", "button")
        .with("href", ["data:application/json;charset=utf-8,", &text].concat())
        .with("download", file)
        .with("data-do", does)
        .with("aria-label", [label.as_str(), " ", name].concat())
        .put(label)
}

/// A text as it stands in an address.
fn escaped(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |half: u8| char::from(DIGITS.get(usize::from(half)).copied().unwrap_or_default());
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push(digit(byte >> 4));
            escaped.push(digit(byte & 15));
        }
    }
    escaped
}
