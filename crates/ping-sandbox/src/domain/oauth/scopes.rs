//! Which scopes an application gets for itself, without a user.

use std::time::Duration;

use serde_json::Value;

use crate::{
    domain::platform::resources::{GRANTS, RESOURCES, SCOPES},
    store::{Entry, Store},
};

/// What a token without a user carries.
pub(crate) struct Granted {
    pub(crate) scopes: Vec<String>,
    /// The ids of the resources.
    pub(crate) resources: Vec<String>,
    pub(crate) audiences: Vec<String>,
    pub(crate) lifetime: Duration,
}

/// The scopes that are asked for, or all of them, as far as the application has grants of them.
/// Those of the platform's own resources are about users. The error is its text.
// assumes: worker-scopes
pub(crate) fn granted(
    store: &Store,
    application: &Entry,
    asked: &[&str],
) -> Result<Granted, &'static str> {
    let mut granted = Granted {
        scopes: Vec::new(),
        resources: Vec::new(),
        audiences: Vec::new(),
        lifetime: Duration::MAX,
    };
    for grant in store.rows(&GRANTS, application.id()) {
        let resource = grant.reference("resource").unwrap_or_default();
        let row = store.row(&RESOURCES, "", resource);
        let Some(row) = row.filter(|row| row.text("type") == Some("CUSTOM")) else {
            continue;
        };
        let ids = grant.body["scopes"].as_array().into_iter().flatten();
        let scopes = ids.filter_map(|scope| store.row(&SCOPES, resource, scope["id"].as_str()?));
        let names = scopes.filter_map(|scope| scope.text("name"));
        let before = granted.scopes.len();
        let meant = names.filter(|name| asked.is_empty() || asked.contains(name));
        granted.scopes.extend(meant.map(str::to_owned));
        if granted.scopes.len() > before {
            let seconds = row.body["accessTokenValiditySeconds"].as_u64().unwrap_or(3600);
            granted.lifetime = granted.lifetime.min(Duration::from_secs(seconds));
            granted.audiences.extend(row.text("audience").map(str::to_owned));
            granted.resources.push(resource.to_owned());
        }
    }
    let several = &application.body["requestScopesForMultipleResourcesEnabled"];
    if granted.scopes.is_empty() {
        Err("Request failed: At least one scope must be granted")
    } else if granted.resources.len() > 1 && *several != Value::Bool(true) {
        Err("May not request scopes for multiple resources")
    } else {
        Ok(granted)
    }
}
