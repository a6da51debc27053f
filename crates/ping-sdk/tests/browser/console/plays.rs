//! The person plays other people: their phones, their messages, their identity.

use ping_sdk::prelude::*;

use super::Desk;
use crate::chromium::chromium;

#[tokio::test]
async fn a_person_pairs_phones_and_approves_pushes() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let Desk { sandbox, ping, tab } = &desk;
    let ann = desk.with_phone("ann").await;

    desk.look_at("Pushes").await;
    tab.says("No push waits for an answer.").await;
    for (answer, approved) in [("Approve", true), ("Deny", false)] {
        let step = ping.mfa().authenticate(&ann.id).await.unwrap();
        tab.says("ann · PingOne MFA").await;
        tab.click("button", answer).await;
        tab.says("No push waits for an answer.").await;
        let Step::Push(push) = step else { panic!("{step:?}") };
        let step = push.poll().await.unwrap();
        assert_eq!(matches!(step, Step::Completed(_)), approved, "{step:?}");
    }

    // The same with PingID, whose phone asks for a number.
    let pingid = ping.pingid().unwrap();
    let pairing = pingid.pair_online(AddUser::new("mia", Role::Regular)).await.unwrap();
    desk.look_at("Pairing").await;
    tab.says(pairing.activation_code()).await;
    tab.click("button", "QR code").await;
    tab.find("image", &format!("QR code of {}", pairing.activation_code())).await;
    tab.click("button", "Pair a phone").await;
    tab.says("Nothing waits for a phone.").await;
    let paired = pairing.wait().await.unwrap();
    assert!(matches!(paired, PairingOutcome::Paired(_)), "{paired:?}");

    sandbox.pingid().number_matching(true);
    desk.look_at("Pushes").await;
    let step = pingid.authenticate("mia").await.unwrap();
    let ping_sdk::pingid::Step::Push(push) = step else { panic!("{step:?}") };
    let number = push.number_for_matching().unwrap();
    tab.says(&format!("The page shows {number}")).await;
    assert_eq!(tab.all("button", "Approve").await, []);
    tab.click("button", &format!("Choose {number}")).await;
    tab.says("No push waits for an answer.").await;
    let step = push.poll().await.unwrap();
    assert!(matches!(step, ping_sdk::pingid::Step::Completed(_)), "{step:?}");

    desk.look_at("Users").await;
    tab.says("MOBILE").await;
    tab.says("iPhone").await;
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn a_person_reads_messages_and_copies_codes() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    let ann = desk.user("ann").await;
    desk.look_at("Messages").await;
    tab.says("No message was sent yet.").await;
    let devices = desk.ping.mfa().user(&ann.id).devices();
    let new = NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired);
    let phone = devices.create(new).await.unwrap();
    tab.says("to +15125550100 · ann").await;
    let code = desk.copied("Copy the code", "The code copied.").await;
    let device = devices.activate(&phone.id, code).await.unwrap();
    assert_eq!(device.status(), Some(&DeviceStatus::Active));
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn a_person_plays_verifications() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    let ann = desk.user("ann").await;
    desk.look_at("Verifications").await;
    tab.says("No verification was begun yet.").await;
    let verify = desk.ping.verify().user(&ann.id);
    for (played, well) in [("All well", true), ("Forged document", false)] {
        let verification = verify.start(NewVerification::new()).await.unwrap();
        tab.says("ann · REQUESTED").await;
        tab.click("button", played).await;
        tab.has_no("button", played).await;
        let verdict = verification.wait().await.unwrap();
        assert_eq!(verdict.is_verified(), well, "{verdict:?}");
    }
    tab.says("ann · SUCCESS").await;
    tab.says("ann · FAIL").await;

    // Somebody opens the page, and walks away.
    let verification = verify.start(NewVerification::new()).await.unwrap();
    tab.click("button", "Open the page").await;
    tab.says("ann · INITIATED").await;
    tab.click("button", "+1 h").await;
    tab.has_no("button", "Open the page").await;
    let verdict = verification.wait().await.unwrap();
    assert!(!verdict.is_verified(), "{verdict:?}");
    chromium.close(desk.tab).await;
}
