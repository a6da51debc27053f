//! What members hold, as a JSON schema.

use serde_json::{Map, Value, json};

use crate::store::schema::{Form, Kind, Member};

impl Member {
    /// The schema of its value, with what a caller should know of it.
    pub(crate) fn json_schema(&self) -> Value {
        let mut schema = self.kind.json_schema();
        if !self.doc.is_empty() {
            schema["description"] = self.doc.into();
        }
        if let Some(default) = self.default.and_then(|json| serde_json::from_str(json).ok()) {
            schema["default"] = default;
        }
        schema
    }

    /// The schema of an object of these members. Where it is sent, null stands for a member that is
    /// absent.
    pub(crate) fn object_schema(members: &[Self], is_answer: bool) -> Value {
        let property = |member: &Self| {
            let mut schema = member.json_schema();
            let may_be_null = !is_answer && !member.required;
            if may_be_null && let Some(Value::Array(allowed)) = schema.get_mut("enum") {
                allowed.push(Value::Null);
            }
            if may_be_null && let Some(kind) = schema.get_mut("type") {
                *kind = json!([kind.take(), "null"]);
            }
            (member.name.to_owned(), schema)
        };
        let properties: Map<String, Value> = members.iter().map(property).collect();
        let required = members.iter().filter(|member| member.required);
        let required: Vec<&str> = required.map(|member| member.name).collect();
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": is_answer,
        })
    }
}

impl Kind {
    fn json_schema(&self) -> Value {
        match self {
            Self::Text { min, max, .. } => {
                let mut schema = json!({ "type": "string" });
                if *min > 0 {
                    schema["minLength"] = (*min).into();
                }
                if *max < usize::MAX {
                    schema["maxLength"] = (*max).into();
                }
                schema
            }
            Self::Form(form) => match form.name() {
                Some(name) => json!({ "type": "string", "format": name }),
                None => json!({ "type": "string" }),
            },
            Self::Choice(allowed) => json!({ "type": "string", "enum": allowed }),
            Self::Int(least, most) => {
                let mut schema = json!({ "type": "integer" });
                if *least > i64::MIN {
                    schema["minimum"] = (*least).into();
                }
                if *most < i64::MAX {
                    schema["maximum"] = (*most).into();
                }
                schema
            }
            Self::Bool => json!({ "type": "boolean" }),
            Self::Filter(_) => json!({ "type": "string" }),
            Self::Span { .. } => json!({
                "type": "object",
                "properties": {
                    "duration": { "type": "integer" },
                    "timeUnit": { "type": "string" },
                },
                "required": ["duration", "timeUnit"],
            }),
            Self::Ref(_) => json!({
                "type": "object",
                "properties": { "id": { "type": "string" } },
                "required": ["id"],
            }),
            Self::Object(members) | Self::Open(members) => Member::object_schema(members, true),
            Self::Each(of) => json!({ "type": "object", "additionalProperties": of.json_schema() }),
            Self::List { of, .. } => json!({ "type": "array", "items": of.json_schema() }),
            Self::Any | Self::Cases { .. } => json!({}),
        }
    }
}

impl Form {
    /// As JSON schemas call it, where they have a word for it.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Url | Self::Https => Some("uri"),
            Self::Date => Some("date"),
            Self::Time => Some("date-time"),
            _ => None,
        }
    }
}
