//! The forms in which the service has been seen to answer.

use serde_json::{Value, json};

/// How the sandbox writes its PingID replies.
///
/// The default is what captured replies look like: payload in `responseBody`, errors signed like
/// any other reply, `org_alias` in the header, `errorMsg` `ok` on success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyForm {
    wrapper: bool,
    sign_errors: bool,
    alias: Alias,
    success_message: Option<String>,
}

/// The two spellings of the organization in a token's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alias {
    SnakeCase,
    CamelCase,
}

impl Alias {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SnakeCase => "org_alias",
            Self::CamelCase => "orgAlias",
        }
    }
}

impl Default for ReplyForm {
    fn default() -> Self {
        Self {
            wrapper: true,
            sign_errors: true,
            alias: Alias::SnakeCase,
            success_message: Some("ok".to_owned()),
        }
    }
}

impl ReplyForm {
    /// The usual form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The payload stands alone, without `responseBody` around it.
    #[must_use]
    pub fn without_wrapper(mut self) -> Self {
        self.wrapper = false;
        self
    }

    /// Errors come as plain JSON without a signature.
    #[must_use]
    pub fn unsigned_errors(mut self) -> Self {
        self.sign_errors = false;
        self
    }

    /// The header spells the organization `orgAlias`.
    #[must_use]
    pub fn camel_case_alias(mut self) -> Self {
        self.alias = Alias::CamelCase;
        self
    }

    /// `errorMsg` of a success; `None` is null.
    #[must_use]
    pub fn success_message(mut self, message: Option<&str>) -> Self {
        self.success_message = message.map(str::to_owned);
        self
    }

    /// Reads the body of the control endpoint; a member left out keeps its usual value.
    pub(crate) fn parse(body: &serde_json::Map<String, Value>) -> Result<Self, String> {
        let mut form = Self::default();
        for (name, value) in body {
            match (name.as_str(), value) {
                ("wrapper", Value::Bool(on)) => form.wrapper = *on,
                ("signErrors", Value::Bool(on)) => form.sign_errors = *on,
                ("alias", Value::String(text)) if text == "org_alias" => {
                    form.alias = Alias::SnakeCase;
                }
                ("alias", Value::String(text)) if text == "orgAlias" => {
                    form.alias = Alias::CamelCase;
                }
                ("successMessage", Value::String(text)) => {
                    form.success_message = Some(text.clone())
                }
                ("successMessage", Value::Null) => form.success_message = None,
                _ => {
                    return Err(format!(
                        "{name}: the members are wrapper and signErrors (booleans), alias \
                         (org_alias or orgAlias) and successMessage (a string or null)"
                    ));
                }
            }
        }
        Ok(form)
    }

    pub(crate) fn alias(&self) -> Alias {
        self.alias
    }

    pub(crate) fn signs(&self, success: bool) -> bool {
        success || self.sign_errors
    }

    pub(crate) fn wrap(&self, body: Value) -> Value {
        if self.wrapper { json!({ "responseBody": body }) } else { body }
    }

    pub(crate) fn success(&self) -> Value {
        self.success_message.clone().into()
    }
}
