//! What every model promises, tried on the fixtures of every operation and on each small change of
//! them.

mod applications;
mod beyond;
mod masked;
mod payloads;

use ping_models::lossless::PayloadReport;
use serde_json::Value;

use self::payloads::{matches, payloads, place, pointers};
use crate::catalogue::Catalogue;
use crate::fixtures::Direction;
use crate::registry::{Check, Registry};

/// Members that documents show and no field names: bodies of other services among the errors, and
/// a device of which an example tells no id.
const UNMODELLED: &[(&str, &str)] = &[
    ("mfa.check_assertion_fido", "/_embedded/devices/*/rp"),
    ("platform.error", "/error"),
    ("platform.error", "/error_description"),
    ("platform.error", "/details/*/innerError/*"),
];

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

/// Types with members that have the name of one that tells of a person.
const IMPERSONAL: &[(&str, &str)] = &[
    ("Device", "displayName"),
    ("Group", "displayName"),
    ("GroupMembership", "displayName"),
    ("NewGroup", "displayName"),
    ("Template", "displayName"),
];

/// Members that are secrets.
const SECRET: &[&str] =
    &["currentPassword", "newPassword", "otp", "password", "recoveryCode", "secret"];

/// What stands in the place of another value.
const OF_ANOTHER_KIND: &[&str] = &["7331", "[[7331]]", r#"{"x": "7331"}"#];

#[test]
fn every_operation_keeps_the_promises() {
    let registry = Registry::load();
    let catalogue = Catalogue::read(&crate::root().join("fixtures")).unwrap();
    let mut ids = registry.ids();
    ids.extend(crate::catalogue::PRODUCTS.map(|product| format!("{product}.error")));
    let mut tried = 0;
    for id in ids {
        for direction in [Direction::Request, Direction::Response] {
            let Some(check) = registry.check(&id, direction) else {
                continue;
            };
            let row = catalogue.get(&id);
            let ty = row.map(|row| match direction {
                Direction::Request => row.request_type.as_str(),
                Direction::Response => row.response_type.as_str(),
            });
            let ty = ty.unwrap_or_default();
            for (name, payload) in payloads(&id, direction) {
                let operation = Tried { id: &id, direction, ty, name: &name, check };
                operation.keeps_the_promises(&payload);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "{tried} payloads");
}

/// One payload of one operation.
struct Tried<'a> {
    id: &'a str,
    direction: Direction,
    /// The Rust type, such as `Collection<User>`.
    ty: &'a str,
    name: &'a str,
    check: Check,
}

impl Tried<'_> {
    fn keeps_the_promises(&self, payload: &Value) {
        let report = self.survives("as it is", payload);
        self.is_discreet(payload, &report.debug);
        for pointer in report.unmodelled {
            let known = |(id, known): &(&str, &str)| *id == self.id && matches(known, &pointer);
            let is_known = UNMODELLED.iter().any(known);
            assert!(is_known, "{self}: no field names `{pointer}`");
        }
        self.keeps_invented_members(payload);
        self.keeps_invented_values(payload);
        self.keeps_absent_and_null_members(payload);
        self.tells_the_place_of_another_kind(payload);
    }

    fn report(&self, payload: &Value) -> PayloadReport {
        (self.check)(payload.to_string().as_bytes())
    }

    fn survives(&self, change: &str, payload: &Value) -> PayloadReport {
        let report = self.report(payload);
        assert!(report.is_lossless(), "{self}, {change}: {report:?}");
        assert!(report.equal, "{self}, {change}: not equal to itself");
        assert!(!has_broken_items(&report), "{self}, {change}: {report:?}");
        report
    }

    /// An invented member in each object.
    fn keeps_invented_members(&self, payload: &Value) {
        let invented: Value = serde_json::from_str(r#"{"a":[1.50,null,{"b":""}]}"#).unwrap();
        let mut all = payload.clone();
        for pointer in pointers(payload, Value::is_object) {
            let mut one = payload.clone();
            for changed in [&mut one, &mut all] {
                changed.pointer_mut(&pointer).unwrap()["inventedMember"] = invented.clone();
            }
            self.survives(&format!("a member more in `{pointer}`"), &one);
        }
        let report = self.survives("a member more everywhere", &all);
        let is_told = report.unmodelled.iter().any(|it| it == "/inventedMember");
        assert!(!payload.is_object() || is_told, "{self}: {report:?}");
    }

    /// An invented text in the place of each text: whatever is an enum keeps it. Texts that stand
    /// for a number or a boolean stay what they are.
    fn keeps_invented_values(&self, payload: &Value) {
        let is_word = |value: &Value| {
            value
                .as_str()
                .is_some_and(|text| text.parse::<f64>().is_err() && text.parse::<bool>().is_err())
        };
        let mut all = payload.clone();
        for pointer in pointers(payload, is_word) {
            let mut one = payload.clone();
            for changed in [&mut one, &mut all] {
                *changed.pointer_mut(&pointer).unwrap() = "INVENTED \u{e9}\"\\".into();
            }
            self.survives(&format!("a new value at `{pointer}`"), &one);
        }
        self.survives("new values everywhere", &all);
    }

    /// Each member left out, and as null. Links and embedded resources are maps by name, in which
    /// a null has no meaning.
    fn keeps_absent_and_null_members(&self, payload: &Value) {
        for pointer in pointers(payload, |_| true) {
            let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
            let is_member = payload.pointer(parent).is_some_and(Value::is_object);
            if pointer.is_empty() || !is_member {
                continue;
            }
            let key = key.replace("~1", "/").replace("~0", "~");
            let mut changed = payload.clone();
            let members = changed.pointer_mut(parent).and_then(Value::as_object_mut);
            members.unwrap().remove(&key);
            let report = self.report(&changed);
            if !report.is_decoded() || has_broken_items(&report) {
                self.may_require(&key, &pointer, &report);
                continue;
            }
            self.survives(&format!("without `{pointer}`"), &changed);
            if !parent.ends_with("/_links") && !parent.ends_with("/_embedded") {
                changed.pointer_mut(parent).unwrap()[&key] = Value::Null;
                self.survives(&format!("with null at `{pointer}`"), &changed);
            }
        }
    }

    /// A value of another kind is told by its place, and not by itself, wherever it stands and
    /// however the text is laid out. The kinds take turns.
    fn tells_the_place_of_another_kind(&self, payload: &Value) {
        for (index, pointer) in pointers(payload, |_| true).iter().enumerate() {
            let place = place(payload, pointer);
            let wrong = OF_ANOTHER_KIND[index % OF_ANOTHER_KIND.len()];
            let mut changed = payload.clone();
            *changed.pointer_mut(pointer).unwrap() = serde_json::from_str(wrong).unwrap();
            let text = match index % 2 == 0 {
                true => changed.to_string(),
                false => format!(" {changed:#}\n"),
            };
            let report = (self.check)(text.as_bytes());
            assert!(report.differences.is_empty(), "{self}, {wrong}: {report:?}");
            let Some((path, expected)) = told(&report) else {
                continue;
            };
            // What holds the wrong kind may be told, or the wrong kind in it; of an item that
            // is kept as it came, the place in its list.
            let lists = place.match_indices('[').map(|(at, _)| &place[at..]);
            let is_at = |place: &str| {
                let rest = path.strip_prefix(place);
                rest.is_some_and(|rest| ["", "[0]", ".x", "x", "."].contains(&rest))
            };
            let is_there = path == "[0]" || lists.chain([&*place]).any(is_at);
            let error = format!("at `{path}`: expected {expected}");
            assert!(is_there, "{self}, {wrong} at `{pointer}`: {error}");
            assert!(!error.contains("7331"), "{self}: {error}");
        }
    }

    /// `Debug` shows no secret, and no name, address or number of a person, wherever it stands.
    fn is_discreet(&self, payload: &Value, debug: &str) {
        for pointer in pointers(payload, Value::is_string) {
            let text = payload.pointer(&pointer).and_then(Value::as_str).unwrap();
            let member = pointer.rsplit('/').next().unwrap();
            let is_number = text.strip_prefix('+').is_some_and(|number| {
                number.len() > 6 && number.chars().all(|c| c.is_ascii_digit() || c == '.')
            });
            let is_address = text.contains('@') && text.starts_with(char::is_alphanumeric);
            // A setting may have such a name, too.
            let is_personal = (PERSONAL.contains(&member) || SECRET.contains(&member))
                && !self.is_impersonal(member)
                && text.len() > 2
                && !text.contains("${");
            let shown = match is_number || is_address {
                true => debug.contains(text),
                false => is_personal && debug.contains(&format!("{text:?}")),
            };
            assert!(!shown, "{self}: `{pointer}` in {debug}");
        }
    }

    fn is_impersonal(&self, member: &str) -> bool {
        let types = || self.ty.split(|c: char| !c.is_alphanumeric());
        IMPERSONAL.iter().any(|(ty, name)| *name == member && types().any(|it| it == *ty))
    }

    /// In an answer only an identifier is worth being required; an access token is one. PingID's
    /// messages can always be read.
    fn may_require(&self, key: &str, pointer: &str, report: &PayloadReport) {
        let expected = format!("the member `{key}`");
        let is_told = match &report.error {
            Some(error) => error.expected() == expected,
            None => report.debug.contains(&expected),
        };
        assert!(is_told, "{self}, without `{pointer}`: {report:?}");
        let is_request = self.direction == Direction::Request;
        let is_identifier = matches!(key, "id" | "access_token");
        let is_free = self.id.starts_with("pingid.") || !(is_request || is_identifier);
        assert!(!is_free, "{self} requires `{pointer}`");
    }
}

impl std::fmt::Display for Tried<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.id, self.name)
    }
}

/// The place of the failure, and what was expected there: of the whole or of an item of a list.
fn told(report: &PayloadReport) -> Option<(&str, &str)> {
    match &report.error {
        Some(error) => Some((error.path(), error.expected())),
        None => {
            let (_, told) = report.debug.split_once("Err(DecodeError { path: \"")?;
            let (path, rest) = told.split_once("\", expected: \"")?;
            Some((path, rest.split_once("\" }")?.0))
        }
    }
}

/// Whether an item of a list did not decode, which costs no other one.
fn has_broken_items(report: &PayloadReport) -> bool {
    report.debug.contains("Err(DecodeError")
}
