//! Messages to users, within the quotas of notification policies.

use crate::{
    domain::{
        outbox::{Channel, Message},
        platform::{notification_policies::quotas, notification_settings::daily_quota},
    },
    wire::response::{ApiError, Detail, Failure},
    world::context::Context,
};

impl Context<'_> {
    /// Whether the user may get another message today, by the notification policy of that id or the
    /// default one; else the documented 429.
    pub(crate) fn may_send(
        &self,
        channel: Channel,
        user_id: &str,
        policy: Option<&str>,
    ) -> Result<(), Failure> {
        let daily = daily_quota(&self.env.store);
        let quotas = quotas(&self.env.store, policy).chain(&daily);
        let Some(used_up) = self.env.tally.used_up(quotas, channel, user_id, self.now()) else {
            return Ok(());
        };
        let why = "The request could not be completed. Too many notifications were sent.";
        let detail = Detail::new("QUOTA_EXCEEDED", "The daily notification quota was exceeded.");
        let detail =
            detail.inner("quotaLimit", used_up.quota).inner("quotaResetTime", used_up.until.iso());
        Err(ApiError::new(429, "REQUEST_LIMITED", why).detail(detail).into())
    }

    /// Puts a message to a person into the outbox.
    pub(crate) fn send(
        &mut self,
        channel: Channel,
        to: &str,
        otp: Option<&str>,
        text: String,
        user_id: Option<&str>,
    ) {
        let now = self.now();
        self.env.tally.sent(channel, user_id, now);
        self.env.outbox.push(Message::new(channel, to, otp, text, user_id, now));
    }
}
