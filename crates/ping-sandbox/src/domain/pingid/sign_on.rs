//! What a client says when a user signs on, and whether a challenge is wanted at all.

use crate::domain::pingid::{
    body::{Body, Invalid},
    device::{FidoClass, Kind},
};

/// What policies are chosen by, where they are asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct PolicyInputs {
    pub(crate) enforce: bool,
    pub(crate) application: Option<String>,
    pub(crate) groups: Vec<String>,
}

/// What the browser can do.
#[derive(Clone, Copy)]
pub(crate) struct FidoSupport {
    pub(crate) browser: bool,
    pub(crate) platform: bool,
}

impl FidoSupport {
    pub(crate) const FULL: Self = Self { browser: true, platform: true };

    pub(crate) fn read(body: &Body<'_>) -> Result<Self, Invalid> {
        let Some(form) = body.form_parameters()? else {
            return Ok(Self::FULL);
        };
        let flag = |name: &str| Ok::<_, Invalid>(form.get(name).is_none() || form.flag(name)?);
        Ok(Self {
            browser: flag("isWebAuthnSupportedByBrowser")?,
            platform: flag("isWebAuthnPlatformAuthenticatorAvailable")?,
        })
    }

    pub(crate) fn reaches(self, kind: &Kind) -> bool {
        match kind {
            Kind::Fido { class, .. } => {
                self.browser && (self.platform || *class != FidoClass::Biometrics)
            }
            _ => true,
        }
    }
}
