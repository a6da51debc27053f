//! Answers a request: bounds what it sends, dispatches, and applies faults.

pub(crate) mod hosts;
pub(crate) mod listen;

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{
    HeaderName, HeaderValue,
    header::{CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS},
    request::Parts,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    base::{limits::Limits, timestamp::Timestamp},
    dispatch::{
        auth,
        catalogue::{Call, Found, Operation, Routes},
    },
    domain::{
        faults::{Effect, Fault},
        requests::RequestRecord,
    },
    server::listen::Client,
    service::controls,
    wire::{
        accept::Accept,
        answer_body::AnswerBody,
        cors,
        request::Request,
        response::{Answer, ApiError, Failure, Response, invalid_request, not_found},
    },
    world::{Shared, World, running::Running},
};

/// The documented limit of all request headers together, in bytes.
const HEADER_LIMIT: usize = 6 * 1024;
/// How much of a path is logged, in characters.
const LOGGED_PATH: usize = 1024;

/// What the answer of an operation's own handler carries.
const HANDLED: HeaderName = HeaderName::from_static("sandbox-handled");

/// Drops a connection without an answer: by a fault, or as nobody is there to read it.
#[derive(Debug)]
pub(crate) struct ResetConnection;

impl fmt::Display for ResetConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is dropped without an answer")
    }
}

impl std::error::Error for ResetConnection {}

pub(crate) fn is_reset(error: &hyper::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<ResetConnection>())
}

pub(crate) async fn answer(
    request: hyper::Request<Incoming>,
    running: &Running,
    routes: &Routes,
    client: &Client,
) -> Result<hyper::Response<AnswerBody>, ResetConnection> {
    let (parts, body) = request.into_parts();
    let authority = parts.uri.authority().cloned();
    let accept = Accept::of(&parts.headers);
    let read = read(parts, body, &running.limits).await;
    let _served = client.is_served();
    let request = match read {
        Ok(request) => request,
        Err(failure) => {
            return Ok(finish(&mut running.lock().shared, failure.into(), accept, None).into());
        }
    };
    if request.segments.first().is_some_and(|s| s == "sandbox") {
        let response = guarded(running, |world| {
            let hosts = client.hosts.check(authority.as_ref(), &request.headers);
            let answer = hosts.and_then(|()| controls::handle(world, &request));
            answer.unwrap_or_else(Response::from)
        });
        running.announce();
        return Ok(finish(&mut running.lock().shared, response, accept, None).into());
    }
    let found = routes.find(&request);
    let operation = match &found {
        Found::Operation(operation, _) => Some(operation.id),
        _ => None,
    };
    let fault = running.lock().shared.faults.take(&request).unwrap_or_default();
    if let Some(delay) = fault.delay {
        tokio::time::sleep(delay).await;
    }
    let own = if fault.effect == Effect::None || fault.after {
        Some(settled(running, &request, &found, client).await)
    } else {
        None
    };
    let mut world = running.lock();
    let shared = &mut world.shared;
    let response = match (&fault.effect, own) {
        (Effect::Reset, _) | (_, Some(None)) => None,
        (Effect::Status(status), _) => Some(fault_answer(&fault, *status)),
        (_, own) => own.flatten(),
    };
    shared.record(&request, operation, response.as_ref());
    let Some(response) = response else {
        return Err(ResetConnection);
    };
    let mut response = finish(shared, response, accept, operation);
    cors::share(&request, &mut response);
    for (name, value) in &fault.headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value.as_str()))
            && !name.as_str().starts_with("sandbox-")
        {
            response.headers.insert(name, value);
        }
    }
    if !fault.headers.is_empty() || fault.body.is_some() {
        // Whatever was planted, a browser runs no script of it in the sandbox's origin.
        guard_browser(&mut response);
        response.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    }
    Ok(match fault.effect {
        Effect::Truncate => AnswerBody::truncated(response),
        Effect::Malformed => {
            response.body = Bytes::from_static(b"{\"malformed\": ");
            response.into()
        }
        _ => response.into(),
    })
}

/// Reads a request whole; what cannot be read is refused with the documented error.
async fn read(parts: Parts, body: Incoming, limits: &Limits) -> Result<Request, Failure> {
    let head: usize =
        parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if head > HEADER_LIMIT {
        return Err(ApiError::new(
            431,
            "INVALID_REQUEST",
            "The request could not be completed. The request headers are too large.",
        )
        .into());
    }
    let too_large = || {
        ApiError::new(
            413,
            "INVALID_REQUEST",
            "The request could not be completed. The request body is too large.",
        )
    };
    if body.size_hint().lower() > limits.body_size as u64 {
        return Err(too_large().into());
    }
    let body = Limited::new(body, limits.body_size).collect();
    let body = match tokio::time::timeout(limits.body, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_large().into()),
        Ok(Err(_)) => return Err(invalid_request("The body ended before it was complete.")),
        Err(_) => {
            return Err(ApiError::new(
                408,
                "INVALID_REQUEST",
                "The request could not be completed. Its body did not arrive in time.",
            )
            .into());
        }
    };
    Request::parse(parts.method, &parts.uri, parts.headers, body)
}

/// Runs an operation, again and again where its handler has no answer yet. `None` if the client
/// went away meanwhile.
async fn settled(
    running: &Running,
    request: &Request,
    found: &Found<'_>,
    client: &Client,
) -> Option<Response> {
    let run = |world: &mut World| dispatch(world, request, found).unwrap_or_else(Response::from);
    loop {
        let changed = running.changed();
        let response = guarded(running, run);
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
                running.change(|world| world.abandon(request.number));
                return None;
            }
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

/// Runs a handler; if it panics, the client gets the service's 500 and the next request is served.
fn guarded(running: &Running, handler: impl FnOnce(&mut World) -> Response) -> Response {
    catch_unwind(AssertUnwindSafe(|| handler(&mut running.lock()))).unwrap_or_else(|_| {
        ApiError::new(
            500,
            "UNEXPECTED_ERROR",
            "The request could not be completed. An unexpected error occurred.",
        )
        .response()
    })
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
    let place = auth::admit(world, operation, call)?;
    if !operation.is_emulated() {
        return Err(not_emulated(operation));
    }
    if operation.takes_json() && call.request.is_malformed_json() {
        call.request.object()?;
    }
    let mut context = world.context(place);
    context.settle();
    // Only a handler says so: neither an injected answer nor a refusal before it does.
    let answer = operation.answer(&mut context, call).unwrap_or_else(Response::from);
    let id = HeaderName::from_static("correlation-id");
    Ok(answer.header(id, &context.correlation_id).header(HANDLED, "true"))
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

/// The body that belongs to an injected status, unless the rule brought its own.
fn fault_answer(fault: &Fault, status: u16) -> Response {
    if let Some((media_type, body)) = &fault.body {
        return Response::with_body(status, media_type, body.clone());
    }
    let code = match status {
        401 | 403 => "ACCESS_FAILED",
        404 => "NOT_FOUND",
        429 => "REQUEST_LIMITED",
        400..=499 => "INVALID_REQUEST",
        _ => "UNEXPECTED_ERROR",
    };
    ApiError::new(status, code, "The request could not be completed. This answer was injected.")
        .response()
}

/// Adds what every answer carries.
fn finish(
    shared: &mut Shared,
    response: Response,
    accept: Accept,
    operation: Option<&'static str>,
) -> Response {
    let correlation_id = match response.headers.get("correlation-id") {
        Some(id) => id.to_str().unwrap_or_default().to_owned(),
        None => shared.answers.uuid(),
    };
    let mut response = response
        .finish(accept, &correlation_id)
        .header(HeaderName::from_static("correlation-id"), &correlation_id);
    if let Some(operation) = operation {
        response.headers.insert(
            HeaderName::from_static("sandbox-operation"),
            HeaderValue::from_static(operation),
        );
    }
    guard_browser(&mut response);
    response
}

/// A body is what its media type says, and nothing else.
fn guard_browser(response: &mut Response) {
    response.headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

impl Shared {
    fn record(
        &mut self,
        request: &Request,
        operation: Option<&'static str>,
        response: Option<&Response>,
    ) {
        let mut path: String = request.path.chars().take(LOGGED_PATH).collect();
        if path.len() < request.path.len() {
            path.push('…');
        }
        let size = path.len();
        let record = RequestRecord {
            method: request.method.to_string(),
            path,
            operation: operation.map(str::to_owned),
            status: response.map(|response| response.status.as_u16()),
        };
        self.requests.push(record, size);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
    };

    use crate::{
        api::builder::SandboxBuilder,
        dispatch::{
            catalogue::{Handler, Routes},
            product::Product,
        },
        server::listen::serve,
        wire::response::Response,
        world::{World, running::Running},
    };

    #[tokio::test]
    async fn a_handler_that_panics_costs_one_answer_and_nothing_else() {
        let settings = SandboxBuilder::new().settings;
        let listener = TcpListener::bind(settings.listen).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let world = World::new(&settings, format!("http://{address}")).expect("a world");
        let id = &world.environments[0].id;
        let (jwks, configuration) =
            (format!("/{id}/as/jwks"), format!("/{id}/as/.well-known/openid-configuration"));
        let handlers = || -> Vec<(&'static str, Handler)> {
            let panics: Handler = |_, _| panic!("on purpose, while the world is locked");
            let works: Handler = |_, _| Ok(Response::empty(204));
            let ids = ["platform.read_jwks", "platform.read_openid_configuration"];
            ids.into_iter().zip([panics, works]).collect()
        };
        let routes = Routes::new(&[Product { name: "platform", handlers, ..Product::BASE }]);
        let running = Arc::new(Running::new(world, &settings));
        let server = tokio::spawn(serve(listener, running, Arc::new(routes)));
        for (path, start) in
            [(&jwks, "HTTP/1.1 500 "), (&jwks, "HTTP/1.1 500 "), (&configuration, "HTTP/1.1 204 ")]
        {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).await.expect("sent");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.expect("answered");
            assert!(answer.starts_with(start), "{answer}");
            if start.contains("500") {
                assert!(answer.contains("\"code\":\"UNEXPECTED_ERROR\""), "{answer}");
                assert!(!answer.contains("on purpose"), "{answer}");
            }
        }
        server.abort();
    }
}
