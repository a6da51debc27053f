//! Applications of PingFederate.

use serde_json::{Map, Value, json};

use crate::domain::pingid::body::Body;

pub(crate) const MAX_ID: usize = 255;
pub(crate) const MAX_NAME: usize = 20;

pub(crate) struct Application {
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Application {
    pub(crate) fn read(members: &Map<String, Value>) -> Result<Self, String> {
        let body = Body(members);
        let (id, name) = (body.required_text("id")?, body.required_text("name")?);
        if id.chars().count() > MAX_ID {
            return Err(format!("id must have at most {MAX_ID} characters."));
        }
        let allowed = |c: char| c.is_alphanumeric() || c == ' ';
        if name.chars().count() > MAX_NAME || !name.chars().all(allowed) {
            return Err(format!("name must have at most {MAX_NAME} letters, digits and blanks."));
        }
        Ok(Self { id: id.to_owned(), name: name.to_owned() })
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "id": self.id, "name": self.name })
    }
}
