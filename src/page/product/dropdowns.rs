//! Axes of which only the chosen option is shown: a press on it opens the list of all.

use super::axes::{FoundAxis, Place, clean, name_before};
use super::cards::in_card;
use super::option_groups::{id_of, is_furniture};
use super::option_state::says_chosen;
use crate::page::controls::{Pressable, barred, role_by_words};
use crate::page::text::chars::COLON;
use crate::page::text::words::{Word, plain};
use crate::page::tree::{At, Tree};
use crate::page::{Axis, Choice, Control, Opener};

/// What opens a list, with the list where the page has it already.
struct Dropdown<'p> {
    opener: &'p Pressable,
    list: Option<At>,
}

/// The axes, and the elements that belong to them: what opens a list, and the lists.
pub fn dropdowns(tree: &Tree, place: &Place, pressables: &[Pressable]) -> (Vec<FoundAxis>, Vec<At>) {
    let mut found: Vec<Dropdown> = Vec::new();
    for opener in pressables {
        if tree.contains(place.scope, opener.at) && opens_list(tree, opener) {
            found.push(Dropdown { opener, list: None });
        }
    }
    let openers: Vec<At> = found.iter().map(|one| one.opener.at).collect();
    let (mut axes, mut own) = (Vec::new(), Vec::new());
    for one in &mut found {
        one.list = list_of(tree, one.opener.at, &openers);
        if let Some(axis) = one.axis(tree) {
            own.push(one.opener.at);
            own.extend(one.list);
            axes.push(axis);
        }
    }
    (axes, own)
}

/// Whether a press opens a list of options, as it says for screen readers.
fn opens_list(tree: &Tree, one: &Pressable) -> bool {
    let attribute = |name: &str| tree.attribute(one.at, name);
    let says = attribute("aria-haspopup") == "listbox"
        || attribute("role") == "combobox"
        || !attribute("aria-expanded").is_empty()
            && tree.with_id(attribute("aria-controls")).is_some_and(|list| is_list(tree, list));
    says && !in_card(tree, one.at)
        && role_by_words(&one.label).is_none()
        && tree.leads(one.at).is_none()
        && tree.outer(one.at, &|outer| is_furniture(tree, outer)).is_none()
}

fn is_list(tree: &Tree, at: At) -> bool {
    tree.attribute(at, "role") == "listbox"
}

/// The list that an opener opens: the one that it names, else the one beside it, else the only one that is
/// shown while it says to be open.
fn list_of(tree: &Tree, opener: At, openers: &[At]) -> Option<At> {
    for name in ["aria-controls", "aria-owns"] {
        if let Some(list) = tree.with_id(tree.attribute(opener, name)) {
            return Some(list);
        }
    }
    for around in tree.ancestors(opener).take(3) {
        if openers.iter().any(|other| *other != opener && tree.contains(around, *other)) {
            break;
        }
        if let Some(list) = tree.first(tree.inside(around), &|at| is_list(tree, at)) {
            return Some(list);
        }
    }
    if tree.attribute(opener, "aria-expanded") != "true" {
        return None;
    }
    let shown = tree.those(tree.all(), &|at| is_list(tree, at) && tree.node(at).shown);
    match shown.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

impl Dropdown<'_> {
    fn axis(&self, tree: &Tree) -> Option<FoundAxis> {
        let name = self.name(tree);
        // How many is no variant.
        if Word::Quantity.within(&name) && !Word::Axis.within(&name) {
            return None;
        }
        let mut options = self.list.map(|list| self.options(tree, list)).unwrap_or_default();
        let is_open = |list| tree.first(tree.inside(list), &|at| is_shown_option(tree, at)).is_some();
        let open = self.list.is_some_and(is_open);
        let shown = self.shown(&name);
        choose_shown(&mut options, &shown);
        if options.is_empty() && !shown.is_empty() {
            let control = Control::Click(tree.node(self.opener.at).handle);
            options.push(Choice {
                label: shown,
                bare: None,
                id: None,
                disabled: false,
                chosen: true,
                control,
            });
        }
        let opener = Opener { handle: tree.node(self.opener.at).handle, label: self.opener.label.clone() };
        let axis = Axis { name: clean(&name), options, opener: (!open).then_some(opener) };
        // Beside it the list may show amounts of its own; at the page's end it says nothing of the place.
        let near =
            |list: &At| tree.ancestors(self.opener.at).take(3).find(|around| tree.contains(*around, *list));
        let at = self.list.as_ref().and_then(near).unwrap_or(self.opener.at);
        Some(FoundAxis { at, axis })
    }

    fn name(&self, tree: &Tree) -> String {
        let at = self.opener.at;
        if let Some(spoken) = tree.any_attribute(at, &["aria-label"]) {
            return spoken.to_owned();
        }
        // The one that is chosen may be named behind the axis.
        for id in tree.attribute(at, "aria-labelledby").split_whitespace() {
            if let Some(label) = tree.with_id(id).filter(|label| !tree.contains(at, *label)) {
                return tree.text(label);
            }
        }
        let label = tree.label_for(at).map(|label| tree.text(label));
        label.or_else(|| name_before(tree, at, at)).unwrap_or_default()
    }

    /// The option that it shows; nothing where it asks to choose one.
    fn shown(&self, name: &str) -> String {
        let label = self.opener.label.as_str();
        let own = match label.split_once(COLON) {
            Some((before, behind)) if plain(before) == plain(&clean(name)) => behind.trim(),
            _ => label.trim(),
        };
        let asks = plain(own).is_empty() || plain(own) == plain(&clean(name)) || Word::ChooseOne.within(own);
        if asks { String::new() } else { own.to_owned() }
    }

    fn options(&self, tree: &Tree, list: At) -> Vec<Choice> {
        let mut options = Vec::new();
        for at in tree.those(tree.inside(list), &|at| is_option(tree, at)) {
            let node = tree.node(at);
            let label = if node.shown { tree.label(at) } else { node.text.trim().to_owned() };
            if label.is_empty() || Word::ChooseOne.is(&label) {
                continue;
            }
            options.push(Choice {
                label,
                bare: None,
                id: id_of(tree, at),
                disabled: barred(tree, at),
                chosen: says_chosen(tree, at),
                control: Control::Click(node.handle),
            });
        }
        options
    }
}

fn is_option(tree: &Tree, at: At) -> bool {
    tree.attribute(at, "role") == "option"
}

fn is_shown_option(tree: &Tree, at: At) -> bool {
    is_option(tree, at) && tree.node(at).shown
}

/// What a person sees as chosen counts: to screen readers some lists call that "selected" on which the
/// pointer rests.
fn choose_shown(options: &mut [Choice], shown: &str) {
    let is_it = |option: &Choice| plain(&option.label) == plain(shown);
    let fits = options.iter().filter(|option| is_it(option)).count();
    if fits == 1 {
        for option in options {
            option.chosen = is_it(option);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::read::read;
    use crate::page::testpage::page;

    /// The axes as `name (opener): option, *chosen*`.
    fn axes(inner: &str, end: &str) -> Vec<String> {
        let html = format!(
            "<body><section><h1>Shirt</h1><p>¥12.80</p><div>{inner}</div><label>Quantity <input type=number name=quantity value=1></label><button>Add to cart</button></section>{end}</body>"
        );
        let product = read(&page("https://shop.example/p/1", &html)).product.unwrap();
        let told = |axis: &super::Axis| {
            let options: Vec<String> = axis
                .options
                .iter()
                .map(
                    |option| if option.chosen { format!("*{}*", option.label) } else { option.label.clone() },
                )
                .collect();
            let opener =
                axis.opener.as_ref().map(|opener| format!(" ({})", opener.label)).unwrap_or_default();
            format!("{}{opener}: {}", axis.name, options.join(", "))
        };
        product.axes.iter().map(told).collect()
    }

    const LIST: &str =
        "<ul role=listbox><li role=option data-value=1>S</li><li role=option data-value=2>M</li></ul>";

    #[test]
    fn a_closed_list_tells_what_it_shows_and_is_opened_first() {
        let closed = |label: &str| {
            axes(
                &format!(
                    "<p><b>Size</b><button aria-haspopup=listbox aria-expanded=false>{label}</button></p>"
                ),
                "",
            )
        };
        assert_eq!(closed("M"), ["Size (M): *M*"]);
        assert_eq!(closed("Size: M"), ["Size (Size: M): *M*"]);
        assert_eq!(closed("Choose an option"), ["Size (Choose an option): "]);
        assert_eq!(closed("Size"), ["Size (Size): "]);
    }

    #[test]
    fn a_hidden_list_is_known_and_opened_all_the_same() {
        let list = LIST.replace("<ul", "<ul hidden");
        let html = format!("<p><b>Size</b><button aria-haspopup=listbox>S</button>{list}</p>");
        assert_eq!(axes(&html, ""), ["Size (S): *S*, M"]);
    }

    #[test]
    fn an_open_list_is_chosen_from_wherever_it_stands() {
        let button = "<p><b>Size</b><button aria-haspopup=listbox aria-expanded=true>S</button></p>";
        assert_eq!(axes(&format!("{button}{LIST}"), ""), ["Size: *S*, M"]);
        assert_eq!(axes(button, LIST), ["Size: *S*, M"]);
    }

    #[test]
    fn each_opener_has_its_own_list() {
        let one = |name: &str, shown: &str| {
            format!(
                "<p><b>{name}</b><button aria-haspopup=listbox aria-expanded=false>{shown}</button>{}</p>",
                LIST.replace("<ul", "<ul hidden")
            )
        };
        let both = format!("{}{}", one("Size", "S"), one("Colour", "Choose an option"));
        assert_eq!(axes(&both, ""), ["Size (S): *S*, M", "Colour (Choose an option): S, M"]);
    }

    #[test]
    fn what_the_pointer_rests_on_is_not_chosen() {
        let list = "<ul role=listbox><li role=option class=selected>S</li><li role=option>M</li></ul>";
        let html =
            format!("<p><b>Size</b><button aria-haspopup=listbox aria-expanded=true>M</button>{list}</p>");
        assert_eq!(axes(&html, ""), ["Size: S, *M*"]);
    }

    #[test]
    fn a_filter_of_reviews_by_the_same_options_is_no_axis() {
        let filter = "<h2>Reviews</h2><b>Size</b><div><button aria-pressed=false>S</button><button aria-pressed=false>M</button></div>";
        for shown in ["M", "Choose an option"] {
            let list = format!(
                "<p><b>Size</b><button aria-haspopup=listbox aria-expanded=false>{shown}</button></p>{filter}"
            );
            assert_eq!(axes(&list, "").len(), 1, "{shown}");
        }
    }

    #[test]
    fn how_many_and_where_to_are_no_axes() {
        let quantity = "<p><b>Quantity</b><button aria-haspopup=listbox aria-expanded=false>1</button></p>";
        assert_eq!(axes(quantity, ""), [] as [&str; 0]);
        let language =
            "<nav><b>Language</b><button aria-haspopup=listbox aria-expanded=false>English</button></nav>";
        assert_eq!(axes(language, ""), [] as [&str; 0]);
    }
}
