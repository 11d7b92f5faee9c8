//! A person's API keys.

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};

use super::layout::{csrf, page};
use super::request::{Posted, Visit};
use super::show::{age, notice};
use super::trouble::Trouble;
use super::users::complaint;
use crate::people;
use crate::scope::Scope;
use crate::server::Desk;
use crate::store::keys;

pub async fn list(State(desk): State<Desk>, visit: Visit) -> Result<Markup, Trouble> {
    render(&desk, &visit, &html! {}).await
}

pub async fn add(State(desk): State<Desk>, posted: Posted) -> Result<Markup, Trouble> {
    let visit = posted.visit;
    let words = visit.words();
    let scope = Scope::named(posted.fields.get("scope")).ok_or(Trouble::NotFound)?;
    let label = posted.fields.get("label");
    let said = match people::add_key(&desk.store, &visit.user.name, label, scope).await {
        Ok(key) => html! {
            div.notice data-kind="turn" role="status" { (words.key_shown_once) pre { code { (key) } } }
        },
        Err(refused) => notice("stopped", complaint(words, refused)?),
    };
    render(&desk, &visit, &said).await
}

pub async fn revoke(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Redirect, Trouble> {
    people::revoke_key(&desk.store, &posted.visit.user.name, &id).await?;
    Ok(Redirect::to("/keys"))
}

async fn render(desk: &Desk, visit: &Visit, said: &Markup) -> Result<Markup, Trouble> {
    let mut reader = desk.store.reader().await?;
    let keys = keys::of(&mut reader, &visit.user.name).await?;
    let words = visit.words();
    let content = html! {
        h1 { (words.keys) }
        p { (words.keys_explained) }
        (said)
        form.search method="post" action="/keys" {
            (csrf(visit))
            label { (words.key_label) " " input name="label" required maxlength="100"; }
            label {
                (words.key_scope) " "
                select name="scope" {
                    @for scope in Scope::EVERY { option value=(scope.name()) { (words.scope(scope)) } }
                }
            }
            button type="submit" { (words.new_key) }
        }
        @if !keys.is_empty() {
            table {
                thead { tr {
                    th scope="col" { (words.key_label) }
                    th scope="col" { (words.key_scope) }
                    th scope="col" { (words.key_end) }
                    th scope="col" { (words.created) }
                    th scope="col" { (words.used) }
                    th scope="col" { (words.actions) }
                } }
                tbody {
                    @for key in &keys {
                        tr {
                            td { (key.label) }
                            td { (words.scope(key.scope)) }
                            td { code { (key.hint) } }
                            td { (age(words, key.created)) }
                            td { @match key.used { Some(used) => (age(words, used)), None => (words.never) } }
                            td {
                                @if key.revoked.is_some() { (words.revoked) } @else {
                                    form method="post" action={ "/keys/" (key.id) "/revoke" } {
                                        (csrf(visit))
                                        button.danger type="submit" { (words.revoke) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(page(visit, words.keys, &content))
}
