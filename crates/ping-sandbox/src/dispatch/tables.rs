//! The operations that follow from a table's declaration.

use crate::{
    dispatch::{
        auth,
        catalogue::{Call, Handler},
        license::enter_environment,
    },
    store::{Asked, Gone, Mode, Owner, Query, Store, schema::Resource},
    wire::response::{Answer, Failure, Response, not_found},
    world::context::Context,
};

/// What an operation does.
#[derive(Clone, Copy)]
pub(crate) enum Does {
    /// Whatever this does.
    Run(Handler),
    /// What a table says.
    Table(Verb, &'static Resource),
}

/// What can be done to a table. Of a row's part, the member is named.
#[derive(Clone, Copy)]
pub(crate) enum Verb {
    Create,
    List,
    Read,
    Replace,
    Merge,
    Delete,
    ReadPart(&'static str),
    WritePart(&'static str),
    ReadSecret,
    RotateSecret,
    DropPreviousSecret,
    /// Puts the defaults in the place of settings.
    Reset,
}

impl Does {
    /// Answers a request.
    pub(crate) fn answer(self, context: &mut Context<'_>, call: &Call<'_>) -> Answer {
        let (verb, resource) = match self {
            Self::Run(handler) => return handler(context, call),
            Self::Table(verb, resource) => (verb, resource),
        };
        if call.operation.starts_with("verify.") {
            enter_environment(context)?;
        }
        let mut gone = Vec::new();
        let answer = with_store(context, call, |store, asked| {
            run(store, asked, call, verb, resource, &mut gone)
        });
        context.forget(&gone);
        answer
    }
}

/// Does something with the tables that a request's path is about: the organization's or the
/// environment's.
pub(crate) fn with_store<T>(
    context: &mut Context<'_>,
    call: &Call<'_>,
    run: impl FnOnce(&mut Store, &Asked<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let of_organization = call.has_param("organizationID");
    if of_organization && call.param("organizationID") != context.organization.id {
        return Err(not_found());
    }
    let (noun, id, url) = if of_organization {
        let id = context.organization.id.clone();
        let url = context.url(&format!("/v1/organizations/{id}"));
        ("organization", id, url)
    } else {
        ("environment", context.env.id.clone(), context.env_url(""))
    };
    let license = context.organization.license().map(|row| row.body.clone());
    let asked = Asked {
        now: context.now(),
        owner: Some(Owner { noun, id, url: url.clone() }),
        url: &url,
        license: &license.unwrap_or_default(),
        actor: &auth::actor(context.shared, call.request).unwrap_or_default(),
        correlation_id: &context.correlation_id,
    };
    if of_organization {
        run(&mut context.organization.store, &asked)
    } else {
        run(&mut context.env.store, &asked)
    }
}

fn run(
    store: &mut Store,
    asked: &Asked<'_>,
    call: &Call<'_>,
    verb: Verb,
    resource: &'static Resource,
    gone: &mut Vec<Gone>,
) -> Answer {
    let request = call.request;
    // Behind the owner of the table.
    let mut ids = call.ids().skip(1);
    let parent = match resource.parent {
        Some(above) => {
            let id = ids.next().unwrap_or_default();
            store.require(above, "", id)?;
            id
        }
        None => "",
    };
    let settings = resource.single.then(|| store.settings(resource, asked.now));
    let id = settings.as_deref().or_else(|| ids.next()).unwrap_or_default();
    let row = (parent, id);
    let query = Query::of(request, resource)?;
    let shown = |store: &Store, id: &str| {
        let row = store.require(resource, parent, id)?;
        Ok::<_, Failure>(store.show(resource, parent, row, &query, false, asked))
    };
    let body = match verb {
        Verb::Create => {
            let id = store.create(resource, parent, request.object()?, asked)?;
            return Ok(Response::created(&shown(store, &id)?));
        }
        Verb::List => store.list(resource, parent, &query, asked)?,
        Verb::Read => shown(store, id)?,
        Verb::Replace => {
            store.write(resource, row, Mode::Replace, request.object()?, asked)?;
            shown(store, id)?
        }
        Verb::Merge => {
            store.write(resource, row, Mode::Merge, request.object()?, asked)?;
            shown(store, id)?
        }
        Verb::Delete => {
            *gone = store.remove(resource, parent, id, asked)?;
            return Ok(Response::empty(204));
        }
        Verb::ReadPart(member) => store.show_part(resource, row, member, asked)?,
        Verb::WritePart(member) => {
            store.write_part(resource, row, member, request.object()?, asked)?;
            store.show_part(resource, row, member, asked)?
        }
        Verb::Reset => {
            let id = store.reset(resource, asked);
            shown(store, &id)?
        }
        Verb::ReadSecret => store.show_secret(resource, id, asked)?,
        Verb::RotateSecret => {
            store.rotate_secret(resource, id, &request.object_or_empty()?, asked)?;
            store.show_secret(resource, id, asked)?
        }
        Verb::DropPreviousSecret => {
            store.drop_previous_secret(resource, id, asked)?;
            return Ok(Response::empty(204));
        }
    };
    Ok(Response::hal(200, &body))
}
