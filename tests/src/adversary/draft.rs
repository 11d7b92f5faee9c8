//! What a shop sells on one page, and what the order wants of it: the truth, before any markup.

use super::coin::Coin;
use super::dice::Dice;
use super::goods::{Axis, Control, Deaf, Form, Named, Sku};
use super::language::{LANGUAGES, Language};
use super::mutation::{Fate, Mutation};
use super::{fate, labels, notes};

/// A page to be made.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) dice: Dice,
    /// What must become of it.
    pub fate: Fate,
    /// What makes it hard.
    pub mutations: Vec<Mutation>,
    /// The reasons that fit where it must stop; none where it can be bought.
    pub reasons: Vec<&'static str>,
    /// What the shop speaks.
    pub language: &'static Language,
    /// What it is paid in.
    pub coin: Coin,
    /// What is sold.
    pub title: String,
    /// How variants are laid out.
    pub form: Form,
    /// The axes.
    pub axes: Vec<Axis>,
    /// The variants.
    pub skus: Vec<Sku>,
    /// What is chosen at first.
    pub chosen: Vec<Option<usize>>,
    /// What is wanted.
    pub wanted: Vec<usize>,
    /// How many are wanted.
    pub quantity: i64,
    /// The smallest quantity.
    pub minimum: i64,
    /// The step.
    pub step: i64,
    /// Minimum and step are told in words; else only the field knows them.
    pub told: bool,
    /// The stock is told in words.
    pub stock_told: bool,
    /// From which quantity on one costs how many thousandths.
    pub tiers: Vec<(i64, i64)>,
    /// How the quantity is set.
    pub control: Control,
    /// What it does not take.
    pub deaf: Deaf,
    /// A row that holds a quantity at first.
    pub prefilled: Option<usize>,
    /// What the order says.
    pub named: Vec<Named>,
    /// The most that one may cost, in minor units of `limit_in`.
    pub limit: i64,
    /// The currency of the order.
    pub limit_in: Coin,
    /// The order knows the shop's number of the variant.
    pub sku_known: bool,
    /// The axis that has options which are nearly alike.
    pub(super) near: Option<usize>,
}

impl Draft {
    /// The page with that number.
    pub fn new(seed: u64, page: u32) -> Self {
        let mut dice = Dice::of(seed, page);
        let fate = Fate::of(seed, page);
        let language: &'static Language =
            LANGUAGES.get(dice.below(LANGUAGES.len())).copied().unwrap_or(&super::words::ENGLISH);
        let coin = dice.of_all(language.coins);
        let title = dice.text(language.goods).to_owned();
        let mut draft = Self {
            dice,
            fate,
            mutations: Vec::new(),
            reasons: Vec::new(),
            language,
            coin,
            title,
            form: Form::default(),
            axes: Vec::new(),
            skus: Vec::new(),
            chosen: Vec::new(),
            wanted: Vec::new(),
            quantity: 1,
            minimum: 1,
            step: 1,
            told: true,
            stock_told: false,
            tiers: Vec::new(),
            control: Control::default(),
            deaf: Deaf::default(),
            prefilled: None,
            named: Vec::new(),
            limit: 0,
            limit_in: coin,
            sku_known: false,
            near: None,
        };
        draft.lay_out();
        draft.choose_axes();
        draft.sell();
        draft.want();
        fate::befall(&mut draft);
        draft.disguise();
        draft
    }

    /// Whether it has that mutation.
    pub fn has(&self, mutation: Mutation) -> bool {
        self.mutations.contains(&mutation)
    }

    pub(super) fn mark(&mut self, mutation: Mutation) {
        if !self.has(mutation) {
            self.mutations.push(mutation);
        }
    }

    /// Takes up a mutation with a chance in a hundred; says whether it did.
    pub(super) fn maybe(&mut self, mutation: Mutation, chance: usize) -> bool {
        let does = self.dice.percent(chance);
        if does {
            self.mark(mutation);
        }
        does
    }

    fn lay_out(&mut self) {
        self.form = match self.dice.below(100) {
            _ if matches!(self.fate, Fate::UnnamedAxis | Fate::Deaf | Fate::Covered) => Form::Axes,
            0..=49 if self.fate == Fate::Prefilled => Form::Rows,
            _ if self.fate == Fate::Prefilled => Form::Grid,
            0..=8 => Form::Rows,
            9..=14 => Form::RowsBehind,
            15..=22 if !matches!(self.fate, Fate::Doubt) => Form::Pages,
            23..=30 => Form::Grid,
            _ => Form::Axes,
        };
        match self.form {
            Form::Axes => {}
            Form::Rows | Form::RowsBehind => self.mark(Mutation::Rows),
            Form::Pages => self.mark(Mutation::Pages),
            Form::Grid => self.mark(Mutation::Grid),
        }
        self.control = match self.dice.below(100) {
            0..=34 => Control::Number,
            35..=47 => Control::Text,
            48..=64 => Control::Between,
            65..=72 => Control::Locked,
            73..=85 => Control::Bare,
            91..=99 if self.form == Form::Axes && !matches!(self.fate, Fate::Deaf | Fate::Covered) => {
                Control::Absent
            }
            _ if self.form == Form::Axes || self.form == Form::Pages => Control::List,
            _ => Control::Number,
        };
        match self.control {
            Control::Text => self.mark(Mutation::TextField),
            Control::Locked | Control::Bare => self.mark(Mutation::Stepper),
            Control::List => self.mark(Mutation::QuantityList),
            Control::Absent => self.mark(Mutation::NoQuantity),
            Control::Number | Control::Between => {}
        }
        for (mutation, chance) in [
            (Mutation::Late, 14),
            (Mutation::ReRendered, 16),
            (Mutation::StaleTitle, 14),
            (Mutation::StaleData, 12),
            (Mutation::OtherProducts, 26),
            (Mutation::OldPrice, 20),
            (Mutation::OtherAmounts, 20),
            (Mutation::SplitPrice, 16),
            (Mutation::HeadLists, 12),
            (Mutation::Bar, 14),
            (Mutation::Furniture, 20),
            (Mutation::BaseUnit, 14),
            (Mutation::SlowPrice, 12),
        ] {
            self.maybe(mutation, chance);
        }
        if matches!(self.form, Form::Axes) {
            self.maybe(Mutation::Shadow, 14);
            self.maybe(Mutation::HiddenTwin, 16);
            // A bar with a button would be a way around.
            if self.maybe(Mutation::Gated, 12) {
                self.mutations.retain(|mutation| *mutation != Mutation::Bar);
            }
            self.maybe(Mutation::Notes, 14);
        }
        if !matches!(self.form, Form::Rows | Form::RowsBehind) {
            self.maybe(Mutation::PlainPrice, 10);
        }
        let typed = matches!(self.control, Control::Number | Control::Text | Control::Between);
        if typed {
            self.maybe(Mutation::Large, 14);
        }
    }

    /// The variant that is wanted.
    pub fn wanted_sku(&self) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.options == self.wanted)
    }

    /// Whether more are wanted than the page lets be bought at once.
    pub fn is_left_to_cart(&self) -> bool {
        self.control == Control::Absent && self.quantity > 1
    }

    /// What one of a variant costs at a quantity.
    pub fn unit(&self, sku: &Sku, quantity: i64) -> i64 {
        let thousandths =
            self.tiers.iter().rev().find(|(from, _)| *from <= quantity).map_or(1000, |tier| tier.1);
        (sku.price * thousandths / 1000).max(1)
    }

    /// What the order says: options by axis, sometimes in another order or without the axis' name.
    pub(super) fn write_order(&mut self) {
        let twins = self.has(Mutation::EqualLabels) || self.has(Mutation::DisabledTwin);
        let with_ids = self.fate != Fate::Doubt && (twins || self.dice.percent(15));
        let all: Vec<&str> = self
            .axes
            .iter()
            .flat_map(|axis| axis.options.iter().map(|option| option.label.as_str()))
            .collect();
        let apart = all.iter().all(|label| all.iter().filter(|other| *other == label).count() == 1);
        let nameless = apart && self.dice.percent(12);
        let mut named = Vec::new();
        for (axis, wanted) in self.axes.iter().zip(&self.wanted) {
            if let Some(option) = axis.options.get(*wanted) {
                named.push(Named {
                    axis: if nameless { String::new() } else { axis.name.clone() },
                    option: labels::dressed(&option.label, &mut self.dice),
                    id: with_ids.then(|| option.id.clone()),
                });
            }
        }
        if self.has(Mutation::SwappedAxes) {
            named.reverse();
        }
        self.named = named;
        // Rows that are called alike are told apart by the variant's own number.
        let rows = self.form.has_rows();
        self.sku_known = self.fate != Fate::Doubt && (rows && with_ids || self.dice.percent(40));
    }

    /// Labels as the page writes them.
    fn disguise(&mut self) {
        if self.has(Mutation::Notes) {
            notes::write(self);
        }
        let wide = self.maybe(Mutation::FullWidth, 9);
        let veiled = !wide && self.maybe(Mutation::Invisible, 9);
        for axis in &mut self.axes {
            for option in &mut axis.options {
                option.shown = match (wide, veiled) {
                    (true, _) => labels::wide(&option.label),
                    (_, true) => labels::veiled(&option.label, &mut self.dice),
                    _ => option.label.clone(),
                } + &option.note;
            }
        }
    }
}
