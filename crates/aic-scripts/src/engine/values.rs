//! Values of the engine and JSON.

use boa_engine::builtins::error::Error as ErrorObject;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyKey;
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsValue, JsVariant, js_string,
};
use serde_json::{Map, Number, Value};

use super::errors;
use super::install::JavaClass;
use crate::bindings::{Arg, Numbers};

/// How deep values may be nested: what is deeper goes in a circle.
const DEPTH: usize = 100;
/// How many members a value may have altogether.
const MEMBERS: usize = 200_000;

/// An argument of a binding's method.
pub(super) fn argument(value: &JsValue, numbers: Numbers, context: &mut Context) -> JsResult<Arg> {
    let mut reader = Reader { numbers, left: MEMBERS };
    Ok(match reader.read(value, DEPTH, context)? {
        Some(value) => Arg::Json(value),
        None => Arg::Undefined,
    })
}

struct Reader {
    numbers: Numbers,
    left: usize,
}

impl Reader {
    /// The value as JSON; `None` for `undefined` and functions.
    fn read(
        &mut self,
        value: &JsValue,
        depth: usize,
        context: &mut Context,
    ) -> JsResult<Option<Value>> {
        self.left = match self.left.checked_sub(1) {
            Some(left) if depth > 0 => left,
            _ => {
                return Err(JsNativeError::typ()
                    .with_message("the value is too large for a binding, or goes in a circle")
                    .into());
            }
        };
        Ok(Some(match value.variant() {
            JsVariant::Undefined | JsVariant::Symbol(_) => return Ok(None),
            JsVariant::Null => Value::Null,
            JsVariant::Boolean(value) => value.into(),
            JsVariant::String(text) => text.to_std_string_lossy().into(),
            JsVariant::Integer32(number) if self.numbers != Numbers::Doubles => number.into(),
            JsVariant::Integer32(number) => f64::from(number).into(),
            JsVariant::Float64(number) => self.number(number),
            JsVariant::BigInt(number) => number.to_string().into(),
            JsVariant::Object(object) => return self.object(&object, depth, context),
        }))
    }

    fn number(&self, number: f64) -> Value {
        // Whole numbers are whole, as long as a double holds them exactly.
        let whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
        if whole && self.numbers != Numbers::Doubles {
            return Value::from(number as i64);
        }
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }

    fn object(
        &mut self,
        object: &JsObject,
        depth: usize,
        context: &mut Context,
    ) -> JsResult<Option<Value>> {
        if let Some(class) = object.downcast_ref::<JavaClass>() {
            return Ok(Some(class.name().into()));
        }
        if object.is_callable() {
            return Ok(None);
        }
        if self.numbers == Numbers::Written {
            if let Some(text) = errors::java_text(object) {
                return Ok(Some(text.into()));
            }
            if object.is::<ErrorObject>() {
                return Ok(Some(errors::text_of(&object.clone().into(), context).into()));
            }
        }
        // Dates, boxed values and whatever says how it is written.
        let to_json = object.get(js_string!("toJSON"), context)?;
        if let Some(to_json) = to_json.as_callable() {
            let value = to_json.call(&object.clone().into(), &[], context)?;
            return self.read(&value, depth - 1, context);
        }
        if object.is_array() {
            let length = object.get(js_string!("length"), context)?.to_length(context)?;
            let mut items = Vec::new();
            for index in 0..length {
                let item = object.get(index, context)?;
                items.push(self.read(&item, depth - 1, context)?.unwrap_or_default());
            }
            return Ok(Some(Value::Array(items)));
        }
        // The message of an exception is no member that is listed.
        let mut members = Map::new();
        if object.is::<ErrorObject>() {
            let message = object.get(js_string!("message"), context)?;
            let message = message.to_string(context)?.to_std_string_lossy();
            members.insert("message".to_owned(), message.into());
        }
        for key in object.own_property_keys(context)? {
            let name = match &key {
                PropertyKey::String(name) => name.to_std_string_lossy(),
                PropertyKey::Index(index) => index.get().to_string(),
                PropertyKey::Symbol(_) => continue,
            };
            let listed = object.borrow().properties().get(&key);
            if listed.is_some_and(|property| property.enumerable() == Some(false)) {
                continue;
            }
            let value = object.get(key, context)?;
            match self.read(&value, depth - 1, context)? {
                Some(value) => members.insert(name, value),
                None if value.is_undefined() && self.numbers == Numbers::Doubles => {
                    members.insert(name, Value::Null)
                }
                None => None,
            };
        }
        Ok(Some(Value::Object(members)))
    }
}

/// JSON as a value of the engine.
pub(super) fn value(json: &Value, context: &mut Context) -> JsResult<JsValue> {
    Ok(match json {
        Value::Null => JsValue::null(),
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => {
            match number.as_i64().and_then(|number| i32::try_from(number).ok()) {
                Some(number) => number.into(),
                None => number.as_f64().unwrap_or(f64::NAN).into(),
            }
        }
        Value::String(text) => JsString::from(text.as_str()).into(),
        Value::Array(items) => {
            let items: Vec<JsValue> =
                items.iter().map(|item| value(item, context)).collect::<JsResult<_>>()?;
            JsArray::from_iter(items, context).into()
        }
        Value::Object(members) => {
            let object = JsObject::with_object_proto(context.intrinsics());
            for (name, member) in members {
                let member = value(member, context)?;
                object.create_data_property_or_throw(
                    JsString::from(name.as_str()),
                    member,
                    context,
                )?;
            }
            object.into()
        }
    })
}
