//! Objects of bindings as objects of the engine.

use std::cell::RefCell;
use std::rc::Rc;

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::{Context, Finalize, JsObject, JsResult, JsString, JsValue, NativeFunction, Trace};

use super::errors::{self, thrown};
use super::{promise, session, values};
use crate::bindings::{Args, Failure, Field, Method, Object, Reply};

/// A method and its name; nothing in it belongs to the engine.
#[derive(Clone, Trace, Finalize)]
struct Native {
    #[unsafe_ignore_trace]
    method: Method,
    #[unsafe_ignore_trace]
    name: Rc<str>,
}

/// The object of this name.
pub(super) fn object(name: &str, object: Object, context: &mut Context) -> JsResult<JsObject> {
    let made = JsObject::with_object_proto(context.intrinsics());
    for (member, field) in object.0 {
        let value = match field {
            Field::Json(json) => values::value(&json, context)?,
            Field::Object(inner) => {
                self::object(&format!("{name}.{member}"), inner, context)?.into()
            }
            Field::Method(method) => {
                let full = format!("{name}.{member}").into();
                let native = Native { method, name: full };
                let function = NativeFunction::from_copy_closure_with_captures(call, native);
                FunctionObjectBuilder::new(context.realm(), function)
                    .name(JsString::from(member))
                    .build()
                    .into()
            }
        };
        // Methods are there and not listed, so that `JSON.stringify` shows the fields.
        let listed = !matches!(&value, function if function.is_callable());
        let property = boa_engine::property::PropertyDescriptor::builder()
            .value(value)
            .enumerable(listed)
            .writable(false)
            .configurable(false);
        made.define_property_or_throw(JsString::from(member), property, context)?;
    }
    Ok(made)
}

fn call(
    this: &JsValue,
    args: &[JsValue],
    native: &Native,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(session) = session(context) else { return Ok(JsValue::undefined()) };
    let mut read = Vec::with_capacity(args.len());
    for arg in args {
        read.push(values::argument(arg, native.method.numbers, context)?);
    }
    let throwable = args.last().and_then(JsValue::as_object);
    let throwable = throwable.and_then(|last| errors::java_text(&last));
    let read = Args { method: Rc::clone(&native.name), values: read, throwable };
    if session.is_time_up() {
        return Err(thrown(Failure::TimeUp, &session, context));
    }
    match (native.method.body)(&session, &read) {
        Ok(Reply::Undefined) => Ok(JsValue::undefined()),
        Ok(Reply::Json(json)) => values::value(&json, context),
        Ok(Reply::Object(made)) => Ok(object(&native.name, made, context)?.into()),
        Ok(Reply::This) => Ok(this.clone()),
        Ok(Reply::Calls { argument, with }) => {
            if let Some(function) = args.get(argument).and_then(JsValue::as_callable) {
                let with = values::value(&with, context)?;
                function.call(&JsValue::undefined(), &[with], context)?;
            }
            Ok(this.clone())
        }
        Ok(Reply::Promise(work)) => promise::begin(RefCell::new(Some(work)), context),
        Ok(Reply::Filled(numbers)) => {
            let Some(target) = args.first().and_then(JsValue::as_object) else {
                return Ok(JsValue::undefined());
            };
            for (index, number) in numbers.into_iter().enumerate() {
                target.set(index, number, true, context)?;
            }
            Ok(target.into())
        }
        Err(failure) => Err(thrown(failure, &session, context)),
    }
}
