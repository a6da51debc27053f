//! Devices paired with a user.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::base::{
    oath::{Mechanism, Oath},
    random::Random,
    timestamp::Timestamp,
    webauthn::{Attachment, Credential, Wish},
};
use crate::domain::pingid::phone::Phone;

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
pub(crate) enum DeviceClass {
    Desktop,
    Mobile,
}

impl DeviceClass {
    pub(crate) fn parse(text: &str) -> Option<Self> {
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

    pub(crate) fn given_uuid(&self) -> Option<String> {
        self.uuid.clone()
    }

    pub(crate) fn class(&self) -> DeviceClass {
        self.class
    }

    /// Reads the control endpoint's `device`: its type, or an object.
    pub(crate) fn parse(value: &Value) -> Result<Self, String> {
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

/// A phone or computer with the PingID app.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) device: PingIdDevice,
    /// Makes the passcodes that the app shows.
    pub(crate) oath: Oath,
    /// Whether a push gets there.
    pub(crate) reachable: bool,
    pub(crate) push_enabled: bool,
}

impl App {
    pub(crate) fn new(device: PingIdDevice, random: &mut Random) -> Self {
        let secret: [u8; 20] = random.bytes();
        Self {
            oath: Oath::new(secret.to_vec(), 6, Mechanism::Counter),
            reachable: true,
            push_enabled: device.class == DeviceClass::Mobile,
            device,
        }
    }

    pub(crate) fn is_phone(&self) -> bool {
        self.device.class == DeviceClass::Mobile
    }

    pub(crate) fn os_version(&self) -> Option<&str> {
        self.device.os_version.as_deref()
    }
}

/// What a paired device is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    App(App),
    Sms(Phone),
    Voice(Phone),
    Email(String),
    /// By its public id, with the serial number in it.
    YubiKey {
        public_id: String,
        serial: u64,
    },
    /// A token of the organization, which keeps its key.
    HardwareToken {
        serial: String,
        mechanism: &'static str,
    },
    AuthenticatorApp(Oath),
    Fido {
        class: FidoClass,
        display_id: Option<String>,
        credential: Credential,
    },
}

/// What a credential was paired as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FidoClass {
    SecurityKey,
    Biometrics,
    Fido2,
}

impl FidoClass {
    fn name(self) -> &'static str {
        match self {
            Self::SecurityKey => "Security Key",
            Self::Biometrics => "FIDO2 Biometrics",
            Self::Fido2 => "FIDO2",
        }
    }

    /// Where its authenticators are; those of FIDO2 can be anywhere.
    pub(crate) fn attachment(self) -> Option<Attachment> {
        match self {
            Self::SecurityKey => Some(Attachment::CrossPlatform),
            Self::Biometrics => Some(Attachment::Platform),
            Self::Fido2 => None,
        }
    }

    /// Whether its authenticators should know their users, who then need no name.
    pub(crate) fn discoverable(self) -> Option<Wish> {
        match self {
            Self::SecurityKey | Self::Biometrics => None,
            Self::Fido2 => Some(Wish::Preferred),
        }
    }
}

/// How the mark of a credential begins, whichever site it is of.
pub(super) fn credential_mark(id: &[u8]) -> String {
    format!("credential {} ", STANDARD.encode(id))
}

impl Kind {
    /// The `type` of a device.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::App(app) => app.device.kind,
            Self::Sms(_) => "SMS",
            Self::Voice(_) => "Voice",
            Self::Email(_) => "Email",
            Self::YubiKey { .. } => "YubiKey",
            Self::HardwareToken { .. } => "Hardware Token",
            Self::AuthenticatorApp(_) => "Authenticator App",
            Self::Fido { class, .. } => class.name(),
        }
    }

    /// What two of the same phone number, address, key or token have in common, and no others; none
    /// of what is never the same.
    pub(crate) fn mark(&self) -> Option<String> {
        Some(match self {
            Self::App(_) => return None,
            Self::Sms(phone) => format!("sms {}", phone.dialed()),
            Self::Voice(phone) => format!("voice {}", phone.dialed()),
            Self::Email(address) => format!("email {}", address.to_ascii_lowercase()),
            Self::YubiKey { public_id, .. } => format!("yubikey {public_id}"),
            Self::HardwareToken { serial, .. } => format!("token {serial}"),
            Self::AuthenticatorApp(oath) => format!("app {}", STANDARD.encode(oath.secret())),
            Self::Fido { credential, .. } => credential_mark(credential.id()) + credential.rp_id(),
        })
    }

    fn display_id(&self) -> Option<String> {
        match self {
            Self::App(app) => app.device.model.clone(),
            Self::Sms(phone) | Self::Voice(phone) => Some(phone.digits()),
            Self::Email(address) => Some(address.clone()),
            Self::YubiKey { serial, .. } => Some(serial.to_string()),
            Self::HardwareToken { serial, .. } => Some(serial.clone()),
            Self::AuthenticatorApp(_) => None,
            Self::Fido { display_id, .. } => display_id.clone(),
        }
    }

    pub(crate) fn yubikey_serial(&self) -> Option<u64> {
        match self {
            Self::YubiKey { serial, .. } => Some(*serial),
            _ => None,
        }
    }

    /// What the names of such devices begin with.
    fn common_name(&self) -> &'static str {
        match self.display_id().as_deref() {
            Some("webauthn_platform_windows") => "Windows Hello",
            _ => self.name(),
        }
    }
}

/// A device in a user's list.
#[derive(Clone, Debug)]
pub(crate) struct Paired {
    pub(crate) id: u64,
    pub(crate) uuid: String,
    pub(crate) kind: Kind,
    pub(crate) nickname: String,
    pub(crate) enrolled: Timestamp,
    pub(crate) last_used: Option<Timestamp>,
}

impl Paired {
    /// A device whose name its place among the user's devices will give.
    pub(crate) fn new(id: u64, uuid: String, kind: Kind, now: Timestamp) -> Self {
        let nickname = match &kind {
            Kind::App(app) => app.device.nickname.clone(),
            _ => None,
        };
        Self {
            id,
            uuid,
            kind,
            nickname: nickname.unwrap_or_default(),
            enrolled: now,
            last_used: None,
        }
    }

    /// Names a device that has no name after its kind and the first number that is free.
    pub(crate) fn name_among(&mut self, others: &[Self]) {
        let kind = self.kind.common_name();
        for number in 1.. {
            if !self.nickname.is_empty() {
                break;
            }
            let name = format!("{kind} {number}");
            if others.iter().all(|other| other.nickname != name) {
                self.nickname = name;
            }
        }
    }

    pub(crate) fn json(&self, primary: bool) -> Value {
        let app = match &self.kind {
            Kind::App(app) => Some(app),
            _ => None,
        };
        let phone = match &self.kind {
            Kind::Sms(phone) | Kind::Voice(phone) => Some(phone),
            _ => None,
        };
        let email = match &self.kind {
            Kind::Email(address) => Some(address),
            _ => None,
        };
        let (token, mechanism) = match &self.kind {
            Kind::HardwareToken { serial, mechanism } => (Some(serial), Some(*mechanism)),
            _ => (None, None),
        };
        let mut shown = json!({
            "deviceId": self.id,
            "deviceUuid": self.uuid,
            "type": self.kind.name(),
            "deviceRole": if primary { "PRIMARY" } else { "SECONDARY" },
            "nickname": self.nickname,
            "displayID": self.kind.display_id(),
            "enrollment": mountain_time(self.enrolled),
            "pushEnabled": app.is_some_and(|app| app.push_enabled),
            "hasWatch": false,
            "email": email,
            "phoneNumber": phone.map(|phone| &phone.number),
            "countryCode": phone.map(|phone| &phone.country_code),
            "deviceModel": app.and_then(|app| app.device.model.as_ref()),
            "osVersion": app.and_then(App::os_version),
            "appVersion": app.map(|_| "2.17.0"),
            "sentClaimedSms": -1,
            "sentNotClaimedSms": -1,
            "availableClaimedSms": MESSAGES_A_DAY,
            "availableNotClaimedSms": MESSAGES_A_DAY,
            "oathSerialNumber": token,
            "oathTokenType": mechanism,
        });
        if let Kind::Fido { credential, .. } = &self.kind {
            let attachment = credential.attachment().map(Attachment::name);
            shown["authenticationAttachment"] = attachment.into();
            shown["transports"] = credential.transports().into();
        }
        shown
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
