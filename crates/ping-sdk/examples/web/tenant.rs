//! What the application runs against: an embedded sandbox with one person in it, who has a phone
//! with the PingID app and an authenticator app.

use std::error::Error as StdError;
use std::time::Duration;

use ping_sdk::prelude::*;
use ping_sdk::transport::{SealKey, random_bytes};

use super::app::{App, Person};

pub(crate) const NAME: &str = "ann";
pub(crate) const PASSWORD: &str = "tulips";

pub(crate) struct Tenant {
    pub(crate) sandbox: Sandbox,
    pub(crate) app: App,
    /// The key of the authenticator app, as a URI.
    pub(crate) key_uri: String,
}

impl Tenant {
    /// The application is served on this port of the host.
    pub(crate) async fn start(port: u16) -> Result<Self, Box<dyn StdError>> {
        let sandbox = Sandbox::start().await;
        let ping = Ping::builder().sandbox(&sandbox.connection()).build()?;

        let new = AddUser::new(NAME, Role::Regular);
        let pairing = ping.pingid()?.pair_online(new).await?;
        sandbox.pingid().pair(pairing.activation_code())?;

        let new = NewUser::new(NAME).email("ann@example.com").mfa_enabled(true);
        let user = ping.platform().users().create(new).await?;
        let devices = ping.mfa().user(&user.id).devices();
        let totp = devices.create(NewTotpDevice::new()).await?;
        let key_uri = totp.key_uri().ok_or("no key")?.expose().to_owned();
        devices.activate(&totp.id, sandbox.totp_code(&key_uri)?).await?;

        let person = Person {
            name: NAME.to_owned(),
            password: PASSWORD.to_owned(),
            id: user.id,
            is_admin: true,
        };
        let key = SealKey::new(random_bytes()?);
        // A page of this host alone may be without HTTPS.
        let site = RelyingParty::new("localhost", format!("http://localhost:{port}"));
        let app = App::new(ping, site.name("Account"), key)?.with(person);
        Ok(Self { app, sandbox, key_uri })
    }
}

/// What the authenticator app shows. A passcode is good once, so time passes first.
pub(crate) fn passcode(sandbox: &Sandbox, key_uri: &str) -> String {
    sandbox.clock().advance(Duration::from_secs(30));
    sandbox.totp_code(key_uri).unwrap_or_default()
}
