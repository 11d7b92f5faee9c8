//! What a page sells, and what of it is wanted.

use super::draft::Draft;
use super::goods::{Axis, Choice, Control, Form, Sku, named};
use super::labels;
use super::mutation::{Fate, Mutation};

impl Draft {
    /// Axes with their options, some nearly alike.
    pub(super) fn choose_axes(&mut self) {
        let mut pool: Vec<(&str, &[&str])> = self.language.axes.to_vec();
        self.dice.shuffle(&mut pool);
        let most = match self.form {
            Form::Pages => 1,
            Form::RowsBehind | Form::Grid => 2,
            _ => pool.len().min(3),
        };
        let least = if matches!(self.form, Form::RowsBehind | Form::Grid) { 2 } else { 1 };
        let count = self.dice.below(most - least + 1) + least;
        for (name, all) in pool.into_iter().take(count) {
            let mut labels: Vec<String> = all.iter().map(|label| (*label).to_owned()).collect();
            self.dice.shuffle(&mut labels);
            labels.truncate(self.dice.below(4) + 2);
            self.axes.push(Axis { name: name.to_owned(), options: labels.into_iter().map(named).collect() });
        }
        let nearly = self.maybe(Mutation::NearLabels, 30);
        if nearly || self.fate == Fate::MissingOption {
            let (one, other) = labels::near(&mut self.dice);
            let mut at = self.dice.below(self.axes.len());
            let bare = |label: &str| label.replace(' ', "").to_lowercase();
            let taken = [bare(&one), bare(&other)];
            // Rows do not name their axes: a word of two of them would be a doubt to anybody.
            if self.form.has_rows() {
                let is_taken = |option: &Choice| taken.contains(&bare(&option.label));
                let own = self.axes.iter().position(|axis| axis.options.iter().any(is_taken));
                at = own.unwrap_or(at);
            }
            self.near = Some(at);
            if let Some(axis) = self.axes.get_mut(at) {
                axis.options.truncate(3);
                // Not to be called alike by chance: `1.5L` and `1.5 l`.
                axis.options.retain(|option| !taken.contains(&bare(&option.label)));
                axis.options.insert(0, named(other));
                axis.options.push(named(one));
            }
        }
        if self.axes.len() >= 2 && self.form == Form::Axes && self.dice.percent(30) {
            self.mark(Mutation::SwappedAxes);
            // The same options on both: only the axis' name tells them apart.
            if self.dice.percent(50)
                && let [first, second, ..] = self.axes.as_mut_slice()
            {
                second.options = first.options.clone();
            }
        }
        for axis in &mut self.axes {
            for option in &mut axis.options {
                option.id = (self.dice.between(1_000, 9_999_999)).to_string();
            }
        }
    }

    /// Every combination, with its price and stock.
    pub(super) fn sell(&mut self) {
        let price = self.coin.price(&mut self.dice).max(20);
        // A list of bare numbers says nothing to anybody.
        let plain = self.has(Mutation::PlainPrice);
        // Its cart holds one, at the price of one, whatever is wanted.
        let tiered = !plain && self.control != Control::Absent && self.maybe(Mutation::Tiers, 20);
        // Rows have one table of tiers for all of them, and cells of a table one price.
        let alike = self.form.has_rows() && tiered || self.form == Form::Grid;
        let varies = !alike && self.maybe(Mutation::PriceOnChoice, 42);
        let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
        for axis in &self.axes {
            combinations = combinations
                .iter()
                .flat_map(|before| {
                    (0..axis.options.len()).map(move |option| [before.as_slice(), &[option]].concat())
                })
                .collect();
        }
        for options in combinations {
            let more = if varies { price * self.dice.between(-25, 60) / 100 } else { 0 };
            self.skus.push(Sku {
                id: self.dice.between(10_000_000, 99_999_999).to_string(),
                options,
                price: (price + more).max(1),
                stock: self.dice.between(60, 2_000) * if self.has(Mutation::Large) { 200 } else { 1 },
            });
        }
        self.stock_told = self.dice.percent(45);
        if tiered {
            let first = self.dice.of_all(&[5_i64, 10, 20]);
            let first = first * if self.has(Mutation::Large) { 100 } else { 1 };
            self.tiers = vec![(1, 1000), (first, 920), (first * 10, 850)];
        }
    }

    /// What is wanted, and what the page has chosen by itself.
    pub(super) fn want(&mut self) {
        let at = self.dice.below(self.skus.len());
        self.wanted = self.skus.get(at).map(|sku| sku.options.clone()).unwrap_or_default();
        let preset = self.form == Form::Pages || self.dice.percent(50);
        self.chosen = self.wanted.iter().map(|_| preset.then_some(0)).collect();
        if self.form == Form::RowsBehind
            && let Some(first) = self.chosen.first_mut()
        {
            *first = Some(0);
        }
        self.quantity = match self.control {
            Control::List => self.dice.between(1, 10),
            Control::Locked | Control::Bare => self.dice.between(1, 30),
            Control::Absent => self.dice.of_all(&[1_i64, 1, 3, 8]),
            _ if self.has(Mutation::Large) => self.dice.of_all(&[500_i64, 1_000, 1_200, 2_500, 10_000]),
            _ => self.dice.of_all(&[1_i64, 2, 3, 5, 8, 12, 20, 25, 40]),
        };
        self.depend();
        if self.maybe(Mutation::Step, 7) {
            self.step = self.dice.of_all(&[2_i64, 5, 10]);
            let times = if self.control == Control::List { 1 } else { self.dice.between(1, 4) };
            self.quantity = self.step * times * if self.has(Mutation::Large) { 250 } else { 1 };
        }
        if self.maybe(Mutation::Minimum, 7) {
            let times = self.quantity / self.step;
            let most = self.dice.between(1, 3);
            self.minimum =
                self.step * if self.has(Mutation::Large) { times / most } else { most.min(times) }.max(1);
            if self.minimum == 1 {
                self.minimum = 2;
                self.quantity = self.quantity.max(2);
            }
        }
        self.told = self.dice.percent(75);
    }

    /// Axes that hang together.
    fn depend(&mut self) {
        if self.form != Form::Axes || self.axes.len() < 2 || self.fate == Fate::Deaf {
            return;
        }
        if self.dice.percent(22) {
            self.mark(Mutation::Stepwise);
            self.chosen.fill(None);
        } else if self.axes.len() == 2 && self.dice.percent(45) {
            self.mark(Mutation::Dependent);
            let other = usize::from(self.wanted.first() == Some(&0));
            let last = self.wanted.last().copied().unwrap_or_default();
            // What is chosen at first does not go with what is wanted on the other axis.
            for sku in &mut self.skus {
                if sku.options == [other, last] {
                    sku.stock = 0;
                }
            }
            let count = self.axes.last().map_or(1, |axis| axis.options.len());
            self.chosen = vec![Some(other), (count > 1).then_some((last + 1) % count)];
        }
    }
}
