//! The world as the server and the handles of its controls share it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, futures::Notified};

use crate::{
    base::limits::Limits,
    domain::settings::Settings,
    world::{Place, World, context::Context},
};

/// A world that is served.
pub(crate) struct Running {
    world: Mutex<World>,
    pub(crate) limits: Limits,
    /// What it was started with.
    pub(crate) settings: Settings,
    /// Wakes who waits for something to happen.
    changes: Notify,
}

impl Running {
    pub(crate) fn new(world: World, settings: &Settings) -> Self {
        Self {
            world: Mutex::new(world),
            limits: settings.limits,
            settings: settings.clone(),
            changes: Notify::new(),
        }
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
