//! Who may do what: bearer tokens, environments, permissions.

use crate::{
    request::Request,
    response::{Failure, insufficient_permissions, invalid_token},
    route::{Auth, Call, Operation},
    state::State,
};

/// Applied by the dispatcher before an operation's handler; PingID's operations check their own
/// signatures.
pub(crate) fn authorize(
    state: &State,
    operation: &Operation,
    call: &Call<'_>,
) -> Result<(), Failure> {
    if operation.auth == Auth::Own {
        return Ok(());
    }
    require_bearer(state, call.request)?;
    let environment = call.param("environmentID");
    let foreign = call.has_param("environmentID") && environment != state.platform.environment_id;
    if foreign || state.oauth.is_denied(operation.id) {
        return Err(insufficient_permissions());
    }
    Ok(())
}

/// The documented 401 unless the request carries an access token that is still good.
pub(crate) fn require_bearer(state: &State, request: &Request) -> Result<(), Failure> {
    let token = request
        .header("authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(invalid_token)?;
    if state.oauth.accepts(token, state.now()) {
        Ok(())
    } else {
        Err(invalid_token())
    }
}

/// As [`require_bearer`], for requests that no operation was found for.
pub(crate) fn require_bearer_unless_pingid(
    state: &State,
    request: &Request,
) -> Result<(), Failure> {
    let open = request.segments.first().is_some_and(|first| {
        first.eq_ignore_ascii_case("pingid") || first.eq_ignore_ascii_case("registration")
    }) || request.segments.get(1).is_some_and(|second| second == "as");
    if open {
        Ok(())
    } else {
        require_bearer(state, request)
    }
}
