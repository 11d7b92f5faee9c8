//! Which option of an axis is chosen: as the options say themselves, by their classes, or by the words
//! before them.

use crate::page::Choice;
use crate::page::controls::barred;
use crate::page::text::chars::{COLON, CharKind, DIGIT};
use crate::page::text::fold::fold;
use crate::page::text::words::plain;
use crate::page::tree::{At, Tree};

/// Stands between the words of a class.
const JOINT: CharKind = |char| matches!(char, '-' | '_');

/// Chosen as it says itself, or by its classes or those of what holds it alone within the list.
pub fn is_chosen(tree: &Tree, list: At, at: At) -> bool {
    if says_chosen(tree, at) {
        return true;
    }
    // What holds the whole list may be "active" itself, as the pane of a tab is.
    tree.ancestors(at).take(2).take_while(|outer| *outer > list).any(|outer| is_marked(tree, outer))
}

/// Chosen as it says itself, by its state or its classes.
pub fn says_chosen(tree: &Tree, at: At) -> bool {
    tree.node(at).checked || is_current(tree, at) || is_marked(tree, at) || is_stated(tree, at)
}

/// Whether an attribute of its makers' own says so: `data-state=checked`, `data-selected`.
fn is_stated(tree: &Tree, at: At) -> bool {
    let is = |name: &str| {
        tree.node(at).attributes.get(name).is_some_and(|value| value.is_empty() || value == "true")
    };
    let state = tree.attributes(at, &["data-state", "data-headlessui-state"]);
    ["data-selected", "data-checked", "data-active"].into_iter().any(is)
        || state.split_whitespace().any(|word| matches!(word, "checked" | "active" | "on" | "selected"))
}

/// Barred itself, or with what holds it alone within the list.
pub fn is_barred(tree: &Tree, list: At, at: At) -> bool {
    barred(tree, at)
        || tree.ancestors(at).take(2).take_while(|outer| *outer > list).any(|outer| barred(tree, outer))
}

/// It is the page, or the place, that is shown.
pub fn is_current(tree: &Tree, at: At) -> bool {
    matches!(tree.attribute(at, "aria-current"), "true" | "page" | "location")
}

/// `Colour: Red` before options that say nothing themselves: the words tell what is chosen.
pub fn choose_as_told(options: &mut [Choice], name: &str) {
    let Some((_, told)) = name.split_once(COLON) else { return };
    if plain(told).is_empty() || options.iter().any(|option| option.chosen) {
        return;
    }
    // To the letter first: `60` and `60°` are the same without their signs.
    for read in [fold, plain] {
        let told = read(told.trim());
        let mut fits = 0;
        for option in options.iter() {
            fits += usize::from(read(option.label.trim()) == told);
        }
        if fits > 0 {
            for option in options {
                option.chosen = fits == 1 && read(option.label.trim()) == told;
            }
            return;
        }
    }
}

/// One alone is chosen on an axis. Where more seem to be, their marks mean something else, and which
/// one is chosen is not known.
pub fn leave_one(options: &mut [Choice]) {
    let mut chosen = 0;
    for option in options.iter() {
        chosen += usize::from(option.chosen);
    }
    if chosen > 1 {
        for option in options {
            option.chosen = false;
        }
    }
}

/// Whether one of its classes says that it is chosen.
fn is_marked(tree: &Tree, at: At) -> bool {
    tree.attribute(at, "class").split_whitespace().any(class_says_chosen)
}

/// Whether a class says so: `selected`, `is-active`, `sku-item--selected`, also with the name and the
/// number that build tools put around it, as in `SkuItem_selected__x3Kf9` and `selectedItem--pQ2a`.
pub fn class_says_chosen(class: &str) -> bool {
    const MARKS: [&str; 5] = ["selected", "active", "current", "checked", "chosen"];
    if matches!(class, "on" | "cur") {
        return true;
    }
    // `hover:selected` is a rule for another state.
    if class.contains(':') {
        return false;
    }
    let words = words_of(class);
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        let denied = before.is_some_and(|before| matches!(before.text.as_str(), "not" | "un" | "non" | "no"));
        if MARKS.contains(&word.text.as_str()) && !denied && (word.joined || ends(&words, index)) {
            return true;
        }
    }
    false
}

/// A word of a class.
struct ClassWord {
    text: String,
    /// The next one is written onto it with a capital: `selectedItem`.
    joined: bool,
    is_number: bool,
}

/// Whether nothing but a build tool's number stands behind a word.
fn ends(words: &[ClassWord], index: usize) -> bool {
    words.iter().skip(index + 1).all(|word| word.is_number)
}

fn words_of(class: &str) -> Vec<ClassWord> {
    let mut words: Vec<ClassWord> = Vec::new();
    for part in class.split(JOINT) {
        // Build tools make their numbers of letters and digits.
        let is_number = part.contains(DIGIT);
        let mut word = String::new();
        for char in part.chars() {
            if char.is_ascii_uppercase() && !word.is_empty() && !is_number {
                words.push(ClassWord { text: std::mem::take(&mut word), joined: true, is_number });
            }
            word.push(char.to_ascii_lowercase());
        }
        if !word.is_empty() {
            words.push(ClassWord { text: word, joined: false, is_number });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read::read;
    use crate::page::testpage::page;

    #[test]
    fn a_class_says_chosen_whatever_tools_make_of_it() {
        for class in [
            "selected",
            "is-active",
            "on",
            "tb-selected",
            "option_active",
            "sku-item--selected",
            "isSelected",
            "SkuItem_selected__x3Kf9",
            "selectedItem--pQ2a",
            "item-active",
        ] {
            assert!(class_says_chosen(class), "{class}");
        }
        for class in [
            "unselected",
            "inactive",
            "not-selected",
            "hover:selected",
            "selectable",
            "active-deal",
            "selected-by-editors",
            "button",
            "interactive",
        ] {
            assert!(!class_says_chosen(class), "{class}");
        }
    }

    fn chosen(html: &str) -> Vec<String> {
        let reading = read(&page("https://shop.example/p/1", html));
        let product = reading.product.unwrap();
        let options = product.axes.into_iter().flat_map(|axis| axis.options);
        options.filter(|option| option.chosen).map(|option| option.label).collect()
    }

    #[test]
    fn what_holds_the_whole_list_says_nothing_of_one() {
        let html = |inner: &str| {
            format!(
                "<body><h1>Mug</h1><p>¥12.80</p><div><b>Colour</b>{inner}</div><button>Buy now</button></body>"
            )
        };
        let in_pane = "<div class=active><button>Red</button><button>Blue</button></div>";
        assert_eq!(chosen(&html(in_pane)), [] as [&str; 0]);
        let in_items = "<ul><li class=active><button>Red</button></li><li><button>Blue</button></li></ul>";
        assert_eq!(chosen(&html(in_items)), ["Red"]);
        let all = "<div><button class=active>Red</button><button class=active>Blue</button></div>";
        assert_eq!(chosen(&html(all)), [] as [&str; 0]);
    }

    #[test]
    fn what_holds_one_option_bars_it() {
        let html = "<body><h1>Mug</h1><p>¥12.80</p><div><b>Colour</b><ul><li class=sold-out><button>Red</button></li><li><button>Blue</button></li></ul></div><button>Buy now</button></body>";
        let product = read(&page("https://shop.example/p/1", html)).product.unwrap();
        let barred: Vec<_> = product.axes[0].options.iter().map(|option| option.disabled).collect();
        assert_eq!(barred, [true, false]);
    }

    #[test]
    fn attributes_of_frameworks_say_which_is_chosen() {
        for (state, other) in [
            ("data-state=checked", "data-state=unchecked"),
            ("data-state=on", "data-state=off"),
            ("data-selected=true", "data-selected=false"),
            ("data-selected", ""),
        ] {
            let html = format!(
                "<body><h1>Mug</h1><p>¥12.80</p><div><b>Colour</b><div><button {other}>Red</button><button {state}>Blue</button></div></div><button>Buy now</button></body>"
            );
            assert_eq!(chosen(&html), ["Blue"], "{state}");
        }
    }

    #[test]
    fn the_words_before_the_options_may_tell_which_is_chosen() {
        let html = "<body><h1>Mug</h1><p>¥12.80</p><div><p>Colour: <b>Blue</b></p><div><button>Light Blue</button><button>Blue</button></div></div><button>Buy now</button></body>";
        assert_eq!(chosen(html), ["Blue"]);
        let html = "<body><h1>Mug</h1><p>¥12.80</p><div><p>Size: <b>60°</b></p><div><button>60</button><button>60°</button></div></div><button>Buy now</button></body>";
        assert_eq!(chosen(html), ["60°"]);
    }
}
