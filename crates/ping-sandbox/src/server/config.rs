//! What a sandbox begins with beside the usual: create bodies, sent as a client would send them.

use std::collections::{BTreeMap, BTreeSet};

use http::{HeaderMap, HeaderValue, Method, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use crate::{
    base::position::{self, Step, line_and_column},
    dispatch::catalogue::{Found, Routes},
    server::run,
    wire::{request::Request, response::Response},
    world::{Place, World},
};

/// So many faults are told of at once.
const MOST_FAULTS: usize = 20;

/// Makes what a config says; what is wrong with it, a line each.
pub(super) fn apply(world: &mut World, routes: &Routes, text: &str) -> Result<(), String> {
    let said: Value = serde_json::from_str(text)
        .map_err(|error| format!("config:{}:{}: {error}", error.line(), error.column()))?;
    let mut config = Config { text, names: BTreeMap::new(), wrong: Vec::new() };
    if !said.is_object() {
        config.refuse(position::root(text), "has to be an object of lists");
    }
    let limited = world.shared.limited.take();
    let mut seen = BTreeSet::new();
    for collection in position::members(text, position::root(text)) {
        if !seen.insert(collection.name.clone()) {
            let why = format!("`{}` is there twice", collection.name);
            config.refuse(collection.name_at, &why);
            continue;
        }
        match &said[&collection.name] {
            Value::Array(bodies) => {
                let places = position::items(text, collection.value_at);
                for (body, at) in bodies.iter().zip(places) {
                    config.create(world, routes, &collection.name, collection.name_at, body, at);
                }
            }
            _ => config.refuse(collection.value_at, "has to be a list of create bodies"),
        }
    }
    world.shared.limited = limited;
    if config.wrong.is_empty() { Ok(()) } else { Err(config.wrong.join("\n")) }
}

struct Config<'a> {
    text: &'a str,
    /// The ids of what was made, by the names that the config gives; none for what failed.
    names: BTreeMap<String, Option<String>>,
    wrong: Vec<String>,
}

impl Config<'_> {
    fn refuse(&mut self, at: usize, why: &str) {
        // The text is read again for each place.
        if self.wrong.len() == MOST_FAULTS {
            return;
        }
        let (line, column) = line_and_column(self.text, at);
        self.wrong.push(format!("config:{line}:{column}: {why}"));
    }

    /// Makes one; what fails is told, and what refers to it is left out.
    fn create(
        &mut self,
        world: &mut World,
        routes: &Routes,
        collection: &str,
        collection_at: usize,
        body: &Value,
        at: usize,
    ) {
        let Value::Object(members) = body else {
            self.refuse(at, &format!("{collection}: has to be an object"));
            return;
        };
        let name = members.get("$name").and_then(Value::as_str).map(str::to_owned);
        let mut id = None;
        // Where there is no request, it was told why, here or where a reference should be made.
        let request = self.request(world, collection, collection_at, members, at);
        match request.map(|request| sent(world, routes, &request)) {
            Some(Ok(response)) => {
                let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
                id = answer["id"].as_str().map(str::to_owned);
            }
            Some(Err(wrong)) => {
                for (target, why) in wrong {
                    let found = position::find(self.text, at, &steps(&target));
                    let of = if target.is_empty() { String::new() } else { format!("{target}: ") };
                    self.refuse(found, &format!("{collection}: {of}{why}"));
                }
            }
            None => {}
        }
        if let Some(name) = name
            && self.names.insert(name.clone(), id).is_some()
        {
            let at = position::find(self.text, at, &[Step::Member("$name")]);
            self.refuse(at, &format!("{collection}: the name `{name}` is there twice"));
        }
    }

    /// The request of one; `None` where it refers to what is not there.
    fn request(
        &mut self,
        world: &World,
        collection: &str,
        collection_at: usize,
        members: &Map<String, Value>,
        at: usize,
    ) -> Option<Request> {
        let mut resolved = true;
        let mut parts = Vec::new();
        for part in collection.split('/') {
            match self.meant(part, collection_at) {
                Some(part) => parts.push(part),
                None => resolved = false,
            }
        }
        let mut media_type = "application/json";
        let mut body = Map::new();
        let places = places(self.text, at);
        for (member, value) in members {
            match (member.as_str(), value) {
                ("$name", Value::String(_)) => {}
                ("$type", Value::String(given)) => media_type = given,
                (name, _) if name.starts_with('$') => {
                    let at = position::find(self.text, at, &[Step::Member(name)]);
                    let why = format!("{collection}: `{name}` is neither a text $name nor $type");
                    self.refuse(at, &why);
                    resolved = false;
                }
                _ => {
                    let mut value = value.clone();
                    resolved &= self.resolve(&mut value, places[member]);
                    body.insert(member.clone(), value);
                }
            }
        }
        if !resolved {
            return None;
        }
        let environment = world.at(Place::FIRST)?;
        let target = format!("/v1/environments/{}/{}", environment.id, parts.join("/"));
        let body = Value::Object(body).to_string();
        let media_type = HeaderValue::from_str(media_type).ok();
        let request = target.parse().ok().zip(media_type).and_then(|(target, media_type)| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, media_type)]);
            Request::parse(Method::POST, &target, headers, body.into()).ok()
        });
        if request.is_none() {
            self.refuse(collection_at, &format!("`{collection}` is no path of a collection"));
        }
        request
    }

    /// Puts ids in the place of names; `at` is where the value begins.
    fn resolve(&mut self, value: &mut Value, at: usize) -> bool {
        match value {
            Value::String(text) => match self.meant(text, at) {
                Some(meant) => {
                    *text = meant;
                    true
                }
                None => false,
            },
            Value::Array(items) => {
                let places = position::items(self.text, at);
                let items = items.iter_mut().zip(places);
                items.fold(true, |all, (item, at)| self.resolve(item, at) && all)
            }
            Value::Object(members) => {
                let places = places(self.text, at);
                let members = members.iter_mut();
                members.fold(true, |all, (name, one)| self.resolve(one, places[name]) && all)
            }
            _ => true,
        }
    }

    /// What a text means: with one `$` at its beginning, the id of what has that name.
    fn meant(&mut self, text: &str, at: usize) -> Option<String> {
        let Some(name) = text.strip_prefix('$') else {
            return Some(text.to_owned());
        };
        if name.starts_with('$') {
            return Some(name.to_owned());
        }
        match self.names.get(name) {
            Some(Some(id)) => Some(id.clone()),
            Some(None) => None,
            None => {
                let why =
                    format!("nothing before has the name `{name}` (write $$ for a dollar sign)");
                self.refuse(at, &why);
                None
            }
        }
    }
}

/// Where the values of an object's members are.
fn places(text: &str, at: usize) -> BTreeMap<String, usize> {
    position::members(text, at).into_iter().map(|it| (it.name, it.value_at)).collect()
}

/// Sends it, as somebody who may do everything; what is wrong with it, by member.
fn sent(
    world: &mut World,
    routes: &Routes,
    request: &Request,
) -> Result<Response, Vec<(String, String)>> {
    let one = |why: &str| vec![(String::new(), why.to_owned())];
    let response = match routes.find(request) {
        Found::Operation(operation, call) if operation.is_emulated() => {
            run::caught(world, |world| run::perform(world, operation, &call, Place::FIRST.into()))
        }
        Found::WrongMediaType(..) => return Err(one("takes another media type: see $type")),
        Found::Operation(operation, _) => {
            return Err(one(&format!("the sandbox does not emulate {}", operation.id)));
        }
        _ => return Err(one("there is no such collection")),
    };
    if response.is_success() {
        return Ok(response);
    }
    let response = response.finish(crate::wire::accept::Accept::of(&HeaderMap::new()), "");
    let error: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let details = error["details"].as_array().map(Vec::as_slice).unwrap_or_default();
    if details.is_empty() {
        return Err(one(error["message"].as_str().unwrap_or("it was refused")));
    }
    Err(details
        .iter()
        .map(|detail| {
            let mut why = text(&detail["message"]);
            if let Some(allowed) = detail["innerError"].get("allowedValues") {
                why = format!("{why} Allowed: {allowed}");
            }
            (text(&detail["target"]), why)
        })
        .collect())
}

/// The way to a member that an error names: `population.id`, `grantTypes[0]`.
fn steps(target: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in target.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        steps.push(part.parse().map_or(Step::Member(part), Step::Item));
    }
    steps
}
