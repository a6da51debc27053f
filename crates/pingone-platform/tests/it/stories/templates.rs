//! What users are told.

use ping_models::ErrorCode;
use ping_models::platform::{
    DeliveryMethod, EmailSender, NewEmailContent, NewNotificationPolicy, NewNotificationSettings,
    NewPushContent, NewSmsContent, NewTemplateContent, NewUser, NewVoiceContent, NotificationQuota,
    NotificationQuotaType, PatchUser, PushCategory, TemplateContent,
};
use ping_sandbox::Channel;
use pingone_platform::TemplateFilter;

use crate::service::service;

#[tokio::test]
async fn templates_are_read() {
    let service = service().await;
    let templates = service.platform.templates();
    let all = templates
        .list()
        .filter(TemplateFilter::created_at().ge("2020-01-01T00:00:00.000Z"))
        .order(TemplateFilter::created_at().descending())
        .all()
        .await
        .unwrap();
    assert!(all.iter().any(|template| template.id.as_str() == "general"));
    let pushed = TemplateFilter::delivery_method().eq(DeliveryMethod::Push);
    let own = pushed.and(TemplateFilter::default().eq(true).and(TemplateFilter::locale().sw("en")));
    let own = templates.list().filter(own).all().await.unwrap();
    assert!(
        own.iter().all(|one| one
            .delivery_methods
            .as_ref()
            .unwrap()
            .contains(&DeliveryMethod::Push))
    );
    assert!(!own.is_empty() && own.len() < all.len());
    let one = templates.read("strong_authentication").await.unwrap();
    assert_eq!(one.variables.unwrap()["otp"].as_ref().unwrap().required, Some(true));
    assert!(templates.read("none").await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_life_of_a_content() {
    let service = service().await;
    let contents = service.platform.template("strong_authentication").contents();
    let own = contents.list().all().await.unwrap();
    assert!(own.iter().all(|content| content.default() == Some(true)));
    let error = contents.delete(own[0].id()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    let error = contents.update(own[0].id(), own[0].clone()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");

    let french = NewSmsContent::new("fr", "Votre code est ${otp}.").sender("Example");
    let created = contents.create(french.clone()).await.unwrap();
    assert_eq!(contents.read(created.id()).await.unwrap(), created);
    let taken = contents.create(french).await.unwrap_err();
    assert!(taken.has_code(&ErrorCode::UniquenessViolation), "{taken}");
    let TemplateContent::Sms(sms) = &created else { panic!("{created:?}") };
    let mut change = NewSmsContent::from(sms.clone()).variant("short");
    change.content = "Code : ${otp}".to_owned();
    contents.update(created.id(), change).await.unwrap();
    let read = contents.read(created.id()).await.unwrap();
    assert!(matches!(&read, TemplateContent::Sms(sms) if sms.content == "Code : ${otp}"));
    contents.delete(created.id()).await.unwrap();
    assert!(contents.read(created.id()).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_content_says_what_its_template_allows() {
    let service = service().await;
    let of = |name: &str| service.platform.template(name).contents();
    let long = NewSmsContent::new("de", format!("${{otp}}{}", "ż".repeat(62)));
    let error = of("strong_authentication").create(long).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::SizeLimitExceeded), "{error}");
    let silent = NewSmsContent::new("de", "Bitte melden.");
    let error = of("strong_authentication").create(silent.clone()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue), "{error}");
    of("general").create(silent).await.unwrap();
    // A push carries no passcode, and the caller may bring other variables.
    let push = NewPushContent::new("de", "Anmeldung", "${amount}, sind Sie es?");
    of("strong_authentication").create(push).await.unwrap();
    let unknown = NewEmailContent::new("de", "${code.value} ${amount}");
    let error = of("recovery_code_template").create(unknown).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue), "{error}");
}

#[tokio::test]
async fn a_variant_is_renamed_and_deleted() {
    let service = service().await;
    let contents = service.platform.template("strong_authentication").contents();
    let us = EmailSender::new().name("Example").address("login@example.com");
    let email = NewEmailContent::new("fr", "Votre code est ${otp}.")
        .subject("Connexion")
        .sender(us.clone())
        .reply_to(us)
        .email_content_type("text/plain")
        .variant("short");
    let push = NewPushContent::new("fr", "Connexion", "Est-ce vous ?")
        .push_category(PushCategory::WithoutBannerButtons)
        .variant("short");
    let voice =
        NewVoiceContent::new("fr", "Votre code est ${otp}.").voice("Alice").variant("short");
    let sms = NewSmsContent::new("fr", "Code : ${otp}").sender("Example").variant("short");
    let all: [NewTemplateContent; 4] = [email.into(), push.into(), voice.into(), sms.into()];
    for content in all {
        let created = contents.create(content).await.unwrap();
        assert_eq!(contents.read(created.id()).await.unwrap(), created);
    }
    let taken = contents.create(NewSmsContent::new("FR", "${otp}").variant("SHORT")).await;
    assert!(taken.unwrap_err().has_code(&ErrorCode::UniquenessViolation));

    let renamed = contents.rename_variant("short", "brief").await.unwrap();
    assert_eq!(renamed.items.unwrap().len(), 4);
    let variants = async || {
        let all = contents.list().all().await.unwrap();
        all.iter().filter(|one| one.variant() == Some("brief")).count()
    };
    assert_eq!(variants().await, 4);
    assert!(contents.rename_variant("short", "x").await.unwrap_err().is_not_found());
    contents.delete_variant("brief").await.unwrap();
    assert_eq!(variants().await, 0);
    assert!(contents.delete_variant("brief").await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn what_is_written_for_a_language_is_sent() {
    let service = service().await;
    let platform = &service.platform;
    let french = NewUser::new("ann").email("ann@example.com").preferred_language("fr-CH");
    let id = platform.users().create(french).await.unwrap().id;
    let contents = platform.template("verification_code_template").contents();
    let content = NewEmailContent::new("fr", "Bonjour ${user.username}, ${code.value} !")
        .subject("Votre code");
    let content = contents.create(content).await.unwrap();
    let us = EmailSender::new().name("Example").address("login@example.com");
    let settings = NewNotificationSettings::new().sender(us);
    platform.notification_settings().update(settings).await.unwrap();
    let sent = async || {
        platform.user(&id).send_verification_code().await.unwrap();
        service.sandbox.outbox().try_next(Channel::Email, "ann@example.com").unwrap()
    };
    let message = sent().await;
    assert_eq!(message.text, format!("Bonjour ann, {} !", message.otp.unwrap()));
    let notification = message.notification.unwrap();
    assert_eq!(notification.subject.as_deref(), Some("Votre code"));
    assert_eq!(notification.sender.as_deref(), Some("Example <login@example.com>"));

    // Whoever speaks something else gets the template's own text.
    platform.users().patch(&id, PatchUser::new().preferred_language("it")).await.unwrap();
    let message = sent().await;
    assert_eq!(message.notification.unwrap().locale, "en");
    platform.users().patch(&id, PatchUser::new().preferred_language("fr")).await.unwrap();
    contents.delete(content.id()).await.unwrap();
    assert!(sent().await.text.starts_with("Verify your account"));
}

#[tokio::test]
async fn a_quota_is_reached() {
    let service = service().await;
    let platform = &service.platform;
    let ann = NewUser::new("ann").email("ann@example.com");
    let user = platform.user(platform.users().create(ann).await.unwrap().id);
    let one = NotificationQuota::new(NotificationQuotaType::User, [DeliveryMethod::Email]).total(1);
    let policy = NewNotificationPolicy::new("One a day", [one]).default(true);
    let policy = platform.notification_policies().create(policy).await.unwrap();
    user.send_verification_code().await.unwrap();
    let error = user.send_verification_code().await.unwrap_err();
    assert!(error.has_code(&ErrorCode::QuotaExceeded), "{error}");
    let facts = error.details()[0].inner_error.as_ref().unwrap();
    assert!(facts.quota_reset_time.is_some(), "{error}");
    let more =
        NotificationQuota::new(NotificationQuotaType::User, [DeliveryMethod::Email]).total(2);
    let mut change = NewNotificationPolicy::from(policy.clone());
    change.quotas = Some(vec![more]);
    platform.notification_policies().update(&policy.id, change).await.unwrap();
    user.send_verification_code().await.unwrap();
    assert_eq!(service.sandbox.outbox().all().len(), 2);
}
