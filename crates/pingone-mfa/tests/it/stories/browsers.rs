//! Browsers are remembered.

use std::time::Duration;

use ping_models::mfa::{
    Device, DeviceStatus, DeviceType, NewBrowserDevice, RememberMe, RememberedBrowsers, TimeSpan,
};
use ping_models::{ErrorCode, Reference};
use pingone_mfa::DeviceFilter;

use crate::service::{failed, service};

#[tokio::test]
async fn a_browser_is_remembered_as_long_as_the_policy_says() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let devices = user.devices();
    let policy = service.connection.device_policy_id.as_str();
    let browser = |payload: &str| NewBrowserDevice::new(payload).policy(policy);
    let error = devices.create(browser("signals")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("type"));
    let remember = RememberMe::web_for(TimeSpan::days(2));
    service.change_policy(|policy| policy.remember_me(remember)).await;
    let error = devices.create(NewBrowserDevice::new("signals")).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::RequiredValue));
    assert_eq!(error.details()[0].target.as_deref(), Some("policy.id"));

    let new = browser("signals").session(Reference::to("session-1"));
    let answer = devices.create(new.clone()).with_response().await.unwrap();
    let cookie = answer.cookies().unwrap();
    assert!(cookie.expose().starts_with("rememberMe=") && !cookie.expose().contains(';'));
    assert!(!format!("{answer:?}").contains(cookie.expose()));
    let remembered = answer.body;
    assert_eq!(remembered.common.nickname.as_deref(), Some("Chrome(133.0.0.0)"));
    let Device::Browser(read) = devices.read(&remembered.id).await.unwrap() else {
        panic!("a browser")
    };
    assert_eq!(read.session.unwrap().id.as_str(), "session-1");
    assert!(read.payload.is_none() && read.last_remembered_at.is_some());
    // It proves nothing by itself.
    failed(service.mfa.authenticate(user.id()).await.unwrap());

    // The same browser again takes its own place, another one does not.
    let again = devices.create(new.status(DeviceStatus::Active)).await.unwrap();
    assert_ne!(again.id, remembered.id);
    let other = devices.create(browser("others")).await.unwrap();
    let browsers = || devices.list().filter(DeviceFilter::device_type().eq(DeviceType::Browser));
    let ids = |all: Vec<Device>| all.iter().map(|one| one.id().clone()).collect::<Vec<_>>();
    let all = ids(browsers().all().await.unwrap());
    assert_eq!(all, [again.id.clone(), other.id.clone()]);

    // Nobody remembers those whose time is up.
    service.advance(Duration::from_secs(2 * 24 * 60 * 60));
    let last = devices.create(browser("last")).await.unwrap();
    let all = browsers().all().await.unwrap();
    assert!(matches!(&all[..], [only] if only.id() == &last.id), "{all:?}");
    devices.delete(&last.id).await.unwrap();
    assert!(devices.read(&last.id).await.unwrap_err().is_not_found());

    let off = RememberMe::new(RememberedBrowsers::new(false, TimeSpan::days(2)));
    service.change_policy(|policy| policy.remember_me(off)).await;
    let error = devices.create(browser("signals")).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("type"));
}
