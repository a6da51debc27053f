//! What every operation begins with: the license, the user, and what has become due meanwhile.

use super::transaction::Transaction;
use crate::{
    context::Context,
    response::{ApiError, Detail, Failure, not_found},
    route::Call,
    timestamp::Timestamp,
};

/// An operation on the environment.
pub(crate) fn enter_environment(context: &mut Context<'_>) -> Result<Timestamp, Failure> {
    let missing = if !context.env.verify.licensed {
        Some("The environment's license does not include PingOne Verify.")
    } else if !context.env.verify.in_bill_of_materials {
        Some("The environment's bill of materials does not include PING_ONE_VERIFY.")
    } else {
        None
    };
    if let Some(why) = missing {
        let code = if context.env.verify.licensed {
            "INSUFFICIENT_PERMISSIONS"
        } else {
            "LICENSE_EXCEEDED"
        };
        return Err(ApiError::new(
            403,
            "ACCESS_FAILED",
            "The request could not be completed. You do not have access to this resource.",
        )
        .detail(Detail::new(code, why))
        .into());
    }
    Ok(context.now())
}

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
