//! The client together with the environment that is managed.

use ping_models::EnvironmentId;
use ping_transport::{Client, Error, Operation, RequestBuilder};

#[derive(Clone, Debug)]
pub(crate) struct Scope {
    client: Client,
    environment: Option<EnvironmentId>,
}

impl Scope {
    pub(crate) fn new(client: Client) -> Self {
        let environment = client.environment().cloned();
        Self {
            client,
            environment,
        }
    }

    pub(crate) fn in_environment(&self, id: EnvironmentId) -> Self {
        Self {
            client: self.client.clone(),
            environment: Some(id),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// A request below the managed environment, which is the first parameter of its path.
    pub(crate) fn managed<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        let request = self.client.request(operation);
        match &self.environment {
            Some(environment) => request.segment(environment),
            None => request.invalid(Error::configuration(
                "environment",
                "missing: set the managed environment on the client (PINGONE_ENVIRONMENT_ID), or \
                 choose one with `in_environment`",
            )),
        }
    }
}
