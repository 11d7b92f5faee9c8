//! How often forms to sign in and fields for a quantity are told, on pages whose forms people labelled.

use std::fs;

use anyhow::{Context, Result};
use one_click_purchase::page::{Handle, PURPOSES, Reading, quantities_of, read, signs_of_forms};

use super::fit::{Labelled, Weights, place_of, site_of, told_by_folds};
use super::labelled::{LabelledForm, LabelledPage, labelled_pages, paired};
use super::{Eyes, Form, Look, Score};
use crate::place;

/// What formasaurus calls the forms that the reading tells apart, with their names there.
const PURPOSE_OF: [(&str, &str); 3] = [("l", "sign-in"), ("r", "register"), ("p", "recover")];
const QUANTITY: &str = "qt";
const SIGN_IN: &str = "l";

/// A page with its labelled forms and what was told of them.
pub struct SeenForms {
    path: String,
    site: String,
    forms: Vec<(LabelledForm, Option<Form>)>,
    reading: Reading,
    quantities: Vec<Handle>,
    signs: Vec<(Vec<Handle>, Vec<&'static str>)>,
}

impl SeenForms {
    /// All labelled pages.
    pub fn all(eyes: &Eyes) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for page in labelled_pages()? {
            let look = eyes.look(&page.page)?;
            all.push(Self::of(page, &look)?);
        }
        Ok(all)
    }

    /// Reads a page that was looked at.
    pub fn of(page: LabelledPage, look: &Look) -> Result<Self> {
        let snapshot = look.snapshot(&page.page)?;
        let forms: Vec<Option<Form>> =
            paired(&page.forms, &look.forms).into_iter().map(|form| form.cloned()).collect();
        Ok(Self {
            site: site_of(&page.page.url),
            path: page.page.path,
            forms: page.forms.into_iter().zip(forms).collect(),
            quantities: quantities_of(&snapshot),
            signs: signs_of_forms(&snapshot),
            reading: read(&snapshot),
        })
    }

    /// A name for one of its forms.
    fn place(&self, index: usize) -> String {
        format!("{} form {}", self.path, index + 1)
    }

    /// The labelled forms as examples of what they are there for, by number. Without signs where nothing
    /// of the form was seen.
    fn examples(&self) -> impl Iterator<Item = (usize, Labelled)> {
        self.forms.iter().enumerate().filter_map(|(index, (label, form))| {
            let kind = label.kind()?;
            let name = PURPOSE_OF.iter().find(|(own, _)| *own == kind).map_or("other", |(_, name)| name);
            let held = |(handles, _): &&(Vec<Handle>, Vec<&'static str>)| {
                form.as_ref().is_some_and(|form| handles.iter().any(|handle| form.holds(*handle)))
            };
            let signs = self.signs.iter().find(held).map(|(_, signs)| signs.clone()).unwrap_or_default();
            Some((index, Labelled { site: self.site.clone(), signs, kind: place_of(&PURPOSES, name)? }))
        })
    }

    fn signs_in(&self, form: &Form) -> bool {
        let told = |handle: &Handle| form.holds(*handle);
        self.reading.sign_ins.iter().any(|one| told(&one.handle) || one.parts.iter().any(told))
    }
}

/// The labelled forms of all pages of which something was seen, to fit the weights by.
pub fn examples(pages: &[SeenForms]) -> Vec<(String, Labelled)> {
    let of =
        |page: &SeenForms| page.examples().map(|(index, one)| (page.place(index), one)).collect::<Vec<_>>();
    pages.iter().flat_map(of).filter(|(_, one)| !one.signs.is_empty()).collect()
}

/// What was told that nobody labelled, which is neither right nor wrong.
#[derive(Debug, Default)]
pub struct Open {
    /// Forms that were left open, of all.
    pub forms: (usize, usize),
    /// Forms told to sign in, of these.
    pub sign_ins: usize,
    /// Fields told to be for a quantity whose label was left open, or that stand in no labelled form.
    pub quantities: usize,
}

/// Scores what the extension tells.
pub fn score(pages: &[SeenForms]) -> (Score, Open) {
    let (mut score, mut open) = (Score::default(), Open::default());
    for page in pages {
        let mut handles: Vec<Handle> = page.quantities.clone();
        for (index, (label, form)) in page.forms.iter().enumerate() {
            let told = form.as_ref().is_some_and(|form| page.signs_in(form));
            open.forms.1 += 1;
            match label.kind() {
                Some(kind) => score.add_one("sign-in", &page.place(index), told, kind == SIGN_IN),
                None => {
                    open.forms.0 += 1;
                    open.sign_ins += usize::from(told);
                }
            }
            // A label is of all fields of a form with the same name.
            let mut names: Vec<&str> = label.fields_of(QUANTITY).collect();
            let mut held = Vec::new();
            handles.retain(|handle| match form.as_ref().and_then(|form| form.name_of(*handle)) {
                Some(name) => {
                    held.push(name);
                    false
                }
                None => true,
            });
            open.quantities += held.iter().filter(|name| label.field(name).is_none()).count();
            names.extend(held.iter().filter(|name| label.field(name).is_some_and(|kind| kind != QUANTITY)));
            names.sort_unstable();
            names.dedup();
            for name in names {
                let place = format!("{} field {name}", page.place(index));
                score.add_one("quantity", &place, held.contains(&name), label.field(name) == Some(QUANTITY));
            }
        }
        open.quantities += handles.len();
    }
    (score, open)
}

/// Scores what weights tell that other shops' forms have shaped.
pub fn score_by_folds(pages: &[SeenForms], folds: usize, pull: f64) -> Result<Score> {
    let (mut places, mut all) = (Vec::new(), Vec::new());
    for page in pages {
        for (index, example) in page.examples() {
            places.push(page.place(index));
            all.push(example);
        }
    }
    let own = place_of(&PURPOSES, "sign-in");
    let mut score = Score::default();
    for ((place, example), told) in places.iter().zip(&all).zip(told_by_folds(&prior()?, &all, folds, pull)) {
        let told = Some(told) == own && !example.signs.is_empty();
        score.add_one("sign-in", place, told, Some(example.kind) == own);
    }
    Ok(score)
}

/// What is known of forms without any page.
pub fn prior() -> Result<Weights> {
    let file = place::root().join("src/page/forms/prior.txt");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    Weights::read(&text, &PURPOSES)
}
