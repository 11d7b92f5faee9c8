//! Reads receipts, order lists and order pages: which supplier orders they tell, with their lines.

use std::ops::Range;

use chrono::FixedOffset;

use super::basket_reader::{settle_currency, sums, take_for_totals};
use super::goods::lines_in;
use super::line_reader::{line_at, lines_in_words};
use super::order_places::{decoys, is_of_earlier, labelled, linked, numbered, tied};
use super::paste::tracking_in;
use super::placed_links::{goods_only, is_of_order, own_page};
use super::placed_time::{placed_at, placed_beside};
use crate::page::evidence::Because;
use crate::page::fields::Field;
use crate::page::sheet::Sheet;
use crate::page::supplied::Supplied;
use crate::page::text::labels::{Label, labels_in};
use crate::page::text::money::amounts;
use crate::page::text::order_number::numbers_in_address;
use crate::page::text::quantity::quantity;
use crate::page::tree::At;
use crate::page::{Amount, BasketLine, Kind, Placed};

/// The supplier orders of a page, in its order. Times without a zone are taken to be in `zone`.
pub fn placed(
    sheet: &Sheet<'_, '_>,
    kind: Kind,
    supplied: Option<&Supplied>,
    zone: FixedOffset,
    because: &mut Because,
) -> Vec<Placed> {
    let decoys = decoys(sheet);
    let mut parts = supplied.map(|own| own.order_parts(sheet.tree, kind, because)).unwrap_or_default();
    if parts.is_empty() {
        let mut found = labelled(sheet, &decoys, because);
        if kind == Kind::Receipt {
            found.retain(|(_, at)| !is_of_earlier(sheet, *at));
        }
        if found.is_empty() && kind == Kind::OrderList {
            found = linked(sheet, &decoys, because);
            if found.is_empty() {
                found = numbered(sheet, &decoys, because);
            }
        }
        if found.is_empty() && kind != Kind::OrderList {
            let told = addressed(sheet, kind, supplied, zone, &decoys, because);
            let tied = tied(sheet.tree).filter(|(number, _)| {
                kind == Kind::OrderDetail && told.is_empty() && !decoys.contains(number)
            });
            let Some((number, at)) = tied else { return told };
            because.add("order_number", "control", &number);
            found.push((number, at));
        }
        parts = super::order_places::parts(sheet, kind, &found);
    }
    let mut all = Vec::new();
    for (number, part) in &parts {
        all.push(read(sheet, kind, zone, number, part, because));
    }
    all
}

/// Only the page's own address names the order.
fn addressed(
    sheet: &Sheet<'_, '_>,
    kind: Kind,
    supplied: Option<&Supplied>,
    zone: FixedOffset,
    decoys: &[String],
    because: &mut Because,
) -> Vec<Placed> {
    let mut numbers: Vec<(String, String)> = numbers_in_address(&sheet.tree.page.url);
    if let Some(number) = supplied.and_then(|own| own.in_address("order")) {
        numbers = vec![("profile".to_owned(), number.to_owned())];
    }
    numbers.retain(|(_, number)| !decoys.contains(number));
    numbers.dedup_by(|a, b| a.1 == b.1);
    let whole = sheet.everything();
    // What the page lists belongs to the order only where there is one.
    let part = if numbers.len() == 1 { whole } else { 0..0 };
    let mut all = Vec::new();
    for (name, number) in numbers {
        because.add("order_number", "address", &format!("{name}={number}"));
        all.push(Placed { from_address: true, ..read(sheet, kind, zone, &number, &part, because) });
    }
    all
}

fn read(
    sheet: &Sheet<'_, '_>,
    kind: Kind,
    zone: FixedOffset,
    number: &str,
    part: &Range<At>,
    because: &mut Because,
) -> Placed {
    let places = lines_in(sheet, part);
    let mut inner: Vec<Range<At>> = Vec::new();
    let mut lines: Vec<BasketLine> = Vec::new();
    for at in places {
        let line = line_at(sheet, at);
        if !line.url.as_deref().is_some_and(|url| is_of_order(url, number)) {
            inner.push(sheet.tree.subtree(at));
            lines.push(line);
        }
    }
    let fields = sheet.fields_in(part, &[]);
    let outside = sheet.fields_in(part, &inner);
    let (mut total, mut freight) = sums(sheet, &outside, &lines, because);
    if total.is_none() {
        // A card with one line holds the whole order.
        (total, freight) = match lines.as_slice() {
            [_] => sums(sheet, &fields, &lines, because),
            _ => (None, freight),
        };
    }
    total = total.or_else(|| left_over(sheet, part, &lines)).or_else(|| only_line(&lines, freight));
    if lines.is_empty() {
        lines = lines_in_words(sheet, part);
    }
    if lines.is_empty() {
        lines = goods_only(sheet, part);
        lines.retain(|line| !line.url.as_deref().is_some_and(|url| is_of_order(url, number)));
    }
    take_for_totals(&mut lines, total, freight);
    let pieces = fields.iter().find(|field| field.label == Label::Quantity);
    let pieces = pieces.filter(|_| lines.is_empty()).and_then(|field| quantity(&field.value));
    settle_currency(sheet, &mut lines, [&mut total, &mut freight]);
    Placed {
        number: number.to_owned(),
        lines,
        pieces,
        total,
        freight,
        placed: match kind {
            Kind::Receipt => placed_beside(sheet, part, number, zone),
            _ => placed_at(sheet, part, &fields, zone),
        },
        account: value_of(&fields, Label::Account),
        tracking: tracking(&fields),
        url: own_page(sheet, kind, part, number),
        from_address: false,
    }
}

/// What an order of one line without freight comes to.
fn only_line(lines: &[BasketLine], freight: Option<Amount>) -> Option<Amount> {
    match lines {
        [line] if freight.is_none_or(|freight| freight.amount.is_zero()) => line.total,
        _ => None,
    }
}

/// The one amount of the order that is no line's price or total and that no label claims.
fn left_over(sheet: &Sheet<'_, '_>, part: &Range<At>, lines: &[BasketLine]) -> Option<Amount> {
    let of_line =
        |amount: Amount| lines.iter().any(|line| line.price == Some(amount) || line.total == Some(amount));
    let mut only = None;
    for piece in sheet.pieces_in(part) {
        if piece.struck || sheet.said(piece).is_some() || !labels_in(&piece.text).is_empty() {
            continue;
        }
        for found in amounts(&piece.text, &sheet.tree.signs) {
            if found.marked
                && !found.ranged
                && !of_line(found.amount)
                && *only.get_or_insert(found.amount) != found.amount
            {
                return None;
            }
        }
    }
    only
}

fn value_of(fields: &[Field], label: Label) -> Option<String> {
    let value = fields.iter().find(|field| field.label == label).map(|field| field.value.as_str())?;
    value.split_whitespace().next().map(str::to_owned)
}

fn tracking(fields: &[Field]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for field in fields {
        if field.label == Label::Tracking
            && let Some(number) = tracking_in(&field.value)
            && !all.contains(&number)
        {
            all.push(number);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;
    use crate::page::tree::Tree;

    fn at(url: &str, kind: Kind, html: &str) -> Vec<Placed> {
        let page = page(url, &format!("<html lang=zh><body>{html}</body></html>"));
        let tree = Tree::of(&page);
        placed(
            &Sheet::of(&tree),
            kind,
            None,
            FixedOffset::east_opt(8 * 3600).unwrap(),
            &mut Because::default(),
        )
    }

    fn read(kind: Kind, html: &str) -> Vec<Placed> {
        at("https://shop.example/done?payId=77&date=20261123", kind, html)
    }

    fn numbers(all: &[Placed]) -> Vec<&str> {
        all.iter().map(|placed| placed.number.as_str()).collect()
    }

    fn total(placed: &Placed) -> String {
        placed.total.map_or("-".to_owned(), |total| total.amount.to_string())
    }

    #[test]
    fn a_receipt_tells_its_number() {
        for html in [
            "<h1>支付成功</h1><p>订单编号：2885410663725190012</p>",
            "<h1>支付成功</h1><p>支付流水号：9885410663725190099</p><p>订单号：<b>2885410663725190012</b> <button>复制</button></p>",
            "<dl><dt>交易流水号</dt><dd>9885410663725190099</dd><dt>订单编号</dt><dd>2885410663725190012</dd><dt>手机</dt><dd>13800138000</dd></dl>",
            "<p>Thank you! Your order number is <strong>2885410663725190012</strong>.</p><p>Call us: 4008001234567</p>",
            "<h2>Order # 2885410663725190012</h2><p>Payment reference: 9885410663725190099</p>",
        ] {
            assert_eq!(numbers(&read(Kind::Receipt, html)), ["2885410663725190012"], "{html}");
        }
    }

    #[test]
    fn numbers_that_are_something_else_are_refused() {
        for html in [
            "<h1>支付成功</h1><p>支付单号：2885410663725190012</p><p>运单号：773123456789012</p>",
            "<p>订单编号：请在订单列表中查看</p><p>2026-11-23</p>",
            "<p>订单号：2885410663725190012</p><p>支付流水号：2885410663725190012</p>",
            "<p>Your order has been placed!</p><a href=\"/shop/invoice/2/\">Invoice</a>",
        ] {
            assert_eq!(numbers(&read(Kind::Receipt, html)), [] as [&str; 0], "{html}");
        }
    }

    #[test]
    fn an_address_is_asked_where_the_text_tells_nothing() {
        let url = "https://shop.example/done?orderId=2885410663725190012&payId=77&date=20261123";
        let html = "<h1>支付成功</h1><p>支付流水号：77</p><p>实付款：¥35.60</p>";
        let all = at(url, Kind::Receipt, html);
        assert_eq!(numbers(&all), ["2885410663725190012"]);
        assert!(all[0].from_address);
        assert_eq!(total(&all[0]), "35.60");
        assert_eq!(at(url, Kind::OrderList, html), []);
        let decoy = at(
            "https://shop.example/done?orderNo=2885410663725190012",
            Kind::Receipt,
            "<p>交易号：2885410663725190012</p>",
        );
        assert_eq!(decoy, []);
    }

    const CUP: &str =
        r#"<a href="/offer/628473829.html">陶瓷杯</a><span>红色</span><span>¥12.80</span><span>×2</span>"#;
    const BOWL: &str =
        r#"<a href="/offer/628473830.html">玻璃碗</a><span>透明</span><span>¥5.00</span><span>×3</span>"#;

    #[test]
    fn two_orders_of_one_checkout_have_their_own_lines() {
        let two = [
            format!(
                "<h1>下单成功</h1><p>已拆分为两个订单</p><div><p>订单编号：1111111111111111111</p><div>{CUP}</div><p>实付款：¥25.60</p></div><div><p>订单编号：2222222222222222222</p><div>{BOWL}</div><p>实付款：¥25.00 (含运费 ¥10.00)</p></div>"
            ),
            format!(
                "<table><tr><td>订单编号：1111111111111111111</td></tr><tr><td>{CUP}</td><td>实付款：¥25.60</td></tr><tr><td>订单编号：2222222222222222222</td></tr><tr><td>{BOWL}</td><td>实付款：¥25.00 (含运费 ¥10.00)</td></tr></table>"
            ),
        ];
        for html in &two {
            let all = read(Kind::Receipt, html);
            assert_eq!(numbers(&all), ["1111111111111111111", "2222222222222222222"], "{html}");
            let titles: Vec<_> = all
                .iter()
                .map(|placed| placed.lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>())
                .collect();
            assert_eq!(titles, [["陶瓷杯"], ["玻璃碗"]], "{html}");
            assert_eq!((total(&all[0]).as_str(), total(&all[1]).as_str()), ("25.60", "25.00"), "{html}");
            assert_eq!(
                all[1].freight.map(|freight| freight.amount.to_string()).as_deref(),
                Some("10.00"),
                "{html}"
            );
        }
        let bare = read(
            Kind::Receipt,
            &format!("<p>订单编号：1111111111111111111、2222222222222222222</p><div>{CUP}</div>"),
        );
        assert_eq!(numbers(&bare), ["1111111111111111111", "2222222222222222222"]);
        assert!(bare.iter().all(|placed| placed.lines.is_empty()));
    }

    #[test]
    fn an_order_list_is_read_row_by_row() {
        let cards = format!(
            "<h1>我的订单</h1><ul><li><div><span>2026-11-23 19:17:06</span><span>订单号：2222222222222222222</span></div><div><div>{BOWL}</div><div>¥15.00</div><a href=\"/order?orderId=2222222222222222222\">订单详情</a></div></li>\
             <li><div><span>2026-11-22 09:00:00</span><span>订单号：1111111111111111111</span></div><div><div>{CUP}</div><div>¥25.60</div></div></li></ul>"
        );
        let table = format!(
            "<table><thead><tr><th>订单号</th><th>下单时间</th><th>商品</th><th>实付款</th><th>状态</th></tr></thead><tbody>\
             <tr><td><a href=\"/order?orderId=2222222222222222222\">2222222222222222222</a></td><td>2026-11-23 19:17:06</td><td>{BOWL}</td><td>¥15.00</td><td>待发货</td></tr>\
             <tr><td><a href=\"/order?orderId=1111111111111111111\">1111111111111111111</a></td><td>2026-11-22 09:00:00</td><td>{CUP}</td><td>¥25.60</td><td>待发货</td></tr></tbody></table>"
        );
        for html in [cards, table] {
            let all = read(Kind::OrderList, &html);
            assert_eq!(numbers(&all), ["2222222222222222222", "1111111111111111111"], "{html}");
            assert_eq!(
                all[0].placed.map(|time| time.to_rfc3339()).as_deref(),
                Some("2026-11-23T19:17:06+08:00"),
                "{html}"
            );
            assert_eq!(total(&all[0]), "15.00", "{html}");
            assert_eq!(all[0].lines[0].title, "玻璃碗", "{html}");
            assert_eq!(
                all[0].lines[0].quantity.map(|quantity| quantity.to_string()).as_deref(),
                Some("3"),
                "{html}"
            );
            assert_eq!(
                all[0].url.as_deref(),
                Some("https://shop.example/order?orderId=2222222222222222222"),
                "{html}"
            );
        }
    }

    #[test]
    fn an_english_table_of_short_numbers_is_read() {
        let all = read(
            Kind::OrderList,
            "<table><tr><th>Order</th><th>Date</th><th>Status</th><th>Total</th></tr>\
             <tr><td><a href=\"/account/view-order/1024/\">#1024</a></td><td>November 23, 2026</td><td>Processing</td><td>$25.60 for 2 items</td></tr>\
             <tr><td><a href=\"/account/view-order/1023/\">#1023</a></td><td>November 22, 2026</td><td>Processing</td><td>$5.00 for 1 item</td></tr></table>",
        );
        assert_eq!(numbers(&all), ["1024", "1023"]);
        assert_eq!((total(&all[0]).as_str(), total(&all[1]).as_str()), ("25.60", "5.00"));
        assert_eq!(all[0].url.as_deref(), Some("https://shop.example/account/view-order/1024/"));
    }

    #[test]
    fn a_receipt_may_tell_its_goods_in_words() {
        let all = read(
            Kind::Receipt,
            "<p>订单编号：2885410663725190012</p><ul><li>陶瓷杯 带盖 规格：红色 大号 × 10</li></ul>",
        );
        let line = &all[0].lines[0];
        assert_eq!((line.title.as_str(), line.variant.join("|").as_str()), ("陶瓷杯 带盖", "红色 大号"));
        assert_eq!(line.quantity.map(|quantity| quantity.to_string()).as_deref(), Some("10"));
    }

    #[test]
    fn an_order_page_tells_all_of_it() {
        let all = at(
            "https://shop.example/order?orderId=2885410663725190012",
            Kind::OrderDetail,
            &format!(
                "<h1>订单详情</h1><ul><li>订单编号：2885410663725190012</li><li>买家账号：yiwu_01</li><li>创建时间：2026-11-23 19:17:06</li><li>付款时间：2026-11-23 19:20:00</li><li>运单号：YT1234567890123</li></ul>\
                 <div><div>{CUP}</div><div>{BOWL}</div></div><p>运费 ¥10.00</p><p>合计 ¥50.60</p>"
            ),
        );
        assert_eq!(numbers(&all), ["2885410663725190012"]);
        let placed = &all[0];
        assert_eq!(placed.lines.len(), 2);
        assert_eq!(total(placed), "50.60");
        assert_eq!(placed.account.as_deref(), Some("yiwu_01"));
        assert_eq!(placed.tracking, ["YT1234567890123"]);
        assert_eq!(placed.placed.map(|time| time.to_rfc3339()).as_deref(), Some("2026-11-23T19:17:06+08:00"));
        assert_eq!(placed.url.as_deref(), Some("https://shop.example/order?orderId=2885410663725190012"));
    }
}
