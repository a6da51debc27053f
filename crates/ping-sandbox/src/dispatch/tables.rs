//! The operations that follow from a table's declaration.

use serde_json::Value;

use crate::{
    dispatch::{auth, catalogue::Call, verb::Verb},
    store::{
        Asked, Caller, Gone, Memberships, Mode, Owner, Query, Sent, Store,
        schema::{Draft, Kept, Member, Schema, text},
    },
    wire::response::{Answer, Detail, Failure, Response, not_found},
    world::context::Context,
};

/// Answers an operation of a table.
pub(crate) fn answer(
    context: &mut Context<'_>,
    call: &Call<'_>,
    verb: Verb,
    schema: &'static Schema,
) -> Answer {
    let mut gone = Vec::new();
    let answer = with_table(context, call, schema, |store, asked| {
        run(store, asked, call, verb, schema, &mut gone)
    });
    context.forget(&gone);
    answer
}

/// Creates a row of a request that says more than the table knows: `more`, of which `check` finds
/// what no member shows alone. All that is wrong with either is in one error. Returns the id and what
/// was said beyond.
pub(crate) fn create(
    context: &mut Context<'_>,
    call: &Call<'_>,
    schema: &'static Schema,
    more: &[Member],
    check: impl FnOnce(&Store, &mut Draft<'_>, &mut Vec<Detail>),
) -> Result<(String, Sent), Failure> {
    let mut own = call.request.object()?.clone();
    own.retain(|name, _| !more.iter().any(|member| member.name() == name));
    with_table(context, call, schema, |store, asked| {
        let parent = parent(store, call, asked, schema)?;
        let mut wrong = Vec::new();
        let whole = call.request.object()?;
        let check = |draft: &mut Draft<'_>, wrong: &mut Vec<Detail>| check(store, draft, wrong);
        let beyond = Sent::read(Some(store), whole, more, check, &mut wrong);
        let id = store.create_unless(schema, parent, &own, wrong, asked)?;
        Ok((id, beyond))
    })
}

/// A row below what a path names, as one that was created is answered.
pub(crate) fn created(
    context: &mut Context<'_>,
    call: &Call<'_>,
    schema: &'static Schema,
    id: &str,
) -> Answer {
    let body = shown(context, call, schema, id)?;
    Ok(Response::created(&body))
}

/// A row below what a path names.
pub(crate) fn shown(
    context: &mut Context<'_>,
    call: &Call<'_>,
    schema: &'static Schema,
    id: &str,
) -> Result<Value, Failure> {
    with_table(context, call, schema, |store, asked| {
        let parent = parent(store, call, asked, schema)?;
        let row = store.require(schema, parent, id)?;
        let query = Query::of(call.request, schema)?;
        Ok(store.show(schema, parent, row, &query, false, asked))
    })
}

/// The id of what a path's list is below; empty where it is below none.
fn parent<'a>(
    store: &Store,
    call: &Call<'a>,
    asked: &Asked<'_>,
    schema: &Schema,
) -> Result<&'a str, Failure> {
    let Some(above) = schema.parent else {
        return Ok("");
    };
    let id = own_ids(call, asked, schema).next().unwrap_or_default();
    let row = store.require(above, "", id)?;
    (schema.below)(row).then_some(id).ok_or_else(not_found)
}

/// The ids of a path behind the owner of a table.
fn own_ids<'a>(
    call: &Call<'a>,
    asked: &Asked<'_>,
    schema: &Schema,
) -> impl Iterator<Item = &'a str> {
    let by_path = schema.kept == Kept::Path;
    call.ids().skip(usize::from(by_path && asked.owner.is_some()))
}

/// Does something with the tables that a request's path is about: those of the organization or the
/// environment or, where it names neither, those that all see alike.
pub(crate) fn with_store<T>(
    context: &mut Context<'_>,
    call: &Call<'_>,
    run: impl FnOnce(&mut Store, &Asked<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    with(context, call, Kept::Path, run)
}

/// As [`with_store`], with the tables that one is among.
pub(crate) fn with_table<T>(
    context: &mut Context<'_>,
    call: &Call<'_>,
    schema: &Schema,
    run: impl FnOnce(&mut Store, &Asked<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    with(context, call, schema.kept, run)
}

fn with<T>(
    context: &mut Context<'_>,
    call: &Call<'_>,
    kept: Kept,
    run: impl FnOnce(&mut Store, &Asked<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let named = call.has_param("organizationID");
    let owner = if kept == Kept::All {
        None
    } else if named || kept == Kept::Organization {
        let id = context.organization.id.clone();
        if named && call.param("organizationID") != id {
            return Err(not_found());
        }
        let url = context.url(&format!("/v1/organizations/{id}"));
        Some(Owner { noun: "organization", id, url })
    } else if call.has_param("environmentID") {
        let (id, url) = (context.env.id.clone(), context.env_url(""));
        Some(Owner { noun: "environment", id, url })
    } else {
        None
    };
    let noun = owner.as_ref().map(|owner| owner.noun);
    let url = owner.as_ref().filter(|_| kept == Kept::Path).map(|owner| owner.url.clone());
    let url = url.unwrap_or_else(|| context.url("/v1"));
    let now = context.now();
    let actor = auth::actor(context.shared, call.request).unwrap_or_default();
    let Context { env, organization, shared, correlation_id, roles, reach, populations } = context;
    let environments = organization.environments();
    let caller = Caller {
        roles: roles.as_deref(),
        organization: &organization.id,
        environments: &environments,
        reach,
        environment: &env.id,
        populations: populations.as_deref(),
    };
    let license = &Value::Null;
    let mut asked = Asked { now, owner, url: &url, license, actor: &actor, caller, correlation_id };
    match noun {
        Some("organization") => run(&mut organization.store, &asked),
        None => run(&mut shared.store, &asked),
        Some(_) => {
            if let Some(license) = organization.license_of(&env.id) {
                asked.license = &license.body;
            }
            run(&mut env.store, &asked)
        }
    }
}

fn run(
    store: &mut Store,
    asked: &Asked<'_>,
    call: &Call<'_>,
    verb: Verb,
    schema: &'static Schema,
    gone: &mut Vec<Gone>,
) -> Answer {
    let request = call.request;
    let parent = parent(store, call, asked, schema)?;
    let mut ids = own_ids(call, asked, schema).skip(usize::from(schema.parent.is_some()));
    let settings = schema.single.then(|| store.settings(schema, asked.now));
    let id = settings.as_deref().or_else(|| ids.next()).unwrap_or_default();
    let row = (parent, id);
    let query = Query::of(request, schema)?;
    if let Some(among) = &schema.among {
        let memberships = Memberships { list: schema, among, row: parent };
        return run_memberships(store, asked, call, verb, &query, (&memberships, id));
    }
    let shown = |store: &Store, id: &str| {
        let row = store.require(schema, parent, id)?;
        if !(schema.hooks.sees)(&asked.caller, row) {
            return Err(not_found());
        }
        Ok::<_, Failure>(store.show(schema, parent, row, &query, false, asked))
    };
    let body = match verb {
        Verb::Create => {
            let id = store.create(schema, parent, request.object()?, asked)?;
            return Ok(Response::created(&shown(store, &id)?));
        }
        Verb::List => store.list(schema, parent, &query, asked)?,
        Verb::Read => shown(store, id)?,
        Verb::Replace => {
            store.write(schema, row, Mode::Replace, request.object()?, asked)?;
            shown(store, id)?
        }
        Verb::Merge => {
            store.write(schema, row, Mode::Merge, request.object()?, asked)?;
            shown(store, id)?
        }
        Verb::Delete => {
            *gone = store.remove(schema, parent, id, asked)?;
            return Ok(Response::empty(204));
        }
        Verb::ReadPart(member) => store.show_part(schema, row, member, asked)?,
        Verb::WritePart(member) => {
            store.write_part(schema, row, member, request.object()?, asked)?;
            store.show_part(schema, row, member, asked)?
        }
        Verb::Reset => {
            let id = store.reset(schema, asked);
            shown(store, &id)?
        }
        Verb::ReadSecret => store.show_secret(schema, id, asked)?,
        Verb::RotateSecret => {
            store.rotate_secret(schema, id, &request.object_or_empty()?, asked)?;
            store.show_secret(schema, id, asked)?
        }
        Verb::DropPreviousSecret => {
            store.drop_previous_secret(schema, id, asked)?;
            return Ok(Response::empty(204));
        }
    };
    Ok(Response::hal(200, &body))
}

/// The body of what puts a row in something.
const PUT_IN: &[Member] = &[text("id", 1, 256).required()];

fn run_memberships(
    store: &mut Store,
    asked: &Asked<'_>,
    call: &Call<'_>,
    verb: Verb,
    query: &Query<'_>,
    (memberships, id): (&Memberships<'_>, &str),
) -> Answer {
    match verb {
        Verb::Create => {
            let sent = Sent::body(Some(store), call.request, PUT_IN, |_, _| {})?;
            memberships.add(store, sent.text("id"), asked)?;
            let body = memberships.read(store, sent.text("id"), query, asked)?;
            Ok(Response::created(&body))
        }
        Verb::List => Ok(Response::hal(200, &memberships.list(store, query, asked)?)),
        Verb::Read => Ok(Response::hal(200, &memberships.read(store, id, query, asked)?)),
        Verb::Delete => {
            memberships.remove(store, id, asked)?;
            Ok(Response::empty(204))
        }
        _ => Err(not_found()),
    }
}
