//! What a refusal means.

use ping_models::pingid::{ErrorId, PingIdCode};
use ping_transport::Error;

use crate::operations::{AUTHENTICATE_ONLINE, START_AUTHENTICATION};

/// Whether a sign-in may have been refused because another one of the user waits on the phone,
/// which takes one at a time: [`PushStep::restart`](crate::PushStep::restart) of the earlier step
/// cancels it and begins again.
///
/// No document gives the number of that refusal. So this is true of every refusal of a beginning
/// whose number has no other meaning there, as for a suspended user: a page that asks for it says
/// "maybe".
///
/// ```no_run
/// # use pingid_rest::{PingId, Step};
/// # async fn example(pingid: PingId, earlier: Option<Step>) -> Result<(), ping_transport::Error> {
/// let step = match (pingid.authenticate("jdoe").await, earlier) {
///     (Err(error), Some(Step::Push(earlier)))
///         if pingid_rest::another_may_wait(&error) =>
///     {
///         earlier.restart().await?
///     }
///     (begun, _) => begun?,
/// };
/// # let _ = step; Ok(()) }
/// ```
pub fn another_may_wait(error: &Error) -> bool {
    let operations = [START_AUTHENTICATION.info.id, AUTHENTICATE_ONLINE.info.id];
    let begins = |id| operations.contains(&id);
    let unnamed = [PingIdCode::InvalidInput, PingIdCode::Unknown];
    error.operation().is_some_and(begins)
        && pingid_code(error).is_some_and(|code| unnamed.contains(&code))
}

/// What the `errorId` of a refusal stands for; `None` where PingID did not answer with one.
///
/// ```no_run
/// # use ping_models::pingid::PingIdCode;
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
/// let user = match pingid.users().read("jdoe").await {
///     Ok(reply) => reply.user,
///     Err(error) if pingid_rest::pingid_code(&error) == Some(PingIdCode::UserUnknown) => None,
///     Err(error) => return Err(error),
/// };
/// # Ok(()) }
/// ```
pub fn pingid_code(error: &Error) -> Option<PingIdCode> {
    error.pingid_error_id().map(|id| ErrorId::from(id).code())
}
