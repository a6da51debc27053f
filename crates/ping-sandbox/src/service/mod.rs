//! What is emulated, product by product.

pub(crate) mod controls;
pub(crate) mod mfa;
pub(crate) mod pingid;
pub(crate) mod platform;
pub(crate) mod verify;

use crate::{dispatch::product::Product, domain::verify::policies::VERIFY_POLICIES};

/// What is emulated.
pub(crate) const PRODUCTS: &[Product] = &[
    platform::PRODUCT,
    mfa::PRODUCT,
    Product { name: "pingid", handlers: pingid::operations::routes, ..Product::BASE },
    Product {
        name: "verify",
        tables: &[&VERIFY_POLICIES],
        handlers: verify::operations::routes,
        silent: &[
            "verify.submit_identity_record_match",
            "verify.submit_data_based_identity_verification",
        ],
        before: verify::access::check_license,
    },
];
