//! What a described call shows of secrets.

use ping_models::mfa::InitializeDeviceAuthentication;
use ping_testkit::Scripted;
use pingone_mfa::Mfa;
use serde_json::json;

#[test]
fn a_member_that_its_type_calls_secret_is_masked_however_it_is_put_there() {
    let authentications = Mfa::new(Scripted::client()).device_authentications();
    let begun = || authentications.create(InitializeDeviceAuthentication::of_user("user-1"));
    for value in [json!("hidden"), json!(55_555), json!([{"a": "hidden"}])] {
        let text = begun().body_field("mobilePayload", value).describe().unwrap().to_string();
        assert!(text.contains("[redacted]"), "{text}");
        assert!(!text.contains("hidden") && !text.contains("55555"), "{text}");
    }
    // A short number is equal to others by chance.
    let twice = begun().body_field("mobilePayload", 30).body_field("timeout", 30);
    let text = twice.describe().unwrap().to_string();
    assert!(text.contains(r#""timeout": 30"#), "{text}");
    let text = begun().body_field("other", "shown").describe().unwrap().to_string();
    assert!(text.contains("shown"), "{text}");
}
