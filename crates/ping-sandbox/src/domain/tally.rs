//! How many messages went out on one day, which ends at midnight UTC.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use crate::base::timestamp::Timestamp;
use crate::domain::outbox::Channel;

const DAY: u64 = 24 * 60 * 60;

/// Of one channel.
#[derive(Clone, Copy, Default)]
struct Count {
    sent: u64,
    /// How many of them carried a passcode that was used.
    claimed: u64,
}

/// By channel.
#[derive(Default)]
struct Counts([Count; 4]);

/// What was sent on one day.
#[derive(Default)]
pub(crate) struct Tally {
    day: u64,
    users: BTreeMap<String, Counts>,
    all: Counts,
}

/// A quota that is used up.
pub(crate) struct UsedUp {
    pub(crate) quota: u64,
    pub(crate) until: Timestamp,
}

impl Counts {
    /// As quotas count: all, and the two parts of it.
    fn of(&self, quota: &Value) -> [(&'static str, u64); 3] {
        let methods = quota["deliveryMethods"].as_array().into_iter().flatten();
        let channels = methods.filter_map(|name| Channel::parse(name.as_str()?));
        let counts = channels.map(|channel| self.0[channel as usize]);
        let (sent, claimed) = counts
            .fold((0, 0), |(sent, claimed), count| (sent + count.sent, claimed + count.claimed));
        [("total", sent), ("claimed", claimed), ("unclaimed", sent - claimed)]
    }
}

impl Tally {
    /// Begins anew where the day is over.
    fn on(&mut self, now: Timestamp) -> &mut Self {
        let day = now.seconds() / DAY;
        if self.day != day {
            *self = Self { day, ..Self::default() };
        }
        self
    }

    fn count(
        &mut self,
        channel: Channel,
        user_id: Option<&str>,
        now: Timestamp,
        count: impl Fn(&mut Count),
    ) {
        let tally = self.on(now);
        count(&mut tally.all.0[channel as usize]);
        if let Some(id) = user_id {
            count(&mut tally.users.entry(id.to_owned()).or_default().0[channel as usize]);
        }
    }

    /// A message goes out.
    pub(crate) fn sent(&mut self, channel: Channel, user_id: Option<&str>, now: Timestamp) {
        self.count(channel, user_id, now, |count| count.sent += 1);
    }

    /// The passcode of a message was used.
    pub(crate) fn claimed(&mut self, channel: Channel, user_id: &str, now: Timestamp) {
        self.count(channel, Some(user_id), now, |count| {
            count.claimed = (count.claimed + 1).min(count.sent);
        });
    }

    pub(crate) fn forget(&mut self, user_id: &str) {
        self.users.remove(user_id);
    }

    /// The first of these quotas that another message would exceed.
    // assumes: notification-quotas
    pub(crate) fn used_up<'a>(
        &self,
        quotas: impl Iterator<Item = &'a Value>,
        channel: Channel,
        user_id: &str,
        now: Timestamp,
    ) -> Option<UsedUp> {
        let today = now.seconds() / DAY;
        let none = Self::default();
        let tally = if self.day == today { self } else { &none };
        let of_channel = |quota: &&Value| {
            let methods = quota["deliveryMethods"].as_array().into_iter().flatten();
            let mut channels = methods.filter_map(|name| Channel::parse(name.as_str()?));
            channels.any(|one| one == channel)
        };
        let nothing = Counts::default();
        let exceeded = quotas.filter(of_channel).find_map(|quota| {
            let counts = match quota["type"].as_str() {
                Some("ENVIRONMENT") => &tally.all,
                _ => tally.users.get(user_id).unwrap_or(&nothing),
            };
            let mut counts = counts.of(quota).into_iter();
            counts.find_map(|(member, count)| quota[member].as_u64().filter(|most| count >= *most))
        });
        let until = Timestamp::from_millis(0) + Duration::from_secs((today + 1) * DAY);
        exceeded.map(|quota| UsedUp { quota, until })
    }
}
