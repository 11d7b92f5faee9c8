//! The words of shops, in every language that is known: data, a file for each language in `lexicons/`.
//!
//! A file has two sections. `[words]` is what buttons, headings and links say, `[labels]` what stands
//! before a value. A line is a name of [`Word`] or [`Label`], a colon, and the forms, set apart by
//! semicolons, written as [`plain`](crate::page::text::words::plain) writes them; lines that begin with a space
//! go on the one before. The extension ships all files as one text, so the core carries none of it.
//! Behind the words of all languages stand the weights of signs, a section for each of their files.

use std::sync::OnceLock;

use crate::order::split_at_text;
use crate::page::text::labels::Label;
use crate::page::text::words::Word;

/// Forms are found by their first letter: so many lists there are, by the letter's code.
const LISTS: usize = 64;

/// Forms by their first letter.
struct Forms<T> {
    by_letter: Vec<Vec<(&'static str, T)>>,
}

impl<T> Forms<T> {
    fn new() -> Self {
        let mut by_letter = Vec::new();
        for _ in 0..LISTS {
            by_letter.push(Vec::new());
        }
        Self { by_letter }
    }

    fn add(&mut self, form: &'static str, what: T) {
        if let Some(list) = self.by_letter.get_mut(list_of(form)) {
            list.push((form, what));
        }
    }

    fn like(&self, text: &str) -> &[(&'static str, T)] {
        self.by_letter.get(list_of(text)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn list_of(text: &str) -> usize {
    text.chars().next().map_or(0, |letter| letter as usize % LISTS)
}

/// All forms of all languages.
struct Lexicon {
    words: Vec<Forms<()>>,
    labels: Forms<Label>,
}

static TEXT: OnceLock<String> = OnceLock::new();
static LEXICON: OnceLock<Lexicon> = OnceLock::new();

/// Provides the files of all languages as one text, before the first page is read. Without it the
/// core knows no word and reads nothing; natively the files of the source are there by themselves.
pub fn provide(text: String) {
    // Provided once for each page; a second time would be the same.
    let _ = TEXT.set(text);
}

#[cfg(target_arch = "wasm32")]
fn source() -> &'static str {
    TEXT.get().map_or("", String::as_str)
}

#[cfg(not(target_arch = "wasm32"))]
fn source() -> &'static str {
    TEXT.get_or_init(|| include!("lexicons/all.rs").concat())
}

/// The forms of a word that may begin a text: all that begin with its first letter, and perhaps more.
pub fn forms_like(word: Word, text: &str) -> &'static [(&'static str, ())] {
    lexicon().words.get(word as usize).map(|forms| forms.like(text)).unwrap_or_default()
}

/// The labels that may begin a text, likewise.
pub fn labels_like(text: &str) -> &'static [(&'static str, Label)] {
    lexicon().labels.like(text)
}

/// What a section behind the words holds, such as the weights of `kind`.
pub fn section(name: &str) -> &'static str {
    let head = ["\n[", name, "]\n"].concat();
    let Some((_, behind)) = split_at_text(source(), &head) else { return "" };
    split_at_text(behind, "\n[").map_or(behind, |(section, _)| section)
}

fn lexicon() -> &'static Lexicon {
    LEXICON.get_or_init(|| parse(source()))
}

fn parse(text: &'static str) -> Lexicon {
    let mut words = Vec::new();
    for _ in Word::NAMES {
        words.push(Forms::new());
    }
    let mut lexicon = Lexicon { words, labels: Forms::new() };
    let (mut in_labels, mut name) = (false, "");
    for line in text.lines() {
        let forms = match split_at_text(line, ": ") {
            _ if line.starts_with('#') => continue,
            _ if line.starts_with('[') => {
                in_labels = line == "[labels]";
                if !in_labels && line != "[words]" {
                    // Weights stand behind all words.
                    break;
                }
                continue;
            }
            Some((own, forms)) if !line.starts_with(' ') => {
                name = own;
                forms
            }
            _ => line,
        };
        let word = Word::NAMES.iter().position(|own| *own == name);
        let label = Label::NAMES.iter().find(|(own, _)| *own == name).map(|(_, label)| *label);
        for form in forms.split(';') {
            let form = form.trim();
            match (word, label) {
                _ if form.is_empty() => {}
                (_, Some(label)) if in_labels => lexicon.labels.add(form, label),
                (Some(word), _) if !in_labels => {
                    if let Some(forms) = lexicon.words.get_mut(word) {
                        forms.add(form, ());
                    }
                }
                _ => {}
            }
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::words::plain;

    /// Name and forms of each line, with whether it is a label's.
    fn lines(text: &str) -> Vec<(bool, String, Vec<String>)> {
        let mut lines: Vec<(bool, String, Vec<String>)> = Vec::new();
        let mut in_labels = false;
        let text = split_at_text(text, "[kind]").unwrap().0;
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                assert!(matches!(line, "[words]" | "[labels]"), "{line}");
                in_labels = line == "[labels]";
            } else if line.starts_with(' ') {
                lines.last_mut().unwrap().2.extend(line.split(';').map(|form| form.trim().to_owned()));
            } else {
                let (name, forms) = line.split_once(": ").unwrap_or_else(|| panic!("no forms: {line}"));
                let forms = forms.split(';').map(|form| form.trim().to_owned()).collect();
                lines.push((in_labels, name.to_owned(), forms));
            }
        }
        for (_, _, forms) in &mut lines {
            forms.retain(|form| !form.is_empty());
        }
        lines
    }

    #[test]
    fn every_line_names_a_word_or_a_label() {
        for (is_label, name, forms) in lines(source()) {
            let known = match is_label {
                true => Label::NAMES.iter().any(|(own, _)| *own == name),
                false => Word::NAMES.contains(&name.as_str()),
            };
            assert!(known, "{name}");
            assert!(!forms.is_empty(), "{name}");
        }
    }

    #[test]
    fn weights_stand_behind_the_words() {
        assert!(section("kind").starts_with("always: "));
        assert_eq!(section("price"), include_str!("price/weights.txt"));
        assert_eq!(section("nothing"), "");
    }

    #[test]
    fn every_form_is_written_plainly() {
        for (is_label, name, forms) in lines(source()) {
            for form in forms.iter().filter(|_| !is_label) {
                assert_eq!(plain(form), *form, "{name}");
            }
        }
    }

    #[test]
    fn every_language_is_a_file_that_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/page/lexicons");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "txt")) {
            assert!(source().contains(&std::fs::read_to_string(&file).unwrap()), "{}", file.display());
        }
    }
}
