//! Who may do what, and where: bearer tokens, environments, permissions.

use http::Method;

use crate::{
    dispatch::catalogue::{Auth, Call, Operation},
    domain::{
        oauth::{tokens::Holder, unknown_client},
        platform::{
            groups::GROUPS,
            populations::POPULATIONS,
            roles::{Role, held_but},
            users::USERS,
        },
    },
    store::{Entry, Held},
    wire::{
        request::Request,
        response::{Failure, insufficient_permissions, invalid_token, not_found},
    },
    world::{Environment, Place, Shared, World},
};

/// Where a request is let in.
pub(crate) struct Admitted {
    pub(crate) place: Place,
    /// What the sender may do; `None` where everything is granted.
    pub(crate) roles: Option<Vec<Held>>,
    /// The environments that it is let into, where it asks for no one of them.
    pub(crate) reach: Vec<String>,
    /// The populations whose people and groups it sees; `None` where it sees all.
    pub(crate) populations: Option<Vec<String>>,
}

impl From<Place> for Admitted {
    fn from(place: Place) -> Self {
        Self { place, roles: None, reach: Vec::new(), populations: None }
    }
}

/// The environment that a request is about, if its sender may come in. Applications and accounts
/// prove themselves to the handler, against what their environment knows.
pub(crate) fn admit(
    world: &mut World,
    operation: &Operation,
    call: &Call<'_>,
) -> Result<Admitted, Failure> {
    let named = || world.place(call.param("environmentID"));
    match operation.auth {
        Auth::Bearer => bearer(world, operation, call),
        Auth::Client => {
            let place = named().ok_or_else(|| unknown_client(&world.shared.answers.uuid()))?;
            Ok(place.into())
        }
        Auth::PingId => {
            let meant = world.find(|environment| environment.pingid.is_meant_by(call.request));
            Ok(meant.unwrap_or(Place::FIRST).into())
        }
        Auth::Open => named().map(Admitted::from).ok_or_else(not_found),
    }
}

/// The environment of the path or, where it names none, the worker's own: the one whose
/// organization it sees.
fn bearer(world: &World, operation: &Operation, call: &Call<'_>) -> Result<Admitted, Failure> {
    let Holder { client_id, environment_id, resources } = holder(&world.shared, call.request)?;
    let home = world.find(|one| one.id == *environment_id && one.client(client_id).is_some());
    // Tokens for other resources than the API are no good here.
    let home = home.filter(|_| resources.is_empty()).ok_or_else(invalid_token)?;
    let own = world.at(home).ok_or_else(invalid_token)?;
    let is_fresh = |id: &str| world.shared.is_fresh(id);
    let is_new = is_fresh(client_id);
    let roles = held_but(&own.store, client_id, |id| is_new || is_fresh(id));
    let strict = world.shared.roles_decide();
    let of_use = |held: &&Held| !strict || is_asked_for(held, operation);
    // Unless roles decide, a worker's own environment is open, and so is where it has any.
    let lets_in = |one: &Environment| {
        let organization = world.organization_of(one);
        (!strict && one.id == *environment_id)
            || roles.iter().filter(of_use).any(|held| reaches(held, organization, one, call))
    };
    let is_of_use = |one: &Environment| {
        !is_fresh(&one.id) && (is_about_environment(call) || !world.is_to_be_deleted(one))
    };
    let mut reach = Vec::new();
    let place = if call.has_param("environmentID") {
        let is_meant = |one: &Environment| one.id == call.param("environmentID");
        world.find(|one| is_meant(one) && lets_in(one) && is_of_use(one))
    } else if call.has_param("verificationCode") {
        let (id, code) = (call.param("transactionID"), call.param("verificationCode"));
        world
            .find(|one| lets_in(one) && one.verify.transactions.of_code(id, code).is_some())
            .or(Some(home))
    } else {
        let own = world.organization_of(own);
        let organization = |one: &&Environment| world.organization_of(one) == own;
        let open = world.environments().filter(organization).filter(|one| lets_in(one));
        reach.extend(open.map(|one| one.id.clone()));
        let counts = |held: &Held| held.scope != "ORGANIZATION" || held.of == own;
        Some(home).filter(|_| !strict || roles.iter().filter(of_use).any(counts))
    };
    let place = place.filter(|_| !world.shared.tokens.is_denied(operation.id));
    let place = place.ok_or_else(insufficient_permissions)?;
    let (parts, wholes): (Vec<&Held>, Vec<&Held>) =
        roles.iter().filter(of_use).partition(|held| held.scope == "POPULATION");
    let sees_all = |one: &Environment| {
        let organization = world.organization_of(one);
        (!strict && one.id == *environment_id)
            || wholes.iter().any(|held| reaches(held, organization, one, call))
    };
    let in_part = call.has_param("environmentID") && !world.at(place).is_some_and(sees_all);
    let populations = in_part.then(|| parts.iter().map(|held| held.of.clone()).collect());
    Ok(Admitted { place, roles: strict.then_some(roles), reach, populations })
}

/// Whether an operation is about an environment as a whole, so that it can be done to one that is
/// about to be deleted.
fn is_about_environment(call: &Call<'_>) -> bool {
    let path = &call.request.segments;
    path.len() == 3 || path.len() == 4 && path[3] == "status"
}

/// Whether the operation asks for that role, or for none by name.
fn is_asked_for(held: &Held, operation: &Operation) -> bool {
    let mut names = operation.permission.split(" or ");
    operation.permission.is_empty() || names.any(|name| Role::is_held(held, name))
}

/// Whether what a role was assigned for has in it what the request is about.
// assumes: role-scopes
fn reaches(held: &Held, organization: &str, env: &Environment, call: &Call<'_>) -> bool {
    match held.scope.as_str() {
        "ORGANIZATION" => held.of == organization,
        "ENVIRONMENT" => held.of == env.id,
        "APPLICATION" => held.of == call.param("applicationID"),
        _ => {
            let of = |table, param| {
                let row = env.store.row(table, "", call.param(param));
                row.and_then(|row| row.reference("population")) == Some(&*held.of)
            };
            held.of == call.param("populationID")
                || of(&USERS, "userID")
                || of(&GROUPS, "groupID")
                || env.store.row(&POPULATIONS, "", &held.of).is_some_and(|own| is_shared(call, own))
        }
    }
}

/// Whether a request is about a list of which everybody sees what is in the own populations, or
/// puts something there into this one.
fn is_shared(call: &Call<'_>, population: &Entry) -> bool {
    let [_, _, _, list] = call.request.segments.as_slice() else {
        return false;
    };
    let named = call.request.json().and_then(|body| body.pointer("/population/id"));
    let is_default = population.body["default"] == true;
    match (list.as_str(), &call.request.method) {
        ("users" | "groups" | "populations", &Method::GET | &Method::HEAD) => true,
        ("users", &Method::POST) if named.is_none() => is_default,
        ("users" | "groups", &Method::POST) => named == Some(&population.body["id"]),
        _ => false,
    }
}

/// Whose access token the request carries; the documented 401 unless it is still good.
fn holder<'a>(shared: &'a Shared, request: &Request) -> Result<&'a Holder, Failure> {
    let token = request
        .header("authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(invalid_token)?;
    let holder = shared.tokens.holder(token, shared.now());
    holder.ok_or_else(invalid_token)
}

/// The client id of the worker whose token the request carries.
pub(crate) fn actor(shared: &Shared, request: &Request) -> Option<String> {
    let holder = holder(shared, request).ok()?;
    Some(holder.client_id.clone())
}
