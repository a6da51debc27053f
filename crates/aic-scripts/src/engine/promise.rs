//! What `httpClient.send` gives: an answer that comes later.
//!
//! `get()` waits for it. What `then` and `thenCatch` take is called when the script has ended, in
//! the order in which it was given, or when `get()` is called behind it.

use std::cell::RefCell;

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsFunction;
use boa_engine::{
    Context, Finalize, JsData, JsError, JsNativeError, JsObject, JsResult, JsValue, NativeFunction,
    Trace,
};
use boa_gc::{Gc, GcRefCell};

use super::errors::{self, java_exception, thrown};
use super::{methods, session};
use crate::bindings::{Failure, Work};
use crate::session::Session;

/// The most promises of a run.
const PROMISES: usize = 10_000;

/// How a promise ends: with a value, or with what `thenCatch` is given and `get()` throws.
#[derive(Clone, Trace, Finalize)]
enum Settled {
    Value(JsValue),
    Rejected { bare: JsValue, error: JsValue },
}

/// Where the value comes from.
#[derive(Trace, Finalize)]
enum Origin {
    Work(#[unsafe_ignore_trace] RefCell<Option<Work>>),
    Then(Gc<Promise>, JsFunction),
    Catch(Gc<Promise>, JsFunction),
}

#[derive(Trace, Finalize)]
struct Promise {
    origin: Origin,
    settled: GcRefCell<Option<Settled>>,
}

/// All promises of a run.
#[derive(Default, Trace, Finalize, JsData)]
struct Promises(GcRefCell<Vec<Gc<Promise>>>);

/// The promise of this work.
pub(super) fn begin(work: RefCell<Option<Work>>, context: &mut Context) -> JsResult<JsValue> {
    register(Origin::Work(work), context)
}

fn register(origin: Origin, context: &mut Context) -> JsResult<JsValue> {
    let promise = Gc::new(Promise { origin, settled: GcRefCell::new(None) });
    if !context.has_data::<Promises>() {
        context.insert_data(Promises::default());
    }
    if let Some(all) = context.get_data::<Promises>() {
        if all.0.borrow().len() >= PROMISES {
            let message = format!("a script may have {PROMISES} promises at most");
            return Err(JsNativeError::error().with_message(message).into());
        }
        all.0.borrow_mut().push(promise.clone());
    }
    let object = JsObject::with_object_proto(context.intrinsics());
    let get = NativeFunction::from_copy_closure_with_captures(
        |_, _, promise: &Gc<Promise>, context| match &settle_one(promise, context)? {
            Settled::Value(value) => Ok(value.clone()),
            Settled::Rejected { error, .. } => Err(JsError::from_opaque(error.clone())),
        },
        promise.clone(),
    );
    let then = NativeFunction::from_copy_closure_with_captures(
        |_, args, promise: &Gc<Promise>, context| {
            let function = function("then", args)?;
            register(Origin::Then(promise.clone(), function), context)
        },
        promise.clone(),
    );
    let catch = NativeFunction::from_copy_closure_with_captures(
        |_, args, promise: &Gc<Promise>, context| {
            let function = function("thenCatch", args)?;
            register(Origin::Catch(promise.clone(), function), context)
        },
        promise,
    );
    for (name, native) in [("get", get), ("then", then), ("thenCatch", catch)] {
        let name = boa_engine::JsString::from(name);
        let function =
            FunctionObjectBuilder::new(context.realm(), native).name(name.clone()).build();
        object.create_data_property_or_throw(name, function, context)?;
    }
    Ok(object.into())
}

fn function(name: &str, args: &[JsValue]) -> JsResult<JsFunction> {
    let function = args.first().and_then(JsValue::as_object).and_then(JsFunction::from_object);
    function
        .ok_or_else(|| JsNativeError::typ().with_message(format!("{name} takes a function")).into())
}

/// Waits for a promise. Fails with what a script cannot catch.
fn settle_one(promise: &Gc<Promise>, context: &mut Context) -> JsResult<Settled> {
    if let Some(settled) = &*promise.settled.borrow() {
        return Ok(settled.clone());
    }
    let settled = match &promise.origin {
        Origin::Work(work) => {
            // Whoever comes while the work is under way comes out of the work itself.
            let work = work.borrow_mut().take();
            match (session(context), work) {
                (Some(session), Some(work)) => match work(&session) {
                    Ok(answer) => {
                        Settled::Value(methods::object("response", answer, context)?.into())
                    }
                    Err(Failure::Thrown(exception)) => {
                        let bare = java_exception(&exception, context)?.into();
                        let error = thrown(Failure::Thrown(exception), &session, context);
                        Settled::Rejected { bare, error: error.to_opaque(context) }
                    }
                    Err(failure) => return Err(thrown(failure, &session, context)),
                },
                _ => Settled::Value(JsValue::undefined()),
            }
        }
        Origin::Then(before, function) => {
            let before = settle_one(before, context)?;
            match &before {
                Settled::Value(value) => called(function, value.clone(), context)?,
                Settled::Rejected { .. } => before,
            }
        }
        Origin::Catch(before, function) => {
            let before = settle_one(before, context)?;
            match &before {
                Settled::Rejected { bare, .. } => called(function, bare.clone(), context)?,
                Settled::Value(_) => before,
            }
        }
    };
    *promise.settled.borrow_mut() = Some(settled.clone());
    Ok(settled)
}

fn called(function: &JsFunction, value: JsValue, context: &mut Context) -> JsResult<Settled> {
    match function.call(&JsValue::undefined(), &[value], context) {
        Ok(value) => Ok(Settled::Value(value)),
        Err(error) if errors::is_catchable(&error) => {
            let error = error.to_opaque(context);
            Ok(Settled::Rejected { bare: error.clone(), error })
        }
        Err(error) => Err(error),
    }
}

/// Waits for all promises when the script has ended. What fails then is a warning: in the service
/// the script is done, and does not learn of it.
pub(super) fn settle(session: &Session, context: &mut Context) {
    let mut next = 0;
    loop {
        let promise =
            context.get_data::<Promises>().and_then(|all| all.0.borrow().get(next).cloned());
        let Some(promise) = promise else { return };
        next += 1;
        let settled = match settle_one(&promise, context) {
            Ok(settled) => settled,
            Err(error) => {
                let error = errors::of(&error, session, context);
                session.warn(format!("what came later was ended: {}", error.message));
                return;
            }
        };
        let followed = context.get_data::<Promises>().is_some_and(|all| {
            all.0.borrow().iter().any(|other| match &other.origin {
                Origin::Then(before, _) | Origin::Catch(before, _) => Gc::ptr_eq(before, &promise),
                Origin::Work(_) => false,
            })
        });
        if let (Settled::Rejected { error, .. }, false, false) =
            (&settled, followed, matches!(promise.origin, Origin::Work(_)))
        {
            let text = errors::text_of(error, context);
            session.warn(format!("nothing catches what came later: {text}"));
        }
    }
}
