//! The people who use the desk, for those who may change them.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::layout::{csrf, page};
use super::request::{Posted, Visit};
use super::show::notice;
use super::trouble::Trouble;
use super::words::Words;
use crate::people::{self, Refused};
use crate::server::Desk;
use crate::store::users;

pub async fn list(State(desk): State<Desk>, visit: Visit) -> Result<Markup, Trouble> {
    render(&desk, &visit, &html! {}).await
}

/// Adds a person, sets a password or removes a person.
pub async fn change(State(desk): State<Desk>, posted: Posted) -> Result<Response, Trouble> {
    let Posted { visit, fields } = posted;
    if !visit.user.admin {
        return Err(Trouble::NotAllowed);
    }
    let name = fields.get("name");
    let password = fields.all("password").next().unwrap_or_default();
    let done = match fields.get("do") {
        "add" => {
            let admin = !fields.get("admin").is_empty();
            people::add_user(&desk.store, name, Some(password), admin).await.map(drop)
        }
        "password" => people::set_password(&desk.store, name, password).await,
        "remove" => people::remove_user(&desk.store, name).await,
        _ => return Err(Trouble::NotFound),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/users").into_response()),
        Err(refused) => {
            let said = notice("stopped", complaint(visit.words(), refused)?);
            Ok(render(&desk, &visit, &said).await?.into_response())
        }
    }
}

/// What is said when something about people or keys was not done.
pub(super) fn complaint(words: &Words, refused: Refused) -> Result<&'static str, Trouble> {
    Ok(match refused {
        Refused::BadName => words.bad_name,
        Refused::BadLabel => words.bad_label,
        Refused::ShortPassword => words.short_password,
        Refused::NameTaken => words.name_taken,
        Refused::NoUser => words.no_user,
        Refused::LastAdmin => words.last_admin,
        Refused::NoSecret => words.failed,
        Refused::Database(error) => return Err(error.into()),
    })
}

async fn render(desk: &Desk, visit: &Visit, said: &Markup) -> Result<Markup, Trouble> {
    if !visit.user.admin {
        return Err(Trouble::NotAllowed);
    }
    let mut reader = desk.store.reader().await?;
    let users = users::all(&mut reader).await?;
    let words = visit.words();
    let content = html! {
        h1 { (words.users) }
        p { (words.users_explained) }
        (said)
        table {
            thead { tr {
                th scope="col" { (words.name) }
                th scope="col" { (words.new_password) }
                th scope="col" { (words.actions) }
            } }
            tbody {
                @for user in &users {
                    tr {
                        td { (user.name) " " @if user.admin { span.chip { (words.is_admin) } } }
                        td {
                            form.search method="post" action="/users" {
                                (csrf(visit))
                                input type="hidden" name="name" value=(user.name);
                                input type="password" name="password" required minlength=(people::SHORTEST_PASSWORD)
                                    autocomplete="new-password" aria-label={ (words.new_password) " " (user.name) };
                                button type="submit" name="do" value="password" { (words.set_password) }
                            }
                        }
                        td {
                            form method="post" action="/users" {
                                (csrf(visit))
                                input type="hidden" name="name" value=(user.name);
                                button.danger type="submit" name="do" value="remove" { (words.remove) }
                            }
                        }
                    }
                }
            }
        }
        section {
            h2 { (words.add_user) }
            form.stack method="post" action="/users" {
                (csrf(visit))
                div.fields {
                    label { (words.name) input name="name" required maxlength="60" autocomplete="off"; }
                    label { (words.password) input type="password" name="password" required
                        minlength=(people::SHORTEST_PASSWORD) autocomplete="new-password"; }
                }
                label.check { input type="checkbox" name="admin" value="1"; span { (words.admin) } }
                button.primary type="submit" name="do" value="add" { (words.add_user) }
            }
        }
    };
    Ok(page(visit, words.users, &content))
}
