//! The control endpoints under `/sandbox/`: the methods of [`Sandbox`](crate::Sandbox) over HTTP.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    base::{clock::LATEST, otpauth, timestamp::Timestamp},
    domain::{
        faults::Effect,
        outbox::{Channel, Message},
    },
    service::{mfa, pingid, verify},
    store::{
        Characters, Sent,
        schema::{Form, Kind, Member, each, flag, form, int, list, text},
    },
    wire::{
        request::Request,
        response::{
            Answer, ApiError, Detail, Failure, Response, invalid_data, not_found, request_failed,
        },
    },
    world::{Place, Shared, World, context::Context},
};

/// Answers a request whose path begins with `/sandbox`.
pub(crate) fn handle(world: &mut World, request: &Request) -> Answer {
    // A page of any origin can send a text, but no JSON without being asked for leave first.
    let is_json = request.media_type.as_deref() == Some("application/json");
    if !is_json && !matches!(request.method.as_str(), "GET" | "DELETE") {
        return Err(ApiError::new(
            415,
            "INVALID_REQUEST",
            "The request could not be completed. The controls take application/json.",
        )
        .into());
    }
    let path: Vec<&str> = request.segments.iter().skip(1).map(String::as_str).collect();
    if let Some(answer) = for_all(world, request, &path) {
        return answer;
    }
    let (place, path) = match path.as_slice() {
        ["environments", id, path @ ..] => (world.place(id).ok_or_else(not_found)?, path),
        path => (Place::FIRST, path),
    };
    if (request.method.as_str(), path) == ("POST", &["roles"]) {
        return assign_role(world, place, request);
    }
    let mut context = world.context(place);
    context.settle();
    for_one(&mut context, request, path)
}

/// What is about all environments; `None` if the path is not.
fn for_all(world: &mut World, request: &Request, path: &[&str]) -> Option<Answer> {
    let shared = &mut world.shared;
    Some(match (request.method.as_str(), path) {
        ("GET", ["environments"]) => Ok(environments(world)),
        ("POST", ["environments"]) => add_environment(world, request),
        ("GET", ["clock"]) => Ok(clock(shared)),
        ("POST", ["clock"]) => set_clock(shared, request),
        ("POST", ["faults"]) => add_fault(shared, request),
        ("DELETE", ["faults"]) => {
            shared.faults.clear();
            Ok(Response::empty(204))
        }
        ("GET", ["requests"]) => Ok(requests(shared)),
        ("POST", ["totp"]) => totp(shared, request),
        ("DELETE", ["tokens"]) => {
            shared.tokens.revoke_all();
            Ok(Response::empty(204))
        }
        ("PUT", ["permissions"]) => deny(shared, request),
        _ => return None,
    })
}

/// What is about one environment.
fn for_one(context: &mut Context<'_>, request: &Request, path: &[&str]) -> Answer {
    let answer = match (request.method.as_str(), path) {
        ("GET", ["connection"]) => Some(Ok(Response::json(200, &connection(context)))),
        ("GET", ["outbox"]) => {
            let messages: Vec<Value> = context.env.outbox.all().map(message).collect();
            Some(Ok(Response::json(200, &json!({ "messages": messages }))))
        }
        ("POST", ["outbox", "next"]) => Some(next_message(context, request)),
        (_, ["mfa", path @ ..]) => mfa::controls::control(context, request, path),
        (_, ["pingid", path @ ..]) => pingid::controls::control(context, request, path),
        (_, ["verify", path @ ..]) => verify::controls::control(context, request, path),
        _ => None,
    };
    answer.unwrap_or_else(|| Err(not_found()))
}

fn environments(world: &mut World) -> Response {
    let places = 0..world.environments.len();
    let environments: Vec<Value> =
        places.map(|place| connection(&world.context(Place(place)))).collect();
    Response::json(200, &json!({ "environments": environments }))
}

fn add_environment(world: &mut World, request: &Request) -> Answer {
    let body = read(request, &[flag("newOrganization")])?;
    let place = match body.flag("newOrganization") {
        Some(true) => world.new_organization(),
        _ => world.new_environment(),
    };
    Ok(Response::json(201, &connection(&world.context(place))))
}

fn assign_role(world: &mut World, place: Place, request: &Request) -> Answer {
    let required = |name| text(name, 1, usize::MAX).required();
    let body = read(request, &[required("clientId"), required("role")])?;
    world.assign_role(place, body.text("clientId"), body.text("role"))?;
    Ok(Response::empty(204))
}

fn totp(shared: &Shared, request: &Request) -> Answer {
    let key = read_text(request, "key")?;
    let code = otpauth::code_at(&key, shared.now());
    let code =
        code.map_err(|why| invalid_data([Detail::invalid(&why.to_string()).target("key")]))?;
    Ok(Response::json(200, &json!({ "code": code })))
}

fn deny(shared: &mut Shared, request: &Request) -> Answer {
    shared.tokens.deny(texts(request, "denied")?);
    Ok(Response::empty(204))
}

/// The members of a control's body.
pub(crate) fn read(request: &Request, members: &[Member]) -> Result<Sent, Failure> {
    Sent::body(None, request, members, |_, _| {})
}

/// The one text that a control's body has to have.
pub(crate) fn read_text(request: &Request, name: &'static str) -> Result<String, Failure> {
    let body = read(request, &[text(name, 1, usize::MAX).required()])?;
    Ok(body.text(name).to_owned())
}

/// The one list of texts that a control's body has to have.
fn texts(request: &Request, name: &'static str) -> Result<Vec<String>, Failure> {
    let body = read(request, &[list(name, &Kind::LINE, 0, usize::MAX).required()])?;
    Ok(body.texts(name))
}

fn connection(context: &Context<'_>) -> Value {
    let connection = context.connection();
    let env: Map<String, Value> =
        connection.env_vars().into_iter().map(|(name, value)| (name, value.into())).collect();
    json!({
        "apiUrl": connection.api_url,
        "authUrl": connection.auth_url,
        "organizationId": connection.organization_id,
        "environmentId": connection.environment_id,
        "populationId": connection.population_id,
        "devicePolicyId": connection.device_policy_id,
        "clientId": connection.client_id,
        "clientSecret": connection.client_secret,
        "pingidProperties": connection.pingid_properties,
        "env": env,
    })
}

fn message(message: &Message) -> Value {
    json!({
        "channel": message.channel.as_str(),
        "to": message.to,
        "otp": message.otp,
        "text": message.text,
        "sentAt": Timestamp::from_system(message.sent_at).iso(),
        "userId": message.user_id,
        "read": message.read,
    })
}

fn next_message(context: &mut Context<'_>, request: &Request) -> Answer {
    let names = ["channel", "to"];
    let body = read(request, &names.map(|name| text(name, 1, usize::MAX).required()))?;
    let channel = Channel::parse(body.text("channel")).ok_or_else(|| {
        let allowed = ["SMS", "VOICE", "EMAIL", "WHATSAPP"];
        invalid_data([Detail::not_among(&allowed).target("channel")])
    })?;
    match context.env.outbox.take(channel, body.text("to")) {
        Some(taken) => Ok(Response::json(200, &message(&taken))),
        None => Err(not_found()),
    }
}

fn clock(shared: &Shared) -> Response {
    Response::json(200, &json!({ "now": shared.now().iso() }))
}

fn set_clock(shared: &mut Shared, request: &Request) -> Answer {
    let left = LATEST.since(shared.now()).as_secs();
    let left = i64::try_from(left).unwrap_or(i64::MAX);
    let advance = int("advanceSeconds", 0, left);
    let sets = request.json().is_some_and(|body| body.get("now").is_some());
    let advance = if sets { advance } else { advance.required() };
    let body = read(request, &[form("now", Form::Time), advance])?;
    if let Some(now) = body.find_text("now").and_then(Timestamp::parse) {
        if now > LATEST {
            let why = "The time must be before the year 9999.";
            return Err(invalid_data([Detail::invalid(why).target("now")]));
        }
        shared.time.set(now);
    } else {
        shared.time.advance(Duration::from_secs(body.number("advanceSeconds").unwrap_or(0)));
    }
    Ok(clock(shared))
}

fn requests(shared: &Shared) -> Response {
    let requests: Vec<Value> = shared
        .requests
        .iter()
        .map(|request| {
            json!({
                "method": request.method,
                "path": request.path,
                "operation": request.operation,
                "status": request.status,
            })
        })
        .collect();
    Response::json(200, &json!({ "requests": requests }))
}

const FAULT: &[Member] = &[
    text("method", 1, 64).required(),
    text("path", 1, 8192).required(),
    int("status", 200, 599),
    int("delayMilliseconds", 0, i64::MAX),
    flag("reset"),
    flag("truncate"),
    flag("malformed"),
    flag("afterProcessing"),
    int("times", 0, i64::MAX).default("1"),
    each("headers", &Kind::Text { min: 0, max: 8192, of: Characters::Any }),
];

fn add_fault(shared: &mut Shared, request: &Request) -> Answer {
    let body = read(request, FAULT)?;
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
    // Any JSON at all.
    let reply = match request.json().and_then(|body| body.get("body")) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(("text/plain".to_owned(), Bytes::from(text.clone()))),
        Some(other) => Some(("application/json".to_owned(), Bytes::from(other.to_string()))),
    };
    if !shared.faults.has_room(request.body.len()) {
        return Err(request_failed("There are too many rules; clear them first."));
    }
    let id = shared.faults.add(body.text("method"), body.text("path"));
    shared.faults.times(id, body.number("times").unwrap_or(1));
    shared.faults.change(id, |rule| {
        rule.effect = effect;
        rule.body = reply;
        rule.headers = headers;
        rule.delay = delay.map(Duration::from_millis);
        rule.after = after;
    });
    Ok(Response::empty(204))
}
