//! Steps that cross the requests of a web application.

use std::time::Duration;

use ping_models::OpenValue;
use ping_transport::{Error, SealKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::PingId;

/// A step that can be sealed and opened again: each has a method `seal`, and
/// [`PingId::open`](crate::PingId::open) opens it.
///
/// A web application shows a step to its user in one request and gets the answer in another, maybe
/// in another instance. The sealed text can be kept by the browser in between, in a form or a
/// cookie: it is encrypted, expires, and opens for nobody but the user whom it was sealed for. It
/// can be opened several times until it expires, and the service tells of an approved push as
/// often as it is asked: take each [`Completed`](crate::Completed) once, by its session, with
/// [`UsedIds`](ping_transport::UsedIds).
///
/// It is about a kilobyte, half of one more for each device to choose from, and the options of a
/// FIDO device on top: more than a cookie can be trusted to hold for a user with many devices.
///
/// ```no_run
/// # use std::time::Duration;
/// # use ping_models::pingid::StartOfflinePairing;
/// # use pingid_rest::{OtpPairing, OtpPairingOutcome, PingId};
/// # use ping_transport::{Error, SealKey};
/// # async fn example(pingid: PingId, key: SealKey, otp: String) -> Result<(), Error> {
/// // One request of the application:
/// let step = pingid.pair_offline(StartOfflinePairing::sms("jdoe", "+15125550100")).await?;
/// let sealed: String = step.seal(&key, Duration::from_secs(600))?;
///
/// // Another one, in which the signed-in user is known to be `jdoe`:
/// let step: OtpPairing = pingid.open(&key, "jdoe", &sealed)?;
/// if let OtpPairingOutcome::Paired(device) = step.submit(otp).await? {
///     println!("paired: {device:?}");
/// }
/// # Ok(()) }
/// ```
pub trait Resumable: private::Parts {}

impl<T: private::Parts> Resumable for T {}

pub(crate) mod private {
    use super::{Error, OpenValue, PingId};

    /// What a step consists of.
    pub trait Parts: Sized {
        /// Tells steps of different sequences apart.
        const KIND: &'static str;

        /// Makes the step again.
        fn restore(pingid: PingId, state: &OpenValue) -> Result<Self, Error>;
    }
}

use private::Parts;

pub(crate) fn seal<T: Parts>(
    pingid: &PingId,
    user_name: &str,
    state: &impl Serialize,
    key: &SealKey,
    lifetime: Duration,
) -> Result<String, Error> {
    let now = pingid.client().clock().now();
    key.seal(T::KIND, user_name, now + lifetime, state)
}

pub(crate) fn open<T: Parts>(
    pingid: &PingId,
    user_name: &str,
    sealed: &str,
    key: &SealKey,
) -> Result<T, Error> {
    let now = pingid.client().clock().now();
    let state = key.open(T::KIND, user_name, now, sealed)?;
    T::restore(pingid.clone(), &state)
}

/// What was sealed, read as the step's own type.
pub(crate) fn state<T: DeserializeOwned>(state: &OpenValue) -> Result<T, Error> {
    state.decode().map_err(|_| {
        let message = "was sealed by another version of this program: begin again";
        Error::invalid_input("sealed", message)
    })
}

/// Gives a step `seal`, and lets [`PingId::open`](crate::PingId::open) make it again. `user` is
/// for whom it is sealed; the state is a struct that holds all but the client.
macro_rules! resumable {
    ($name:ident = $kind:literal, for $user:expr, keep $keep:expr, restore $restore:expr;) => {
        impl $name {
            /// Seals the step with a key of the caller's, for its user and for so long, as a
            /// URL-safe text; [`PingId::open`](crate::PingId::open) opens it.
            ///
            /// # Errors
            ///
            /// Fails where the system has no randomness.
            pub fn seal(
                &self,
                key: &ping_transport::SealKey,
                lifetime: std::time::Duration,
            ) -> Result<String, ping_transport::Error> {
                let (user, keep): (fn(&Self) -> &str, fn(&Self) -> _) = ($user, $keep);
                $crate::sealing::seal::<Self>(&self.pingid, user(self), &keep(self), key, lifetime)
            }
        }

        impl $crate::sealing::private::Parts for $name {
            const KIND: &'static str = $kind;

            fn restore(
                pingid: $crate::PingId,
                state: &ping_models::OpenValue,
            ) -> Result<Self, ping_transport::Error> {
                let restore: fn($crate::PingId, _) -> Result<Self, ping_transport::Error> =
                    $restore;
                restore(pingid, $crate::sealing::state(state)?)
            }
        }
    };
}
