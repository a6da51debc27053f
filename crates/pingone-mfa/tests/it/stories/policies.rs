//! What users may pair and use is administered.

use std::time::Duration;

use ping_models::ErrorCode;
use ping_models::mfa::{
    FailureLimit, Fido2Method, InitializeDeviceAuthentication, MessageMethod,
    MigrateDeviceAuthenticationPolicies, NewDeviceAuthenticationPolicy, NewSmsDevice,
    PolicyMigration, RememberMe, SentOtp, TimeSpan,
};

use crate::policies::{pingid_policy, policy};
use crate::service::{failed, next, not, otp, service, wrong};

#[tokio::test]
async fn a_policy_changes_while_a_user_signs_in() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let policies = service.mfa.device_authentication_policies();
    let sms = SentOtp::new().failure(FailureLimit::new(5, TimeSpan::minutes(10)));
    let new = NewDeviceAuthenticationPolicy::new("Staff").sms(MessageMethod::new(true).otp(sms));
    let policy = policies.create(new).await.unwrap();
    let request = || InitializeDeviceAuthentication::of_user(user.id()).policy(&policy.id);
    let step = otp(service.mfa.authenticate(request()).await.unwrap());
    let code = service.sms("+15125550100");
    let step = wrong(step.submit(not(&code)).await.unwrap());

    // From now on a second wrong passcode locks the device, in a sign-in that is under way, too.
    let mut change = NewDeviceAuthenticationPolicy::from(policies.read(&policy.id).await.unwrap());
    let failure = FailureLimit::new(2, TimeSpan::minutes(10));
    change.sms.as_mut().unwrap().otp.as_mut().unwrap().failure = Some(failure);
    policies.update(&policy.id, change).await.unwrap();
    let locked = step.submit(not(&code)).await.unwrap();
    failed(next(locked));
    failed(service.mfa.authenticate(request()).await.unwrap());
    service.advance(Duration::from_secs(600));
    let _ = otp(service.mfa.authenticate(request()).await.unwrap());

    // Switched off, it is offered no more.
    let read = policies.read(&policy.id).await.unwrap();
    let change = NewDeviceAuthenticationPolicy::from(read).sms(MessageMethod::new(false));
    policies.update(&policy.id, change).await.unwrap();
    let why = failed(service.mfa.authenticate(request()).await.unwrap());
    assert_eq!(why.code().unwrap().as_str(), "NO_USABLE_DEVICES");

    policies.delete(&policy.id).await.unwrap();
    assert!(policies.read(&policy.id).await.unwrap_err().is_not_found());
    let error = service.mfa.authenticate(request()).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("policy.id"));
}

#[tokio::test]
async fn what_replaces_a_policy_loses_nothing() {
    let service = service().await;
    let policies = service.mfa.device_authentication_policies();
    let first = policies.list().all().await.unwrap().remove(0);
    let (_, fido) =
        first.links.as_ref().unwrap()["fido2"].href.as_ref().unwrap().rsplit_once('/').unwrap();
    let remembered = RememberMe::web_for(TimeSpan::days(60));
    let created = policies.create(policy("Careful", fido).remember_me(remembered)).await.unwrap();
    assert_eq!(policies.read(&created.id).await.unwrap(), created);
    // It took the place of the default one.
    let first = policies.read(&first.id).await.unwrap();
    assert_eq!(first.default, Some(false));
    let error = policies.delete(&created.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation));
    let pingid = policies.update(&first.id, pingid_policy("PingID", fido).default(false));
    let pingid = pingid.await.unwrap();
    let other = policies.create(policy("Other", fido).default(false)).await.unwrap();
    assert_eq!(policies.list().all().await.unwrap().len(), 3);

    for read in [created, pingid, other] {
        service.advance(Duration::from_secs(1));
        let ignored = read.ignore_user_lock == Some(true);
        let change = NewDeviceAuthenticationPolicy::from(read.clone()).ignore_user_lock(!ignored);
        let mut written = policies.update(&read.id, change).await.unwrap();
        assert_eq!(written.ignore_user_lock, Some(!ignored));
        assert_ne!(written.updated_at, read.updated_at);
        written.ignore_user_lock = read.ignore_user_lock;
        written.updated_at = read.updated_at.clone();
        assert_eq!(written, read);
    }
}

#[tokio::test]
async fn policies_are_checked_and_migrated() {
    let service = service().await;
    let policies = service.mfa.device_authentication_policies();
    let new = NewDeviceAuthenticationPolicy::new;
    let fido = service.mfa.fido_policies().list().all().await.unwrap().remove(0);
    let whole = policy("Staff", fido.id.as_str()).default(false);
    let policy = policies.create(whole).await.unwrap();
    let error = policies.create(new("Staff")).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    let eight = MessageMethod::new(true)
        .otp(SentOtp::new().failure(FailureLimit::new(8, TimeSpan::minutes(0))));
    let error = policies.create(new("Other").sms(eight)).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("sms.otp.failure.count"));
    let unknown = new("Other").fido2(Fido2Method::new(true).fido2_policy_id("none"));
    let error = policies.create(unknown).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("fido2.fido2PolicyId"));
    let error = policies.update("none", new("Other")).await.unwrap_err();
    assert!(error.is_not_found());
    assert!(policies.delete("none").await.unwrap_err().is_not_found());

    let named =
        |id| MigrateDeviceAuthenticationPolicies::new().migration_data([PolicyMigration::new(id)]);
    let migrated = policies.migrate(named(&policy.id)).await.unwrap();
    assert_eq!(migrated.items.as_ref().unwrap().iter().count(), 2);
    let none = "none".into();
    assert_eq!(policies.migrate(named(&none)).await.unwrap_err().status().unwrap(), 400);
    policies.delete(&policy.id).await.unwrap();
}
