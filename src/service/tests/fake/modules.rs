//! The modules that the background asks: the real ones, by way of the texts that two modules send each other.

use super::Fake;
use crate::erp::{Connectors, Later, Means, Sessions, answer as connectors};
use crate::json;
use crate::page::{ButtonRole, Learnt, Lesson, Reading, learn_text, read_text, role_text};
use crate::service::Reader;
use crate::store::Suppliers;

impl Connectors for Fake {
    fn call(&self, asked: String) -> Later<'_, Result<String, String>> {
        Box::pin(async move {
            let means = Means { http: self, clock: self, sessions: &Sessions::default() };
            Ok(connectors(&asked, means).await)
        })
    }
}

impl Reader for Fake {
    async fn page(&self, snapshot: &str) -> Result<Reading, String> {
        match read_text(snapshot) {
            Some(text) => Ok(json::read(&text).unwrap()),
            None => Err("no snapshot".into()),
        }
    }

    async fn role(&self, words: &str) -> Option<ButtonRole> {
        role_text(words).map(|text| json::read(&text).unwrap())
    }

    async fn learn(&self, lesson: &Lesson, snapshot: &str) -> Result<Option<Learnt>, String> {
        let learnt = learn_text(&json::write(lesson), snapshot);
        Ok(learnt.map(|text| json::read(&text).unwrap()))
    }

    // One memory: the service has arranged the shelf already.
    fn know(&self, _: &Suppliers) {}
}
