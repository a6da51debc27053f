//! A device: what is known of it, and how it is shown.

use serde_json::{Value, json};

use crate::{
    base::{timestamp::Timestamp, yubikey},
    domain::mfa::{
        kind::{Kind, Proof},
        mean::Mean,
        oath_tokens::{OathTokens, Tried},
        otp::Verdict,
        phone::Phone,
        push_rules::PushRules,
        rules::Rules,
    },
    store::Store,
};

/// A lock that ends by itself.
#[derive(Clone, Copy)]
pub(crate) struct Lock {
    until: Timestamp,
    /// As `lock.reason` has it, where it has a word for it.
    reason: Option<&'static str>,
}

/// What the own passcodes of devices are compared with, beside themselves.
pub(crate) struct Books<'a> {
    pub(crate) store: &'a Store,
    pub(crate) tokens: &'a mut OathTokens,
    pub(crate) used_yubikey_otps: &'a mut yubikey::Used,
}

/// A user's device.
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) mean: Mean,
    /// The policy that it is paired by.
    pub(crate) policy_id: String,
    pub(crate) nickname: Option<String>,
    pub(crate) active: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) blocked_at: Option<Timestamp>,
    /// Failures in a row.
    failures: u32,
    lock: Option<Lock>,
}

impl Device {
    pub(crate) fn new(id: String, user_id: &str, mean: Mean, now: Timestamp) -> Self {
        Self {
            id,
            user_id: user_id.to_owned(),
            mean,
            policy_id: String::new(),
            nickname: None,
            active: true,
            created_at: now,
            updated_at: now,
            blocked_at: None,
            failures: 0,
            lock: None,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.mean.kind()
    }

    pub(crate) fn is_locked(&self, now: Timestamp) -> bool {
        self.lock.is_some_and(|lock| now < lock.until)
    }

    /// Whether it is fit to authenticate with.
    pub(crate) fn is_fit(&self, now: Timestamp) -> bool {
        self.active && self.blocked_at.is_none() && !self.is_locked(now)
    }

    /// It has proved itself, or somebody vouches for it: what failed before is forgiven.
    pub(crate) fn forgive(&mut self) {
        self.failures = 0;
        self.lock = None;
    }

    /// Counts a failure. After too many it is locked, where the policy has a cool-down.
    pub(crate) fn count_failure(&mut self, rules: Rules, now: Timestamp) -> Verdict {
        self.failures += 1;
        if self.failures < rules.attempts {
            return Verdict::Wrong(rules.attempts - self.failures);
        }
        self.failures = 0;
        if !rules.cool_down.is_zero() {
            let reason = match self.kind().proof() {
                Proof::SentCode | Proof::OwnCode | Proof::Push => Some("OTP"),
                Proof::Assertion | Proof::Memory => None,
            };
            self.lock = Some(Lock { until: now + rules.cool_down, reason });
        }
        Verdict::Wrong(0)
    }

    /// Counts a push that nobody has approved. Too many in a row lock the device.
    pub(crate) fn count_push(&mut self, rules: PushRules, now: Timestamp) {
        let Mean::Mobile(Phone { failed_pushes, .. }) = &mut self.mean else {
            return;
        };
        failed_pushes.retain(|at| now.since(*at) < rules.period);
        failed_pushes.push(now);
        if failed_pushes.len() >= rules.limit {
            failed_pushes.clear();
            self.lock = Some(Lock { until: now + rules.lock, reason: Some("PUSH") });
        }
    }

    /// Compares a passcode of its own making, and counts.
    pub(crate) fn check_own(
        &mut self,
        otp: &str,
        resync: bool,
        books: Books<'_>,
        rules: Rules,
        now: Timestamp,
    ) -> Verdict {
        let right = |right| if right { Tried::Right } else { Tried::Wrong };
        let tried = match &mut self.mean {
            Mean::App(oath) => right(oath.check_within(rules.grace, otp, now)),
            Mean::Mobile(phone) => right(phone.oath.check_within(rules.grace, otp, now)),
            Mean::Yubikey { public_id } => {
                right(books.used_yubikey_otps.take(otp).is_some_and(|(id, _)| id == public_id))
            }
            Mean::Token(token) => match books.tokens.of(books.store, &token.id) {
                Some(held) => held.check(otp, resync, now),
                None => Tried::Wrong,
            },
            _ => Tried::Wrong,
        };
        match tried {
            Tried::Right => {
                self.forgive();
                Verdict::Right
            }
            Tried::OneMore => Verdict::OneMore,
            Tried::Wrong => self.count_failure(rules, now),
        }
    }

    /// As its own operations show it.
    pub(crate) fn whole(&self) -> Value {
        let mut body = self.bare();
        self.mean.show(&mut body, false);
        body
    }

    /// As an authentication shows it.
    pub(crate) fn masked(&self) -> Value {
        let mut body = self.bare();
        self.mean.show(&mut body, true);
        body["usableStatus"] = json!({ "status": "ENABLED" });
        body
    }

    /// Adds lock and block.
    pub(crate) fn show_state(&self, body: &mut Value, now: Timestamp) {
        body["lock"] = match self.lock {
            Some(lock) if now < lock.until => {
                json!({ "status": "LOCKED", "expiresAt": lock.until.iso() })
            }
            _ => json!({ "status": "UNLOCKED" }),
        };
        if let Some(reason) = self.lock.filter(|lock| now < lock.until).and_then(|lock| lock.reason)
        {
            body["lock"]["reason"] = reason.into();
        }
        body["block"] = match self.blocked_at {
            Some(at) => json!({ "status": "BLOCKED", "blockedAt": at.iso() }),
            None => json!({ "status": "UNBLOCKED" }),
        };
    }

    fn bare(&self) -> Value {
        let status = if self.active { "ACTIVE" } else { "ACTIVATION_REQUIRED" };
        let mut body = json!({
            "id": self.id,
            "type": self.kind().as_str(),
            "status": status,
            "createdAt": self.created_at.iso(),
            "updatedAt": self.updated_at.iso(),
        });
        if let Some(nickname) = &self.nickname {
            body["nickname"] = nickname.as_str().into();
        }
        if self.mean.is_tested() {
            body["testMode"] = true.into();
        }
        body
    }
}
