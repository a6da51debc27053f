//! `require`: library scripts.

use boa_engine::object::builtins::JsFunction;
use boa_engine::{
    Context, Finalize, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Script as Compiled, Source, Trace, js_string,
};
use boa_gc::GcRefCell;

use super::session;

/// What a library stands in: a function, in which `scriptName` is unknown, as in the service. It
/// is one line, so that the lines of the library keep their numbers.
pub(super) const HEAD: &str = "(function (exports, scriptName) {";
const TAIL: &str = "\n})";

/// What libraries have exported, by their names.
#[derive(Default, Trace, Finalize, JsData)]
struct Loaded(GcRefCell<Vec<(JsString, JsObject)>>);

pub(super) fn install(context: &mut Context) -> JsResult<()> {
    context.insert_data(Loaded::default());
    let require = NativeFunction::from_fn_ptr(require);
    context.register_global_callable(js_string!("require"), 1, require)
}

fn require(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(name) = args.first().and_then(JsValue::as_string) else {
        return Err(JsNativeError::typ()
            .with_message("require takes the name of a library")
            .into());
    };
    let known = context.get_data::<Loaded>().and_then(|loaded| {
        let loaded = loaded.0.borrow();
        loaded.iter().find(|(known, _)| *known == name).map(|(_, exports)| exports.clone())
    });
    if let Some(exports) = known {
        return Ok(exports.into());
    }
    let text = name.to_std_string_lossy();
    let library = session(context).and_then(|session| session.config.libraries.get(&text).cloned());
    let Some(library) = library else {
        let message = format!("there is no library script `{}`", text.escape_debug());
        return Err(JsNativeError::error().with_message(message).into());
    };
    let beyond = session(context).is_some_and(|session| session.config.beyond);
    if let Some(place) = library.unsupported().first().filter(|_| !beyond) {
        return Err(JsNativeError::syntax().with_message(place.to_string()).into());
    }
    let exports = JsObject::with_object_proto(context.intrinsics());
    // Libraries that require each other get what is there so far.
    if let Some(loaded) = context.get_data::<Loaded>() {
        loaded.0.borrow_mut().push((name, exports.clone()));
    }
    let wrapped = format!("{HEAD}{}{TAIL}", library.source());
    let source = Source::from_bytes(&wrapped).with_path(library.name().as_ref());
    let function = Compiled::parse(source, None, context)?.evaluate(context)?;
    let function = function.as_object().and_then(JsFunction::from_object);
    if let Some(function) = function {
        function.call(&JsValue::undefined(), &[exports.clone().into()], context)?;
    }
    Ok(exports.into())
}
