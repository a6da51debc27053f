//! Addresses that are used once, and messages that the caller words.

use ping_models::ErrorCode;
use ping_models::mfa::{
    InitializeDeviceAuthentication, NewEmailDevice, NotificationTemplate, OneTimeDevice,
};
use ping_sandbox::Channel;

use crate::service::{completed, next, not, otp, service, wrong};

#[tokio::test]
async fn a_phone_or_mailbox_is_used_once() {
    let service = service().await;
    let user = service.user("jdoe").await;
    let outbox = service.sandbox.outbox();
    let (phone, mailbox) = ("+15125550100", "jdoe@example.com");
    for (device, channel, to) in [
        (OneTimeDevice::by_sms(phone), Channel::Sms, phone),
        (OneTimeDevice::by_voice(phone), Channel::Voice, phone),
        (OneTimeDevice::by_email(mailbox), Channel::Email, mailbox),
    ] {
        let request = InitializeDeviceAuthentication::of_user(user.id());
        let request = request.to_one_time_device(device);
        let step = otp(service.mfa.authenticate(request).await.unwrap());
        // It is no device of the user.
        assert!(step.device().is_none() && step.devices().next().is_none());
        let told = step.authentication().selected_device.as_ref().unwrap();
        let told = told.one_time.as_ref().unwrap();
        assert!(told.phone.as_ref().or(told.email.as_ref()).unwrap().contains("**"));
        let code = outbox.try_next(channel, to).unwrap().otp.unwrap();
        let again = wrong(step.submit(not(&code)).await.unwrap());
        assert_eq!(again.attempts_remaining(), Some(2));
        let done = completed(next(again.submit(code).await.unwrap()));
        completed(service.mfa.resume(done.id().unwrap()).await.unwrap());
    }
    assert!(user.devices().list().all().await.unwrap().is_empty());

    // Nothing is sent in the test mode.
    let request = InitializeDeviceAuthentication::of_user(user.id());
    let tested = OneTimeDevice::by_sms(phone).test_mode(true);
    let step = service.mfa.authenticate(request.to_one_time_device(tested)).await.unwrap();
    let code = step.authentication().test.as_ref().unwrap().otp.clone().unwrap();
    completed(next(otp(step).submit(code.expose()).await.unwrap()));
    assert_eq!(outbox.all().len(), 3);

    let bad = OneTimeDevice::by_email("nobody");
    let request = InitializeDeviceAuthentication::of_user(user.id()).to_one_time_device(bad);
    let error = service.mfa.authenticate(request).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue));
    assert_eq!(error.details()[0].target.as_deref(), Some("selectedDevice.oneTime.email"));
}

#[tokio::test]
async fn a_message_tells_of_the_transaction() {
    let service = service().await;
    let user = service.user("jdoe").await;
    user.devices().create(NewEmailDevice::new("jdoe@example.com")).await.unwrap();
    let payment = NotificationTemplate::transaction()
        .locale("en")
        .variable("amount", "100")
        .variable("shop", "Books & Co");
    let request = InitializeDeviceAuthentication::of_user(user.id()).with_template(payment);
    let step = otp(service.mfa.authenticate(request).await.unwrap());
    let message = service.sandbox.outbox().try_next(Channel::Email, "jdoe@example.com").unwrap();
    let notification = message.notification.unwrap();
    assert_eq!(
        (notification.template.as_str(), notification.locale.as_str()),
        ("transaction", "en")
    );
    let variables: Vec<_> = notification.variables.iter().collect();
    assert!(variables.contains(&(&"amount".into(), &"100".into())), "{variables:?}");
    let done = completed(next(step.submit(message.otp.unwrap()).await.unwrap()));
    completed(service.mfa.resume(done.id().unwrap()).await.unwrap());

    let unknown = NotificationTemplate::new().name("device_pairing");
    let request = InitializeDeviceAuthentication::of_user(user.id()).with_template(unknown);
    let error = service.mfa.authenticate(request).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("notification.template.name"));
}
