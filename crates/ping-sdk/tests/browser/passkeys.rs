//! Passkeys on the pages of the web example: a virtual authenticator makes them and signs with
//! them, through the browser's own WebAuthn.

use chromiumoxide::cdp::browser_protocol::web_authn::{
    AddVirtualAuthenticatorParams, AuthenticatorId, AuthenticatorProtocol, AuthenticatorTransport,
    EnableParams, GetCredentialsParams, SetUserVerifiedParams, VirtualAuthenticatorOptions,
};
use ping_sdk::sandbox::Sandbox;
use tokio::net::TcpListener;

use super::chromium::{Chromium, chromium};
use super::tab::Tab;
use super::tenant::{NAME, PASSWORD, Tenant, passcode};

/// The application on a port of this machine, and a person with a browser.
struct Site {
    sandbox: Sandbox,
    tab: Tab,
    authenticator: AuthenticatorId,
    key_uri: String,
}

impl Site {
    async fn start(chromium: &Chromium) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let Tenant { sandbox, app, key_uri } = Tenant::start(port).await.unwrap();
        tokio::spawn(async move { axum::serve(listener, app.router()).await });
        let tab = chromium.open(&format!("http://localhost:{port}/")).await;
        tab.page.execute(EnableParams::default()).await.unwrap();
        let authenticator = VirtualAuthenticatorOptions::builder()
            .protocol(AuthenticatorProtocol::Ctap2)
            .transport(AuthenticatorTransport::Internal)
            .has_resident_key(true)
            .has_user_verification(true)
            .is_user_verified(true)
            .build()
            .unwrap();
        let added = tab.page.execute(AddVirtualAuthenticatorParams::new(authenticator)).await;
        let authenticator = added.unwrap().result.authenticator_id;
        Self { sandbox, tab, authenticator, key_uri }
    }

    async fn password(&self) {
        self.tab.fill("textbox", "Name", NAME).await;
        self.tab.fill("textbox", "Password", PASSWORD).await;
        self.tab.click("button", "Go on").await;
        self.tab.says("one more step").await;
    }

    /// Signs in with the authenticator app.
    async fn sign_in(&self) {
        self.password().await;
        self.tab.click("button", "With PingOne MFA").await;
        let code = passcode(&self.sandbox, &self.key_uri);
        self.tab.fill("textbox", "Passcode", &code).await;
        self.tab.click("button", "Sign in").await;
        self.tab.says("signed in by PingOne MFA").await;
    }

    async fn sign_out(&self) {
        self.tab.click("button", "Sign out").await;
        self.tab.find("textbox", "Name").await;
    }

    /// Adds a passkey to a product.
    async fn add(&self, product: &str) {
        self.tab.click("button", &format!("Add a passkey to {product}")).await;
        self.tab.click("button", "Create a passkey").await;
        self.tab.says("The passkey is added.").await;
        self.tab.click("link", "Go on").await;
        self.tab.says("Welcome").await;
    }

    /// How often the authenticator has signed with each of its passkeys.
    async fn signatures(&self) -> Vec<i64> {
        let all = GetCredentialsParams::new(self.authenticator.clone());
        let all = self.tab.page.execute(all).await.unwrap().result.credentials;
        assert!(all.iter().all(|one| one.is_resident_credential), "{all:?}");
        assert!(all.iter().all(|one| one.rp_id.as_deref() == Some("localhost")), "{all:?}");
        all.iter().map(|one| one.sign_count).collect()
    }
}

/// A passkey is made, signs in after the password, and without name and password.
async fn story(site: &Site, product: &str, begins: &str) {
    let tab = &site.tab;
    site.sign_in().await;
    site.add(product).await;
    let made = site.signatures().await;
    assert_eq!(made.len(), 1);
    site.sign_out().await;

    site.password().await;
    tab.click("button", &format!("With {product}")).await;
    tab.says(begins).await;
    tab.click("button", "With a passkey instead").await;
    tab.click("button", "Use a passkey").await;
    tab.says(&format!("Welcome, {NAME}: signed in by {product}.")).await;
    let used = site.signatures().await;
    assert!(used[0] > made[0], "{used:?}");
    site.sign_out().await;

    tab.click("button", &format!("With a passkey of {product}")).await;
    tab.click("button", "Use a passkey").await;
    tab.says(&format!("Welcome, {NAME}: signed in by {product}.")).await;
    assert!(site.signatures().await[0] > used[0]);
    site.sign_out().await;
}

#[tokio::test]
async fn a_passkey_of_mfa_signs_in_with_and_without_a_name() {
    let chromium = chromium!();
    let site = Site::start(&chromium).await;
    story(&site, "PingOne MFA", "Passcode").await;
    chromium.close(site.tab).await;
}

#[tokio::test]
async fn a_passkey_of_pingid_signs_in_with_and_without_a_name() {
    let chromium = chromium!();
    let site = Site::start(&chromium).await;
    story(&site, "PingID", "Look at your phone.").await;
    chromium.close(site.tab).await;
}

#[tokio::test]
async fn who_is_not_verified_by_the_authenticator_is_not_let_in() {
    let chromium = chromium!();
    let site = Site::start(&chromium).await;
    site.sign_in().await;
    site.add("PingOne MFA").await;
    site.sign_out().await;
    let tab = &site.tab;
    let id = || site.authenticator.clone();
    tab.page.execute(SetUserVerifiedParams::new(id(), false)).await.unwrap();
    tab.click("button", "With a passkey of PingOne MFA").await;
    tab.click("button", "Use a passkey").await;
    tab.says("That did not work").await;
    // The page is still there, for whoever tries again.
    tab.page.execute(SetUserVerifiedParams::new(id(), true)).await.unwrap();
    tab.click("button", "Use a passkey").await;
    tab.says("Welcome").await;

    site.sign_out().await;

    // It is of one product, and none of the other's.
    tab.click("button", "With a passkey of PingID").await;
    tab.click("button", "Use a passkey").await;
    tab.says("That passkey was not accepted.").await;
    tab.forgive("403");
    chromium.close(site.tab).await;
}
