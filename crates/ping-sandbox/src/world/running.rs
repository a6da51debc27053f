//! The world as the server and the handles of its controls share it.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, futures::Notified};

#[cfg(feature = "tls")]
use crate::wire::tls::acceptor;
use crate::{
    base::limits::Limits,
    domain::settings::{Hidden, Settings},
    world::{Place, World, context::Context},
};

/// A world that is served.
pub(crate) struct Running {
    world: Mutex<World>,
    pub(crate) limits: Limits,
    /// What it was started with.
    pub(crate) settings: Settings,
    /// What the controls ask for.
    pub(crate) control_token: Option<Hidden>,
    /// Where it speaks HTTPS.
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<tokio_rustls::TlsAcceptor>,
    /// Wakes who waits for something to happen.
    changes: Notify,
}

impl Running {
    /// Fails where the certificate is none, or the system has no randomness for a token.
    pub(crate) fn new(world: World, settings: &Settings) -> io::Result<Self> {
        Ok(Self {
            world: Mutex::new(world),
            limits: settings.limits,
            settings: settings.clone(),
            control_token: settings.control_token()?,
            #[cfg(feature = "tls")]
            tls: settings.tls.as_ref().map(|(chain, key)| acceptor(chain, &key.0)).transpose()?,
            changes: Notify::new(),
        })
    }

    /// A handler that panicked has been answered with a 500; the world stays in use.
    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes something that somebody may wait for.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let changed = change(&mut self.lock());
        self.announce();
        changed
    }

    /// Something has changed.
    pub(crate) fn announce(&self) {
        self.changes.notify_waiters();
    }

    /// Completes at the next change; none is missed from the call on.
    pub(crate) fn changed(&self) -> Pin<Box<Notified<'_>>> {
        let mut changed = Box::pin(self.changes.notified());
        changed.as_mut().enable();
        changed
    }
}

/// One environment of it, for the handles of controls.
#[derive(Clone)]
pub(crate) struct Tenant {
    pub(crate) running: Arc<Running>,
    pub(crate) place: Place,
}

impl Tenant {
    /// Looks at the environment; who waits for something is not woken.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let mut world = self.running.lock();
        let mut context = world.context(self.place);
        context.settle();
        look(&mut context)
    }

    /// Changes something that somebody may wait for.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let changed = self.look(change);
        self.running.announce();
        changed
    }
}
