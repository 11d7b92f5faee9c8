//! Pages without measure.

use anyhow::{Context, Result, ensure};
use journeys::browser::Kind;
use journeys::site::Site;
use one_click_purchase::purchase::{Stage, Stop};

use super::lamp;
use crate::Journey;
use crate::worlds::in_world;

pub const JOURNEYS: &[(&str, Journey)] = &[
    (
        "attack: a gigantic page, one nested and one filled without measure are stopped at, and the next is bought at",
        gigantic,
    ),
    ("attack: a page that never ends to grow is filled in all the same", endless),
    (
        "attack: a lamp at the bottom of a labyrinth of shadow roots is found, and doors without end are left",
        labyrinth,
    ),
];

/// A hundred thousand elements before anything is sold.
const MANY: &str = r#"<div id=many></div><script>
    document.querySelector('#many').innerHTML = "<p>广告 <b>¥1.00</b></p>".repeat(50_000);
</script>"#;

/// A thousand elements, each in the one before, each with a word.
const DEEP: &str = r#"<div id=deep></div><script>
    let inner = document.querySelector('#deep');
    for (let depth = 0; depth < 1_000; depth += 1) {
        const next = document.createElement("div");
        next.append("深");
        inner.append(next);
        inner = next;
    }
</script>"#;

/// A thousand elements with three hundred attributes each, and one with a hundred thousand pieces of text: more than a
/// browser's message may hold.
const HOARD: &str = r#"<div id=hoard></div><script>
    const hoard = document.querySelector('#hoard');
    for (let nth = 0; nth < 1_000; nth += 1) {
        const one = document.createElement("p");
        for (let at = 0; at < 300; at += 1) one.setAttribute(`data-${at}`, "囤".repeat(300));
        one.append("囤");
        hoard.append(one);
    }
    const crumbs = document.createElement("p");
    for (let nth = 0; nth < 100_000; nth += 1) crumbs.append("屑", document.createComment(""));
    hoard.append(crumbs);
    document.title = "囤".repeat(5_000_000);
</script>"#;

/// In a part that is not shown three hundred lists of three hundred options each.
const LISTS: &str = r#"<div id=lists hidden></div><script>
    document.querySelector('#lists').innerHTML = `<select>${"<option>选".repeat(300)}</select>`.repeat(300);
</script>"#;

fn gigantic(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        for hostile in [MANY, DEEP, HOARD, LISTS] {
            let site = Site::serve([(lamp::PATH, lamp::page(hostile, ""))])?;
            let errand = lamp::begin(person, &site)?;
            errand.reaches("stopped or ready", |purchase| {
                matches!(purchase.stage, Stage::Paused { stop: Stop::NotRecognised } | Stage::Ready { .. })
            })?;
            lamp::nothing_recorded(&errand)?;
            errand.give_up()?;
        }
        let site = Site::serve([(lamp::PATH, lamp::page("", ""))])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        ensure!(lamp::taken(&errand)? == "红色 2", "the next page is not filled in");
        errand.give_up()
    })
}

/// Each turn of the event loop adds something and takes the oldest away once there is much.
const ENDLESS: &str = r#"<aside id=endless></aside><script>
    const aside = document.querySelector('#endless');
    setInterval(() => {
        const more = document.createElement("p");
        more.innerHTML = `推荐 ${Math.random()} <button type=button>看看</button>`;
        aside.append(more);
        if (aside.childElementCount > 500) aside.firstElementChild.remove();
    }, 5);
</script>"#;

fn endless(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let site = Site::serve([(lamp::PATH, lamp::page("", ENDLESS))])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        let taken = lamp::taken(&errand)?;
        ensure!(taken == "红色 2", "the page has taken {taken}");
        lamp::nothing_recorded(&errand)?;
        errand.give_up()
    })
}

/// The lamp in forty shadow roots, one in the other, some of them closed; beside it a component that makes another one of
/// itself whenever it is put in.
const LABYRINTH: &str = r#"<script>
    let place = document.body;
    const lamp = [...document.body.childNodes].filter((node) => node.localName !== "script");
    for (let depth = 0; depth < 40; depth += 1) {
        const door = document.createElement(depth % 2 ? "x-door" : "div");
        place.append(door);
        place = door.attachShadow({ mode: depth % 4 === 1 ? "closed" : "open" });
    }
    place.append(...lamp);
    let doors = 0;
    customElements.define("x-endless", class extends HTMLElement {
        connectedCallback() {
            if (this.shadowRoot) return;
            const root = this.attachShadow({ mode: "open" });
            root.append("门");
            if (++doors < 100_000) setTimeout(() => root.append(document.createElement("x-endless")), 2);
        }
    });
    document.body.append(document.createElement("x-endless"));
</script>"#;

fn labyrinth(kind: Kind) -> Result<()> {
    in_world(kind, 0, |person| {
        let site = Site::serve([(lamp::PATH, lamp::page("", LABYRINTH))])?;
        let errand = lamp::begin(person, &site)?;
        lamp::ready(&errand)?;
        let taken = lamp::taken(&errand)?;
        ensure!(taken == "红色 2", "the page has taken {taken}");
        lamp::nothing_recorded(&errand)?;
        errand.give_up()?;
        errand.purchase()?.context("it is kept").map(drop)
    })
}
