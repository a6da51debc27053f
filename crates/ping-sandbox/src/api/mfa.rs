//! What people with phones and tokens do.

use std::fmt;

use crate::{
    base::yubikey,
    domain::{
        control_error::ControlError,
        mfa::phone::{MfaPhone, MfaPush},
    },
    service::mfa::{
        codes, controls, pairing_keys,
        push::{self, Answer},
    },
    world::{context::Context, running::Tenant},
};

/// The controls of PingOne MFA. Obtained from [`Sandbox::mfa`](crate::Sandbox::mfa).
#[derive(Clone)]
pub struct Mfa {
    pub(crate) tenant: Tenant,
}

impl fmt::Debug for Mfa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mfa").finish_non_exhaustive()
    }
}

impl Mfa {
    /// A native app claims a pairing key by its code: the phone is one of the user's devices from
    /// then on. Returns its id.
    ///
    /// # Errors
    ///
    /// If no unclaimed key of that code is good any more, or the policy, the limit of devices or
    /// the application's push credentials do not allow it: then the key is `FAILED`.
    pub fn pair(&self, code: &str, phone: MfaPhone) -> Result<String, ControlError> {
        self.tenant.change(|context| pairing_keys::claim(context, code, phone))
    }

    /// The pushes that wait for an answer, oldest first.
    pub fn pushes(&self) -> Vec<MfaPush> {
        self.tenant.look(|context| push::waiting(context))
    }

    /// The push that waits for that user's answer, by the user's id; waits until there is one: wrap
    /// it in a timeout where none may come.
    pub async fn next_push(&self, user_id: &str) -> MfaPush {
        loop {
            let changed = self.tenant.running.changed();
            let mut pushes = self.pushes().into_iter();
            if let Some(push) = pushes.find(|push| push.user_id == user_id) {
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
    pub fn approve(&self, user_id: &str) -> Result<(), ControlError> {
        self.answer(user_id, Answer::Approve)
    }

    /// The user enters this number and approves. A wrong one counts as a denial.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer, or the one that does has no number.
    pub fn approve_with_number(&self, user_id: &str, number: u32) -> Result<(), ControlError> {
        self.answer(user_id, Answer::ApproveWith(number))
    }

    /// The user denies the push that waits.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn deny(&self, user_id: &str) -> Result<(), ControlError> {
        self.answer(user_id, Answer::Deny)
    }

    /// The push that waits times out at once, as it does by the clock where the user leaves it
    /// unanswered.
    ///
    /// # Errors
    ///
    /// If no push waits for the user's answer.
    pub fn time_out(&self, user_id: &str) -> Result<(), ControlError> {
        self.answer(user_id, Answer::TimeOut)
    }

    fn answer(&self, user_id: &str, answer: Answer) -> Result<(), ControlError> {
        let answer = |context: &mut Context<'_>| push::answer(context, user_id, answer);
        self.tenant.change(answer)
    }

    /// The passcode that the native app on that phone shows.
    ///
    /// # Errors
    ///
    /// If the user has no such phone.
    pub fn app_otp(&self, user_id: &str, device_id: &str) -> Result<String, ControlError> {
        self.tenant.look(|context| controls::app_otp(context, user_id, device_id))
    }

    /// The native app on that phone claims an authentication code. Returns what the code's creator
    /// tells the app, as JSON: its `clientContext`.
    ///
    /// # Errors
    ///
    /// If the user has no such phone, or no unclaimed code of that text is good any more.
    pub fn claim_code(
        &self,
        user_id: &str,
        device_id: &str,
        code: &str,
    ) -> Result<Option<String>, ControlError> {
        self.tenant.change(|context| codes::claim(context, user_id, device_id, code))
    }

    /// What the PingID desktop app answers when a page hands it the options of a device's creation,
    /// or those of a device authentication.
    ///
    /// # Errors
    ///
    /// If the service has asked no desktop app for that.
    pub fn desktop(&self, options: &str) -> Result<String, ControlError> {
        self.tenant.look(|context| controls::desktop(context, options))
    }

    /// What the YubiKey of that serial number types when it is touched: another passcode each time.
    pub fn yubikey_otp(&self, serial_number: u64) -> String {
        self.tenant.change(|context| yubikey::touch(serial_number, &mut context.env.random))
    }

    /// What an OATH token shows when its button is pressed: one that counts shows the next passcode
    /// each time.
    ///
    /// # Errors
    ///
    /// If the environment has no token of that serial number.
    pub fn token_code(&self, serial_number: &str) -> Result<String, ControlError> {
        self.tenant.change(|context| controls::token_code(context, serial_number))
    }

    /// Presses the button of an OATH token so often without using what it shows, or sets its clock
    /// so many steps forward, or back where they are negative.
    ///
    /// # Errors
    ///
    /// If the environment has no token of that serial number.
    pub fn token_skew(&self, serial_number: &str, steps: i64) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            controls::token(context, serial_number)?.skew(steps);
            Ok(())
        })
    }
}
