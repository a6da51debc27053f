//! Phones with native apps, and what an administrator does for those who have lost theirs.

use std::time::Duration;

use ping_models::mfa::{
    AuthenticationCodeStatus, Device, DeviceLogsStatus, NewAuthenticationCode, NewEmailDevice,
    NewPairingKey, NewSmsDevice, PairingKeyStatus, TimeSpan, TimeUnit, UserApproval,
};
use ping_models::{ApplicationId, Reference, Timestamp};
use ping_sandbox::MfaPhone;
use ping_testkit::is;
use ping_transport::Clock as _;
use pingone_mfa::Step;

use crate::service::{completed, otp, service};

#[tokio::test]
async fn an_app_pairs_itself_by_a_key() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let (keys, devices) = (user.pairing_keys(), user.devices());
    let new = NewPairingKey::new().policy(service.connection.device_policy_id.as_str());
    let key = keys.create(new).await.unwrap();
    assert_eq!(key.status, Some(PairingKeyStatus::Unclaimed));
    assert!(key.qr().unwrap().svg().contains("<svg"));
    let code = key.code.as_ref().unwrap().expose();
    let id = service.sandbox.mfa().pair(code, MfaPhone::android()).unwrap();
    let read = keys.read(&key.id).await.unwrap();
    assert_eq!(read.status, Some(PairingKeyStatus::Claimed));
    assert!(keys.delete(&key.id).await.is_err());

    let Device::Mobile(phone) = devices.read(&id).await.unwrap() else { panic!("a phone") };
    assert_eq!(phone.os.unwrap().os_type.as_deref(), Some("ANDROID"));
    let logs = devices.send_logs(&id).await.unwrap();
    assert_eq!(logs.status, DeviceLogsStatus::Pending);
    let day = service.clock.now() + Duration::from_secs(24 * 60 * 60);
    assert_eq!(logs.expires_at, Some(Timestamp::from(day)));
    assert_eq!(devices.read(&id).await.unwrap().id().as_str(), id);
    let mailbox = devices.create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    assert!(devices.send_logs(&mailbox.id).await.is_err());
    devices.delete(&id).await.unwrap();

    // A key that nobody has claimed is taken back.
    let application = Reference::<ApplicationId>::to(service.connection.client_id.as_str());
    let key = keys.create(NewPairingKey::new().applications([application])).await.unwrap();
    assert_eq!(keys.read(&key.id).await.unwrap().applications, key.applications);
    keys.delete(&key.id).await.unwrap();
    assert!(keys.read(&key.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_app_claims_a_code() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let key = user.pairing_keys().create(NewPairingKey::new()).await.unwrap();
    let sandbox = service.sandbox.mfa();
    let phone = sandbox.pair(key.code.unwrap().expose(), MfaPhone::android()).unwrap();

    let codes = service.mfa.authentication_codes();
    let new = NewAuthenticationCode::new(service.connection.client_id.as_str())
        .client_context(serde_json::json!({ "header": "Approve?" }))
        .life_time(TimeSpan::new(2, TimeUnit::Minutes))
        .user_approval(UserApproval::NotRequired);
    let code = codes.create(new.clone()).await.unwrap();
    assert_eq!(code.status, Some(AuthenticationCodeStatus::Unclaimed));
    assert!(code.qr().unwrap().svg().contains("<svg"));
    let text = code.code.as_ref().unwrap().expose();
    sandbox.claim_code(user.id().as_str(), &phone, text).unwrap();
    let claimed = codes.read(&code.id).await.unwrap();
    assert_eq!(claimed.status, Some(AuthenticationCodeStatus::Claimed));
    assert_eq!(claimed.user.as_ref().unwrap().id, user.id());
    assert_eq!(claimed.device().unwrap().id.as_str(), phone);
    codes.delete(&code.id).await.unwrap();
    assert!(codes.read(&code.id).await.unwrap_err().is_not_found());

    // One that has run out is of no use.
    let late = codes.create(new).await.unwrap();
    service.advance(Duration::from_secs(121));
    let text = late.code.as_ref().unwrap().expose();
    assert!(sandbox.claim_code(user.id().as_str(), &phone, text).is_err());
    let short = NewAuthenticationCode::new(service.connection.client_id.as_str())
        .life_time(TimeSpan::new(5, TimeUnit::Seconds));
    assert!(codes.create(short).await.is_err());
}

#[tokio::test]
async fn the_first_of_the_order_is_the_default_device() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let first = devices.create(NewEmailDevice::new("a@example.com")).await.unwrap();
    let second = devices.create(NewSmsDevice::new("+15125550100")).await.unwrap();
    let ordered = devices.set_order([&second.id, &first.id]).await.unwrap();
    let ids: Vec<_> = ordered.devices().map(Device::id).collect();
    assert_eq!(ids, [&second.id, &first.id]);
    assert_eq!(ordered.order.unwrap()[0].id, second.id);
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    assert_eq!(step.device().unwrap().id(), &second.id);
    let error = devices.set_order(["nothing"]).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("order[0].id"));

    devices.remove_order().await.unwrap();
    let step = is!(service.mfa.authenticate(user.id()).await.unwrap(), Step::SelectDevice);
    assert_eq!(step.devices().count(), 2);
}

#[tokio::test]
async fn a_user_without_a_phone_does_without_for_an_hour() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let bypass = user.mfa_bypass();
    let none = bypass.read().await.unwrap();
    assert_eq!((none.enabled_until, none.can_bypass), (None, None));
    let until = service.clock.now() + Duration::from_secs(60 * 60);
    let set = bypass.update(until).await.unwrap();
    assert_eq!((set.enabled_until, set.can_bypass), (Some(until.into()), Some(true)));
    completed(service.mfa.authenticate(user.id()).await.unwrap());
    service.advance(Duration::from_secs(60 * 60));
    assert_eq!(bypass.read().await.unwrap().can_bypass, Some(false));
}
