//! FIDO policies with every member that a caller sets, and authenticators.

use ping_models::mfa::{
    AuthenticatorAttachment, BackupEligibility, DisplayAttribute, DisplayNameSuffix,
    FidoPreference, NewFidoPolicy, PinOption, PinRequirement, PublicKeyCredentialHint, TimeSpan,
    UserDisplayName, UserVerification,
};
use serde_json::{Value, json};

pub(crate) const AAGUID: &str = "00000000-0000-4000-8000-000000000001";
pub(crate) const KEY_ID: &str = "0000000000000000000000000000000000000001";

pub(crate) fn fido_policy(name: &str) -> NewFidoPolicy {
    let names = [DisplayAttribute::new("given"), DisplayAttribute::new("family")];
    let shown = UserDisplayName::new([
        DisplayAttribute::new("username"),
        DisplayAttribute::new("name").sub_attributes(names),
    ]);
    let pin = PinRequirement::new(PinOption::Optional).min_length(8);
    let verification = UserVerification::new(FidoPreference::Required, true).pin_requirement(pin);
    NewFidoPolicy::new(name, "Passkey", "example.com")
        .description("For staff")
        .default(false)
        .authenticator_attachment(AuthenticatorAttachment::CrossPlatform)
        .backup_eligibility(BackupEligibility::new(false, true))
        .discoverable_credentials(FidoPreference::Required)
        .user_display_name_attributes(shown.suffix(DisplayNameSuffix::OrgNameAndEnvName))
        .user_verification(verification)
        .user_presence_timeout(TimeSpan::seconds(110))
        .public_key_credential_hints([PublicKeyCredentialHint::SecurityKey])
        .aggregate_devices(true)
}

pub(crate) fn fido2_statement() -> Value {
    let mut statement = statement("fido2");
    statement["aaguid"] = AAGUID.into();
    statement
}

pub(crate) fn u2f_statement() -> Value {
    let mut statement = statement("u2f");
    statement["attestationCertificateKeyIdentifiers"] = json!([KEY_ID]);
    statement
}

fn statement(family: &str) -> Value {
    json!({
        "description": "Key", "authenticatorVersion": 2, "protocolFamily": family, "schema": 3,
        "upv": [{ "major": 1, "minor": 0 }],
    })
}
