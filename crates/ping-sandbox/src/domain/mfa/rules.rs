//! What a device authentication policy says, read from its row.

use std::time::Duration;

use serde_json::Value;

use crate::{
    domain::{
        mfa::{fido_policy::FidoPolicy, kind::Kind, policies::POLICIES},
        outbox::Channel,
    },
    store::Store,
};

/// How a user with several devices comes to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    DefaultToFirst,
    PromptToSelect,
    AlwaysDisplayDevices,
}

/// A policy.
#[derive(Clone, Copy)]
pub(crate) struct Policy<'a> {
    pub(crate) id: &'a str,
    pub(super) body: &'a Value,
}

/// What it says of one type of devices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) enabled: bool,
    /// Whether new devices can be paired.
    pub(crate) pairing: bool,
    /// How many wrong passcodes, or assertions, in a row end it.
    pub(crate) attempts: u32,
    /// How long a device is locked then; zero: it is not.
    pub(crate) cool_down: Duration,
    /// How long a passcode that was sent is good.
    pub(crate) lifetime: Duration,
    /// Digits of a passcode that is sent.
    pub(crate) digits: usize,
    /// How many steps an authenticator app may be off.
    pub(crate) grace: u64,
}

impl<'a> Policy<'a> {
    /// The policy of that id.
    pub(crate) fn of(store: &'a Store, id: &str) -> Option<Self> {
        store.row(&POLICIES, "", id).map(|row| Self { id: row.id(), body: &row.body })
    }

    /// The environment's default one.
    pub(crate) fn default(store: &'a Store) -> Self {
        let mut rows = store.rows(&POLICIES, "");
        let row = rows.find(|row| row.body["default"] == true);
        row.map_or(Self { id: "", body: &Value::Null }, |row| Self {
            id: row.id(),
            body: &row.body,
        })
    }

    /// The one of that id, as long as there is one; else the default.
    pub(crate) fn or_default(store: &'a Store, id: &str) -> Self {
        Self::of(store, id).unwrap_or_else(|| Self::default(store))
    }

    pub(crate) fn rules(self, kind: Kind) -> Rules {
        let section = &self.body[kind.section()];
        let failure = match &section["otp"]["failure"] {
            Value::Null => &section["failure"],
            failure => failure,
        };
        let number = |value: &Value, default| value.as_u64().unwrap_or(default);
        Rules {
            enabled: section["enabled"] == true,
            pairing: section["enabled"] == true && section["pairingDisabled"] != true
                || kind == Kind::Browser && self.remembers().is_some(),
            attempts: u32::try_from(number(&failure["count"], 3)).unwrap_or(3),
            cool_down: span(&failure["coolDown"]).unwrap_or(Duration::from_secs(120)),
            lifetime: span(&section["otp"]["lifeTime"]).unwrap_or(Duration::from_secs(1800)),
            digits: usize::try_from(number(&section["otp"]["otpLength"], 6)).unwrap_or(6),
            grace: number(&section["passcodeGracePeriod"], 5),
        }
    }

    /// The FIDO policy that counts.
    pub(crate) fn fido(self, store: &'a Store) -> FidoPolicy<'a> {
        let named = self.body["fido2"]["fido2PolicyId"].as_str();
        FidoPolicy::of(store, named)
    }

    /// The id of the notification policy that it names.
    pub(crate) fn notification_policy(self) -> Option<&'a str> {
        self.body["notificationsPolicy"]["id"].as_str()
    }

    /// How long browsers are remembered, where they are.
    pub(crate) fn remembers(self) -> Option<Duration> {
        let web = &self.body["rememberMe"]["web"];
        span(&web["lifeTime"]).filter(|_| web["enabled"] == true)
    }

    pub(crate) fn selection(self) -> Selection {
        match self.body["authentication"]["deviceSelection"].as_str() {
            Some("PROMPT_TO_SELECT") => Selection::PromptToSelect,
            Some("ALWAYS_DISPLAY_DEVICES") => Selection::AlwaysDisplayDevices,
            _ => Selection::DefaultToFirst,
        }
    }

    /// How a user is told of a new device: by the first of these that there is an address for.
    pub(crate) fn tells_of_devices_by(self) -> &'static [Channel] {
        match self.body["newDeviceNotification"].as_str() {
            Some("EMAIL_THEN_SMS") => &[Channel::Email, Channel::Sms],
            Some("SMS_THEN_EMAIL") => &[Channel::Sms, Channel::Email],
            _ => &[],
        }
    }

    /// Further parameters of authenticator apps' key URIs.
    pub(crate) fn uri_parameters(self) -> Vec<(&'a str, &'a str)> {
        let parameters = self.body["totp"]["uriParameters"].as_object().into_iter().flatten();
        parameters.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
    }

    /// Whether a user whose MFA is switched off is refused, instead of let through.
    pub(crate) fn blocks_users_without_mfa(self) -> bool {
        self.body["blockUsersWithDisabledMfa"] != false
    }

    /// Whether a user whose account is disabled is refused.
    pub(crate) fn blocks_disabled_users(self) -> bool {
        self.body["blockDisabledUsers"] == true
    }
}

/// `{"duration", "timeUnit"}`.
pub(crate) fn span(value: &Value) -> Option<Duration> {
    let unit = match value["timeUnit"].as_str()? {
        "SECONDS" => 1,
        "MINUTES" => 60,
        "HOURS" => 3600,
        "DAYS" => 24 * 3600,
        _ => return None,
    };
    value["duration"].as_u64()?.checked_mul(unit).map(Duration::from_secs)
}
