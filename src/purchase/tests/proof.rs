//! What counts as the order's goods, and what only may be them.

use super::*;

const SCRIPT: &str = "https://mall.example/product_info.php?products_id=";

fn numbered(id: &str, number: &str) -> Line {
    line(id, &[SCRIPT, number].concat(), &[], 2)
}

fn mug() -> Line {
    Line { title: "Mug".into(), ..line("1", PRODUCT, &[], 2) }
}

/// A product without options, two of it.
fn plain_page(title: &str) -> Product {
    Product { title: title.into(), axes: vec![], ..shirt(&[], 2) }
}

/// A line in words alone: it leads nowhere and has no id.
fn told(title: &str, quantity: i64) -> BasketLine {
    BasketLine { url: None, ..bought(title, &[], quantity) }
}

/// Two mugs are ready on their page, and "buy now" was pressed.
pub fn buying(title: &str) -> Story {
    let mut story = Story::opened(vec![mug()]);
    story.arrives(product_page(plain_page(title)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    story.presses(ButtonRole::BuyNow);
    story
}

pub fn fit(story: &Story, what: &Checked) -> Option<Fit> {
    Some(story.purchase.found.checks.iter().find(|check| check.what == *what)?.fit)
}

fn proven(story: &Story) -> bool {
    story.purchase.checkout.as_ref().is_some_and(|checkout| checkout.proven)
}

#[test]
fn a_page_of_another_number_is_another_product() {
    let mut story = Story::opened(vec![numbered("1", "12")]);
    story.arrives(Reading { url: [SCRIPT, "99"].concat(), ..product_page(plain_page("Cup")) });
    assert!(!matches!(story.purchase.stage, Stage::Ready { .. }), "{:?}", story.purchase.stage);
    story.arrives(Reading { url: [SCRIPT, "12&sid=4"].concat(), ..product_page(plain_page("Cup")) });
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
}

#[test]
fn lines_of_two_numbers_are_bought_on_two_pages() {
    let story = Story::opened(vec![numbered("1", "12"), numbered("2", "34")]);
    assert_eq!(story.purchase.tasks.len(), 2);
    // What is bought one after the other on one page is bought at its own address.
    let at = |colour: &str| ["https://mall.example/item/628473829?colour=", colour].concat();
    let mut story = Story::opened(vec![line("1", &at("red"), &[], 2), line("2", &at("blue"), &[], 2)]);
    story.arrives(Reading { url: at("red"), ..product_page(plain_page("Cup")) });
    let urls: Vec<&str> = story.purchase.tasks.iter().map(|task| task.url.as_str()).collect();
    assert_eq!(urls, [at("red"), at("blue")]);
}

#[test]
fn a_page_may_write_into_its_address_what_is_chosen() {
    let at =
        |query: &str, product: Product| Reading { url: [PRODUCT, query].concat(), ..product_page(product) };
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(at("", shirt(&["蓝色", "XL"], 3)));
    story.changes(at("?variant=5", shirt(&["红色", "XL"], 3)));
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::Buy });
    story.changes(at("?variant=5", shirt(&["红色", "XL"], 3)));
    story.presses(ButtonRole::AddToCart);
    assert_eq!(story.purchase.stage, Stage::Ready { turn: Turn::GoToCart });
    // Another product that is drawn in its place is another one.
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(at("", shirt(&["蓝色", "XL"], 3)));
    let other = || Product { title: "裤子".into(), ..shirt(&["红色", "XL"], 3) };
    story.changes(at("?variant=5", other()));
    story.changes(at("?variant=5", other()));
    assert!(matches!(story.stop(), Stop::OtherProduct { .. }));
    // Nor does a button count that is pressed there once the order's own page was ready.
    let mut story = Story::opened(vec![line("1", PRODUCT, &["红色", "XL"], 3)]);
    story.arrives(at("", shirt(&["红色", "XL"], 3)));
    story.arrives(at("8", other()));
    story.presses(ButtonRole::AddToCart);
    assert!(story.purchase.tasks.iter().all(|task| !task.in_cart));
}

#[test]
fn a_line_in_words_that_no_title_knows_is_not_checked() {
    let mut story = buying("Mug");
    story.arrives(checkout(vec![told("USB hub", 2)], 2500));
    assert_eq!(fit(&story, &Checked::Product), Some(Fit::NotChecked));
    assert_eq!(fit(&story, &Checked::Quantity), Some(Fit::NotChecked));
    assert!(!proven(&story));
    story.presses(ButtonRole::Submit);
    // The receipt that says the same does not stand for the order either.
    let one = Placed { lines: vec![told("USB hub", 2)], ..placed("55", 2500) };
    let effects = story.arrives(receipt(vec![one]));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Report(_))), "{effects:?}");
}

#[test]
fn a_line_in_words_is_known_by_the_title_of_the_order_or_of_the_page() {
    for (page, told_as) in [
        ("Mug", "Mug"),
        ("陶瓷马克杯 大容量 办公室", "陶瓷马克杯 大容量 办公室"),
        ("陶瓷马克杯 大容量 办公室", "陶瓷马克杯 大容量…"),
        ("Stoneware mug with a lid", "Stoneware mug wi..."),
        ("Stoneware mug", "[MUG-7] STONEWARE MUG"),
    ] {
        let mut story = buying(page);
        story.arrives(checkout(vec![told(told_as, 2)], 2500));
        assert_eq!(fit(&story, &Checked::Quantity), Some(Fit::Same), "{told_as}");
        assert!(proven(&story), "{told_as}");
        story.presses(ButtonRole::Submit);
        let one = Placed { lines: vec![told(told_as, 2)], ..placed("55", 2500) };
        let effects = story.arrives(receipt(vec![one]));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Report(_))), "{told_as}: {effects:?}");
    }
    for told_as in ["Mug holder", "M…", "Mugs", "[Used] Mug"] {
        let mut story = buying("Mug");
        story.arrives(checkout(vec![told(told_as, 2)], 2500));
        assert!(!proven(&story), "{told_as}");
    }
}

#[test]
fn of_several_lines_none_is_taken_for_one_whose_title_it_only_begins() {
    let hat = || Line { title: "Hat".into(), url: "https://mall.example/item/78".into(), ..mug() };
    let mut story = Story::opened(vec![mug(), Line { id: "2".into(), ..hat() }]);
    story.purchase.presses.clear();
    story.purchase.tasks.iter_mut().for_each(|task| task.in_cart = true);
    story.arrives(checkout(vec![told("Mug holder", 2), told("Hat", 2)], 2500));
    assert!(matches!(story.stop(), Stop::NotTaken { .. }));
    story.arrives(checkout(vec![told("Mug", 2), told("Hat", 2)], 2500));
    assert!(proven(&story));
}

#[test]
fn a_receipt_in_other_words_stands_for_the_checkout_that_was_proven() {
    let mut story = buying("Mug");
    story.arrives(checkout(vec![told("Mug", 2)], 2500));
    story.presses(ButtonRole::Submit);
    let one = Placed { lines: vec![told("马克杯", 2)], ..placed("55", 2500) };
    let effects = story.arrives(receipt(vec![one]));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Report(_))), "{effects:?}");
}
