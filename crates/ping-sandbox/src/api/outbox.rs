//! What the emulated services would have sent to people.

use crate::domain::outbox::{Channel, Message};
use std::fmt;

use crate::world::running::Tenant;

/// Reads what the services sent. Obtained from [`Sandbox::outbox`](crate::Sandbox::outbox).
///
/// The `next_…` methods hand out each message once, oldest first, and wait until there is one: wrap
/// them in a timeout where none may come.
#[derive(Clone)]
pub struct Outbox {
    pub(crate) tenant: Tenant,
}

impl Outbox {
    /// The next text message to that phone number.
    pub async fn next_sms(&self, to: &str) -> Message {
        self.next(Channel::Sms, to).await
    }

    /// The next phone call to that number.
    pub async fn next_voice(&self, to: &str) -> Message {
        self.next(Channel::Voice, to).await
    }

    /// The next email to that address.
    pub async fn next_email(&self, to: &str) -> Message {
        self.next(Channel::Email, to).await
    }

    /// The next WhatsApp message to that number.
    pub async fn next_whatsapp(&self, to: &str) -> Message {
        self.next(Channel::WhatsApp, to).await
    }

    /// The next message on a channel.
    pub async fn next(&self, channel: Channel, to: &str) -> Message {
        loop {
            // Registered before the look, so that no arrival between the two is missed.
            let changed = self.tenant.running.changed();
            if let Some(message) = self.try_next(channel, to) {
                return message;
            }
            changed.await;
        }
    }

    /// The next message on a channel, if there is one already.
    pub fn try_next(&self, channel: Channel, to: &str) -> Option<Message> {
        self.tenant.look(|context| context.env.outbox.take(channel, to))
    }

    /// These providers carry no text messages and calls from now on, by their ids; all others do.
    ///
    /// What a notification policy or the settings name behind such a one is tried instead; where
    /// nobody is left, whatever would send a message is refused.
    pub fn providers_down(&self, ids: &[&str]) {
        let down = ids.iter().map(|id| (*id).to_owned()).collect();
        self.tenant.change(|context| context.env.outbox.down = down);
    }

    /// The last 10,000 messages, read or not, oldest first.
    pub fn all(&self) -> Vec<Message> {
        self.tenant.look(|context| context.env.outbox.all().cloned().collect())
    }
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}
