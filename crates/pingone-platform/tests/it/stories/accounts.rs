//! Accounts of users: locked, disabled, verified, checked elsewhere.

use std::time::Duration;

use ping_models::platform::{
    AccountStatus, IdentityProviderType, LifecycleStatus, NewLinkedAccount, NewUser, PatchUser,
    SetPassword,
};
use ping_models::{ErrorCode, Timestamp};
use ping_sandbox::Channel;

use crate::service::service;
use crate::wire::every_member;

#[tokio::test]
async fn a_user_is_replaced() {
    let service = service().await;
    let users = service.platform.users();
    let new = NewUser::new("jdoe").nickname("Jo").email("jo@example.com");
    let user = users.create(new).await.unwrap();
    let replaced = users.update(&user.id, NewUser::new("jdoe").title("Dr.")).await.unwrap();
    assert_eq!((replaced.nickname.as_deref(), replaced.title.as_deref()), (None, Some("Dr.")));
    let whole = every_member(NewUser::from(replaced));
    let replaced = users.update(&user.id, whole).await.unwrap();
    assert_eq!(replaced.nickname.as_deref(), Some("Putty"));
    assert_eq!(replaced.population, user.population);
    assert_eq!(users.read(&user.id).await.unwrap(), replaced);
}

#[tokio::test]
async fn a_locked_account_is_of_no_use_until_it_unlocks() {
    let service = service().await;
    let users = service.platform.users();
    let id = users.create(NewUser::new("ann")).await.unwrap().id;
    let user = service.platform.user(&id);
    let password = user.password();
    password.set(SetPassword::new("Correct-Horse-7", false)).await.unwrap();
    let locked = user.lock(Timestamp::from("2026-01-01T01:00:00Z")).await.unwrap();
    let account = locked.account.clone().unwrap();
    assert_eq!(account.status, Some(AccountStatus::Locked));
    assert_eq!((account.can_authenticate, account.seconds_until_unlock), (Some(false), Some(3600)));
    assert_eq!(users.read(&id).await.unwrap(), locked);
    let error = password.check("Correct-Horse-7").await.unwrap_err();
    assert!(error.has_code(&ErrorCode::AccountNotUsable), "{error}");
    // What is done to the password leaves it locked.
    password.unlock().await.unwrap();
    password.reset("Battery-Staple-8").await.unwrap();
    assert_eq!(users.read(&id).await.unwrap().account, locked.account);

    let status = async || users.read(&id).await.unwrap().account.unwrap().status;
    user.unlock().await.unwrap();
    assert_eq!(status().await, Some(AccountStatus::Ok));
    user.lock(Timestamp::from("2026-01-01T01:00:00Z")).await.unwrap();
    service.advance(Duration::from_secs(3600));
    assert_eq!(status().await, Some(AccountStatus::Ok));
    let past = user.lock(Timestamp::from("2026-01-01T01:00:00Z")).await.unwrap();
    assert_eq!(past.account.unwrap().status, Some(AccountStatus::Ok));
    user.enabled().update(false).await.unwrap();
    assert_eq!(user.enabled().read().await.unwrap().enabled, Some(false));
    assert_eq!(users.read(&id).await.unwrap().enabled, Some(false));
}

#[tokio::test]
async fn an_address_is_verified_by_the_code_that_went_there() {
    let service = service().await;
    let users = service.platform.users();
    let id = users.create(NewUser::new("ann").email("ann@example.com")).await.unwrap().id;
    let user = service.platform.user(&id);
    let sent = async || {
        let user = user.send_verification_code().await.unwrap();
        let status = user.lifecycle.unwrap().status;
        assert_eq!(status, Some(LifecycleStatus::VerificationRequired));
        let to = user.email.unwrap();
        service.sandbox.outbox().try_next(Channel::Email, &to).unwrap().otp.unwrap()
    };
    let code = sent().await;
    let error = user.verify("wrong").await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("verificationCode"));
    let verified = user.verify(&*code).await.unwrap();
    assert_eq!(verified.email_verified, Some(true));
    assert_eq!(verified.lifecycle.clone().unwrap().status, Some(LifecycleStatus::AccountOk));
    assert_eq!(users.read(&id).await.unwrap(), verified);

    // Another address is not verified by a code that went to the former one.
    let code = sent().await;
    let change = PatchUser::new().email("ann@example.org");
    assert_eq!(users.patch(&id, change).await.unwrap().email_verified, None);
    let verified = user.verify(&*code).await.unwrap();
    assert_eq!(verified.email_verified, None);
    assert_eq!(verified.lifecycle.unwrap().status, Some(LifecycleStatus::AccountOk));
    let code = sent().await;
    service.advance(Duration::from_secs(30 * 60));
    user.verify(&*code).await.unwrap_err();
    let id = users.create(NewUser::new("bob")).await.unwrap().id;
    assert!(service.platform.user(&id).send_verification_code().await.is_err());
}

#[tokio::test]
async fn another_provider_checks_the_credentials() {
    let service = service().await;
    let id = service.platform.users().create(NewUser::new("ann")).await.unwrap().id;
    let user = service.platform.user(&id);
    user.password().reset("Correct-Horse-7").await.unwrap();
    let provider = user.identity_provider();
    let first = provider.read().await.unwrap();
    assert_eq!(first.provider_type, Some(IdentityProviderType::PingOne));
    let set = provider.update("provider-1").await.unwrap();
    assert_eq!(set.id.as_ref().map(|id| id.as_str()), Some("provider-1"));
    assert_eq!(provider.read().await.unwrap(), set);
    let error = user.password().check("Correct-Horse-7").await.unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::RequestFailed));
    assert_eq!(provider.reset().await.unwrap(), first);
    user.password().check("Correct-Horse-7").await.unwrap();

    let accounts = user.linked_accounts();
    let new = || NewLinkedAccount::new("provider-1", "4711");
    let account = accounts.create(new()).await.unwrap();
    let error = accounts.create(new()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation), "{error}");
    assert_eq!(accounts.list().all().await.unwrap(), std::slice::from_ref(&account));
    assert_eq!(accounts.read(&account.id).await.unwrap(), account);
    accounts.delete(&account.id).await.unwrap();
    assert!(accounts.read(&account.id).await.unwrap_err().is_not_found());
}
