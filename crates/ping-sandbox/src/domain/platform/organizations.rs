//! Organizations: what nobody writes, and what they hold.

use serde_json::{Value, json};

use super::{environments::ENVIRONMENTS, licenses, licenses::LICENSES, sign_ons::SignOns};
use crate::{
    base::{limits::Kept, random::Random, timestamp::Timestamp},
    domain::rates::Rates,
    store::{
        Entry, Op, Store,
        schema::{self, Hooks, Kind, Link, Schema, choice, list, text},
    },
};

/// Each worker sees its own.
pub(crate) static ORGANIZATIONS: Schema = Schema {
    name: "ORGANIZATION",
    collection: "organizations",
    embedded: "organizations",
    noun: "organization",
    kept: schema::Kept::All,
    members: &[
        text("name", 1, 256).required(),
        text("description", 0, 1024),
        choice("type", &["PAID", "TRIAL", "INTERNAL"]),
        list("billingConnections", &Kind::Open(&[]), 0, 100),
    ],
    filters: &[("name", &[Op::Sw])],
    links: &[("licenses", Link::Below("/licenses"))],
    hooks: Hooks {
        sees: |caller, row| row.id() == caller.organization,
        show: |shown, body| {
            let url = format!("{}/environments", shown.asked.url);
            body["_links"]["environments"] = json!({ "href": url });
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};

/// An organization: its tables, and what its environments count together.
pub(crate) struct Organization {
    pub(crate) id: String,
    /// Its tables: environments and licenses.
    pub(crate) store: Store,
    /// The requests of the last span of time.
    pub(crate) rates: Rates,
    /// Who signed on when, in all of its environments.
    pub(crate) sign_ons: SignOns,
}

impl Organization {
    /// With the ids and licenses of the reference's example.
    pub(crate) fn documented(random: &Random, kept: Kept, now: Timestamp) -> Self {
        let licenses = licenses::documented();
        let id = licenses.first().and_then(|one| one["organization"]["id"].as_str());
        let id = id.unwrap_or_default().to_owned();
        Self::with(id, random, kept, &licenses, now)
    }

    /// With licenses like those of the example, and ids of its own.
    pub(crate) fn drawn(random: &mut Random, kept: Kept, now: Timestamp) -> Self {
        let mut licenses = licenses::documented();
        let id = random.uuid();
        for license in &mut licenses {
            license["id"] = random.uuid().into();
        }
        Self::with(id, random, kept, &licenses, now)
    }

    fn with(id: String, random: &Random, kept: Kept, licenses: &[Value], now: Timestamp) -> Self {
        let mut store = Store::new(random.stream("tables of the organization"), kept);
        for license in licenses {
            store.plant(&LICENSES, "", license, now);
        }
        Self { id, store, rates: Rates::default(), sign_ons: SignOns::new(kept) }
    }

    /// The row of an organization with that id.
    pub(crate) fn row(id: &str, random: &Random) -> Value {
        json!({
            "id": id,
            "name": format!("sandbox_{}", &id[..8.min(id.len())]),
            "description": "The sandbox's organization",
            "type": "INTERNAL",
            "billingConnections": [{ "id": random.stream("billing connection").uuid() }],
        })
    }

    /// The ids of its environments.
    pub(crate) fn environments(&self) -> Vec<String> {
        self.store.rows(&ENVIRONMENTS, "").map(|row| row.id().to_owned()).collect()
    }

    /// The license that an environment uses.
    pub(crate) fn license_of(&self, environment: &str) -> Option<&Entry> {
        let row = self.store.row(&ENVIRONMENTS, "", environment)?;
        self.store.row(&LICENSES, "", row.reference("license")?)
    }

    /// Licenses begin and end by the clock.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        licenses::settle(&mut self.store, now);
    }
}
