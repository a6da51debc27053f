//! Failures of bindings as exceptions of the engine, and exceptions of the engine as errors.

use boa_engine::builtins::error::Error as ErrorObject;
use boa_engine::error::JsNativeErrorKind;
use boa_engine::object::{FunctionObjectBuilder, ObjectInitializer};
use boa_engine::{
    Context, Finalize, JsData, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Trace, js_string,
};
use serde_json::Value;

use super::{require, time_message, values};
use crate::bindings::{self, Exception, Failure};
use crate::outcome::{ErrorKind, ScriptError};
use crate::script::Script;
use crate::session::Session;
use crate::syntax::Place;

/// How many calls an error shows.
pub(super) const FRAMES: usize = 20;
/// The longest message, in characters.
const MESSAGE: usize = 2_000;

/// A failure of a binding, to be thrown.
pub(super) fn thrown(failure: Failure, session: &Session, context: &mut Context) -> JsError {
    match failure {
        Failure::TimeUp => {
            let message = time_message(session.config.limits.time);
            JsNativeError::runtime_limit().with_message(message).into()
        }
        Failure::Thrown(exception) => match error_object(&exception, context) {
            Ok(object) => JsError::from_opaque(object.into()),
            Err(error) => error,
        },
    }
}

/// The error that a script catches, with the Java exception behind it.
fn error_object(exception: &Exception, context: &mut Context) -> JsResult<JsObject> {
    let error = JsNativeError::error().with_message(exception.message.clone());
    let error = error.to_opaque(context);
    if exception.class.is_some() {
        let java = java_exception(exception, context)?;
        error.create_data_property_or_throw(js_string!("javaException"), java, context)?;
    }
    Ok(error)
}

/// What tells a Java exception from other objects: its text.
#[derive(Debug, Trace, Finalize, JsData)]
struct JavaException {
    #[unsafe_ignore_trace]
    text: String,
}

/// The text of a Java exception, if the object is one.
pub(super) fn java_text(object: &JsObject) -> Option<String> {
    object.downcast_ref::<JavaException>().map(|exception| exception.text.clone())
}

/// The Java exception: its message, and what the methods of its class answer.
pub(super) fn java_exception(exception: &Exception, context: &mut Context) -> JsResult<JsObject> {
    let class = exception.class.unwrap_or("java.lang.Exception");
    let text = format!("{class}: {}", exception.message);
    let data = JavaException { text: text.clone() };
    let object = ObjectInitializer::with_native_data(data, context).build();
    let message = Value::from(exception.message.clone());
    let fixed = values::value(&message, context)?;
    object.create_data_property_or_throw(js_string!("message"), fixed, context)?;
    let mut answers = vec![("getMessage", message), ("toString", text.into())];
    if let Some(code) = exception.code {
        answers.push(("getCode", code.into()));
        answers.push(("getReason", exception.reason.clone().into()));
        answers.push(("getDetail", exception.detail.clone().unwrap_or_default()));
        answers.push(("isServerError", (code >= 500).into()));
    }
    for (name, answer) in answers {
        let answer = values::value(&answer, context)?;
        let function = NativeFunction::from_copy_closure_with_captures(
            |_, _, answer: &JsValue, _| Ok(answer.clone()),
            answer,
        );
        let name = JsString::from(name);
        let function =
            FunctionObjectBuilder::new(context.realm(), function).name(name.clone()).build();
        object.create_data_property_or_throw(name, function, context)?;
    }
    Ok(object)
}

/// Whether a script may catch it.
pub(super) fn is_catchable(error: &JsError) -> bool {
    !matches!(
        error.as_native().map(|native| &native.kind),
        Some(JsNativeErrorKind::RuntimeLimit | JsNativeErrorKind::NoInstructionsRemain)
    )
}

/// What a script has thrown, as a text.
pub(super) fn text_of(value: &JsValue, context: &mut Context) -> String {
    let text = match value.as_object() {
        // What is no error is shown as it is.
        Some(object) if !object.is::<ErrorObject>() => value.display().to_string(),
        _ => match value.to_string(context) {
            Ok(text) => text.to_std_string_lossy(),
            Err(_) => value.display().to_string(),
        },
    };
    short(&text)
}

fn short(text: &str) -> String {
    match text.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What an exception that nobody caught says, and where it was thrown.
pub(super) fn of(error: &JsError, session: &Session, context: &mut Context) -> ScriptError {
    let limits = &session.config.limits;
    let name = session.script.name();
    let native = error.as_native();
    let kind = match native.map(|native| (&native.kind, native.message())) {
        Some((JsNativeErrorKind::NoInstructionsRemain, _)) => ErrorKind::Instructions,
        Some((JsNativeErrorKind::RuntimeLimit, message)) if message.contains("loop") => {
            ErrorKind::Loop
        }
        Some((JsNativeErrorKind::RuntimeLimit, message)) if message.contains("call") => {
            ErrorKind::Recursion
        }
        Some((JsNativeErrorKind::RuntimeLimit, _)) => ErrorKind::Time,
        _ => ErrorKind::Exception,
    };
    let message = match (kind, native) {
        (ErrorKind::Instructions, _) => {
            format!("the script carried out more than {} instructions", limits.instructions)
        }
        (ErrorKind::Loop, _) => {
            format!("a loop went round more than {} times", limits.loop_iterations)
        }
        (ErrorKind::Recursion, _) => {
            format!("calls are nested deeper than {}", limits.recursion)
        }
        (ErrorKind::Time, _) => time_message(limits.time),
        (_, Some(native)) => hinted(short(&native.to_string())),
        (_, None) => {
            let value = error.to_opaque(context);
            hinted(text_of(&value, context))
        }
    };
    let (mut frames, stack) = trace(error);
    if frames.is_empty() {
        // What ends a script for its instructions does not tell; who called it is still there.
        frames.extend(standing(context).map(|(_, frame)| frame));
        frames.push((name.to_owned(), None));
    }
    let unknown = message.strip_prefix("ReferenceError: ");
    let unknown = unknown.and_then(|rest| rest.split_once(" is not defined"));
    let found = Found { kind, unknown: unknown.map(|(name, _)| name.to_owned()), frames };
    let mut error = ScriptError::nowhere(kind, name, message);
    error.stack = stack;
    found.locate(&mut error, session);
    libraries(&mut error, session);
    error
}

/// A call on the way to an error: the script, and the place as far as the engine knows it.
type Frame = (String, Option<Place>);

/// What is known of where an error happened.
struct Found {
    kind: ErrorKind,
    /// The name that is not there.
    unknown: Option<String>,
    frames: Vec<Frame>,
}

impl Found {
    /// Sets the place. The engine knows those of calls and members, so what is neither stands
    /// behind the place that it tells, if it tells one.
    fn locate(self, error: &mut ScriptError, session: &Session) {
        let Some((script, told)) = self.frames.first() else { return };
        let main = session.script.name() == script;
        let source =
            if main { Some(&session.script) } else { session.config.libraries.get(script) };
        let findings = source.map(Script::findings);
        let behind = |places: &[Place]| {
            let next = places.iter().filter(|place| told.is_none_or(|told| **place >= told)).min();
            next.or(places.first()).copied()
        };
        let loops = findings.map(|findings| findings.loops.as_slice()).unwrap_or_default();
        let names = self.unknown.as_ref().zip(findings);
        let names = names.and_then(|(name, findings)| behind(findings.names.get(name)?));
        let place = match self.kind {
            ErrorKind::Loop => behind(loops).or(*told),
            ErrorKind::Instructions | ErrorKind::Time | ErrorKind::Memory => {
                told.or_else(|| loops.first().copied())
            }
            _ => names.or(*told),
        };
        // Without one, that of the call.
        let place = place.map(|place| (script.clone(), place));
        let call =
            || self.frames.iter().find_map(|(script, place)| Some((script.clone(), (*place)?)));
        if let Some((script, (line, column))) = place.or_else(call) {
            (error.script, error.line, error.column) = (script, line, column);
        }
    }
}

/// A message of a name that is not there, with what takes its place.
fn hinted(message: String) -> String {
    let name = message
        .strip_prefix("ReferenceError: ")
        .and_then(|rest| rest.strip_suffix(" is not defined"));
    match name.and_then(bindings::hint) {
        Some(hint) => format!("{message}: {hint}"),
        None => message,
    }
}

/// The calls on the way to an error, the innermost first, as the engine tells them behind its
/// message: those of scripts, and all of them as texts.
fn trace(error: &JsError) -> (Vec<Frame>, Vec<String>) {
    let text = error.to_string();
    // They stand at the end; what a script writes into its message stands before.
    let mut calls: Vec<&str> = Vec::new();
    for line in text.lines().rev() {
        match line.strip_prefix("    at ") {
            Some(call) if calls.len() < FRAMES => calls.push(call),
            _ => break,
        }
    }
    calls.reverse();
    let frames = calls.iter().filter_map(|call| {
        let (_, inner) = call.strip_suffix(')')?.rsplit_once(" (")?;
        let (rest, column) = inner.rsplit_once(':')?;
        let (script, line) = rest.rsplit_once(':')?;
        Some((script.to_owned(), line.parse().ok().zip(column.parse().ok())))
    });
    (frames.collect(), calls.into_iter().map(str::to_owned).collect())
}

/// The first line of a library stands behind what it is wrapped in.
fn libraries(error: &mut ScriptError, session: &Session) {
    if error.line == 1 && session.config.libraries.contains_key(&error.script) {
        let head = u32::try_from(require::HEAD.len()).unwrap_or_default();
        error.column = error.column.saturating_sub(head).max(1);
    }
}

/// The calls that are under way, the innermost first: the function, and where it stands.
fn standing(context: &Context) -> impl Iterator<Item = (String, Frame)> {
    context.stack_trace().take(FRAMES).map(|frame| {
        let location = frame.position();
        let function = location.function_name.to_std_string_lossy();
        let place = location.position.map(|place| (place.line_number(), place.column_number()));
        (function, (location.path.to_string(), place))
    })
}

/// An error at the place where the engine stands.
pub(super) fn here(mut error: ScriptError, session: &Session, context: &Context) -> ScriptError {
    let mut frames = Vec::new();
    for (function, (path, place)) in standing(context) {
        let (line, column) = place.unwrap_or_default();
        error.stack.push(format!("{function} ({path}:{line}:{column})"));
        frames.push((path, place));
    }
    let found = Found { kind: error.kind, unknown: None, frames };
    found.locate(&mut error, session);
    libraries(&mut error, session);
    error
}
