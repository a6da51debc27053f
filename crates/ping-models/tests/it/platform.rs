//! PingOne Platform.

use ping_models::platform::{
    Address, License, LicenseRegion, LicenseStatus, NewUser, PatchUser, User,
};
use ping_models::{Collection, ErrorCode, PingOneError, decode};
use serde_json::json;

use crate::fixtures::fixtures;

#[test]
fn the_documented_licenses_read_as_they_are_written() {
    let (_, json) = fixtures("platform/read_all_licenses", "response").remove(0);
    let page: Collection<License> = decode(json.as_bytes()).unwrap();
    assert_eq!(page.envelope.count, Some(5));
    let licenses: Vec<License> = page.items.unwrap().into_iter().map(Result::unwrap).collect();
    let active: Vec<_> = licenses
        .iter()
        .filter(|license| license.status == LicenseStatus::Active)
        .map(|license| license.name.as_str())
        .collect();
    assert_eq!(active, ["INTERNAL", "ADMIN"]);
    let internal = &licenses[1];
    assert_eq!(internal.users.as_ref().unwrap().hard_limit_max, Some(50_000_000));
    assert_eq!(
        internal.environments.as_ref().unwrap().regions.as_deref(),
        Some(&[LicenseRegion::AsiaPacific, LicenseRegion::NorthAmerica, LicenseRegion::Europe][..])
    );
    assert_eq!(internal.terminates_at, None);
    // The license without a license has fewer switches than the others.
    let mfa = licenses[2].mfa.as_ref().unwrap();
    assert_eq!(mfa.allow_totp, Some(false));
    assert_eq!(mfa.allow_whatsapp_otp, None);
    assert_eq!(mfa.allow_intelligence_trust_device_predictor, None);
}

#[test]
fn a_change_clears_with_null_and_leaves_alone_what_is_absent() {
    let change = PatchUser::new()
        .title("Director")
        .address(Address::new().locality("Springfield").clear_region())
        .clear_nickname()
        .with_field("costCenter", 4711);
    assert_eq!(
        serde_json::to_value(&change).unwrap(),
        json!({
            "title": "Director",
            "address": {"locality": "Springfield", "region": null},
            "nickname": null,
            "costCenter": 4711
        })
    );
}

#[test]
fn a_new_user_needs_a_name_and_nothing_else() {
    let user = NewUser::new("jdoe");
    assert_eq!(serde_json::to_value(&user).unwrap(), json!({"username": "jdoe"}));
    assert!(decode::<NewUser>(b"{}").is_err());
}

#[test]
fn custom_attributes_of_a_user_are_at_hand() {
    let user: User = decode(br#"{"id":"u-1","costCenter":4711,"nickname":null}"#).unwrap();
    assert_eq!(user.field("costCenter"), Some(4711.into()));
    assert_eq!(user.field("nickname"), Some(serde_json::Value::Null));
    assert_eq!(user.nickname, None);
}

#[test]
fn an_error_body_tells_its_detail() {
    let json = br#"{"code":"INVALID_DATA","details":[{"code":"UNIQUENESS_VIOLATION",
        "target":"username"}]}"#;
    let error: PingOneError = decode(json).unwrap();
    let detail = &error.details.unwrap()[0];
    assert_eq!(detail.code, Some(ErrorCode::UniquenessViolation));
    assert_eq!(detail.target.as_deref(), Some("username"));
}
