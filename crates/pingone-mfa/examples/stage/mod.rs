//! Where the examples run: against an embedded sandbox whose people answer by themselves and whose
//! clock is moved on, or, where `PINGONE_ENVIRONMENT_ID` is set, against that environment, whose
//! people type and which takes its time.

#![allow(dead_code, reason = "no example needs all of it")]

use std::time::Duration;

use ping_models::OpenValue;
use ping_sandbox::Sandbox;
pub(crate) use ping_testkit::person::{Outcome, Person};
use ping_transport::{Client, ClientBuilder};
use pingone_mfa::{Mfa, UserHandle};

ping_transport::operations! {
    /// Users and applications are another product's: this is how calls are made that a crate does
    /// not name.
    CREATE_USER: OpenValue => OpenValue = "platform.create_user",
        POST Api "/v1/environments/{environmentID}/users" as "application/json";
    DELETE_USER: () => () = "platform.delete_user",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}";
    CREATE_APPLICATION: OpenValue => OpenValue = "platform.create_application",
        POST Api "/v1/environments/{environmentID}/applications" as "application/json";
}

pub(crate) struct Stage {
    pub(crate) mfa: Mfa,
    pub(crate) person: Person,
    client: Client,
}

impl Stage {
    pub(crate) async fn new() -> Outcome<Self> {
        let (client, sandbox) = if std::env::var_os("PINGONE_ENVIRONMENT_ID").is_some() {
            (Client::from_env()?, None)
        } else {
            let sandbox = Sandbox::builder().start().await?;
            let variables = sandbox.connection().env_vars();
            (ClientBuilder::from_variables(&variables)?.build()?, Some(sandbox))
        };
        Ok(Self { mfa: Mfa::new(client.clone()), person: Person { sandbox }, client })
    }

    /// A new user with multi-factor authentication.
    pub(crate) async fn user(&self) -> Outcome<UserHandle> {
        let name = format!("mfa-example-{}", std::process::id());
        let new = serde_json::json!({ "username": name });
        let id = self.create(self.client.request(&CREATE_USER), new).await?;
        let user = self.mfa.user(id);
        user.mfa_enabled().update(true).await?;
        Ok(user)
    }

    /// Deletes the user again.
    pub(crate) async fn delete(&self, user: &UserHandle) -> Outcome {
        let id = user.id();
        let environment = self.environment()?;
        self.client.request(&DELETE_USER).segment(environment).segment(id.as_str()).call().await?;
        Ok(())
    }

    /// A native application in which the user signs on.
    pub(crate) async fn native_app(&self) -> Outcome<String> {
        let new = serde_json::json!({
            "name": format!("mfa-example-{}", std::process::id()),
            "enabled": true, "type": "NATIVE_APP", "protocol": "OPENID_CONNECT",
            "tokenEndpointAuthMethod": "NONE", "grantTypes": ["AUTHORIZATION_CODE"],
            "responseTypes": ["CODE"], "redirectUris": ["app://example"],
        });
        self.create(self.client.request(&CREATE_APPLICATION), new).await
    }

    async fn create(
        &self,
        request: ping_transport::RequestBuilder<OpenValue, OpenValue>,
        new: serde_json::Value,
    ) -> Outcome<String> {
        let request = request.segment(self.environment()?);
        let created = request.json(&new.into()).call().await?.to_value();
        Ok(created["id"].as_str().ok_or("it has no id")?.to_owned())
    }

    fn environment(&self) -> Outcome<&str> {
        Ok(self.client.environment().ok_or("the client has no environment")?.as_str())
    }

    /// Lets time pass in the sandbox.
    pub(crate) fn pass(&self, span: Duration) {
        if let Some(sandbox) = &self.person.sandbox {
            sandbox.clock().advance(span);
        }
    }
}
