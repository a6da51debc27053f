//! The JavaScript engine: the only place that knows which one it is.

mod errors;
mod guard;
mod install;
mod methods;
mod promise;
mod require;
mod values;

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context as TaskContext, Poll, Waker};
use std::time::Duration;

use boa_engine::context::{ContextBuilder, HostHooks};
use boa_engine::realm::Realm;
use boa_engine::{
    Context, Finalize, JsData, JsResult, JsString, Script as Compiled, Source, Trace,
};

use crate::outcome::{Diagnostic, ErrorKind, ScriptError};
use crate::session::Session;

/// How many instructions are carried out between two looks at the memory.
const SLICE: u32 = 16;
/// How many of those between two looks at the clock.
const SLICES: u32 = 1024;
/// The longest `ArrayBuffer`.
const BUFFER: u64 = 16 << 20;

/// What the methods of bindings find in the engine's context.
#[derive(Clone, Trace, Finalize, JsData)]
struct Host {
    // It holds nothing of the engine.
    #[unsafe_ignore_trace]
    session: Rc<Session>,
}

struct Hooks;

impl HostHooks for Hooks {
    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        parameters: &[JsString],
        body: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        parameters.iter().chain([body]).try_for_each(guard::nesting)
    }

    fn max_buffer_size(&self, _: &mut Context) -> u64 {
        BUFFER
    }

    fn local_timezone_offset_seconds(&self, _: i64) -> i32 {
        // The service's clocks are UTC.
        0
    }
}

fn session(context: &Context) -> Option<Rc<Session>> {
    context.get_data::<Host>().map(|host| Rc::clone(&host.session))
}

/// What is said when the time is up.
pub(crate) fn time_message(time: Duration) -> String {
    format!("the script took longer than {} ms", time.as_millis())
}

/// Runs the script of a session, then what waits for its HTTP calls.
pub(crate) fn run(session: Session) -> Result<(), ScriptError> {
    let session = Rc::new(session);
    refused(&session)?;
    let limits = session.config.limits;
    let name = session.script.name().to_owned();
    let engine = |what: &str| ScriptError::nowhere(ErrorKind::Engine, &name, what);
    let mut context = ContextBuilder::new()
        .host_hooks(Rc::new(Hooks))
        .instructions_remaining(limits.instructions)
        .build()
        .map_err(|_| engine("the engine cannot be started"))?;
    let bounds = context.runtime_limits_mut();
    bounds.set_loop_iteration_limit(limits.loop_iterations);
    bounds.set_recursion_limit(limits.recursion);
    bounds.set_backtrace_limit(errors::FRAMES);
    context.insert_data(Host { session: Rc::clone(&session) });
    install::all(&session, &mut context)
        .map_err(|error| engine(&format!("the bindings cannot be made: {error}")))?;

    let source = Source::from_bytes(session.script.source()).with_path(name.as_ref());
    let compiled = Compiled::parse(source, None, &mut context);
    let result = compiled.map_err(|error| errors::of(&error, &session, &mut context));
    let result = result.and_then(|script| evaluate(&script, &session, &mut context));
    if result.as_ref().is_err_and(|error| error.kind != ErrorKind::Exception) {
        return result;
    }
    // What was sent is sent, however the script ended; but its outcome stands.
    let kept = session.outcome(|run| {
        (run.outcome.clone(), run.action.clone(), run.shared.clone(), run.transient.clone())
    });
    promise::settle(&session, &mut context);
    session.outcome(|run| (run.outcome, run.action, run.shared, run.transient) = kept);
    result
}

/// Why the script is not run at all.
fn refused(session: &Session) -> Result<(), ScriptError> {
    let script = &session.script;
    if let Some(place) = script.reserved().first() {
        return Err(ScriptError::at(ErrorKind::ReservedName, place.clone()));
    }
    let unsupported = script.unsupported();
    let mut warnings = script.warnings().to_vec();
    match unsupported.first() {
        Some(place) if !session.config.beyond => {
            return Err(ScriptError::at(ErrorKind::Unsupported, place.clone()));
        }
        _ => warnings.extend(unsupported.iter().cloned()),
    }
    session.outcome(|run| run.warnings = warnings);
    Ok(())
}

/// Evaluates a script slice by slice, looking at the clock and at the memory in between.
fn evaluate(
    script: &Compiled,
    session: &Session,
    context: &mut Context,
) -> Result<(), ScriptError> {
    let limits = session.config.limits;
    let before = limits.allocated.map(|allocated| allocated());
    let held = || {
        let now = limits.allocated.map_or(0, |allocated| allocated());
        now.saturating_sub(before.unwrap_or_default())
    };
    let stopped = {
        let mut work = pin!(script.evaluate_async_with_budget(context, SLICE));
        let mut task = TaskContext::from_waker(Waker::noop());
        let mut slices = 0_u32;
        loop {
            match work.as_mut().poll(&mut task) {
                Poll::Ready(result) => break Ok(result),
                Poll::Pending if held() > limits.memory => break Err(ErrorKind::Memory),
                Poll::Pending => {}
            }
            slices = slices.wrapping_add(1);
            if slices.is_multiple_of(SLICES) && session.is_time_up() {
                break Err(ErrorKind::Time);
            }
        }
    };
    match stopped {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(errors::of(&error, session, context)),
        Err(kind) => {
            let message = match kind {
                ErrorKind::Memory => format!("the script holds more than {} bytes", limits.memory),
                _ => time_message(limits.time),
            };
            let script = session.script.name().to_owned();
            let place = Diagnostic { message, script, line: 0, column: 0 };
            Err(errors::here(ScriptError::at(kind, place), session, context))
        }
    }
}
