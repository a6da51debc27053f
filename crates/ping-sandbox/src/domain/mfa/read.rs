//! Reading members of bodies.

use serde_json::Value;

use crate::wire::response::{Detail, Failure, invalid_data};

/// 400 for a member that is missing.
pub(crate) fn required(target: &str) -> Failure {
    invalid_data([Detail::required().target(target)])
}

/// 400 for a member whose value is not good.
pub(crate) fn invalid(target: &str, why: &str, more: impl FnOnce(Detail) -> Detail) -> Failure {
    invalid_data([more(Detail::invalid(why).target(target))])
}

/// 400 for a member that is none of these.
pub(crate) fn not_among(target: &str, allowed: &[&str]) -> Failure {
    invalid_data([Detail::not_among(allowed).target(target)])
}

/// A required text at a JSON pointer of the body; the error names it with dots.
pub(crate) fn required_text<'a>(body: &'a Value, pointer: &str) -> Result<&'a str, Failure> {
    let target = pointer.trim_start_matches('/').replace('/', ".");
    match body.pointer(pointer) {
        None | Some(Value::Null) => Err(required(&target)),
        Some(Value::String(text)) if text.is_empty() => {
            Err(invalid_data([Detail::empty().target(target)]))
        }
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(invalid(&target, "The value must be a string.", |d| d)),
    }
}

/// An optional text at a JSON pointer of the body.
pub(crate) fn optional_text<'a>(
    body: &'a Value,
    pointer: &str,
) -> Result<Option<&'a str>, Failure> {
    match body.pointer(pointer) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => required_text(body, pointer).map(Some),
    }
}

/// A boolean at a JSON pointer of the body, false where there is none.
pub(crate) fn optional_flag(body: &Value, pointer: &str) -> Result<bool, Failure> {
    match body.pointer(pointer) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => {
            let target = pointer.trim_start_matches('/').replace('/', ".");
            Err(invalid(&target, "The value must be a boolean.", |d| d))
        }
    }
}
