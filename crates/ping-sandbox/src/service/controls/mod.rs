//! The controls under `/sandbox/`: what a person, a phone or an operator would do, over HTTP as by
//! the methods of [`Sandbox`](crate::Sandbox).

mod console;
mod describe;
mod faults;
mod outbox;
mod requests;
mod state;
mod users;
mod world;

use std::time::Duration;

use crate::{
    dispatch::control::{Control, MOST_SECONDS, WAIT, find},
    service::{mfa, pingid, verify},
    wire::{
        request::Request,
        response::{Answer, ApiError, not_found},
    },
    world::{Place, World},
};

/// All of them, in the order of their documentation.
const CONTROLS: &[&[Control]] = &[
    console::CONTROLS,
    describe::CONTROLS,
    world::CONTROLS,
    state::CONTROLS,
    requests::CONTROLS,
    users::CONTROLS,
    outbox::CONTROLS,
    faults::CONTROLS,
    mfa::controls::CONTROLS,
    mfa::reports::CONTROLS,
    pingid::controls::CONTROLS,
    pingid::push_controls::CONTROLS,
    verify::controls::CONTROLS,
];

fn all() -> impl Iterator<Item = &'static Control> + Clone {
    CONTROLS.iter().copied().flatten()
}

/// How long a client wants to wait, in real time, for a control to have something to tell.
pub(crate) fn patience(request: &Request) -> Duration {
    let sent = request.json().and_then(|body| body.get(WAIT.name())?.as_u64());
    let asked = request.query(WAIT.name()).and_then(|text| text.parse().ok());
    // What is out of its range is refused.
    Duration::from_secs(sent.or(asked).unwrap_or(0).min(MOST_SECONDS))
}

/// Whether it asks for the console's page or a part of it, which is the same for everybody.
pub(crate) fn is_page(request: &Request) -> bool {
    let path: Vec<&str> = request.segments.iter().skip(1).map(String::as_str).collect();
    request.is_read() && console::CONTROLS.iter().any(|control| control.path == path.join("/"))
}

/// Answers a request whose path begins with `/sandbox`.
pub(crate) fn handle(world: &mut World, request: &Request) -> Answer {
    // A page of any origin can send a text, but no JSON without being asked for leave first.
    let is_json = request.media_type.as_deref() == Some("application/json");
    if !is_json && !matches!(request.method.as_str(), "GET" | "HEAD" | "DELETE") {
        return Err(ApiError::new(
            415,
            "INVALID_REQUEST",
            "The request could not be completed. The controls take application/json.",
        )
        .into());
    }
    let path: Vec<&str> = request.segments.iter().skip(1).map(String::as_str).collect();
    if let ["environments", id, path @ ..] = path.as_slice() {
        let place = world.place(id).ok_or_else(not_found)?;
        let control = find(all().filter(|control| !control.is_about_all()), request, path)?;
        return control.answer(world, place, request);
    }
    find(all(), request, &path)?.answer(world, Place::FIRST, request)
}
