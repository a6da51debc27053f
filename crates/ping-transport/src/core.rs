//! What a client and everything that it hands out share.

use std::sync::Arc;

use ping_models::EnvironmentId;
use tracing::Span;

use crate::auth::Authorization;
use crate::described::Described;
use crate::error::Error;
use crate::request::Parts;
use crate::sender::{Options, Sender, Sending};
use crate::token::Worker;

/// A sender and who its requests are from.
pub(crate) struct Core {
    pub(crate) sender: Arc<Sender>,
    pub(crate) auth: Arc<dyn Authorization>,
    pub(crate) environment: Option<EnvironmentId>,
    /// The worker behind `auth`, where it is one.
    pub(crate) worker: Option<Arc<Worker>>,
    /// The account behind `auth`, where it is one.
    #[cfg(feature = "pingid")]
    pub(crate) account: Option<Arc<crate::pingid::Account>>,
}

impl Core {
    pub(crate) fn send(&self, parts: Parts, options: Options) -> Sending {
        let auth = Arc::clone(&self.auth);
        self.sender.send(auth, parts.settled(), options, Span::none())
    }

    /// What would be sent.
    pub(crate) fn describe(&self, parts: &Parts) -> Result<Described, Error> {
        let parts = parts.clone().settled();
        Described::new(&parts, &self.sender.hosts, &*self.auth)
            .map_err(|error| error.with_operation(parts.operation))
    }
}
