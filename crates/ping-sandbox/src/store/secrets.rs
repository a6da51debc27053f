//! Secrets of rows: drawn from a stream of their own, and in no answer but their own.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::store::{
    Asked, Mode, Store, body,
    schema::{Form, Member, Schema, form, object},
};
use crate::{
    base::{random::Random, timestamp::Timestamp},
    wire::{
        hal::links,
        response::{Detail, Failure, invalid_data, not_found},
    },
};

/// How many characters a secret has, at least as many as documented.
const LENGTH: usize = 64;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
/// How long a previous secret may stay good, in milliseconds.
const OVERLAP: std::ops::RangeInclusive<i64> = 60_000..=30 * 24 * 60 * 60 * 1000;

const ROTATION: &[Member] = &[object("previous", &[form("expiresAt", Form::Time).required()])];

/// The secrets of a store's rows, by the name of the resource and the id.
pub(super) struct Secrets {
    random: Random,
    held: BTreeMap<(&'static str, String), Secret>,
}

struct Secret {
    value: String,
    previous: Option<Previous>,
}

/// The secret before the present one.
struct Previous {
    value: String,
    until: Timestamp,
    last_used: Option<Timestamp>,
}

impl Secrets {
    pub(super) fn new(random: Random) -> Self {
        Self { random, held: BTreeMap::new() }
    }

    pub(super) fn forget(&mut self, schema: &Schema, id: &str) {
        self.held.remove(&(schema.name, id.to_owned()));
    }

    /// A new secret. The one before is good until then, or no longer.
    pub(super) fn draw(&mut self, schema: &Schema, id: &str, until: Option<Timestamp>) {
        let value = self.random.text(ALPHABET, LENGTH);
        let key = (schema.name, id.to_owned());
        let old = self.held.remove(&key).map(|old| old.value);
        let previous =
            old.zip(until).map(|(value, until)| Previous { value, until, last_used: None });
        self.held.insert(key, Secret { value, previous });
    }

    fn get_mut(&mut self, schema: &Schema, id: &str) -> Result<&mut Secret, Failure> {
        let key = (schema.name, id.to_owned());
        self.held.get_mut(&key).ok_or_else(not_found)
    }
}

impl Store {
    /// The present secret of a row, for the controls of the sandbox.
    pub(crate) fn secret(&self, schema: &Schema, id: &str) -> Option<&str> {
        let secret = self.secrets.held.get(&(schema.name, id.to_owned()))?;
        Some(&secret.value)
    }

    /// Whether the present secret of a row fits, or the one before it while that is still good.
    pub(crate) fn fits_secret(
        &mut self,
        schema: &Schema,
        id: &str,
        now: Timestamp,
        fits: impl Fn(&str) -> bool,
    ) -> bool {
        let Ok(secret) = self.secrets.get_mut(schema, id) else {
            return false;
        };
        let previous = secret.previous.as_mut().filter(|previous| now < previous.until);
        match previous {
            _ if fits(&secret.value) => true,
            Some(previous) if fits(&previous.value) => {
                previous.last_used = Some(now);
                true
            }
            _ => false,
        }
    }

    /// The secret of a row, and the one before it while that is still good.
    pub(crate) fn show_secret(
        &mut self,
        schema: &Schema,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<Value, Failure> {
        let secret = self.secrets.get_mut(schema, id)?;
        secret.previous.take_if(|previous| previous.until <= asked.now);
        let url = asked.row_url(schema, "", id);
        let mut all = vec![("self", format!("{url}/secret")), (schema.noun, url)];
        let mut body = json!({ "secret": secret.value });
        if let Some(owner) = &asked.owner {
            body[owner.noun] = json!({ "id": owner.id });
            all.push((owner.noun, owner.url.clone()));
        }
        if let Some(Previous { value, until, last_used }) = &secret.previous {
            body["previous"] = json!({ "secret": value, "expiresAt": until.iso() });
            if let Some(at) = last_used {
                body["previous"]["lastUsed"] = at.iso().into();
            }
        }
        body["_links"] = links(all);
        Ok(body)
    }

    /// Draws a new secret. The old one is good for as long as the body says, else no longer.
    pub(crate) fn rotate_secret(
        &mut self,
        schema: &Schema,
        id: &str,
        sent: &Map<String, Value>,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        self.secrets.get_mut(schema, id)?;
        let mut wrong = Vec::new();
        let read = body::read(Some(self), Mode::Create, ROTATION, sent, None, &mut wrong);
        let until = read.get("previous").and_then(|previous| {
            let until = Timestamp::parse(previous["expiresAt"].as_str()?)?;
            // assumes: application-secret
            if !OVERLAP.contains(&(until.millis().saturating_sub(asked.now.millis()))) {
                let why = "The time must be from 1 minute to 30 days ahead.";
                wrong.push(Detail::new("INVALID_VALUE", why).target("previous.expiresAt"));
            }
            Some(until)
        });
        if !wrong.is_empty() {
            return Err(invalid_data(wrong));
        }
        self.secrets.draw(schema, id, until);
        self.record(schema, "", id, "SECRET_UPDATED", asked);
        Ok(())
    }

    /// Ends the time of the secret before the present one.
    pub(crate) fn drop_previous_secret(
        &mut self,
        schema: &Schema,
        id: &str,
        asked: &Asked<'_>,
    ) -> Result<(), Failure> {
        let previous = self.secrets.get_mut(schema, id)?.previous.take();
        let good = previous.filter(|previous| previous.until > asked.now);
        good.ok_or_else(not_found)?;
        self.record(schema, "", id, "SECRET_UPDATED", asked);
        Ok(())
    }
}
