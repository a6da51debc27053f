//! What every wire type promises, tried on a payload and on every small change of it.
//!
//! ```ignore
//! Promises::<License>::new().responses("platform/read_one_license");
//! Promises::<NewUser>::new().required(&["/username"]).requests("platform/create_user");
//! ```

use std::fmt::Debug;
use std::marker::PhantomData;
use std::path::PathBuf;

use ping_models::__private::Members;
use ping_models::lossless::check;
use ping_models::{Collection, Listed, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The promises of `T`, and what is known of its payloads.
pub(crate) struct Promises<T> {
    required: &'static [&'static str],
    unmodelled: &'static [&'static str],
    wire: PhantomData<T>,
}

impl<T: DeserializeOwned + Serialize + Model + PartialEq + Debug> Promises<T> {
    /// A type of which only `/id` may be required, and which names every documented member.
    pub(crate) fn new() -> Self {
        Self {
            required: &["/id"],
            unmodelled: &[],
            wire: PhantomData,
        }
    }

    /// The members without which a payload does not decode, as JSON pointers; `*` is any index.
    pub(crate) fn required(mut self, pointers: &'static [&'static str]) -> Self {
        self.required = pointers;
        self
    }

    /// The documented members that no field names, as JSON pointers; `*` is any segment.
    pub(crate) fn unmodelled(mut self, pointers: &'static [&'static str]) -> Self {
        self.unmodelled = pointers;
        self
    }

    /// Keeps the promises on every request body of an operation, such as `platform/create_user`.
    pub(crate) fn requests(&self, operation: &str) {
        for (name, json) in fixtures(operation, "request") {
            self.payload(&name, &json);
        }
    }

    /// Keeps the promises on every response body of an operation.
    pub(crate) fn responses(&self, operation: &str) {
        for (name, json) in fixtures(operation, "response") {
            self.payload(&name, &json);
        }
    }

    /// Keeps the promises on one payload.
    pub(crate) fn payload(&self, name: &str, json: &str) {
        let report = check::<T>(json.as_bytes());
        assert!(report.is_lossless(), "{name}: {report:?}");
        for pointer in &report.unmodelled {
            assert!(
                self.unmodelled.iter().any(|known| matches(known, pointer)),
                "{name}: no field names `{pointer}`"
            );
        }
        let original: Value = serde_json::from_str(json).unwrap();
        discreet::<T>(name, &original);
        self.invented_members(name, &original);
        self.invented_values(name, &original);
        self.absent_and_null_members(name, &original);
        placed::<T>(name, &original);
    }

    fn survives(&self, what: &str, changed: &Value) {
        let report = check::<T>(changed.to_string().as_bytes());
        assert!(report.is_lossless(), "{what}: {report:?}");
    }

    /// An invented member in each object, and in all of them at once.
    fn invented_members(&self, name: &str, original: &Value) {
        let invented: Value = serde_json::from_str(r#"{"a":[1.50,null,{"b":""}]}"#).unwrap();
        let mut all = original.clone();
        for pointer in pointers(original, Value::is_object) {
            let mut one = original.clone();
            for changed in [&mut one, &mut all] {
                let object = changed.pointer_mut(&pointer).unwrap();
                object["inventedMember"] = invented.clone();
            }
            self.survives(&format!("{name}: a member more in `{pointer}`"), &one);
        }
        self.survives(&format!("{name}: a member more everywhere"), &all);
        let report = check::<T>(all.to_string().as_bytes());
        let top = "/inventedMember".to_owned();
        assert!(
            !original.is_object() || report.unmodelled.contains(&top),
            "{name}: an unknown member is not reported"
        );
    }

    /// An invented text in the place of each text, and in all of them at once: whatever is an
    /// enum has to keep it. Texts that stand for a number or a boolean stay what they are.
    fn invented_values(&self, name: &str, original: &Value) {
        let mut all = original.clone();
        let is_word = |value: &Value| {
            value
                .as_str()
                .is_some_and(|text| text.parse::<f64>().is_err() && text.parse::<bool>().is_err())
        };
        for pointer in pointers(original, is_word) {
            let mut one = original.clone();
            for changed in [&mut one, &mut all] {
                *changed.pointer_mut(&pointer).unwrap() = "INVENTED \u{e9}\"\\".into();
            }
            self.survives(&format!("{name}: a new value at `{pointer}`"), &one);
        }
        self.survives(&format!("{name}: new values everywhere"), &all);
    }

    /// Each optional member left out, and as null. Links and embedded resources are maps by
    /// name, in which a null has no meaning.
    fn absent_and_null_members(&self, name: &str, original: &Value) {
        for pointer in pointers(original, |_| true) {
            let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
            let required = self.required.iter().any(|known| matches(known, &pointer));
            let object = original.pointer(parent).is_some_and(Value::is_object);
            if pointer.is_empty() || required || !object {
                continue;
            }
            let key = key.replace("~1", "/").replace("~0", "~");
            let mut changed = original.clone();
            changed
                .pointer_mut(parent)
                .and_then(Value::as_object_mut)
                .unwrap()
                .remove(&key);
            self.survives(&format!("{name}: without `{pointer}`"), &changed);
            if !parent.ends_with("/_links") && !parent.ends_with("/_embedded") {
                changed.pointer_mut(parent).unwrap()[&key] = Value::Null;
                self.survives(&format!("{name}: with null at `{pointer}`"), &changed);
            }
        }
    }
}

impl<T: DeserializeOwned + Serialize + Model + Listed + PartialEq + Debug> Promises<T> {
    /// Keeps the promises on every page of a listing operation, and on each of its items.
    pub(crate) fn pages(&self, operation: &str) {
        for (name, json) in fixtures(operation, "response") {
            self.page(&name, &json);
        }
    }

    /// Keeps the promises on one page and on each of its items.
    pub(crate) fn page(&self, name: &str, json: &str) {
        let page: Collection<T> = ping_models::decode(json.as_bytes()).unwrap();
        let items = page.items.unwrap_or_else(|| panic!("{name}: no items"));
        assert!(!items.is_empty(), "{name}: no items");
        for (index, item) in items.iter().enumerate() {
            assert!(
                item.is_ok(),
                "{name}, item {index}: {:?}",
                item.as_ref().err()
            );
        }
        let value: Value = serde_json::from_str(json).unwrap();
        for (index, item) in value["_embedded"][T::EMBEDDED]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            self.payload(&format!("{name}, item {index}"), &item.to_string());
        }
        // The envelope by itself, since its items have been tried.
        let mut envelope = value.clone();
        envelope["_embedded"][T::EMBEDDED] = Value::Array(Vec::new());
        Promises::<Collection<T>>::new().payload(name, &envelope.to_string());
        let report = check::<Collection<T>>(json.as_bytes());
        assert!(report.is_lossless(), "{name}: {report:?}");
    }
}

/// Members that tell of a person.
const PERSONAL: &[&str] = &[
    "deviceEmail",
    "displayName",
    "email",
    "family",
    "fname",
    "formatted",
    "given",
    "given_name",
    "family_name",
    "lname",
    "locality",
    "middle",
    "mobilePhone",
    "nickname",
    "orgEmail",
    "phone",
    "phoneNumber",
    "postalCode",
    "primaryPhone",
    "streetAddress",
    "sub",
    "userName",
    "username",
];

/// Tries that `Debug` shows no name, address or number of a person, wherever it stands.
fn discreet<T: DeserializeOwned + Debug>(name: &str, payload: &Value) {
    let mut personal = Vec::new();
    for pointer in pointers(payload, Value::is_string) {
        let text = payload.pointer(&pointer).and_then(Value::as_str).unwrap();
        let member = pointer.rsplit('/').next().unwrap();
        let is_number = text.strip_prefix('+').is_some_and(|number| {
            number.len() > 6 && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        });
        // An object may have such a name as well; so may a setting.
        let is_personal = PERSONAL.contains(&member) && text.len() > 2 && !text.contains("${");
        let is_address = text.contains('@') && text.starts_with(|c: char| c.is_alphanumeric());
        if is_number || is_address {
            personal.push(text.to_owned());
        } else if is_personal {
            personal.push(format!("{text:?}"));
        }
    }
    let value: T = ping_models::decode(payload.to_string().as_bytes()).unwrap();
    let shown = format!("{value:?}");
    for text in personal {
        assert!(!shown.contains(&text), "{name}: `{text}` in {shown}");
    }
}

/// Tries that a value of another kind is told by its place, wherever it stands and however the
/// text is laid out.
fn placed<T: DeserializeOwned + Debug>(name: &str, payload: &Value) {
    for (index, pointer) in pointers(payload, |_| true).iter().enumerate() {
        let mut place = String::new();
        let mut around = payload;
        for segment in pointer.split('/').skip(1) {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            if let Some(items) = around.as_array() {
                around = &items[segment.parse::<usize>().unwrap()];
                place.push_str(&format!("[{segment}]"));
            } else {
                around = &around[&segment];
                place.push_str(if place.is_empty() { "" } else { "." });
                place.push_str(&segment);
            }
        }
        place.push_str(if place.is_empty() { "." } else { "" });
        for wrong in ["7331", "[[7331]]", r#"{"x": "7331"}"#] {
            let mut changed = payload.clone();
            *changed.pointer_mut(pointer).unwrap() = serde_json::from_str(wrong).unwrap();
            let text = match index % 2 == 0 {
                true => changed.to_string(),
                false => format!(" {changed:#}\n"),
            };
            let Err(error) = ping_models::decode::<T>(text.as_bytes()) else {
                continue;
            };
            // What holds the wrong kind may be told, or the wrong kind in it.
            let found = error.path().strip_prefix(place.trim_start_matches('.'));
            let is_there = found.is_some_and(|rest| ["", "[0]", ".x", "x"].contains(&rest));
            assert!(
                is_there || error.path() == place,
                "{name}: {wrong} at `{pointer}`: {error}"
            );
            assert!(!error.to_string().contains("7331"), "{name}: {error}");
        }
    }
}

/// Tries that what `convert` makes of what was read says the same, by the names of the members: a
/// member is null where it was null unless it is `required`, one that neither type names goes
/// along, and nothing else changes.
pub(crate) fn converts<S, T>(read: &str, required: &[&str], convert: impl Fn(S) -> Option<T>)
where
    S: DeserializeOwned + Members,
    T: Serialize + Members,
{
    let read: Value = serde_json::from_str(read).unwrap();
    let made = |read: &Value| {
        let source: S = serde_json::from_value(read.clone()).ok()?;
        convert(source).map(|made| serde_json::to_value(made).unwrap())
    };
    let mut plain = made(&read).unwrap();
    let mut nulled = read.clone();
    for name in S::NAMES {
        let mut one = read.clone();
        one[*name] = Value::Null;
        // What cannot be converted without the member is no matter here.
        let Some(made_of_one) = made(&one) else {
            continue;
        };
        let mut expected = plain.clone();
        if required.contains(name) {
            expected[*name] = made_of_one[*name].clone();
        } else if T::NAMES.contains(name) {
            expected[*name] = Value::Null;
            nulled[*name] = Value::Null;
        }
        assert_eq!(made_of_one, expected, "`{name}` is null");
    }
    for (name, value) in [
        ("inventedMember", r#"{"a": 1.5}"#),
        ("inventedNull", "null"),
    ] {
        let value: Value = serde_json::from_str(value).unwrap();
        for object in [&mut nulled, &mut plain] {
            object[name] = value.clone();
        }
    }
    for name in S::NAMES.iter().filter(|name| T::NAMES.contains(name)) {
        if nulled[*name].is_null() {
            plain[*name] = Value::Null;
        }
    }
    assert_eq!(made(&nulled).unwrap(), plain, "all are null");
}

/// Whether `pointer` is the one that `pattern` describes, in which `*` is any segment.
fn matches(pattern: &str, pointer: &str) -> bool {
    let (pattern, pointer) = (pattern.split('/'), pointer.split('/'));
    pattern.clone().count() == pointer.clone().count()
        && pattern
            .zip(pointer)
            .all(|(known, segment)| known == "*" || known == segment)
}

/// The JSON pointers of the values that are `wanted`, the whole one (`""`) included.
fn pointers(value: &Value, wanted: impl Fn(&Value) -> bool + Copy) -> Vec<String> {
    fn walk(
        value: &Value,
        at: String,
        wanted: impl Fn(&Value) -> bool + Copy,
        found: &mut Vec<String>,
    ) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    walk(member, format!("{at}/{name}"), wanted, found);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, format!("{at}/{index}"), wanted, found);
                }
            }
            _ => {}
        }
        if wanted(value) {
            found.push(at);
        }
    }
    let mut found = Vec::new();
    walk(value, String::new(), wanted, &mut found);
    found
}

/// The fixtures of an operation in one direction, by their name. There has to be one.
pub(crate) fn fixtures(operation: &str, direction: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(operation);
    let mut found: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(direction) && name.ends_with(".json")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            let json = std::fs::read_to_string(&path).unwrap();
            (format!("{operation}/{name}"), json)
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "{operation} has no {direction} fixture");
    found
}
