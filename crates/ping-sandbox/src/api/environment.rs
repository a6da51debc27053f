//! The handle of one environment.

use std::fmt;

use crate::{Connection, Outbox, PingId, Verify, service::mfa, world::running::Tenant};

/// One environment of a sandbox: a tenant with its own users, devices, messages, worker application
/// and PingID account. Obtained from [`Sandbox::add_environment`](crate::Sandbox::add_environment)
/// and its neighbors.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sandbox = ping_sandbox::Sandbox::start().await;
/// let other = sandbox.add_environment();
/// assert_ne!(sandbox.connection().environment_id, other.connection().environment_id);
/// // Nobody but its own worker gets in, until it is told to.
/// other.let_in(&sandbox.connection().client_id);
/// # }
/// ```
#[derive(Clone)]
pub struct Environment(pub(crate) Tenant);

impl Environment {
    /// Its id.
    pub fn id(&self) -> String {
        self.0.look(|context| context.env.id.clone())
    }

    /// The base URLs, ids and credentials that a client needs.
    pub fn connection(&self) -> Connection {
        self.0.look(|context| context.connection())
    }

    /// The messages that the services sent.
    pub fn outbox(&self) -> Outbox {
        Outbox { tenant: self.0.clone() }
    }

    /// PingID's account, and what a person with a phone does.
    pub fn pingid(&self) -> PingId {
        PingId { tenant: self.0.clone() }
    }

    /// What a person in front of a camera does, and what the license allows.
    pub fn verify(&self) -> Verify {
        Verify { tenant: self.0.clone() }
    }

    /// Whether a user with several usable devices is asked which one to take, as the policy's
    /// `PROMPT_TO_SELECT` does; by default the first is taken (`DEFAULT_TO_FIRST`).
    pub fn prompt_for_device(&self, prompt: bool) {
        self.0.change(|context| mfa::prompt_for_device(context, prompt));
    }

    /// Lets the worker of another environment act here, too, by its client id, as a role assignment
    /// does. Its tokens come from its own environment.
    pub fn let_in(&self, client_id: &str) {
        self.0.change(|context| context.env.guests.push(client_id.to_owned()));
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("id", &self.id()).finish_non_exhaustive()
    }
}
