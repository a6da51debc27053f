//! Users from AddUser to DeleteUser.

use ping_models::pingid::{AddUser, EditUser, GetUserDetails, Role};

use super::{Stage, refused};

#[tokio::test]
async fn a_user_goes_through_every_status() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    let phone = stage.sandbox.pingid();

    let request = AddUser::new("jdoe", Role::Regular).client_data("kept for later");
    let added = users.create(request).await.unwrap();
    assert_eq!(added.outcome.client_data.as_deref(), Some("kept for later"));
    assert!(added.activation_code.is_none_or(|code| code.is_empty()));
    assert!(added.outcome.message_id.unwrap().starts_with("webs_"));
    assert_eq!(stage.status("jdoe").await, "NOT_ACTIVE");

    let activated = users.activate("jdoe").await.unwrap();
    let code = activated.activation_code.unwrap();
    assert_eq!(stage.status("jdoe").await, "PENDING_ACTIVATION");

    phone.claim(code.expose()).unwrap();
    assert_eq!(stage.status("jdoe").await, "PENDING");

    let id = phone.complete_pairing(code.expose(), ping_sandbox::PingIdDevice::android()).unwrap();
    let user = stage.user("jdoe").await;
    assert_eq!(user.status.as_ref().unwrap().as_str(), "ACTIVE");
    let device = user.default_device().unwrap();
    // Above 2^53, where a float would have lost digits.
    assert_eq!(device.id.as_ref().unwrap().get(), id);
    assert!(id > 1 << 53 && id % 2 == 1);
    assert_eq!(device.device_type.as_ref().unwrap().as_str(), "Android");
    assert!(device.enrolled_at.as_ref().unwrap().parts().is_some());

    users.suspend("jdoe").await.unwrap();
    assert_eq!(stage.status("jdoe").await, "SUSPENDED");
    let lifted = users.activate("jdoe").await.unwrap();
    assert_eq!(lifted.activation_code, None);
    assert_eq!(stage.status("jdoe").await, "ACTIVE");

    stage.pingid.devices().unpair("jdoe").await.unwrap();
    assert_eq!(stage.status("jdoe").await, "PENDING_CHANGE_DEVICE");
    assert!(stage.user("jdoe").await.devices().is_empty());

    users.delete("jdoe").await.unwrap();
    assert_eq!(refused(&users.read("jdoe").await.unwrap_err()), 10_564);
}

#[tokio::test]
async fn an_edit_keeps_what_it_does_not_change() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    let request = AddUser::new("John Doe \u{e9}", Role::Admin)
        .first_name("John")
        .last_name("Doe")
        .email("john@example.com");
    users.create(request).await.unwrap();

    let before = stage.user("John Doe \u{e9}").await;
    let edit = EditUser::from_details(&before).unwrap().last_name("Dough");
    let edited = users.update(edit).await.unwrap().user.unwrap();
    assert_eq!(edited.last_name.as_deref(), Some("Dough"));
    let after = stage.user("John Doe \u{e9}").await;
    for member in ["userName", "role", "fname", "email", "status", "userId", "picURL"] {
        assert_eq!(after.field(member), before.field(member), "{member}");
    }

    // Without them the service takes the rest away, as its documentation says.
    let bare = EditUser::new("John Doe \u{e9}", Role::Regular);
    users.update(bare).await.unwrap();
    let bare = stage.user("John Doe \u{e9}").await;
    assert_eq!((bare.first_name, bare.email), (None, None));
    assert_eq!(bare.role, Some(Role::Regular));
}

#[tokio::test]
async fn a_change_of_one_member_leaves_the_others() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    let request = AddUser::new("jdoe", Role::Admin)
        .first_name("John")
        .last_name("Doe")
        .email("john@example.com");
    users.create(request).await.unwrap();
    let before = stage.user("jdoe").await;
    let reply = users.modify("jdoe", |user| user.last_name("Dough")).await;
    let told = reply.unwrap().user.unwrap();
    let after = stage.user("jdoe").await;
    for user in [&told, &after] {
        assert_eq!(user.last_name.as_deref(), Some("Dough"));
        for member in ["userName", "role", "fname", "email", "status"] {
            assert_eq!(user.field(member), before.field(member), "{member}");
        }
    }
    let edit = |user: EditUser| user.first_name("Jo");
    let error = users.modify("nobody", edit).await.unwrap_err();
    assert_eq!(refused(&error), 10_564);
    assert_eq!(stage.sent("pingid.edit_user"), 1);
}

#[tokio::test]
async fn an_edit_can_activate() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    users.create(AddUser::new("jdoe", Role::Regular)).await.unwrap();
    let edit = EditUser::new("jdoe", Role::Regular).activate_user(true);
    let code = users.update(edit).await.unwrap().activation_code.unwrap();
    assert_eq!(code.expose().len(), 12);
    assert_eq!(stage.status("jdoe").await, "PENDING_ACTIVATION");
}

#[tokio::test]
async fn refusals_have_their_numbers() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    let add = || AddUser::new("jdoe", Role::Regular);
    users.create(add()).await.unwrap();
    assert_eq!(refused(&users.create(add()).await.unwrap_err()), 10_556);
    assert_eq!(refused(&users.suspend("jdoe").await.unwrap_err()), 10_561);
    stage.active("active").await;
    assert_eq!(refused(&users.activate("active").await.unwrap_err()), 10_562);

    let edit = EditUser::new("nobody", Role::Regular);
    let unknown = [
        users.read("nobody").await.unwrap_err(),
        users.update(edit).await.unwrap_err(),
        users.activate("nobody").await.unwrap_err(),
        users.suspend("nobody").await.unwrap_err(),
        users.delete("nobody").await.unwrap_err(),
        stage.pingid.pairings().activation_code("nobody").await.unwrap_err(),
    ];
    assert_eq!(unknown.each_ref().map(refused), [10_564; 6]);
    assert!(unknown.iter().all(|error| !error.is_retryable()));
    assert!(unknown[0].to_string().contains("User not exists."));

    let role = AddUser::new("jane", Role::from_wire("KING"));
    assert_eq!(refused(&users.create(role).await.unwrap_err()), 400);
}

#[tokio::test]
async fn two_users_at_once_do_not_mix() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    let request = |name| AddUser::new(name, Role::Regular).activate_user(true);
    let (ann, bob) = tokio::join!(
        users.create(request("ann")).send(),
        users.create(request("bob").first_name("Bob")).send()
    );
    let (ann, bob) = (ann.unwrap(), bob.unwrap());
    assert_ne!(ann.activation_code, bob.activation_code);
    let phone = stage.sandbox.pingid();
    let shared = || ping_sandbox::PingIdDevice::iphone().uuid("one-phone");
    for reply in [ann, bob] {
        let code = reply.activation_code.unwrap();
        phone.pair_device(code.expose(), shared()).unwrap();
    }
    users.suspend("ann").await.unwrap();
    assert_eq!(stage.status("ann").await, "SUSPENDED");
    assert_eq!(stage.status("bob").await, "ACTIVE");
    let request = GetUserDetails::new("ann").same_device_users(true);
    let reply = users.read(request).await.unwrap();
    let others = reply.same_device_users.unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!(others[0].user_name.as_deref(), Some("bob"));
}
