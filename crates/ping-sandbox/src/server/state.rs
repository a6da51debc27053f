//! The world as a whole: how it begins, is written down, comes back and is replaced.

use std::io;

use serde_json::{Value, json};

use crate::{
    base::{random::Random, timestamp::Timestamp},
    dispatch::catalogue::Routes,
    domain::{faults::Fault, fresh::Fresh, settings::Settings},
    server::{config, replay},
    wire::{
        accept::JSON,
        request::Request,
        response::{Answer, ApiError, Detail, Failure, Response, invalid_data},
    },
    world::{
        Wanted, World,
        journal::{Journal, broken},
        running::Running,
    },
};

/// What a new world has in it: that of the state file, if there is one, else what it begins with.
pub(crate) fn begin(settings: &Settings, base_url: &str, routes: &Routes) -> io::Result<World> {
    let Some(path) = &settings.state else {
        let mut world = first(settings, base_url, routes, settings.root()?, Timestamp::system())?;
        world.shared.time.hold_system(None);
        return Ok(world);
    };
    let of_file = |error: io::Error| {
        io::Error::new(error.kind(), format!("the state file {}: {error}", path.display()))
    };
    let limit = settings.limits.state as u64;
    let (mut journal, lines) = Journal::open(path, limit).map_err(of_file)?;
    if lines.is_empty() {
        let (root, now) = (settings.root()?, Timestamp::system());
        let world = first(settings, base_url, routes, root, now)?;
        journal.replace(&[heading(settings, &world, now)]).map_err(of_file)?;
        return Ok(served(world, journal));
    }
    let (mut world, more) = replayed(settings, base_url, routes, &lines).map_err(of_file)?;
    for entry in &more {
        journal.add(entry).map_err(of_file)?;
    }
    world.shared.base_url = base_url.to_owned();
    Ok(served(world, journal))
}

/// From here on the clock goes on, and what changes is written down.
fn served(mut world: World, journal: Journal) -> World {
    world.shared.time.hold_system(None);
    world.journal = Some(journal);
    world
}

/// What a world begins with, config included; the system's time is held.
fn first(
    settings: &Settings,
    base_url: &str,
    routes: &Routes,
    root: Random,
    system: Timestamp,
) -> io::Result<World> {
    let mut world = World::new(settings, base_url.to_owned(), root, system);
    if let Some(config) = &settings.config {
        config::apply(&mut world, routes, &config.0)
            .map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, why))?;
        // What there is from the beginning is there everywhere.
        world.shared.fresh = Fresh::new(settings.limits.kept);
    }
    Ok(world)
}

/// The first line of a journal.
fn heading(settings: &Settings, world: &World, begun: Timestamp) -> Value {
    json!({
        "sandbox": env!("CARGO_PKG_VERSION"),
        "at": begun.millis(),
        "root": world.shared.root.seed(),
        "url": world.shared.base_url,
        "options": settings.options(),
    })
}

/// The world that a journal tells of, with what has to be added to it.
fn replayed(
    settings: &Settings,
    base_url: &str,
    routes: &Routes,
    lines: &[Value],
) -> io::Result<(World, Vec<Value>)> {
    let Some((heading, entries)) = lines.split_first() else {
        return Err(broken(1, "is missing"));
    };
    let root = heading["root"].as_str().and_then(Random::from_seed);
    let at = heading["at"].as_i64().map(Timestamp::from_millis);
    let url = heading["url"].as_str();
    let (Some(root), Some(at), Some(url)) = (root, at, url) else {
        return Err(broken(1, "does not begin the state of a sandbox"));
    };
    same_options(&heading["options"], &settings.options())?;
    let mut world = first(settings, url, routes, root, at)?;
    let version = heading["sandbox"].as_str().unwrap_or_default();
    let mut more = replay::all(&mut world, routes, entries, version)?;
    if world.shared.base_url != base_url {
        more.push(json!({ "url": base_url }));
    }
    Ok((world, more))
}

fn same_options(then: &Value, now: &Value) -> io::Result<()> {
    let differs = |name: &&String| then[name.as_str()] != now[name.as_str()];
    let names: Vec<&str> = now
        .as_object()
        .into_iter()
        .flat_map(|all| all.keys())
        .filter(differs)
        .map(|name| &**name)
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let why = format!("it began with other options than this sandbox: {}", names.join(", "));
    Err(io::Error::new(io::ErrorKind::InvalidInput, why))
}

/// Does what a control wants done with all of the world.
pub(super) fn done(world: &mut World, settings: &Settings, routes: &Routes) -> Option<Response> {
    let wanted = world.wanted.take()?;
    let done = match wanted {
        Wanted::Reset => reset(world, settings, routes)
            .map(|()| Response::empty(204))
            .map_err(|error| failed(&error)),
        Wanted::Read => read(world),
        Wanted::Replace(lines) => replace(world, settings, routes, lines),
    };
    Some(done.unwrap_or_else(Response::from))
}

/// Begins anew, with the same ids and secrets.
pub(crate) fn reset(world: &mut World, settings: &Settings, routes: &Routes) -> io::Result<()> {
    let (now, root) = (world.shared.time.system(), world.shared.root.clone());
    let new = first(settings, &world.shared.base_url, routes, root, now)?;
    let line = heading(settings, &new, now);
    put(world, new, vec![line])
}

/// Puts another world in the place of this one.
fn put(world: &mut World, new: World, lines: Vec<Value>) -> io::Result<()> {
    let mut journal = world.journal.take();
    let replaced = journal.as_mut().map_or(Ok(()), |journal| journal.replace(&lines));
    if replaced.is_ok() {
        let age = world.age + 1;
        *world = new;
        world.age = age;
    }
    world.journal = journal;
    replaced
}

fn read(world: &mut World) -> Answer {
    let journal = world.journal.as_mut().ok_or_else(without_state)?;
    let text = journal.text().map_err(|error| failed(&error))?;
    Ok(Response::with_body(200, JSON, text))
}

fn replace(world: &mut World, settings: &Settings, routes: &Routes, lines: Value) -> Answer {
    if world.journal.is_none() {
        return Err(without_state());
    }
    let Value::Array(mut lines) = lines else {
        return Err(invalid_data([Detail::required().target("state")]));
    };
    let wrong =
        |error: io::Error| invalid_data([Detail::invalid(&error.to_string()).target("state")]);
    let url = world.shared.base_url.clone();
    let (new, more) = replayed(settings, &url, routes, &lines).map_err(wrong)?;
    lines.extend(more);
    put(world, new, lines).map_err(|error| failed(&error))?;
    Ok(Response::empty(204))
}

fn without_state() -> Failure {
    let why = "This sandbox keeps no state: start it with --state FILE.";
    ApiError::new(409, "REQUEST_FAILED", why).into()
}

fn failed(error: &io::Error) -> Failure {
    let why = format!("The state file could not be written: {error}.");
    ApiError::new(500, "STATE_FAILED", why).into()
}

/// Does something at one moment, by the system's clock too.
pub(crate) fn at_one_moment<T>(world: &mut World, run: impl FnOnce(&mut World) -> T) -> T {
    world.shared.time.hold_system(Some(Timestamp::system()));
    let done = run(world);
    world.shared.time.hold_system(None);
    done
}

/// Refuses what may change something, where that cannot be written down.
pub(super) fn check(world: &World, request: &Request) -> Result<(), Failure> {
    match &world.journal {
        Some(journal) if !request.is_read() && !is_about_all(request) => journal.check(),
        _ => Ok(()),
    }
}

/// Whether it is for the world as a whole: this is how to get out of a state that is full.
pub(super) fn is_about_all(request: &Request) -> bool {
    let [first, second] = request.segments.as_slice() else {
        return false;
    };
    first == "sandbox" && matches!(second.as_str(), "reset" | "state")
}

/// The fault that a request meets, if any.
pub(super) fn fault(
    running: &Running,
    request: &Request,
    operation: Option<&str>,
) -> Result<Fault, Failure> {
    at_one_moment(&mut running.lock(), |world| {
        let before = Before::of(world, request);
        let Some(fault) = world.shared.faults.take(request, operation) else {
            return Ok(Fault::default());
        };
        before.keep_fault(world, request)?;
        Ok(fault)
    })
}

/// Nobody waits any more for the answer to a request.
pub(super) fn abandon(running: &Running, request: &Request) {
    at_one_moment(&mut running.lock(), |world| {
        world.abandon(request.number);
        let at = world.shared.time.system().millis();
        if let Some(journal) = &mut world.journal
            && let Some(place) = journal.take_waiting(request.number)
        {
            // Where it cannot be written, whatever comes next is refused.
            let _ = journal.add(&json!({ "at": at, "gone": place }));
        }
    });
    running.announce();
}

/// What was there before a request was run.
pub(super) struct Before {
    position: [u64; 3],
    growth: u64,
}

impl Before {
    pub(super) fn of(world: &World, request: &Request) -> Self {
        let growth = if is_watched(world, request) { world.growth() } else { 0 };
        Self { position: world.shared.answers.position(), growth }
    }

    fn entry(&self, world: &World) -> Value {
        json!({ "at": world.shared.time.system().millis(), "drawn": self.position })
    }

    /// Writes down that a request met a fault.
    fn keep_fault(&self, world: &mut World, request: &Request) -> Result<(), Failure> {
        let mut entry = self.entry(world);
        entry["fault"] = true.into();
        entry["request"] = request.to_json();
        let journal = world.journal.as_mut();
        journal.map_or(Ok(()), |journal| journal.add(&entry)).map_err(|error| failed(&error))
    }

    /// Writes down what a handler did, if it may have changed something.
    pub(super) fn keep(
        &self,
        world: &mut World,
        request: &Request,
        response: &Response,
    ) -> Result<(), Failure> {
        let watched = is_watched(world, request);
        if world.journal.is_none() || watched && world.growth() == self.growth {
            return Ok(());
        }
        let mut entry = self.entry(world);
        let Some(journal) = &mut world.journal else {
            return Ok(());
        };
        if response.again_by.is_some() {
            if request.ran() {
                // Who looks again finds nothing new until there is an answer.
                return Ok(());
            }
            entry["waits"] = true.into();
            entry["request"] = request.to_json();
            let kept = journal.add_waiting(request.number, &entry);
            return kept.map_err(|error| failed(&error));
        }
        entry["sum"] = response.sum().into();
        match journal.take_waiting(request.number) {
            Some(place) => entry["again"] = place.into(),
            None => entry["request"] = request.to_json(),
        }
        journal.add(&entry).map_err(|error| failed(&error))
    }
}

/// A request that only asks is written down if it changed something nevertheless, such as by making
/// what it asks for.
fn is_watched(world: &World, request: &Request) -> bool {
    world.journal.is_some() && request.is_read()
}
