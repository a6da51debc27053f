//! Members of an object by their pointers: `mail`, `/mail`, `/name/given`, `/roles/0`.

use serde_json::Value;

/// The parts of a pointer; a slash at its beginning may be left out.
pub(crate) fn parts(pointer: &str) -> Vec<String> {
    let pointer = pointer.strip_prefix('/').unwrap_or(pointer);
    if pointer.is_empty() {
        return Vec::new();
    }
    pointer.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// What stands at the pointer.
pub(crate) fn get<'v>(value: &'v Value, parts: &[String]) -> Option<&'v Value> {
    parts.iter().try_fold(value, |value, part| match value {
        Value::Object(members) => members.get(part),
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The fields of an object: all of them with `*` or with none. The id and the revision always come
/// along.
pub(crate) fn select(object: &Value, fields: &[String]) -> Value {
    if fields.is_empty() || fields.iter().any(|field| field == "*" || field == "/*") {
        return object.clone();
    }
    let mut selected = Value::Object(serde_json::Map::new());
    let always = ["_id".to_owned(), "_rev".to_owned()];
    for field in always.iter().chain(fields) {
        let parts = parts(field);
        if let Some(value) = get(object, &parts) {
            put(&mut selected, &parts, value.clone());
        }
    }
    selected
}

/// Puts a value at the pointer; objects on the way there are made.
fn put(target: &mut Value, parts: &[String], value: Value) {
    let Some((first, rest)) = parts.split_first() else {
        *target = value;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(members) = target {
        put(members.entry(first.as_str()).or_insert(Value::Null), rest, value);
    }
}
