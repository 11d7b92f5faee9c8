//! Carts, checkouts, receipts and lists of orders as shops write them that leave words out.

use crate::page::read::read;
use crate::page::testpage::page;
use crate::page::{ButtonRole, Kind, Reading};

fn seen(url: &str, html: &str) -> Reading {
    read(&page(url, &format!("<html lang=en-us><body>{html}</body></html>")))
}

/// Title, quantity, price, total and ticked of each line.
fn lines(reading: &Reading) -> Vec<String> {
    let amount =
        |amount: Option<crate::page::Amount>| amount.map_or("-".to_owned(), |one| one.amount.to_string());
    let line = |line: &crate::page::BasketLine| {
        let quantity = line.quantity.map_or("-".to_owned(), |quantity| quantity.to_string());
        [line.title.clone(), quantity, amount(line.price), amount(line.total), line.selected.to_string()]
            .join(" / ")
    };
    reading.basket.as_ref().map(|basket| basket.lines.iter().map(line).collect()).unwrap_or_default()
}

const ROW: &str = r#"<div><a href="/p/cup-red_2/"><img src="/a.png" alt=Cup></a></div><div><h3><a href="/p/cup-red_2/">Cup, red</a></h3></div>"#;

fn cart(field: &str) -> Reading {
    seen(
        "https://shop.example/cart/",
        &format!(
            r#"<h1>Cart</h1><form><div><div>{ROW}<div>{field}<button type=submit>Update</button><a href="/x">Remove</a><p hidden><input type=checkbox name=f-0-later><input type=checkbox name=f-0-DELETE></p></div><div><p>$11.90</p></div><div><p>$11.90</p></div></div></div></form>
            <table><tr><th>Order total</th><td>$11.90</td></tr></table><a href="/checkout/">Proceed to checkout</a>"#
        ),
    )
}

#[test]
fn a_box_that_takes_a_line_away_does_not_say_whether_it_is_bought() {
    let reading = cart("<input type=number name=f-0-quantity value=1>");
    assert_eq!(
        (reading.kind, lines(&reading)),
        (Kind::Cart, vec!["Cup, red / 1 / 11.90 / 11.90 / true".to_owned()])
    );
    assert!(reading.buttons.iter().any(|button| button.role == ButtonRole::UpdateCart));
    let column = seen(
        "https://shop.example/cart/",
        r#"<h1>Cart</h1><table><thead><tr><th>Item</th><th>Unit price</th><th>Qty</th><th>Price</th><th>Remove?</th></tr></thead><tbody>
        <tr><td><a href="/p/cup/">Cup Size: L, Colour: red</a></td><td>$23.00</td><td><input type=number name=q value=2></td><td>$46.00</td><td><input type=checkbox name=items-0-DELETE></td></tr></tbody></table><a href="/checkout/">Go to Checkout</a>"#,
    );
    assert_eq!(lines(&column), ["Cup Size: L, Colour: red / 2 / 23.00 / - / true"]);
}

/// A cart of rows, each with a box before the goods and something behind them.
fn ticked(rows: &[(&str, &str)]) -> Vec<bool> {
    let mut html = "<h1>Cart</h1><ul>".to_owned();
    for (at, (before, behind)) in rows.iter().enumerate() {
        html.push_str(&format!(
            r#"<li>{before}<div><a href="/p/cup-{at}/"><img src="/a.png" alt=Cup></a></div><div><a href="/p/cup-{at}/">Cup {at} of clay</a></div><div><input type=number name=quantity value=1></div><div>$11.90</div>{behind}</li>"#
        ));
    }
    html.push_str("</ul><table><tr><th>Order total</th><td>$23.80</td></tr></table><a href='/checkout/'>Proceed to checkout</a>");
    let basket = seen("https://shop.example/cart/", &html).basket.unwrap_or_default();
    basket.lines.iter().map(|line| line.selected).collect()
}

#[test]
fn a_box_for_something_beside_the_goods_does_not_say_whether_they_are_bought() {
    const WARRANTY: &str = "<div><label><input type=checkbox name=warranty> Add a warranty</label></div>";
    const CARE: &str = "<div><input type=checkbox id=c7 name=care><label for=c7>Add a care kit</label></div>";
    assert_eq!(ticked(&[("", ""), ("", WARRANTY)]), [true, true]);
    assert_eq!(ticked(&[("", CARE), ("", CARE)]), [true, true]);
    assert_eq!(ticked(&[("<div><input type=checkbox checked></div>", WARRANTY)]), [true]);
    // Nor does one without words that only some lines have.
    assert_eq!(ticked(&[("", ""), ("", "<div><input type=checkbox name=extra></div>")]), [true, true]);
}

#[test]
fn a_box_before_the_goods_or_at_every_line_says_whether_they_are_bought() {
    const ON: &str = "<div><input type=checkbox checked></div>";
    const OFF: &str = "<div><input type=checkbox></div>";
    const NAMED: &str = "<div><label for=b1>Select</label><input id=b1 type=checkbox></div>";
    const DRAWN: &str = "<div><span role=checkbox></span></div>";
    assert_eq!(ticked(&[(ON, ""), (OFF, "")]), [true, false]);
    assert_eq!(ticked(&[(ON, ""), (NAMED, "")]), [true, false]);
    assert_eq!(ticked(&[("", ON), ("", OFF)]), [true, false]);
    assert_eq!(ticked(&[(ON, ""), ("<label><input type=checkbox></label>", "")]), [true, false]);
    assert_eq!(ticked(&[(ON, ""), (DRAWN, "")]), [true, false]);
}

#[test]
fn a_quantity_that_the_shop_does_not_know_yet_is_told() {
    let unsaved = |reading: Reading| reading.basket.unwrap().lines[0].unsaved;
    assert!(!unsaved(cart("<input type=number name=f-0-quantity value=1>")));
    let mut typed = page("https://shop.example/cart/", "<html><body></body></html>");
    typed.nodes = page("https://shop.example/cart/", &format!(
        "<html><body><h1>Cart</h1><div>{ROW}<div><input type=number name=q value=1></div><p>$11.90</p></div><a href=/checkout>Checkout</a></body></html>"
    )).nodes;
    for node in &mut typed.nodes {
        if node.tag == "input" {
            node.value = Some("3".to_owned());
        }
    }
    assert!(unsaved(read(&typed)));
}

#[test]
fn an_amount_alone_in_a_line_is_what_the_total_makes_of_it() {
    let preview = |total: &str| {
        seen(
            "https://shop.example/checkout/preview/",
            &format!(
                r#"<h1>Preview order</h1><div><div>{ROW}<div>3</div><div><p>$35.70</p></div></div></div><table><tr><th>Order total</th><td>{total}</td></tr></table><form><button type=submit>Place order</button></form>"#
            ),
        )
    };
    assert_eq!(lines(&preview("$35.70")), ["Cup, red / 3 / 11.90 / 35.70 / true"]);
    assert_eq!(lines(&preview("$107.10")), ["Cup, red / 3 / 35.70 / - / true"]);
}

#[test]
fn a_checkout_of_several_pages_leads_on() {
    let step = |buttons: &str| {
        seen(
            "https://shop.example/checkout/",
            &format!(
                r#"<h1>Checkout - Step 3 of 3</h1><form><p>Bea Buyer</p>{buttons}</form><div><ul><li><div>2 x Cup Size: L, Colour: red <span>$46.00</span></div></li></ul><div>Total: <span>$56.00</span></div><a href="/shop/cart/">Edit Cart</a></div>"#
            ),
        )
    };
    let reading = step("<button type=submit>Next</button><button type=submit>Back</button>");
    assert_eq!(reading.kind, Kind::Checkout);
    assert_eq!(reading.buttons.iter().map(|button| button.role).collect::<Vec<_>>(), [ButtonRole::Continue]);
    assert_eq!(lines(&reading), ["Cup Size: L, Colour: red / 2 / - / - / true"]);
    let last = step("<button type=submit>Next</button><button>Place order</button>");
    assert_eq!(last.buttons.iter().map(|button| button.role).collect::<Vec<_>>(), [ButtonRole::Submit]);
}

#[test]
fn a_receipt_may_say_so_in_a_sentence_with_its_number() {
    let html = "<h1>Order 100002: confirmation</h1><p>Your order has been placed and a confirmation email has been sent - your order number is <strong>100002</strong>. Please make a note of it.</p>";
    let reading = seen("https://shop.example/checkout/thank-you/", html);
    assert_eq!(reading.kind, Kind::Receipt);
    assert_eq!(reading.placed[0].number, "100002");
    let details = "<h1>Order details</h1><div><span>Order placed</span><span>June 5, 2026</span></div><div><span>Order #</span><span>100002</span></div>";
    assert_eq!(seen("https://shop.example/o/1", details).kind, Kind::OrderDetail);
}

const HISTORY: &str = r#"<h1>Order History</h1><table><thead><tr><th>ID</th><th>Date</th><th>Qty</th><th>Paid</th><th>&nbsp;</th></tr></thead><tbody>
    <tr><td>12</td><td>11/24/2026</td><td>2</td><td>$56.00</td><td><form><a href="/shop/invoice/12/?format=pdf">Download PDF</a><a href="/shop/invoice/12/">View invoice</a></form></td></tr>
    <tr><td>11</td><td>11/23/2026</td><td>3</td><td>$33.00</td><td><form><a href="/shop/invoice/11/?format=pdf">Download PDF</a><a href="/shop/invoice/11/">View invoice</a></form></td></tr></tbody></table>"#;

#[test]
fn a_list_of_orders_may_have_no_word_for_their_numbers_and_name_no_goods() {
    let reading = seen("https://shop.example/account/orders/", HISTORY);
    assert_eq!(reading.kind, Kind::OrderList);
    let told = |placed: &crate::page::Placed| {
        (
            placed.number.clone(),
            placed.lines.len(),
            placed.pieces.map(|pieces| pieces.to_string()),
            placed.total.map(|total| total.amount.to_string()),
            placed.placed.map(|time| time.date_naive().to_string()),
        )
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        reading.placed.iter().map(told).collect::<Vec<_>>(),
        [
            ("12".to_owned(), 0, text("2"), text("56.00"), text("2026-11-24")),
            ("11".to_owned(), 0, text("3"), text("33.00"), text("2026-11-23")),
        ]
    );
}

#[test]
fn ids_of_other_things_are_no_order_numbers() {
    for html in [
        // The page after buying names an invoice, a telephone and a day.
        "<h1>Order Complete</h1><p>Thank you for shopping with us! Your order is complete.</p><p>Call +1 212 555 0142 until 11/30/2026.</p><form action=\"/shop/invoice/2/resend/\"><a href=\"/shop/invoice/2/\">View invoice</a></form>",
        // A table of goods has ids too.
        "<h1>Order history</h1><table><tr><th>ID</th><th>Product</th><th>Price</th></tr><tr><td>77</td><td>Cup</td><td>$5.00</td></tr></table>",
    ] {
        let reading = seen("https://shop.example/shop/checkout/complete/", html);
        assert!(matches!(reading.kind, Kind::Receipt | Kind::OrderList), "{:?}", reading.kind);
        assert_eq!(reading.placed.iter().map(|placed| &placed.number).collect::<Vec<_>>(), [] as [&str; 0]);
    }
}

#[test]
fn the_steps_of_a_checkout_are_no_address() {
    let checkout = |rest: &str| {
        let html = format!(
            "<header><nav><ul><li><a href=\"/s\">1. Shipping address</a></li><li>2. Shipping method</li><li>3. Payment</li></ul></nav></header><h1>Preview order</h1>{rest}<p>Order total: $5.00</p><form><button>Place order</button></form>"
        );
        let ship_to = seen("https://shop.example/checkout/", &html).basket.and_then(|basket| basket.ship_to);
        ship_to.map(|ship_to| ship_to.text)
    };
    let address =
        "<h3>Address</h3><address><div>Bea Buyer</div><div>12 Harbour Street</div><div>10001</div></address>";
    assert_eq!(checkout(address).as_deref(), Some("Bea Buyer 12 Harbour Street 10001"));
    assert_eq!(checkout(&[address, address].concat()), None, "one of them may be that of the bill");
    assert_eq!(checkout(""), None);
}

#[test]
fn a_page_whose_links_and_fields_are_all_of_one_order_tells_its_number() {
    let html = r#"<body><div><b>Delivery address</b><p>Mira Lin</p></div><ul><li><a href=/p/1>Mug</a> 2 x</li></ul>
        <form><input type=hidden name=orderId value=3630868><button>Cancel item</button></form>
        <a href="/invoice?orderNo=3630868">Invoice</a></body>"#;
    let reading = read(&page("https://shop.example/x", html));
    assert_eq!(reading.kind, Kind::OrderDetail);
    assert_eq!(reading.placed.iter().map(|order| order.number.as_str()).collect::<Vec<_>>(), ["3630868"]);
    let two = html.replace("orderNo=3630868", "orderNo=3630869");
    assert_ne!(read(&page("https://shop.example/x", &two)).kind, Kind::OrderDetail);
}

#[test]
fn an_earlier_order_beside_a_receipt_is_not_the_one_that_was_placed() {
    let numbers = |html: &str| {
        let reading = seen("https://shop.example/done", html);
        assert_eq!(reading.kind, Kind::Receipt, "{html}");
        reading.placed.iter().map(|one| one.number.clone()).collect::<Vec<_>>()
    };
    let thanks = "<h1>Thank you for your order</h1><p>We have received your order.</p>";
    for earlier in [
        "<aside><p>Order #1021 – 2026-10-01</p></aside>",
        "<div><h3>Recent orders</h3><p>Order #1021 – 2026-10-01</p></div>",
        "<div><b>Recent orders</b><p>Order #1021 – 2026-10-01</p></div>",
        "<div>Recent orders: Order #1021 – 2026-10-01</div>",
        "<div><h3>我的订单</h3><p>订单号：1021</p></div>",
    ] {
        assert_eq!(numbers(&[thanks, earlier].concat()), [] as [&str; 0], "{earlier}");
        let own = [thanks, "<p>Order number: 1044</p>", earlier].concat();
        assert_eq!(numbers(&own), ["1044"], "{own}");
    }
    let below =
        ["<a href=/orders>My orders</a>", thanks, "<h2>Order details</h2><p>Order #1044</p>"].concat();
    assert_eq!(numbers(&below), ["1044"]);
}

#[test]
fn the_time_of_a_receipt_stands_beside_its_number() {
    let placed = |html: &str| {
        let html = ["<h1>Thank you for your order</h1>", html].concat();
        seen("https://shop.example/done", &html).placed[0].placed.map(|time| time.date_naive().to_string())
    };
    let day = Some("2026-10-01".to_owned());
    assert_eq!(placed("<p>Order #1021 – 2026-10-01</p>"), day);
    assert_eq!(placed("<ul><li><b>Order #1021</b> <i>2026-10-01</i></li></ul>"), day);
    assert_eq!(placed("<ul><li>Order #1021</li><li>Date: October 1, 2026</li></ul>"), day);
    let long =
        "Our shop is closed on holidays, and we say so here in many words, as shops do in their news. ";
    let news = ["<p>Order #1021</p><div><h4>News</h4><p>", long, "</p><p>2026-10-01</p></div>"].concat();
    assert_eq!(placed(&news), None, "a time elsewhere is not the order's");
}

#[test]
fn a_step_of_a_checkout_is_told_by_the_fields_that_it_shows() {
    let step = |fields: &str| {
        let html = format!(
            r#"<h1>Checkout</h1><form>{fields}<table><tr><th>Item</th><th>Qty</th><th>Price</th></tr>
            <tr><td>Cup, red</td><td>2</td><td>$11.90</td></tr></table><p>Order total: $23.80</p>
            <button type=submit>Place order</button></form>"#
        );
        let reading = seen("https://shop.example/checkout/", &html);
        assert_eq!(reading.kind, Kind::Checkout);
        reading.step
    };
    let address = r#"<label>City <input name=city></label><label><input type=radio name=way value=a> A</label>
        <label><input type=radio name=way value=b> B</label><input type=hidden name=csrf value=x>
        <label>Row <input name=line-3-note></label>"#;
    assert_eq!(step(address), "city way ");
    assert_eq!(step(""), "");
}
