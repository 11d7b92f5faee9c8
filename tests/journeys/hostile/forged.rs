//! Receipts and lists of orders that nobody made but the page.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::person::Errand;
use journeys::site::{Page, Site};
use one_click_purchase::order::{Evidence, Status};
use one_click_purchase::purchase::{Purchase, Stage, Stop};

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    (
        "attack: a receipt without a press, in a frame, on another host or on one below the supplier's is not recorded",
        unpressed,
    ),
    (
        "attack: after a press a receipt that does not fit is not recorded, and one that fits says who showed it",
        pressed,
    ),
    (
        "attack: nor is one after a press in a frame, on another host or on one below the supplier's",
        elsewhere,
    ),
    (
        "attack: a number that the page after buying shows and the list of orders does not is told to stand alone",
        alone,
    ),
];

/// A receipt of lamps with its number; `rest` stands below it.
fn receipt(number: &str, colour: &str, quantity: u32, rest: &str) -> String {
    format!(
        r#"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>订单提交成功</title><body>
        <div>您好,<b>buyer</b> <button type=button>退出</button></div>
        <main><h1>订单提交成功</h1><p>感谢您的购买</p><p>订单编号:<b>{number}</b></p>
        <table><tr><th>商品</th><th>单价</th><th>数量</th><th>小计</th></tr>
        <tr><td><a href="/item/1">台灯</a> 颜色:{colour}</td><td>¥12.80</td><td>{quantity}</td><td>¥25.60</td></tr></table>
        <p>实付款:¥25.60</p></main>{rest}"#
    )
}

/// A list of orders in which one is of lamps.
fn list(number: &str, colour: &str, quantity: u32) -> String {
    format!(
        r#"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>我的订单</title><body>
        <h1>我的订单</h1><table><tr><th>订单编号</th><th>商品</th><th>数量</th><th>实付款</th></tr>
        <tr><td>订单编号:{number}</td><td><a href="/item/1">台灯</a> 颜色:{colour}</td><td>×{quantity}</td><td>¥25.60</td></tr></table>"#
    )
}

/// What a frame shows: a receipt at first, later a checkout, by which it is known that the frame was looked at.
fn framed(number: &str) -> String {
    let late = r#"<script>setTimeout(() => {
        document.title = "确认订单";
        document.body.innerHTML = `<h1>确认订单</h1><table><tr><th>商品</th><th>单价</th><th>数量</th><th>小计</th></tr>
        <tr><td><a href="/item/1">台灯</a> 颜色:红色</td><td>¥12.80</td><td>2</td><td>¥25.60</td></tr></table>
        <p>应付总额:¥25.60</p><form><button>提交订单</button></form>`;
    }, 1500)</script>"#;
    receipt(number, "红色", 2, late)
}

/// Waits until the document that the supplier's tab shows was looked at: it is given a panel of its own.
fn looked_at(errand: &Errand<'_, '_>) -> Result<()> {
    errand.panel_token().map(drop)
}

/// A page of the supplier's with its own receipt in a frame, and another host's.
fn frames(other: &Site) -> Page {
    Page::new(format!(
        r#"<!doctype html><meta charset=utf-8><title>活动</title><h1>活动</h1>
        <iframe src="/framed" width=800 height=400></iframe><iframe src="{}"></iframe>"#,
        other.url("127.0.0.1", "/done")
    ))
}

/// Waits until the document in the frame was looked at, long after its receipt.
fn frame_was_looked_at(errand: &Errand<'_, '_>) -> Result<()> {
    let told =
        |purchase: &Purchase| purchase.checkout.as_ref().is_some_and(|checkout| checkout.total.is_some());
    errand.reaches("told what its frame shows", told).map(drop)
}

fn elsewhere(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let other = Site::serve([("/done", Page::new(receipt("88000000000000000031", "红色", 2, "")))])?;
        let away = other.url("127.0.0.1", "/done");
        let buy = format!(
            r#"<script>document.querySelector(".buy").onclick = () => {{ location.href = "{away}"; }};</script>"#
        );
        let site = Site::serve([
            (lamp::PATH, lamp::page("", &buy)),
            ("/frame", frames(&other)),
            ("/framed", Page::new(framed("88000000000000000032"))),
        ])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        browser.switch(&errand.tab()?)?;
        browser.find(".buy")?.click()?;
        let is_open = |purchase: &Purchase| purchase.may_be_placed() && purchase.reports.is_empty();
        errand.reaches("pressed", is_open)?;
        browser.until("the other host", || Ok((browser.url()? == away).then_some(())))?;
        looked_at(&errand)?;
        for page in [other.url("checkout.localhost", "/done"), site.url("localhost", "/frame")] {
            errand.reaches("still open", is_open)?;
            lamp::nothing_reported(&errand)?;
            lamp::leads(&errand, &page)?;
            looked_at(&errand)?;
        }
        frame_was_looked_at(&errand)?;
        lamp::nothing_reported(&errand)?;
        errand.give_up()
    })
}

fn unpressed(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let with_list = |number| receipt(number, "红色", 2, r#"<nav><a href="/orders">我的订单</a></nav>"#);
        let other = Site::serve([("/done", Page::new(receipt("88000000000000000003", "红色", 2, "")))])?;
        let site = Site::serve([
            (lamp::PATH, lamp::page("", "")),
            ("/done", Page::new(receipt("88000000000000000001", "红色", 2, ""))),
            ("/listed", Page::new(with_list("88000000000000000002"))),
            ("/orders", Page::new(list("88000000000000000002", "蓝色", 2))),
            ("/frame", frames(&other)),
            ("/framed", Page::new(framed("88000000000000000004"))),
        ])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        // The supplier's own receipt that nobody pressed for.
        lamp::leads(&errand, &site.url("localhost", "/done"))?;
        looked_at(&errand)?;
        lamp::nothing_recorded(&errand)?;
        // With a list of orders beside it, which is asked and shows another thing.
        lamp::leads(&errand, &site.url("localhost", "/listed"))?;
        errand.reaches("looked up in the list of orders", |purchase| {
            purchase.log.iter().any(|entry| entry.what == "looked up")
        })?;
        errand.reaches("done with the list of orders", |purchase| purchase.looking_up.is_none())?;
        lamp::nothing_recorded(&errand)?;
        // In a frame of its own, and in one of another host.
        lamp::leads(&errand, &site.url("localhost", "/frame"))?;
        frame_was_looked_at(&errand)?;
        lamp::nothing_recorded(&errand)?;
        // On other hosts to which there is access, one of them below the supplier's.
        for host in ["127.0.0.1", "checkout.localhost"] {
            lamp::leads(&errand, &other.url(host, "/done"))?;
            looked_at(&errand)?;
            lamp::nothing_recorded(&errand)?;
        }
        errand.give_up()
    })
}

fn pressed(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let buy = r#"<script>document.querySelector(".buy").onclick = () => { location.href = "/wrong"; };</script>"#;
        let site = Site::serve([
            (lamp::PATH, lamp::page("", buy)),
            ("/wrong", Page::new(receipt("88000000000000000011", "红色", 200, ""))),
            ("/other", Page::new(receipt("88000000000000000012", "蓝色", 2, ""))),
            ("/right", Page::new(receipt("88000000000000000013", "红色", 2, ""))),
        ])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        browser.switch(&errand.tab()?)?;
        browser.find(".buy")?.click()?;
        let asks = |number: &'static str| {
            move |purchase: &Purchase| {
                matches!(&purchase.stage, Stage::Paused { stop: Stop::WhichNumber { found } }
                    if found.iter().any(|one| one.number == number))
            }
        };
        let purchase = errand.reaches("asked about another quantity", asks("88000000000000000011"))?;
        ensure!(purchase.reports.is_empty(), "another quantity was recorded");
        lamp::leads(&errand, &site.url("localhost", "/other"))?;
        let purchase = errand.reaches("asked about another variant", asks("88000000000000000012"))?;
        ensure!(purchase.reports.is_empty(), "another variant was recorded");
        lamp::leads(&errand, &site.url("localhost", "/right"))?;
        errand.reaches("confirmed", |purchase| purchase.stage == Stage::Confirmed)?;
        let kept = person.world.desk.reaches(&errand.order.id, Status::Purchased)?;
        let report = kept.reports.first().context("a report")?;
        ensure!(
            report.number == "88000000000000000013" && report.evidence == Evidence::ShownByPage,
            "recorded as {report:?}"
        );
        ensure!(kept.reports.len() == 1, "more than one was recorded: {:?}", kept.reports);
        Ok(())
    })
}

fn alone(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let buy = r#"<script>document.querySelector(".buy").onclick = () => { location.href = "/done"; };</script>"#;
        let shown = [
            (
                "88000000000000000021",
                "88000000000000000021",
                ".listed:not(.missing)",
                "in the supplier's list",
            ),
            ("88000000000000000022", "88000000000000000099", ".listed.missing", "not in the supplier's list"),
        ];
        for (number, listed, shows, told) in shown {
            let done = receipt(number, "红色", 2, r#"<nav><a href="/orders">我的订单</a></nav>"#);
            let site = Site::serve([
                (lamp::PATH, lamp::page("", buy)),
                ("/done", Page::new(done)),
                ("/orders", Page::new(list(listed, "红色", 2))),
            ])?;
            let errand = lamp::begin(person, &site)?;
            lamp::ready(&errand)?;
            browser.switch(&errand.tab()?)?;
            browser.find(".buy")?.click()?;
            // Nobody looks at the list, which is closed for that reason alone.
            let looked_up =
                |purchase: &Purchase| purchase.stage == Stage::Confirmed && !purchase.awaits_listing();
            browser
                .until("the number to be looked up", || Ok(errand.purchase()?.filter(looked_up).map(drop)))
                .with_context(|| format!("{:?}", errand.purchase().ok().flatten().map(|one| one.log)))?;
            errand.has_one_tab()?;
            person.look_at_popup()?;
            browser.find("#tab-done")?.click()?;
            browser
                .find_with_text(shows, told)
                .with_context(|| format!("{:?}", errand.purchase().ok().flatten().map(|one| one.log)))?;
        }
        Ok(())
    })
}
