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

/// Where a suspended journey goes on.
const RESUME_URI: &str = "https://tenant.example.com/am/XUI/?realm=/alpha&suspendedId=1";

pub(crate) fn binding() -> Object {
    let mut object = Object::new()
        .method("goTo", |session, args| {
            let outcome = args.text(0, "outcome")?.to_owned();
            session.outcome(|record| record.outcome = Some(outcome));
            Ok(Reply::This)
        })
        .method("suspend", suspend)
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
            let minutes = minutes(args, 0)?;
            session.outcome(|record| record.action.insert(member.to_owned(), minutes.into()));
            Ok(Reply::This)
        });
    }
    object
}

/// A number of minutes; like Java, it takes texts and leaves fractions off.
fn minutes(args: &Args, index: usize) -> Result<i64, Failure> {
    let minutes = match args.value(index) {
        Some(Value::String(text)) => text.parse().ok(),
        number => {
            number.and_then(|number| Some(number.as_i64().unwrap_or(number.as_f64()? as i64)))
        }
    };
    minutes.ok_or_else(|| args.wrong("minutes", "a number"))
}

/// Suspends the journey: `suspend(text)`, and a function that is told where it goes on, and for
/// how many minutes that is possible.
fn suspend(session: &Session, args: &Args) -> Result<Reply, Failure> {
    let text = args.written(0, "callbackTextFormat")?;
    let mut suspended = json!({"text": text, "resumeUri": RESUME_URI});
    if args.value(2).is_some() {
        suspended["maximumSuspendDuration"] = minutes(args, 2)?.into();
    }
    session.outcome(|record| record.action.insert("suspend".to_owned(), suspended));
    Ok(Reply::Calls { argument: 1, with: RESUME_URI.into() })
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
