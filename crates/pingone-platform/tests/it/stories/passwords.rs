//! Passwords: set, checked, wrong until they are locked, unlocked, forgotten and recovered.

use std::time::Duration;

use ping_models::ErrorCode;
use ping_models::platform::{
    ExternalPassword, ImportedPassword, NewUser, PasswordGateway, PasswordStatus, SetPassword,
    SetPasswordValue,
};
use ping_sandbox::Channel;
use ping_transport::Error;
use pingone_platform::{PasswordExpansion, UserHandle};

use crate::service::{Service, service};

const GOOD: &str = "Correct-Horse-7";
const BETTER: &str = "Battery-Staple-8";

async fn user(service: &Service) -> UserHandle {
    let new = NewUser::new("ann").email("ann@example.com");
    let user = service.platform.users().create(new).await.unwrap();
    service.platform.user(&user.id)
}

fn left(error: &Error) -> Option<i64> {
    error.details()[0].inner_error.as_ref().and_then(|inner| inner.failures_remaining)
}

#[tokio::test]
async fn a_password_is_set_checked_locked_unlocked_and_recovered() {
    let service = service().await;
    let user = user(&service).await;
    let password = user.password();
    let state = password.read().expand(PasswordExpansion::Policy).await.unwrap();
    assert_eq!((state.status, state.last_changed_at), (PasswordStatus::NoPassword, None));
    let policy = state.embedded.unwrap().password_policy.unwrap();
    assert_eq!(policy.to_value()["lockout"]["failureCount"], 5);
    let error = password.check(GOOD).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::NoPassword), "{error}");

    let set = password.set(SetPassword::new(GOOD, true)).await.unwrap();
    assert_eq!(set.status, PasswordStatus::MustChangePassword);
    let state = password.change(GOOD, BETTER).await.unwrap();
    assert_eq!(state.status, PasswordStatus::Ok);
    assert_eq!(password.check(BETTER).await.unwrap(), password.read().await.unwrap());

    // Wrong until it is locked; then the right one is of no use.
    for expected in (0..5).rev() {
        let error = password.check("wrong").await.unwrap_err();
        assert_eq!(left(&error), Some(expected));
    }
    let state = password.read().await.unwrap();
    assert_eq!(state.status, PasswordStatus::PasswordLockedOut);
    assert_eq!(state.seconds_until_unlock, Some(900));
    let error = password.check(BETTER).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::AccountNotUsable), "{error}");
    assert!(password.send_recovery_code().await.is_err());
    password.unlock().await.unwrap();
    assert_eq!(password.check(BETTER).await.unwrap().status, PasswordStatus::Ok);

    // Or it is waited for.
    for _ in 0..5 {
        password.check("wrong").await.unwrap_err();
    }
    service.advance(Duration::from_secs(15 * 60));
    assert_eq!(password.check(BETTER).await.unwrap().status, PasswordStatus::Ok);

    // Forgotten.
    password.send_recovery_code().await.unwrap();
    let code = || service.sandbox.outbox().try_next(Channel::Email, "ann@example.com");
    let code = code().unwrap().otp.unwrap();
    let error = password.recover("WRONGONE", GOOD).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("recoveryCode"));
    // A former one is no new one.
    let error = password.recover(code.to_lowercase(), GOOD).await.unwrap_err();
    let inner = error.details()[0].inner_error.clone().unwrap();
    assert_eq!(inner.unsatisfied_requirements.as_deref().unwrap(), ["history"]);
    password.recover(code.to_lowercase(), "Entirely-New-9").await.unwrap();
    password.check("Entirely-New-9").await.unwrap();
    assert!(password.recover(code, "Once-More-10").await.is_err(), "a code is good once");
}

#[tokio::test]
async fn a_recovery_code_is_good_for_five_minutes_and_five_tries() {
    let service = service().await;
    let user = user(&service).await;
    let password = user.password();
    password.reset(GOOD).await.unwrap();
    let sent = async || {
        password.send_recovery_code().await.unwrap();
        let message = service.sandbox.outbox().try_next(Channel::Email, "ann@example.com");
        message.unwrap().otp.unwrap()
    };
    let code = sent().await;
    service.advance(Duration::from_secs(5 * 60));
    password.recover(code, BETTER).await.unwrap_err();
    let code = sent().await;
    for _ in 0..5 {
        password.recover("WRONGONE", BETTER).await.unwrap_err();
    }
    let error = password.recover(code, BETTER).await.unwrap_err();
    assert!(error.to_string().contains("Maximum password recovery failures exceeded"), "{error}");
    user.enabled().update(false).await.unwrap();
    assert_eq!(password.send_recovery_code().await.unwrap_err().status().unwrap(), 400);
}

#[tokio::test]
async fn what_the_policy_does_not_allow_is_named() {
    let service = service().await;
    let user = user(&service).await;
    let password = user.password();
    let cases: [(&str, &[&str]); 3] = [
        ("short", &["length", "minCharacters"]),
        ("Anna-Anna-1", &["excludesProfileData"]),
        ("AAAAAAAA", &["minCharacters", "maxRepeatedCharacters", "minUniqueCharacters"]),
    ];
    for (value, expected) in cases {
        let error = password.reset(value).await.unwrap_err();
        let detail = &error.details()[0];
        assert_eq!(detail.target.as_deref(), Some("newPassword"));
        let inner = detail.inner_error.as_ref().unwrap();
        assert_eq!(inner.unsatisfied_requirements.as_deref().unwrap(), expected);
        assert!(inner.field(expected[0]).is_some(), "{error}");
    }
    assert_eq!(password.read().await.unwrap().status, PasswordStatus::NoPassword);
    let past = SetPasswordValue::new().value("short").bypass_policy(true);
    let set = password.set_value(past).await.unwrap();
    assert_eq!(password.read().await.unwrap(), set);
    assert_eq!(password.force_change().await.unwrap().status, PasswordStatus::MustChangePassword);
    let none = password.set_value(SetPasswordValue::new()).await.unwrap();
    assert_eq!(none.status, PasswordStatus::NoPassword);
    assert_eq!(password.read().await.unwrap(), none);
    password.force_change().await.unwrap_err();
    password.reset(GOOD).await.unwrap();
    service.advance(Duration::from_secs(182 * 24 * 60 * 60));
    assert_eq!(password.check(GOOD).await.unwrap().status, PasswordStatus::PasswordExpired);
}

#[tokio::test]
async fn imported_users_bring_their_passwords() {
    let service = service().await;
    let users = service.platform.users();
    // The hash of "secret" with the salt "salt".
    let encoded = "{SSHA256}+E+iFJ27Yu1ODPH1UNKUmzOmUT06dwfghQJRHHnMsO5zYWx0";
    let password = ImportedPassword::new().value(encoded).force_change(true);
    let new = NewUser::new("joe").email("joe@example.com").email_verified(true).password(password);
    let joe = users.import(new).await.unwrap();
    assert_eq!(joe.email_verified, Some(true));
    assert_eq!(users.read(&joe.id).await.unwrap(), joe);
    assert_eq!(joe.field("password"), None);
    let password = service.platform.user(&joe.id).password();
    assert_eq!(password.check("secret").await.unwrap().status, PasswordStatus::MustChangePassword);
    password.check("Secret").await.unwrap_err();

    let gateway = ExternalPassword::new(PasswordGateway::new("gateway-1", "user-type-1"));
    let new = NewUser::new("jim").password(ImportedPassword::new().external(gateway));
    let jim = users.import(new).await.unwrap();
    let password = service.platform.user(&jim.id).password();
    assert_eq!(password.read().await.unwrap().status, PasswordStatus::External);
    assert_eq!(password.reset(GOOD).await.unwrap_err().code(), Some(&ErrorCode::RequestFailed));

    // All that is wrong with the user and the password is told at once.
    let weak = ImportedPassword::new().value("weak");
    let error = users.import(NewUser::new("jon").email("x").password(weak)).await.unwrap_err();
    let targets: Vec<_> = error.details().iter().filter_map(|one| one.target.clone()).collect();
    assert_eq!(targets, ["password", "email"]);
    let error = users.create(NewUser::new("jon").email_verified(true)).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("emailVerified"));
}
