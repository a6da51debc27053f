//! What decides without a device: bypass and policies; and backup authentication.

use std::time::Duration;

use ping_models::pingid::{
    AddService, AuthenticationMethodsRule, CreateBulkAuthenticationPolicy, DeviceType,
    OfflinePairing, PingIdCode, Policy, PolicyAction, PolicyTargets, ServiceAlias,
    StartAuthentication, ToggleUserBypass,
};
use ping_sandbox::Channel;
use pingid_rest::{OtpOutcome, Step};

use super::completed;
use crate::stories::offline::{other, otp};
use crate::stories::{Stage, is, refused};

const NUMBER: &str = "+15125550100";

impl Stage {
    /// Puts a policy for a group before all others.
    pub(in crate::stories) async fn policy(
        &self,
        group: &str,
        change: impl FnOnce(Policy) -> Policy,
    ) {
        let policies = self.pingid.policies();
        let mut set = CreateBulkAuthenticationPolicy::from_read(policies.read().await.unwrap());
        let targets = PolicyTargets::new().groups([group.to_owned()]);
        let policy = Policy::named(group, targets, PolicyAction::Authenticate);
        set.policies.get_or_insert_default().insert(0, change(policy));
        policies.create(set.renumbered()).await.unwrap();
    }

    async fn sign_on_in(&self, group: &str) -> Result<Step, ping_transport::Error> {
        let request =
            StartAuthentication::new("jdoe").enforce_policy(true).member_of([group.to_owned()]);
        self.pingid.authenticate(request).await
    }
}

#[tokio::test]
async fn a_bypass_can_be_set_where_the_user_has_signed_in() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    let hour = stage.sandbox.clock().now() + std::time::Duration::from_secs(3600);
    let bypass = || ToggleUserBypass::new("jdoe", hour).services([ServiceAlias::Web]);
    let users = stage.pingid.users();
    let error = users.bypass(bypass()).await.unwrap_err();
    assert_eq!(refused(&error), 10_557);
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    stage.sandbox.pingid().approve("jdoe").unwrap();
    completed(push.wait().await.unwrap());
    users.bypass(bypass()).await.unwrap();
    let services = stage.user("jdoe").await.services.unwrap();
    assert_eq!(services[0].alias, Some(ServiceAlias::Web));
    assert_eq!(services[0].bypass_until, Some(hour.into()));
    completed(stage.sign_on("jdoe").await);
}

#[tokio::test]
async fn a_user_in_bypass_signs_in_at_once() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    stage.phone("jdoe").await;
    let service = AddService::new("jdoe", ServiceAlias::Vpn);
    users.add_service(service).await.unwrap();
    let until = stage.sandbox.clock().now() + Duration::from_secs(3600);
    let bypass = ToggleUserBypass::new("jdoe", until).services([ServiceAlias::Vpn]);
    users.bypass(bypass).await.unwrap();

    let vpn = || StartAuthentication::new("jdoe").service(ServiceAlias::Vpn);
    let done = completed(stage.pingid.authenticate(vpn()).await.unwrap());
    assert_eq!(done.user_name(), "jdoe");
    assert!(done.device().is_none() && done.cookie().is_none());
    assert!(stage.sandbox.pingid().pushes().is_empty());
    // In that service alone, and as long as it lasts.
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    stage.sandbox.pingid().deny("jdoe").unwrap();
    is!(push.wait().await.unwrap(), Step::Failed);
    stage.sandbox.clock().advance(Duration::from_secs(3601));
    let _ = is!(stage.pingid.authenticate(vpn()).await.unwrap(), Step::Push);
}

#[tokio::test]
async fn a_policy_approves_and_denies() {
    let stage = Stage::new().await;
    stage.phone("jdoe").await;
    stage.policy("Staff", |policy| policy.default_action(PolicyAction::Approve)).await;
    stage.policy("Guests", |policy| policy.default_action(PolicyAction::Deny)).await;

    let done = completed(stage.sign_on_in("Staff").await.unwrap());
    let cookie = done.cookie().unwrap().clone();
    let error = stage.sign_on_in("Guests").await.unwrap_err();
    assert_eq!(refused(&error), 400);
    assert!(error.to_string().contains("denies"), "{error}");
    // Policies count where that is asked for.
    let push = is!(stage.sign_on("jdoe").await, Step::Push);
    stage.sandbox.pingid().approve("jdoe").unwrap();
    assert!(completed(push.wait().await.unwrap()).cookie().is_none());

    // The next authentication brings a cookie of its own, also by a push.
    let request = StartAuthentication::new("jdoe").enforce_policy(true).cookie(cookie.clone());
    let push = is!(stage.pingid.authenticate(request).await.unwrap(), Step::Push);
    stage.sandbox.pingid().approve("jdoe").unwrap();
    let done = completed(push.wait().await.unwrap());
    assert_ne!(done.cookie().unwrap().expose(), cookie.expose());
}

#[tokio::test]
async fn a_policy_limits_the_methods() {
    let stage = Stage::new().await;
    let phone = stage.phone("jdoe").await;
    stage.pair(OfflinePairing::sms("jdoe", NUMBER)).await;
    stage.policy("By SMS", |policy| policy.default_action(PolicyAction::Sms)).await;
    let step = is!(stage.sign_on_in("By SMS").await.unwrap(), Step::Otp);
    assert_eq!(step.code(), PingIdCode::OtpBySms);
    assert_eq!(step.devices().len(), 1);
    let right = otp(&stage.sandbox, Channel::Sms, NUMBER);
    let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
    assert!(completed(next).cookie().is_some());

    // The app, but no push.
    stage.policy("By passcode", |policy| policy.default_action(PolicyAction::OtpOnly)).await;
    let step = is!(stage.sign_on_in("By passcode").await.unwrap(), Step::Otp);
    assert_eq!(step.code(), PingIdCode::AppOtp);
    let shown = stage.sandbox.pingid().app_otp(phone).unwrap();
    let next = is!(step.submit(shown).await.unwrap(), OtpOutcome::Next);
    completed(next);

    // A number has to be chosen.
    stage.policy("By number", |policy| policy.default_action(PolicyAction::NumberMatching)).await;
    let push = is!(stage.sign_on_in("By number").await.unwrap(), Step::Push);
    let number = push.number_for_matching().unwrap();
    let hands = stage.sandbox.pingid();
    hands.approve_with_number("jdoe", number).unwrap();
    completed(push.wait().await.unwrap());

    // By a rule, and by one that leaves nothing.
    let methods = AuthenticationMethodsRule::new()
        .priority(1_u32)
        .methods([ping_models::pingid::AuthenticationMethod::YubiKey]);
    stage.policy("By key", |policy| policy.authentication_methods(methods)).await;
    let error = stage.sign_on_in("By key").await.unwrap_err();
    assert_eq!(refused(&error), 400);
}

#[tokio::test]
async fn a_backup_address_takes_a_passcode() {
    let stage = Stage::new().await;
    // Not even a device is needed.
    stage.add("jdoe").await;
    for (device_type, channel, to, kind) in [
        (DeviceType::Email, Channel::Email, "jdoe@example.com", PingIdCode::OtpByEmail),
        (DeviceType::Sms, Channel::Sms, NUMBER, PingIdCode::OtpBySms),
        (DeviceType::Voice, Channel::Voice, NUMBER, PingIdCode::OtpByVoice),
    ] {
        let begun = stage.pingid.authenticate_by_backup("jdoe", device_type, to).await;
        let step = is!(begun.unwrap(), Step::Otp);
        assert_eq!(step.code(), kind);
        // There is no device that could be another one, and the passcode stays good.
        let error = step.select(7).await.unwrap_err();
        assert_eq!(error.field(), Some("deviceId"));
        let right = otp(&stage.sandbox, channel, to);
        let step = is!(step.submit(other(&right)).await.unwrap(), OtpOutcome::Wrong);
        let next = is!(step.submit(right).await.unwrap(), OtpOutcome::Next);
        let done = completed(next);
        assert_eq!(done.user_name(), "jdoe");
        assert!(done.device().is_none());
    }
    assert!(stage.user("jdoe").await.last_login.is_some());
}

#[tokio::test]
async fn a_backup_that_cannot_be_reached_is_refused() {
    let stage = Stage::new().await;
    stage.add("jdoe").await;
    let refusal = async |user: &str, device_type: DeviceType, to: &str| {
        let begun = stage.pingid.authenticate_by_backup(user, device_type, to);
        refused(&begun.await.unwrap_err())
    };
    assert_eq!(refusal("nobody", DeviceType::Sms, NUMBER).await, 10_564);
    assert_eq!(refusal("jdoe", DeviceType::Sms, "+1512").await, 20_559);
    assert_eq!(refusal("jdoe", DeviceType::Email, "@").await, 20_558);
    assert_eq!(refusal("jdoe", DeviceType::YubiKey, NUMBER).await, 400);
    assert!(stage.sandbox.outbox().all().is_empty());
}
