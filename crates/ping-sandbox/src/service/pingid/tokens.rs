//! OATH tokens of the organization.

use crate::domain::pingid::tokens::{LIFETIME, Resync};
use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::{Map, Value};

use crate::{
    base::{
        oath::{Mechanism, Oath},
        oath_token::Token,
        otpauth,
    },
    domain::pingid::{
        body::Body,
        device::Kind,
        jobs::Outcome,
        refused::{INVALID_SESSION, UNKNOWN_TOKEN, WRONG_OTP},
    },
    service::pingid::{envelope::Reply, exchange::Exchange},
};

/// The device that a user has who has paired the token.
fn device(serial: &str, token: &Token) -> Kind {
    Kind::HardwareToken { serial: serial.to_owned(), mechanism: token.oath.mechanism.name() }
}

fn upload(token: &Map<String, Value>) -> Result<(String, Oath), String> {
    let body = Body(token);
    let serial = body.scalar("serialNumber")?;
    let secret = otpauth::key(body.required_text("secretKey")?)
        .ok_or_else(|| format!("secretKey of token {serial} must be base32."))?;
    let digits = match body.scalar("otpLength")?.as_str() {
        "6" => 6,
        "8" => 8,
        _ => return Err(format!("otpLength of token {serial} must be 6 or 8.")),
    };
    let mechanism = match body.required_text("tokenType")? {
        "HOTP" => Mechanism::Counter,
        "TOTP" => match body.scalar("timeStep")?.as_str() {
            "30" => Mechanism::Clock(30),
            "60" => Mechanism::Clock(60),
            _ => return Err(format!("timeStep of token {serial} must be 30 or 60.")),
        },
        _ => return Err(format!("tokenType of token {serial} must be TOTP or HOTP.")),
    };
    Ok((serial, Oath::new(secret, digits, mechanism)))
}

impl Exchange<'_> {
    fn own_organization(&self) -> Result<(), Reply> {
        if self.body.required_text("orgAlias")? != self.pingid.account.org_alias() {
            return Err(Reply::invalid("orgAlias names another organization."));
        }
        Ok(())
    }
}

pub(super) fn create(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    exchange.own_organization()?;
    let uploads = exchange.body.objects("tokens")?;
    let uploads = uploads.into_iter().map(upload);
    let uploads = uploads.collect::<Result<Vec<_>, _>>()?;
    let known = &mut exchange.pingid.tokens.known;
    let mut duplicates = Vec::new();
    for (serial, oath) in uploads {
        match known.entry(serial) {
            Entry::Vacant(place) => {
                place.insert(Token::new(oath));
            }
            Entry::Occupied(there) => duplicates.push(there.key().clone()),
        }
    }
    Ok(exchange.begin_job(Outcome::Created(duplicates)))
}

pub(super) fn revoke(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    exchange.own_organization()?;
    let unpair = exchange.body.flag("unpairBeforeDelete")?;
    let serials = exchange.body.strings("serialNumbers")?;
    let serials = serials.ok_or_else(|| Reply::invalid("serialNumbers is required."))?;
    let pingid = &mut *exchange.pingid;
    let mut paired = BTreeMap::new();
    for serial in &serials {
        let token = pingid.tokens.get(serial).ok_or(UNKNOWN_TOKEN)?;
        if let Some(user) = pingid.directory.holder_of(&device(serial, token)) {
            paired.insert(serial.clone(), user.name.clone());
        }
    }
    if !unpair && !paired.is_empty() {
        return Ok(exchange.begin_job(Outcome::StillPaired(paired)));
    }
    for serial in &serials {
        if let Some(token) = pingid.tokens.known.remove(serial) {
            pingid.directory.detach(&device(serial, &token));
        }
    }
    Ok(exchange.begin_job(Outcome::Revoked))
}

pub(super) fn resync(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let serial = exchange.body.scalar("serialNumber")?;
    let otps = exchange.body.strings("otps")?.unwrap_or_default();
    let session = exchange.body.text("sessionId")?.map(str::to_owned);
    let by_user = match exchange.body.text("initiatedBy")? {
        None | Some("ADMIN") => None,
        Some("USER") => Some(exchange.body.user_name()?.to_owned()),
        Some(_) => return Err(Reply::invalid("initiatedBy must be ADMIN or USER.")),
    };
    let is_otp =
        |otp: &String| matches!(otp.len(), 6 | 8) && otp.bytes().all(|b| b.is_ascii_digit());
    if otps.is_empty() || otps.len() > 2 || !otps.iter().all(is_otp) {
        let message = "otps must have 1 or 2 passcodes of 6 or 8 digits.";
        return Err(Reply::invalid(message));
    }
    let now = exchange.now;
    let pingid = &mut *exchange.pingid;
    let token = pingid.tokens.known.get_mut(&serial).ok_or(UNKNOWN_TOKEN)?;
    if let Some(name) = by_user {
        pingid.directory.user(&name)?;
        let holder = pingid.directory.holder_of(&device(&serial, token));
        if holder.is_none_or(|holder| holder.name != name) {
            return Err(Reply::invalid("The user has not paired this token."));
        }
    }
    let in_step = Reply::plain().message("OK").with("sessionId", Value::Null);
    let resyncs = &mut pingid.tokens.resyncs;
    match (otps.as_slice(), session) {
        ([otp], Some(session)) => {
            let begun = resyncs.get(&session).ok_or(INVALID_SESSION)?;
            if begun.serial != serial {
                return Err(INVALID_SESSION.into());
            }
            if !token.oath.resync(&begun.located, otp, now) {
                return Err(WRONG_OTP.into());
            }
            resyncs.remove(&session);
            Ok(in_step)
        }
        ([first], None) => {
            let located = token.oath.locate(first, now);
            if located.is_empty() {
                return Err(WRONG_OTP.into());
            }
            let session = format!("oarys_{}", exchange.random.token());
            let begun = Resync { serial, located, expires: now + LIFETIME };
            resyncs.insert(session.clone(), begun);
            Ok(Reply::next_otp().with("sessionId", session))
        }
        ([first, second], None) => {
            let located = token.oath.locate(first, now);
            if token.oath.resync(&located, second, now) {
                Ok(in_step)
            } else {
                Err(WRONG_OTP.into())
            }
        }
        _ => Err(Reply::invalid("otps must have one passcode where there is a sessionId.")),
    }
}
