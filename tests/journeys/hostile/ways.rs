//! Ways that lead elsewhere: from the supplier's address, from its sign-in, and from the ERP's.

use anyhow::{Result, ensure};
use journeys::browser::Kind;
use journeys::site::{Page, Site};
use one_click_purchase::erp::Kind as ErpKind;
use one_click_purchase::purchase::{Stage, Stop};
use serde_json::json;

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    (
        "attack: what the supplier's address or its sign-in lead to on another host is not filled in",
        elsewhere,
    ),
    ("attack: an ERP that redirects sends no key and no request to the listener", listener),
];

/// A page to sign in at that leads elsewhere once it is told to.
const SIGN_IN: &str = r#"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>登录</title><body><h1>会员登录</h1>
    <form><label>账号 <input name=account autocomplete=username></label><label>密码 <input type=password name=pw></label>
    <button>登录</button></form>"#;

fn elsewhere(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let browser = &person.world.browser;
        let other = Site::serve([(lamp::PATH, lamp::page("", ""))])?;
        let fake = other.url("127.0.0.1", lamp::PATH);
        // The address itself leads to the same goods on another host.
        let site = Site::serve([(lamp::PATH, Page::redirect(fake.clone()))])?;
        let errand = lamp::begin(person, &site)?;
        errand.reaches("stopped", |purchase| {
            matches!(purchase.stage, Stage::Paused { stop: Stop::OtherProduct { .. } | Stop::NotRecognised })
        })?;
        ensure!(lamp::taken(&errand)? == "- 1", "the other host's page was filled in");
        lamp::nothing_recorded(&errand)?;
        errand.give_up()?;
        // The sign-in does, as an open redirect lets anybody make it do.
        let site = Site::serve([
            (lamp::PATH, Page::redirect("/login?to=//evil.example")),
            ("/login", Page::new(SIGN_IN)),
        ])?;
        let errand = lamp::begin(person, &site)?;
        errand.reaches("at the sign-in", |purchase| purchase.stage == Stage::SignIn)?;
        lamp::leads(&errand, &fake)?;
        // It was looked at once it is given a panel.
        errand.panel_token()?;
        ensure!(lamp::taken(&errand)? == "- 1", "the other host's page was filled in");
        let purchase = errand.reaches("still at the sign-in", |purchase| purchase.stage == Stage::SignIn)?;
        ensure!(purchase.tasks.iter().all(|task| task.rounds == 0), "steps were done: {:?}", purchase.log);
        lamp::nothing_recorded(&errand)?;
        browser.switch(&person.popup)?;
        errand.give_up()
    })
}

fn listener(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let world = person.world;
        let listener = Site::serve([("*", Page::new("{}"))])?;
        for status in [301, 302, 307, 308] {
            let mut page = Page::redirect(listener.url("127.0.0.1", "/stolen"));
            page.status = status;
            let erp = Site::serve([("*", page)])?;
            world.browser.switch(&person.popup)?;
            for erp_kind in [
                ErpKind::Desk,
                ErpKind::Dolibarr,
                ErpKind::ErpNext,
                ErpKind::InvenTree,
                ErpKind::Odoo,
                ErpKind::Tryton,
            ] {
                let connection = json!({
                    "erp": erp_kind, "address": erp.url("127.0.0.1", ""), "key": "a-key-that-is-secret", "name": "",
                });
                let answer = world.tell(&json!({ "kind": "test", "connection": connection }))?;
                ensure!(
                    answer.to_string().contains("erp_redirected"),
                    "{erp_kind:?} with {status} answers {answer}"
                );
            }
            ensure!(!erp.asked().is_empty(), "the ERP was not asked");
        }
        let asked = listener.asked();
        ensure!(asked.is_empty(), "the listener was asked: {asked:?}");
        Ok(())
    })
}
