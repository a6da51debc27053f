//! `action`: what the node does when the script has ended.

use serde_json::{Value, json};

use super::failure::Failure;
use super::logger::text_of;
use super::object::{Arg, Args, Object, Reply};
use crate::session::Session;

/// Methods that set one text, and the member that they set.
const TEXTS: [(&str, &str); 6] = [
    ("withHeader", "header"),
    ("withDescription", "description"),
    ("withStage", "stage"),
    ("withErrorMessage", "errorMessage"),
    ("withLockoutMessage", "lockoutMessage"),
    ("withIdentifiedUser", "identifiedUser"),
];

/// Methods that set a number of minutes.
const MINUTES: [(&str, &str); 2] =
    [("withMaxIdleTime", "maxIdleTime"), ("withMaxSessionTime", "maxSessionTime")];

pub(crate) fn binding() -> Object {
    let mut object = Object::new()
        .method("goTo", |session, args| {
            let outcome = args.text(0, "outcome")?.to_owned();
            session.outcome(|record| record.outcome = Some(outcome));
            Ok(Reply::This)
        })
        .method("withIdentifiedAgent", |session, args| set(session, args, "identifiedAgent"))
        .method("putSessionProperty", |session, args| {
            let (name, value) = (args.text(0, "key")?, args.text(1, "value")?);
            let (name, value) = (name.to_owned(), value.to_owned());
            properties(session, |members| members.insert(name, value.into()));
            Ok(Reply::This)
        })
        .method("removeSessionProperty", |session, args| {
            let name = args.text(0, "key")?.to_owned();
            properties(session, |members| members.insert(name, Value::Null));
            Ok(Reply::This)
        });
    for (method, member) in TEXTS {
        object = object.method(method, move |session, args| set(session, args, member));
    }
    for (method, member) in MINUTES {
        object = object.method(method, move |session, args| {
            let minutes = args.value(0).and_then(Value::as_i64);
            let minutes = minutes.ok_or_else(|| args.wrong("minutes", "a whole number"))?;
            session.outcome(|record| record.action.insert(member.to_owned(), minutes.into()));
            Ok(Reply::This)
        });
    }
    object
}

fn set(session: &Session, args: &Args, member: &str) -> Result<Reply, Failure> {
    // Whatever it is, the service makes a text of it.
    let text = match args.values.first() {
        None | Some(Arg::Undefined) => return Err(args.wrong(member, "a string")),
        Some(arg) => text_of(arg),
    };
    session.outcome(|record| record.action.insert(member.to_owned(), text.into()));
    Ok(Reply::This)
}

fn properties<T>(session: &Session, change: impl FnOnce(&mut serde_json::Map<String, Value>) -> T) {
    session.outcome(|record| {
        let known = record.action.entry("sessionProperties").or_insert_with(|| json!({}));
        if let Value::Object(members) = known {
            change(members);
        }
    });
}
