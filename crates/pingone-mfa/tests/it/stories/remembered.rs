//! Users whose browsers are remembered need no device.

use std::time::Duration;

use ping_models::mfa::{
    CheckRememberedDevice, NewBrowserDevice, NewSmsDevice, RememberMe, RememberedBrowsers, TimeSpan,
};
use ping_models::{Reference, Secret};
use pingone_mfa::{Step, UserHandle};

use crate::service::{Service, completed, failed, next, otp, service};

struct Remembered {
    service: Service,
    user: UserHandle,
    cookie: Secret,
}

/// A user who has signed in with a text message, and whose browser is remembered for two days.
async fn remembered() -> Remembered {
    let service = service().await;
    let user = service.user("jdoe").await;
    let phone = NewSmsDevice::new("+15125550100");
    user.devices().create(phone).await.unwrap();
    let step = otp(service.mfa.authenticate(user.id()).await.unwrap());
    completed(next(step.submit(service.sms("+15125550100")).await.unwrap()));
    let remember = RememberMe::web_for(TimeSpan::days(2));
    service.change_policy(|policy| policy.remember_me(remember)).await;
    let browser = NewBrowserDevice::new("signals")
        .policy(service.connection.device_policy_id.as_str())
        .session(Reference::to("session-1"));
    let answer = user.devices().create(browser).with_response().await.unwrap();
    let cookie = answer.cookies().unwrap();
    Remembered { service, user, cookie }
}

impl Remembered {
    fn browser(&self, payload: &str) -> CheckRememberedDevice {
        let policy = self.service.connection.device_policy_id.as_str();
        CheckRememberedDevice::browser(self.user.id(), policy, payload)
            .device_session(Reference::to("session-1"))
    }

    async fn sign_in(&self, browser: CheckRememberedDevice, cookie: &str) -> Step {
        self.service.mfa.authenticate_remembered(browser, cookie).await.unwrap()
    }
}

#[tokio::test]
async fn a_remembered_browser_needs_no_device() {
    let story = remembered().await;
    let cookie = story.cookie.expose().to_owned();
    let sent = story.service.sandbox.outbox().all().len();
    let cookies = format!("theme=dark; {cookie}");
    let done = completed(story.sign_in(story.browser("signals"), &cookies).await);
    assert_eq!((done.user(), done.authenticators()), (Some(&story.user.id()), &["rm".into()][..]));
    assert_eq!(done.device().unwrap().device_type().as_str(), "BROWSER");
    assert_eq!(done.authentication().device_session.as_ref().unwrap().id.as_str(), "session-1");
    completed(story.service.mfa.resume(done.id().unwrap()).await.unwrap());
    assert_eq!(story.service.sandbox.outbox().all().len(), sent, "nothing was sent");

    // Another browser, another session, no cookie, and another user's.
    let other = story.browser("others");
    let mut no_session = story.browser("signals");
    no_session.device_session = None;
    for (browser, cookie) in [
        (other, cookie.as_str()),
        (no_session, cookie.as_str()),
        (story.browser("signals"), "rememberMe=other"),
        (story.browser("signals"), "theme=dark"),
    ] {
        failed(story.sign_in(browser, cookie).await);
    }
    let other = story.service.user("asmith").await;
    let mut browser = story.browser("signals");
    browser.user = Reference::to(other.id());
    failed(story.sign_in(browser, &cookie).await);
    let nobody = CheckRememberedDevice::browser("none", "none", "signals");
    let error = story.service.mfa.authenticate_remembered(nobody, cookie.as_str()).await;
    assert_eq!(error.unwrap_err().details()[0].target.as_deref(), Some("policy.id"));

    // Its time is over: a device is asked for, as at the first time.
    story.service.advance(Duration::from_secs(2 * 24 * 60 * 60));
    let unknown = failed(story.sign_in(story.browser("signals"), &cookie).await);
    let _ = otp(unknown.restart().await.unwrap());
}

#[tokio::test]
async fn a_policy_that_remembers_no_more() {
    let story = remembered().await;
    let cookie = story.cookie.expose().to_owned();
    completed(story.sign_in(story.browser("signals"), &cookie).await);
    let browser = RememberedBrowsers::new(false, TimeSpan::days(2));
    story.service.change_policy(|policy| policy.remember_me(RememberMe::new(browser))).await;
    failed(story.sign_in(story.browser("signals"), &cookie).await);
}
