//! Pairing without the PingID app.

use crate::domain::pingid::pairing::{LIFETIME, Pairing, Proof};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::{
    base::{oath::Oath, otpauth},
    domain::outbox::Channel,
};
use crate::{
    domain::pingid::{
        device::{Kind, Paired},
        phone::Phone,
        refused::{
            DEVICE_PAIRED, INVALID_PHONE, INVALID_SESSION, OTP_NOT_SENT, UNKNOWN_TOKEN, WRONG_OTP,
        },
    },
    service::pingid::{envelope::Reply, exchange::Exchange},
};
/// What an authenticator app shows as the issuer.
const ORGANIZATION: &str = "Ping Sandbox";

impl Exchange<'_> {
    fn unique(&self, kind: &Kind) -> Result<(), Reply> {
        // A token makes passcodes for one user only.
        let always = matches!(kind, Kind::HardwareToken { .. });
        let asked = self.body.flag("validateUniqueDevice")?;
        if (always || asked) && self.pingid.directory.holder_of(kind).is_some() {
            return Err(DEVICE_PAIRED.into());
        }
        Ok(())
    }

    pub(super) fn device(&mut self, kind: Kind) -> Paired {
        let id = self.pingid.directory.new_device_id();
        Paired::new(id, self.random.uuid(), kind, self.now)
    }

    fn session(&mut self) -> String {
        format!("oacts_{}", self.random.token())
    }

    /// Begins a pairing; the reply names session and device.
    fn begin(&mut self, user: &str, kind: Kind, proof: Proof) -> Reply {
        let device = self.device(kind);
        let session = self.session();
        let reply = named(&device).with("sessionId", session.as_str());
        let pairing = Pairing {
            user: user.to_owned(),
            device,
            proof,
            expires: self.now + LIFETIME,
            attempts: 0,
        };
        self.pingid.pairings.open.insert(session, pairing);
        reply
    }

    /// `type` and `pairingData`.
    fn target(&self) -> Result<Kind, Reply> {
        let data = self.body.required_text("pairingData")?;
        Ok(match self.body.required_text("type")? {
            "SMS" => Kind::Sms(Phone::parse(data, false).ok_or(INVALID_PHONE)?),
            "VOICE" => Kind::Voice(Phone::parse(data, true).ok_or(INVALID_PHONE)?),
            "EMAIL" => match data.split_once('@') {
                Some((local, host)) if !local.is_empty() && !host.is_empty() => {
                    Kind::Email(data.to_owned())
                }
                _ => return Err(OTP_NOT_SENT.into()),
            },
            "TOKEN" => {
                let token = self.pingid.tokens.get(data).ok_or(UNKNOWN_TOKEN)?;
                Kind::HardwareToken {
                    serial: data.to_owned(),
                    mechanism: token.oath.mechanism.name(),
                }
            }
            "AUTHENTICATOR_APP" => Kind::AuthenticatorApp(Oath::app(
                otpauth::key(data).ok_or_else(|| Reply::invalid("pairingData must be base32."))?,
            )),
            _ => {
                return Err(Reply::invalid(
                    "type must be SMS, VOICE, EMAIL, TOKEN or AUTHENTICATOR_APP.",
                ));
            }
        })
    }
}

/// `deviceId` as text, `deviceUuid` and, of a token, `tokenType`.
fn named(device: &Paired) -> Reply {
    let reply = Reply::plain()
        .with("deviceId", device.id.to_string())
        .with("deviceUuid", device.uuid.as_str());
    match device.kind {
        Kind::HardwareToken { mechanism, .. } => reply.with("tokenType", mechanism),
        _ => reply,
    }
}

pub(super) fn start_offline(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let user = exchange.body.user_name()?.to_owned();
    exchange.pingid.directory.may_pair(&user)?;
    let kind = exchange.target()?;
    exchange.unique(&kind)?;
    let (channel, to, dial) = match &kind {
        Kind::Sms(phone) => (Channel::Sms, phone.international(), None),
        Kind::Voice(phone) => (Channel::Voice, phone.international(), phone.extension.as_deref()),
        Kind::Email(address) => (Channel::Email, address.clone(), None),
        Kind::HardwareToken { .. } => return Ok(exchange.begin(&user, kind, Proof::Token(vec![]))),
        _ => {
            return Err(Reply::invalid("type must be SMS, VOICE, EMAIL or TOKEN here."));
        }
    };
    let otp = exchange.random.digits(6);
    let dial = dial.map(|keys| format!(" (dialed: {keys})"));
    let text = format!("Your pairing code is {otp}.{}", dial.unwrap_or_default());
    exchange.send(channel, &to, &otp, text);
    Ok(exchange.begin(&user, kind, Proof::Sent(otp)))
}

pub(super) fn finalize_offline(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let session = exchange.body.required_text("sessionId")?.to_owned();
    let otp = exchange.body.scalar("otp")?;
    let resync = exchange.body.flag("oathResync")?;
    let now = exchange.now;
    let pingid = &mut *exchange.pingid;
    let pairing = pingid.pairings.open.get_mut(&session);
    let pairing = pairing.ok_or(INVALID_SESSION)?;
    let mut parameters = None;
    let right = match (&mut pairing.proof, &pairing.device.kind) {
        (Proof::Sent(sent), _) => *sent == otp,
        (Proof::Token(located), Kind::HardwareToken { serial, mechanism }) => {
            let token = pingid.tokens.get_mut(serial).ok_or(UNKNOWN_TOKEN)?;
            let told = json!({ "oathSerialNumber": serial, "oathTokenType": mechanism });
            parameters = Some(told.clone());
            if token.oath.resync(located, &otp, now) || token.oath.check(&otp, now) {
                true
            } else if resync && located.is_empty() {
                *located = token.oath.locate(&otp, now);
                if !located.is_empty() {
                    return Ok(Reply::next_otp().with("embeddedParameters", told));
                }
                false
            } else {
                false
            }
        }
        _ => return Err(INVALID_SESSION.into()),
    };
    if !right {
        return Err(pingid.pairings.wrong(&session).into());
    }
    let reply = finish(exchange, &session)?;
    Ok(match parameters {
        Some(parameters) => reply.with("embeddedParameters", parameters),
        None => reply,
    })
}

/// The pairing's device is the user's.
fn finish(exchange: &mut Exchange<'_>, session: &str) -> Result<Reply, Reply> {
    let pingid = &mut *exchange.pingid;
    let pairing = pingid.pairings.open.remove(session);
    let pairing = pairing.ok_or(INVALID_SESSION)?;
    let mut device = pairing.device;
    device.enrolled = exchange.now;
    pingid.directory.attach(&pairing.user, device)?;
    Ok(Reply::plain())
}

pub(super) fn offline(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let user = exchange.body.user_name()?.to_owned();
    exchange.pingid.directory.may_pair(&user)?;
    let kind = exchange.target()?;
    exchange.unique(&kind)?;
    let device = exchange.device(kind);
    let reply = named(&device).with("sessionId", exchange.session());
    exchange.pingid.directory.attach(&user, device)?;
    Ok(reply)
}

pub(super) fn yubikey(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let user = exchange.body.user_name()?.to_owned();
    let otp = exchange.body.required_text("otp")?;
    exchange.pingid.directory.may_pair(&user)?;
    let kind = exchange.pingid.pairings.yubikey_of(otp).ok_or(WRONG_OTP)?;
    exchange.unique(&kind)?;
    let device = exchange.device(kind);
    let reply = named(&device);
    exchange.pingid.directory.attach(&user, device)?;
    Ok(reply)
}

pub(super) fn start_app(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let name = exchange.body.user_name()?.to_owned();
    if exchange.body.required_text("pairingType")? != "TOTP" {
        return Err(Reply::invalid("pairingType must be TOTP."));
    }
    exchange.pingid.directory.may_pair(&name)?;
    let account = exchange.pingid.directory.user(&name)?.account_name();
    let secret: [u8; 20] = exchange.random.bytes();
    let key = otpauth::base32(&secret);
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let issuer = encoded(ORGANIZATION);
    let account = encoded(&account);
    let uri = format!("otpauth://totp/{issuer}:{account}?secret={key}&issuer={issuer}");
    let groups: Vec<_> = key.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let kind = Kind::AuthenticatorApp(Oath::app(secret.to_vec()));
    let reply = exchange.begin(&name, kind, Proof::App);
    Ok(reply.with("pairingKeyUri", uri).with("pairingKey", Value::from(groups.join(" "))))
}

pub(super) fn finish_app(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    let session = exchange.body.required_text("sessionId")?.to_owned();
    let otp = exchange.body.scalar("otp")?;
    if !otp.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reply::invalid("otp must consist of digits."));
    }
    let now = exchange.now;
    let pairings = &mut exchange.pingid.pairings;
    let pairing = pairings.open.get_mut(&session).ok_or(INVALID_SESSION)?;
    let (Proof::App, Kind::AuthenticatorApp(oath)) = (&pairing.proof, &mut pairing.device.kind)
    else {
        return Err(INVALID_SESSION.into());
    };
    if !oath.check(&otp, now) {
        return Err(pairings.wrong(&session).into());
    }
    finish(exchange, &session)
}
