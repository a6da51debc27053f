//! What a person does with the PingID app, and how the account is set for authentications.

use crate::service::pingid::push_controls::{app_otp, phone};

use crate::{
    api::pingid::PingId,
    domain::pingid::{push::PingIdPush, sessions::Sessions},
    service::pingid::push::{self, Answer as Push},
};
use crate::{domain::control_error::ControlError, world::context::Context};

impl PingId {
    /// The pushes that wait for an answer, oldest first.
    pub fn pushes(&self) -> Vec<PingIdPush> {
        self.tenant.look(|context| push::waiting(context))
    }

    /// The push that waits for that user's answer; waits until there is one: wrap it in a timeout
    /// where none may come.
    pub async fn next_push(&self, user_name: &str) -> PingIdPush {
        loop {
            let changed = self.tenant.running.changed();
            let mut pushes = self.pushes().into_iter();
            if let Some(push) = pushes.find(|push| push.user_name == user_name) {
                return push;
            }
            changed.await;
        }
    }

    /// The user approves the push that waits; where number matching is on, with the right number.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn approve(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Approve)
    }

    /// The user enters this number and approves. A wrong one counts as a denial.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer, or the one that does has no number.
    pub fn approve_with_number(&self, user_name: &str, number: u32) -> Result<(), ControlError> {
        self.answer(user_name, Push::ApproveWith(number))
    }

    /// The user denies the push that waits.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn deny(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Deny)
    }

    /// The phone shows the push that waits, and nobody answers yet.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn claim_push(&self, user_name: &str) -> Result<(), ControlError> {
        self.answer(user_name, Push::Claim)
    }

    fn answer(&self, user_name: &str, answer: Push) -> Result<(), ControlError> {
        let answer = |context: &mut Context<'_>| push::answer(context, user_name, answer);
        self.tenant.change(answer)
    }

    /// Whether pushes get to that phone; at first they do.
    ///
    /// # Errors
    ///
    /// If nobody has paired a phone of that id with the PingID app.
    pub fn reachable(&self, device_id: u64, reachable: bool) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            phone(context, device_id)?.reachable = reachable;
            Ok(())
        })
    }

    /// Whether that phone takes pushes; at first it does.
    ///
    /// # Errors
    ///
    /// If nobody has paired a phone of that id with the PingID app.
    pub fn push_enabled(&self, device_id: u64, enabled: bool) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            phone(context, device_id)?.push_enabled = enabled;
            Ok(())
        })
    }

    /// The passcode that the PingID app on that phone or computer shows; another one once it was
    /// used.
    ///
    /// # Errors
    ///
    /// If nobody has paired a device of that id with the PingID app.
    pub fn app_otp(&self, device_id: u64) -> Result<String, ControlError> {
        self.tenant.look(|context| app_otp(context, device_id))
    }

    fn set(&self, set: impl FnOnce(&mut Sessions)) {
        self.tenant.change(|context| set(&mut context.env.pingid.sessions));
    }

    /// Whether a push whose outcome is polled for has a number that must be entered; at first not.
    pub fn number_matching(&self, on: bool) {
        self.set(|sessions| sessions.number_matching = on);
    }

    /// Whether a user with several usable devices chooses one; at first the default one is taken.
    pub fn device_selection(&self, on: bool) {
        self.set(|sessions| sessions.device_selection = on);
    }

    /// Whether users can authenticate with other devices than their primary one; at first they can.
    pub fn multiple_devices(&self, on: bool) {
        self.set(|sessions| sessions.multiple_devices = on);
    }

    /// Whether FinishWebAuthnPasswordlessAuth asks for the evaluation of policies; at first not.
    pub fn passwordless_policy(&self, on: bool) {
        self.set(|sessions| sessions.passwordless_policy = on);
    }
}
