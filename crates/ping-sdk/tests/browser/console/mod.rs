//! The console of the sandbox, used by a person.

mod operates;
mod plays;
mod reads;

use std::time::UNIX_EPOCH;

use chromiumoxide::cdp::browser_protocol::browser::{
    PermissionDescriptor, PermissionSetting, SetPermissionParams,
};
use ping_sdk::models::mfa::{NewPairingKey, PairingKeyStatus};
use ping_sdk::prelude::*;

use super::chromium::Chromium;
use super::tab::Tab;

/// A sandbox, its console in a tab, and an application that is being developed.
struct Desk {
    sandbox: Sandbox,
    ping: Ping,
    tab: Tab,
}

impl Desk {
    async fn start(chromium: &Chromium) -> Self {
        let noon = UNIX_EPOCH + Duration::from_secs(1_768_478_400);
        let sandbox = Sandbox::builder().frozen_at(noon).start().await.unwrap();
        let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
        let tab = chromium.open(&format!("http://{}/sandbox/", sandbox.address())).await;
        tab.find("heading", "Calls").await;
        for permission in ["clipboard-read", "clipboard-write"] {
            let permission = PermissionDescriptor::new(permission);
            let allowed = SetPermissionParams::new(permission, PermissionSetting::Granted);
            tab.page.execute(allowed).await.unwrap();
        }
        Self { sandbox, ping, tab }
    }

    /// What a button of this name copies.
    async fn copied(&self, button: &str, told: &str) -> String {
        self.tab.click("button", button).await;
        self.tab.says(told).await;
        let text = self.tab.evaluate("navigator.clipboard.readText()").await.unwrap();
        text.as_str().unwrap().to_owned()
    }

    async fn user(&self, name: &str) -> User {
        let new = NewUser::new(name).mfa_enabled(true);
        self.ping.platform().users().create(new).await.unwrap()
    }

    /// Goes to a view.
    async fn look_at(&self, view: &str) {
        self.tab.click("link", view).await;
        self.tab.find("heading", view).await;
    }

    /// A user with a phone, which the person at the console has paired.
    async fn with_phone(&self, name: &str) -> User {
        let user = self.user(name).await;
        let keys = self.ping.mfa().user(&user.id).pairing_keys();
        let key = keys.create(NewPairingKey::new()).await.unwrap();
        self.look_at("Pairing").await;
        self.tab.says(key.code.as_ref().unwrap().expose()).await;
        self.tab.click("button", "Pair an iPhone").await;
        self.tab.says("Nothing waits for a phone.").await;
        let key = keys.read(&key.id).await.unwrap();
        assert_eq!(key.status, Some(PairingKeyStatus::Claimed));
        user
    }
}
