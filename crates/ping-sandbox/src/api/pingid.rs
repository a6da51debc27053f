//! What a person with a phone does, and how the service answers.

use crate::service::pingid::controls::{add_users, claim, pair, token, token_code, yubikey_otp};

use std::fmt;

use crate::domain::pingid::{
    account::PingIdAccount, codes::PairingStatus, device::PingIdDevice, reply_form::ReplyForm,
};
use crate::{
    domain::control_error::ControlError,
    world::{context::Context, running::Tenant},
};

/// PingID's controls. Obtained from [`Sandbox::pingid`](crate::Sandbox::pingid).
#[derive(Clone)]
pub struct PingId {
    pub(crate) tenant: Tenant,
}

impl fmt::Debug for PingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PingId").finish_non_exhaustive()
    }
}

impl PingId {
    /// The seeded account.
    pub fn account(&self) -> PingIdAccount {
        self.tenant.look(|context| context.env.pingid.account.clone())
    }

    /// How replies are written from now on.
    pub fn reply_form(&self, form: ReplyForm) {
        self.tenant.change(|context| context.env.pingid.form = form);
    }

    /// A person scans or types an activation code: polls see `VERIFIED`, a user without a device
    /// becomes `PENDING`.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it has been claimed already.
    pub fn claim(&self, activation_code: &str) -> Result<(), ControlError> {
        self.tenant.change(|context| claim(context, activation_code))
    }

    /// The person finishes: the next poll sees `PAIRED`, the one after it `SUCCESS`, once; the user
    /// is `ACTIVE`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn complete_pairing(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Paired, PairingStatus::Success];
        let pair = |context: &mut Context<'_>| pair(context, activation_code, device, &reports);
        self.tenant.change(pair)
    }

    /// Everything at once with an iPhone: the next poll sees `SUCCESS`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for computers only.
    pub fn pair(&self, activation_code: &str) -> Result<u64, ControlError> {
        self.pair_device(activation_code, PingIdDevice::iphone())
    }

    /// As [`PingId::pair`], with that device.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn pair_device(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Success];
        let pair = |context: &mut Context<'_>| pair(context, activation_code, device, &reports);
        self.tenant.change(pair)
    }
}

impl PingId {
    /// How many devices a user may have from now on.
    pub fn device_limit(&self, devices: usize) {
        let limit = |context: &mut Context<'_>| context.env.pingid.directory.device_limit = devices;
        self.tenant.change(limit);
    }

    /// Adds so many users, `user000001` and so on, with an SMS device each: a report of them is
    /// worth streaming. Called again, it goes on behind the last one.
    pub fn add_users(&self, count: usize) {
        self.tenant.change(|context| add_users(context, count));
    }

    /// A person looks at an OATH token: the passcode that it shows now. A token that counts shows
    /// another one each time.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_code(&self, serial_number: &str) -> Result<String, ControlError> {
        self.tenant.change(|context| token_code(context, serial_number))
    }

    /// Brings an OATH token out of step: somebody plays with its button so many times, or its
    /// clock is so many steps ahead, behind where negative.
    ///
    /// # Errors
    ///
    /// If the organization has no such token.
    pub fn token_skew(&self, serial_number: &str, steps: i64) -> Result<(), ControlError> {
        self.tenant.change(|context| {
            token(context, serial_number)?.skew(steps);
            Ok(())
        })
    }

    /// A person touches a YubiKey: what it types. The same serial number is the same key.
    pub fn yubikey_otp(&self, serial_number: u64) -> String {
        self.tenant.change(|context| yubikey_otp(context, serial_number))
    }
}
