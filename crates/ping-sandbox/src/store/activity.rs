//! An audited change, as it is kept.

use serde_json::{Value, json};

use crate::{base::timestamp::Timestamp, store::asked::Asked, wire::hal::links};

/// An audited change.
#[derive(Clone)]
pub(crate) struct Activity {
    pub(super) id: String,
    pub(super) sequence: u64,
    pub(super) at: Timestamp,
    /// `GROUP.CREATED`.
    pub(super) action: String,
    /// The client.
    pub(super) actor: String,
    pub(super) correlation_id: String,
    pub(super) kind: &'static str,
    pub(super) resource_id: String,
    /// What the resource is called, where it has a name.
    pub(super) name: Option<String>,
    /// The id of its population, where it is in one.
    pub(super) population: Option<String>,
    pub(super) href: String,
}

impl Activity {
    /// The client that did it.
    pub(crate) fn actor(&self) -> &str {
        &self.actor
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.href.len() + self.name.as_deref().map_or(0, str::len)
    }

    pub(super) fn json(&self, asked: &Asked<'_>) -> Value {
        let owner = asked.owner.as_ref().map(|owner| json!({ "id": owner.id }));
        let mut resource = json!({
            "type": self.kind, "id": self.resource_id, "environment": owner, "href": self.href,
        });
        if let Some(name) = &self.name {
            resource["name"] = name.as_str().into();
        }
        if let Some(id) = &self.population {
            resource["population"] = json!({ "id": id });
        }
        json!({
            "_links": links([("self", format!("{}/activities/{}", asked.url, self.id))]),
            "id": self.id,
            "recordedAt": self.at.iso(),
            "createdAt": self.at.iso(),
            "correlationId": self.correlation_id,
            "actors": { "client": {
                "id": self.actor,
                "name": self.actor,
                "type": "CLIENT",
                "environment": owner,
                "href": format!("{}/applications/{}", asked.url, self.actor),
            } },
            "action": { "type": self.action },
            "resources": [resource],
            "result": { "status": "SUCCESS", "id": self.resource_id },
        })
    }
}
