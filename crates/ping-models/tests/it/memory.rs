//! What a hostile payload may cost: memory within a multiple of its length.

use ping_models::{Collection, Model, PingOneError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is decoded into a list: nothing at all, thin and broken items.
const ITEMS: [&str; 9] = [
    "0",
    "{}",
    "null",
    "\"\"",
    "[]",
    r#"{"id":""}"#,
    r#"{"id":"","type":"","provider":""}"#,
    r#"{"id":"","type":"TOTP"},0"#,
    r#"{"a":0,"b":0}"#,
];

/// Decodes payloads of some size whose list has nothing but such items.
fn is_bounded<T: DeserializeOwned + Serialize + Model>(head: &str, tail: &str) {
    for item in ITEMS {
        let count = 300_000 / (item.len() + 1);
        let json = format!("{head}{}{tail}", vec![item; count].join(","));
        let used = allocation_counter::measure(|| drop(T::from_json(json.as_bytes())));
        // 4 MiB, and 16 bytes for each byte of the text. A vector that grows has up to three
        // times what is in it.
        let allowed = 3 * (4 << 20) + 3 * 16 * json.len() as u64;
        let name = std::any::type_name::<T>();
        assert!(
            used.bytes_max <= allowed,
            "{name}, items {item}: {} times the payload",
            used.bytes_max / json.len() as u64
        );
    }
}

fn pages<T: Model + ping_models::Listed + Serialize>() {
    let head = format!(r#"{{"_embedded":{{"{}":["#, T::EMBEDDED);
    is_bounded::<Collection<T>>(&head, "]}}");
}

#[test]
fn errors_are_bounded() {
    is_bounded::<PingOneError>(r#"{"details":["#, "]}");
}

#[cfg(feature = "platform")]
#[test]
fn pages_of_the_platform_are_bounded() {
    use ping_models::platform::{Environment, License, Organization, Population, User};

    pages::<User>();
    pages::<Environment>();
    pages::<License>();
    pages::<Organization>();
    pages::<Population>();
    is_bounded::<Environment>(r#"{"id":"","_embedded":{"billOfMaterials":{"products":["#, "]}}}");
}

#[cfg(feature = "mfa")]
#[test]
fn lists_of_mfa_are_bounded() {
    use ping_models::mfa::{Device, DeviceAuthentication};

    pages::<Device>();
    is_bounded::<DeviceAuthentication>(r#"{"id":"","_embedded":{"devices":["#, "]}}");
}

#[cfg(feature = "verify")]
#[test]
fn lists_of_verify_are_bounded() {
    use ping_models::verify::{
        ReferenceData, VerificationDocuments, VerificationMetadata, VerifiedDataSet, VerifyPolicy,
        VerifyTransaction,
    };

    pages::<ReferenceData>();
    pages::<VerifyPolicy>();
    pages::<VerifyTransaction>();
    is_bounded::<VerificationMetadata>(r#"{"_embedded":{"metadata":["#, "]}}");
    is_bounded::<VerifiedDataSet>(r#"{"_embedded":{"verifiedData":["#, "]}}");
    is_bounded::<VerificationDocuments>(r#"{"_embedded":{"documents":["#, "]}}");
}

#[cfg(feature = "pingid")]
#[test]
fn lists_of_pingid_are_bounded() {
    use ping_models::pingid::{
        ApplicationsReply, BulkJobStatusReply, OrganizationReport, PoliciesReply,
        StartAuthenticationReply, UserReply,
    };

    is_bounded::<PoliciesReply>(r#"{"authenticationPolicies":["#, "]}");
    is_bounded::<UserReply>(r#"{"sameDeviceUsersDetails":["#, "]}");
    is_bounded::<UserReply>(r#"{"userDetails":{"devicesDetails":["#, "]}}");
    is_bounded::<UserReply>(r#"{"userDetails":{"spList":["#, "]}}");
    is_bounded::<StartAuthenticationReply>(r#"{"userDevices":["#, "]}");
    is_bounded::<ApplicationsReply>(r#"{"applications":["#, "]}");
    is_bounded::<OrganizationReport>(r#"{"data":["#, "]}");
    is_bounded::<BulkJobStatusReply>(r#"{"jobResults":{"a":["#, "]}}");
}
