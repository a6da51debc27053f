//! Whether the environment has PingOne Verify.

use crate::{
    base::timestamp::Timestamp,
    wire::response::{ApiError, Detail, Failure},
    world::context::Context,
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
