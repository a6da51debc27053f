//! Phones with a native app: what they have told about themselves, and the pushes to them.

use serde_json::{Value, json};

use crate::base::{oath::Oath, timestamp::Timestamp};

/// A phone with a native app that has paired itself.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    /// What the app and the phone are.
    pub(crate) about: MfaPhone,
    /// What the application is called, where it is one of the environment's.
    application: Option<String>,
    paired_at: Timestamp,
    /// The passcodes that the app shows.
    pub(crate) oath: Oath,
    /// When pushes were denied or not answered, without an approval in between.
    pub(crate) failed_pushes: Vec<Timestamp>,
}

impl Phone {
    pub(crate) fn new(
        about: MfaPhone,
        application: Option<String>,
        secret: Vec<u8>,
        paired_at: Timestamp,
    ) -> Self {
        let (oath, failed_pushes) = (Oath::app(secret), Vec::new());
        Self { about, application, paired_at, oath, failed_pushes }
    }

    pub(crate) fn show(&self, body: &mut Value) {
        let MfaPhone { os, os_version, model, application_id, .. } = &self.about;
        body["os"] = json!({ "type": os, "version": os_version });
        body["model"] = json!({ "name": model, "marketingName": model });
        let mut application = json!({
            "nativeName": "Sandbox", "version": "1.0.0", "pushSandbox": false,
            "passcodeRefreshDuration": { "duration": 30, "timeUnit": "SECONDS" },
        });
        if let Some(id) = application_id {
            application["id"] = id.as_str().into();
        }
        if let Some(name) = &self.application {
            application["name"] = name.as_str().into();
        }
        body["application"] = application;
        body["pushEnabled"] = self.about.push_enabled.into();
        body["otpEnabled"] = true.into();
        let status = if self.about.push_enabled { "ENABLED" } else { "DISABLED" };
        body["pushStatus"] = json!({ "status": status });
        body["otpStatus"] = json!({ "status": "ENABLED" });
        let (provider, maker) = if os == "iOS" { ("APNS", "apple") } else { ("FCM", "google") };
        body["notificationProvider"] = provider.into();
        body["manufacturer"] = maker.into();
        body["apiVersion"] = "2.0".into();
        body["sdkVersion"] = "2.0.0(1)".into();
        body["locale"] = "en-US".into();
        body["rooted"] = false.into();
        body["lockEnabled"] = true.into();
        body["allowPushNotification"] = self.about.push_enabled.into();
        body["notification"] = if self.about.push_enabled { "enabled" } else { "disabled" }.into();
        body["background"] = "available".into();
        body["deviceIntegrityState"] = json!({
            "compromised": "UNKNOWN", "reason": "PLAY_MISSING_CONFIGURATION",
            "timestamp": self.paired_at.millis(),
        });
        body["pushFails"] = self.failed_pushes.iter().map(|at| at.millis()).collect();
    }
}

/// A phone with a native app, as it tells of itself when it is paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaPhone {
    pub(crate) os: String,
    pub(crate) os_version: String,
    pub(crate) model: String,
    pub(crate) application_id: Option<String>,
    pub(crate) push_enabled: bool,
}

impl MfaPhone {
    /// An Android phone that takes pushes.
    pub fn android() -> Self {
        Self {
            os: "ANDROID".to_owned(),
            os_version: "14".to_owned(),
            model: "Pixel 8".to_owned(),
            application_id: None,
            push_enabled: true,
        }
    }

    /// An iPhone that takes pushes.
    pub fn iphone() -> Self {
        let (os, os_version, model) = ("iOS".into(), "17.4".into(), "iPhone 15".into());
        Self { os, os_version, model, ..Self::android() }
    }

    /// The native application that is on it, by the id of its application in the environment.
    #[must_use]
    pub fn application(mut self, id: &str) -> Self {
        self.application_id = Some(id.to_owned());
        self
    }

    /// A phone that takes no pushes: its app shows passcodes.
    #[must_use]
    pub fn without_push(mut self) -> Self {
        self.push_enabled = false;
        self
    }
}

/// A push that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MfaPush {
    /// The device authentication's id.
    pub authentication_id: String,
    /// The id of the user who is asked.
    pub user_id: String,
    /// The id of the device that shows it.
    pub device_id: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// What has to be entered on the device, where number matching is on.
    pub number: Option<u32>,
    /// What the caller tells the app, as JSON: the `clientContext` of its notification.
    pub client_context: Option<String>,
}

/// A push of an authentication.
#[derive(Clone)]
pub(crate) struct Push {
    pub(crate) until: Timestamp,
    pub(crate) number: Option<u32>,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) client_context: Option<String>,
}
