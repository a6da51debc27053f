//! What the calls about one user put on the wire.

use ping_models::Timestamp;
use ping_models::platform::{
    ExternalPassword, ImportedPassword, Lifecycle, LifecycleStatus, NewLinkedAccount, NewUser,
    PasswordGateway, PasswordGatewayType, SetPassword, SetPasswordValue,
};
use ping_testkit::{Scripted, wire};
use pingone_platform::{LinkedAccountExpansion, PasswordExpansion, Platform};
use serde_json::json;

#[test]
fn imports_and_replacements() {
    let users = Platform::new(Scripted::client()).users();
    let gateway = PasswordGateway::new("gateway-1", "user-type-1")
        .gateway_type(PasswordGatewayType::Ldap)
        .correlation_attributes(json!({"uid": "joe"}));
    let password = ImportedPassword::new()
        .value("{SSHA512}planted")
        .force_change(false)
        .external(ExternalPassword::new(gateway));
    let lifecycle =
        Lifecycle::new().status(LifecycleStatus::AccountOk).suppress_verification_code(true);
    let imported = NewUser::new("joe@example.com")
        .email("joe@example.com")
        .email_verified(true)
        .mfa_enabled(true)
        .population("population-1")
        .lifecycle(lifecycle)
        .password(password);
    wire![
        users.import(imported),
        users.update("user-1", crate::wire::every_member(NewUser::new("joe@example.com"))),
    ];
}

#[test]
fn accounts() {
    let user = Platform::new(Scripted::client()).user("user-1");
    wire![
        user.lock(Timestamp::from("2023-06-07T23:59:59Z")),
        user.unlock(),
        user.send_verification_code(),
        user.verify("planted-code"),
        user.enabled().read(),
        user.enabled().update(false),
        user.identity_provider().read(),
        user.identity_provider().update("provider-1"),
    ];
    let provider = user.identity_provider().reset().describe().unwrap();
    assert_eq!(provider.body.as_deref(), Some("{}"));
    let accounts = user.linked_accounts();
    let new = NewLinkedAccount::new("provider-1", "10158612355")
        .attributes(json!({"name.given": {"value": "Joe", "update": "EMPTY_ONLY"}}));
    wire![
        accounts.create(new),
        accounts.list().expand(LinkedAccountExpansion::IdentityProvider),
        accounts.read("account-1").expand(LinkedAccountExpansion::IdentityProvider),
        accounts.delete("account-1"),
    ];
}

#[test]
fn passwords() {
    let password = Platform::new(Scripted::client()).user("user-1").password();
    let value = || SetPasswordValue::new().value("planted-1").force_change(true);
    wire![
        password.read().expand(PasswordExpansion::Policy),
        password.check("planted-1"),
        password.set(SetPassword::new("planted-1", false)),
        password.set_value(value().bypass_policy(true)),
        password.reset("planted-2"),
        password.change("planted-1", "planted-2"),
        password.force_change(),
        password.unlock(),
        password.send_recovery_code(),
        password.recover("planted-code", "planted-2"),
    ];
}
