//! What every operation begins with: the license and the user.

use crate::domain::{platform::bill_of_materials::has, verify::transaction::Transaction};
use crate::{
    base::timestamp::Timestamp,
    dispatch::catalogue::Call,
    wire::response::{Detail, Failure, access_failed, not_found},
    world::context::Context,
};

/// Refuses whatever is asked of an environment without the product.
pub(crate) fn check_license(context: &Context<'_>) -> Result<(), Failure> {
    let verify = &context.env.verify;
    let detail = if !verify.licensed {
        let why = "The environment's license does not include PingOne Verify.";
        Detail::new("LICENSE_EXCEEDED", why)
    } else if !has(context.bill_of_materials(), "PING_ONE_VERIFY") {
        let why = "The environment's bill of materials does not include PING_ONE_VERIFY.";
        Detail::new("INSUFFICIENT_PERMISSIONS", why)
    } else {
        return Ok(());
    };
    Err(access_failed(detail).into())
}

/// An operation on a user.
pub(super) fn enter<'a>(
    context: &Context<'_>,
    call: &Call<'a>,
) -> Result<(&'a str, Timestamp), Failure> {
    let user_id = call.param("userID");
    context.require_user(user_id)?;
    Ok((user_id, context.now()))
}

/// The transaction of the path, if it is the user's.
pub(super) fn find<'a>(
    context: &'a Context<'_>,
    call: &Call<'_>,
) -> Result<&'a Transaction, Failure> {
    context
        .env
        .verify
        .transactions
        .get(call.param("transactionID"))
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
        .transactions
        .get_mut(call.param("transactionID"))
        .filter(|transaction| transaction.user_id == call.param("userID"))
        .ok_or_else(not_found)
}
