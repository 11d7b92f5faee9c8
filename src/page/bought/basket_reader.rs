//! Reads carts and checkouts: lines, freight, the total to pay, and where the goods go.

use std::ops::Range;

use rust_decimal::Decimal;

use super::boxes::take_ticks;
use super::goods::{beside_page, lines_in};
use super::line_reader::{line_at, lines_in_words};
use super::paste::{first_amount, freight, total};
use crate::order::{Currency, added, divided, has_text, multiplied, number_text};
use crate::page::evidence::Because;
use crate::page::fields::{Field, PageField};
use crate::page::sheet::Sheet;
use crate::page::text::chars::CharKind;
use crate::page::text::labels::Label;
use crate::page::tree::{At, Tree};
use crate::page::{Amount, Basket, BasketLine, ShipTo};

/// What a cart, a checkout or a receipt lists; nothing where it lists nothing and names no total.
pub fn basket(sheet: &Sheet<'_, '_>, because: &mut Because) -> Option<Basket> {
    let page = sheet.everything();
    let places = lines_in(sheet, &page);
    let mut parts: Vec<Range<At>> = Vec::new();
    let mut basket = Basket { cut: sheet.tree.page.cut, ..Basket::default() };
    for at in places {
        parts.push(sheet.tree.subtree(at));
        basket.lines.push(line_at(sheet, at));
    }
    take_ticks(sheet, &parts, &mut basket.lines);
    if basket.lines.is_empty() {
        basket.lines = lines_in_words(sheet, &page);
    }
    let fields = sheet.fields_in(&page, &parts);
    (basket.total, basket.freight) = sums(sheet, &fields, &basket.lines, because);
    take_for_totals(&mut basket.lines, basket.total, basket.freight);
    basket.ship_to = ship_to(sheet, &parts);
    settle_currency(sheet, &mut basket.lines, [&mut basket.total, &mut basket.freight]);
    if basket.lines.is_empty() && basket.total.is_none() {
        return None;
    }
    because.add("basket", "text", &format!("{} lines", basket.lines.len()));
    Some(basket)
}

/// The total to pay and the freight in it. Of several totals the one that the lines and the freight
/// add up to is the one, since words such as 合计 may leave freight out.
pub fn sums(
    sheet: &Sheet<'_, '_>,
    fields: &[Field],
    lines: &[BasketLine],
    because: &mut Because,
) -> (Option<Amount>, Option<Amount>) {
    let signs = &sheet.tree.signs;
    let freight = freight(fields, signs);
    let due = due(lines, freight).filter(|_| !lines.is_empty());
    let mut fitting: Option<(&Field, Amount)> = None;
    let mut payable = false;
    for field in fields {
        if !matches!(field.label, Label::Payable | Label::Total) {
            continue;
        }
        let Some(amount) = first_amount(&field.value, signs) else { continue };
        payable |= field.label == Label::Payable;
        if fitting.is_none() && Some(amount.amount) == due {
            fitting = Some((field, amount));
        }
    }
    if let Some((field, amount)) = fitting {
        because.add(
            "total",
            "text",
            &[&field.words, " ", &number_text(amount.amount), " = lines + freight"].concat(),
        );
        // What was really paid may be less than what the goods add up to.
        if !payable || field.label == Label::Payable {
            return (Some(amount), freight);
        }
    }
    let total = total(fields, signs);
    if let Some(total) = total {
        because.add("total", "text", &number_text(total.amount));
    }
    (total, freight)
}

/// An amount that stands alone in a line is the price of one, unless the page's total says that it is
/// that of all pieces.
pub fn take_for_totals(lines: &mut [BasketLine], total: Option<Amount>, freight: Option<Amount>) {
    let Some(total) = total else { return };
    let mut sum = freight.map_or(Decimal::ZERO, |freight| freight.amount);
    for line in lines.iter().filter(|line| line.selected) {
        let (Some(price), None) = (line.price, line.total) else { return };
        match added(sum, price.amount) {
            Some(more) => sum = more,
            None => return,
        }
    }
    if sum != total.amount || due(lines, freight) == Some(total.amount) {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.selected) {
        line.total = line.price.take();
        line.price = match (line.total, line.quantity) {
            (Some(all), Some(quantity)) => {
                divided(all.amount, quantity).map(|one| Amount { amount: one, currency: all.currency })
            }
            _ => None,
        };
    }
}

/// What the ticked lines and the freight come to.
fn due(lines: &[BasketLine], freight: Option<Amount>) -> Option<Decimal> {
    let mut sum = freight.map_or(Decimal::ZERO, |freight| freight.amount);
    for line in lines {
        if line.selected {
            let of_line = match line.total {
                Some(total) => total.amount,
                None => multiplied(line.price?.amount, line.quantity?)?,
            };
            sum = added(sum, of_line)?;
        }
    }
    Some(sum)
}

/// An amount without a currency has that of the others, where these agree and no sign on the page is
/// left open.
pub fn settle_currency(sheet: &Sheet<'_, '_>, lines: &mut [BasketLine], sums: [&mut Option<Amount>; 2]) {
    let open = sheet.tree.signs.dollar.is_none()
        && sheet.pieces.all().iter().any(|piece| has_text(&piece.text, "$"));
    let mut all: Vec<&mut Amount> = Vec::new();
    for line in lines {
        all.extend(&mut line.price);
        all.extend(&mut line.total);
    }
    for sum in sums {
        all.extend(sum);
    }
    let mut first = None;
    for currency in all.iter().filter_map(|amount| amount.currency) {
        if *first.get_or_insert(currency) != currency {
            return;
        }
    }
    let Some(first) = first.or_else(|| head_currency(sheet)) else { return };
    if open {
        return;
    }
    for amount in all {
        amount.currency = amount.currency.or(Some(first));
    }
}

/// The currency that a column's head names, as in 单价(元).
fn head_currency(sheet: &Sheet<'_, '_>) -> Option<Currency> {
    for piece in sheet.pieces.all() {
        if sheet.fields.is_head(sheet.tree, piece.at)
            && let Some((_, aside)) = piece.text.split_once('(')
            && let Some(sign) = aside.strip_suffix(')')
            && let Some(amount) = first_amount(&["1 ", sign].concat(), &sheet.tree.signs)
            && amount.currency.is_some()
        {
            return amount.currency;
        }
    }
    None
}

/// The address that the goods go to: what stands under its heading; of several the chosen one. Else the
/// only thing on the page that is marked up as an address. The head of a page names the checkout's steps.
fn ship_to(sheet: &Sheet<'_, '_>, lines: &[Range<At>]) -> Option<ShipTo> {
    for field in &sheet.fields.all {
        if field.field.label == Label::ShipTo
            && !beside_page(sheet, field.at)
            && let Some(ship_to) = ship_to_under(sheet.tree, field, lines)
        {
            return Some(ship_to);
        }
    }
    let tree = sheet.tree;
    let marked = |at: At| tree.tag(at) == "address" && tree.node(at).shown && !beside_page(sheet, at);
    match tree.those(tree.all(), &marked).as_slice() {
        [only] => Some(ShipTo { text: tree.text(*only) }).filter(|ship_to| !ship_to.text.is_empty()),
        _ => None,
    }
}

const BEHIND_HEADING: CharKind = |char| matches!(char, ':' | '：' | ' ');

fn ship_to_under(tree: &Tree<'_>, label: &PageField, lines: &[Range<At>]) -> Option<ShipTo> {
    let words = label.field.words.as_str();
    let longer = |at: At| tree.text(at).chars().count() >= words.chars().count() + 8;
    let around = if longer(label.at) { label.at } else { tree.near_outer(label.at, 4, &longer)? };
    let inside = tree.subtree(around);
    let whole = tree.text(around);
    if lines.iter().any(|line| inside.contains(&line.start)) || whole.chars().count() > 400 {
        return None;
    }
    let radio = |at: At| tree.tag(at) == "input" && tree.attribute(at, "type") == "radio";
    let chosen = tree.first(inside.clone(), &|at| radio(at) && tree.node(at).checked);
    let mut text = chosen.map_or(String::new(), |chosen| {
        let mut alone = chosen;
        for outer in tree.ancestors(chosen) {
            if tree.those(tree.subtree(outer), &radio).len() != 1 {
                break;
            }
            alone = outer;
        }
        tree.text(alone)
    });
    if text.is_empty() {
        text = whole;
    }
    let mut text = text.strip_prefix(words).unwrap_or(&text).trim_start_matches(BEHIND_HEADING).to_owned();
    for at in inside {
        if matches!(tree.tag(at), "input" | "textarea")
            && tree.node(at).shown
            && matches!(tree.attribute(at, "type"), "" | "text" | "tel")
            && let Some(value) = &tree.node(at).value
        {
            text.push(' ');
            text.push_str(value);
        }
    }
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(ShipTo { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testpage::page;

    fn read(html: &str) -> (Basket, Because) {
        let page = page("https://shop.example/cart", &format!("<html lang=zh><body>{html}</body></html>"));
        let tree = Tree::of(&page);
        let mut because = Because::default();
        (basket(&Sheet::of(&tree), &mut because).unwrap_or_default(), because)
    }

    fn show(amount: Option<Amount>) -> String {
        let currency = |amount: Amount| amount.currency.map_or("?".to_owned(), |code| code.to_string());
        amount.map_or("-".to_owned(), |amount| format!("{} {}", amount.amount, currency(amount)))
    }

    fn lines(basket: &Basket) -> Vec<String> {
        let quantity =
            |line: &BasketLine| line.quantity.map_or("-".to_owned(), |quantity| quantity.to_string());
        let line = |line: &BasketLine| {
            [line.title.clone(), line.variant.join("|"), quantity(line), show(line.price), show(line.total)]
                .join(" / ")
        };
        basket.lines.iter().map(line).collect()
    }

    const EXPECTED: [&str; 2] =
        ["陶瓷杯 / 红色|大号 / 2 / 12.80 CNY / 25.60 CNY", "玻璃碗 / 透明 / 3 / 5 CNY / 15 CNY"];

    #[test]
    fn a_table_is_read_by_its_columns() {
        let (basket, because) = read(
            r#"<table><thead><tr><th></th><th>商品信息</th><th>单价(元)</th><th>数量</th><th>小计</th><th>操作</th></tr></thead><tbody>
            <tr><td><input type=checkbox checked></td><td><a href="/offer/628473829.html"><img src="/a.png"></a><a href="/offer/628473829.html">陶瓷杯</a><p>红色</p><p>大号</p></td><td>12.80</td><td><button>-</button><input type=text value=2 min=1 name=q><button>+</button></td><td>25.60</td><td><a href="/x">删除</a></td></tr>
            <tr><td><input type=checkbox></td><td><a href="/offer/628473830.html">玻璃碗</a><p>透明</p></td><td>5</td><td><button>-</button><input type=text value=3 name=q><button>+</button></td><td>15</td><td><a href="/x">删除</a></td></tr></tbody></table>
            <div><span>商品总价</span><span>25.60</span> 运费：¥10.00 合计(含运费)：<b>¥35.60</b><button>提交订单</button></div>"#,
        );
        assert_eq!(lines(&basket), EXPECTED);
        assert_eq!(basket.lines.iter().map(|line| line.selected).collect::<Vec<_>>(), [true, false]);
        assert_eq!(basket.lines[0].id.as_deref(), Some("628473829"));
        let control = basket.lines[0].control.clone().unwrap();
        assert_eq!(
            (control.min, control.minus.is_some(), control.plus.is_some()),
            (Some(Decimal::ONE), true, true)
        );
        assert_eq!(
            (show(basket.total), show(basket.freight)),
            ("35.60 CNY".to_owned(), "10.00 CNY".to_owned())
        );
        assert!(
            because
                .0
                .iter()
                .any(|evidence| evidence.of == "total" && evidence.mark.contains("lines + freight"))
        );
    }

    #[test]
    fn a_list_of_blocks_is_read_by_what_multiplies() {
        let (basket, _) = read(
            r#"<h1>确认订单</h1><div><h3>收货地址</h3><p>王小明 13800138000</p><p>浙江省义乌市稠州路 1 号</p></div>
            <ul><li><img src="/a.png"><div><a href="/offer/628473829.html">陶瓷杯</a><span>红色</span><span>大号</span></div><s>¥15.00</s><div>¥12.80</div><div>×2</div><div>¥25.60</div></li>
            <li><img src="/b.png"><div><a href="/offer/628473830.html">玻璃碗</a><span>透明</span></div><div>¥5</div><div>×3</div><div>¥15</div></li></ul>
            <dl><dt>商品总价</dt><dd>¥40.60</dd><dt>运费</dt><dd>免运费</dd><dt>店铺优惠</dt><dd>-¥0.60</dd><dt>实付款</dt><dd><em>¥</em>40<em>.00</em></dd></dl>"#,
        );
        assert_eq!(lines(&basket), EXPECTED);
        assert_eq!((show(basket.total), show(basket.freight)), ("40.00 CNY".to_owned(), "0 CNY".to_owned()));
        assert_eq!(basket.ship_to.unwrap().text, "王小明 13800138000 浙江省义乌市稠州路 1 号");
    }

    #[test]
    fn one_line_in_plain_blocks_takes_in_what_is_around_it() {
        let (basket, _) = read(
            r#"<div><div><div><input type=checkbox checked></div><div><a href="/p/cup">Ceramic cup</a><div>Colour: red</div><div>$12.80 × 2</div></div><div>$25.60</div></div></div>
            <div><div>Subtotal <b>$25.60</b></div><div>Shipping <b>$4.40</b></div><div>Order total <b>$30.00</b></div></div>"#,
        );
        assert_eq!(lines(&basket), ["Ceramic cup / Colour: red / 2 / 12.80 ? / 25.60 ?"]);
        assert!(basket.lines[0].selected);
        assert_eq!((show(basket.total), show(basket.freight)), ("30.00 ?".to_owned(), "4.40 ?".to_owned()));
    }

    #[test]
    fn recommendations_and_headers_are_no_lines() {
        let (basket, _) = read(
            r#"<header><a href="/cart">购物车</a><b>2</b><b>¥40.60</b></header>
            <ul><li><a href="/offer/1">杯子</a><img src="/a.png"><p>¥3.00</p><p>已售200件</p></li><li><a href="/offer/2">碗</a><p>¥4.00</p><p>已售2件</p></li></ul>"#,
        );
        assert_eq!(lines(&basket), [] as [&str; 0]);
    }

    #[test]
    fn the_chosen_address_is_the_ship_to() {
        let (basket, _) = read(
            r#"<section><h2>Ship to</h2><label><input type=radio name=a value=1><span>Li, 1 First Road, 100000</span></label><label><input type=radio name=a value=2 checked><span>Wang, 2 Second Road, 200000</span></label></section><p>Total: ¥5.00</p>"#,
        );
        assert_eq!(basket.ship_to.unwrap().text, "Wang, 2 Second Road, 200000");
    }
}
