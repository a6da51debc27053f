//! What a device authentication policy says of native apps.

use std::time::Duration;

use serde_json::Value;

use crate::domain::mfa::{
    pairing_keys::LIFETIME,
    rules::{Policy, span},
};

/// What it says of one app.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PushRules {
    /// Whether pushes are sent.
    pub(crate) enabled: bool,
    /// Whether the passcodes that the app shows are taken.
    pub(crate) otp: bool,
    pub(crate) number_matching: bool,
    /// How long a push waits for its answer.
    pub(crate) timeout: Duration,
    /// So many pushes in a row that nobody approves lock the device,
    pub(crate) limit: usize,
    /// where they are not farther apart,
    pub(crate) period: Duration,
    /// for so long.
    pub(crate) lock: Duration,
}

impl Policy<'_> {
    fn applications(&self) -> &[Value] {
        self.body["mobile"]["applications"].as_array().map_or(&[], Vec::as_slice)
    }

    fn application(&self, id: Option<&str>) -> Option<&Value> {
        self.applications().iter().find(|one| one["id"].as_str() == id)
    }

    /// What it says of an app; what is usual where it says nothing.
    pub(crate) fn push(self, application: Option<&str>) -> PushRules {
        let said = self.application(application).unwrap_or(&Value::Null);
        let limit = &said["pushLimit"];
        let minutes =
            |value: &Value, usual: u64| span(value).unwrap_or(Duration::from_secs(usual * 60));
        PushRules {
            enabled: said["push"]["enabled"] != false,
            otp: said["otp"]["enabled"] != false,
            number_matching: said["push"]["numberMatching"]["enabled"] == true,
            timeout: span(&said["pushTimeout"]).unwrap_or(Duration::from_secs(40)),
            limit: limit["count"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(5),
            period: minutes(&limit["timePeriod"], 10),
            lock: minutes(&limit["lockDuration"], 30),
        }
    }

    /// Whether an app can be paired: one that is listed, where some are.
    pub(crate) fn lets_pair(self, application: Option<&str>) -> bool {
        match self.application(application) {
            Some(said) => said["pairingDisabled"] != true,
            None => self.applications().is_empty(),
        }
    }

    /// How long a pairing key for these apps is good: the shortest of what is said of them.
    pub(crate) fn pairing_key_lifetime(self, applications: &[String]) -> Duration {
        let meant = |one: &&Value| {
            applications.is_empty() || applications.iter().any(|id| one["id"] == id.as_str())
        };
        let said = self.applications().iter().filter(meant);
        said.filter_map(|one| span(&one["pairingKeyLifetime"])).min().unwrap_or(LIFETIME)
    }
}
