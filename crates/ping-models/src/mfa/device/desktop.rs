//! The PingID desktop app, and remembered browsers.

use super::{
    DeviceParts, DevicePolicy, DeviceStatus, DeviceType, MobileApplication, MobileModel, MobileOs,
    RelyingParty,
};
use crate::{DeviceId, DeviceSessionId, EpochMillis, Model, Reference, Rest};

/// The PingID desktop app, second generation.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// The PingID desktop app. The answer has what the app is handed, and the device waits for what
    /// the app answers; so the service wants `ActivationRequired` as its status.
    NewPingIdDesktopDevice
))]
#[non_exhaustive]
pub struct PingIdDesktopDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `PINGID_DESKTOP_GEN2`.
    #[model(name = "type", always, on_create, fixed = DeviceType::PingIdDesktopGen2)]
    pub device_type: DeviceType,
    /// The relying party; that of the policy where absent.
    pub rp: Option<RelyingParty>,
    /// What the page hands to the app: a signed JWT, only in the answer to the creation. The page
    /// posts it as `application/jwt` to `http://localhost:9410/register`.
    #[model(read_only)]
    pub ping_id_desktop_credential_creation_options: Option<String>,
    /// The operating system.
    #[model(read_only)]
    pub os: Option<MobileOs>,
    /// The model, which has no members so far.
    #[model(read_only)]
    pub model: Option<MobileModel>,
    /// The app.
    #[model(read_only)]
    pub application: Option<MobileApplication>,
    /// The id of the computer, a UUID.
    #[model(read_only)]
    pub unit_id: Option<String>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}

/// The operating system of a browser.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct BrowserOs {
    /// Its name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    rest: Rest<Self>,
}

/// A browser that is remembered, so that its user is not asked again for a while.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A browser to be remembered, once its user has signed in: what the Signals SDK found out about
    /// it. The service wants the policy as well, of which `rememberMe` has to be on.
    NewBrowserDevice
))]
#[non_exhaustive]
pub struct BrowserDevice {
    /// The id of the device.
    #[model(read_only)]
    pub id: DeviceId,
    /// `BROWSER`.
    #[model(name = "type", always, on_create, fixed = DeviceType::Browser)]
    pub device_type: DeviceType,
    /// What the Signals SDK found out about the browser, as it gave it; not told later.
    #[model(personal, new, create_only)]
    pub payload: Option<String>,
    /// The session that it is remembered for.
    pub session: Option<Reference<DeviceSessionId>>,
    /// The name of the browser.
    #[model(read_only)]
    pub name: Option<String>,
    /// Its version.
    #[model(read_only)]
    pub version: Option<String>,
    /// The operating system that it runs on.
    #[model(read_only)]
    pub operating_system: Option<BrowserOs>,
    /// When it was remembered last.
    #[model(read_only)]
    pub last_remembered_at: Option<EpochMillis>,
    /// What the devices of all types have.
    #[model(flatten)]
    pub common: DeviceParts,
    rest: Rest<Self>,
}
