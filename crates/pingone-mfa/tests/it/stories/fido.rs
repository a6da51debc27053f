//! Which authenticators users may pair is administered.

use std::time::Duration;

use ping_models::mfa::{
    AttestationRequirements, AuthenticatorAttachment, BackupEligibility, Fido2Method,
    FidoPreference, MdsOption, MdsRequirements, NewDeviceAuthenticationPolicy,
    NewFidoDeviceMetadata, NewFidoPolicy, UserVerification,
};
use ping_models::{ErrorCode, Reference};
use ping_transport::CallOptions;
use pingone_mfa::{FidoPolicyExpansion, Mfa};
use serde_json::json;

use crate::fido::{AAGUID, KEY_ID, fido_policy, fido2_statement, u2f_statement};
use crate::service::service;

#[tokio::test]
async fn policies_of_all_forms_are_kept_and_lose_nothing() {
    let service = service().await;
    let policies = service.mfa.fido_policies();
    let forms = [
        fido_policy("Certified").certified(),
        fido_policy("Enterprise").enterprise("keyId"),
        fido_policy("Specific").specific(["mds-1", "mds-2"]),
        NewFidoPolicy::new("All", "Passkey", "example.com"),
    ];
    for new in forms {
        let created = policies.create(new.clone()).await.unwrap();
        assert_eq!(policies.read(&created.id).await.unwrap(), created);
        assert_eq!(created.attestation_requirements, new.attestation_requirements);
        service.advance(Duration::from_secs(1));
        let change = NewFidoPolicy::from(created.clone()).description("Changed");
        let mut written = policies.update(&created.id, change).await.unwrap();
        assert_eq!(written.description.as_deref(), Some("Changed"));
        written.description = created.description.clone();
        written.updated_at = created.updated_at.clone();
        assert_eq!(written, created);
    }
    assert_eq!(policies.list().all().await.unwrap().len(), 1 + 4);
}

/// Every option goes with an attestation; only the one that lets all in goes without.
#[tokio::test]
async fn policies_combine_all_options() {
    let service = service().await;
    // Where there were too many requests in a minute, the next one is waited for.
    let patient = CallOptions::new().timeout(Duration::from_secs(120));
    let policies = Mfa::new(service.client.with_options(patient)).fido_policies();
    let (mut kept, mut refused) = (0, 0);
    for new in combinations() {
        let attestation = new.attestation_requirements.clone().unwrap();
        let option = new.mds_authenticators_requirements.clone().unwrap().option.unwrap();
        if option != MdsOption::None && attestation == AttestationRequirements::None {
            let error = policies.create(new).await.unwrap_err();
            let targets = error.details().iter().map(|detail| detail.target.as_deref());
            let wrong = Some("mdsAuthenticatorsRequirements.option");
            assert_eq!(targets.collect::<Vec<_>>(), [wrong]);
            refused += 1;
            continue;
        }
        let created = policies.create(new.clone()).await.unwrap();
        let read = policies.read(&created.id).await.unwrap();
        assert_eq!(read, created);
        assert_eq!(read.attestation_requirements, new.attestation_requirements);
        assert_eq!(read.authenticator_attachment, new.authenticator_attachment);
        assert_eq!(read.backup_eligibility, new.backup_eligibility);
        assert_eq!(read.discoverable_credentials, new.discoverable_credentials);
        assert_eq!(read.mds_authenticators_requirements, new.mds_authenticators_requirements);
        assert_eq!(read.user_verification, new.user_verification);
        policies.delete(&created.id).await.unwrap();
        kept += 1;
    }
    assert_eq!((kept, refused), (27 * 11, 27 * 4));
}

/// Attestation, authenticators that are let in, attachment, discoverable credentials and user
/// verification, each with each. What is checked when users sign in, and whether credentials may
/// be synchronized, changes from one to the next.
fn combinations() -> Vec<NewFidoPolicy> {
    let preferences =
        [FidoPreference::Discouraged, FidoPreference::Preferred, FidoPreference::Required];
    let attachments = [
        AuthenticatorAttachment::Platform,
        AuthenticatorAttachment::CrossPlatform,
        AuthenticatorAttachment::Both,
    ];
    let attestations = [
        AttestationRequirements::None,
        AttestationRequirements::Direct,
        AttestationRequirements::Enterprise,
    ];
    let options = [
        MdsOption::None,
        MdsOption::AuditOnly,
        MdsOption::Global,
        MdsOption::Certified,
        MdsOption::Specific,
    ];
    let mut all = Vec::new();
    for attestation in &attestations {
        for option in &options {
            for attachment in &attachments {
                for discoverable in &preferences {
                    for verification in &preferences {
                        let bit = |bit: usize| all.len() >> bit & 1 == 1;
                        let mut let_in = MdsRequirements::new(option.clone(), bit(0));
                        if *option == MdsOption::Specific {
                            let_in = let_in.allowed_authenticators([Reference::to("mds-1")]);
                        }
                        let policy = NewFidoPolicy::new("Combined", "Passkey", "example.com")
                            .attestation_requirements(attestation.clone())
                            .mds_authenticators_requirements(let_in)
                            .authenticator_attachment(attachment.clone())
                            .discoverable_credentials(discoverable.clone())
                            .user_verification(UserVerification::new(verification.clone(), bit(1)))
                            .backup_eligibility(BackupEligibility::new(bit(2), bit(3)));
                        all.push(policy);
                    }
                }
            }
        }
    }
    all
}

#[tokio::test]
async fn a_policy_in_use_stays() {
    let service = service().await;
    let (policies, fido) =
        (service.mfa.device_authentication_policies(), service.mfa.fido_policies());
    let created = fido.create(fido_policy("Keys").default(true)).await.unwrap();
    let error = fido.create(fido_policy("Keys")).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    let local = NewFidoPolicy::new("Local", "Passkey", "example.local");
    let error = fido.create(local).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("relyingPartyId"));

    let method = Fido2Method::new(true).fido2_policy_id(&created.id);
    let staff = NewDeviceAuthenticationPolicy::new("Staff").fido2(method);
    let staff = policies.create(staff).await.unwrap();
    let users = FidoPolicyExpansion::DeviceAuthenticationPolicies;
    let read = fido.read(&created.id).expand(users).await.unwrap();
    let used = read.embedded.as_ref().unwrap().device_authentication_policies.as_ref().unwrap();
    assert_eq!((&used[0].id, used[0].name.as_deref()), (&staff.id, Some("Staff")));
    // It took the place of the default one, and gives it back.
    let error = fido.delete(&created.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation));
    let all = fido.list().expand(users).all().await.unwrap();
    let first = all.into_iter().find(|one| one.id != created.id).unwrap();
    let again = NewFidoPolicy::from(first.clone()).default(true);
    fido.update(&first.id, again).await.unwrap();
    let error = fido.delete(&created.id).await.unwrap_err();
    assert!(error.to_string().contains("refers to the policy"), "{error}");
    policies.delete(&staff.id).await.unwrap();
    fido.delete(&created.id).await.unwrap();
    assert!(fido.read(&created.id).await.unwrap_err().is_not_found());
    let error = fido.update(&created.id, NewFidoPolicy::from(read)).await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn authenticators_of_an_environment() {
    let service = service().await;
    let devices = service.mfa.fido_devices();
    let mut sent = fido2_statement();
    sent["isKeyRestricted"] = true.into();
    sent["legalHeader"] = "Terms".into();
    let fido2 = devices.create(NewFidoDeviceMetadata::fido2(AAGUID, sent)).await.unwrap();
    assert_eq!(fido2.mds_identifier, None);
    // The service calls a member otherwise, and leaves others out.
    let kept = fido2.metadata_statement.as_ref().unwrap().to_value();
    assert_eq!(kept["keyRestricted"], true);
    assert_eq!((&kept["legalHeader"], &kept["upv"][0]["major"]), (&json!(null), &json!(1)));
    let u2f = NewFidoDeviceMetadata::u2f(vec![KEY_ID.to_owned()], u2f_statement());
    devices.create(u2f).await.unwrap();

    let all = devices.list().all().await.unwrap();
    let [fido2, u2f] = [&all[0], &all[1]];
    let ids = [fido2, u2f].map(|one| one.mds_identifier.clone().unwrap());
    let read = devices.read(&ids[0]).await.unwrap();
    assert_eq!(read.aaguid.as_deref(), Some(AAGUID));
    let read = devices.read(&ids[1]).await.unwrap();
    assert_eq!(read.attestation_certificate_key_identifiers, Some(vec![KEY_ID.to_owned()]));
    let ours = fido_policy("Ours").specific(&ids);
    service.mfa.fido_policies().create(ours).await.unwrap();
    for id in &ids {
        devices.delete(id).await.unwrap();
        assert!(devices.read(id).await.unwrap_err().is_not_found());
    }
    assert!(devices.list().all().await.unwrap().is_empty());
    let error = devices.create(NewFidoDeviceMetadata::new(json!({}))).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::RequiredValue));
}
