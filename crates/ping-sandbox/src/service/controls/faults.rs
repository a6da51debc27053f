//! Faults to inject.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::{
    dispatch::control::{Control, Run, Said},
    domain::faults::{Effect, Match},
    store::{
        Characters,
        schema::{Kind, Member, any, each, flag, int, list, text},
    },
    wire::response::{Answer, Detail, Response, invalid_data, request_failed},
    world::World,
};

pub(super) const CONTROLS: &[Control] = &[
    Control {
        path: "faults",
        does: "Adds a fault: a match, an effect and a number of times. Without an effect it \
               answers 503.",
        methods: &["Faults::next", "Faults::next_of"],
        body: &[
            text("operation", 1, 256)
                .doc("The id of the operation to hit; a `*` at the end stands for any rest."),
            text("method", 1, 64).doc("The method to hit, `*` for any; together with `path`."),
            text("path", 1, 8192)
                .doc("`*` stands for one segment, a last `**` for any rest; with `method`."),
            int("status", 200, 599).doc("This status, with the service's error body for it."),
            any("body").doc("This body instead: a text, or any JSON."),
            each("headers", &Kind::Text { min: 0, max: 8192, of: Characters::Any })
                .doc("Added to the answer."),
            int("delayMilliseconds", 0, i64::MAX)
                .doc("Waits in real time; alone, the service's own answer follows."),
            flag("reset").doc("The connection is reset without an answer."),
            flag("truncate").doc("The answer ends in the middle of its body."),
            flag("malformed").doc("The body is not JSON although its header says so."),
            flag("afterProcessing")
                .doc("The service does its work first; only the answer is lost."),
            int("times", 0, i64::MAX).default("1").doc("How many requests it hits."),
        ],
        run: Run::All(add_fault),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "faults",
        does: "The faults that are left to be used, in the order in which they are tried.",
        answer: &[list("faults", &Kind::Object(RULE), 0, usize::MAX).required()],
        run: Run::All(faults),
        ..Control::BASE
    },
    Control {
        method: "DELETE",
        path: "faults",
        does: "Forgets all faults.",
        methods: &["Faults::clear"],
        run: Run::All(|world, _| {
            world.shared.faults.clear();
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
];

const RULE: &[Member] = &[
    text("operation", 1, usize::MAX),
    text("method", 1, usize::MAX),
    text("path", 0, usize::MAX),
    text("effect", 1, usize::MAX)
        .required()
        .doc("STATUS, RESET, TRUNCATE, MALFORMED, DELAY or NONE."),
    int("status", 200, 599),
    int("delayMilliseconds", 0, i64::MAX),
    int("times", 1, i64::MAX).required().doc("How many requests it still hits."),
];

fn faults(world: &mut World, _: &Said<'_>) -> Answer {
    let faults: Vec<Value> = world
        .shared
        .faults
        .iter()
        .map(|(hits, fault, times)| {
            let mut shown = match hits {
                Match::Operation(operation) => json!({ "operation": operation }),
                Match::Path { method, path } => json!({ "method": method, "path": path }),
            };
            shown["effect"] = fault.name().unwrap_or("NONE").into();
            shown["times"] = times.into();
            if let Effect::Status(status) = fault.effect {
                shown["status"] = status.into();
            }
            if let Some(delay) = fault.delay {
                shown["delayMilliseconds"] =
                    u64::try_from(delay.as_millis()).unwrap_or(u64::MAX).into();
            }
            shown
        })
        .collect();
    Ok(Response::json(200, &json!({ "faults": faults })))
}

fn add_fault(world: &mut World, said: &Said<'_>) -> Answer {
    let body = &said.body;
    let texts = ["operation", "method", "path"].map(|name| body.find_text(name));
    let hits = match texts {
        [Some(operation), None, None] => Match::operation(operation),
        [None, Some(method), Some(path)] => Match::path(method, path),
        [None, method, path] => {
            let missing = [("method", method), ("path", path)].into_iter();
            let missing = missing.filter(|(_, sent)| sent.is_none());
            return Err(invalid_data(missing.map(|(name, _)| Detail::required().target(name))));
        }
        _ => {
            let why = "An operation is named without a method and a path.";
            return Err(invalid_data([Detail::invalid(why).target("operation")]));
        }
    };
    let is = |name: &str| body.flag(name) == Some(true);
    let delay = body.number("delayMilliseconds");
    let effect = if is("reset") {
        Effect::Reset
    } else if is("truncate") {
        Effect::Truncate
    } else if is("malformed") {
        Effect::Malformed
    } else {
        match (body.number("status"), delay) {
            (None, Some(_)) => Effect::None,
            (status, _) => Effect::Status(status.unwrap_or(503)),
        }
    };
    let headers = body.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers = headers
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect();
    let after = is("afterProcessing") || matches!(effect, Effect::Truncate | Effect::Malformed);
    let reply = match body.get("body") {
        None => None,
        Some(Value::String(text)) => Some(("text/plain".to_owned(), Bytes::from(text.clone()))),
        Some(other) => Some(("application/json".to_owned(), Bytes::from(other.to_string()))),
    };
    let faults = &mut world.shared.faults;
    if !faults.has_room(said.request.body.len()) {
        return Err(request_failed("There are too many rules; clear them first."));
    }
    let id = faults.add(hits);
    faults.times(id, body.number("times").unwrap_or(1));
    faults.change(id, |rule| {
        rule.effect = effect;
        rule.body = reply;
        rule.headers = headers;
        rule.delay = delay.map(Duration::from_millis);
        rule.after = after;
    });
    Ok(Response::empty(204))
}
