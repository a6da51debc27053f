//! The list of users, and the headers of every answer.

use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use ping_sdk::prelude::*;

use super::{Web, entered, refused};

impl Web {
    async fn add_users(&self, names: &[&str]) {
        let users = self.ping().platform().users();
        for name in names {
            let new = NewUser::new(*name).email("someone@example.com");
            users.create(new).await.unwrap();
        }
    }
}

/// The names in the table.
fn names(page: &super::Page) -> Vec<&str> {
    let rows = page.html.split("<tr><td>").skip(1);
    rows.map(|row| row.split("</td>").next().unwrap()).collect()
}

#[tokio::test]
async fn an_administrator_turns_the_pages() {
    let mut web = Web::start().await;
    let all: Vec<_> = (0..12).map(|number| format!("sam{number:02}")).collect();
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    web.add_users(&all).await;
    web.add_users(&["zoe"]).await;
    web.signed_in().await;
    let first = web.browser.ask("/users", &[("begins", "sam")]).await;
    assert_eq!(names(&first).len(), 10, "{first:?}");
    let next = [("begins", first.hidden("begins")), ("cursor", first.hidden("cursor"))];
    let second = web.browser.ask("/users", &next).await;
    let mut both = [names(&first), names(&second)].concat();
    both.sort_unstable();
    assert_eq!(both, all);
    assert!(!second.says("Next page"), "{second:?}");
    let everybody = web.browser.open("/users").await;
    assert_eq!(names(&everybody).len(), 10);

    let altered = [("cursor", "bm90aGluZw")];
    let page = web.browser.ask("/users", &altered).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
}

#[tokio::test]
async fn what_is_looked_for_stays_a_value_and_what_is_shown_a_text() {
    let mut web = Web::start().await;
    let tricky = r#"<i>x"y\"#;
    web.add_users(&[tricky, "zoe"]).await;
    web.signed_in().await;
    for begins in [r#"z" or username sw ""#, r"z\", r#""#, "' or true"] {
        let page = web.browser.ask("/users", &[("begins", begins)]).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let found = names(&page).len();
        assert_eq!(found, if begins.is_empty() { 3 } else { 0 }, "{page:?}");
    }
    let page = web.browser.ask("/users", &[("begins", tricky)]).await;
    assert_eq!(names(&page), [r"&lt;i&gt;x&quot;y\"]);
    assert!(page.says(r#"value="&lt;i&gt;x&quot;y\""#), "{page:?}");
    assert!(!page.says("<i>"), "{page:?}");
}

#[tokio::test]
async fn the_list_is_for_administrators_who_have_signed_in() {
    let mut web = Web::start().await;
    refused(&web.browser.open("/users").await);
    entered(&mut web.browser).await;
    refused(&web.browser.open("/users").await);
    let (mut bob, page) = web.signed_up("bob").await;
    assert!(!page.says("/users"), "{page:?}");
    refused(&bob.open("/users").await);
    assert_eq!(web.sent("platform.read_all_users"), 0);
    let page = web.signed_in().await;
    assert!(page.says("/users"), "{page:?}");
    assert!(web.browser.open("/users").await.says("<td>bob</td>"));
}

#[tokio::test]
async fn every_answer_allows_nothing_else() {
    let mut web = Web::start().await;
    web.signed_in().await;
    for path in ["/", "/sign-up", "/users", "/identity", "/nowhere", "/users?a=%ff"] {
        let page = web.browser.open(path).await;
        let policy = page.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(page.headers["cache-control"], "no-store", "{path}");
        assert!(!page.says("<script"), "{path}: {page:?}");
    }
}
