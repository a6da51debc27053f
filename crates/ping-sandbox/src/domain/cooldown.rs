//! How fast messages to one user follow each other.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use crate::base::timestamp::Timestamp;
use crate::domain::outbox::Channel;

/// How long users get none after too many; what lies further back is forgotten.
const BLOCKED: Duration = Duration::from_secs(30 * 60);
/// So many messages of a user are remembered, more than any rule counts.
const REMEMBERED: usize = 64;

/// What a policy says of one channel.
pub(crate) struct Cooldown {
    /// The first wait, the second, and all further ones.
    periods: Vec<Duration>,
    /// How often another message may be asked for.
    resends: usize,
    /// Whether all of a user's addresses count together.
    by_user: bool,
}

impl Cooldown {
    /// As `cooldownConfiguration` has it, where it is on.
    pub(crate) fn of(rules: &Value) -> Option<Self> {
        let seconds = |period: &Value| {
            let unit = if period["timeUnit"] == "MINUTES" { 60 } else { 1 };
            Duration::from_secs(period["duration"].as_u64().unwrap_or_default() * unit)
        };
        (rules["enabled"] == true).then(|| Self {
            periods: rules["periods"].as_array().into_iter().flatten().map(seconds).collect(),
            resends: rules["resendLimit"].as_u64().map_or(usize::MAX, |most| most as usize),
            by_user: rules["groupBy"] == "USER_ID",
        })
    }
}

struct Went {
    channel: Channel,
    to: String,
    at: Timestamp,
}

/// The last messages of each user, oldest first.
#[derive(Default)]
pub(crate) struct Pace(BTreeMap<String, Vec<Went>>);

impl Pace {
    pub(crate) fn sent(&mut self, channel: Channel, to: &str, user_id: &str, now: Timestamp) {
        let went = self.0.entry(user_id.to_owned()).or_default();
        if went.last().is_some_and(|last| now >= last.at + BLOCKED) {
            went.clear();
        }
        if went.len() == REMEMBERED {
            went.remove(0);
        }
        went.push(Went { channel, to: to.to_owned(), at: now });
    }

    /// The passcode of a message was used: nothing is waited for any more.
    pub(crate) fn claimed(&mut self, channel: Channel, user_id: &str) {
        if let Some(went) = self.0.get_mut(user_id) {
            went.retain(|one| one.channel != channel);
        }
    }

    pub(crate) fn forget(&mut self, user_id: &str) {
        self.0.remove(user_id);
    }

    /// Until when another message has to wait.
    // assumes: notification-limits
    pub(crate) fn until(
        &self,
        rules: &Cooldown,
        channel: Channel,
        to: &str,
        user_id: &str,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let all = self.0.get(user_id).into_iter().flatten();
        let counted = all.filter(|one| one.channel == channel && (rules.by_user || one.to == to));
        let (count, last) = counted.fold((0_usize, None), |(count, last), one| {
            let anew = last.is_some_and(|last: Timestamp| one.at >= last + BLOCKED);
            (if anew { 1 } else { count + 1 }, Some(one.at))
        });
        let last = last?;
        let wait = if count > rules.resends {
            BLOCKED
        } else {
            let at = (count - 1).min(rules.periods.len().saturating_sub(1));
            rules.periods.get(at).copied().unwrap_or_default()
        };
        Some(last + wait).filter(|until| now < *until)
    }
}
