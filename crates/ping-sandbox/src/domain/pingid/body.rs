//! Reading a `reqBody` the way the service does: keys match without case, booleans and numbers
//! may come as strings, null counts as absent, unknown members are ignored.

use serde_json::{Map, Value};

use crate::domain::pingid::{
    device::DeviceClass,
    directory::{CodeTerms, DEFAULT_CODE_HOURS},
    user::Profile,
};

/// The longest user name.
const MAX_USER_NAME: usize = 250;

/// What is wrong with a request's members; becomes the reply's `errorMsg`.
pub(crate) type Invalid = String;

#[derive(Clone, Copy)]
pub(crate) struct Body<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Body<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.0
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    }

    /// `clientData`, which the reply repeats.
    pub(crate) fn client_data(&self) -> Value {
        self.get("clientData").cloned().unwrap_or_default()
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, Invalid> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("{name} must be a string.")),
        }
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<&'a str, Invalid> {
        self.text(name)?
            .filter(|text| !text.is_empty())
            .ok_or_else(|| format!("{name} is required."))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Invalid> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(on)) => Ok(*on),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(true),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(false),
            Some(_) => Err(format!("{name} must be true or false.")),
        }
    }

    /// A number as such or as its digits.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u64>, Invalid> {
        let number = match self.get(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.parse().ok(),
            Some(_) => None,
        };
        number.map(Some).ok_or_else(|| format!("{name} must be a whole number."))
    }

    /// An activation code: digits, or a number whose leading zeros were lost.
    pub(crate) fn activation_code(&self) -> Result<String, Invalid> {
        match self.get("activationCode") {
            Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(format!("{number:0>12}")),
            None => Err("activationCode is required.".to_owned()),
            Some(_) => Err("activationCode must be a string or a number.".to_owned()),
        }
    }

    pub(crate) fn user_name(&self) -> Result<&'a str, Invalid> {
        let name = self.required_text("userName")?;
        if name.chars().count() > MAX_USER_NAME {
            return Err(format!("userName must have at most {MAX_USER_NAME} characters."));
        }
        Ok(name)
    }

    /// Role, names and address; `unset` is what a name that is not given becomes.
    pub(crate) fn profile(&self, unset: Option<&str>) -> Result<Profile, Invalid> {
        let role = match self.required_text("role")? {
            "REGULAR" => "REGULAR",
            "ADMIN" => "ADMIN",
            _ => return Err("role must be REGULAR or ADMIN.".to_owned()),
        };
        let name = |key| Ok::<_, Invalid>(self.text(key)?.or(unset).map(str::to_owned));
        Ok(Profile {
            role,
            first_name: name("fname")?,
            last_name: name("lname")?,
            email: self.text("email")?.map(str::to_owned),
        })
    }

    /// `deviceType` and `hoursUntilExpiration`.
    pub(crate) fn code_terms(&self) -> Result<CodeTerms, Invalid> {
        let class = match self.text("deviceType")? {
            None => None,
            Some(text) => Some(
                DeviceClass::parse(text)
                    .ok_or_else(|| "deviceType must be DESKTOP or MOBILE.".to_owned())?,
            ),
        };
        let hours = self.number("hoursUntilExpiration")?.unwrap_or(DEFAULT_CODE_HOURS);
        if !(1..=336).contains(&hours) {
            return Err("hoursUntilExpiration must be between 1 and 336.".to_owned());
        }
        Ok(CodeTerms { class, hours })
    }

    /// Text that also comes as a number, and is not empty.
    pub(crate) fn scalar(&self, name: &str) -> Result<String, Invalid> {
        match self.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            None | Some(Value::String(_)) => Err(format!("{name} is required.")),
            Some(_) => Err(format!("{name} must be a string.")),
        }
    }

    /// Strings, or absent.
    pub(crate) fn strings(&self, name: &str) -> Result<Option<Vec<String>>, Invalid> {
        let wrong = || format!("{name} must be an array of strings.");
        match self.get(name) {
            None => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
                .collect::<Result<_, _>>()
                .map(Some),
            Some(_) => Err(wrong()),
        }
    }

    /// An object.
    pub(crate) fn object(&self, name: &str) -> Result<&'a Map<String, Value>, Invalid> {
        match self.get(name) {
            Some(Value::Object(members)) => Ok(members),
            None => Err(format!("{name} is required.")),
            Some(_) => Err(format!("{name} must be an object.")),
        }
    }

    /// A text of at most so many characters.
    pub(crate) fn text_up_to(
        &self,
        name: &str,
        longest: usize,
    ) -> Result<Option<&'a str>, Invalid> {
        let text = self.text(name)?;
        if text.is_some_and(|text| text.chars().count() > longest) {
            return Err(format!("{name} must have at most {longest} characters."));
        }
        Ok(text)
    }

    /// `formParameters`, where there are any.
    pub(crate) fn form_parameters(&self) -> Result<Option<Body<'a>>, Invalid> {
        match self.get("formParameters") {
            None => Ok(None),
            Some(_) => self.object("formParameters").map(|form| Some(Body(form))),
        }
    }

    /// An array of objects.
    pub(crate) fn objects(&self, name: &str) -> Result<Vec<&'a Map<String, Value>>, Invalid> {
        let wrong = || format!("{name} must be an array of objects.");
        match self.get(name) {
            Some(Value::Array(items)) => {
                items.iter().map(|item| item.as_object().ok_or_else(wrong)).collect()
            }
            None => Err(format!("{name} is required.")),
            Some(_) => Err(wrong()),
        }
    }
}
