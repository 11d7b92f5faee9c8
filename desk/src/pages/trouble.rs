//! What the pages say when something does not work. Both languages at once: at this point it may
//! not be known which one is wanted.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{DOCTYPE, html};

use crate::purchasing::Failure;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nobody is signed in; afterwards it goes on at this address.
    SignIn(String),
    /// There is no such page or order.
    NotFound,
    /// The form did not come from the desk's own page, or the session changed meanwhile.
    Foreign,
    /// This is for admins.
    NotAllowed,
    /// The form or the file is too large.
    TooLarge,
    /// The database failed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Database(error) => Self::Database(error),
            Failure::NoOrder(_) | Failure::NoReport(_) | Failure::Refused(_) => Self::NotFound,
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, chinese, english) = match self {
            Self::SignIn(here) => {
                let back: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
                return Redirect::to(&format!("/sign-in?back={back}")).into_response();
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "这里没有内容。", "There is nothing here."),
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                "表单已过期。请返回、刷新页面后再试。",
                "The form is out of date. Go back, reload the page and try again.",
            ),
            Self::NotAllowed => (StatusCode::FORBIDDEN, "只有管理员能使用此页。", "This page is for admins."),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "内容过大，请分几次提交。",
                "This is too large; send less at once.",
            ),
            Self::Database(error) => {
                eprintln!("desk: the database failed: {error}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "数据库出错，没有保存。请看服务器终端上的说明。",
                    "The database failed and nothing was saved. The server's terminal says why.",
                )
            }
        };
        let page = html! {
            (DOCTYPE)
            html lang="zh-CN" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (chinese) }
                    link rel="stylesheet" href="/desk.css";
                    link rel="icon" href="/icon.svg";
                }
                body {
                    main.narrow {
                        h1 { (chinese) }
                        p lang="en" { (english) }
                        p { a href="/orders" { "采购单 · " span lang="en" { "Orders" } } }
                    }
                }
            }
        };
        (status, page).into_response()
    }
}
