//! The person's keyboard and pointer, where an element's own click and typing do not reach.

use anyhow::Result;
use serde_json::{Value, json};

use super::Session;

/// A key without a letter, in the protocol's code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Escape.
    Escape,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Space.
    Space,
    /// A key that types a character.
    Char(char),
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Enter => '\u{E007}',
            Self::Tab => '\u{E004}',
            Self::Escape => '\u{E00C}',
            Self::Up => '\u{E013}',
            Self::Down => '\u{E015}',
            Self::Space => ' ',
            Self::Char(letter) => letter,
        }
    }
}

impl Session {
    /// Presses a key and lets it go, wherever the focus is.
    pub fn press(&self, key: Key) -> Result<()> {
        let code = key.code().to_string();
        self.act(json!([{
            "type": "key",
            "id": "keyboard",
            "actions": [{ "type": "keyDown", "value": code }, { "type": "keyUp", "value": code }],
        }]))
    }

    /// Presses the pointer at a point of the window's viewport.
    pub fn click_at(&self, x: i32, y: i32) -> Result<()> {
        self.hold(x, y)?;
        self.let_go()
    }

    /// Presses the pointer at a point of the window's viewport and holds it.
    pub fn hold(&self, x: i32, y: i32) -> Result<()> {
        self.pointer(json!([
            { "type": "pointerMove", "x": x, "y": y },
            { "type": "pointerDown", "button": 0 },
        ]))
    }

    /// Moves the pointer, held or not, to a point of the window's viewport.
    pub fn move_to(&self, x: i32, y: i32) -> Result<()> {
        self.pointer(json!([{ "type": "pointerMove", "x": x, "y": y }]))
    }

    /// Lets the pointer go.
    pub fn let_go(&self) -> Result<()> {
        self.pointer(json!([{ "type": "pointerUp", "button": 0 }]))
    }

    fn pointer(&self, actions: Value) -> Result<()> {
        self.act(json!([{
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": actions,
        }]))
    }

    fn act(&self, sources: Value) -> Result<()> {
        self.wire().post("/actions", &json!({ "actions": sources })).map(drop)
    }
}
