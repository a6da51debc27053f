//! Phone numbers and email addresses, whole and masked.

use serde_json::Value;

use crate::domain::outbox::Channel;

/// The member that is wrong, and why.
pub(crate) type Wrong = (&'static str, &'static str);

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

    /// In its usual form, or the member that is wrong and why.
    pub(crate) fn new(
        channel: Channel,
        text: &str,
        extension: Option<&str>,
        extensions: bool,
    ) -> Result<Self, Wrong> {
        let text = match channel {
            Channel::Email => email(text)?,
            Channel::Voice => phone(text, false)?,
            Channel::Sms | Channel::WhatsApp => phone(text, true)?,
        };
        let extension = extension.filter(|_| channel == Channel::Voice);
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

fn check_extension(extension: &str, enabled: bool) -> Result<(), Wrong> {
    if !enabled {
        return Err(("extension", "Phone extensions are not enabled in the environment."));
    }
    if !extension.chars().all(|c| c.is_ascii_digit() || ",#*".contains(c)) {
        return Err(("extension", "Digits, commas, # and * only."));
    }
    Ok(())
}

/// The international form (`+14135550150`) of a phone number in one of the accepted spellings.
fn phone(text: &str, plus_required: bool) -> Result<String, Wrong> {
    const MALFORMED: Wrong = ("phone", "The phone number is malformed.");
    let trimmed = text.trim();
    let rest = match trimmed.strip_prefix('+') {
        Some(rest) => rest,
        None if plus_required => return Err(MALFORMED),
        None => trimmed,
    };
    if rest.contains(|c: char| !c.is_ascii_digit() && !" .-()".contains(c)) {
        return Err(MALFORMED);
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // The lengths of E.164.
    if !(7..=15).contains(&digits.len()) {
        return Err(MALFORMED);
    }
    Ok(format!("+{digits}"))
}

/// An email address with one at sign between two non-empty parts.
fn email(text: &str) -> Result<String, Wrong> {
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && domain.len() > 2
                && !domain.contains('@')
                && !text.contains(char::is_whitespace) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(("email", "The email address is malformed.")),
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
