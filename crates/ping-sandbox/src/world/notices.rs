//! Messages to users, as notification policies and the contents of templates have it.

use crate::{
    domain::{
        notice::{Says, Wording, Written, write},
        outbox::{Channel, Message, Notification},
        platform::{
            notification_policies::NotificationRules,
            notification_settings::{daily_quota, is_listed, providers},
            users::USERS,
        },
    },
    wire::response::{ApiError, Detail, Failure, access_failed, request_failed},
    world::context::Context,
};

/// PingOne's own account, where nothing names another provider.
const OWN_PROVIDER: &str = "PINGONE_TWILIO";

impl Context<'_> {
    /// Whether the user may get another message there, by the notification policy of that id or the
    /// default one; else what keeps it back.
    // assumes: notification-limits
    pub(crate) fn may_send(
        &self,
        channel: Channel,
        to: &str,
        user_id: &str,
        policy: Option<&str>,
    ) -> Result<(), Failure> {
        let (env, now) = (&self.env, self.now());
        let rules = NotificationRules::of(&env.store, policy);
        if !rules.allows(channel, to) {
            let why = "The notification policy does not allow messages to that country.";
            let detail = Detail::new("CONSTRAINT_VIOLATION", why).target("phone");
            let why = "The request could not be completed. The notification was not sent.";
            return Err(ApiError::new(400, "REQUEST_FAILED", why).detail(detail).into());
        }
        if is_carried(channel) && self.provider(channel, to, policy).is_none() {
            return Err(request_failed("No provider carries the notification."));
        }
        let limited = |detail: Detail| {
            let why = "The request could not be completed. Too many notifications were sent.";
            Err(ApiError::new(429, "REQUEST_LIMITED", why).detail(detail).into())
        };
        let daily = daily_quota(&env.store);
        let quotas = rules.quotas().chain(&daily);
        if let Some(used_up) = env.tally.used_up(quotas, channel, user_id, now) {
            let why = "The daily notification quota was exceeded.";
            let detail = Detail::new("QUOTA_EXCEEDED", why).inner("quotaLimit", used_up.quota);
            return limited(detail.inner("quotaResetTime", used_up.until.iso()));
        }
        let cooldown = rules.cooldown(channel);
        let until = cooldown.and_then(|it| env.pace.until(&it, channel, to, user_id, now));
        if let Some(until) = until {
            let why = format!("The user has to wait until {}.", until.iso());
            return limited(Detail::new("LIMIT_EXCEEDED", &why));
        }
        Ok(())
    }

    /// Whether messages of multi-factor authentication reach the user: a license may have them for
    /// those alone that the notification settings list.
    // assumes: notification-whitelist
    pub(crate) fn reaches(&self, user_id: &str) -> Result<(), Failure> {
        let license = self.organization.license_of(&self.env.id);
        let outside = license.map(|one| &one.body["mfa"]["allowNotificationOutsideWhitelist"]);
        if outside.is_none_or(|allowed| allowed != false) || is_listed(&self.env.store, user_id) {
            return Ok(());
        }
        let why = "The license has notifications for users of the whitelist alone.";
        Err(access_failed(Detail::new("LICENSE_EXCEEDED", why)).into())
    }

    /// Writes a message to a user and puts it into the outbox, by the notification policy of that
    /// id or the default one.
    pub(crate) fn send(
        &mut self,
        channel: Channel,
        to: &str,
        user_id: &str,
        policy: Option<&str>,
        (wording, says): (&Wording, Says<'_>),
    ) {
        let now = self.now();
        let provider = self.provider(channel, to, policy).map(str::to_owned);
        let Some(written) = self.write(channel.method(), user_id, wording, says) else {
            return;
        };
        let Written { locale, variant, title, text, sender, reply_to, voice } = written;
        self.env.tally.sent(channel, Some(user_id), now);
        self.env.pace.sent(channel, to, user_id, now);
        let mut message = Message::new(channel, to, says.code(), text, Some(user_id), now);
        message.notification = Some(Notification {
            template: wording.template.clone(),
            locale,
            variant,
            variables: wording.variables.clone(),
            subject: title,
            sender,
            reply_to,
            voice,
            provider: provider.filter(|_| is_carried(channel)),
        });
        self.env.outbox.push(message);
    }

    /// What a message says to a user.
    pub(crate) fn write(
        &self,
        method: &str,
        user_id: &str,
        wording: &Wording,
        says: Says<'_>,
    ) -> Option<Written> {
        let store = &self.env.store;
        write(store, method, store.row(&USERS, "", user_id), wording, says, self.now())
    }

    /// The passcode of a message was used.
    pub(crate) fn claimed(&mut self, channel: Channel, user_id: &str) {
        let now = self.now();
        self.env.tally.claimed(channel, user_id, now);
        self.env.pace.claimed(channel, user_id);
    }

    /// The first of the providers of a phone number that carries messages now: the policy's, else
    /// those of the settings, else PingOne's own.
    fn provider(&self, channel: Channel, to: &str, policy: Option<&str>) -> Option<&str> {
        let store = &self.env.store;
        let mut chain: Vec<&str> =
            NotificationRules::of(store, policy).providers(channel, to).collect();
        if chain.is_empty() {
            chain = providers(store).collect();
        }
        if chain.is_empty() {
            chain.push(OWN_PROVIDER);
        }
        chain.into_iter().find(|id| !self.env.outbox.down.contains(*id))
    }
}

/// Whether a provider carries what travels so.
fn is_carried(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::Voice)
}
