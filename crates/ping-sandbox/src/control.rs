//! The control endpoints under `/sandbox/`: the methods of [`Sandbox`](crate::Sandbox) over HTTP.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    clock::LATEST,
    faults::Effect,
    mfa,
    outbox::{Channel, Message},
    pingid,
    request::Request,
    response::{
        Answer, ApiError, Detail, Failure, Response, invalid_data, not_found, request_failed,
    },
    state::State,
    timestamp::Timestamp,
    totp, verify,
};

/// Answers a request whose path begins with `/sandbox`.
pub(crate) fn handle(state: &mut State, request: &Request) -> Answer {
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
    let path: Vec<&str> = request
        .segments
        .iter()
        .skip(1)
        .map(String::as_str)
        .collect();
    match (request.method.as_str(), path.as_slice()) {
        ("GET", ["connection"]) => Ok(connection(state)),
        ("GET", ["outbox"]) => {
            let messages: Vec<Value> = state.outbox.all().map(message).collect();
            Ok(Response::json(200, &json!({ "messages": messages })))
        }
        ("POST", ["outbox", "next"]) => next_message(state, request),
        ("GET", ["clock"]) => Ok(clock(state)),
        ("POST", ["clock"]) => set_clock(state, request),
        ("POST", ["faults"]) => add_fault(state, request),
        ("DELETE", ["faults"]) => {
            state.faults.clear();
            Ok(Response::empty(204))
        }
        ("GET", ["requests"]) => Ok(requests(state)),
        ("POST", ["totp"]) => {
            let body = request.object()?;
            let key = text(body, "key")?;
            let code = totp::code_at(key, state.now())
                .map_err(|why| invalid_value("key", &why.to_string()))?;
            Ok(Response::json(200, &json!({ "code": code })))
        }
        ("DELETE", ["tokens"]) => {
            state.oauth.revoke_all();
            Ok(Response::empty(204))
        }
        ("PUT", ["permissions"]) => {
            let body = request.object()?;
            let denied = body
                .get("denied")
                .and_then(Value::as_array)
                .ok_or_else(|| required("denied"))?;
            let denied = denied.iter().filter_map(Value::as_str);
            state.oauth.deny(denied.map(str::to_owned).collect());
            Ok(Response::empty(204))
        }
        (_, ["mfa", ..]) => mfa::control(state, request).unwrap_or_else(|| Err(not_found())),
        (_, ["pingid", ..]) => pingid::control(state, request).unwrap_or_else(|| Err(not_found())),
        (_, ["verify", ..]) => verify::control(state, request).unwrap_or_else(|| Err(not_found())),
        _ => Err(not_found()),
    }
}

/// A required text member of a control request.
pub(crate) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Failure> {
    body.get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| required(name))
}

fn required(name: &str) -> Failure {
    invalid_data([Detail::new("REQUIRED_VALUE", "A value is required.").target(name)])
}

fn invalid_value(name: &str, why: &str) -> Failure {
    invalid_data([Detail::new("INVALID_VALUE", why).target(name)])
}

fn out_of_range(name: &str, maximum: u64) -> Failure {
    let detail = Detail::new("OUT_OF_RANGE", "The value is out of its range.")
        .target(name)
        .inner("rangeMinimumValue", 0)
        .inner("rangeMaximumValue", maximum);
    invalid_data([detail])
}

fn connection(state: &State) -> Response {
    let connection = state.connection();
    let env: Map<String, Value> = connection
        .env_vars()
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    Response::json(
        200,
        &json!({
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
        }),
    )
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

fn next_message(state: &mut State, request: &Request) -> Answer {
    let body = request.object()?;
    let channel = Channel::parse(text(body, "channel")?)
        .ok_or_else(|| invalid_value("channel", "One of SMS, VOICE, EMAIL, WHATSAPP."))?;
    match state.outbox.take(channel, text(body, "to")?) {
        Some(taken) => Ok(Response::json(200, &message(&taken))),
        None => Err(not_found()),
    }
}

fn clock(state: &State) -> Response {
    Response::json(200, &json!({ "now": state.now().iso() }))
}

fn set_clock(state: &mut State, request: &Request) -> Answer {
    let body = request.object()?;
    if let Some(now) = body.get("now") {
        let now = now
            .as_str()
            .and_then(Timestamp::parse)
            .filter(|now| *now <= LATEST)
            .ok_or_else(|| {
                invalid_value(
                    "now",
                    "A date-time as 2026-03-23T16:34:44.760Z, before the year 9999.",
                )
            })?;
        state.time.set(now);
    } else {
        let seconds = body
            .get("advanceSeconds")
            .ok_or_else(|| required("advanceSeconds"))?
            .as_u64()
            .ok_or_else(|| invalid_value("advanceSeconds", "Whole seconds, not negative."))?;
        let by = Duration::from_secs(seconds);
        if state.now() + by > LATEST {
            return Err(out_of_range(
                "advanceSeconds",
                LATEST.since(state.now()).as_secs(),
            ));
        }
        state.time.advance(by);
    }
    Ok(clock(state))
}

fn requests(state: &State) -> Response {
    let requests: Vec<Value> = state
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

fn add_fault(state: &mut State, request: &Request) -> Answer {
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
        Some(other) => Some((
            "application/json".to_owned(),
            Bytes::from(other.to_string()),
        )),
    };
    if !state.faults.has_room(request.body.len()) {
        return Err(request_failed(
            "There are too many rules; clear them first.",
        ));
    }
    let id = state.faults.add(method, path);
    state.faults.times(id, times);
    state.faults.change(id, |rule| {
        rule.effect = effect;
        rule.body = reply;
        rule.headers = headers;
        rule.delay = delay.map(Duration::from_millis);
        rule.after = after;
    });
    Ok(Response::empty(204))
}
