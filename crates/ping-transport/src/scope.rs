//! The client together with the environment that is managed.

use ping_models::EnvironmentId;

use crate::builder::RequestBuilder;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;

/// A client together with the environment that its calls are about. Product crates keep one in
/// each handle.
#[derive(Clone, Debug)]
pub struct Scope {
    client: Client,
    environment: Option<EnvironmentId>,
}

impl Scope {
    /// The environment that the client manages.
    pub fn new(client: Client) -> Self {
        let environment = client.environment().cloned();
        Self {
            client,
            environment,
        }
    }

    /// The same client, with another managed environment.
    #[must_use]
    pub fn in_environment(&self, id: EnvironmentId) -> Self {
        Self {
            client: self.client.clone(),
            environment: Some(id),
        }
    }

    /// The same environment, with another client.
    #[must_use]
    pub fn with_client(&self, client: Client) -> Self {
        Self {
            client,
            environment: self.environment.clone(),
        }
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A request outside environments.
    pub fn request<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        self.client.request(operation)
    }

    /// A request below the managed environment, which is the first parameter of its path. Without
    /// one the request is invalid.
    pub fn managed<Req, Res>(
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
