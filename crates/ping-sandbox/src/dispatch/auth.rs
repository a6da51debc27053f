//! Who may do what, and where: bearer tokens, environments, permissions.

use crate::{
    dispatch::catalogue::{Auth, Call, Operation},
    domain::oauth::{Holder, unknown_client},
    wire::{
        request::Request,
        response::{Failure, insufficient_permissions, invalid_token, not_found},
    },
    world::{Place, Shared, World},
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
    let Holder { client_id, environment_id } = holder(&world.shared, call.request)?;
    let place = if call.has_param("environmentID") {
        world.find(|one| one.id == call.param("environmentID") && one.lets_in(client_id))
    } else {
        let (id, code) = (call.param("transactionID"), call.param("verificationCode"));
        world
            .find(|one| one.lets_in(client_id) && one.verify.has_code_of(id, code))
            .or_else(|| world.place(environment_id))
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
