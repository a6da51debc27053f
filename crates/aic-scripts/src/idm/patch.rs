//! The operations of a patch.

use serde_json::{Map, Value};

use super::IdmError;
use super::pointer::{get, parts};

/// Applies the changes in order.
pub(crate) fn apply(object: &mut Value, changes: &[Value]) -> Result<(), IdmError> {
    changes.iter().try_for_each(|change| one(object, change))
}

fn one(object: &mut Value, change: &Value) -> Result<(), IdmError> {
    let text = |name: &str| change.get(name).and_then(Value::as_str);
    let path = |name: &str| {
        let pointer = text(name).filter(|pointer| !pointer.trim_matches('/').is_empty());
        let pointer = pointer.ok_or_else(|| {
            IdmError::bad_request(format!("a patch operation needs the pointer `{name}`"))
        })?;
        Ok::<_, IdmError>(parts(pointer))
    };
    let operation = text("operation").unwrap_or_default();
    let field = path("field")?;
    let value = change.get("value").cloned();
    let needed = || {
        value.clone().ok_or_else(|| {
            IdmError::bad_request(format!("the patch operation `{operation}` needs a value"))
        })
    };
    match operation {
        "add" => add(object, &field, needed()?),
        "replace" => replace(object, &field, value),
        "remove" => {
            remove(object, &field, value.as_ref());
            Ok(())
        }
        "increment" => {
            let by = needed()?;
            let sum = get(object, &field).and_then(|known| sum(known, &by)).ok_or_else(|| {
                IdmError::bad_request("only numbers can be incremented, by a number")
            })?;
            replace(object, &field, Some(sum))
        }
        "copy" | "move" => {
            let from = path("from")?;
            let value = get(object, &from).cloned().ok_or_else(|| {
                IdmError::bad_request("there is nothing at the pointer `from` of the patch")
            })?;
            if operation == "move" {
                remove(object, &from, None);
            }
            replace(object, &field, Some(value))
        }
        other => Err(IdmError::bad_request(format!(
            "the patch operation `{}` is not supported",
            other.escape_debug()
        ))),
    }
}

fn sum(known: &Value, by: &Value) -> Option<Value> {
    match (known.as_i64(), by.as_i64()) {
        (Some(known), Some(by)) => known.checked_add(by).map(Value::from),
        _ => Some(Value::from(known.as_f64()? + by.as_f64()?)),
    }
}

/// What holds the last part of the pointer; objects on the way there are made.
fn parent<'v>(mut value: &'v mut Value, field: &[String]) -> Result<&'v mut Value, IdmError> {
    for part in &field[..field.len() - 1] {
        if value.is_null() {
            *value = Value::Object(Map::new());
        }
        value = match value {
            Value::Object(members) => members.entry(part.as_str()).or_insert(Value::Null),
            Value::Array(items) => part
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get_mut(index))
                .ok_or_else(|| IdmError::bad_request("the patch points behind an array"))?,
            _ => return Err(IdmError::bad_request("the patch points into a plain value")),
        };
    }
    if value.is_null() {
        *value = Value::Object(Map::new());
    }
    Ok(value)
}

fn last(field: &[String]) -> &str {
    field.last().map_or("", String::as_str)
}

/// Sets a member, or adds to an array: `/list/-` behind its end, `/list/0` at a place. What is
/// added to a member that is an array becomes its elements.
fn add(object: &mut Value, field: &[String], value: Value) -> Result<(), IdmError> {
    let name = last(field);
    match parent(object, field)? {
        Value::Object(members) => match (members.get_mut(name), value) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(Value::Array(items)), value) => items.push(value),
            (_, value) => {
                members.insert(name.to_owned(), value);
            }
        },
        Value::Array(items) if name == "-" => items.push(value),
        Value::Array(items) => {
            let index = name.parse::<usize>().ok().filter(|index| *index <= items.len());
            let index = index.ok_or_else(|| IdmError::bad_request("no such place in the array"))?;
            items.insert(index, value);
        }
        _ => return Err(IdmError::bad_request("the patch points into a plain value")),
    }
    Ok(())
}

/// Sets a member, whether it was there or not; without a value it is removed.
fn replace(object: &mut Value, field: &[String], value: Option<Value>) -> Result<(), IdmError> {
    let Some(value) = value else {
        remove(object, field, None);
        return Ok(());
    };
    let name = last(field);
    match parent(object, field)? {
        Value::Object(members) => {
            members.insert(name.to_owned(), value);
            Ok(())
        }
        Value::Array(items) => {
            let place = name.parse::<usize>().ok().and_then(|index| items.get_mut(index));
            *place.ok_or_else(|| IdmError::bad_request("no such place in the array"))? = value;
            Ok(())
        }
        _ => Err(IdmError::bad_request("the patch points into a plain value")),
    }
}

/// Removes a member, or with a value the elements of an array that are equal to it. What is not
/// there is left alone.
fn remove(object: &mut Value, field: &[String], value: Option<&Value>) {
    let (name, way) = (last(field), &field[..field.len() - 1]);
    let mut target = object;
    for part in way {
        let next = match target {
            Value::Object(members) => members.get_mut(part),
            Value::Array(items) => part.parse::<usize>().ok().and_then(|at| items.get_mut(at)),
            _ => None,
        };
        let Some(next) = next else { return };
        target = next;
    }
    match target {
        Value::Object(members) => match (members.get_mut(name), value) {
            (Some(Value::Array(items)), Some(value)) => items.retain(|item| item != value),
            (Some(known), Some(value)) if known != value => {}
            _ => {
                members.remove(name);
            }
        },
        Value::Array(items) => {
            if let Some(index) = name.parse::<usize>().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}
