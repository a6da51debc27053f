//! What roles users, groups and workers are assigned, and by whom.

use serde_json::Value;

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::{self, with_store},
        verb::Verb,
    },
    domain::platform::{
        applications::APPLICATIONS,
        populations::POPULATIONS,
        roles::{ASSIGNMENT, Held, OF_APPLICATIONS, OF_GROUPS, OF_USERS, Role, held, plant_role},
    },
    store::{Asked, Query, Store, schema::Resource},
    wire::response::{
        Answer, Detail, Failure, Response, insufficient_permissions, invalid_data, not_found,
    },
    world::context::Context,
};

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.create_application", create_application),
        ("platform.read_application_secret", read_application_secret),
        ("platform.read_all_user_role_assignments", |context, call| list(context, call, &OF_USERS)),
        ("platform.read_one_user_role_assignment", |context, call| read(context, call, &OF_USERS)),
        ("platform.create_user_role_assignment", |context, call| create(context, call, &OF_USERS)),
        ("platform.delete_user_role_assignment", |context, call| delete(context, call, &OF_USERS)),
        ("platform.read_all_group_role_assignments", |context, call| {
            list(context, call, &OF_GROUPS)
        }),
        ("platform.read_one_group_role_assignment", |context, call| {
            read(context, call, &OF_GROUPS)
        }),
        ("platform.create_group_role_assignment", |context, call| {
            create(context, call, &OF_GROUPS)
        }),
        ("platform.delete_group_role_assignment", |context, call| {
            delete(context, call, &OF_GROUPS)
        }),
        ("platform.read_all_application_role_assignments", |context, call| {
            list(context, call, &OF_APPLICATIONS)
        }),
        ("platform.read_one_application_role_assignment", |context, call| {
            read(context, call, &OF_APPLICATIONS)
        }),
        ("platform.create_application_role_assignment", |context, call| {
            create(context, call, &OF_APPLICATIONS)
        }),
        ("platform.delete_application_role_assignment", |context, call| {
            delete(context, call, &OF_APPLICATIONS)
        }),
    ]
}

/// A worker gets the roles of who creates it, if that is wanted.
fn create_application(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let answer = tables::answer(context, call, Verb::Create, &APPLICATIONS)?;
    let wanted = call.request.object()?.get("assignActorRoles") == Some(&Value::Bool(true));
    let newest = context.env.store.rows(&APPLICATIONS, "").next_back();
    let worker = newest.filter(|row| wanted && row.text("type") == Some("WORKER"));
    if let Some(id) = worker.map(|worker| worker.id().to_owned()) {
        let now = context.now();
        for role in context.roles.iter().flatten() {
            plant_role(&mut context.env.store, &id, role, now);
        }
    }
    Ok(answer)
}

/// Who reads the secret of a worker has all that it may do.
fn read_application_secret(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let mut roles = held(&context.env.store, call.param("applicationID")).into_iter();
    if !roles.all(|role| may_assign(context, &role)) {
        return Err(insufficient_permissions());
    }
    tables::answer(context, call, Verb::ReadSecret, &APPLICATIONS)
}

/// Whom the path is about, if such can have roles.
fn assignee<'a>(store: &Store, call: &Call<'a>, kind: &Resource) -> Result<&'a str, Failure> {
    let above = kind.parent.ok_or_else(not_found)?;
    let id = call.ids().nth(1).unwrap_or_default();
    let row = store.require(above, "", id)?;
    (kind.below)(row).then_some(id).ok_or_else(not_found)
}

/// An assignment as its reader sees it, who may not delete what it could not have created.
// assumes: role-assignments
fn shown(context: &Context<'_>, mut assignment: Value) -> Value {
    assignment["readOnly"] = (!may_assign(context, &Held::of(&assignment))).into();
    assignment
}

fn list(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let query = Query::of(call.request, kind)?;
    let mut body = with_store(context, call, |store, asked| {
        store.list(kind, assignee(store, call, kind)?, &query, asked)
    })?;
    if let Some(Value::Array(all)) = body.pointer_mut("/_embedded/roleAssignments") {
        for one in all {
            *one = shown(context, one.take());
        }
    }
    Ok(Response::hal(200, &body))
}

fn one(
    store: &Store,
    call: &Call<'_>,
    kind: &Resource,
    id: &str,
    asked: &Asked<'_>,
) -> Result<Value, Failure> {
    let parent = assignee(store, call, kind)?;
    let row = store.require(kind, parent, id)?;
    let query = Query::of(call.request, kind)?;
    Ok(store.show(kind, parent, row, &query, false, asked))
}

fn read(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let id = call.param("roleAssignmentID");
    let body = with_store(context, call, |store, asked| one(store, call, kind, id, asked))?;
    Ok(Response::hal(200, &shown(context, body)))
}

fn create(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let parent = assignee(&context.env.store, call, kind)?;
    context.checked_body(call, ASSIGNMENT, |draft, wrong| {
        if wrong.is_empty() {
            let wanted = Held::of(&Value::from(draft.new.clone()));
            wrong.extend(why_not(context, kind, parent, &wanted));
        }
    })?;
    let body = with_store(context, call, |store, asked| {
        let id = store.create(kind, parent, call.request.object()?, asked)?;
        one(store, call, kind, &id, asked)
    })?;
    Ok(Response::created(&shown(context, body)))
}

/// What speaks against an assignment.
fn why_not(
    context: &Context<'_>,
    kind: &'static Resource,
    parent: &str,
    wanted: &Held,
) -> Option<Detail> {
    let Some(role) = Role::with_id(&wanted.role) else {
        return Some(Detail::invalid("There is no such object.").target("role.id"));
    };
    if !role.scopes.contains(&wanted.scope.as_str()) {
        return Some(Detail::not_among(role.scopes).target("scope.type"));
    }
    let store = &context.env.store;
    let is_there = match wanted.scope.as_str() {
        "ORGANIZATION" => wanted.of == context.organization.id,
        "ENVIRONMENT" => context.organization.environments.contains(&wanted.of),
        "POPULATION" => store.row(&POPULATIONS, "", &wanted.of).is_some(),
        _ => store.row(&APPLICATIONS, "", &wanted.of).is_some(),
    };
    if !is_there {
        return Some(Detail::invalid("There is no such object.").target("scope.id"));
    }
    let mut rows = store.rows(kind, parent).map(|row| Held::of(&row.body));
    if rows.any(|held| held.role == wanted.role && covers(context, &held, wanted)) {
        let taken = Detail::new("UNIQUENESS_VIOLATION", "May not assign duplicate Role");
        return Some(taken.target("role"));
    }
    let why = "Must have role at the same or broader scope";
    (!may_assign(context, wanted)).then(|| Detail::invalid(why).target("role"))
}

/// Whether what is held is of the same scope or a broader one.
fn covers(context: &Context<'_>, held: &Held, wanted: &Held) -> bool {
    let same = (&held.scope, &held.of) == (&wanted.scope, &wanted.of);
    let above = match (held.scope.as_str(), wanted.scope.as_str()) {
        ("ORGANIZATION", _) => held.of == context.organization.id,
        // Populations and applications are those of this environment.
        ("ENVIRONMENT", "POPULATION" | "APPLICATION") => held.of == context.env.id,
        _ => false,
    };
    same || above
}

/// Whether the caller may hand that on.
fn may_assign(context: &Context<'_>, wanted: &Held) -> bool {
    context.roles.as_ref().is_none_or(|roles| {
        roles.iter().any(|held| held.role == wanted.role && covers(context, held, wanted))
    })
}

fn delete(context: &mut Context<'_>, call: &Call<'_>, kind: &'static Resource) -> Answer {
    let id = call.param("roleAssignmentID");
    let parent = assignee(&context.env.store, call, kind)?;
    let row = context.env.store.require(kind, parent, id)?;
    if !may_assign(context, &Held::of(&row.body)) {
        let why = format!("Role assignment {id} cannot be deleted as it is read only");
        return Err(invalid_data([Detail::new("CONSTRAINT_VIOLATION", why).target("readOnly")]));
    }
    with_store(context, call, |store, asked| store.remove(kind, parent, id, asked))?;
    Ok(Response::empty(204))
}
