//! Requests for what the whole account has: OATH tokens, jobs, applications and policies.

use ping_models::pingid::{
    AddApplication, Application, CreateBulkAuthenticationPolicy, CreateOrgTokens, GetBulkJobStatus,
    OrgToken, ResyncOathToken, RevokeOrgTokens, UpdateApplications,
};
use ping_models::{Loose, Secret};
use ping_transport::Error;

use super::{Check, values};

/// The longest id of an application, in characters.
const MAX_APPLICATION_ID: usize = 255;

/// The longest name of an application, in characters.
const MAX_APPLICATION_NAME: usize = 20;

impl Check for CreateOrgTokens {
    fn check(&self) -> Result<(), Error> {
        values::some("tokens", self.tokens.as_ref())?;
        let mut tokens = self.tokens.iter().flatten().enumerate();
        tokens.try_for_each(|(index, token)| match token_fault(token) {
            Some((member, message)) => {
                let field = format!("tokens[{index}].{member}");
                Err(Error::invalid_input(&field, message))
            }
            None => Ok(()),
        })
    }
}

/// The member of a token that is wrong, and why.
fn token_fault(token: &OrgToken) -> Option<(&'static str, &'static str)> {
    let length = token.otp_length.as_ref().map(|length| length.as_str());
    let step = token.time_step.as_ref().map(|step| step.as_str());
    if token.serial_number.as_ref().is_some_and(|s| s.is_empty()) {
        Some(("serialNumber", "is empty"))
    } else if !matches!(length, None | Some("6" | "8")) {
        Some(("otpLength", "must be 6 or 8"))
    } else if !matches!(step, None | Some("30" | "60")) {
        Some(("timeStep", "must be 30 or 60 seconds"))
    } else {
        None
    }
}

impl Check for RevokeOrgTokens {
    fn check(&self) -> Result<(), Error> {
        values::some("serialNumbers", self.serial_numbers.as_ref())
    }
}

impl Check for ResyncOathToken {
    fn check(&self) -> Result<(), Error> {
        let is_otp = |otp: &Loose<Secret>| {
            let otp = otp.expose();
            matches!(otp.len(), 6 | 8) && otp.bytes().all(|byte| byte.is_ascii_digit())
        };
        match &self.otps {
            Some(otps) if !matches!(otps.len(), 1 | 2) || !otps.iter().all(is_otp) => {
                let message = "must be one or two passcodes of 6 or 8 digits";
                Err(Error::invalid_input("otps", message))
            }
            _ => Ok(()),
        }
    }
}

impl Check for GetBulkJobStatus {
    fn check(&self) -> Result<(), Error> {
        values::some("jobTokens", self.job_tokens.as_ref())
    }
}

impl Check for Application {
    fn check(&self) -> Result<(), Error> {
        for (field, value, longest) in
            [("id", &self.id, MAX_APPLICATION_ID), ("name", &self.name, MAX_APPLICATION_NAME)]
        {
            let value = value.as_deref().unwrap_or_default();
            if value.is_empty() {
                return Err(Error::invalid_input(field, "is empty"));
            }
            values::at_most(field, Some(value), longest)?;
        }
        Ok(())
    }
}

impl Check for AddApplication {
    fn check(&self) -> Result<(), Error> {
        self.application.as_ref().map_or(Ok(()), Check::check)
    }
}

impl Check for UpdateApplications {
    fn check(&self) -> Result<(), Error> {
        let changed = self.applications.iter().flat_map(|all| all.values());
        changed.flatten().try_for_each(Check::check)
    }
}

impl Check for CreateBulkAuthenticationPolicy {
    fn check(&self) -> Result<(), Error> {
        match &self.policies {
            Some(policies) if policies.is_empty() => {
                let message = "is empty: there has to be a default policy";
                Err(Error::invalid_input("authenticationPolicies", message))
            }
            _ => Ok(()),
        }
    }
}
