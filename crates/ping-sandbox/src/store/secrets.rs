//! Secrets of rows, which are in no answer but their own.

use serde_json::{Map, Value, json};

use crate::store::{
    asked::Asked,
    body::{self, Mode},
    forms::Form,
    member::{form, object},
    schema::{Member, Schema},
    secret::Previous,
    tables::Store,
};
use crate::{
    base::timestamp::Timestamp,
    wire::{
        hal::links,
        response::{Detail, Failure, invalid_data, not_found},
    },
};

/// How long a previous secret may stay good, in milliseconds.
const OVERLAP: std::ops::RangeInclusive<i64> = 60_000..=30 * 24 * 60 * 60 * 1000;

const ROTATION: &[Member] = &[object("previous", &[form("expiresAt", Form::Time).required()])];

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
        let Ok(secret) = self.secrets.get_mut(schema.name, id) else {
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
        let secret = self.secrets.get_mut(schema.name, id)?;
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
        self.secrets.get_mut(schema.name, id)?;
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
        self.secrets.draw(schema.name, id, until);
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
        let previous = self.secrets.get_mut(schema.name, id)?.previous.take();
        let good = previous.filter(|previous| previous.until > asked.now);
        good.ok_or_else(not_found)?;
        self.record(schema, "", id, "SECRET_UPDATED", asked);
        Ok(())
    }
}
