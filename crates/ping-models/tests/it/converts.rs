//! What becomes of a value that is read and written in another form.

use ping_models::__private::Members;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Tries that what `convert` makes of what was read says the same, by the names of the members: a
/// member is null where it was null unless it is `required`, one that neither type names goes
/// along, and nothing else changes.
pub(crate) fn converts<S, T>(read: &str, required: &[&str], convert: impl Fn(S) -> Option<T>)
where
    S: DeserializeOwned + Members,
    T: Serialize + Members,
{
    let parts = S::PARTS.iter().copied().flatten();
    // A part has no name.
    let named = S::NAMES.iter().chain(parts).filter(|name| !name.is_empty());
    let named: Vec<&str> = named.copied().collect();
    let read: Value = serde_json::from_str(read).unwrap();
    let made = |read: &Value| {
        let source: S = serde_json::from_value(read.clone()).ok()?;
        convert(source).map(|made| serde_json::to_value(made).unwrap())
    };
    let mut plain = made(&read).unwrap();
    let mut nulled = read.clone();
    for &name in &named {
        let mut one = read.clone();
        one[name] = Value::Null;
        // What cannot be converted without the member is no matter here.
        let Some(made_of_one) = made(&one) else {
            continue;
        };
        let mut expected = plain.clone();
        if required.contains(&name) {
            expected[name] = made_of_one[name].clone();
        } else if T::NAMES.contains(&name) {
            expected[name] = Value::Null;
            nulled[name] = Value::Null;
        }
        assert_eq!(made_of_one, expected, "`{name}` is null");
    }
    for (name, value) in [("inventedMember", r#"{"a": 1.5}"#), ("inventedNull", "null")] {
        let value: Value = serde_json::from_str(value).unwrap();
        for object in [&mut nulled, &mut plain] {
            object[name] = value.clone();
        }
    }
    for name in named.into_iter().filter(|name| T::NAMES.contains(name)) {
        if nulled[name].is_null() {
            plain[name] = Value::Null;
        }
    }
    assert_eq!(made(&nulled).unwrap(), plain, "all are null");
}
