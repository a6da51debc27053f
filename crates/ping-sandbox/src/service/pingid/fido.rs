//! Pairing security keys, biometrics and FIDO2 devices.

use crate::domain::pingid::fido::{ATTEMPTS, FidoPairing, FidoPairings, LIFETIME, LONGEST_NAME};

use sha2::{Digest, Sha256};

use crate::base::webauthn::{Credential, Refusal, Registration, Terms, Wish};
use crate::{
    domain::pingid::{
        body::{Body, Invalid},
        device::{FidoClass, Kind, Paired},
        refused::{DEVICE_PAIRED, INVALID_SESSION},
        user::User,
    },
    service::pingid::{envelope::Reply, exchange::Exchange},
};

impl FidoPairings {
    /// The credential that finishes a pairing.
    fn check(
        &mut self,
        session: &str,
        user: &str,
        origin: &str,
        credential: &str,
    ) -> Result<Credential, Reply> {
        let pairing = self.of_user(session, user)?;
        let finished = pairing.registration.finish(origin, credential);
        if finished.is_err() {
            pairing.refused += 1;
            if pairing.refused >= ATTEMPTS {
                self.0.remove(session);
            }
        }
        Ok(finished?)
    }

    fn of_user(&mut self, session: &str, user: &str) -> Result<&mut FidoPairing, Reply> {
        let pairing = self.0.get_mut(session);
        let pairing = pairing.filter(|pairing| pairing.user == user);
        Ok(pairing.ok_or(INVALID_SESSION)?)
    }
}

impl From<Refusal> for Reply {
    fn from(Refusal(why): Refusal) -> Self {
        Self::invalid(why)
    }
}

impl User {
    /// The user's credentials of a relying party.
    pub(super) fn credentials<'a>(
        &'a self,
        rp_id: &'a str,
    ) -> impl Iterator<Item = &'a Credential> {
        let credentials = self.devices.iter().filter_map(Paired::credential);
        credentials.filter(move |credential| credential.rp_id() == rp_id)
    }

    /// Who the user is to authenticators: the same each time, and nobody else's.
    pub(super) fn handle(&self, org_alias: &str) -> [u8; 32] {
        Sha256::digest(format!("{org_alias}/{}", self.id)).into()
    }
}

impl FidoClass {
    /// By `webauthnType`, which FIDO2 devices do not have; with what becomes the `displayID`.
    pub(super) fn parse(kind: Option<&str>) -> Result<(Self, Option<String>), Invalid> {
        match kind {
            None => Ok((Self::Fido2, None)),
            Some("WebAuthn") => Ok((Self::SecurityKey, None)),
            Some(
                kind @ ("webauthn_platform"
                | "webauthn_platform_windows"
                | "webauthn_platform_macintosh"
                | "webauthn_platform_android"
                | "webauthn_platform_iphone"),
            ) => Ok((Self::Biometrics, Some(kind.to_owned()))),
            Some(_) => {
                Err("webauthnType must be WebAuthn or webauthn_platform, perhaps with _windows, \
                 _macintosh, _android or _iphone."
                    .to_owned())
            }
        }
    }
}

/// `name` or `displayName`, if the client has given one.
fn account_name(body: &Body<'_>, member: &str) -> Result<Option<String>, Invalid> {
    let name = body.text(member)?.filter(|name| !name.is_empty());
    if name.is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        return Err(format!("{member} must have at most {LONGEST_NAME} characters."));
    }
    Ok(name.map(str::to_owned))
}

pub(super) fn start_pairing(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let body = &exchange.body;
    let user_name = body.user_name()?;
    let directory = &mut exchange.pingid.directory;
    directory.may_pair(user_name)?;
    let (class, display_id) = FidoClass::parse(body.text("webauthnType")?)?;
    let rp_id = body.required_text("rpId")?;
    let rp_name = body.required_text("rpName")?;
    let org_alias = exchange.pingid.account.org_alias();
    let usual = || format!("{org_alias}_{user_name}");
    let account = account_name(body, "name")?.unwrap_or_else(usual);
    let shown = account_name(body, "displayName")?.unwrap_or_else(usual);
    let user = directory.user(user_name)?;
    let terms = Terms {
        rp_id,
        rp_name,
        user_handle: user.handle(org_alias),
        user_name: &account,
        display_name: &shown,
        attachment: class.attachment(),
        exclude: user.credentials(rp_id).collect(),
        verification: Wish::Preferred,
        discoverable: class.discoverable(),
        attestation: "direct",
    };
    let registration = Registration::begin(terms, exchange.random)?;
    let session = exchange.random.uuid();
    let pairing = FidoPairing {
        user: user_name.to_owned(),
        device_id: directory.new_device_id(),
        device_uuid: exchange.random.uuid(),
        class,
        display_id,
        registration,
        expires: exchange.now + LIFETIME,
        refused: 0,
    };
    let reply = Reply::plain()
        .with("publicKeyCredentialOptions", pairing.registration.options())
        .with("sessionId", session.as_str())
        .with("deviceId", pairing.device_id.to_string())
        .with("deviceUuid", pairing.device_uuid.as_str());
    exchange.pingid.fido.0.insert(session, pairing);
    Ok(reply)
}

pub(super) fn finish_pairing(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let user_name = exchange.body.user_name()?;
    let session = exchange.body.required_text("sessionId")?;
    let rp_id = exchange.body.required_text("rpId")?;
    let origin = exchange.body.required_text("origin")?;
    let made = exchange.body.required_text("publicKeyCredentialJson")?;
    let pairings = &mut exchange.pingid.fido;
    if pairings.of_user(session, user_name)?.registration.rp_id() != rp_id {
        return Err(Reply::invalid("rpId is not the one that the pairing began with."));
    }
    let credential = pairings.check(session, user_name, origin, made)?;
    let pairing = pairings.0.remove(session).ok_or(INVALID_SESSION)?;
    let kind = Kind::Fido { class: pairing.class, display_id: pairing.display_id, credential };
    let directory = &mut exchange.pingid.directory;
    if directory.holder_of(&kind).is_some() {
        return Err(DEVICE_PAIRED.into());
    }
    let device = Paired::new(pairing.device_id, pairing.device_uuid, kind, exchange.now);
    directory.attach(user_name, device)?;
    Ok(Reply::plain())
}
