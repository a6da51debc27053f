//! What came out and what had to come out.

use serde_json::Value;

/// The differences, each as a place with what was expected and what came.
///
/// An object has to have the members that are expected, and may have more; an array has to have
/// the same elements. `null` stands for what is not there, too. A text stands for a line of the log
/// by its message, and for an error that has it in its message.
pub(super) fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    // A script that fails is well only where that was expected.
    if expected.get("error").is_none() && !actual["error"].is_null() {
        compare("error", &Value::Null, &actual["error"], &mut found);
    }
    found
}

fn compare(place: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(members)) => {
            for (name, wanted) in wanted {
                let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                compare(&place, wanted, members.get(name).unwrap_or(&Value::Null), found);
            }
        }
        (Value::Array(wanted), Value::Array(items)) if wanted.len() == items.len() => {
            for (index, (wanted, item)) in wanted.iter().zip(items).enumerate() {
                compare(&format!("{place}[{index}]"), wanted, item, found);
            }
        }
        (Value::String(wanted), Value::Object(members)) => {
            let message = members.get("message").and_then(Value::as_str).unwrap_or_default();
            let fits = if place == "error" { message.contains(wanted) } else { message == wanted };
            if !fits {
                found.push(difference(place, expected, &message.into()));
            }
        }
        (expected, actual) if expected == actual => {}
        (Value::Number(wanted), Value::Number(number)) if wanted.as_f64() == number.as_f64() => {}
        (expected, actual) => found.push(difference(place, expected, actual)),
    }
}

fn difference(place: &str, expected: &Value, actual: &Value) -> String {
    let lines = |sign: char, value: &Value| {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        text.lines().map(|line| format!("    {sign} {line}\n")).collect::<String>()
    };
    format!("  {place}\n{}{}", lines('-', expected), lines('+', actual))
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn members_that_are_not_expected_may_be_there() {
        let actual = json!({"outcome": "true", "logs": [{"level": "debug", "message": "a"}],
            "shared": {"a": 1, "b": {"c": [1, 2]}}, "error": null});
        assert!(differences(&json!({"outcome": "true", "shared": {"b": {}}}), &actual).is_empty());
        assert!(differences(&json!({"logs": ["a"], "transient": null}), &actual).is_empty());
        assert!(differences(&json!({"shared": {"a": 1.0}}), &actual).is_empty());
        assert_eq!(
            differences(&json!({"shared": {"b": {"c": [1, 3]}}}), &actual),
            ["  shared.b.c[1]\n    - 3\n    + 2\n"]
        );
        assert_eq!(
            differences(&json!({"logs": []}), &actual),
            ["  logs\n    - []\n    + [\n    +   {\n    +     \"level\": \"debug\",\n    +     \
              \"message\": \"a\"\n    +   }\n    + ]\n"]
        );
    }

    #[test]
    fn an_error_has_to_be_expected() {
        let failed = json!({"outcome": null, "error": {"kind": "time", "message": "took longer"}});
        assert_eq!(differences(&json!({"outcome": null}), &failed).len(), 1);
        assert!(differences(&json!({"error": "longer"}), &failed).is_empty());
        assert!(differences(&json!({"error": {"kind": "time"}}), &failed).is_empty());
        assert_eq!(differences(&json!({"error": null}), &failed).len(), 1);
    }
}
