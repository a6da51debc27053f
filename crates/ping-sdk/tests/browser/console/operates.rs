//! The person looks at the services, and disturbs them.

use ping_sdk::prelude::*;

use super::Desk;
use crate::chromium::chromium;
use crate::hands::DOWN;

#[tokio::test]
async fn a_person_sees_calls_as_they_come() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    // What comes from outside is shown as a text, whatever it is.
    let hostile = "<img src=x onerror=alert(1)>";
    desk.user(hostile).await;
    tab.says("platform.create_user").await;
    let secret = desk.sandbox.connection().client_secret;
    for call in ["platform.create_user", "platform.get_token"] {
        let open = format!(
            "[...document.querySelectorAll('summary')].find((one) => \
             one.textContent.includes('{call}')).click()"
        );
        tab.evaluate(&open).await.unwrap();
    }
    tab.says(hostile).await;
    tab.says("\"access_token\": \"[masked]\"").await;
    assert!(!tab.text().await.contains(&secret));
    // The newest stands first, and so does its button.
    let command = desk.copied("Copy as curl", "The command copied.").await;
    assert!(command.starts_with("curl -X POST 'http://127.0.0.1:"), "{command}");
    assert!(command.contains("Authorization: Bearer $TOKEN"), "{command}");
    assert!(command.contains(hostile), "{command}");
    desk.look_at("Users").await;
    tab.says(hostile).await;
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn a_person_adds_faults_and_moves_the_clock() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let Desk { sandbox, ping, tab } = &desk;
    desk.look_at("Faults").await;
    tab.fill("textbox", "Operation", "platform.*").await;
    tab.fill("spinbutton", "Times", "2").await;
    tab.click("button", "Add").await;
    tab.says("STATUS 429 · 2 more").await;
    assert_eq!(sandbox.faults().pending(), 1);
    tab.click("button", "Clear all").await;
    tab.says("No fault waits for a call.").await;
    assert_eq!(sandbox.faults().pending(), 0);
    ping.platform().users().list().all().await.unwrap();

    let before = sandbox.clock().now();
    tab.click("button", "+1 h").await;
    tab.says("The clock was moved.").await;
    let moved = sandbox.clock().now().duration_since(before).unwrap();
    assert_eq!(moved, Duration::from_secs(3600));
    desk.look_at("Clock").await;
    tab.fill("spinbutton", "Seconds forward", "90").await;
    tab.click("button", "Move").await;
    tab.says("Moved.").await;
    let moved = sandbox.clock().now().duration_since(before).unwrap();
    assert_eq!(moved, Duration::from_secs(3690));
    // The console says what the services go by.
    tab.says("13:01:30 UTC").await;
    tab.click("button", "Freeze").await;
    tab.says("The clock runs.").await;
    tab.click("button", "Freeze").await;
    tab.says("The clock stands still.").await;
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn a_person_looks_at_another_environment() {
    let chromium = chromium!();
    let desk = Desk::start(&chromium).await;
    let tab = &desk.tab;
    desk.user("ann").await;
    let other = desk.sandbox.add_environment();
    let ping = Ping::builder().sandbox(&other.connection()).build().unwrap();
    ping.platform().users().create(NewUser::new("joe")).await.unwrap();
    tab.page.reload().await.unwrap();
    desk.look_at("Users").await;
    tab.says("ann").await;
    tab.tab_to("combobox", "Environment").await;
    tab.press(DOWN).await;
    tab.says("joe").await;
    assert!(!tab.text().await.contains("ann"));
    chromium.close(desk.tab).await;
}

#[tokio::test]
async fn a_person_enters_the_token_that_the_controls_ask_for() {
    let chromium = chromium!();
    let token = "a-token-of-the-persons-own";
    let sandbox = Sandbox::builder().control_token(token).start().await.unwrap();
    let ping = Ping::builder().sandbox(&sandbox.connection()).build().unwrap();
    ping.platform().users().create(NewUser::new("ann")).await.unwrap();
    let tab = chromium.open(&format!("http://{}/sandbox/", sandbox.address())).await;
    tab.find("dialog", "This sandbox asks for its token").await;
    assert!(!tab.text().await.contains("platform.create_user"));
    tab.fill("textbox", "Token", token).await;
    tab.click("button", "Enter").await;
    tab.says("platform.create_user").await;
    // It is entered once for a tab.
    tab.page.reload().await.unwrap();
    tab.says("platform.create_user").await;
    tab.has_no("dialog", "This sandbox asks for its token").await;
    tab.forgive("a status of 401");
    chromium.close(tab).await;
}
