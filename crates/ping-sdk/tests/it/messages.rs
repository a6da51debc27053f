//! What users are told across products: contents and policies of the platform, messages of MFA.

use ping_sdk::models::mfa::{
    DeviceStatus, InitializeDeviceAuthentication, NewSmsDevice, Notification, NotificationTemplate,
    PairingNotification, PairingTemplate,
};
use ping_sdk::models::platform::{
    CountryLimit, CountryLimitType, NewNotificationPolicy, NewSmsContent, NewUser,
};
use ping_sdk::models::{ErrorCode, OpenValue};
use ping_sdk::prelude::*;
use ping_sdk::sandbox::Channel;

const PHONE: &str = "+15125550100";

/// A user with multi-factor authentication.
async fn user(ping: &Ping) -> UserId {
    let id = ping.platform().users().create(NewUser::new("ann")).await.unwrap().id;
    ping.mfa().user(&id).mfa_enabled().update(true).await.unwrap();
    id
}

fn variable(name: &str, value: &str) -> [(String, OpenValue); 1] {
    [(name.to_owned(), serde_json::Value::from(value).into())]
}

#[tokio::test]
async fn a_device_is_told_in_the_words_of_a_variant() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let id = user(&ping).await;
    let pairing = NewSmsContent::new("en", "${shop}: pair with ${otp}").variant("shop");
    ping.platform().template("device_pairing").contents().create(pairing).await.unwrap();
    let contents = ping.platform().template("transaction").contents();
    let buying = NewSmsContent::new("en", "Pay ${amount}? ${otp}").variant("shop");
    contents.create(buying).await.unwrap();
    let read = |message: ping_sdk::sandbox::Message| {
        let otp = message.otp.unwrap();
        (message.text.replace(&otp, "OTP"), otp)
    };

    let template = PairingTemplate::new().variant("shop").variables(variable("shop", "Example"));
    let device = NewSmsDevice::new(PHONE)
        .status(DeviceStatus::ActivationRequired)
        .notification(PairingNotification::new().template(template));
    let devices = ping.mfa().user(&id).devices();
    let device = devices.create(device).await.unwrap();
    let (text, otp) = read(sandbox.outbox().next_sms(PHONE).await);
    assert_eq!(text, "Example: pair with OTP");
    devices.activate(&device.id, otp).await.unwrap();

    // The variant goes by another name from now on; who asks for the old one gets no variant.
    contents.rename_variant("shop", "store").await.unwrap();
    for (variant, expected) in
        [("STORE", "Pay 100 EUR? OTP"), ("shop", "Approve the transaction with OTP")]
    {
        let template = NotificationTemplate::new()
            .name("transaction")
            .variant(variant)
            .variables(variable("amount", "100 EUR"));
        let request = InitializeDeviceAuthentication::of_user(&id)
            .notification(Notification::new().template(template));
        let step = ping.mfa().authenticate(request).await.unwrap();
        assert!(matches!(step, Step::Otp(_)), "{step:?}");
        let message = sandbox.outbox().next_sms(PHONE).await;
        let notification = message.notification.clone().unwrap();
        assert_eq!(notification.template, "transaction");
        assert_eq!(notification.variables["amount"], "100 EUR");
        assert_eq!(read(message).0, expected);
    }
}

#[tokio::test]
async fn no_message_goes_to_a_country_that_is_not_allowed() {
    let sandbox = Sandbox::start().await;
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    let id = user(&ping).await;
    let limit = CountryLimit::new(CountryLimitType::Allowed).countries(["FR".to_owned()]);
    let policy = NewNotificationPolicy::new("France", []).default(true).country_limit(limit);
    ping.platform().notification_policies().create(policy).await.unwrap();
    let devices = ping.mfa().user(&id).devices();
    let pair = |phone: &str| NewSmsDevice::new(phone).status(DeviceStatus::ActivationRequired);
    let error = devices.create(pair(PHONE)).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    assert!(sandbox.outbox().try_next(Channel::Sms, PHONE).is_none());
    devices.create(pair("+33612345678")).await.unwrap();
    assert!(sandbox.outbox().try_next(Channel::Sms, "+33612345678").is_some());
}
