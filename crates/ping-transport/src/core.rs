//! What a client and everything that it hands out share.

use std::sync::Arc;

use ping_models::EnvironmentId;
use tracing::Span;

use crate::auth::{Authorization, Unauthorized};
use crate::described::Described;
use crate::error::Error;
use crate::operation::SentBy;
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
    /// The same sender, from nobody.
    pub(crate) fn unauthorized(&self) -> Self {
        Self {
            sender: Arc::clone(&self.sender),
            auth: Arc::new(Unauthorized),
            environment: self.environment.clone(),
            worker: None,
            #[cfg(feature = "pingid")]
            account: None,
        }
    }

    pub(crate) fn send(&self, parts: Parts, options: Options) -> Sending {
        let (auth, parts) = self.authorized(parts);
        self.sender.send(auth, parts, options, Span::none())
    }

    /// The request under the operation that it is called, from whom its operation says.
    fn authorized(&self, parts: Parts) -> (Arc<dyn Authorization>, Parts) {
        let mut parts = parts.settled();
        match parts.operation.sent_by {
            SentBy::Account => return (Arc::clone(&self.auth), parts),
            SentBy::Application => {
                if let Err(error) = self.prove(&mut parts) {
                    parts.fail(error);
                }
            }
            SentBy::Anybody => {}
        }
        (Arc::new(Unauthorized), parts)
    }

    fn prove(&self, parts: &mut Parts) -> Result<(), Error> {
        let Some(worker) = &self.worker else {
            return Err(Error::configuration(
                "credentials",
                "missing: this client was built without worker credentials, so say which \
                 application asks",
            ));
        };
        let credentials = worker.credentials().clone();
        credentials.prove(parts, &self.sender.hosts, self.sender.clock.now())
    }

    /// What would be sent.
    pub(crate) fn describe(&self, parts: &Parts) -> Result<Described, Error> {
        let (auth, parts) = self.authorized(parts.clone());
        Described::new(&parts, &self.sender.hosts, &*auth)
            .map_err(|error| error.with_operation(parts.operation))
    }
}
