//! What the engine would read by recursion, at any depth.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string};

use crate::syntax::is_too_deep;

/// Refuses a text that is nested too deep to be read.
pub(super) fn nesting(text: &JsString) -> JsResult<()> {
    if is_too_deep(&text.to_std_string_lossy()) {
        return Err(JsNativeError::syntax().with_message("the text is nested too deep").into());
    }
    Ok(())
}

/// Puts a look at the nesting before `JSON.parse`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let json = context.global_object().get(js_string!("JSON"), context)?;
    let Some(json) = json.as_object() else { return Ok(()) };
    let parse = json.get(js_string!("parse"), context)?;
    let Some(parse) = parse.as_object().and_then(JsFunction::from_object) else { return Ok(()) };
    let guarded = NativeFunction::from_copy_closure_with_captures(
        |this, args, parse: &JsFunction, context| {
            let text = args.first().cloned().unwrap_or_default().to_string(context)?;
            nesting(&text)?;
            let rest = args.iter().skip(1).cloned();
            let args: Vec<JsValue> = std::iter::once(text.into()).chain(rest).collect();
            parse.call(this, &args, context)
        },
        parse,
    );
    let guarded = FunctionObjectBuilder::new(context.realm(), guarded)
        .name(js_string!("parse"))
        .length(2)
        .build();
    json.set(js_string!("parse"), guarded, true, context)?;
    Ok(())
}
