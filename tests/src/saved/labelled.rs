//! The pages of formasaurus (PyPI), on which people labelled each form and the fields in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use one_click_purchase::page::Handle;
use serde::Deserialize;

use super::Saved;
use super::look::Form;
use crate::place;

/// What a label says where nobody looked, or where whoever looked left it out.
const OPEN: [&str; 4] = ["X", "-", "XX", "--"];

/// A page with what its forms were labelled.
#[derive(Debug)]
pub struct LabelledPage {
    /// The page.
    pub page: Saved,
    /// Its forms in document order.
    pub forms: Vec<LabelledForm>,
}

/// What people say of a form.
#[derive(Debug, Clone, Default)]
pub struct LabelledForm {
    kind: String,
    fields: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Row {
    url: String,
    forms: Vec<String>,
    visible_html_fields: Vec<BTreeMap<String, String>>,
}

impl LabelledForm {
    /// What kind of form it is; nothing where that was left open.
    pub fn kind(&self) -> Option<&str> {
        Some(self.kind.as_str()).filter(|kind| !OPEN.contains(kind))
    }

    /// What kind of field a name stands for; nothing where that was left open.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|kind| !OPEN.contains(kind))
    }

    /// The names of all fields of a kind.
    pub fn fields_of(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(_, own)| *own == kind).map(|(name, _)| name.as_str())
    }
}

/// Parts of addresses of pages to sign in, to open an account, and to get a new password.
const SIGN_IN: [&str; 8] =
    ["login", "signin", "sign-in", "sign_in", "logon", "log-in", "anmeld", "connexion"];
const REGISTER: [&str; 8] =
    ["regist", "signup", "sign-up", "sign_up", "join", "create", "new-account", "newaccount"];
const RECOVER: [&str; 8] = ["forgot", "recover", "lost", "reset", "remind", "restore", "password", "passwd"];

impl LabelledPage {
    /// What kind of page it is, where its labels and its address leave no doubt. A form to sign in may stand
    /// on any page; one for it says so in its address too.
    pub fn kind(&self) -> Option<&'static str> {
        let path = self
            .page
            .url
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'))
            .map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or_default().to_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
        let has = |kinds: &[&str]| {
            self.forms.iter().any(|form| form.kind().is_some_and(|kind| kinds.contains(&kind)))
        };
        let (signs_in, registers, recovers) = (says(&SIGN_IN), says(&REGISTER), says(&RECOVER));
        if has(&["b", "c"]) {
            return None;
        }
        match (signs_in, registers, recovers) {
            (true, false, false) if has(&["l"]) && !has(&["r"]) => Some("login"),
            (false, true, false) if has(&["r"]) => Some("register"),
            (_, false, true) if has(&["p"]) && !has(&["l", "r"]) => Some("other"),
            _ => None,
        }
    }
}

/// The pages that `./build.sh` has got.
pub fn labelled_pages() -> Result<Vec<LabelledPage>> {
    let folder: PathBuf = place::root().join(".setup/forms/formasaurus/data");
    let index = folder.join("index.json");
    let text = fs::read_to_string(&index)
        .with_context(|| format!("reading {}; ./build.sh score --forms gets it", index.display()))?;
    let rows: BTreeMap<String, Row> =
        serde_json::from_str(&text).context("the index of the labelled pages")?;
    let pages = rows.into_iter().map(|(path, row)| LabelledPage {
        page: Saved::at(folder.join(&path), path, row.url),
        forms: row
            .forms
            .into_iter()
            .zip(row.visible_html_fields)
            .map(|(kind, fields)| LabelledForm { kind, fields })
            .collect(),
    });
    Ok(pages.collect())
}

/// For each labelled form the form of the page that it is. A browser reads broken markup otherwise than
/// the labels' own reader and may find fewer forms or more: those that have the same fields are the same,
/// in their order.
pub fn paired<'p>(labelled: &[LabelledForm], forms: &'p [Form]) -> Vec<Option<&'p Form>> {
    if labelled.len() == forms.len() {
        return forms.iter().map(Some).collect();
    }
    // The pairs that have most in common, of the first so many of both: the longest common subsequence.
    let (rows, columns) = (labelled.len(), forms.len());
    let mut most = vec![vec![0; columns + 1]; rows + 1];
    let common = |row: usize, column: usize| alike(labelled.get(row), forms.get(column));
    let at = |most: &[Vec<usize>], row: usize, column: usize| {
        most.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let together = common(row, column).map_or(0, |alike| alike + at(&most, row + 1, column + 1));
            let best = together.max(at(&most, row + 1, column)).max(at(&most, row, column + 1));
            if let Some(place) = most.get_mut(row).and_then(|row| row.get_mut(column)) {
                *place = best;
            }
        }
    }
    let mut pairs = vec![None; rows];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let best = at(&most, row, column);
        match common(row, column) {
            Some(alike) if best == alike + at(&most, row + 1, column + 1) => {
                if let Some(pair) = pairs.get_mut(row) {
                    *pair = forms.get(column);
                }
                (row, column) = (row + 1, column + 1);
            }
            _ if best == at(&most, row + 1, column) => row += 1,
            _ => column += 1,
        }
    }
    pairs
}

/// How much a label and a form have in common; nothing where they cannot be the same.
fn alike(labelled: Option<&LabelledForm>, form: Option<&Form>) -> Option<usize> {
    let (labelled, form) = (labelled?, form?);
    let shared = labelled.fields.keys().filter(|name| form.has(name)).count();
    (shared > 0 && shared * 2 > labelled.fields.len()).then_some(shared)
}

impl Form {
    /// Whether it has a field of that name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(_, own)| own == name)
    }

    /// Whether the element is the form or one of its fields.
    pub fn holds(&self, handle: Handle) -> bool {
        self.handle == handle || self.fields.iter().any(|(own, _)| *own == handle)
    }

    /// The name of one of its fields.
    pub fn name_of(&self, handle: Handle) -> Option<&str> {
        self.fields.iter().find(|(own, _)| *own == handle).map(|(_, name)| name.as_str())
    }
}
