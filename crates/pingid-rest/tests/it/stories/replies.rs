//! The forms in which replies come, and replies that are not believed.

use ping_models::pingid::{AddUser, Role};
use ping_sandbox::ReplyForm;
use ping_transport::ErrorKind;

use super::{Stage, refused};

#[tokio::test]
async fn replies_are_read_in_every_form() {
    for form in [
        ReplyForm::new(),
        ReplyForm::new().without_wrapper(),
        ReplyForm::new().camel_case_alias(),
        ReplyForm::new().success_message(Some("")),
        ReplyForm::new().success_message(None),
        ReplyForm::new().unsigned_errors(),
        ReplyForm::new().unsigned_errors().without_wrapper().camel_case_alias(),
    ] {
        let stage = Stage::new().await;
        stage.sandbox.pingid().reply_form(form.clone());
        let users = stage.pingid.users();
        let request = AddUser::new("jdoe", Role::Regular).activate_user(true);
        let reply = users.create(request).await.unwrap();
        assert_eq!(reply.activation_code.unwrap().expose().len(), 12, "{form:?}");
        assert_eq!(stage.status("jdoe").await, "PENDING_ACTIVATION", "{form:?}");
        let error = users.read("nobody").await.unwrap_err();
        assert_eq!(refused(&error), 10_564, "{form:?}");
        assert!(error.to_string().contains("User not exists."), "{form:?}");
    }
}

#[tokio::test]
async fn a_reply_that_was_changed_on_the_way_is_refused() {
    let stage = Stage::new().await;
    stage.active("jdoe").await;
    let path = "/pingid/rest/4/getuserdetails/do";
    let success = r#"{"responseBody":{"errorId":200,"userDetails":{"userName":"mallory"}}}"#;
    // Signed by another account.
    let other = ping_sandbox::Sandbox::start().await;
    let stranger = other.pingid().account();
    let forged = stranger.request("2026-01-01 00:00:00.000", &serde_json::json!({"errorId": 200}));
    for (media_type, body) in [
        ("application/json", success.to_owned()),
        ("text/plain", forged),
        ("text/plain", String::new()),
        ("text/html", "<html>not PingID</html>".to_owned()),
    ] {
        let fault = stage.sandbox.faults().next("POST", path);
        fault.status(200).body(media_type, body.clone());
        let error = stage.pingid.users().read("jdoe").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Envelope, "{body}: {error}");
        assert!(!error.to_string().contains("mallory"), "{error}");
    }
    assert_eq!(stage.status("jdoe").await, "ACTIVE");
}

#[tokio::test]
async fn a_request_of_another_account_is_refused() {
    let (stage, other) = (Stage::new().await, ping_sandbox::Sandbox::start().await);
    stage.active("jdoe").await;
    // Another account's client, led to this one's service.
    let (own, foreign) = (other.connection(), &stage.connection);
    let properties = own.pingid_properties.replace(&own.api_host, &foreign.api_host);
    let pingid = pingid_rest::PingId::builder().properties(&properties).build();
    let error = pingid.unwrap().users().read("jdoe").await.unwrap_err();
    assert_eq!(refused(&error), 400);
}
