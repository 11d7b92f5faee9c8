use super::*;
use crate::page::testpage::page;
use crate::page::{ButtonRole, Kind, Reading};
use crate::page::{Control, read};

/// A page of which nothing is read without help: no shop calls things so.
const MUG: &str = r#"<html><body><p class="hello">Hi, Ada</p>
<main class="mug"><h2 class="name">Stoneware mug</h2><p class="now">only <b class="sum">12.80</b> <i class="cur">EUR</i> today</p>
<div class="pick"><i>Glaze</i><span class="chip picked" data-sku="71">moss</span><span class="chip" data-sku="72">clay</span><span class="chip" data-sku="73">ash</span></div>
<div class="much"><em>How much</em><input class="count" value="1"></div>
<span class="go">Take it home</span></main>
<aside><span class="chip">Other shops</span></aside></body></html>"#;
const URL: &str = "https://www.mugs.example/mug/628";

/// The handle of the first element with this class.
fn handle(page: &Snapshot, class: &str) -> Handle {
    let has = |node: &&crate::page::Node| {
        node.attributes.get("class").is_some_and(|own| own.split(' ').any(|word| word == class))
    };
    page.nodes.iter().find(has).unwrap().handle
}

/// Points at one thing after the other; the profile that comes of it.
fn taught_all(page: &Snapshot, things: &[(Thing, &str)]) -> &'static Profile {
    let mut profile = None;
    for (thing, class) in things {
        let learnt = learn(page, handle(page, class), *thing, "2026-11-24");
        let learnt = learnt.unwrap_or_else(|| panic!("{thing:?} at .{class}"));
        supplier::put(vec![json::copy(learnt)]);
        profile = Some(learnt);
    }
    profile.unwrap()
}

const ALL: [(Thing, &str); 5] = [
    (Thing::Quantity, "count"),
    (Thing::Options, "chip"),
    (Thing::Chosen, "picked"),
    (Thing::Price, "sum"),
    (Thing::AddToCart, "go"),
];

#[test]
fn a_page_of_which_nothing_was_read_is_read_after_pointing() {
    let page = page(URL, MUG);
    assert_ne!(read(&page).kind, Kind::Product);
    let profile = taught_all(&page, &ALL);
    assert!(supplier::read(&json::in_lines(&profile.to_value())).is_ok(), "{profile:?}");
    let reading = read(&page);
    let product = reading.product.unwrap();
    assert_eq!(reading.kind, Kind::Product);
    assert_eq!(product.quantity.unwrap().value, Some(1.into()));
    let [axis] = product.axes.as_slice() else { panic!("{:?}", product.axes) };
    let told: Vec<_> = axis.options.iter().map(|option| (option.label.as_str(), option.chosen)).collect();
    assert_eq!(
        (axis.name.as_str(), told.as_slice()),
        ("Glaze", &[("moss", true), ("clay", false), ("ash", false)][..])
    );
    assert!(axis.options.iter().all(|option| matches!(option.control, Control::Click(_))));
    assert_eq!(product.price.unwrap().amount.to_string(), "12.80");
    assert_eq!(reading.buttons.iter().filter(|button| button.role == ButtonRole::AddToCart).count(), 1);
}

#[test]
fn what_was_learnt_holds_on_another_page_of_the_shop_and_not_in_its_cart() {
    taught_all(&page(URL, MUG), &ALL);
    let other = MUG
        .replace("Stoneware mug", "Tin mug")
        .replace("picked", "")
        .replace("data-sku=\"72\"", "data-sku=\"99\"");
    let other = read(&page("https://www.mugs.example/mug/911", &other));
    assert_eq!(other.kind, Kind::Product);
    assert_eq!(other.product.unwrap().axes[0].options.len(), 3);
    let cart = r#"<html><body><h1>Your cart</h1><table class="cart"><tr><td>Stoneware mug</td><td><input class="count" value="1"></td></tr></table></body></html>"#;
    assert_ne!(read(&page("https://www.mugs.example/cart", cart)).kind, Kind::Product);
    assert_ne!(read(&page("https://other.example/mug/628", MUG)).kind, Kind::Product);
}

#[test]
fn the_quantity_in_one_of_several_rows_is_that_of_them_all() {
    let row = |label: &str, price: &str| {
        format!(
            r#"<tr><td><p>{label}</p></td><td><b>¥{price}</b></td><td><input class="n" value="0"></td></tr>"#
        )
    };
    let html = format!(
        r#"<html><body><main class="wall"><h1>Hooks</h1><table class="kinds"><tr><td>Kind</td><td>Each</td></tr>{}{}{}</table></main></body></html>"#,
        row("M4 brass", "0.80"),
        row("M5 brass", "0.90"),
        row("M6 steel", "1.10")
    );
    let page = page("https://www.hooks.example/h/1", &html);
    let rows = |reading: Reading| -> Vec<String> {
        let product = reading.product.unwrap_or_default();
        product
            .rows
            .iter()
            .map(|row| format!("{} {:?}", row.labels.join(","), row.quantity.as_ref().unwrap().value))
            .collect()
    };
    taught_all(&page, &[(Thing::Quantity, "n")]);
    let zero = Some(crate::order::Quantity::ZERO);
    let told = ["M4 brass", "M5 brass", "M6 steel"].map(|label| format!("{label} {zero:?}"));
    assert_eq!(rows(read(&page)), told);
}

#[test]
fn what_is_not_there_is_not_learnt() {
    let page = page(URL, MUG);
    for (thing, class) in [
        (Thing::Quantity, "name"),
        (Thing::Price, "name"),
        (Thing::Options, "name"),
        (Thing::Chosen, "picked"),
        (Thing::OrderNumber, "name"),
    ] {
        assert_eq!(learn(&page, handle(&page, class), thing, "2026-11-24"), None, "{thing:?} at .{class}");
    }
    assert_eq!(learn(&page, 9999, Thing::Price, "2026-11-24"), None);
}

#[test]
fn the_number_of_an_order_is_learnt_with_or_without_words_around_it() {
    for (text, number) in
        [("A-100023", "A-100023"), ("Mugs are coming, your slip is A-100023 (12.80).", "A-100023")]
    {
        let html =
            format!(r#"<html><body><main class="done"><p class="slip">{text}</p></main></body></html>"#);
        let page = page("https://www.mugs.example/thanks/100023", &html);
        taught_all(&page, &[(Thing::OrderNumber, "slip")]);
        let reading = read(&page);
        assert_eq!((reading.kind, reading.placed[0].number.as_str()), (Kind::Receipt, number));
    }
}

#[test]
fn a_list_of_orders_is_learnt_by_one_of_its_rows() {
    let row =
        |number: &str| format!(r#"<li class="slip"><b class="num">{number}</b> Stoneware mug 12.80</li>"#);
    let html = format!(
        "<html><body><ul class=slips>{}{}{}</ul></body></html>",
        row("100021"),
        row("100022"),
        row("100023")
    );
    let page = page("https://www.mugs.example/mine", &html);
    taught_all(&page, &[(Thing::OrderNumber, "num")]);
    let reading = read(&page);
    let numbers: Vec<_> = reading.placed.iter().map(|placed| placed.number.as_str()).collect();
    assert_eq!((reading.kind, numbers), (Kind::OrderList, vec!["100021", "100022", "100023"]));
}

#[test]
fn a_list_that_is_marked_itself_says_of_no_option_that_it_is_chosen() {
    let chosen = |html: &str| {
        supplier::put(Vec::new());
        let page = page(URL, html);
        let things = [ALL[0], ALL[1], ALL[3], ALL[4]];
        taught_all(&page, &things);
        let product = read(&page).product.unwrap();
        let mut chosen: Vec<String> = Vec::new();
        for option in product.axes.iter().flat_map(|axis| &axis.options) {
            if option.chosen {
                chosen.push(option.label.clone());
            }
        }
        (product.axes.len(), chosen)
    };
    let list = r#"<div class="pick"><i>Glaze</i>"#;
    let within = |class: &str| {
        let (before, behind) = MUG.split_once(list).unwrap();
        let (chips, rest) = behind.split_once("</div>").unwrap();
        let chips = chips.replace(" picked", "");
        format!(r#"{before}{list}<div class="chips {class}">{chips}</div></div>{rest}"#)
    };
    assert_eq!(chosen(&within("")), (1, vec![]));
    assert_eq!(chosen(&within("active")), (1, vec![]), "the pane of a tab is active, not what stands in it");
    let all_on = MUG.replace("chip picked", "chip").replace("class=\"chip\" data", "class=\"chip on\" data");
    assert_eq!(chosen(&all_on), (1, vec![]), "which one is not told");
    let boxed = within("")
        .replace(
            "<span class=\"chip\" data-sku=\"72\">clay</span>",
            "<b class=on><span class=chip>clay</span></b>",
        )
        .replace("<span class=\"chip\" data-sku=\"71\">moss</span>", "<b><span class=chip>moss</span></b>")
        .replace("<span class=\"chip\" data-sku=\"73\">ash</span>", "<b><span class=chip>ash</span></b>");
    assert_eq!(chosen(&boxed), (1, vec!["clay".to_owned()]));
}

#[test]
fn what_is_shown_must_be_what_was_pointed_at() {
    let page = page(URL, MUG);
    let profile = taught_all(&page, &ALL);
    let shelf = Shelf { profiles: vec![json::copy(profile)] };
    let reading = read_by(&shelf, &page);
    let tree = Tree::of(&page);
    let learning = |class: &str| {
        let pointed = handle(&page, class);
        let at = tree.first(tree.all(), &|at| tree.node(at).handle == pointed).unwrap();
        Learning { tree: &tree, pressables: pressables(&tree), at }
    };
    for (thing, class) in ALL {
        assert!(learning(class).shows(thing, &reading), "{thing:?} at .{class}");
    }
    for thing in [Thing::Quantity, Thing::Options, Thing::Chosen, Thing::Price, Thing::AddToCart] {
        assert!(!learning("hello").shows(thing, &reading), "{thing:?} elsewhere");
    }
    let other = json::copy(&reading);
    let placed = vec![crate::page::Placed { number: "100023".into(), ..Default::default() }];
    let receipt = Reading { kind: Kind::Receipt, placed, ..other };
    assert!(!learning("sum").shows(Thing::OrderNumber, &receipt));
}
