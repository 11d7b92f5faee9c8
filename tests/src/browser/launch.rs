//! How a browser is started.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, Result};

/// A browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name on the command line and in the names of tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// The directory of its build below `dist/`.
    pub fn build(self) -> &'static str {
        match self {
            Self::Chromium => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

impl FromStr for Kind {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        let kind = Self::ALL.into_iter().find(|kind| kind.name() == name);
        kind.with_context(|| format!("the browser is chromium or firefox, not “{name}”"))
    }
}

/// The language of the browser's own interface, which the extension follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The tag as browsers write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Chinese => "zh-CN",
        }
    }
}

/// The colour scheme of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The name in CSS.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How to start a browser.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Which one.
    pub kind: Kind,
    /// The unpacked extension to load.
    pub extension: Option<PathBuf>,
    /// The language of its interface.
    pub language: Language,
    /// The outer size of its window.
    pub size: (u32, u32),
    /// Where its windows are shown.
    pub screen: Screen,
    /// More arguments of Chromium's command line.
    pub arguments: Vec<String>,
}

/// Where a browser's windows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Nowhere.
    Headless,
    /// On a virtual screen of its own. Chromium asks for permissions in a window that only a real
    /// keyboard reaches.
    Virtual,
    /// On the screen of the person who runs it.
    Desktop,
}

impl Launch {
    /// A headless English browser without an extension.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            extension: None,
            language: Language::English,
            size: (1280, 900),
            screen: Screen::Headless,
            arguments: Vec::new(),
        }
    }

    /// With the extension in that directory.
    #[must_use]
    pub fn with_extension(mut self, directory: impl Into<PathBuf>) -> Self {
        self.extension = Some(directory.into());
        self
    }

    /// Able to answer the browser's own questions, see [`super::Browser::answer`].
    #[must_use]
    pub fn with_prompts(mut self) -> Self {
        if self.kind == Kind::Chromium {
            self.screen = Screen::Virtual;
        }
        self
    }

    /// In that language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }
}
