//! Values that nothing but their own text can hold: deep ones, large numbers, half of a pair.

use ping_models::lossless::differences;
use ping_models::{Link, OpenValue, PingOneError, decode};
use serde_json::{Value, json};

/// A text that is nested so deeply.
fn nested(depth: usize, inner: &str) -> String {
    format!("{}{inner}{}", "[".repeat(depth), "]".repeat(depth))
}

fn open(json: &str) -> OpenValue {
    decode(json.as_bytes()).unwrap()
}

/// Runs on a stack of 2 MiB, the default of a thread.
fn on_a_thread(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn values_nested_ever_so_deeply_are_compared() {
    on_a_thread(|| {
        for depth in [127, 128, 129, 10_000] {
            let one = open(&nested(depth, " 1 "));
            assert!(one == open(&nested(depth, "1")), "{depth}");
            assert!(one != open(&nested(depth, "2")), "{depth}");
            assert!(one != open(&nested(depth + 1, "1")), "{depth}");
            assert_eq!(differences(one.get(), &nested(depth, "1")), [], "{depth}");
            assert_eq!(differences(one.get(), &nested(depth, "2")).len(), 1);
        }
    });
}

#[test]
fn what_no_value_can_hold_equals_itself() {
    for json in [
        "1e99999999999999999999",
        "-1E-99999999999999999999",
        r#""\ud800""#,
        r#"{"a": ["\udfff", 1e400]}"#,
        r#"{"\ud800": 1}"#,
    ] {
        assert!(open(json) == open(json), "{json}");
        let spaced = format!(" {json} ");
        assert!(differences(json, &spaced).is_empty(), "{json}");
        assert!(open(json) != open("1"), "{json}");
    }
    assert!(open(r#"{"\ud800": "a b\" c"}"#) == open(r#"{"\ud800":"a b\" c"}"#));
    assert!(open(r#"{"\ud800": "a b"}"#) != open(r#"{"\ud800":"ab"}"#));
    assert!(!differences("tru", "tru").is_empty());
}

#[test]
fn one_member_that_no_value_can_hold_costs_no_other_one() {
    for strange in ["1e400".to_owned(), r#""\ud800""#.to_owned(), nested(127, "")] {
        let json = format!(r#"{{"id":"e-1","odd":{strange},"code":null,"count":2}}"#);
        let error: PingOneError = decode(json.as_bytes()).unwrap();
        assert_eq!(error.field("id"), Some("e-1".into()), "{strange}");
        assert_eq!(error.field("code"), Some(Value::Null), "{strange}");
        assert_eq!(error.field("count"), Some(2.into()), "{strange}");
        assert_eq!(error.field("absent"), None);
        assert_eq!(error.open_field("odd").unwrap().get(), strange);
    }
    let error: PingOneError = decode(br#"{"odd":"\ud800"}"#).unwrap();
    assert_eq!(error.field("odd"), None);
    assert_eq!(error.open_field("odd").unwrap().to_value(), Value::Null);
}

#[cfg(feature = "verify")]
#[test]
fn one_check_that_no_value_can_hold_costs_no_other_one() {
    use ping_models::verify::{CheckStatus, VerifyTransaction};

    let json = r#"{"id":"t","verifiedDocuments":["selfie","\ud800",1e400,"liveness"],
        "transactionStatus":{"verificationStatus":{"SELFIE":"SUCCESS","ODD":1e400,"LIVENESS":"FAIL"},
        "providerMessagesList":["a",1e400]}}"#;
    let transaction: VerifyTransaction = decode(json.as_bytes()).unwrap();
    let names = transaction.verified_documents.as_ref().unwrap().names();
    assert_eq!(names, ["selfie", "liveness"]);
    let checks = transaction.checks();
    assert_eq!(
        checks,
        [
            ("LIVENESS".to_owned(), CheckStatus::Fail),
            ("ODD".to_owned(), CheckStatus::from_wire("1e400")),
            ("SELFIE".to_owned(), CheckStatus::Success),
        ]
    );
    assert_eq!(transaction.provider_messages(), ["a", "1e400"]);
}

#[test]
fn errors_show_nothing_that_a_terminal_acts_upon() {
    type Nested = std::collections::BTreeMap<String, std::collections::BTreeMap<String, Link>>;

    let long = "n".repeat(100_000);
    for name in ["a\nb", "\u{1b}[2J", "\u{202e}", "\u{0}", "\u{1}x\u{1}y", &long] {
        let json = json!({name: {name: 5}}).to_string();
        let error = decode::<Nested>(json.as_bytes()).unwrap_err();
        let shown = error.to_string();
        assert!(shown.len() < 1_000, "{}", shown.len());
        assert!(shown.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{shown}");
        assert_eq!(error.path().split('.').count(), 2, "{shown}");
        assert!(shown.ends_with("expected an object (Link)"), "{shown}");
    }
    // A long path is cut as a whole, however it was put together.
    let deep = format!("{}5{}", r#"{"long name":"#.repeat(100), "}".repeat(100));
    #[derive(Debug)]
    struct Deep;
    impl<'de> serde::Deserialize<'de> for Deep {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let inner: std::collections::BTreeMap<String, Deep> =
                serde::Deserialize::deserialize(from)?;
            drop(inner);
            Ok(Self)
        }
    }
    let error = decode::<Deep>(deep.as_bytes()).unwrap_err();
    assert!(error.path().len() <= 270, "{error}");
    let error = error.below(&"x".repeat(10_000)).below("y\u{7}");
    assert!(error.path().len() <= 270, "{error}");
    assert!(!error.path().contains('\u{7}'), "{error}");
}

#[cfg(feature = "platform")]
#[test]
fn a_page_of_nothing_but_broken_items_is_broken() {
    use ping_models::Collection;
    use ping_models::platform::User;

    let page = |items: &[&str]| {
        let json = format!(r#"{{"_embedded":{{"users":[{}]}}}}"#, items.join(","));
        decode::<Collection<User>>(json.as_bytes())
    };
    let error = page(&["0"; 1_001]).unwrap_err();
    assert_eq!(error.path(), "_embedded.users[1000]");
    assert_eq!(error.expected(), "an object (User)");
    let kept = page(&["0"; 1_000]).unwrap().items.unwrap();
    assert!(kept.len() == 1_000 && kept.iter().all(Result::is_err));
    // As many broken ones as there are good ones are no reason to lose those.
    let mixed = page(&[r#"{"id":"u"}"#, "0"].repeat(1_200)).unwrap();
    let items = mixed.items.unwrap();
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 1_200);
    let error = &items[2_399].as_ref().unwrap_err().error;
    assert_eq!(error.path(), "_embedded.users[2399]");
}
