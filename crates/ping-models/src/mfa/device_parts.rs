//! What the devices of all types share, and the parts of mobile devices.

use crate::{EpochMillis, Loose, Secret, Timestamp};

open_enum! {
    /// The type of a device.
    pub enum DeviceType {
        /// Passcodes by SMS.
        Sms = "SMS",
        /// Passcodes by voice call.
        Voice = "VOICE",
        /// Passcodes by email.
        Email = "EMAIL",
        /// Passcodes by WhatsApp.
        WhatsApp = "WHATSAPP",
        /// An authenticator app.
        Totp = "TOTP",
        /// An app with the mobile SDK: push and passcodes.
        Mobile = "MOBILE",
        /// A passkey, security key or biometrics.
        Fido2 = "FIDO2",
        /// A hardware token.
        OathToken = "OATH_TOKEN",
        /// The PingID desktop app, second generation.
        PingIdDesktopGen2 = "PINGID_DESKTOP_GEN2",
        /// A remembered browser.
        Browser = "BROWSER",
        /// Biometrics; deprecated, now `FIDO2`.
        Platform = "PLATFORM",
        /// A security key; deprecated, now `FIDO2`.
        SecurityKey = "SECURITY_KEY",
        /// A YubiKey with passcodes.
        Yubikey = "YUBIKEY",
        /// The PingID app.
        PingIdMobile = "PINGID_MOBILE",
        /// The PingID desktop app.
        PingIdDesktop = "PINGID_DESKTOP",
    }
}

open_enum! {
    /// Whether a device is paired. A locked or blocked device stays `ACTIVE`.
    pub enum DeviceStatus {
        /// Paired.
        Active = "ACTIVE",
        /// Waiting for activation; removed after 24 hours.
        ActivationRequired = "ACTIVATION_REQUIRED",
    }
}

open_enum! {
    /// Whether a device is locked after failures.
    pub enum LockStatus {
        /// Locked.
        Locked = "LOCKED",
        /// Not locked.
        Unlocked = "UNLOCKED",
    }
}

open_enum! {
    /// What locked a device.
    pub enum LockReason {
        /// Wrong passcodes.
        Otp = "OTP",
        /// Too many pushes.
        Push = "PUSH",
    }
}

open_enum! {
    /// Whether an administrator blocked a device.
    pub enum BlockStatus {
        /// Blocked.
        Blocked = "BLOCKED",
        /// Not blocked.
        Unblocked = "UNBLOCKED",
    }
}

model! {
    /// Whether a device is locked after failures.
    pub struct Lock {
        optional {
            /// Whether it is.
            status: LockStatus = "status",
            /// What locked it; may stay when it is unlocked.
            reason: LockReason = "reason",
            /// When it unlocks; only while it is locked.
            expires_at: Timestamp = "expiresAt",
        }
    }
}

model! {
    /// Whether an administrator blocked a device.
    pub struct Block {
        optional {
            /// Whether it is.
            status: BlockStatus = "status",
            /// When it was blocked; only while it is.
            blocked_at: Timestamp = "blockedAt",
        }
    }
}

model! {
    /// The passcode of a device in test mode, which is not sent anywhere.
    pub struct TestPasscode {
        optional {
            /// The passcode. The service sends a string or a number.
            otp: Loose<Secret> = "otp",
        }
    }
}

open_enum! {
    /// Whether a device can be used in an authentication.
    pub enum Usability {
        /// It can.
        Enabled = "ENABLED",
        /// It cannot.
        Disabled = "DISABLED",
    }
}

model! {
    /// Whether a device can be used in an authentication.
    pub struct UsableStatus {
        optional {
            /// Whether it can.
            status: Usability = "status",
            /// Why it cannot.
            reason: String = "reason",
        }
    }
}

request! {
    /// The relying party of a FIDO device.
    pub struct RelyingParty {
        optional {
            /// Its domain, in lower case.
            id: String = "id",
            /// Its name.
            name: String = "name",
        }
    }
}

model! {
    /// The operating system of a mobile device.
    pub struct MobileOs {
        optional {
            /// Which one, such as `ANDROID` or `iOS`; an open set.
            os_type: String = "type",
            /// Its version.
            version: String = "version",
        }
    }
}

model! {
    /// The model of a mobile device.
    pub struct MobileModel {
        optional {
            /// The technical name.
            name: String = "name",
            /// The name that it is sold by.
            marketing_name: String = "marketingName",
        }
    }
}

open_enum! {
    /// A unit of time.
    pub enum TimeUnit {
        /// Seconds.
        Seconds = "SECONDS",
        /// Minutes.
        Minutes = "MINUTES",
        /// Hours.
        Hours = "HOURS",
        /// Days.
        Days = "DAYS",
    }
}

model! {
    /// How long a mobile app shows a passcode.
    pub struct RefreshDuration {
        optional {
            /// How many units.
            duration: Loose<i64> = "duration",
            /// The unit.
            time_unit: TimeUnit = "timeUnit",
        }
    }
}

model! {
    /// The app on a mobile device.
    pub struct MobileApplication {
        optional {
            /// The id of the application in PingOne.
            id: String = "id",
            /// Its name in PingOne.
            name: String = "name",
            /// Its bundle id or package name.
            native_name: String = "nativeName",
            /// Its version.
            version: String = "version",
            /// Whether pushes go through the sandbox of Apple.
            push_sandbox: bool = "pushSandbox",
            /// How long it shows a passcode.
            passcode_refresh_duration: RefreshDuration = "passcodeRefreshDuration",
        }
    }
}

open_enum! {
    /// Whether a mobile device can do something now.
    pub enum AbilityStatus {
        /// It can.
        Enabled = "ENABLED",
        /// It cannot.
        Disabled = "DISABLED",
    }
}

model! {
    /// Whether a mobile device can do something now.
    pub struct MobileAbility {
        optional {
            /// Whether it can.
            status: AbilityStatus = "status",
            /// Why it cannot, such as `OTP_NOT_SUPPORTED`.
            reason: String = "reason",
        }
    }
}

open_enum! {
    /// Who carries pushes to a mobile device.
    pub enum NotificationProvider {
        /// Apple.
        Apns = "APNS",
        /// Google.
        Fcm = "FCM",
        /// Huawei.
        Hms = "HMS",
    }
}

model! {
    /// What the platform says about the integrity of a mobile device.
    pub struct IntegrityState {
        optional {
            /// Whether it is compromised, such as `UNKNOWN`.
            compromised: Loose<String> = "compromised",
            /// Why that is so, such as `PLAY_ERROR`.
            reason: String = "reason",
            /// When it was found.
            timestamp: EpochMillis = "timestamp",
        }
    }
}
