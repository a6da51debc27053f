//! Authentications with an address that is paired with nobody.

use serde_json::Value;

use crate::{
    domain::{
        mfa::{
            addresses::Address,
            authentication::{Authentication, Chosen, Status},
            kind::Kind,
            read::{invalid, not_among, optional_flag, required_text},
            settings::Settings,
        },
        outbox::Channel,
    },
    service::mfa::otp::Letter,
    wire::response::Failure,
    world::context::Context,
};

/// Sends a passcode to the address that a body names.
pub(super) fn choose_one_time(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Value,
) -> Result<(), Failure> {
    const AT: &str = "/selectedDevice/oneTime";
    let channel = match required_text(body, &format!("{AT}/type"))? {
        "SMS" => Channel::Sms,
        "VOICE" => Channel::Voice,
        "EMAIL" => Channel::Email,
        _ => return Err(not_among("selectedDevice.oneTime.type", &["SMS", "VOICE", "EMAIL"])),
    };
    let extensions = Settings::of(&context.env.store).phone_extensions();
    let address = Address::read(channel, body, AT, extensions)?;
    let test_mode = optional_flag(body, &format!("{AT}/testMode"))?;
    let rules = authentication.policy(context).rules(Kind::Message(channel));
    if !rules.enabled {
        let why = "The policy does not allow such devices.";
        return Err(invalid("selectedDevice.oneTime.type", why, |detail| detail));
    }
    let letter = Letter {
        to: &address,
        user_id: &authentication.user_id,
        about: &authentication.about,
        test_mode,
    };
    authentication.sent = Some(letter.send(rules, context));
    authentication.test_mode = test_mode;
    authentication.status = Status::OtpRequired;
    authentication.chosen = Some(Chosen::OneTime(address));
    Ok(())
}
