//! Passcodes that are sent, and what is said of wrong ones.

use crate::{
    domain::{
        mfa::{
            addresses::Address,
            otp::{Sent, Verdict},
            rules::Rules,
        },
        notice::{Says, Wording},
    },
    wire::response::{Detail, Failure, invalid_data},
    world::context::Context,
};

/// A message with a passcode.
pub(super) struct Letter<'a> {
    pub(super) to: &'a Address,
    pub(super) user_id: &'a str,
    /// How it is worded.
    pub(super) wording: &'a Wording,
    /// The notification policy; the default one without it.
    pub(super) policy: Option<&'a str>,
    /// It is not sent.
    pub(super) test_mode: bool,
}

impl Letter<'_> {
    /// Whether it may be sent.
    pub(super) fn check(&self, context: &Context<'_>) -> Result<(), Failure> {
        if self.test_mode {
            return Ok(());
        }
        context.reaches(self.user_id)?;
        context.may_send(self.to.channel, &self.to.text, self.user_id, self.policy)
    }

    /// Draws a passcode and puts the message into the outbox.
    pub(super) fn send(&self, rules: Rules, context: &mut Context<'_>) -> Sent {
        let otp = context.env.random.digits(rules.digits);
        if !self.test_mode {
            let Address { channel, text: to, .. } = self.to;
            let what = (self.wording, Says::Otp(&otp));
            context.send(*channel, to, self.user_id, self.policy, what);
        }
        let by = (!self.test_mode).then_some(self.to.channel);
        Sent { otp, by, expires_at: context.now() + rules.lifetime, failures: 0 }
    }
}

/// The passcode that was sent to a user has been used.
pub(super) fn claim(context: &mut Context<'_>, sent: Option<&Sent>, user_id: &str) {
    if let Some(channel) = sent.and_then(|sent| sent.by) {
        context.claimed(channel, user_id);
    }
}

/// The documented 400 for a passcode that does not hold.
pub(super) fn refused(verdict: Verdict) -> Result<(), Failure> {
    let (why, attempts) = match verdict {
        Verdict::Right => return Ok(()),
        Verdict::OneMore => {
            let detail = Detail::new("EXTRA_OTP_REQUIRED", "An extra OTP is required");
            return Err(invalid_data([detail.target("otp")]));
        }
        Verdict::Wrong(left) => ("The passcode is not the right one. Enter it again.", Some(left)),
        Verdict::Expired => ("The passcode has expired. Ask for a new one.", None),
    };
    let detail = Detail::new("INVALID_OTP", why).target("otp");
    Err(invalid_data([match attempts {
        Some(left) => detail.inner("attemptsRemaining", left),
        None => detail,
    }]))
}
