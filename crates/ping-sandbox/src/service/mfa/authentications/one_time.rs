//! Authentications with an address that is paired with nobody.

use crate::{
    domain::{
        mfa::{
            addresses::Address,
            authentication::{Authentication, Chosen, Status},
            kind::Kind,
            settings::Settings,
        },
        outbox::Channel,
    },
    service::mfa::{otp::Letter, policy::invalid},
    store::{
        Sent,
        schema::{Member, cases, choice, flag, text},
    },
    wire::response::Failure,
    world::context::Context,
};

const PHONE: Member = text("phone", 1, 64).required();

/// The members of `selectedDevice.oneTime`.
pub(super) const MEMBERS: &[Member] = &[
    choice("type", &["SMS", "VOICE", "EMAIL"]).required(),
    cases(
        "type",
        &[
            ("SMS", &[PHONE]),
            ("VOICE", &[PHONE, text("extension", 1, 50)]),
            ("EMAIL", &[text("email", 1, 256).required()]),
        ],
    ),
    flag("testMode"),
];

/// Sends a passcode to the address that a body names.
pub(super) fn choose_one_time(
    context: &mut Context<'_>,
    authentication: &mut Authentication,
    body: &Sent,
) -> Result<(), Failure> {
    let at = |member: &str| format!("selectedDevice.oneTime.{member}");
    let channel = Channel::parse(body.text(&at("type"))).unwrap_or(Channel::Sms);
    let extensions = Settings::of(&context.env.store).phone_extensions();
    let text = body.text(&at(Address::member(channel)));
    let extension = body.find_text(&at("extension"));
    let address = Address::new(channel, text, extension, extensions)
        .map_err(|(member, why)| invalid(&at(member), why))?;
    let test_mode = body.flag(&at("testMode")).unwrap_or_default();
    let rules = authentication.policy(context).rules(Kind::Message(channel));
    if !rules.enabled {
        return Err(invalid(&at("type"), "The policy does not allow such devices."));
    }
    let policy = authentication.notification_policy(context).map(str::to_owned);
    let letter = Letter {
        to: &address,
        user_id: &authentication.user_id,
        wording: &authentication.wording,
        policy: policy.as_deref(),
        test_mode,
    };
    letter.check(context)?;
    authentication.sent = Some(letter.send(rules, context));
    authentication.test_mode = test_mode;
    authentication.status = Status::OtpRequired;
    authentication.chosen = Some(Chosen::OneTime(address));
    Ok(())
}
