//! The promises that every model makes, shown on the shared types.

use ping_models::lossless::{check, differences};
use ping_models::{Collection, Link, Loose, PingOneError, Timestamp, decode};

#[test]
fn unknown_members_numbers_and_nulls_survive() {
    let json = r#"{"id":null,"code":"NEW_CODE","message":"m","details":[{"code":"INVALID_OTP",
        "innerError":{"attemptsRemaining":2,"big":12345678901234567890123.4500}}],"extra":[1,null]}"#;
    let report = check::<PingOneError>(json.as_bytes());
    assert!(report.is_lossless(), "{report:?}");
    assert_eq!(report.unmodelled, ["/details/0/innerError/big", "/extra"]);
    let error: PingOneError = decode(json.as_bytes()).unwrap();
    assert_eq!(error.code.as_ref().unwrap().as_str(), "NEW_CODE");
    assert_eq!(error.field("id"), Some(serde_json::Value::Null));
    assert_eq!(error.field("target"), None);
}

#[test]
fn debug_shows_the_names_of_unknown_members_only() {
    let error: PingOneError = decode(br#"{"planted":"hunter2"}"#).unwrap();
    let text = format!("{error:?}");
    assert!(text.contains("planted") && !text.contains("hunter2"), "{text}");
}

#[test]
fn a_failure_names_place_and_kind_but_not_the_value() {
    let cases = [
        (r#"{"details":[{"code":7331}]}"#, "details[0].code"),
        (r#"{"details":"hunter2"}"#, "details"),
        (r#"["hunter2"]"#, "."),
        (r#"{"id":"hunter2""#, "."),
        (r#"{"id":"a"} hunter2"#, "."),
    ];
    for (json, path) in cases {
        let error = decode::<PingOneError>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path, "{json}");
        let text = error.to_string();
        assert!(!text.contains("hunter2") && !text.contains("7331"), "{text}");
    }
    let error = decode::<PingOneError>(br#"{"details":[{"code":7}]}"#).unwrap_err();
    assert_eq!(error.expected(), "a string");
}

#[test]
fn exact_decimals_are_compared() {
    for (left, right, same) in [
        ("1.0", "1", true),
        ("-0", "0", true),
        ("1e3", "1000", true),
        ("12345678901234567890123", "12345678901234567890124", false),
        ("0.1", "0.10000000000000000001", false),
        ("\"a\"", "\"\\u0061\"", true),
        ("[1]", "[1,2]", false),
    ] {
        assert_eq!(differences(left, right).is_empty(), same, "{left} {right}");
    }
}

#[test]
fn loose_scalars_remember_how_they_came() {
    for json in ["true", "\"true\"", "\"TRUE\"", "1"] {
        let flag: Loose<bool> = serde_json::from_str(json).unwrap();
        assert!(flag.get());
        assert_eq!(serde_json::to_string(&flag).unwrap(), json);
    }
    let id: Loose<u64> = serde_json::from_str("\"12345678901234567890\"").unwrap();
    assert_eq!(id.get(), 12_345_678_901_234_567_890);
    let number: Loose<f64> = serde_json::from_str("0.12345678901234567890").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "0.12345678901234567890");
    assert!(serde_json::from_str::<Loose<bool>>("\"yes\"").is_err());
}

#[test]
fn times_keep_their_text() {
    let at = Timestamp::from("2026-03-23T16:34:44.76000+00:00");
    assert_eq!(at.unix_millis(), Some(1_774_283_684_760));
    assert_eq!(at.as_str(), "2026-03-23T16:34:44.76000+00:00");
    assert_eq!(Timestamp::from("soon").unix_millis(), None);
    assert_eq!(Timestamp::from_unix_millis(1_774_283_684_760).as_str(), "2026-03-23T16:34:44.760Z");
}

#[test]
fn a_broken_item_costs_no_other_item() {
    #[derive(Debug, PartialEq)]
    struct Item(u8);
    impl ping_models::Listed for Item {
        const EMBEDDED: &'static str = "items";
    }
    impl ping_models::Model for Item {}
    impl serde::Serialize for Item {
        fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            s.serialize_u8(self.0)
        }
    }
    impl<'de> serde::Deserialize<'de> for Item {
        fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
            u8::deserialize(d).map(Item)
        }
    }
    let json = r#"{"_links":{},"_embedded":{"items":[1,"x",3],"more":{"a":1.10}},"size":3,"z":0}"#;
    let page: Collection<Item> = decode(json.as_bytes()).unwrap();
    let items = page.items.as_ref().unwrap();
    assert_eq!(items[0], Ok(Item(1)));
    assert_eq!(items[1].as_ref().unwrap_err().error.path(), "_embedded.items[1]");
    assert_eq!(items[2], Ok(Item(3)));
    assert!(check::<Collection<Item>>(json.as_bytes()).is_lossless());
}

#[test]
fn links_are_data() {
    let link: Link = decode(br#"{"href":"https://elsewhere.example/x","title":"t"}"#).unwrap();
    assert_eq!(link.href.as_deref(), Some("https://elsewhere.example/x"));
    assert_eq!(link.field("title"), Some("t".into()));
}
