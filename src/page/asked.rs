//! What the background asks of the module that reads pages, as texts: two modules share no memory.

use super::controls::role_by_words;
use super::{Handle, Snapshot, Thing, learn, read};
use crate::json::{self, Json};

/// A shop is taught: what was pointed at, in the page that the snapshot beside it shows.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Lesson {
    /// What was pointed at.
    pub handle: Handle,
    /// As what.
    pub thing: Thing,
    /// Today, such as `2026-11-24`.
    pub day: String,
}

/// What came of a lesson.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Learnt {
    /// The profile's name.
    pub name: String,
    /// The profile.
    pub profile: String,
}

/// The [`Reading`](super::Reading) of a [`Snapshot`]; nothing where the text is none.
pub fn read_text(snapshot: &str) -> Option<String> {
    let snapshot: Snapshot = json::read(snapshot).ok()?;
    Some(json::write(&read(&snapshot)))
}

/// The [`ButtonRole`](super::ButtonRole) of a control that the person pressed, by its words alone.
pub fn role_text(words: &str) -> Option<String> {
    Some(json::write(&role_by_words(words)?))
}

/// What a [`Lesson`] teaches of a page, as [`Learnt`]; nothing where what was pointed at cannot be it.
pub fn learn_text(lesson: &str, snapshot: &str) -> Option<String> {
    let lesson: Lesson = json::read(lesson).ok()?;
    let snapshot: Snapshot = json::read(snapshot).ok()?;
    let profile = learn(&snapshot, lesson.handle, lesson.thing, &lesson.day)?;
    Some(json::write(&Learnt { name: profile.name.clone(), profile: json::write(profile) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;
    use crate::page::{ButtonRole, Reading};

    #[test]
    fn what_was_read_is_the_same_after_its_way_as_a_text() {
        let page = page(
            "https://shop.example/p/1",
            r#"<body><h1>Mug</h1><p>€12.50</p><div role=radiogroup aria-label=Colour><button role=radio>red</button>
            <button role=radio disabled>blue</button></div><input type=number name=quantity value=1 min=1>
            <a href=/login>Sign in</a><button>Add to cart</button></body>"#,
        );
        let text = read_text(&json::write(&page)).unwrap();
        let reading: Reading = json::read(&text).unwrap();
        assert_eq!(reading, read(&page));
        assert!(reading.product.is_some_and(|product| product.axes.len() == 1));
        assert_eq!(read_text("{"), None);
    }

    #[test]
    fn a_press_is_told_by_its_words() {
        let submit = role_text("提交订单").unwrap();
        assert_eq!(json::read(&submit), Ok(ButtonRole::Submit));
        assert_eq!(role_text("Reviews"), None);
    }
}
