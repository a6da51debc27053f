//! Computers with the PingID desktop app.

use serde_json::{Value, json};

use crate::base::{
    jws::{self, Key},
    random::Random,
};

/// A computer with the app.
pub(crate) struct Desktop {
    rp_id: String,
    rp_name: Option<String>,
    /// What the service and the app sign with, in place of a pair of keys of each.
    key: Key,
    unit_id: String,
    /// What the app has to answer before it is paired.
    challenge: Option<String>,
}

impl Desktop {
    pub(crate) fn new(rp_id: &str, rp_name: Option<&str>, random: &mut Random) -> Self {
        Self {
            rp_id: rp_id.to_owned(),
            rp_name: rp_name.map(str::to_owned),
            key: random.bytes(),
            unit_id: random.uuid(),
            challenge: Some(random.token()),
        }
    }

    /// What the page hands to the app, a JWT. The ids are those of the user and the device.
    // assumes: desktop-jwts
    pub(crate) fn ask(&self, user_id: &str, device_id: &str, challenge: &str) -> String {
        let claims = json!({
            "sub": user_id, "deviceId": device_id, "rpId": self.rp_id, "challenge": challenge,
        });
        self.signed(&claims)
    }

    /// What the page hands to the app for the pairing, until the app is paired.
    pub(crate) fn ask_to_pair(&self, user_id: &str, device_id: &str) -> Option<String> {
        Some(self.ask(user_id, device_id, self.challenge.as_ref()?))
    }

    /// What the app answers, a JWT; `None` to what the service has not asked of it.
    pub(crate) fn answer(&self, asked: &str) -> Option<String> {
        let asked = self.verified(asked)?;
        Some(self.signed(&json!({ "unitId": self.unit_id, "challenge": asked["challenge"] })))
    }

    /// Whether that is the app's answer to this challenge.
    pub(crate) fn check(&self, answer: &str, challenge: &str) -> bool {
        let said = self.verified(answer);
        said.is_some_and(|said| said["unitId"] == *self.unit_id && said["challenge"] == *challenge)
    }

    /// Pairs it by the app's answer, and says whether that was right.
    pub(crate) fn pair(&mut self, answer: &str) -> bool {
        let right = self.challenge.as_ref().is_some_and(|asked| self.check(answer, asked));
        if right {
            self.challenge = None;
        }
        right
    }

    pub(super) fn show(&self, body: &mut Value) {
        body["rp"] = json!({ "id": self.rp_id });
        if let Some(name) = &self.rp_name {
            body["rp"]["name"] = name.as_str().into();
        }
        if self.challenge.is_none() {
            body["os"] = json!({ "type": "MAC", "version": "15.5" });
            body["model"] = json!({});
            body["application"] = json!({ "name": "PingID Desktop", "version": "1.0.0" });
            body["unitId"] = self.unit_id.as_str().into();
        }
    }

    fn signed(&self, claims: &Value) -> String {
        jws::sign(&json!({ "alg": "HS256", "typ": "JWT" }), claims, &self.key)
    }

    fn verified(&self, token: &str) -> Option<Value> {
        let verified = jws::verify(token.as_bytes(), &self.key).ok()?;
        serde_json::from_slice(&verified.payload).ok()
    }
}
