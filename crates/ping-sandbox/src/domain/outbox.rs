//! What the emulated services would have sent to people.

use std::{fmt, time::SystemTime};

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
    pub(crate) read: bool,
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
            .finish()
    }
}

/// The messages, oldest first.
pub(crate) struct Messages(Recent<Message>);

impl Messages {
    pub(crate) fn new(kept: Kept) -> Self {
        Self(Recent::new(kept))
    }

    /// Takes the oldest unread message on `channel` to `to`.
    pub(crate) fn take(&mut self, channel: Channel, to: &str) -> Option<Message> {
        let message = self.0.iter_mut().find(|message| {
            !message.read && message.channel == channel && message.to.eq_ignore_ascii_case(to)
        })?;
        message.read = true;
        Some(message.clone())
    }

    pub(crate) fn push(&mut self, message: Message) {
        let size = message.to.len() + message.text.len();
        self.0.push(message, size);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Message> {
        self.0.iter()
    }
}
