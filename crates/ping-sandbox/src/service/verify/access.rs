//! What every operation begins with: the license, the user, and what has become due meanwhile.

use crate::dispatch::license::*;
use crate::domain::verify::transaction::Transaction;
use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::Call,
    wire::response::{Failure, not_found},
    world::context::Context,
};

/// An operation on a user.
pub(super) fn enter<'a>(
    context: &mut Context<'_>,
    call: &Call<'a>,
) -> Result<(&'a str, Timestamp), Failure> {
    let now = enter_environment(context)?;
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    Ok((user_id, now))
}

/// The transaction of the path, if it is the user's.
pub(super) fn find<'a>(
    context: &'a Context<'_>,
    call: &Call<'_>,
) -> Result<&'a Transaction, Failure> {
    context
        .env
        .verify
        .transaction(call.param("transactionID"))
        .filter(|transaction| transaction.user_id == call.param("userID"))
        .ok_or_else(not_found)
}

/// The transaction of the path, to be changed.
pub(super) fn find_mut<'a>(
    context: &'a mut Context<'_>,
    call: &Call<'_>,
) -> Result<&'a mut Transaction, Failure> {
    context
        .env
        .verify
        .transaction_mut(call.param("transactionID"))
        .filter(|transaction| transaction.user_id == call.param("userID"))
        .ok_or_else(not_found)
}
