//! What stands between the desk and whoever means it ill: headers, cookies, limits, and what is kept and said of
//! secrets.

use serde_json::{Value, json};

use super::browser::{Browser, Page};
use super::client::{Desk, PASSWORD, USER};

crate::on_both! {
    every_answer_says_how_browsers_are_to_treat_it
    a_session_is_for_https_alone_where_the_desk_is
    a_session_ends_after_a_week
    what_is_too_large_is_refused
    of_secrets_only_digests_are_kept
    no_secret_is_said
}

fn every_answer_says_how_browsers_are_to_treat_it(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let paths = ["/", "/sign-in", "/orders", "/keys", "/users", "/import", "/nowhere", "/orders/none"];
    let others = ["/api/v1/me", "/api/v1/nowhere", "/openapi.json", "/desk.css", "/desk.js", "/icon.svg"];
    for path in paths.into_iter().chain(others) {
        let answer = desk.agent().get(browser.at(path)).header("Cookie", &browser.cookie).call().unwrap();
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.split("; ").any(|own| own == part), "{path}: {policy}");
        }
        let asset = path.starts_with("/desk.") || path == "/icon.svg";
        assert_eq!(header("cache-control"), if asset { "max-age=300" } else { "no-store" }, "{path}");
    }
}

fn a_session_is_for_https_alone_where_the_desk_is(desk: &Desk) {
    let cookie = |desk: &Desk| {
        let page = Browser::new(desk).post("/sign-in", &[("name", USER), ("password", PASSWORD)]);
        let parts: Vec<String> = page.cookie.split("; ").map(str::to_owned).collect();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"] {
            assert!(parts.iter().any(|own| own == part), "{}", page.cookie);
        }
        parts.iter().any(|part| part == "Secure")
    };
    assert!(!cookie(desk));
    let behind = desk.again(&["--address", "https://desk.example", "--proxy", "127.0.0.1"]);
    assert!(cookie(&behind) && !behind.log().contains("--proxy"));
    let unnamed = desk.again(&["--address", "https://desk.example"]);
    assert!(cookie(&unnamed) && unnamed.log().contains("--proxy"), "what stands in front is asked for");
    assert!(!cookie(&desk.again(&["--address", "http://desk.example"])));
}

fn a_session_ends_after_a_week(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    // A week less a minute goes by, and then that minute.
    desk.sql("UPDATE sessions SET until = until - 604740000000");
    assert_eq!(browser.get("/orders").status, 200);
    desk.sql("UPDATE sessions SET until = until - 60000000");
    let page = browser.get("/orders");
    assert_eq!((page.status, page.location.as_str()), (303, "/sign-in?back=%2Forders"));
    assert_eq!(browser.post("/keys", &[("label", "late"), ("scope", "all")]).status, 303);
    assert!(!Browser::signed_in(desk).get("/keys").has("late"));
}

fn what_is_too_large_is_refused(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let filler = |bytes: usize| "x".repeat(bytes);
    let sign_in = |name: &str| {
        let page = Browser::new(desk).post("/sign-in", &[("name", name), ("password", "guess")]);
        page.status
    };
    // Each sign is sent as three.
    assert_eq!((sign_in(&filler(5 << 10)), sign_in(&filler(6 << 10))), (401, 413));
    assert_eq!(browser.post("/keys", &[("label", &filler(300 << 10)), ("scope", "all")]).status, 200);
    let keys = browser.post("/keys", &[("label", &filler(400 << 10)), ("scope", "all")]);
    assert_eq!(keys.status, 413);
    assert!(keys.has("too large"));

    let most = 64 << 20;
    let file = desk.post_text("/import?format=csv", &filler(most + 1));
    assert_eq!((file.status, file.problem()), (413, "too-large"));
    let form = |bytes: usize| {
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n",
            browser.csrf
        );
        let body = [head, filler(bytes), "\r\n--b--\r\n".to_owned()].concat();
        let request = desk.agent().post(browser.at("/import")).header("Cookie", &browser.cookie);
        let request = request.header("Content-Type", "multipart/form-data; boundary=b");
        Page::of(request.send(body).unwrap()).status
    };
    assert_eq!((form(1 << 20), form(most + 1)), (422, 413));
    assert_eq!(desk.get("/orders").body["orders"], json!([]));
}

fn of_secrets_only_digests_are_kept(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let token = browser.cookie.split_once('=').unwrap().1;
    let file = desk.directory.path().join("backup.jsonl");
    desk.run(&["backup", file.to_str().unwrap()]);
    let kept = std::fs::read_to_string(&file).unwrap();
    let row = |table: &str| {
        let rows = kept.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.into_iter().find(|row| row["table"] == table).unwrap()
    };
    let password = row("users")["password"].as_str().unwrap().to_owned();
    assert!(password.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{password}");
    assert_eq!(row("api_keys")["hash"], desk::secret::digest(desk.key()));
    assert!(!kept.contains(PASSWORD) && !kept.contains(desk.key()) && !kept.contains(token));
    if let Some(own) = desk.database.strip_prefix("sqlite:") {
        let files = ["", "-wal"].map(|end| std::fs::read([own, end].concat()).unwrap_or_default()).concat();
        let has = |text: &str| files.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(has(&desk::secret::digest(token)), "the session is there, by its digest");
        assert!(!has(PASSWORD) && !has(desk.key()) && !has(token));
    }
}

fn no_secret_is_said(desk: &Desk) {
    let browser = Browser::signed_in(desk);
    let guess = "a password that is wrong";
    assert_eq!(browser.post("/sign-in", &[("name", USER), ("password", guess)]).status, 401);
    let made = browser.post("/keys", &[("label", "Chrome"), ("scope", "read")]);
    let key = format!("desk_{}", made.between("<code>desk_", "</code>"));
    assert_eq!(desk.send("POST", "/import?format=csv", &json!({}), &key).status, 403);
    assert_eq!(desk.send("GET", "/me", &Value::Null, "desk_of_nobody").status, 401);
    // Where the desk says most: its database fails at whatever is asked.
    desk.sql("ALTER TABLE sessions RENAME TO gone");
    desk.sql("ALTER TABLE api_keys RENAME TO gone_too");
    assert_eq!(browser.get("/orders").status, 500);
    assert_eq!(browser.post("/sign-in", &[("name", USER), ("password", PASSWORD)]).status, 500);
    assert_eq!(desk.send("GET", "/me", &Value::Null, &key).status, 500);
    let said = desk.log();
    assert!(said.matches("the database failed").count() >= 3, "{said}");
    let token = browser.cookie.split_once('=').unwrap().1;
    let secrets = [PASSWORD, guess, desk.key(), &key, "desk_of_nobody", token, &browser.csrf];
    for secret in secrets
        .into_iter()
        .map(str::to_owned)
        .chain([desk::secret::digest(&key), desk::secret::digest(token)])
    {
        assert!(secret.len() > 10 && !said.contains(&secret), "{secret} in {said}");
    }
}

#[test]
fn who_fails_too_often_behind_a_proxy_keeps_nobody_else_out() {
    let desk = Desk::on_sqlite();
    let behind = desk.again(&["--proxy", "127.0.0.1"]);
    let sign_in = |desk: &Desk, from: &str, name: &str| {
        let request = desk.agent().post(format!("{}/sign-in", desk.address)).header("X-Forwarded-For", from);
        request.send(format!("name={name}&password=guess")).unwrap().status().as_u16()
    };
    for n in 0..50 {
        // What the asker adds in front of what the proxy writes does not make it another machine.
        let from = format!("198.51.100.{n}, 192.0.2.1");
        assert_eq!(sign_in(&behind, &from, &format!("n{n}")), 401);
        assert_eq!(sign_in(&desk, &from, &format!("n{n}")), 401);
    }
    assert_eq!(sign_in(&behind, "192.0.2.1", "li"), 429);
    assert_eq!(sign_in(&behind, "192.0.2.2", "li"), 401);
    assert_eq!(sign_in(&desk, "192.0.2.2", "li"), 429, "whom nobody named as a proxy is not believed");
}
