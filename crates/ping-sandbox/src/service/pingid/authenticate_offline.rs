//! AuthenticateOffline: passcodes, and what FIDO devices sign.

use serde_json::{Value, json};

use crate::{
    domain::pingid::{
        device::Kind,
        refused::{INVALID_SESSION, Refused},
        sessions::Stage,
    },
    service::pingid::{envelope::Reply, exchange::Exchange, sign_on::service},
};

/// What a passcode came to.
pub(super) enum Passcode {
    Right,
    /// The token was found out of step; its next passcode will tell where it is.
    Next,
}

impl Exchange<'_> {
    /// Checks the passcode that a session waits for. A wrong one counts.
    pub(super) fn check_passcode(
        &mut self,
        id: &str,
        otp: &str,
        resync: bool,
    ) -> Result<Passcode, Refused> {
        let now = self.now;
        let pingid = &mut *self.pingid;
        let session = pingid.sessions.get_mut(id)?;
        let right = match (&mut session.stage, session.device) {
            (Stage::Sent(sent), _) => *sent == otp,
            (Stage::Made(located), Some(device)) => {
                let kind = &mut pingid.directory.device_mut(&session.user, device)?.kind;
                match kind {
                    Kind::App(app) => app.oath.check(otp, now),
                    Kind::AuthenticatorApp(oath) => oath.check(otp, now),
                    Kind::YubiKey { .. } => {
                        let typed = pingid.pairings.yubikey_of(otp);
                        typed.is_some_and(|typed| typed.mark() == kind.mark())
                    }
                    Kind::HardwareToken { serial, .. } => {
                        let token = pingid.tokens.get_mut(serial).ok_or(INVALID_SESSION)?;
                        let in_step =
                            token.oath.resync(located, otp, now) || token.oath.check(otp, now);
                        if !in_step && resync && located.is_empty() {
                            *located = token.oath.locate(otp, now);
                            if !located.is_empty() {
                                return Ok(Passcode::Next);
                            }
                        }
                        in_step
                    }
                    _ => return Err(INVALID_SESSION),
                }
            }
            _ => return Err(INVALID_SESSION),
        };
        if right { Ok(Passcode::Right) } else { Err(pingid.sessions.wrong(id)) }
    }

    /// `oathSerialNumber` and `oathTokenType` where the session's device is a token.
    fn embedded_parameters(&self, id: &str) -> Option<Value> {
        let session = self.pingid.sessions.get(id).ok()?;
        let user = self.pingid.directory.user(&session.user).ok()?;
        match &user.device(session.device?)?.kind {
            Kind::HardwareToken { serial, mechanism } => {
                Some(json!({ "oathSerialNumber": serial, "oathTokenType": mechanism }))
            }
            _ => None,
        }
    }
}

pub(super) fn authenticate(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let service = service(&exchange.body)?;
    let user = exchange.body.user_name()?;
    let id = exchange.body.required_text("sessionId")?;
    let otp = exchange.body.scalar("otp")?;
    let session = exchange.pingid.sessions.of(id, user, &service)?;
    let (device, with_cookie) = (session.device, session.policy.enforce);
    let embedded = exchange.embedded_parameters(id);
    let embed = |reply: Reply| match embedded {
        Some(parameters) => reply.with("embeddedParameters", parameters),
        None => reply,
    };
    if matches!(session.stage, Stage::Assertion) {
        exchange.check_assertion(id, &otp)?;
    } else {
        let form = exchange.body.form_parameters()?;
        let resync = form.map_or(Ok(false), |form| form.flag("oathResync"))?;
        if let Passcode::Next = exchange.check_passcode(id, &otp, resync)? {
            return Ok(embed(Reply::next_otp().with("sessionId", id)));
        }
    }
    let (_, cookie) = exchange.let_in(user, &service, device, with_cookie)?;
    exchange.pingid.sessions.end(id);
    Ok(embed(Reply::plain()).with("sessionId", id).with("cookie", cookie))
}
