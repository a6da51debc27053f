//! Applications of PingFederate.

use crate::domain::pingid::applications::Application;

use crate::{
    domain::pingid::refused::{APPLICATION_EXISTS, UNKNOWN_APPLICATION},
    service::pingid::{envelope::Reply, exchange::Exchange},
};

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
    if ids.iter().any(|id| known.iter().all(|other| other.id != *id)) {
        return Err(UNKNOWN_APPLICATION.into());
    }
    known.retain(|application| !ids.contains(&application.id));
    Ok(Reply::plain())
}
