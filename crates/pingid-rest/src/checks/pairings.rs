//! Requests for activation codes and pairings.

use ping_models::pingid::{
    AuthenticatorAppFinishPairing, AuthenticatorAppStartPairing, FinalizeOfflinePairing,
    GetActivationCode, GetPairingStatus, OfflinePairing, PairYubiKey, StartOfflinePairing,
    WebAuthnFinishPairing, WebAuthnStartPairing,
};
use ping_transport::Error;

use super::{Check, values};

/// The longest names of a FIDO device's user, in characters.
const MAX_FIDO_NAME: usize = 100;

impl Check for GetActivationCode {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        match &self.hours_until_expiration {
            Some(hours) if !(1..=336).contains(&hours.get()) => {
                let message = "must be from 1 to 336, which is two weeks";
                Err(Error::invalid_input("hoursUntilExpiration", message))
            }
            _ => Ok(()),
        }
    }
}

impl Check for GetPairingStatus {
    fn check(&self) -> Result<(), Error> {
        match &self.activation_code {
            Some(code) if code.is_empty() => {
                Err(Error::invalid_input("activationCode", "is empty"))
            }
            _ => Ok(()),
        }
    }
}

impl Check for StartOfflinePairing {
    fn check(&self) -> Result<(), Error> {
        values::user_name("username", self.username.as_deref())?;
        values::pairing_data(self.pairing_type.as_ref(), self.pairing_data.as_ref())
    }
}

impl Check for FinalizeOfflinePairing {
    fn check(&self) -> Result<(), Error> {
        values::otp(self.otp.as_ref())
    }
}

impl Check for OfflinePairing {
    fn check(&self) -> Result<(), Error> {
        values::user_name("username", self.username.as_deref())?;
        values::pairing_data(self.pairing_type.as_ref(), self.pairing_data.as_ref())
    }
}

impl Check for PairYubiKey {
    fn check(&self) -> Result<(), Error> {
        values::user_name("username", self.username.as_deref())?;
        values::otp(self.otp.as_ref())
    }
}

impl Check for AuthenticatorAppStartPairing {
    fn check(&self) -> Result<(), Error> {
        values::user_name("username", self.username.as_deref())
    }
}

impl Check for AuthenticatorAppFinishPairing {
    fn check(&self) -> Result<(), Error> {
        values::digits(self.otp.as_ref())
    }
}

impl Check for WebAuthnStartPairing {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        values::not_empty("rpId", self.rp_id.as_deref())?;
        values::not_empty("rpName", self.rp_name.as_deref())?;
        values::at_most("name", self.name.as_deref(), MAX_FIDO_NAME)?;
        values::at_most("displayName", self.display_name.as_deref(), MAX_FIDO_NAME)
    }
}

impl Check for WebAuthnFinishPairing {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        values::not_empty("rpId", self.rp_id.as_deref())?;
        values::not_empty("origin", self.origin.as_deref())?;
        let credential = self.credential.as_ref().map(|credential| credential.expose());
        values::not_empty("publicKeyCredentialJson", credential)
    }
}
