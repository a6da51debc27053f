//! Notification policies and settings, templates.

use ping_models::platform::{
    Cooldown, CooldownConfiguration, CooldownPeriod, CooldownTimeUnit, CountryLimit,
    CountryLimitType, DailyQuota, DeliveryMethod, DeliveryMode, EmailSender, ListedUser,
    NewNotificationPolicy, NewNotificationSettings, NewSmsContent, NotificationQuota,
    NotificationQuotaType, NotificationRestrictions, PhoneDeliveryMethod, ProviderCondition,
    ProviderConfiguration,
};
use ping_testkit::wire;
use pingone_platform::TemplateFilter;

use super::platform;

#[test]
fn notification_policies() {
    let policies = platform().notification_policies();
    let phone = [DeliveryMethod::Sms, DeliveryMethod::Voice];
    let quota = |kind, methods: &[DeliveryMethod]| NotificationQuota::new(kind, methods.to_vec());
    let few = [
        quota(NotificationQuotaType::User, &phone).total(30),
        quota(NotificationQuotaType::User, &[DeliveryMethod::Email]).total(25),
    ];
    wire![policies.list(), policies.create(NewNotificationPolicy::new("Few", few).default(false))];
    let period = |duration, unit| CooldownPeriod::new(duration, unit);
    let on = Cooldown::new(true)
        .periods([
            period(30, CooldownTimeUnit::Seconds),
            period(1, CooldownTimeUnit::Minutes),
            period(2, CooldownTimeUnit::Minutes),
        ])
        .group_by("USER_ID")
        .resend_limit(5);
    let off = || Cooldown::new(false);
    let countries = ["GB".to_owned(), "US".to_owned()];
    let limit = CountryLimit::new(CountryLimitType::Allowed)
        .delivery_methods(phone.clone())
        .countries(countries.clone());
    let abroad = ProviderCondition::new(["provider-1".into()])
        .delivery_methods([PhoneDeliveryMethod::Voice])
        .countries(countries);
    let providers = [abroad, ProviderCondition::new(["provider-2".into()])];
    let quota = quota(NotificationQuotaType::Environment, &phone).claimed(900).unclaimed(100);
    let whole = NewNotificationPolicy::new("Abroad", [quota])
        .default(true)
        .country_limit(limit)
        .cooldown_configuration(CooldownConfiguration::new(on.clone(), on, off(), off()))
        .provider_configuration(ProviderConfiguration::new(providers));
    wire![
        policies.read("policy-1"),
        policies.update("policy-1", whole),
        policies.delete("policy-1"),
    ];
}

#[test]
fn notification_settings() {
    let settings = platform().notification_settings();
    let us = EmailSender::new().name("Example").address("login@example.com");
    let quota = NotificationRestrictions::new().sms_voice_quota(DailyQuota::new(30));
    let whole = NewNotificationSettings::new()
        .delivery_mode(DeliveryMode::All)
        .restrictions(quota)
        .sms_providers_fallback_chain(["PINGONE_TWILIO".to_owned()])
        .sender(us.clone())
        .reply_to(us)
        .whitelist([ListedUser::new("user-1")]);
    wire![settings.read(), settings.update(whole), settings.reset()];
}

#[test]
fn templates() {
    let templates = platform().templates();
    let emails = TemplateFilter::delivery_method()
        .eq(DeliveryMethod::Email)
        .and(TemplateFilter::locale().sw("en"));
    let newest = TemplateFilter::created_at().descending();
    wire![
        templates.list().filter(emails).order(newest).limit(10),
        templates.read("strong_authentication"),
    ];
    let contents = platform().template("strong_authentication").contents();
    let french = || {
        let content = NewSmsContent::new("fr", "Votre code est ${otp}.");
        content.sender("Example").variant("short")
    };
    wire![
        contents.list().query("limit", "10"),
        contents.create(french()),
        contents.read("content-1"),
        contents.update("content-1", french()),
        contents.delete("content-1"),
        contents.rename_variant("short", "brief"),
        contents.delete_variant("brief"),
    ];
}
