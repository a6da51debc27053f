//! An emulated tenant with a user, for the examples.

#![allow(dead_code, reason = "no example needs all of it")]

use std::error::Error as StdError;

use ping_models::OpenValue;
use ping_sandbox::Sandbox;
use ping_transport::{Client, Hosts, Region};
use pingone_verify::{UserHandle, Verify};

ping_transport::operations! {
    /// Users are another product's: this is how a call is made that a crate does not name.
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
}

/// What an example plays with.
pub(crate) struct Stage {
    /// The tenant.
    pub(crate) sandbox: Sandbox,
    /// Verify in it.
    pub(crate) verify: Verify,
    /// A user of it.
    pub(crate) user: UserHandle,
}

impl Stage {
    /// Starts the tenant in this process and creates the user.
    pub(crate) async fn new() -> Result<Self, Box<dyn StdError>> {
        let sandbox = Sandbox::start().await;
        let connection = sandbox.connection();
        let hosts = Hosts::region(Region::Na)
            .api_host(&connection.api_host)?
            .auth_host(&connection.auth_host)?;
        let client = Client::builder()
            .hosts(hosts)
            .environment(connection.environment_id.as_str())
            .worker(connection.client_id.as_str(), connection.client_secret.as_str())
            .build()?;
        let body = serde_json::json!({ "username": "ann", "email": "ann@example.com" });
        let created = client
            .request(&CREATE_USER)
            .segment(connection.environment_id.as_str())
            .json(&body.into())
            .call()
            .await?;
        let id = created.to_value()["id"].as_str().unwrap_or_default().to_owned();
        println!("{} creates the user", operations()[0].id);
        let verify = Verify::new(client);
        Ok(Self { user: verify.user(id), verify, sandbox })
    }
}
