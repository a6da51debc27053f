//! How to reach an environment.

use crate::{Connection, domain::platform::applications::APPLICATIONS, world::context::Context};

impl Context<'_> {
    pub(crate) fn connection(&self) -> Connection {
        let base_url = &self.shared.base_url;
        let (_, host) = base_url.split_once("://").unwrap_or_default();
        let secret = self.env.store.secret(&APPLICATIONS, &self.env.worker);
        Connection {
            api_url: base_url.clone(),
            auth_url: base_url.clone(),
            api_host: host.to_owned(),
            auth_host: host.to_owned(),
            organization_id: self.organization.id.clone(),
            environment_id: self.env.id.clone(),
            population_id: self.env.platform.population_id.clone(),
            device_policy_id: self.env.mfa.policy_id.clone(),
            client_id: self.env.worker.clone(),
            client_secret: secret.unwrap_or_default().to_owned(),
            pingid_properties: self.env.pingid.properties_text(base_url),
        }
    }
}
