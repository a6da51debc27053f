//! Phone numbers and email addresses, whole and masked.

use serde_json::Value;

use crate::{
    domain::{
        mfa::read::{invalid, optional_text, required_text},
        outbox::Channel,
    },
    wire::response::Failure,
};

/// The longest extension of a phone number.
const EXTENSION_LIMIT: usize = 50;

/// Where passcodes are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) channel: Channel,
    /// A phone number (`+14135550150`) or email address.
    pub(crate) text: String,
    /// What is dialed after a call is taken.
    pub(crate) extension: Option<String>,
}

impl Address {
    /// The member that holds it.
    pub(crate) fn member(channel: Channel) -> &'static str {
        if channel == Channel::Email { "email" } else { "phone" }
    }

    /// Reads it from members below `prefix`, a JSON pointer.
    pub(crate) fn read(
        channel: Channel,
        body: &Value,
        prefix: &str,
        extensions: bool,
    ) -> Result<Self, Failure> {
        let pointer = format!("{prefix}/{}", Self::member(channel));
        let target = pointer.trim_start_matches('/').replace('/', ".");
        let text = required_text(body, &pointer)?;
        let text = match channel {
            Channel::Email => email(text, &target)?,
            Channel::Voice => phone(text, &target, false)?,
            Channel::Sms | Channel::WhatsApp => phone(text, &target, true)?,
        };
        let extension = match channel {
            Channel::Voice => optional_text(body, &format!("{prefix}/extension"))?,
            _ => None,
        };
        if let Some(extension) = extension {
            check_extension(extension, extensions)?;
        }
        Ok(Self { channel, text, extension: extension.map(str::to_owned) })
    }

    /// Adds it to what it belongs to.
    pub(crate) fn show(&self, body: &mut Value) {
        body[Self::member(self.channel)] = self.text.as_str().into();
        if let Some(extension) = &self.extension {
            body["extension"] = extension.as_str().into();
        }
    }

    /// As [`Address::show`], for whom it is not to be told.
    pub(crate) fn show_masked(&self, body: &mut Value) {
        body[Self::member(self.channel)] = match self.channel {
            Channel::Email => masked_email(&self.text),
            _ => masked_phone(&self.text),
        }
        .into();
    }
}

fn check_extension(extension: &str, enabled: bool) -> Result<(), Failure> {
    if !enabled {
        let why = "Phone extensions are not enabled in the environment.";
        return Err(invalid("extension", why, |detail| detail));
    }
    let dialed = extension.chars().all(|c| c.is_ascii_digit() || ",#*".contains(c));
    if !dialed || extension.len() > EXTENSION_LIMIT {
        return Err(invalid("extension", "Digits, commas, # and *.", |detail| detail));
    }
    Ok(())
}

/// The international form (`+14135550150`) of a phone number in one of the accepted spellings.
fn phone(text: &str, target: &str, plus_required: bool) -> Result<String, Failure> {
    let malformed = || invalid(target, "The phone number is malformed.", |detail| detail);
    let trimmed = text.trim();
    let rest = match trimmed.strip_prefix('+') {
        Some(rest) => rest,
        None if plus_required => return Err(malformed()),
        None => trimmed,
    };
    if rest.contains(|c: char| !c.is_ascii_digit() && !" .-()".contains(c)) {
        return Err(malformed());
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // The lengths of E.164.
    if !(7..=15).contains(&digits.len()) {
        return Err(malformed());
    }
    Ok(format!("+{digits}"))
}

/// An email address with one at sign between two non-empty parts.
fn email(text: &str, target: &str) -> Result<String, Failure> {
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && domain.len() > 2
                && !domain.contains('@')
                && !text.contains(char::is_whitespace) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(invalid(target, "The email address is malformed.", |d| d)),
    }
}

/// `*******44`.
fn masked_phone(phone: &str) -> String {
    let from = phone.len().saturating_sub(2);
    format!("*******{}", phone.get(from..).unwrap_or_default())
}

/// `j****@example.com`, and two letters of a longer name: `ad****@example.com`.
fn masked_email(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let shown = if local.chars().count() > 4 { 2 } else { 1 };
    let shown: String = local.chars().take(shown).collect();
    format!("{shown}****@{domain}")
}
