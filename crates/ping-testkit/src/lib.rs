//! What the tests and examples of the product crates share: a service that is played by the sandbox
//! or by a script, a person who is asked, and the comparison of calls with their wire snapshots.
//!
//! Its users depend on it by path alone, so that their packages do without it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "browser")]
mod authenticator;
#[cfg(feature = "browser")]
mod browser;
#[cfg(feature = "browser")]
mod page;
pub mod person;
mod resolver;
mod scripted;
mod snapshots;
mod stage;

#[cfg(feature = "browser")]
pub use self::browser::Browser;
#[cfg(feature = "browser")]
pub use self::page::Page;
pub use self::resolver::Resolver;
pub use self::scripted::Scripted;
pub use self::snapshots::{assert_snapshots_of, text_of};
pub use self::stage::{SETTLING, Stage, record_below};

/// What a value of this variant holds; fails for every other one.
#[macro_export]
macro_rules! is {
    ($value:expr, $variant:path) => {
        match $value {
            $variant(inner) => inner,
            other => panic!("expected {}: {other:?}", stringify!($variant)),
        }
    };
}
