//! A device authentication: its states, and how it is shown.

use serde_json::{Value, json};

use crate::{context::Context, hal::links, timestamp::Timestamp};

use super::{
    device::{Device, Kind},
    otp::Sent,
};

/// Where an authentication is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    DeviceSelectionRequired,
    OtpRequired,
    Completed,
    Failed,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::DeviceSelectionRequired => "DEVICE_SELECTION_REQUIRED",
            Self::OtpRequired => "OTP_REQUIRED",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// Whether nothing can be done with it any more.
    pub(super) fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    /// The actions that are allowed now.
    fn actions(self) -> &'static [&'static str] {
        match self {
            Self::DeviceSelectionRequired => &["device.select"],
            Self::OtpRequired => &["device.select", "otp.check"],
            Self::Completed | Self::Failed => &[],
        }
    }
}

/// What an authentication is carried out with.
pub(super) enum Chosen {
    Device(String),
    /// An address that is paired with nobody.
    OneTime {
        kind: Kind,
        address: String,
    },
}

/// Why an authentication failed.
pub(super) struct Error {
    pub(super) code: &'static str,
    pub(super) message: &'static str,
    pub(super) unavailable: Vec<String>,
}

/// One authentication.
pub(super) struct Authentication {
    pub(super) id: String,
    pub(super) user_id: String,
    pub(super) status: Status,
    pub(super) chosen: Option<Chosen>,
    /// The passcode that was sent; an authenticator app makes its own.
    pub(super) sent: Option<Sent>,
    /// The passcode is in the answer instead of being sent.
    pub(super) test_mode: bool,
    /// What its messages say.
    pub(super) about: String,
    pub(super) error: Option<Error>,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

impl Authentication {
    pub(super) fn fail(&mut self, error: Error) {
        self.status = Status::Failed;
        self.sent = None;
        self.error = Some(error);
    }

    pub(super) fn resource(&self, context: &Context<'_>) -> Value {
        let environment_id = &context.env.id;
        let url = context.url(&format!(
            "/{environment_id}/deviceAuthentications/{}",
            self.id
        ));
        let names = ["self"].iter().chain(self.status.actions());
        let now = context.now();
        let (mut devices, mut blocked) = (Vec::new(), Vec::new());
        for device in context.env.mfa.devices_of(&self.user_id) {
            if device.is_usable(now) {
                devices.push(device.masked());
            } else if device.blocked_at.is_some() {
                blocked.push(json!({ "id": device.id, "type": device.kind.as_str() }));
            }
        }
        if let Some(Chosen::OneTime { kind, address }) = &self.chosen {
            devices = vec![one_time(*kind, address)];
        }
        let mut body = json!({
            "_links": links(names.map(|name| (*name, url.clone()))),
            "_embedded": { "devices": devices, "blockedDevices": blocked },
            "id": self.id,
            "environment": { "id": environment_id },
            "status": self.status.as_str(),
            "policy": { "id": context.env.mfa.policy_id },
            "user": { "id": self.user_id },
            "createdAt": self.created_at.iso(),
            "updatedAt": self.updated_at.iso(),
        });
        match &self.chosen {
            Some(Chosen::Device(id)) => body["selectedDevice"] = json!({ "id": id }),
            Some(Chosen::OneTime { kind, address }) => {
                body["selectedDevice"] = json!({ "oneTime": one_time(*kind, address) });
            }
            None => {}
        }
        if self.status == Status::Completed {
            body["authenticators"] = json!(["mfa", "otp"]);
        }
        if let (true, Some(sent)) = (self.test_mode, &self.sent) {
            body["test"] = json!({ "otp": sent.otp });
        }
        if let Some(error) = &self.error {
            let unavailable: Vec<Value> = error
                .unavailable
                .iter()
                .map(|id| json!({ "id": id }))
                .collect();
            body["error"] = json!({
                "code": error.code,
                "message": error.message,
                "unavailableDevices": unavailable,
            });
        }
        body
    }
}

fn one_time(kind: Kind, address: &str) -> Value {
    let mut body = json!({ "type": kind.as_str() });
    if let Some(member) = kind.address_member() {
        body[member] = kind.masked(address).into();
    }
    body
}

/// There is nothing to authenticate with.
pub(super) fn no_usable_devices<'a>(devices: impl Iterator<Item = &'a Device>) -> Error {
    Error {
        code: "NO_USABLE_DEVICES",
        message: "The user has no device that can be used.",
        unavailable: devices.map(|device| device.id.clone()).collect(),
    }
}
