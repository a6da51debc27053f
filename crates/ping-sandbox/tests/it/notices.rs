//! What messages say, and which of them go out.

use std::time::Duration;

use ping_sandbox::Channel;
use serde_json::{Value, json};

use crate::mfa::{begin, check};
use crate::support::{Api, Reply};

/// Writes a content of a template.
async fn write(api: &Api, template: &str, content: Value) {
    let reply = api.post(&api.env(&format!("/templates/{template}/contents")), &content).await;
    reply.expect(201, "platform.create_template_content");
}

/// Writes a text message for signing in.
async fn write_sms(api: &Api, locale: &str, variant: Option<&str>, content: &str) {
    let mut body = json!({ "deliveryMethod": "SMS", "locale": locale, "content": content });
    if let Some(variant) = variant {
        body["variant"] = variant.into();
    }
    write(api, "strong_authentication", body).await;
}

/// Begins an authentication by a text message to a number that is paired with nobody.
async fn ask(api: &Api, user_id: &str, phone: &str, notification: Value) -> Reply {
    let body = json!({
        "user": { "id": user_id },
        "selectedDevice": { "oneTime": { "type": "SMS", "phone": phone } },
        "notification": notification,
    });
    api.post(&api.auth("/deviceAuthentications"), &body).await
}

/// What such a message says, without its passcode.
async fn said(api: &Api, user_id: &str, template: Value) -> (String, String, Option<String>) {
    let reply = ask(api, user_id, PHONE, json!({ "template": template })).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let message = api.sandbox.outbox().try_next(Channel::Sms, PHONE).unwrap();
    let notification = message.notification.unwrap();
    let text = message.text.replace(&message.otp.unwrap(), "OTP");
    (text, notification.locale, notification.variant)
}

const PHONE: &str = "+15125550100";

async fn change_user(api: &Api, id: &str, change: Value) {
    let path = api.env(&format!("/users/{id}"));
    api.send("PATCH", &path, "application/json", &change).await.expect(200, "platform.patch_user");
}

#[tokio::test]
async fn the_content_that_fits_best_is_chosen() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let sign_in = |more: Value| {
        let mut template = json!({ "name": "strong_authentication" });
        template.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        template
    };
    let own = said(&api, &user, sign_in(json!({}))).await;
    assert_eq!(own, ("Your passcode is OTP".into(), "en".into(), None));

    // The caller's text comes before the template's own.
    write_sms(&api, "en", None, "Code ${otp}").await;
    write_sms(&api, "fr", None, "Votre code ${otp}").await;
    write_sms(&api, "de-CH", None, "Ihr Code ${otp}").await;
    write_sms(&api, "fr", Some("Short"), "F ${otp}").await;
    let text = async |more: Value| said(&api, &user, sign_in(more)).await.0;
    assert_eq!(text(json!({})).await, "Code OTP");

    // The user's language, without its region; and the request's before it.
    change_user(&api, &user, json!({ "preferredLanguage": "it, fr-CA;q=0.9, en;q=0.8" })).await;
    assert_eq!(text(json!({})).await, "Votre code OTP");
    assert_eq!(text(json!({ "locale": "DE_CH" })).await, "Ihr Code OTP");
    assert_eq!(text(json!({ "locale": "de" })).await, "Ihr Code OTP");
    assert_eq!(text(json!({ "locale": "it" })).await, "Code OTP");

    // A variant, in any case; where there is none such, or not in the language, the one of none.
    assert_eq!(text(json!({ "variant": "SHORT" })).await, "F OTP");
    assert_eq!(text(json!({ "variant": "long" })).await, "Votre code OTP");
    assert_eq!(text(json!({ "variant": "short", "locale": "de" })).await, "Ihr Code OTP");
    let whole = said(&api, &user, sign_in(json!({ "variant": "short" }))).await;
    assert_eq!((whole.1.as_str(), whole.2.as_deref()), ("fr", Some("Short")));

    // A user without a preferred language has a locale.
    change_user(&api, &user, json!({ "preferredLanguage": null, "locale": "de-CH" })).await;
    assert_eq!(text(json!({})).await, "Ihr Code OTP");
}

#[tokio::test]
async fn variables_are_the_services_the_users_and_the_callers() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let content = "${user.username}|${amount}|${count}|${otp}|${none}|${current-year}";
    let body = json!({ "deliveryMethod": "SMS", "locale": "en", "content": content });
    write(&api, "transaction", body).await;
    let variables = json!({ "amount": "${otp}", "count": 3, "otp": "000", "user.username": "x" });
    let template = json!({ "name": "transaction", "variables": variables });
    let (text, _, _) = said(&api, &user, template).await;
    assert_eq!(text, "joe|${otp}|3|OTP||2026");

    // Over HTTP, too, what the caller said is shown.
    let shown = api.get("/sandbox/outbox").await;
    let notification = shown.at("/messages/0/notification");
    assert_eq!(notification["template"], "transaction");
    assert_eq!(notification["variables"]["amount"], "${otp}");
    assert_eq!(notification["provider"], "PINGONE_TWILIO");
    let printed = format!("{:?}", api.sandbox.outbox().all());
    assert!(!printed.contains("joe|"), "{printed}");
}

#[tokio::test]
async fn a_pairing_remembers_how_its_message_is_worded() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let short = json!({
        "deliveryMethod": "Email", "locale": "en", "variant": "short", "subject": "Hi ${who}",
        "body": "${otp}", "from": { "name": "Example" },
    });
    write(&api, "device_pairing", short).await;
    let settings = json!({ "replyTo": { "address": "help@example.com" } });
    let path = api.env("/notificationsSettings");
    let set = api.send("PUT", &path, "application/json", &settings).await;
    set.expect(200, "platform.update_notification_settings");
    let template = json!({ "variant": "short", "variables": { "who": "Joe" } });
    let device = json!({
        "type": "EMAIL", "email": "joe@example.com", "status": "ACTIVATION_REQUIRED",
        "notification": { "template": template },
    });
    let devices = api.env(&format!("/users/{user}/devices"));
    let created = api.post(&devices, &device).await.expect(201, "mfa.create_mfa_device_email");
    let path = format!("{devices}/{}", created.text_at("/id"));
    let resent = api.act(&path, "device.sendActivationCode", &Value::Null).await;
    assert_eq!(resent.status, 200, "{}", resent.text);
    for _ in 0..2 {
        let message = api.sandbox.outbox().next_email("joe@example.com").await;
        assert_eq!(Some(&message.text), message.otp.as_ref());
        let notification = message.notification.unwrap();
        assert_eq!(notification.subject.as_deref(), Some("Hi Joe"));
        let sender = notification.sender.as_deref();
        assert_eq!(sender, Some("Example <noreply@pingidentity.com>"));
        let answered = notification.reply_to.as_deref();
        assert_eq!(answered, Some("PingOne <help@example.com>"));
        assert_eq!(notification.voice, None);
        assert_eq!(notification.provider, None);
    }
}

#[tokio::test]
async fn a_call_has_the_voice_of_its_content() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let said = json!({ "deliveryMethod": "Voice", "locale": "en", "content": "${otp}" });
    let mut read_by = said.clone();
    read_by["voice"] = "Alice".into();
    read_by["locale"] = "fr".into();
    write(&api, "strong_authentication", said).await;
    write(&api, "strong_authentication", read_by).await;
    for (locale, voice) in [("en", None), ("fr", Some("Alice"))] {
        let template = json!({ "name": "strong_authentication", "locale": locale });
        let body = json!({
            "user": { "id": user }, "notification": { "template": template },
            "selectedDevice": { "oneTime": { "type": "VOICE", "phone": PHONE } },
        });
        begin(&api, body).await;
        let message = api.sandbox.outbox().next_voice(PHONE).await;
        assert_eq!(message.notification.unwrap().voice.as_deref(), voice, "{locale}");
    }
    let shown = api.get("/sandbox/outbox").await;
    assert_eq!(shown.at("/messages/1/notification/voice"), "Alice");
}

#[tokio::test]
async fn templates_are_found_by_what_their_contents_are() {
    let api = Api::start().await;
    write_sms(&api, "fr-CA", None, "Votre code ${otp}").await;
    let found = async |filter: &str| {
        let filter = filter.replace(' ', "%20").replace('"', "%22");
        let all = api.get(&api.env(&format!("/templates?filter={filter}"))).await;
        let all = all.expect(200, "platform.read_all_templates");
        let rows = all.at("/_embedded/templates").as_array().unwrap().clone();
        rows.into_iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("locale eq \"FR-ca\"").await, ["strong_authentication"]);
    assert_eq!(found("locale sw \"fr\" and deliveryMethod eq \"SMS\"").await.len(), 1);
    // One content has to be all of it.
    assert!(found("locale sw \"fr\" and deliveryMethod eq \"Email\"").await.is_empty());
    assert_eq!(found("default eq false").await, ["strong_authentication"]);
    let pushed = found("deliveryMethod eq \"Push\" and default eq true").await;
    assert!(pushed.contains(&"transaction".to_owned()), "{pushed:?}");
    assert!(!pushed.contains(&"general".to_owned()), "{pushed:?}");
    let contents = api.env("/templates/general/contents?filter=locale%20eq%20%22fr%22");
    api.get(&contents).await.assert_error(400, "INVALID_REQUEST", None);
}

/// A policy with these rules, which is made the default one.
async fn policy(api: &Api, rules: Value) {
    let mut body = json!({ "name": "Ours", "default": true, "quotas": [] });
    body.as_object_mut().unwrap().extend(rules.as_object().unwrap().clone());
    let created = api.post(&api.env("/notificationsPolicies"), &body).await;
    created.expect(201, "platform.create_notification_policy");
}

#[tokio::test]
async fn countries_are_allowed_and_denied() {
    for (kind, refused) in [("ALLOWED", "+15145550100"), ("DENIED", PHONE)] {
        let api = Api::start().await;
        let user = api.user("joe").await;
        policy(&api, json!({ "countryLimit": { "type": kind, "countries": ["US", "FR"] } })).await;
        let allowed = if refused == PHONE { "+15145550100" } else { PHONE };
        assert_eq!(ask(&api, &user, allowed, json!({})).await.status, 201);
        let error = ask(&api, &user, refused, json!({})).await;
        error.assert_error(400, "REQUEST_FAILED", Some(("CONSTRAINT_VIOLATION", "phone")));
        assert_eq!(api.sandbox.outbox().all().len(), 1);
    }
    // What is limited for calls alone is not for text messages.
    let api = Api::start().await;
    let user = api.user("joe").await;
    let limit = json!({ "type": "DENIED", "countries": ["US"], "deliveryMethods": ["Voice"] });
    policy(&api, json!({ "countryLimit": limit })).await;
    assert_eq!(ask(&api, &user, PHONE, json!({})).await.status, 201);
}

/// A cool-down of 10, 20 and 30 seconds for text messages.
fn cooldown(resends: u64, by_user: bool) -> Value {
    let period = |seconds: u64| json!({ "duration": seconds, "timeUnit": "SECONDS" });
    let mut sms = json!({
        "enabled": true, "periods": [period(10), period(20), period(30)], "resendLimit": resends,
    });
    if by_user {
        sms["groupBy"] = "USER_ID".into();
    }
    let off = json!({ "enabled": false });
    json!({ "cooldownConfiguration": { "sms": sms, "email": off, "voice": off, "whatsApp": off } })
}

#[tokio::test]
async fn messages_wait_for_each_other() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    policy(&api, cooldown(3, false)).await;
    let asked = async || ask(&api, &user, PHONE, json!({})).await;
    assert_eq!(asked().await.status, 201);
    for wait in [10, 20, 30] {
        api.sandbox.clock().advance(Duration::from_secs(wait - 1));
        let error = asked().await;
        error.assert_error(429, "REQUEST_LIMITED", None);
        assert_eq!(error.at("/details/0/code"), "LIMIT_EXCEEDED");
        api.sandbox.clock().advance(Duration::from_secs(1));
        assert_eq!(asked().await.status, 201, "{wait}");
    }
    // After three more the user is blocked for half an hour; another number is not.
    api.sandbox.clock().advance(Duration::from_secs(30 * 60 - 1));
    asked().await.assert_error(429, "REQUEST_LIMITED", None);
    assert_eq!(ask(&api, &user, "+15125550101", json!({})).await.status, 201);
    api.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(asked().await.status, 201);
    asked().await.assert_error(429, "REQUEST_LIMITED", None);
}

#[tokio::test]
async fn a_passcode_that_was_used_ends_the_wait() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    policy(&api, cooldown(3, true)).await;
    let first = json!({
        "user": { "id": user }, "selectedDevice": { "oneTime": { "type": "SMS", "phone": PHONE } },
    });
    let (_, path) = begin(&api, first).await;
    // All numbers of the user count together.
    let other = ask(&api, &user, "+15125550101", json!({})).await;
    other.assert_error(429, "REQUEST_LIMITED", None);
    let message = api.sandbox.outbox().next_sms(PHONE).await;
    check(&api, &path, &message.otp.unwrap()).await;
    assert_eq!(ask(&api, &user, "+15125550101", json!({})).await.status, 201);
}

#[tokio::test]
async fn the_first_provider_that_works_carries_the_message() {
    let api = Api::start().await;
    let user = api.user("joe").await;
    let chain = |ids: [&str; 2]| ids.map(|id| json!({ "id": id }));
    let conditions = json!([
        { "fallbackChain": chain(["all-1", "all-2"]) },
        { "deliveryMethods": ["SMS"], "countries": ["FR"], "fallbackChain": chain(["fr-1", "fr-2"]) },
        { "deliveryMethods": ["VOICE"], "countries": ["US"], "fallbackChain": chain(["us-1", "us-2"]) },
    ]);
    policy(&api, json!({ "providerConfiguration": { "conditions": conditions } })).await;
    let carried = async |phone: &str| {
        assert_eq!(ask(&api, &user, phone, json!({})).await.status, 201);
        let message = api.sandbox.outbox().try_next(Channel::Sms, phone).unwrap();
        message.notification.unwrap().provider.unwrap()
    };
    assert_eq!(carried(PHONE).await, "all-1");
    assert_eq!(carried("+33612345678").await, "fr-1");
    api.sandbox.outbox().providers_down(&["fr-1"]);
    assert_eq!(carried("+33612345678").await, "fr-2");
    let down = json!({ "down": ["all-1", "all-2"] });
    let done = api.send("PUT", "/sandbox/outbox/providers", "application/json", &down).await;
    assert_eq!(done.status, 204, "{}", done.text);
    assert_eq!(carried("+33612345678").await, "fr-1");
    ask(&api, &user, PHONE, json!({})).await.assert_error(400, "REQUEST_FAILED", None);
}
