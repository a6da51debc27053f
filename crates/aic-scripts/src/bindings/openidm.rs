//! `openidm`: the resources of IDM.

use serde_json::{Map, Value};

use super::failure::{Exception, Failure};
use super::logger::text_of;
use super::object::{Arg, Args, Object, Reply};
use crate::idm::{IdmError, IdmOperation, IdmRequest};
use crate::session::Session;

const EXCEPTION: &str = "org.forgerock.openam.scripting.wrappers.ResourceExceptionScriptAdapter";

pub(crate) fn binding() -> Object {
    Object::new()
        .method("create", |session, args| {
            let id = args.optional_text(1, "newResourceId")?.map(str::to_owned);
            let content = args.object(2, "content")?.clone();
            handle(session, args, 3, IdmOperation::Create { id, content })
        })
        .method("read", |session, args| handle(session, args, 1, IdmOperation::Read))
        .method("update", |session, args| {
            let revision = args.optional_text(1, "rev")?.map(str::to_owned);
            let content = args.object(2, "value")?.clone();
            handle(session, args, 3, IdmOperation::Update { revision, content })
        })
        .method("patch", |session, args| {
            let revision = args.optional_text(1, "rev")?.map(str::to_owned);
            let changes = args.array(2, "patch")?.clone();
            handle(session, args, 3, IdmOperation::Patch { revision, changes })
        })
        .method("delete", |session, args| {
            let revision = args.optional_text(1, "rev")?.map(str::to_owned);
            handle(session, args, 2, IdmOperation::Delete { revision })
        })
        .method("query", |session, args| {
            // Without parameters there is nothing to look for.
            args.object(1, "params")?;
            handle(session, args, 1, IdmOperation::Query)
        })
        .method("action", |session, args| {
            let name = args.text(1, "actionName")?.to_owned();
            let content = args.value(2).cloned().unwrap_or_default();
            handle(session, args, 3, IdmOperation::Action { name, content })
        })
}

/// Carries an operation out; from `rest` on the arguments are parameters and fields.
fn handle(
    session: &Session,
    args: &Args,
    rest: usize,
    operation: IdmOperation,
) -> Result<Reply, Failure> {
    let Some(idm) = session.config.idm.clone() else {
        return Err(Failure::error("scripts of this runtime have no IDM: give it one with `idm`"));
    };
    let path = args.text(0, "resourceName")?.trim_matches('/');
    let is_path = |part: &str| !part.is_empty() && part != "." && part != "..";
    if !path.split('/').all(is_path) {
        return Err(args.wrong("resourceName", "a path such as managed/alpha_user"));
    }
    let params = args.optional_object(rest, "params")?.cloned().unwrap_or_default();
    let params = params.into_iter().filter(|(_, value)| !value.is_null());
    let params = params.map(|(name, value)| (name, text_of(&Arg::Json(value)))).collect();
    let fields = match args.value(rest + 1) {
        None => Vec::new(),
        Some(_) => fields(args, rest + 1)?,
    };
    let reads = operation == IdmOperation::Read;
    let request = IdmRequest { resource: path.to_owned(), operation, params, fields };
    match session.wait(idm.handle(request))? {
        Ok(value) => Ok(value.into()),
        Err(error) if error.code == 404 && reads && session.config.missing_is_null => {
            Ok(Value::Null.into())
        }
        Err(error) => Err(thrown(error)),
    }
}

fn fields(args: &Args, index: usize) -> Result<Vec<String>, Failure> {
    let fields = args.array(index, "fields")?.iter().map(|field| field.as_str().map(str::to_owned));
    let fields: Option<Vec<String>> = fields.collect();
    fields.ok_or_else(|| args.wrong("fields", "an array of strings"))
}

fn thrown(error: IdmError) -> Failure {
    Failure::Thrown(Box::new(Exception {
        class: Some(EXCEPTION),
        message: error.message,
        code: Some(error.code),
        reason: Some(error.reason),
        detail: Some(error.detail.map_or_else(|| Value::Object(Map::new()), |detail| *detail)),
    }))
}
