//! The place that an error names.

use std::collections::BTreeMap;

use ping_models::{ErrorDetail, Items, Link, Links, Loose, PingOneError, decode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[track_caller]
fn fails<T: DeserializeOwned>(json: &str, path: &str, expected: &str) {
    let Err(error) = decode::<T>(json.as_bytes()) else {
        panic!("{json} decodes");
    };
    assert_eq!((error.path(), error.expected()), (path, expected), "{json}");
}

#[test]
fn of_a_wrong_kind_is_its_own() {
    type Numbers = Vec<Vec<i64>>;
    fails::<Numbers>("[[1],[2,\"\\\"]\"]]", "[1][1]", "i64");
    fails::<Numbers>("[[1],[2,[]]]", "[1][1]", "i64");
    fails::<Numbers>("[[1],{}]", "[1]", "a sequence");
    fails::<Numbers>("[[1], null ]", "[1]", "a sequence");
    fails::<BTreeMap<String, bool>>(r#"{"a\u0041\"}":1}"#, "aA\"}", "a boolean");
    fails::<Links>(r#"{"a.b":{"href":7}}"#, "a.b.href", "a string");
    let json = r#"{"details":[{"target":"t"},{"innerError":[1, {}, 2]}]}"#;
    fails::<PingOneError>(json, "details[1].innerError", "an object (InnerError)");
}

#[test]
fn of_a_value_that_is_read_as_a_text_is_its_own() {
    let expected = "a boolean, or `true` or `false` as a string";
    type Flags = BTreeMap<String, Vec<Loose<bool>>>;
    for wrong in ["7", "\"no\"", "{}", "[true]"] {
        for json in [
            format!(r#"{{"a":[true,{wrong}]}}"#),
            format!(r#"{{"a":[true,{wrong},false]}}"#),
            format!("{{\"a\" : [true , {wrong} ] , \"b\": []}}"),
            format!("{{\n\"a\": [\n  true,\n  {wrong}\n,\nfalse ]}}"),
        ] {
            fails::<Flags>(&json, "a[1]", expected);
        }
    }
    // One that came to nothing is not that of a later failure.
    #[derive(Debug)]
    struct Either;
    impl<'de> Deserialize<'de> for Either {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let _ = Loose::<bool>::deserialize(from);
            Ok(Self)
        }
    }
    fails::<(Either, Link)>(r#"[7, 8]"#, "[1]", "an object (Link)");
}

#[test]
fn of_something_missing_is_what_it_is_missing_in() {
    #[derive(Debug, Deserialize)]
    struct Named {
        #[allow(dead_code)]
        name: String,
    }
    type List = Vec<BTreeMap<String, Named>>;
    let expected = "the member `name`";
    fails::<List>(r#"[{}, {"a": {"name": "n"}, "b": {}}]"#, "[1].b", expected);
    fails::<List>(r#"[{"a": {"b": [1, {}]}, "c": {"name": ""}}]"#, "[0].a", expected);
    fails::<Named>("{}", ".", expected);
}

#[test]
fn of_what_is_no_json_is_as_far_as_it_goes() {
    type Lists = BTreeMap<String, Vec<String>>;
    let near = |column: usize| format!("valid JSON near line 1 column {column}");
    let more = "more text: the JSON ends too early";
    fails::<Lists>(r#"{"a":["b" "c"]}"#, "a", &near(11));
    fails::<Lists>(r#"{"a":["b",x]}"#, "a[1]", &near(11));
    fails::<Lists>("{\"a\":[\"b\",\"\u{1}\"]}", "a[1]", &near(12));
    fails::<Lists>(r#"{"a":["b","\q"]}"#, "a[1]", &near(13));
    fails::<Lists>(r#"{"a":["\ud800"]}"#, "a[0]", &near(14));
    fails::<BTreeMap<String, bool>>(r#"{"a":tru}"#, "a", &near(9));
    fails::<BTreeMap<String, f64>>(r#"{"a":1.}"#, "a", &near(8));
    fails::<Lists>(r#"{"a":["b"], c}"#, ".", &near(13));
    fails::<Lists>(r#"{"a":["b"]; "c": []}"#, ".", &near(11));
    fails::<Lists>(r#"{"a":["b","#, "a[1]", more);
    fails::<Lists>(r#"{"a":["b","c"#, "a[1]", more);
    fails::<Lists>(r#"{"a":["b""#, "a", more);
    fails::<Lists>(r#"{"a""#, ".", more);
    fails::<Lists>("", ".", more);
    fails::<Lists>("{} {}", ".", "the end of the JSON text");
    fails::<Lists>("{}]", ".", "the end of the JSON text");
    let error = decode::<Lists>(b"{\"a\":[\"b\",\"\xff\"]}").unwrap_err();
    assert_eq!((error.path(), error.expected()), ("a[1]", "UTF-8"));
}

#[test]
fn below_many_levels_is_told_as_far_as_it_is_kept() {
    // What no field names may be deeper than what is decoded.
    let deep = format!("{}\"]\\\"\"{}", "[{\"u\":".repeat(400), "}]".repeat(400));
    let json = format!(r#"{{"unknown":{deep},"code":7}}"#);
    fails::<ErrorDetail>(&json, "code", "a string");
    let cut = format!(r#"{{"unknown":{}"#, "[".repeat(1_000));
    let error = decode::<ErrorDetail>(cut.as_bytes()).unwrap_err();
    assert!(error.path().starts_with("unknown[0][0]"), "{error}");
    assert!(error.path().len() < 270, "{error}");
}

#[test]
fn of_an_array_that_is_broken_is_the_last_item_tried() {
    let broken = format!("{{\"a\": [{}]}}", ["0"; 1_001].join(", "));
    let path = "a[1000]";
    fails::<BTreeMap<String, Items<Link>>>(&broken, path, "an object (Link)");
}
