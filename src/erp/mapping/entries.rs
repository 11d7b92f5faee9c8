//! Entries of the journal in a text of the order: each begins with a line of its own and ends with what
//! machines read, and whatever people write around them stays as it is.

use super::super::journal::{Entry, act_of};
use crate::order::Time;
use crate::order::time::{parse_rfc3339, rfc3339};

/// What an entry's first line begins with, before its time and its author.
const BEGIN: &str = "» ";

/// The text with one more entry.
pub fn added(text: &str, at: &Time, author: &str, entry: &str) -> String {
    let mut whole = text.trim_end().to_owned();
    if !whole.is_empty() {
        whole.push_str("\n\n");
    }
    let author = author.replace(['\n', '\r'], " ");
    whole.push_str(&[BEGIN, &rfc3339(at), " ", author.trim(), "\n", entry].concat());
    whole
}

/// The entries of a text; their ids are their places among them.
pub fn of(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open: Option<Entry> = None;
    for line in text.lines() {
        if let Some((time, author)) = head_of(line) {
            open = Some(Entry { id: String::new(), author: author.to_owned(), time, text: String::new() });
        } else if let Some(entry) = &mut open {
            if !entry.text.is_empty() {
                entry.text.push('\n');
            }
            entry.text.push_str(line);
            if act_of(line).is_some() {
                entry.id = (entries.len() + 1).to_string();
                entries.extend(open.take());
            }
        }
    }
    entries
}

fn head_of(line: &str) -> Option<(Time, &str)> {
    let (time, author) = line.strip_prefix(BEGIN)?.split_once(' ').unwrap_or((line.strip_prefix(BEGIN)?, ""));
    Some((parse_rfc3339(time)?, author))
}
