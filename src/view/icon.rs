//! The icons: strokes on a grid of 16, in the colour of the text beside them.

use super::tree::{Element, classed, el};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// As the order says; done.
    Check,
    /// Not as the order says; close; stop.
    Cross,
    /// Could not be read.
    Unknown,
    /// Still to be chosen or filled.
    Open,
    /// Needs the person.
    Warning,
    /// Fetch again.
    Refresh,
    /// The options.
    Options,
    /// Look for.
    Search,
    /// Folded or opened; turned by the style sheet.
    Chevron,
    /// Copy.
    Copy,
    /// Leads to another page.
    Leave,
    /// One more.
    Plus,
    /// A thing without a picture.
    Box,
    /// Cannot be changed.
    Lock,
}

impl Icon {
    fn strokes(self) -> &'static str {
        match self {
            Self::Check => "M3 8.5l3.2 3.2L13 4.8",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Unknown => "M3.5 8h9",
            Self::Open => "M8 3.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6",
            Self::Warning => "M8 2.2L14.4 13.4H1.6zM8 6.4v3.2M8 11.5v.2",
            Self::Refresh => "M13 8a5 5 0 1 1-1.6-3.7M13 2.2v2.9h-2.9",
            Self::Options => {
                "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.7a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6M6 9.7a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6"
            }
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3l3.4 3.4",
            Self::Chevron => "M5.5 3l5 5l-5 5",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Leave => "M9 2.5h4.5V7M13.5 2.5L7.5 8.5M11.5 9.5v4h-9v-9h4",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Box => "M2.5 5L8 2.2L13.5 5v6L8 13.8L2.5 11zM2.5 5L8 7.8L13.5 5M8 7.8v6",
            Self::Lock => "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
        }
    }
}

/// The icon beside words that say the same: screen readers skip it.
pub fn icon(icon: Icon) -> Element {
    classed("svg", "icon")
        .with("viewBox", "0 0 16 16")
        .with("aria-hidden", "true")
        .put(el("path").with("d", icon.strokes()))
}
