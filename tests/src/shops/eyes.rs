//! By what a real shop is read.

use one_click_purchase::supplier::{Shelf, current};

/// By what a shop's pages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// By the profiles that are shipped.
    Profile,
    /// As any unknown shop: all profiles are switched off.
    Generic,
}

/// Knows no shop.
static NOBODY: Shelf = Shelf { profiles: Vec::new() };

impl Eyes {
    /// Both, in the order in which they are tried.
    pub const ALL: [Self; 2] = [Self::Profile, Self::Generic];

    /// What it is called in what is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Generic => "generic",
        }
    }

    /// The names of the profiles that the options switch off for it.
    pub fn switched_off(self) -> Vec<&'static str> {
        match self {
            Self::Profile => Vec::new(),
            Self::Generic => current().profiles.iter().map(|profile| profile.name.as_str()).collect(),
        }
    }

    /// The profiles that are left.
    pub fn shelf(self) -> &'static Shelf {
        match self {
            Self::Profile => current(),
            Self::Generic => &NOBODY,
        }
    }
}
