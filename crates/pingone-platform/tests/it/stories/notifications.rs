//! How messages are sent.

use ping_models::ErrorCode;
use ping_models::platform::{
    Cooldown, CooldownConfiguration, CooldownPeriod, CooldownTimeUnit, CountryLimit,
    CountryLimitType, DailyQuota, DeliveryMethod, DeliveryMode, EmailSender, ListedUser,
    NewNotificationPolicy, NewNotificationSettings, NotificationQuota, NotificationQuotaType,
    NotificationRestrictions, PhoneDeliveryMethod, ProviderCondition, ProviderConfiguration,
};

use crate::service::service;

const PHONE: [DeliveryMethod; 2] = [DeliveryMethod::Sms, DeliveryMethod::Voice];

#[tokio::test]
async fn the_life_of_a_notification_policy() {
    let service = service().await;
    let policies = service.platform.notification_policies();
    let former = policies.list().all().await.unwrap().remove(0);
    assert_eq!(former.default, Some(true));

    let quota = |methods: &[DeliveryMethod], total| {
        NotificationQuota::new(NotificationQuotaType::User, methods.to_vec()).total(total)
    };
    let quotas = [quota(&PHONE, 30), quota(&[DeliveryMethod::Email], 25)];
    let new = NewNotificationPolicy::new("Few", quotas).default(false);
    let created = policies.create(new).await.unwrap();
    assert_eq!(created.quotas.as_ref().unwrap()[1].total, Some(25));
    assert_eq!(policies.read(&created.id).await.unwrap(), created);

    let period = CooldownPeriod::new(30, CooldownTimeUnit::Seconds);
    let cooldown = || {
        let periods = [period.clone(), period.clone(), period.clone()];
        Cooldown::new(true).periods(periods).group_by("USER_ID").resend_limit(5)
    };
    let countries = ["GB".to_owned()];
    let limit = CountryLimit::new(CountryLimitType::Allowed)
        .delivery_methods(PHONE)
        .countries(countries.clone());
    let abroad = ProviderCondition::new(["provider-1".into()])
        .delivery_methods([PhoneDeliveryMethod::Voice])
        .countries(countries);
    let providers = [abroad, ProviderCondition::new(["provider-2".into()])];
    let parts = NotificationQuota::new(NotificationQuotaType::Environment, PHONE);
    let mut change = NewNotificationPolicy::from(created.clone())
        .default(true)
        .country_limit(limit)
        .cooldown_configuration(CooldownConfiguration::new(
            cooldown(),
            cooldown(),
            Cooldown::new(false),
            Cooldown::new(false),
        ))
        .provider_configuration(ProviderConfiguration::new(providers));
    change.quotas =
        Some(vec![parts.claimed(900).unclaimed(100), quota(&[DeliveryMethod::Email], 25)]);
    let changed = policies.update(&created.id, change).await.unwrap();
    assert_eq!(policies.read(&created.id).await.unwrap(), changed);
    assert_eq!(changed.cooldown_configuration.unwrap().sms.unwrap().resend_limit, Some(5));
    // There is one default, and it stays.
    assert_eq!(policies.read(&former.id).await.unwrap().default, Some(false));
    let error = policies.delete(&created.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    policies.update(&former.id, NewNotificationPolicy::from(former.clone())).await.unwrap();
    policies.delete(&created.id).await.unwrap();
    assert!(policies.read(&created.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn notification_settings_are_changed_and_put_back() {
    let service = service().await;
    let settings = service.platform.notification_settings();
    let first = settings.read().await.unwrap();
    let user = service.create_user("ann").await;
    let us = EmailSender::new().name("Example").address("login@example.com");
    let change = NewNotificationSettings::from(first.clone())
        .delivery_mode(DeliveryMode::All)
        .restrictions(NotificationRestrictions::new().sms_voice_quota(DailyQuota::new(30)))
        .sms_providers_fallback_chain(["PINGONE_TWILIO".to_owned()])
        .sender(us.clone())
        .reply_to(us.clone())
        .whitelist([ListedUser::new(user)]);
    settings.update(change).await.unwrap();
    let read = settings.read().await.unwrap();
    assert_eq!(read.sender, Some(us));
    assert_eq!(read.restrictions.unwrap().sms_voice_quota.unwrap().daily, Some(30));

    let quota = NotificationRestrictions::new().sms_voice_quota(DailyQuota::new(51));
    let wrong = NewNotificationSettings::new().restrictions(quota);
    let error = settings.update(wrong).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("restrictions.smsVoiceQuota.daily"));

    settings.reset().await.unwrap();
    let read = settings.read().await.unwrap();
    assert_eq!((read.sender, read.whitelist), (first.sender, first.whitelist));
}
