//! The log of received requests.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::control::{Control, Run, Said, WAIT, listed_or_wait},
    domain::requests::RequestRecord,
    store::{
        Characters,
        schema::{Form, Kind, Member, each, form, int, list, text},
    },
    wire::response::Answer,
    world::World,
};

/// So many come at once by default.
const PAGE: usize = 10_000;

const HEADERS: &Kind = &Kind::Text { min: 0, max: usize::MAX, of: Characters::Any };

const RECORD: &[Member] = &[
    int("number", 1, i64::MAX).required().doc("Its place among all that were received."),
    form("at", Form::Time).required().doc("By the sandbox's clock."),
    int("tookMicroseconds", 0, i64::MAX).required().doc("In real time."),
    text("method", 1, usize::MAX).required(),
    text("path", 0, usize::MAX).required(),
    text("query", 0, usize::MAX).doc("Decoded."),
    text("operation", 1, usize::MAX).doc("The id of the operation that it was taken for."),
    int("status", 100, 599).doc("Absent where a fault dropped the connection."),
    text("fault", 1, usize::MAX).doc("STATUS, RESET, TRUNCATE, MALFORMED or DELAY."),
    each("requestHeaders", HEADERS).required(),
    text("requestBody", 0, usize::MAX).doc("PingID's envelopes are opened."),
    each("responseHeaders", HEADERS).required(),
    text("responseBody", 0, usize::MAX).doc("PingID's envelopes are opened."),
];

pub(super) const CONTROLS: &[Control] = &[Control {
    method: "GET",
    path: "requests",
    does: "The last 10,000 requests with their answers, oldest first, secrets masked; those for \
           controls are not among them.",
    methods: &["Sandbox::requests"],
    query: &[
        int("after", 0, i64::MAX).doc("Only those with a higher number."),
        int("limit", 1, PAGE as i64).doc("At most so many, the newest."),
        WAIT,
    ],
    answer: &[list("requests", &Kind::Object(RECORD), 0, usize::MAX).required()],
    run: Run::All(requests),
    ..Control::BASE
}];

fn requests(world: &mut World, said: &Said<'_>) -> Answer {
    let after = said.query.number("after").unwrap_or(0);
    let limit = said.query.number("limit").unwrap_or(PAGE);
    let newest = world.shared.requests.iter().rev();
    let newest = newest.take_while(|received| received.number > after).take(limit);
    let mut records: Vec<Value> = newest.map(|received| shown(received.record())).collect();
    records.reverse();
    Ok(listed_or_wait("requests", records))
}

fn shown(record: RequestRecord) -> Value {
    let headers = |headers: Vec<(String, String)>| -> Map<String, Value> {
        headers.into_iter().map(|(name, value)| (name, value.into())).collect()
    };
    let mut shown = json!({
        "number": record.number,
        "at": Timestamp::from_system(record.at).iso(),
        "tookMicroseconds": u64::try_from(record.took.as_micros()).unwrap_or(u64::MAX),
        "method": record.method,
        "path": record.path,
        "requestHeaders": headers(record.request_headers),
        "responseHeaders": headers(record.response_headers),
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            shown[name] = value;
        }
    };
    let text = |text: String| Some(text).filter(|text| !text.is_empty()).map(Value::from);
    add("query", text(record.query));
    add("operation", record.operation.map(Value::from));
    add("status", record.status.map(Value::from));
    add("fault", record.fault.map(Value::from));
    add("requestBody", text(record.request_body));
    add("responseBody", text(record.response_body));
    shown
}
