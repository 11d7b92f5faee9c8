//! A page as it is read for money and orders: its tree, its words, and what they label.

use std::ops::Range;

use super::controls::{Pressable, pressables};
use super::fields::{Field, Fields};
use super::pieces::{Piece, Pieces};
use super::tree::{At, Tree};
use crate::page::text::labels::Label;

/// A page with its pieces and fields worked out once.
pub struct Sheet<'t, 'a> {
    /// Its tree.
    pub tree: &'t Tree<'a>,
    /// Its words.
    pub pieces: Pieces,
    /// Its labels with their values.
    pub fields: Fields,
    /// What can be pressed on it.
    pub pressables: Vec<Pressable>,
}

impl<'t, 'a> Sheet<'t, 'a> {
    /// The sheet of a page.
    pub fn of(tree: &'t Tree<'a>) -> Self {
        let pieces = Pieces::of(tree);
        let fields = Fields::of(tree, &pieces);
        Self { tree, pieces, fields, pressables: pressables(tree) }
    }

    /// The pieces in a part of the page that are no column heads.
    pub fn pieces_in(&self, part: &Range<At>) -> Vec<&Piece> {
        let mut pieces: Vec<&Piece> = self.pieces.within(part).iter().collect();
        pieces.retain(|piece| !self.fields.is_head(self.tree, piece.at));
        pieces
    }

    /// The fields in a part of the page, without those in some places of it.
    pub fn fields_in(&self, part: &Range<At>, without: &[Range<At>]) -> Vec<Field> {
        let mut fields = Vec::new();
        for field in &self.fields.all {
            if part.contains(&field.at) && !without.iter().any(|place| place.contains(&field.at)) {
                fields.push(field.field.clone());
            }
        }
        fields
    }

    /// What a piece is said to be: by the head of its column, or by a bare label right before it.
    pub fn said(&self, piece: &Piece) -> Option<Label> {
        let before = self.fields.all.partition_point(|field| field.at <= piece.at);
        for field in self.fields.all.iter().take(before).rev().take(4) {
            let whole = field.field.value.starts_with(&piece.text) || field.at == piece.at;
            if whole && !field.field.words.is_empty() {
                return Some(field.field.label);
            }
        }
        self.fields.column(self.tree, piece.at)
    }

    /// The whole page.
    pub fn everything(&self) -> Range<At> {
        self.tree.all()
    }
}
