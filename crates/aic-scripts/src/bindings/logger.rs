//! `logger`: SLF4J's levels and formats.

use serde_json::Value;

use super::object::{Arg, Args, Numbers, Object, Reply};
use crate::outcome::Level;

pub(crate) fn binding() -> Object {
    let mut object = Object::new().method("getName", |session, _| {
        let name = session.script.name();
        Ok(format!("scripts.{}.{}.({name})", session.config.context, session.config.script_id)
            .into())
    });
    let methods = [
        ("trace", "isTraceEnabled", Level::Trace),
        ("debug", "isDebugEnabled", Level::Debug),
        ("info", "isInfoEnabled", Level::Info),
        ("warn", "isWarnEnabled", Level::Warn),
        ("error", "isErrorEnabled", Level::Error),
    ];
    for (log, is_enabled, level) in methods {
        object = object
            .method_with(log, Numbers::Written, move |session, args| {
                if level >= session.config.level {
                    session.log(level, message(args), args.throwable.clone());
                }
                Ok(Reply::Undefined)
            })
            .method(is_enabled, move |session, _| Ok((level >= session.config.level).into()));
    }
    object
}

/// The format with its arguments: those that stand alone, or one array of them. A Java exception
/// at the end is none of them: it stands beside the message. What no `{}` takes is dropped.
fn message(args: &Args) -> String {
    let Some((format, rest)) = args.values.split_first() else { return "undefined".into() };
    let rest = match rest.split_last() {
        Some((_, before)) if args.throwable.is_some() => before,
        _ => rest,
    };
    let rest: Vec<Arg> = match rest {
        [Arg::Json(Value::Array(items))] => items.iter().cloned().map(Arg::Json).collect(),
        rest => rest.to_vec(),
    };
    let mut values = rest.iter();
    let format = text_of(format);
    let mut message = String::with_capacity(format.len());
    let mut left = format.as_str();
    while let Some(at) = left.find("{}") {
        let (before, after) = (&left[..at], &left[at + 2..]);
        left = after;
        if let Some(kept) = before.strip_suffix(r"\\") {
            // An escaped backslash: the braces stand for an argument.
            message.push_str(kept);
            message.push('\\');
        } else if let Some(kept) = before.strip_suffix('\\') {
            message.push_str(kept);
            message.push_str("{}");
            continue;
        } else {
            message.push_str(before);
        }
        match values.next() {
            Some(value) => message.push_str(&text_of(value)),
            None => message.push_str("{}"),
        }
    }
    message.push_str(left);
    message
}

/// A value as it is written into a log.
pub(crate) fn text_of(arg: &Arg) -> String {
    match arg {
        Arg::Undefined => "undefined".to_owned(),
        Arg::Json(Value::String(text)) => text.clone(),
        Arg::Json(value) => value.to_string(),
    }
}
