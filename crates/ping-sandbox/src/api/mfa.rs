//! What people with tokens do.

use std::fmt;

use crate::{domain::control_error::ControlError, service::mfa::controls, world::running::Tenant};

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
