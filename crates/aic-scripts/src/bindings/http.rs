//! `httpClient`: requests to other services.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::failure::Failure;
use super::http_request::outgoing;
use super::object::{Args, Numbers, Object, Reply};
use crate::exchange::{Answer, exchange};
use crate::session::Session;

/// The class of what `thenCatch` gets.
const EXCEPTION: &str = "org.forgerock.openam.scripting.api.http.HttpClientScriptException";

pub(crate) fn binding() -> Object {
    Object::new().method_with("send", Numbers::Doubles, send)
}

fn send(session: &Session, args: &Args) -> Result<Reply, Failure> {
    let outgoing = outgoing(args, &session.transaction_id)?;
    let transport = match &outgoing.client {
        None => session.config.http.clone(),
        Some(name) => Some(session.config.http_clients.get(name).cloned().ok_or_else(|| {
            let name = name.escape_debug();
            Failure::java(EXCEPTION, format!("there is no Http Client service instance `{name}`"))
        })?),
    };
    let transport = transport.ok_or_else(|| {
        let message = "scripts of this runtime have no HTTP client: give it one with `http`";
        Failure::java(EXCEPTION, message)
    })?;
    let number = session.calling(outgoing.call())?;
    // It is on its way from here on, whether the script waits for it or not.
    let work = session.handle.spawn(exchange(transport, outgoing.request));
    Ok(Reply::Promise(Box::new(move |session| {
        let answer = match session.wait(work) {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err("the HTTP client failed".to_owned()),
            Err(failure) => {
                session.answered(number, Err("the time was up"));
                return Err(failure);
            }
        };
        match answer {
            Ok(answer) => {
                session.answered(number, Ok(answer.status.as_u16()));
                Ok(response(answer))
            }
            Err(error) => {
                session.answered(number, Err(&error));
                Err(Failure::java(EXCEPTION, error))
            }
        }
    })))
}

/// The answer as a script sees it.
fn response(answer: Answer) -> Object {
    let mut headers = Map::new();
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        match headers.get_mut(name.as_str()) {
            Some(Value::String(known)) => {
                known.push_str(", ");
                known.push_str(&value);
            }
            _ => {
                headers.insert(name.to_string(), value.into());
            }
        }
    }
    let body: Rc<str> = String::from_utf8_lossy(&answer.body).into();
    let (json, form) = (Rc::clone(&body), Rc::clone(&body));
    Object::new()
        .field("status", answer.status.as_u16())
        .field("statusText", answer.status.canonical_reason().unwrap_or_default())
        .field("ok", answer.status.is_success())
        .field("headers", headers)
        .method("text", move |_, _| Ok(body.to_string().into()))
        .method("json", move |_, _| match serde_json::from_str::<Value>(&json) {
            Ok(value) => Ok(value.into()),
            Err(_) => Err(Failure::java(EXCEPTION, "the body of the answer is not JSON")),
        })
        .method("formData", move |_, _| Ok(Value::Object(fields(&form)).into()))
}

/// The fields of a form; of those with the same name the first one.
fn fields(form: &str) -> Map<String, Value> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let mut fields = Map::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        fields.entry(decoded(name)).or_insert_with(|| decoded(value).into());
    }
    fields
}
