//! Runs what a request asks for.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{
    HeaderName, Method,
    header::{LOCATION, RETRY_AFTER},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    base::timestamp::Timestamp,
    dispatch::{
        auth::{self, Admitted},
        catalogue::{Call, Found, Operation, Routes},
    },
    domain::{platform::licenses::is_of_trial, rates::Counted},
    server::{
        listen::Client,
        state::{self, Before},
    },
    service::controls,
    wire::{
        cors,
        request::Request,
        response::{Answer, ApiError, Detail, Failure, Response, not_found},
    },
    world::{World, context::Context, running::Running},
};

/// What the answer of an operation's own handler carries.
const HANDLED: HeaderName = HeaderName::from_static("sandbox-handled");

/// Runs an operation, again and again where its handler has no answer yet. `None` if the client
/// went away meanwhile, or another world took the place of the one that it was for.
pub(super) async fn settled(
    running: &Running,
    request: &Request,
    found: &Found<'_>,
    client: &Client,
) -> Option<Response> {
    let age = running.lock().age;
    let run = |world: &mut World| (world.age == age).then(|| handle(world, request, found));
    loop {
        let changed = running.changed();
        let response = guarded(running, request, run)?;
        if request.mark_run() {
            // Others may wait for what it did; what it finds when it runs again is not news.
            running.announce();
        }
        let Some(by) = response.again_by else {
            return Some(response);
        };
        tokio::select! {
            () = changed => {}
            () = reached(running, by) => {}
            () = client.watch.gone() => {
                state::abandon(running, request);
                return None;
            }
        }
    }
}

/// Runs a control, again and again while it has nothing to tell and the client wants to wait.
/// `None` if the client went away meanwhile.
pub(super) async fn controlled(
    running: &Running,
    request: &Request,
    routes: &Routes,
    client: &Client,
) -> Option<Response> {
    let run = |world: &mut World| {
        let response = controls::handle(world, request).unwrap_or_else(Response::from);
        Some(state::done(world, &running.settings, routes).unwrap_or(response))
    };
    let mut late = pin!(tokio::time::sleep(controls::patience(request)));
    loop {
        let changed = running.changed();
        let response = guarded(running, request, run)?;
        if response.again_by.is_none() || late.is_elapsed() {
            // A look changes nothing; who waits by looking would wake the others for ever.
            if request.method != Method::GET {
                running.announce();
            }
            return Some(response);
        }
        tokio::select! {
            () = changed => {}
            () = &mut late => {}
            () = client.watch.gone() => return None,
        }
    }
}

/// Waits until a clock that runs is there; one that stands still says so when it is moved.
async fn reached(running: &Running, then: Timestamp) {
    let left = running.lock().shared.time.real_time_until(then);
    match left {
        Some(left) => tokio::time::sleep(left).await,
        None => std::future::pending().await,
    }
}

/// Runs a handler at one moment; what it did is written down before anybody hears of it.
fn guarded(
    running: &Running,
    request: &Request,
    handler: impl FnOnce(&mut World) -> Option<Response>,
) -> Option<Response> {
    state::at_one_moment(&mut running.lock(), |world| {
        if let Err(refused) = state::check(world, request) {
            return Some(refused.into());
        }
        let before = Before::of(world, request);
        let response = caught(world, handler)?;
        let may_have_acted = match is_control(request) {
            true => response.again_by.is_none() && !state::is_about_all(request),
            // A refusal before the handler changes nothing.
            false => response.status.as_u16() == 500 || response.headers.contains_key(HANDLED),
        };
        if may_have_acted && let Err(failed) = before.keep(world, request, &response) {
            return Some(failed.into());
        }
        Some(response)
    })
}

/// Answers a request.
pub(super) fn handle(world: &mut World, request: &Request, found: &Found<'_>) -> Response {
    let answer = if is_control(request) {
        controls::handle(world, request)
    } else {
        dispatch(world, request, found)
    };
    answer.unwrap_or_else(Response::from)
}

/// If a handler panics, the client gets the service's 500 and the next request is served.
pub(super) fn caught<T: From<Response>>(
    world: &mut World,
    handler: impl FnOnce(&mut World) -> T,
) -> T {
    catch_unwind(AssertUnwindSafe(|| handler(world))).unwrap_or_else(|_| {
        let why = "The request could not be completed. An unexpected error occurred.";
        ApiError::new(500, "UNEXPECTED_ERROR", why).response().into()
    })
}

/// Whether it is for the sandbox itself.
pub(super) fn is_control(request: &Request) -> bool {
    request.segments.first().is_some_and(|segment| segment == "sandbox")
}

fn dispatch(world: &mut World, request: &Request, found: &Found<'_>) -> Answer {
    match found {
        Found::Operation(operation, call) => run(world, operation, call),
        Found::WrongMediaType(operation, call) => {
            auth::admit(world, operation, call)?;
            Err(ApiError::new(
                415,
                "INVALID_REQUEST",
                "The request could not be completed. The media type is not supported here.",
            )
            .into())
        }
        Found::Methods(methods) => Ok(cors::preflight(request, methods)),
        Found::Nothing if is_pingid_path(request) => Err(not_found()),
        Found::Nothing => Err(gateway(request).into()),
    }
}

fn run(world: &mut World, operation: &Operation, call: &Call<'_>) -> Answer {
    let admitted = auth::admit(world, operation, call)?;
    if !operation.is_emulated() {
        return Err(not_emulated(operation));
    }
    if operation.takes_json() && call.request.is_malformed_json() {
        call.request.object()?;
    }
    within_rate(&mut world.context(admitted.place), operation, call)?;
    Ok(perform(world, operation, call, admitted))
}

/// Runs an operation for somebody who was let in.
pub(super) fn perform(
    world: &mut World,
    operation: &Operation,
    call: &Call<'_>,
    admitted: Admitted,
) -> Response {
    let mut context = world.context(admitted.place);
    context.roles = admitted.roles;
    context.reach = admitted.reach;
    context.populations = admitted.populations;
    context.correlation_id = context.shared.answers.uuid();
    context.settle();
    // Only a handler says so: neither an injected answer nor a refusal before it does.
    let answer = operation.answer(&mut context, call).unwrap_or_else(Response::from);
    if context.shared.strict && SPREADS.contains(&operation.id) {
        note(&mut context, &answer);
    }
    let id = HeaderName::from_static("correlation-id");
    let answer = answer.header(id, &context.correlation_id).header(HANDLED, "true");
    world.follow();
    answer
}

/// What is not there everywhere as soon as it is created.
// assumes: settling
const SPREADS: [&str; 3] = [
    "platform.create_environment",
    "platform.create_application",
    "platform.create_application_role_assignment",
];

/// Remembers what was just created.
fn note(context: &mut Context<'_>, answer: &Response) {
    let location = answer.headers.get(LOCATION).and_then(|url| url.to_str().ok());
    if let Some((_, id)) = location.and_then(|url| url.rsplit_once('/')) {
        let now = context.now();
        context.shared.fresh.note(id, now);
    }
}

/// Counts a request of PingOne; fails where the license allows no more for now.
fn within_rate(
    context: &mut Context<'_>,
    operation: &Operation,
    call: &Call<'_>,
) -> Result<(), Failure> {
    let Some(limited) = context.shared.limited.filter(|_| !operation.is_pingid()) else {
        return Ok(());
    };
    let now = context.now();
    let environment = &context.env.id;
    let on_trial = context.organization.license_of(environment).is_some_and(is_of_trial);
    let counted = Counted { operation: operation.id, request: call.request, environment, on_trial };
    let Err(until) = context.organization.rates.take(limited, &counted, now) else {
        return Ok(());
    };
    let why = "The request could not be completed. Too many requests were sent.";
    let detail = Detail::new("LIMIT_EXCEEDED", "The rate limit of the license was exceeded.");
    let error = ApiError::new(429, "REQUEST_LIMITED", why);
    let answer = error.detail(detail.inner("retryAfter", until.iso())).response();
    let seconds = until.since(now).as_millis().div_ceil(1000);
    Err(answer.header(RETRY_AFTER, &seconds.to_string()).into())
}

/// What is not emulated is refused by name.
fn not_emulated(operation: &Operation) -> Failure {
    let message = format!(
        "The sandbox does not emulate {} ({}). Sending the request again does not help.",
        operation.id, operation.title
    );
    if operation.is_pingid() {
        return Response::json(501, &json!({ "errorId": 501, "errorMsg": message })).into();
    }
    ApiError::new(501, "NOT_IMPLEMENTED", message).into()
}

fn is_pingid_path(request: &Request) -> bool {
    request.segments.first().is_some_and(|segment| segment.eq_ignore_ascii_case("pingid"))
}

/// What the gateway in front of the service says to a path or method that nobody has: not the
/// service's error shape, and 403 rather than 404 or 405.
fn gateway(request: &Request) -> Response {
    let message = match request.header("authorization") {
        Some(value) => format!(
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with \
             SHA-256 and encoded with Base64): '{}'.",
            STANDARD.encode(Sha256::digest(value.as_bytes()))
        ),
        None => "Missing Authentication Token".to_owned(),
    };
    Response::json(403, &json!({ "message": message }))
}
