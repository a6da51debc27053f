//! The list of users, page by page, for administrators. What they look for goes into a filter,
//! and where the next page begins through the browser.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::Response;
use ping_sdk::prelude::*;

use super::App;
use super::page::{self, Page, escaped};
use super::refused::Refused;
use super::visit::Visit;

/// How many users a page has.
const SIZE: u32 = 10;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    visit: Visit,
    // A form that only asks: its fields are in the query.
    asked: Result<Form<HashMap<String, String>>, FormRejection>,
) -> Result<Response, Refused> {
    if !visit.signed_in()?.is_admin {
        return Err(Refused::forbidden("This is for administrators."));
    }
    let Form(asked) = asked.map_err(|_| Refused::wrong("That cannot be right."))?;
    let field = |name| asked.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let begins = field("begins");
    let mut users = app.ping.platform().users().list().limit(SIZE);
    if let Some(begins) = begins {
        // The filter quotes it: whatever it is, it stays a value.
        users = users.filter(UserFilter::username().sw(begins));
    }
    if let Some(cursor) = field("cursor") {
        users = users.starting_at(cursor);
    }
    let Some(page) = users.pages().try_next().await? else {
        return Err(Refused::wrong("There is no such page."));
    };
    let next = page.cursor().map(str::to_owned);
    let users: Vec<User> = page.items.into_iter().collect::<Result<_, _>>()?;
    let page = table(&users, begins.unwrap_or_default(), next.as_deref());
    Ok(visit.with(page))
}

fn table(users: &[User], begins: &str, next: Option<&str>) -> Page {
    let begins = escaped(begins);
    let rows = users.iter().map(|user| {
        let name = escaped(&user.username);
        let email = escaped(user.email.as_deref().unwrap_or_default());
        format!("<tr><td>{name}</td><td>{email}</td></tr>")
    });
    let rows = rows.collect::<String>();
    // The filter goes along: a cursor has none.
    let next = next.map_or(String::new(), |cursor| {
        let cursor = escaped(cursor);
        format!(
            "<form action=\"/users\"><input type=\"hidden\" name=\"begins\" value=\"{begins}\">\
             <input type=\"hidden\" name=\"cursor\" value=\"{cursor}\">\
             <button>Next page</button></form>"
        )
    });
    page::page(&format!(
        "<form action=\"/users\"><label>Name begins with \
         <input name=\"begins\" value=\"{begins}\"></label><button>Find</button></form>\
         <table>{rows}</table>{next}<p><a href=\"/\">Back</a></p>"
    ))
}
