//! Applications of PingFederate.

use serde_json::{Map, Value, json};

use super::{
    body::Body,
    envelope::Reply,
    exchange::Exchange,
    refused::{APPLICATION_EXISTS, UNKNOWN_APPLICATION},
};

const MAX_ID: usize = 255;
const MAX_NAME: usize = 20;

pub(super) struct Application {
    id: String,
    name: String,
}

impl Application {
    fn read(members: &Map<String, Value>) -> Result<Self, String> {
        let body = Body(members);
        let (id, name) = (body.required_text("id")?, body.required_text("name")?);
        if id.chars().count() > MAX_ID {
            return Err(format!("id must have at most {MAX_ID} characters."));
        }
        let allowed = |c: char| c.is_alphanumeric() || c == ' ';
        if name.chars().count() > MAX_NAME || !name.chars().all(allowed) {
            return Err(format!(
                "name must have at most {MAX_NAME} letters, digits and blanks."
            ));
        }
        Ok(Self {
            id: id.to_owned(),
            name: name.to_owned(),
        })
    }

    fn json(&self) -> Value {
        json!({ "id": self.id, "name": self.name })
    }
}

pub(super) fn add(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let application = Application::read(exchange.body.object("application")?)?;
    let known = &mut exchange.pingid.applications;
    if known.iter().any(|other| other.id == application.id) {
        return Err(APPLICATION_EXISTS.into());
    }
    let json = application.json();
    known.push(application);
    Ok(Reply::plain().with("application", json))
}

pub(super) fn list(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let known = exchange.pingid.applications.iter().map(Application::json);
    Ok(Reply::plain().with("applications", known.collect::<Vec<_>>()))
}

/// All of the changes or, if one is refused, none.
pub(super) fn update(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let mut changes = Vec::new();
    let known = &mut exchange.pingid.applications;
    for (id, members) in exchange.body.object("appsData")? {
        let place = known.iter().position(|other| other.id == *id);
        let place = place.ok_or(UNKNOWN_APPLICATION)?;
        let wrong = || Reply::invalid("appsData must have objects.");
        let members = members.as_object().ok_or_else(wrong)?;
        changes.push((place, Application::read(members)?));
    }
    let mut ids: Vec<&str> = known.iter().map(|other| other.id.as_str()).collect();
    for (place, application) in &changes {
        ids[*place] = &application.id;
    }
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(APPLICATION_EXISTS.into());
    }
    for (place, application) in changes {
        known[place] = application;
    }
    Ok(Reply::plain())
}

pub(super) fn delete(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let ids = exchange.body.strings("applicationsIds")?;
    let ids = ids.ok_or_else(|| Reply::invalid("applicationsIds is required."))?;
    let known = &mut exchange.pingid.applications;
    if ids
        .iter()
        .any(|id| known.iter().all(|other| other.id != *id))
    {
        return Err(UNKNOWN_APPLICATION.into());
    }
    known.retain(|application| !ids.contains(&application.id));
    Ok(Reply::plain())
}
