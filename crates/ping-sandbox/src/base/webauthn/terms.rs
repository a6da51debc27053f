//! What is asked for, and why something is refused.

#[cfg(not(feature = "webauthn"))]
use crate::base::webauthn::absent::Credential;
#[cfg(feature = "webauthn")]
use crate::base::webauthn::credential::Credential;

/// Why something is refused, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// Where an authenticator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attachment {
    Platform,
    CrossPlatform,
}

impl Attachment {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::CrossPlatform => "cross-platform",
        }
    }
}

/// How much something is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Discouraged,
    Preferred,
    Required,
}

impl Wish {
    /// As options have it.
    #[cfg_attr(not(feature = "webauthn"), allow(dead_code, reason = "there are no options"))]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Discouraged => "discouraged",
            Self::Preferred => "preferred",
            Self::Required => "required",
        }
    }
}

/// What a credential is registered for.
#[cfg_attr(not(feature = "webauthn"), allow(dead_code, reason = "nobody is there to read it"))]
pub(crate) struct Terms<'a> {
    pub(crate) rp_id: &'a str,
    pub(crate) rp_name: &'a str,
    pub(crate) user_handle: [u8; 32],
    pub(crate) user_name: &'a str,
    pub(crate) display_name: &'a str,
    /// The kind of authenticator that is asked for, if one is.
    pub(crate) attachment: Option<Attachment>,
    /// The user's credentials, none of which is wanted again.
    pub(crate) exclude: Vec<&'a Credential>,
    /// Whether the authenticator is to make sure of its user.
    pub(crate) verification: Wish,
    /// Whether it is to be found without its id, where that is said.
    pub(crate) discoverable: Option<Wish>,
    /// `none`, `direct` or `enterprise`.
    pub(crate) attestation: &'static str,
}
