//! What the person was asked and decided, kept so that it is not asked again.

use crate::json::Json;

use super::PairedPick;
use crate::order::{LineId, Time};

/// What the person decided.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Asked {
    /// Unit prices accepted over the limit, or without one, by line.
    pub prices: Vec<(LineId, crate::page::Amount)>,
    /// What was picked and counted at the supplier, by line.
    pub said: Vec<Said>,
    /// Pieces in one unit of the ERP, by line.
    pub packs: Vec<(LineId, u32)>,
    /// Hosts met on the way that the person was asked for.
    pub hosts: Vec<String>,
}

impl Asked {
    /// What was said of a line.
    pub fn said(&self, line: &str) -> Option<&Said> {
        self.said.iter().find(|said| said.line == line)
    }

    /// The same, to add to it; always there.
    pub(super) fn said_mut(&mut self, line: &LineId) -> Option<&mut Said> {
        if self.said(line).is_none() {
            self.said.push(Said { line: line.clone(), ..Said::default() });
        }
        self.said.iter_mut().find(|said| said.line == *line)
    }

    /// The options that were picked of a line.
    pub fn picked(&self, line: &str) -> &[Pick] {
        self.said(line).map_or(&[], |said| &said.picked)
    }

    /// Pieces in one of what the supplier sells of a line, where that was said.
    pub fn holds(&self, line: &str) -> Option<u32> {
        self.said(line)?.holds
    }
}

/// What was said of a line, in this purchase or by a pairing.
#[derive(Debug, Clone, Default, PartialEq, Json)]
#[json(default)]
pub struct Said {
    /// The line.
    pub line: LineId,
    /// Options picked where the order's words did not decide.
    pub picked: Vec<Pick>,
    /// What the variant is called at the supplier where one was picked: the labels that carts are to name.
    pub words: Vec<String>,
    /// Pieces in one of what the supplier sells.
    pub holds: Option<u32>,
}

/// An option picked where the order's words did not decide.
#[derive(Debug, Clone, PartialEq, Json)]
pub struct Pick {
    /// Index of the axis on the page; behind the last one for a row.
    pub axis: usize,
    /// What was picked, and among what.
    pub option: PairedPick,
    /// When it was picked for another purchase; nothing where it was for this one.
    pub paired: Option<Time>,
}
