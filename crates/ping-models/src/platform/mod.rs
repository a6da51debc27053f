//! PingOne Platform: licenses, organizations, environments, populations and users.

mod license;

pub use license::{License, LicenseId};
