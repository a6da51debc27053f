//! The handle of one environment.

use std::fmt;

use crate::{
    Connection, ControlError, Mfa, Outbox, PingId, Verify, service::mfa::controls,
    world::running::Tenant,
};

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
/// // Nobody but its own worker gets in, until somebody else has a role there.
/// other.assign_role(&sandbox.connection().client_id, "Environment Admin").unwrap();
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

    /// What people with phones and tokens do for PingOne MFA.
    pub fn mfa(&self) -> Mfa {
        Mfa { tenant: self.0.clone() }
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
        self.0.change(|context| controls::prompt_for_device(context, prompt));
    }

    /// Gives the environment a custom domain, as an administrator does at the console: requests whose
    /// `Host` it is get to its authorization server, by paths without the environment's id.
    ///
    /// # Errors
    ///
    /// If that is no host name such as `login.example.com`, one of PingOne's own or taken, or the
    /// license allows none.
    pub fn add_domain(&self, domain: &str) -> Result<(), ControlError> {
        let Tenant { running, place } = &self.0;
        running.change(|world| world.add_domain(*place, domain))
    }

    /// Gives a worker, of this environment or another one, a role here, as an administrator does at
    /// the console: for the environment or, where the role is not for such, for its organization.
    /// Unless [roles decide](crate::SandboxBuilder::roles), any role opens all of the environment.
    ///
    /// # Errors
    ///
    /// If there is no such worker or role.
    pub fn assign_role(&self, client_id: &str, role: &str) -> Result<(), ControlError> {
        let Tenant { running, place } = &self.0;
        running.change(|world| world.assign_role(*place, client_id, role))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("id", &self.id()).finish_non_exhaustive()
    }
}
