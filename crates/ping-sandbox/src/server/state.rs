//! The world as a whole: how it begins, is written down, comes back and is replaced.

use std::{collections::BTreeMap, io};

use serde_json::{Value, json};

use crate::{
    base::{random::Random, timestamp::Timestamp},
    dispatch::catalogue::{Found, Routes},
    domain::{faults::Fault, fresh::Fresh, settings::Settings},
    server::{config, names, run},
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
    let limited = world.shared.limited.take();
    let mut waiting = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        replay(&mut world, routes, index as u64, entry, &mut waiting).map_err(|why| {
            let version = heading["sandbox"].as_str().unwrap_or_default();
            let why = format!("{why}; version {} cannot go on from it", env!("CARGO_PKG_VERSION"));
            broken(index + 2, &format!("(of version {version}) {why}"))
        })?;
    }
    world.shared.limited = limited;
    let mut more = Vec::new();
    // The connections of those who waited are gone.
    let now = Timestamp::system();
    world.shared.time.hold_system(Some(now));
    for (entry, request) in waiting {
        world.abandon(request.number);
        more.push(json!({ "at": now.millis(), "gone": entry }));
    }
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

/// Does again what an entry says; the answer has to be the same.
fn replay(
    world: &mut World,
    routes: &Routes,
    place: u64,
    entry: &Value,
    waiting: &mut BTreeMap<u64, Request>,
) -> Result<(), String> {
    if let Some(url) = entry["url"].as_str() {
        url.clone_into(&mut world.shared.base_url);
        return Ok(());
    }
    let at = entry["at"].as_i64().ok_or("has no time")?;
    world.shared.time.hold_system(Some(Timestamp::from_millis(at)));
    if let Some(gone) = entry["gone"].as_u64() {
        let request = waiting.remove(&gone).ok_or("ends what did not wait")?;
        world.abandon(request.number);
        return Ok(());
    }
    if let Some(position) = position(&entry["drawn"]) {
        world.shared.answers.go_on(position);
    }
    let request = match entry["again"].as_u64() {
        Some(again) => waiting.remove(&again).ok_or("ends what did not wait")?,
        None => {
            let mut request = Request::from_json(&entry["request"]).ok_or("has no request")?;
            names::resolve(world, &mut request);
            request
        }
    };
    let found = routes.find(&request);
    if entry["fault"] == true {
        let operation = match &found {
            Found::Operation(operation, _) => Some(operation.id),
            _ => None,
        };
        return match world.shared.faults.take(&request, operation) {
            Some(_) => Ok(()),
            None => Err("meets no fault".to_owned()),
        };
    }
    let response = run::caught(world, |world| run::handle(world, &request, &found));
    let waits = entry["waits"] == true;
    if waits != response.again_by.is_some() || !waits && entry["sum"] != *response.sum() {
        return Err(format!(
            "was answered in another way, and is now by {}",
            response.status.as_u16()
        ));
    }
    if waits {
        drop(found);
        request.mark_run();
        waiting.insert(place, request);
    }
    Ok(())
}

fn position(value: &Value) -> Option<[u64; 3]> {
    let numbers: Option<Vec<u64>> = value.as_array()?.iter().map(Value::as_u64).collect();
    numbers?.try_into().ok()
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
