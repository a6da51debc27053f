//! What is emulated, product by product.

pub(crate) mod controls;
pub(crate) mod mfa;
pub(crate) mod pingid;
pub(crate) mod platform;
pub(crate) mod verify;

use crate::dispatch::tables::Does;

/// What is emulated, by the catalogue's ids.
pub(crate) fn handlers() -> Vec<(&'static str, Does)> {
    let handlers = [
        platform::token::routes(),
        mfa::routes(),
        pingid::operations::routes(),
        verify::operations::routes(),
    ];
    let handlers = handlers.concat().into_iter();
    let mut does = [platform::routes(), mfa::tables()].concat();
    does.extend(handlers.map(|(id, handler)| (id, Does::Run(handler))));
    does
}
