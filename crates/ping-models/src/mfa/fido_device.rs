//! The metadata of FIDO devices: what the FIDO Alliance and the environment know of authenticators.

use crate::{
    EnvironmentId, FidoDeviceId, Links, Listed, Model, OpenValue, Reference, Rest, Timestamp,
};

/// What is known of a model of authenticators.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A model of authenticators that the FIDO Alliance does not know: one of FIDO2, or of U2F.
    ///
    /// ```
    /// use ping_models::mfa::NewFidoDeviceMetadata;
    /// use serde_json::json;
    ///
    /// let aaguid = "00000000-0000-4000-8000-000000000001";
    /// let statement = json!({"aaguid": aaguid, "description": "Key", "protocolFamily": "fido2"});
    /// let key = NewFidoDeviceMetadata::fido2(aaguid, statement);
    /// assert_eq!(key.field("aaguid"), Some(aaguid.into()));
    /// ```
    NewFidoDeviceMetadata
))]
#[non_exhaustive]
pub struct FidoDeviceMetadata {
    /// The id that policies and paths call it by; not in the answer that adds it.
    #[model(read_only)]
    pub mds_identifier: Option<FidoDeviceId>,
    /// Links, where the service answers some.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that added it.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The identifier of a model of FIDO2, a UUID.
    pub aaguid: Option<String>,
    /// The identifiers of a model of U2F, each 40 hexadecimal digits.
    pub attestation_certificate_key_identifiers: Option<Vec<String>>,
    /// The Metadata Statement of the FIDO Alliance, as it came. Answers call two members by other
    /// names, `keyRestricted` and `freshUserVerificationRequired`, and leave `legalHeader` and
    /// `authenticatorVersion` out.
    #[model(new)]
    pub metadata_statement: Option<OpenValue>,
    /// When it was added.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for FidoDeviceMetadata {
    const EMBEDDED: &'static str = "fidoDevicesMetadata";
}

impl NewFidoDeviceMetadata {
    /// A model of FIDO2 by its AAGUID, a UUID, with its Metadata Statement.
    pub fn fido2(aaguid: impl Into<String>, statement: impl Into<OpenValue>) -> Self {
        Self::new(statement).aaguid(aaguid)
    }

    /// A model of U2F by the identifiers of its attestation keys, with its Metadata Statement.
    pub fn u2f(identifiers: impl Into<Vec<String>>, statement: impl Into<OpenValue>) -> Self {
        Self::new(statement).attestation_certificate_key_identifiers(identifiers)
    }
}
