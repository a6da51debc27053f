//! Steps that cross the requests of a web application.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::action::Handle;
use super::seal::{OpenError, SealKey};
use crate::error::Error;

/// A step that can be sealed and opened again: each has a method `seal`, and the product it is of
/// has a method `open`.
///
/// A web application shows a step to its user in one request and gets the answer in another, maybe
/// in another instance. The sealed text can be kept by the browser in between, in a form or a
/// cookie: it is encrypted, expires, and opens for nobody but the user whom it was sealed for. It
/// can be opened several times until it expires, and the services tell of a success as often as
/// they are asked: take each end once, by its id, with [`UsedIds`](crate::UsedIds).
///
/// The options of a flow are not sealed: who opens a step gives it a client that has them
/// ([`Client::with_options`](crate::Client::with_options)).
pub trait Resumable: Sized {
    /// What a step is opened with.
    type Handle: Handle;

    /// All that a step knows beside its handle.
    type State: Serialize + DeserializeOwned;

    /// Tells steps of different sequences apart.
    const PURPOSE: &'static str;

    /// What a step consists of: the handle, the user, and the state.
    ///
    /// # Errors
    ///
    /// Fails for a step at its end.
    fn parts(&self) -> Result<(&Self::Handle, &str, Self::State), Error>;

    /// Makes the step again.
    ///
    /// # Errors
    ///
    /// Fails where the state makes no step.
    fn restore(handle: Self::Handle, user: &str, state: Self::State) -> Result<Self, OpenError>;
}

/// Seals a step for its user and for so long by the client's clock.
///
/// # Errors
///
/// Fails for a step at its end, and where the system has no randomness.
pub fn seal<S: Resumable>(step: &S, key: &SealKey, lifetime: Duration) -> Result<String, Error> {
    let (handle, user, state) = step.parts()?;
    let now = handle.client().clock().now();
    key.seal_for(S::PURPOSE, user, (now, lifetime), &state)
}

/// Opens what [`seal`] sealed.
///
/// # Errors
///
/// Says why it does not open.
pub fn open<S: Resumable>(
    handle: &S::Handle,
    key: &SealKey,
    user: &str,
    sealed: &str,
) -> Result<S, OpenError> {
    let now = handle.client().clock().now();
    let state = key.open(S::PURPOSE, user, now, sealed)?;
    S::restore(handle.clone(), user, state)
}

/// Gives steps a method `seal`.
#[doc(hidden)]
#[macro_export]
macro_rules! __sealed_steps {
    ($($name:ident opened by $open:literal;)*) => { $(
        impl $name {
            /// Seals the step with a key of the caller's, for its user and for so long, as a
            /// URL-safe text, which
            #[doc = concat!("[`", $open, "`](crate::", $open, ") opens.")]
            ///
            /// # Errors
            ///
            /// Fails for a step at its end, and where the system has no randomness.
            pub fn seal(
                &self,
                key: &$crate::SealKey,
                lifetime: ::std::time::Duration,
            ) -> ::std::result::Result<::std::string::String, $crate::Error> {
                $crate::flow::seal(self, key, lifetime)
            }
        }
    )* };
}
