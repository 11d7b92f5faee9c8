//! What a signed-in connection needs again at its next call, kept only in memory.

use std::cell::RefCell;

/// Sessions by the connection that they belong to. Nothing of it is written anywhere: whoever starts
/// anew signs in anew.
#[derive(Debug, Default)]
pub struct Sessions(RefCell<Vec<(String, String)>>);

impl Sessions {
    /// The session of a connection, as it was kept.
    pub fn of(&self, connection: &str) -> Option<String> {
        let kept = self.0.borrow();
        kept.iter().find(|(of, _)| of == connection).map(|(_, session)| session.clone())
    }

    /// Keeps a session in place of the one before.
    pub fn keep(&self, connection: &str, session: String) {
        self.end(connection);
        self.0.borrow_mut().push((connection.to_owned(), session));
    }

    /// Forgets the session of a connection.
    pub fn end(&self, connection: &str) {
        self.0.borrow_mut().retain(|(of, _)| of != connection);
    }
}
