//! Browsers that are remembered.

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;

/// The name and version of every browser, since the sandbox does not read what is found out.
const NAME: &str = "Chrome";
const VERSION: &str = "133.0.0.0";

/// A browser that is remembered.
pub(crate) struct Browser {
    /// What was found out about it.
    pub(crate) payload: String,
    /// The session that it is remembered for.
    pub(crate) session: Option<String>,
    /// The value of its cookie.
    pub(crate) cookie: String,
    pub(crate) remembered_at: Timestamp,
    /// Until when it is remembered.
    pub(crate) until: Timestamp,
}

impl Browser {
    /// The name of the cookie.
    // assumes: remembered-browser
    pub(crate) const COOKIE: &str = "rememberMe";

    /// What it is called where nobody has named it.
    pub(crate) fn usual_name() -> String {
        format!("{NAME}({VERSION})")
    }

    /// Whether it is remembered no more, or is the other one.
    pub(crate) fn gives_way_to(&self, other: &Self) -> bool {
        self.until <= other.remembered_at
            || (&self.payload, &self.session) == (&other.payload, &other.session)
    }

    pub(super) fn show(&self, body: &mut Value) {
        body["name"] = NAME.into();
        body["version"] = VERSION.into();
        body["operatingSystem"] = json!({ "name": "Mac OS", "version": "10.15.7" });
        body["lastRememberedAt"] = self.remembered_at.millis().into();
        if let Some(session) = &self.session {
            body["session"] = json!({ "id": session });
        }
    }
}
