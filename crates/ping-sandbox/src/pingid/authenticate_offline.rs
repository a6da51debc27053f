//! AuthenticateOffline: passcodes, and what FIDO devices sign.

use serde_json::{Value, json};

use super::{
    device::Kind,
    envelope::Reply,
    operations::Context,
    refused::{INVALID_SESSION, Refused},
    sessions::Stage,
    sign_on::service,
};

/// What a passcode came to.
pub(super) enum Passcode {
    Right,
    /// The token was found out of step; its next passcode will tell where it is.
    Next,
}

impl Context<'_> {
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
                        typed.is_some_and(|typed| typed.is_same(kind))
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
        if right {
            Ok(Passcode::Right)
        } else {
            Err(pingid.sessions.wrong(id))
        }
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

pub(super) fn authenticate(context: &mut Context<'_>) -> Result<Reply, Reply> {
    let service = service(&context.body)?;
    let user = context.body.user_name()?;
    let id = context.body.required_text("sessionId")?;
    let otp = context.body.scalar("otp")?;
    let session = context.pingid.sessions.of(id, user, &service)?;
    let (device, with_cookie) = (session.device, session.policy.enforce);
    let embedded = context.embedded_parameters(id);
    let embed = |reply: Reply| match embedded {
        Some(parameters) => reply.with("embeddedParameters", parameters),
        None => reply,
    };
    if matches!(session.stage, Stage::Assertion) {
        context.check_assertion(id, &otp)?;
    } else {
        let form = context.body.form_parameters()?;
        let resync = form.map_or(Ok(false), |form| form.flag("oathResync"))?;
        if let Passcode::Next = context.check_passcode(id, &otp, resync)? {
            return Ok(embed(Reply::next_otp().with("sessionId", id)));
        }
    }
    let (_, cookie) = context.let_in(user, &service, device, with_cookie)?;
    context.pingid.sessions.end(id);
    Ok(embed(Reply::plain())
        .with("sessionId", id)
        .with("cookie", cookie))
}
