//! Devices paired with a user.

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::{random::Random, timestamp::Timestamp};

/// How many OTP messages a device may still get on a day.
const MESSAGES_A_DAY: u32 = 20;

/// A phone or computer that a person pairs with an activation code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PingIdDevice {
    kind: &'static str,
    class: DeviceClass,
    model: Option<String>,
    os_version: Option<String>,
    nickname: Option<String>,
    uuid: Option<String>,
}

/// The kind of device that an activation code can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeviceClass {
    Desktop,
    Mobile,
}

impl DeviceClass {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "DESKTOP" => Some(Self::Desktop),
            "MOBILE" => Some(Self::Mobile),
            _ => None,
        }
    }
}

impl PingIdDevice {
    /// An iPhone with the PingID app.
    #[must_use]
    pub fn iphone() -> Self {
        Self::of("iPhone", DeviceClass::Mobile, "iPhone 16 Pro", "18.1")
    }

    /// An Android phone with the PingID app.
    #[must_use]
    pub fn android() -> Self {
        Self::of("Android", DeviceClass::Mobile, "Pixel 9", "15")
    }

    /// A computer with the PingID desktop app.
    #[must_use]
    pub fn desktop() -> Self {
        Self::of("Desktop", DeviceClass::Desktop, "Desktop", "10.0")
    }

    fn of(kind: &'static str, class: DeviceClass, model: &str, os_version: &str) -> Self {
        Self {
            kind,
            class,
            model: Some(model.to_owned()),
            os_version: Some(os_version.to_owned()),
            nickname: None,
            uuid: None,
        }
    }

    /// The device's model; its display id, too.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// The name that its owner gave it.
    #[must_use]
    pub fn nickname(mut self, nickname: impl Into<String>) -> Self {
        self.nickname = Some(nickname.into());
        self
    }

    /// The device itself: two users who pair the same UUID share a device.
    #[must_use]
    pub fn uuid(mut self, uuid: impl Into<String>) -> Self {
        self.uuid = Some(uuid.into());
        self
    }

    pub(super) fn class(&self) -> DeviceClass {
        self.class
    }

    /// Reads the control endpoint's `device`: its type, or an object.
    pub(super) fn parse(value: &Value) -> Result<Self, String> {
        let member = |name: &str| match &value[name] {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            _ => Err(format!("device.{name} must be a string")),
        };
        let kind = match value {
            Value::String(kind) => Some(kind.clone()),
            Value::Object(_) => member("type")?,
            _ => return Err("device must be a type or an object".to_owned()),
        };
        let mut device = match kind.as_deref() {
            None | Some("iPhone") => Self::iphone(),
            Some("Android") => Self::android(),
            Some("Desktop") => Self::desktop(),
            Some(_) => return Err("device.type must be iPhone, Android or Desktop".to_owned()),
        };
        if let Some(model) = member("model")? {
            device = device.model(model);
        }
        if let Some(nickname) = member("nickname")? {
            device = device.nickname(nickname);
        }
        if let Some(uuid) = member("uuid")? {
            device = device.uuid(uuid);
        }
        Ok(device)
    }
}

/// A device in a user's list.
#[derive(Clone, Debug)]
pub(super) struct Paired {
    pub(super) id: u64,
    pub(super) uuid: String,
    device: PingIdDevice,
    nickname: String,
    enrolled: Timestamp,
}

impl Paired {
    pub(super) fn new(
        id: u64,
        device: PingIdDevice,
        ordinal: usize,
        now: Timestamp,
        random: &mut Random,
    ) -> Self {
        let nickname = device
            .nickname
            .clone()
            .unwrap_or_else(|| format!("{} {ordinal}", device.kind));
        Self {
            id,
            uuid: device.uuid.clone().unwrap_or_else(|| random.uuid()),
            nickname,
            device,
            enrolled: now,
        }
    }

    pub(super) fn json(&self, primary: bool) -> Value {
        let device = &self.device;
        let desktop = device.class == DeviceClass::Desktop;
        json!({
            "deviceId": self.id,
            "deviceUuid": self.uuid,
            "type": device.kind,
            "deviceRole": if primary { "PRIMARY" } else { "SECONDARY" },
            "nickname": self.nickname,
            "displayID": device.model,
            "enrollment": mountain_time(self.enrolled),
            "pushEnabled": !desktop,
            "hasWatch": false,
            "email": null,
            "phoneNumber": null,
            "countryCode": null,
            "deviceModel": device.model,
            "osVersion": device.os_version,
            "appVersion": "2.17.0",
            "sentClaimedSms": -1,
            "sentNotClaimedSms": -1,
            "availableClaimedSms": MESSAGES_A_DAY,
            "availableNotClaimedSms": MESSAGES_A_DAY,
            "oathSerialNumber": null,
            "oathTokenType": null,
        })
    }
}

/// `yyyy-MM-dd HH:mm:ss.SSS` in U.S. Mountain Standard Time, without a zone.
fn mountain_time(at: Timestamp) -> String {
    let local: OffsetDateTime = at.to_utc().saturating_sub(Duration::hours(7));
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}",
        local.year(),
        u8::from(local.month()),
        local.day(),
        local.hour(),
        local.minute(),
        local.second(),
        local.millisecond()
    )
}
