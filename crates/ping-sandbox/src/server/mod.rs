//! Answers a request: bounds what it sends, dispatches, and applies faults.

mod config;
mod finish;
pub(crate) mod hosts;
pub(crate) mod listen;
mod names;
mod read;
mod replay;
mod run;
pub(crate) mod state;

use std::{
    fmt,
    io::{self, Write},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, header::CONTENT_SECURITY_POLICY, request::Parts, uri::Authority,
};
use hyper::body::Incoming;

use self::{
    finish::{fault_answer, finish, guard_browser},
    read::read,
    run::{controlled, is_control, settled},
};
use crate::{
    dispatch::catalogue::{Found, Routes},
    domain::{
        faults::{Effect, Fault},
        requests::{Message, Received, kept_path},
    },
    server::{hosts::Hosts, listen::Client},
    service::controls::is_page,
    wire::{accept::Accept, answer_body::AnswerBody, cors, request::Request, response::Response},
    world::{Shared, running::Running},
};

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
    let limit = match may_be_large(&parts, authority.as_ref(), &client.hosts) {
        true => running.limits.state,
        false => running.limits.body_size,
    };
    let read = read(parts, body, limit, running.limits.body).await;
    let _served = client.is_served();
    let mut request = match read {
        Ok(request) => request.from(client.address),
        Err(failure) => {
            return Ok(finish(&mut running.lock().shared, failure.into(), accept, None).into());
        }
    };
    if is_control(&request) {
        let hosts = &client.hosts;
        let checked = hosts.check(authority.as_ref(), &request.headers).and_then(|()| {
            // The page of the console asks a person for the token.
            if is_page(&request) { Ok(()) } else { hosts.check_token(&request.headers) }
        });
        let response = match checked {
            Ok(()) => controlled(running, &request, routes, client).await,
            Err(failure) => Some(failure.into()),
        };
        let Some(response) = response else {
            return Err(ResetConnection);
        };
        return Ok(finish(&mut running.lock().shared, response, accept, None).into());
    }
    names::resolve(&running.lock(), &mut request);
    let begun = Instant::now();
    let found = routes.find(&request);
    let operation = match &found {
        Found::Operation(operation, _) => Some(operation.id),
        _ => None,
    };
    let fault = match state::fault(running, &request, operation) {
        Ok(fault) => fault,
        Err(failure) => {
            return Ok(finish(&mut running.lock().shared, failure.into(), accept, None).into());
        }
    };
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
    let Some(response) = response else {
        shared.record(&request, operation, begun.elapsed(), &fault, None);
        running.announce();
        return Err(ResetConnection);
    };
    let mut response = finish(shared, response, accept, operation);
    shared.record(&request, operation, begun.elapsed(), &fault, Some(&response));
    running.announce();
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

/// Whether a state comes, from somebody who may send one: it is as large as it has grown.
fn may_be_large(parts: &Parts, authority: Option<&Authority>, hosts: &Hosts) -> bool {
    parts.uri.path() == "/sandbox/state"
        && hosts.check(authority, &parts.headers).is_ok()
        && hosts.check_token(&parts.headers).is_ok()
}

impl Shared {
    fn record(
        &mut self,
        request: &Request,
        operation: Option<&'static str>,
        took: Duration,
        fault: &Fault,
        response: Option<&Response>,
    ) {
        self.received += 1;
        let answered = response.map(|it| Message::of(&it.headers, &it.body));
        let received = Received {
            number: self.received,
            at: self.now(),
            took,
            method: request.method.to_string(),
            path: kept_path(&request.path),
            query: request.query.clone(),
            operation,
            status: response.map(|response| response.status.as_u16()),
            fault: fault.name(),
            sent: Message::of(&request.headers, &request.body),
            answered: answered.unwrap_or_default(),
        };
        if self.log {
            // Where nobody reads it, the call is answered nevertheless.
            let _ = writeln!(io::stderr(), "{}", received.line());
        }
        let size = received.size();
        self.requests.push(received, size);
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
        base::timestamp::Timestamp,
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
        let root = settings.root().expect("randomness");
        let url = format!("http://{address}");
        let world = World::new(&settings, url, root, Timestamp::system());
        let id = world.environments().next().expect("an environment").id.clone();
        let (jwks, configuration) =
            (format!("/{id}/as/jwks"), format!("/{id}/as/.well-known/openid-configuration"));
        let handlers = || -> Vec<(&'static str, Handler)> {
            let panics: Handler = |_, _| panic!("on purpose, while the world is locked");
            let works: Handler = |_, _| Ok(Response::empty(204));
            let ids = ["platform.read_jwks", "platform.read_openid_configuration"];
            ids.into_iter().zip([panics, works]).collect()
        };
        let routes = Routes::new(&[Product { name: "platform", handlers, ..Product::BASE }]);
        let running = Arc::new(Running::new(world, &settings).expect("settings"));
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
