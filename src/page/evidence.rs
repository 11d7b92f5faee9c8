//! Reasons for a reading, collected while it is made.

use super::Evidence;

/// The reasons so far.
#[derive(Debug, Default)]
pub struct Because(pub Vec<Evidence>);

impl Because {
    /// Notes what was read, where from, and the words or mark that it rests on.
    pub fn add(&mut self, of: &str, from: &str, mark: &str) {
        let mark = mark.chars().take(80).collect();
        self.0.push(Evidence { of: of.to_owned(), from: from.to_owned(), mark });
    }
}
