//! Who may do what, and where: bearer tokens, environments, permissions.

use crate::{
    dispatch::catalogue::{Auth, Call, Operation},
    domain::oauth::{tokens::Holder, unknown_client},
    wire::{
        request::Request,
        response::{Failure, insufficient_permissions, invalid_token, not_found},
    },
    world::{Environment, Place, Shared, World},
};

/// The environment that a request is about, if its sender may come in. Applications and accounts
/// prove themselves to the handler, against what their environment knows.
pub(crate) fn admit(
    world: &mut World,
    operation: &Operation,
    call: &Call<'_>,
) -> Result<Place, Failure> {
    let named = || world.place(call.param("environmentID"));
    match operation.auth {
        Auth::Bearer => bearer(world, operation, call),
        Auth::Client => named().ok_or_else(|| unknown_client(&world.shared.answers.uuid())),
        Auth::PingId => {
            let meant = world.find(|environment| environment.pingid.is_meant_by(call.request));
            Ok(meant.unwrap_or(Place::FIRST))
        }
        Auth::Open => named().ok_or_else(not_found),
    }
}

/// The environment of the path or, where it names none, the worker's own: the one whose
/// organization it sees.
fn bearer(world: &World, operation: &Operation, call: &Call<'_>) -> Result<Place, Failure> {
    let Holder { client_id, environment_id, resources } = holder(&world.shared, call.request)?;
    let home = world.find(|one| one.id == *environment_id && one.client(client_id).is_some());
    // Tokens for other resources than the API are no good here.
    let home = home.filter(|_| resources.is_empty()).ok_or_else(invalid_token)?;
    let lets_in = |one: &Environment| one.id == *environment_id || one.guests.contains(client_id);
    let place = if call.has_param("environmentID") {
        world.find(|one| one.id == call.param("environmentID") && lets_in(one))
    } else {
        let (id, code) = (call.param("transactionID"), call.param("verificationCode"));
        world.find(|one| lets_in(one) && one.verify.has_code_of(id, code)).or(Some(home))
    };
    place
        .filter(|_| !world.shared.tokens.is_denied(operation.id))
        .ok_or_else(insufficient_permissions)
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
