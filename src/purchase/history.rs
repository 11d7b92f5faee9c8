//! A purchase of another computer, as it is kept on this one.

use super::{Purchase, Stage};
use crate::order::Time;

impl Purchase {
    /// What was bought, or was being bought, elsewhere: history here, whatever it was there. It has no tab and
    /// no claim here, and what ran there never runs here; its log says where it stood.
    pub fn into_history(mut self, connection: String, now: Time) -> Self {
        if self.is_running() {
            let stood = ["brought from another computer, where it stood at: ", self.stage.phrase()].concat();
            self.note(now, &stood);
            self.stage = Stage::GivenUp;
        }
        self.key.connection = connection;
        self.forget_tabs();
        self.unlisted.clear();
        self.claim = None;
        self.session.clear();
        self
    }
}
