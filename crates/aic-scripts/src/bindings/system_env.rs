//! `systemEnv`: the ESVs of the environment.

use serde_json::Value;

use super::failure::Failure;
use super::logger::text_of;
use super::object::{Arg, Args, Object, Reply};

pub(crate) fn binding() -> Object {
    Object::new().method("getProperty", |session, args| {
        let name = args.text(0, "propertyName")?;
        // What does not begin so is no ESV, whatever is defined.
        let found = name.starts_with("esv.").then(|| session.config.properties.get(name)).flatten();
        if args.values.len() < 2 {
            return Ok(found.map_or(Value::Null, |value| value.clone().into()).into());
        }
        let default = match &args.values[1] {
            Arg::Undefined | Arg::Json(Value::Null) => {
                return Err(args.wrong("defaultValue", "neither null nor undefined"));
            }
            Arg::Json(Value::Object(_) | Value::Array(_)) => {
                return Err(args.wrong("defaultValue", "a string, a number or a boolean"));
            }
            default => text_of(default),
        };
        let text = found.cloned().unwrap_or(default);
        match args.values.get(2) {
            None => Ok(text.into()),
            Some(Arg::Json(Value::String(class))) => converted(args, name, &text, class),
            Some(_) => Err(args.wrong("returnType", TYPES)),
        }
    })
}

const TYPES: &str = "one of java.lang.Boolean, java.lang.Double, java.lang.Integer, java.lang.String, java.util.List, java.util.Map";

fn converted(args: &Args, name: &str, text: &str, class: &str) -> Result<Reply, Failure> {
    let json = |fits: fn(&Value) -> bool| serde_json::from_str::<Value>(text).ok().filter(fits);
    let value = match class {
        "java.lang.String" => Some(text.into()),
        // As `Boolean.parseBoolean`: what is not true is false.
        "java.lang.Boolean" => Some(text.eq_ignore_ascii_case("true").into()),
        "java.lang.Double" => text.trim().parse::<f64>().ok().map(Value::from),
        "java.lang.Integer" => text.trim().parse::<i32>().ok().map(Value::from),
        // A list is an array of JSON, or texts with commas between them, blanks and all.
        "java.util.List" => {
            json(Value::is_array).or_else(|| Some(text.split(',').map(Value::from).collect()))
        }
        "java.util.Map" => json(Value::is_object),
        _ => return Err(args.wrong("returnType", TYPES)),
    };
    value.map(Reply::from).ok_or_else(|| {
        let message = format!("the value of '{name}' cannot be converted to {class}");
        Failure::java("java.lang.IllegalArgumentException", message)
    })
}
