//! Authentication with FIDO devices, and sign-on without a user name.

use crate::domain::pingid::assertions::{Asked, LIFETIME, Whose};

use serde_json::Value;

use crate::base::webauthn::{Assertion, Credential, Refusal};
use crate::{
    domain::pingid::{
        body::Body,
        device::{FidoClass, Kind, Paired},
        refused::{INVALID_SESSION, NO_DEVICE, UNKNOWN_CREDENTIAL, UNKNOWN_DEVICE},
        sessions::{Session, Stage},
        sign_on::PolicyInputs,
    },
    service::pingid::{challenge::POLICY, envelope::Reply, exchange::Exchange, sign_on::service},
};

impl Paired {
    pub(super) fn credential(&self) -> Option<&Credential> {
        match &self.kind {
            Kind::Fido { credential, .. } => Some(credential),
            _ => None,
        }
    }
}

impl Exchange<'_> {
    /// Asks for one of these credentials of a user; session id and options.
    pub(super) fn ask_for_assertion(
        &mut self,
        rp_id: &str,
        user: &str,
        credentials: &[Credential],
    ) -> Result<(String, String), Refusal> {
        let credentials: Vec<&Credential> = credentials.iter().collect();
        let assertion = Assertion::begin(rp_id, &credentials, self.random)?;
        let options = assertion.options();
        let id = self.random.uuid();
        let asked =
            Asked { assertion, whose: Whose::User(user.to_owned()), expires: self.now + LIFETIME };
        self.pingid.assertions.0.insert(id.clone(), asked);
        Ok((id, options))
    }

    /// Checks what a device of the user signed for a challenge, which is used up by it.
    pub(super) fn check_signed(
        &mut self,
        id: &str,
        (user, device): (&str, u64),
        rp_id: &str,
        origin: &str,
        credential_json: &str,
    ) -> Result<(), Reply> {
        let pingid = &mut *self.pingid;
        let whose =
            |asked: &Asked| matches!(&asked.whose, Whose::User(whose) if whose.as_str() == user);
        if !pingid.assertions.0.get(id).is_some_and(whose) {
            return Err(INVALID_SESSION.into());
        }
        let asked = pingid.assertions.0.remove(id).ok_or(INVALID_SESSION)?;
        if asked.assertion.rp_id() != rp_id {
            return Err(Reply::invalid("rpId is not the one of WebAuthnStartAuth."));
        }
        match &mut pingid.directory.device_mut(user, device)?.kind {
            Kind::Fido { credential, .. } => {
                let checked = asked.assertion.finish(origin, credential_json, credential);
                checked.map_err(|refusal| Reply::wrong(refusal.0))
            }
            _ => Err(INVALID_SESSION.into()),
        }
    }

    /// AuthenticateOffline with a FIDO device: `otp` is what it signed.
    pub(super) fn check_assertion(&mut self, id: &str, otp: &str) -> Result<(), Reply> {
        let form = self.body.form_parameters()?;
        let form = form.ok_or_else(|| Reply::invalid("formParameters is required."))?;
        let (origin, rp_id) = (form.required_text("origin")?, form.required_text("rpId")?);
        let asked = form.required_text("authWebauthnSessionId")?;
        let session = self.pingid.sessions.get(id)?;
        let (user, device) = (session.user.clone(), session.device);
        let device = device.ok_or(INVALID_SESSION)?;
        let checked = self.check_signed(asked, (&user, device), rp_id, origin, otp);
        if checked.as_ref().is_err_and(Reply::is_wrong) {
            self.pingid.sessions.wrong(id);
        }
        checked
    }
}

/// The devices that a request without a device means, or the one that it names.
fn asked_for(body: &Body<'_>, rp_id: &str, devices: &[Paired]) -> Result<Vec<Paired>, Reply> {
    let class = match body.text("webauthnType")? {
        None => None,
        kind => Some(FidoClass::parse(kind)?.0),
    };
    let uuid = body.text("deviceUuid")?;
    if class == Some(FidoClass::SecurityKey) && uuid.is_none() {
        return Err(Reply::invalid("deviceUuid is required of a security key."));
    }
    let is_meant = |device: &&Paired| match &device.kind {
        Kind::Fido { class: own, credential, .. } => {
            class.is_none_or(|class| class == *own)
                && match uuid {
                    Some(uuid) => device.uuid == uuid,
                    None => credential.rp_id() == rp_id,
                }
        }
        _ => false,
    };
    let meant: Vec<Paired> = devices.iter().filter(is_meant).cloned().collect();
    if meant.is_empty() {
        return Err(if uuid.is_some() { UNKNOWN_DEVICE } else { NO_DEVICE }.into());
    }
    Ok(meant)
}

pub(super) fn start(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let rp_id = exchange.body.required_text("rpId")?;
    let user = exchange.body.user_name()?;
    let devices = asked_for(&exchange.body, rp_id, &exchange.signing_on(user)?.devices)?;
    let credentials: Vec<Credential> =
        devices.iter().filter_map(Paired::credential).cloned().collect();
    let (id, options) = exchange.ask_for_assertion(rp_id, user, &credentials)?;
    let first = devices.first();
    Ok(Reply::plain()
        .with("publicKeyCredentialOptions", options)
        .with("sessionId", id)
        .with("deviceId", first.map(|device| device.id.to_string()))
        .with("deviceUuid", first.map(|device| device.uuid.as_str())))
}

pub(super) fn start_passwordless(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let rp_id = exchange.body.required_text("rpId")?;
    let origin = exchange.body.required_text("origin")?.to_owned();
    let service = service(&exchange.body)?;
    let assertion = Assertion::begin(rp_id, &[], exchange.random)?;
    let options = assertion.options();
    let id = exchange.session_id();
    let asked = Asked {
        assertion,
        whose: Whose::Anybody { origin, service },
        expires: exchange.now + LIFETIME,
    };
    exchange.pingid.assertions.0.insert(id.clone(), asked);
    Ok(Reply::plain()
        .with("uniqueMsgId", id.as_str())
        .with("sessionId", id)
        .with("cookie", Value::Null)
        .with("errorParams", Value::Null)
        .with("publicKeyCredentialOptions", options))
}

pub(super) fn finish_passwordless(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let id = exchange.body.required_text("sessionId")?;
    let signed = exchange.body.required_text("publicKeyCredentialJson")?;
    let pingid = &mut *exchange.pingid;
    let anybody = |asked: &Asked| matches!(asked.whose, Whose::Anybody { .. });
    if !pingid.assertions.0.get(id).is_some_and(anybody) {
        return Err(INVALID_SESSION.into());
    }
    let asked = pingid.assertions.0.remove(id).ok_or(INVALID_SESSION)?;
    let Whose::Anybody { origin, service } = asked.whose else {
        return Err(INVALID_SESSION.into());
    };
    let claimed = Assertion::claimed_id(signed);
    let claimed = claimed.ok_or_else(|| Reply::invalid("publicKeyCredentialJson has no id."))?;
    let found = pingid.directory.with_credential(&claimed);
    let (user, device) = found.ok_or(UNKNOWN_CREDENTIAL)?;
    if let Kind::Fido { credential, .. } = &mut pingid.directory.device_mut(&user, device)?.kind {
        let checked = asked.assertion.finish(&origin, signed, credential);
        checked.map_err(|refusal| Reply::wrong(refusal.0))?;
    }
    exchange.signing_on(&user)?;
    if exchange.pingid.sessions.passwordless_policy {
        let mut session =
            Session::new(user.as_str(), service, PolicyInputs::default(), Stage::Known);
        session.device = Some(device);
        exchange.pingid.sessions.keep(id, session, exchange.now);
        return Ok(Reply::from(POLICY).with("userName", user));
    }
    exchange.let_in(&user, &service, Some(device), false)?;
    Ok(Reply::plain().with("userName", user))
}
