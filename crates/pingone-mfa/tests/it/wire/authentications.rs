//! Device authentications.

use ping_models::Reference;
use ping_models::mfa::{
    CancelReason, CheckAssertion, CheckRememberedDevice, Compatibility,
    InitializeDeviceAuthentication, Notification, NotificationTemplate, OneTimeDevice, WebAuthn,
};
use ping_testkit::wire;

use super::mfa;

#[test]
fn device_authentications() {
    let authentications = mfa().device_authentications();
    let of_user = || InitializeDeviceAuthentication::of_user("user-1");
    wire![
        authentications.create(of_user().policy("policy-1")),
        authentications.create(of_user().with_device("device-1")),
    ];
    let with_otp = of_user().with_device("device-1").with_otp("planted");
    wire![
        authentications.create(with_otp),
        authentications.read("auth-1"),
        authentications.select_device("auth-1", "device-1"),
        authentications.check_otp("auth-1", "planted"),
    ];
    let once = |address| authentications.create(of_user().to_one_time_device(address));
    wire![
        once(OneTimeDevice::by_sms("+15125550100")),
        once(OneTimeDevice::by_voice("+15125550100")),
        once(OneTimeDevice::by_email("joe@example.com").test_mode(true)),
    ];
    let payment =
        NotificationTemplate::transaction().locale("en").variant("short").variable("amount", "100");
    let notification =
        Notification::new().policy("policy-2").client_context(serde_json::json!({ "shop": 7 }));
    let notified = of_user().notification(notification).with_template(payment);
    let challenge = WebAuthn::new().challenge("AAAA");
    let passwordless = InitializeDeviceAuthentication::passwordless(Some("example.com"))
        .web_authn(challenge)
        .compatibility(Compatibility::Full);
    wire![authentications.create(notified), authentications.create(passwordless)];
    let signed = CheckAssertion::new("planted").origin("https://login.example.com");
    let signed = signed.compatibility(Compatibility::SecurityKeyOnly);
    wire!(authentications.check_assertion("auth-1", signed));
    wire!(authentications.check_assertion("auth-1", CheckAssertion::desktop("planted")));
    let browser = CheckRememberedDevice::browser("user-1", "policy-1", "planted");
    let browser = browser.device_session(Reference::to("session-1"));
    wire!(authentications.check_remembered(browser, "rememberMe=planted"));
    let cancel = authentications.cancel("auth-1", CancelReason::ChangeDevice);
    wire!(cancel);
}
