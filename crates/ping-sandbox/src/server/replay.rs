//! What a journal tells of is done again.

use std::{collections::BTreeMap, io};

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::{Found, Routes},
    server::{names, run},
    wire::request::Request,
    world::{World, journal::broken},
};

/// Does again what the entries behind a heading say; what has to be added to them is given back.
pub(super) fn all(
    world: &mut World,
    routes: &Routes,
    entries: &[Value],
    version: &str,
) -> io::Result<Vec<Value>> {
    let limited = world.shared.limited.take();
    let mut waiting = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        again(world, routes, index as u64, entry, &mut waiting).map_err(|why| {
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
    Ok(more)
}

/// Does again what an entry says; the answer has to be the same.
fn again(
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
