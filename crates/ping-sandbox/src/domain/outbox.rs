//! What the emulated services would have sent to people.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::SystemTime,
};

use crate::base::{
    limits::{Kept, Recent},
    timestamp::Timestamp,
};

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// A text message.
    Sms,
    /// A phone call.
    Voice,
    /// An email.
    Email,
    /// A WhatsApp message.
    WhatsApp,
}

impl Channel {
    /// As notification templates write it: `SMS`, `Voice`, `Email`, `WhatsApp`.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Voice => "Voice",
            Self::Email => "Email",
            Self::WhatsApp => "WhatsApp",
        }
    }

    /// As the services write it: `SMS`, `VOICE`, `EMAIL`, `WHATSAPP`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Voice => "VOICE",
            Self::Email => "EMAIL",
            Self::WhatsApp => "WHATSAPP",
        }
    }

    /// From its name, in any case.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Sms, Self::Voice, Self::Email, Self::WhatsApp]
            .into_iter()
            .find(|channel| channel.as_str().eq_ignore_ascii_case(name))
    }
}

/// One message of the outbox.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// How it was sent.
    pub channel: Channel,
    /// The phone number or email address.
    pub to: String,
    /// The one-time passcode in it, if it carries one.
    pub otp: Option<String>,
    /// The whole text.
    pub text: String,
    /// When it was sent, by the sandbox's clock.
    pub sent_at: SystemTime,
    /// The id of the user that it is for.
    pub user_id: Option<String>,
    /// What it was written from; `None` for PingID's messages.
    pub notification: Option<Notification>,
    pub(crate) read: bool,
}

/// What a message was written from, and how it went out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The name of the template, such as `strong_authentication`.
    pub template: String,
    /// The language of its content that fitted best.
    pub locale: String,
    /// The variant of that content.
    pub variant: Option<String>,
    /// What the caller said in it, by the names of variables.
    pub variables: BTreeMap<String, String>,
    /// The subject of an email.
    pub subject: Option<String>,
    /// Whom it is from, where that is said: `PingOne <noreply@pingidentity.com>`.
    pub sender: Option<String>,
    /// Whom an answer to an email goes to.
    pub reply_to: Option<String>,
    /// The voice that reads a call, where its content names one.
    pub voice: Option<String>,
    /// The provider that carried it, of text messages and calls.
    pub provider: Option<String>,
}

impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("template", &self.template)
            .field("locale", &self.locale)
            .field("variant", &self.variant)
            .finish_non_exhaustive()
    }
}

impl Message {
    pub(crate) fn new(
        channel: Channel,
        to: &str,
        otp: Option<&str>,
        text: String,
        user_id: Option<&str>,
        now: Timestamp,
    ) -> Self {
        Self {
            channel,
            to: to.to_owned(),
            otp: otp.map(str::to_owned),
            text,
            sent_at: now.to_system(),
            user_id: user_id.map(str::to_owned),
            notification: None,
            read: false,
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("channel", &self.channel)
            .field("to", &self.to)
            .field("otp", &self.otp.as_ref().map(|_| "[redacted]"))
            .field("text", &"[redacted]")
            .field("sent_at", &self.sent_at)
            .field("user_id", &self.user_id)
            .field("notification", &self.notification)
            .finish()
    }
}

/// The messages, oldest first, and who does not carry any now.
pub(crate) struct Messages {
    sent: Recent<Message>,
    /// The ids of providers.
    pub(crate) down: BTreeSet<String>,
}

impl Messages {
    pub(crate) fn new(kept: Kept) -> Self {
        Self { sent: Recent::new(kept), down: BTreeSet::new() }
    }

    /// Takes the oldest unread message on `channel` to `to`.
    pub(crate) fn take(&mut self, channel: Channel, to: &str) -> Option<Message> {
        let message = self.sent.iter_mut().find(|message| {
            !message.read && message.channel == channel && message.to.eq_ignore_ascii_case(to)
        })?;
        message.read = true;
        Some(message.clone())
    }

    pub(crate) fn push(&mut self, message: Message) {
        let variables = message.notification.iter().flat_map(|from| &from.variables);
        let variables: usize = variables.map(|(name, value)| name.len() + value.len()).sum();
        let size = message.to.len() + message.text.len() + variables;
        self.sent.push(message, size);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Message> {
        self.sent.iter()
    }
}
