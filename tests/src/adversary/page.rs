//! A whole page: what is sold, laid out, with the script that holds what is true.

use serde_json::{Value, json};

use super::draft::Draft;
use super::goods::{Axis, Deaf, Form};
use super::markup::{both, classes, el, mark, soup, text};
use super::mutation::Mutation;
use super::price_markup::{self, Manner, fact, number_text};
use super::{axes_markup, furniture_markup, quantity_markup, rows_markup, surroundings_markup};

const SCRIPT: &str = include_str!("page.js");

/// The pages of a draft by their path: one, or one for each option.
pub fn pages(draft: &Draft, number: u32) -> Vec<(String, String)> {
    if draft.form != Form::Pages {
        return vec![(path(number, None), Builder::new(draft.clone(), number).document())];
    }
    let options = draft.axes.first().map_or(0, |axis| axis.options.len());
    (0..options)
        .map(|option| {
            let mut own = draft.clone();
            own.chosen = vec![Some(option)];
            (path(number, Some(option)), Builder::new(own, number).document())
        })
        .collect()
}

/// Where a page is: of a variant with a page of its own, its option.
pub fn path(number: u32, option: Option<usize>) -> String {
    match option {
        None => format!("/item/{}", 600_000 + number),
        Some(option) => format!("/item/{}/{}", 600_000 + number, 41_000 + option),
    }
}

struct Builder {
    draft: Draft,
    number: u32,
    shadows: Vec<Value>,
    late: Vec<Value>,
}

impl Builder {
    fn new(draft: Draft, number: u32) -> Self {
        Self { draft, number, shadows: Vec::new(), late: Vec::new() }
    }

    fn document(mut self) -> String {
        let manner = Manner::of(&mut self.draft);
        let [price, stock, tiers, title, buy, add] = std::array::from_fn(|_| mark(&mut self.draft.dice));
        let (axes, axes_config) = self.axes();
        let (quantity, quantity_config, rows_config) = self.quantity(&manner);
        let heading = self.heading(&title);
        let open = manner.open(&self.draft);
        let price_html = price_markup::block(&mut self.draft, &manner, &price, "");
        let price_html = self.maybe_late(price_html, 25);
        let facts = self.facts(&stock, &tiers);
        let choices = self.maybe_shadow(axes);
        let choices = self.maybe_late(choices, 80);
        let amounts = price_markup::other_amounts(&mut self.draft, &manner);
        let (buttons, buttons_config) = self.buttons(&buy, &add);
        let gate = mark(&mut self.draft.dice);
        // The buttons may be there all the time, and only wait.
        let gated = self.draft.has(Mutation::Gated);
        let whole = self.draft.dice.percent(40);
        let end = match (gated, whole) {
            (false, _) => format!("{quantity}{buttons}"),
            (_, false) => format!("{}{buttons}", el("div", &gate, "style=\"display:none\"", &quantity)),
            _ => el("div", &gate, "style=\"display:none\"", &format!("{quantity}{buttons}")),
        };
        let end = self.maybe_late(end, 40);
        let twin = self.hidden_twin();
        let above = self.draft.dice.percent(70);
        let mut panel = if above {
            format!("{heading}{price_html}{facts}{twin}{choices}{amounts}{end}")
        } else {
            format!("{heading}{twin}{choices}{facts}{price_html}{end}{amounts}")
        };
        if self.draft.dice.percent(35) {
            panel = el(
                "form",
                &classes(&mut self.draft.dice),
                "action=\"/cart/add\" method=\"post\" onsubmit=\"return false\"",
                &panel,
            );
        }
        let panel = format!("{}{panel}", furniture_markup::pictures(&mut self.draft));
        let panel = soup(&mut self.draft.dice, panel);
        let head = surroundings_markup::head(&mut self.draft);
        let others = surroundings_markup::others(&mut self.draft, &manner);
        let story = surroundings_markup::story(&mut self.draft);
        let story = format!("{}{story}", furniture_markup::below(&mut self.draft));
        let bar = format!("{}{}", self.bar(), surroundings_markup::cover(&mut self.draft));
        let body = if self.draft.dice.percent(25) && !others.is_empty() {
            format!("{head}{others}{panel}{story}{bar}")
        } else {
            format!("{head}{panel}{others}{story}{bar}")
        };
        let config = self.config(&manner, json!({
            "price": price, "stock": stock, "tierMark": tiers, "title": self.follows_title().then_some(title),
            "buttons": buttons_config, "axes": axes_config, "quantity": quantity_config, "rows": rows_config,
            "open": open, "gate": gate,
        }));
        // Nothing in the data may end the script.
        let config = config.to_string().replace('<', "\\u003c");
        format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{} | Shop {}</title>{}<style>body{{font:14px sans-serif;margin:8px}}ul{{list-style:none;padding:0}}</style></head><body>{body}<script>({SCRIPT})({config});</script></body></html>",
            self.draft.language.tag,
            text(&self.title()),
            self.number,
            surroundings_markup::data(&self.draft),
        )
    }

    fn title(&self) -> String {
        if !self.draft.has(Mutation::StaleTitle) {
            return self.draft.title.clone();
        }
        let first: Vec<String> = self
            .draft
            .axes
            .iter()
            .filter_map(|axis| axis.options.first())
            .map(|one| one.shown.clone())
            .collect();
        format!("{} {}", self.draft.title, first.join(" "))
    }

    /// A page may name the chosen variant in its title, unless it keeps naming the first.
    fn follows_title(&self) -> bool {
        !self.draft.has(Mutation::StaleTitle) && self.number.is_multiple_of(3)
    }

    fn heading(&mut self, mark: &str) -> String {
        let tag = self.draft.dice.text(&["h1", "h1", "h1", "h2"]);
        let inner = text(&self.title());
        el(tag, &both(&classes(&mut self.draft.dice), mark), "", &inner)
    }

    fn axes(&mut self) -> (String, Vec<Value>) {
        let (mut html, mut config) = (String::new(), Vec::new());
        let shown = match self.draft.form {
            Form::Axes => self.draft.axes.len(),
            Form::RowsBehind => 1,
            Form::Rows | Form::Grid => 0,
            Form::Pages => return (self.links(), vec![json!({})]),
        };
        for index in 0..shown {
            let made = axes_markup::axis(&mut self.draft, index);
            html.push_str(&made.html);
            config.push(made.config);
        }
        (html, config)
    }

    /// The options of the only axis as links to their own pages.
    fn links(&mut self) -> String {
        let Some(Axis { name, options }) = self.draft.axes.first().cloned() else { return String::new() };
        let own = self.draft.chosen.first().copied().flatten();
        let current =
            self.draft.dice.text(&["aria-current=\"page\"", "aria-current=\"true\"", "class=\"is-active\""]);
        let links: String = options
            .iter()
            .enumerate()
            .map(|(at, option)| {
                let state = if Some(at) == own { current } else { "" };
                let way = path(self.number, Some(at));
                el("a", "", &format!("href=\"{way}\" {state} style=\"padding:6px\""), &text(&option.shown))
            })
            .collect();
        super::markup::named(&mut self.draft.dice, &name, &el("div", "", "", &links))
    }

    fn quantity(&mut self, manner: &Manner) -> (String, Value, Value) {
        if self.draft.form == Form::Grid {
            let made = rows_markup::grid(&mut self.draft);
            return (made.html, Value::Null, made.config);
        }
        if self.draft.form.has_rows() {
            let made = rows_markup::rows(&mut self.draft, manner);
            return (made.html, Value::Null, made.config);
        }
        let made = quantity_markup::quantity(&mut self.draft);
        (made.html, made.config, json!([]))
    }

    /// Stock, minimum, step and tiers.
    fn facts(&mut self, stock: &str, tiers: &str) -> String {
        let draft = &mut self.draft;
        let mut facts = format!("{}{}", el("div", tiers, "", ""), el("p", stock, "", ""));
        if draft.told && draft.has(Mutation::Minimum) {
            let line = fact(draft, draft.language.minimum, draft.minimum);
            facts.push_str(&el("p", &classes(&mut draft.dice), "", &line));
        }
        if draft.told && draft.has(Mutation::Step) {
            let line = fact(draft, draft.language.step, draft.step);
            facts.push_str(&el("p", &classes(&mut draft.dice), "", &line));
        }
        facts
    }

    fn buttons(&mut self, buy: &str, add: &str) -> (String, Vec<Value>) {
        // More than one can be set in a cart alone.
        let only_cart = self.draft.is_left_to_cart();
        let dice = &mut self.draft.dice;
        let (mut html, mut config) = (String::new(), Vec::new());
        let both_there = dice.percent(40);
        let only_add = dice.percent(70) || only_cart;
        for (own, words, there) in [
            (buy, self.draft.language.buy, both_there || !only_add),
            (add, self.draft.language.add, both_there || only_add),
        ] {
            if there {
                let label = text(dice.text(words));
                let (tag, kind) = match dice.below(4) {
                    0 => ("div", "role=\"button\" tabindex=\"0\" style=\"cursor:pointer\""),
                    _ => ("button", "type=\"button\""),
                };
                html.push_str(&el(tag, &both(&classes(dice), own), kind, &label));
                config.push(json!({ "mark": own, "text": label }));
            }
        }
        (soup(dice, html), config)
    }

    /// The controls once more, for another size of screen, and out of sight.
    fn hidden_twin(&mut self) -> String {
        if !self.draft.has(Mutation::HiddenTwin) {
            return String::new();
        }
        let mut inner = String::new();
        for index in 0..self.draft.axes.len() {
            inner.push_str(&axes_markup::axis(&mut self.draft, index).html);
        }
        inner.push_str(&quantity_markup::quantity(&mut self.draft).html);
        el("div", &classes(&mut self.draft.dice), "style=\"display:none\"", &inner)
    }

    fn bar(&mut self) -> String {
        if !self.draft.has(Mutation::Bar) {
            return String::new();
        }
        let name = text(&self.title());
        let words = self.draft.language.add;
        let label = text(self.draft.dice.text(words));
        let inner = format!("<span>{name}</span> <button type=\"button\">{label}</button>");
        el("div", "", "style=\"position:fixed;bottom:0;left:0;right:0;background:#fff;padding:8px\"", &inner)
    }

    /// Puts a block into a component with a root of its own.
    fn maybe_shadow(&mut self, inner: String) -> String {
        if !self.draft.has(Mutation::Shadow) {
            return inner;
        }
        let own = mark(&mut self.draft.dice);
        let name = format!("x-{}", self.draft.dice.letters(5));
        let mode = if self.draft.dice.percent(25) { "closed" } else { "open" };
        self.shadows.push(json!({ "mark": own, "html": inner, "mode": mode }));
        el(&name, &own, "style=\"display:block\"", "")
    }

    /// Lets a block come after the page.
    fn maybe_late(&mut self, inner: String, chance: usize) -> String {
        if !self.draft.has(Mutation::Late) || !self.draft.dice.percent(chance) {
            return inner;
        }
        let own = mark(&mut self.draft.dice);
        let after = self.draft.dice.between(30, 800);
        self.late.push(json!({ "mark": own, "html": inner, "after": after }));
        el("div", &own, "", "<div style=\"width:200px;height:40px;background:#eee\"></div>")
    }

    /// What the page's script must know.
    fn config(&mut self, manner: &Manner, marks: Value) -> Value {
        let draft = &mut self.draft;
        let table = draft.dice.percent(40);
        let word = draft.dice.text(draft.language.stock);
        let tiers: Vec<i64> =
            if draft.tiers.is_empty() { vec![1] } else { draft.tiers.iter().map(|tier| tier.0).collect() };
        let skus: Vec<Value> = draft
            .skus
            .iter()
            .map(|sku| {
                let minor: Vec<i64> = tiers.iter().map(|from| draft.unit(sku, *from)).collect();
                let labels: Vec<&str> = draft
                    .axes
                    .iter()
                    .zip(&sku.options)
                    .filter_map(|(axis, option)| axis.options.get(*option))
                    .map(|option| option.shown.as_str())
                    .collect();
                json!({
                    "id": sku.id, "options": sku.options, "left": sku.stock, "minor": minor,
                    "price": minor.iter().map(|minor| manner.price(draft, *minor)).collect::<Vec<_>>(),
                    "stock": if draft.stock_told { text(&word.replace("{}", &number_text(draft, sku.stock))) } else { String::new() },
                    "tiers": if draft.tiers.is_empty() { String::new() } else { manner.tiers(draft, sku, table) },
                    "title": text(&format!("{} {}", draft.title, labels.join(" "))),
                })
            })
            .collect();
        let again = draft.has(Mutation::ReRendered).then(|| draft.dice.of_all(&[0_i64, 20, 60, 150]));
        let lag = match (draft.has(Mutation::SlowPrice), &again) {
            (true, _) => draft.dice.of_all(&[300_i64, 700, 1200]),
            (false, Some(_)) => draft.dice.of_all(&[0_i64, 0, 40, 200]),
            (false, None) => 0,
        };
        let meanwhile = draft.dice.text(&["", "…", "<i class=\"spinner\"></i>"]);
        let stepwise = draft.has(Mutation::Stepwise);
        let mut config = json!({
            "skus": skus, "tiers": tiers, "chosen": draft.chosen, "again": again,
            "lag": lag, "meanwhile": draft.has(Mutation::SlowPrice) && !meanwhile.is_empty(), "spinner": meanwhile,
            "stepwise": stepwise && draft.dice.percent(50), "resets": stepwise, "dependent": draft.has(Mutation::Dependent),
            "gated": draft.has(Mutation::Gated), "deafAfter": draft.dice.of_all(&[0_i64, 0, 300, 700]),
            "follows": draft.dice.percent(50), "waits": draft.dice.percent(25),
            "out": text(draft.dice.text(draft.language.sold_out)),
            "deaf": match draft.deaf { Deaf::Not => "", Deaf::Quantity => "quantity", Deaf::Options => "options", Deaf::Forgets => "forgets" },
            "shadows": self.shadows, "late": self.late,
        });
        if let (Some(all), Value::Object(marks)) = (config.as_object_mut(), marks) {
            all.extend(marks);
        }
        config
    }
}
