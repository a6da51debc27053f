//! The control endpoints under `/sandbox/`: the methods of [`Sandbox`](crate::Sandbox) over HTTP.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    base::{clock::LATEST, timestamp::Timestamp, totp},
    domain::{
        faults::Effect,
        outbox::{Channel, Message},
    },
    service::{mfa, pingid, verify},
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
        ("PUT", ["workers"]) => Some(let_in(context, request)),
        ("GET", ["outbox"]) => {
            let messages: Vec<Value> = context.env.outbox.all().map(message).collect();
            Some(Ok(Response::json(200, &json!({ "messages": messages }))))
        }
        ("POST", ["outbox", "next"]) => Some(next_message(context, request)),
        (_, ["mfa", path @ ..]) => mfa::control(context, request, path),
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
    let body = request.object_or_empty()?;
    let place = match body.get("newOrganization") {
        None | Some(Value::Null | Value::Bool(false)) => world.new_environment(),
        Some(Value::Bool(true)) => world.new_organization(),
        Some(_) => return Err(invalid_value("newOrganization", "true or false.")),
    };
    Ok(Response::json(201, &connection(&world.context(place))))
}

fn let_in(context: &mut Context<'_>, request: &Request) -> Answer {
    let workers = texts(request.object()?, "letIn")?;
    context.env.guests = workers;
    Ok(Response::empty(204))
}

fn totp(shared: &Shared, request: &Request) -> Answer {
    let key = text(request.object()?, "key")?;
    let code = totp::code_at(key, shared.now());
    let code = code.map_err(|why| invalid_value("key", &why.to_string()))?;
    Ok(Response::json(200, &json!({ "code": code })))
}

fn deny(shared: &mut Shared, request: &Request) -> Answer {
    shared.tokens.deny(texts(request.object()?, "denied")?);
    Ok(Response::empty(204))
}

/// A required list of texts.
fn texts(body: &Map<String, Value>, name: &str) -> Result<Vec<String>, Failure> {
    let list = body.get(name).and_then(Value::as_array);
    let texts = list.ok_or_else(|| required(name))?.iter().map(|text| {
        let text = text.as_str().map(str::to_owned);
        text.ok_or_else(|| invalid_value(name, "A list of texts."))
    });
    texts.collect()
}

/// A required text member of a control request.
pub(crate) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Failure> {
    body.get(name).and_then(Value::as_str).ok_or_else(|| required(name))
}

fn required(name: &str) -> Failure {
    invalid_data([Detail::required().target(name)])
}

fn invalid_value(name: &str, why: &str) -> Failure {
    invalid_data([Detail::invalid(why).target(name)])
}

fn out_of_range(name: &str, maximum: u64) -> Failure {
    invalid_data([Detail::out_of_range(0, maximum).target(name)])
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
    let body = request.object()?;
    let channel = Channel::parse(text(body, "channel")?)
        .ok_or_else(|| invalid_value("channel", "One of SMS, VOICE, EMAIL, WHATSAPP."))?;
    match context.env.outbox.take(channel, text(body, "to")?) {
        Some(taken) => Ok(Response::json(200, &message(&taken))),
        None => Err(not_found()),
    }
}

fn clock(shared: &Shared) -> Response {
    Response::json(200, &json!({ "now": shared.now().iso() }))
}

fn set_clock(shared: &mut Shared, request: &Request) -> Answer {
    let body = request.object()?;
    if let Some(now) = body.get("now") {
        let now = now.as_str().and_then(Timestamp::parse).filter(|now| *now <= LATEST).ok_or_else(
            || {
                invalid_value(
                    "now",
                    "A date-time as 2026-03-23T16:34:44.760Z, before the year 9999.",
                )
            },
        )?;
        shared.time.set(now);
    } else {
        let seconds = body
            .get("advanceSeconds")
            .ok_or_else(|| required("advanceSeconds"))?
            .as_u64()
            .ok_or_else(|| invalid_value("advanceSeconds", "Whole seconds, not negative."))?;
        let by = Duration::from_secs(seconds);
        if shared.now() + by > LATEST {
            return Err(out_of_range("advanceSeconds", LATEST.since(shared.now()).as_secs()));
        }
        shared.time.advance(by);
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

fn add_fault(shared: &mut Shared, request: &Request) -> Answer {
    let body = request.object()?;
    let (method, path) = (text(body, "method")?, text(body, "path")?);
    let number = |name: &str| match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .map(Some)
            .ok_or_else(|| invalid_value(name, "A whole number, not negative.")),
    };
    let flag = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
    let status = number("status")?;
    if status.is_some_and(|status| !(200..=599).contains(&status)) {
        return Err(invalid_value("status", "A status from 200 to 599."));
    }
    let delay = number("delayMilliseconds")?;
    let effect = if flag("reset") {
        Effect::Reset
    } else if flag("truncate") {
        Effect::Truncate
    } else if flag("malformed") {
        Effect::Malformed
    } else {
        match (status, delay) {
            (None, Some(_)) => Effect::None,
            (status, _) => {
                Effect::Status(status.and_then(|s| u16::try_from(s).ok()).unwrap_or(503))
            }
        }
    };
    let times = number("times")?.unwrap_or(1);
    let headers: Vec<(String, String)> = body
        .get("headers")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect();
    let after = flag("afterProcessing") || matches!(effect, Effect::Truncate | Effect::Malformed);
    let reply = match body.get("body") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(("text/plain".to_owned(), Bytes::from(text.clone()))),
        Some(other) => Some(("application/json".to_owned(), Bytes::from(other.to_string()))),
    };
    if !shared.faults.has_room(request.body.len()) {
        return Err(request_failed("There are too many rules; clear them first."));
    }
    let id = shared.faults.add(method, path);
    shared.faults.times(id, times);
    shared.faults.change(id, |rule| {
        rule.effect = effect;
        rule.body = reply;
        rule.headers = headers;
        rule.delay = delay.map(Duration::from_millis);
        rule.after = after;
    });
    Ok(Response::empty(204))
}
