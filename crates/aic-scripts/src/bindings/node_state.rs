//! `nodeState`: what the nodes of a journey tell each other.

use serde_json::{Map, Value};

use super::failure::Failure;
use super::object::{Arg, Args, Object, Reply};

/// The value of an argument; `undefined` is null.
fn value(args: &Args, index: usize) -> Value {
    match args.values.get(index) {
        Some(Arg::Json(value)) => value.clone(),
        _ => Value::Null,
    }
}

/// The only key below which merged members may be objects.
const CONTAINER: &str = "objectAttributes";

/// What is merged into a state.
fn merged(args: &Args) -> Result<Map<String, Value>, Failure> {
    let members = args.object(0, "object")?;
    match members.iter().find(|(name, value)| value.is_object() && *name != CONTAINER) {
        Some((name, _)) => {
            let name = name.escape_debug();
            let message =
                format!("{}: `{name}` is an object: only `{CONTAINER}` may be one", args.method);
            Err(Failure::error(message))
        }
        None => Ok(members.clone()),
    }
}

pub(crate) fn binding() -> Object {
    Object::new()
        // The transient state goes before the shared one.
        .method("get", |session, args| {
            let key = args.text(0, "key")?;
            let found = session
                .outcome(|run| run.transient.get(key).or_else(|| run.shared.get(key)).cloned());
            Ok(found.unwrap_or_default().into())
        })
        // Of objects in both states, the members of the transient one go before.
        .method("getObject", |session, args| {
            let key = args.text(0, "key")?;
            let found = session
                .outcome(|run| [run.shared.get(key).cloned(), run.transient.get(key).cloned()]);
            let merged = found.into_iter().flatten().reduce(|mut below, above| {
                match (&mut below, above) {
                    (Value::Object(members), Value::Object(more)) => members.extend(more),
                    (below, above) => *below = above,
                }
                below
            });
            Ok(merged.unwrap_or_default().into())
        })
        .method("isDefined", |session, args| {
            let key = args.text(0, "key")?;
            let known = session
                .outcome(|run| run.shared.contains_key(key) || run.transient.contains_key(key));
            Ok(known.into())
        })
        .method("keys", |session, _| {
            let keys = session.outcome(|run| {
                let keys: std::collections::BTreeSet<String> =
                    run.shared.keys().chain(run.transient.keys()).cloned().collect();
                keys
            });
            Ok(Value::from_iter(keys).into())
        })
        .method("putShared", |session, args| {
            let (key, value) = (args.text(0, "key")?.to_owned(), value(args, 1));
            session.outcome(|run| run.shared.insert(key, value));
            Ok(Reply::This)
        })
        .method("putTransient", |session, args| {
            let (key, value) = (args.text(0, "key")?.to_owned(), value(args, 1));
            session.outcome(|run| run.transient.insert(key, value));
            Ok(Reply::This)
        })
        .method("mergeShared", |session, args| {
            let members = merged(args)?;
            session.outcome(|run| run.shared.extend(members));
            Ok(Reply::This)
        })
        .method("mergeTransient", |session, args| {
            let members = merged(args)?;
            session.outcome(|run| run.transient.extend(members));
            Ok(Reply::This)
        })
        .method("remove", |session, args| {
            let key = args.text(0, "key")?;
            session.outcome(|run| {
                run.shared.remove(key);
                run.transient.remove(key);
            });
            Ok(Reply::Undefined)
        })
}
