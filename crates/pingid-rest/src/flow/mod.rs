//! The sequences of PingID, each as a value that knows what comes next.

use ping_models::{Loose, Secret};

/// Gives a step `seal`, and lets [`PingId::open`](crate::PingId::open) make it again. `user` is
/// for whom it is sealed; the state holds all but the client.
macro_rules! resumable {
    (
        $name:ident of $state:ty = $purpose:literal,
        for $user:expr, keep $keep:expr, restore $restore:expr;
    ) => {
        ping_transport::__sealed_steps! { $name opened by "PingId::open"; }

        impl ping_transport::flow::Resumable for $name {
            type Handle = $crate::PingId;
            type State = $state;
            const PURPOSE: &'static str = $purpose;

            fn parts(&self) -> Result<(&$crate::PingId, &str, $state), ping_transport::Error> {
                let (user, keep): (fn(&Self) -> &str, fn(&Self) -> $state) = ($user, $keep);
                Ok((&self.pingid, user(self), keep(self)))
            }

            fn restore(
                pingid: $crate::PingId,
                _: &str,
                state: $state,
            ) -> Result<Self, ping_transport::OpenError> {
                type Restored = Result<$name, ping_transport::OpenError>;
                let restore: fn($crate::PingId, $state) -> Restored = $restore;
                restore(pingid, state)
            }
        }
    };
}

pub(crate) mod authentication;
mod begin;
pub(crate) mod fido_pairing;
pub(crate) mod job;
pub(crate) mod offline_pairing;
pub(crate) mod online_pairing;
pub(crate) mod redirect;
pub(crate) mod token_resync;

/// A passcode as a person types it, without the blanks in it.
pub(crate) fn typed(otp: &Secret) -> Loose<Secret> {
    let otp: String = otp.expose().split_whitespace().collect();
    otp.into()
}
