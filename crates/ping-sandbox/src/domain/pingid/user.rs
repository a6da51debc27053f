//! A user of the account.

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;
use crate::domain::pingid::device::Paired;

/// Where a user stands in the life-cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    NotActive,
    PendingActivation,
    Pending,
    Active,
    Suspended,
    PendingChangeDevice,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotActive => "NOT_ACTIVE",
            Self::PendingActivation => "PENDING_ACTIVATION",
            Self::Pending => "PENDING",
            Self::Active => "ACTIVE",
            Self::Suspended => "SUSPENDED",
            Self::PendingChangeDevice => "PENDING_CHANGE_DEVICE",
        }
    }

    /// Never had a device: activation hands out a code.
    pub(crate) fn awaits_first_device(self) -> bool {
        matches!(self, Self::NotActive | Self::PendingActivation | Self::Pending)
    }
}

/// What a client says about a user.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) role: &'static str,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) email: Option<String>,
}

/// An authentication service that the user is in.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) alias: &'static str,
    pub(crate) bypass_until: Option<Timestamp>,
}

/// The services that an account has, with their names.
const SERVICES: [(&str, &str); 8] = [
    ("pingone", "SSO"),
    ("web", "Web"),
    ("winremote", "Windows RDP"),
    ("winlocal", "Windows Login"),
    ("maclocal", "Mac Login"),
    ("vpn", "VPN"),
    ("ssh", "SSH"),
    ("rescuecode", "Backup Authentication"),
];

impl Service {
    /// The service of that alias, if the account has it.
    pub(crate) fn find(alias: &str) -> Option<Self> {
        SERVICES
            .iter()
            .find(|(known, _)| *known == alias)
            .map(|(alias, _)| Self { alias, bypass_until: None })
    }

    fn json(&self, now: Timestamp) -> Value {
        let until = self.bypass_until.filter(|until| *until > now);
        let name = SERVICES.iter().find(|(alias, _)| *alias == self.alias).map(|(_, name)| *name);
        json!({
            "spAlias": self.alias,
            "spName": name,
            "status": if until.is_some() { "BYPASS" } else { "ACTIVE" },
            "bypassExpiration": until.map(Timestamp::millis),
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) id: u64,
    pub(crate) created: Timestamp,
    pub(crate) picture: String,
    pub(crate) profile: Profile,
    pub(crate) status: Status,
    pub(crate) services: Vec<Service>,
    /// In the order of pairing; the first is the primary one.
    pub(crate) devices: Vec<Paired>,
    /// Bypass in all services.
    pub(crate) bypass_until: Option<Timestamp>,
    pub(crate) last_login: Option<Timestamp>,
}

impl User {
    /// What an authenticator app shows: email address, else first and last name, else user name.
    pub(crate) fn account_name(&self) -> String {
        let Profile { first_name, last_name, email, .. } = &self.profile;
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        given(email)
            .or_else(|| Some(format!("{} {}", given(first_name)?, given(last_name)?)))
            .unwrap_or_else(|| self.name.clone())
    }

    /// Whether the user gets into the service without authentication.
    pub(crate) fn bypasses(&self, service: &str, now: Timestamp) -> bool {
        let of_service = self.services.iter().filter(|known| known.alias == service);
        of_service
            .map(|known| known.bypass_until)
            .chain([self.bypass_until])
            .any(|until| until.is_some_and(|until| until > now))
    }

    /// Puts the user into the service; a bypass of all services holds there, too.
    pub(crate) fn join(&mut self, service: &str) {
        let bypass_until = self.bypass_until;
        let new = Service::find(service).filter(|new| !self.is_in(new.alias));
        let new = new.map(|new| Service { bypass_until, ..new });
        self.services.extend(new);
    }

    pub(crate) fn is_in(&self, service: &str) -> bool {
        self.services.iter().any(|known| known.alias == service)
    }

    pub(crate) fn device(&self, id: u64) -> Option<&Paired> {
        self.devices.iter().find(|device| device.id == id)
    }

    pub(crate) fn json(&self, now: Timestamp) -> Value {
        let devices: Vec<Value> = self
            .devices
            .iter()
            .enumerate()
            .map(|(index, device)| device.json(index == 0))
            .collect();
        let bypass = self.bypass_until.filter(|until| *until > now);
        let enabled = matches!(self.status, Status::Active | Status::PendingChangeDevice);
        json!({
            "userName": self.name,
            "userId": self.id,
            "picURL": self.picture,
            "fname": self.profile.first_name,
            "lname": self.profile.last_name,
            "email": self.profile.email,
            "role": self.profile.role,
            "status": self.status.name(),
            "userEnabled": enabled,
            "lastLogin": self.last_login.map(Timestamp::millis),
            "lastTransactions": [],
            "deviceDetails": devices.first(),
            "devicesDetails": if devices.is_empty() { Value::Null } else { devices.into() },
            "spList": self.services.iter().map(|s| s.json(now)).collect::<Vec<_>>(),
            "userInBypass": bypass.is_some(),
            "bypassExpiration": bypass.map(Timestamp::millis),
        })
    }
}
