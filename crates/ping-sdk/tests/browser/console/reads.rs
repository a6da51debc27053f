//! Whoever has no mouse, sees little or nothing, or sits in the dark.

use chromiumoxide::cdp::browser_protocol::emulation::MediaFeature;
use ping_sdk::models::mfa::NewPairingKey;
use ping_sdk::prelude::*;

use super::Desk;
use crate::chromium::chromium;
use crate::hands::{DOWN, ENTER};

#[tokio::test]
async fn the_keyboard_will_do() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    let ann = desk.with_phone("ann").await;
    // The first stop leads past the frame.
    tab.go_to(&format!("http://{}/sandbox/", desk.sandbox.address())).await;
    tab.tab_to("link", "Skip to the content").await;
    tab.press(ENTER).await;
    tab.tab_to("link", "Pushes").await;
    tab.press(ENTER).await;
    tab.find("heading", "Pushes").await;
    let step = desk.ping.mfa().authenticate(&ann.id).await.unwrap();
    tab.says("ann · PingOne MFA").await;
    tab.tab_to("button", "Approve").await;
    tab.press(ENTER).await;
    tab.says("No push waits for an answer.").await;
    let Step::Push(push) = step else { panic!("{step:?}") };
    let step = push.poll().await.unwrap();
    assert!(matches!(step, Step::Completed(_)), "{step:?}");

    tab.tab_to("link", "Faults").await;
    tab.press(ENTER).await;
    tab.find("heading", "Faults").await;
    tab.tab_to("combobox", "Effect").await;
    tab.press(DOWN).await;
    tab.tab_to("button", "Add").await;
    tab.press(ENTER).await;
    tab.says("STATUS 500 · 1 more").await;
    tab.tab_to("button", "Clear all").await;
    tab.press(ENTER).await;
    tab.says("No fault waits for a call.").await;
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn everything_has_a_name_and_can_be_read_in_the_light_and_in_the_dark() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    let ann = desk.user("ann").await;
    let mfa = desk.ping.mfa();
    mfa.user(&ann.id).pairing_keys().create(NewPairingKey::new()).await.unwrap();
    let email = NewEmailDevice::new("ann@example.com");
    mfa.user(&ann.id).devices().create(email).await.unwrap();
    let _ = mfa.authenticate(&ann.id).await.unwrap();
    let _ = desk.ping.verify().user(&ann.id).start(NewVerification::new()).await.unwrap();
    desk.sandbox.faults().next_of("mfa.*").status(429);
    let mut backgrounds = Vec::new();
    for scheme in ["light", "dark"] {
        let feature = MediaFeature::new("prefers-color-scheme", scheme);
        tab.page.emulate_media_features(vec![feature]).await.unwrap();
        let views = ["Calls", "Messages", "Pushes", "Pairing", "Verifications", "Users"];
        for view in views.into_iter().chain(["Clock", "Faults"]) {
            desk.look_at(view).await;
            tab.names_all_controls().await;
            let contrast = tab.least_contrast().await;
            assert!(contrast >= 4.5, "{scheme}, {view}: {contrast}");
        }
        let background = tab.evaluate("getComputedStyle(document.body).backgroundColor").await;
        backgrounds.push(background.unwrap());
    }
    assert_ne!(backgrounds[0], backgrounds[1]);
    chromium.close(desk.tab).await;
}
