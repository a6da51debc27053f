//! What each call puts on the wire.

use ping_models::pingid::{
    ActivateUser, AddUser, CodeDeviceType, EditUser, GetActivationCode, GetUserDetails, Role,
    UserDetails,
};
use ping_transport::{Call, Described};

use crate::support::scripted;

/// Compares the call with its snapshot, whose name is the operation's.
fn wire<T>(call: &Call<T>) {
    let Described { operation, .. } = call.describe().unwrap();
    let text = call.describe().unwrap().to_string();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("wire__{operation}"), text);
    });
}

#[test]
fn users() {
    let (pingid, _, _) = scripted([]);
    let users = pingid.users();
    wire(
        &users.create(
            AddUser::new("jdoe", Role::Regular)
                .first_name("John")
                .last_name("Doe")
                .email("jdoe@pingdevelopers.com")
                .client_data("Session data echoed back to the requestor")
                .device_type(CodeDeviceType::Desktop),
        ),
    );
    wire(&users.read(GetUserDetails::new("jdoe").same_device_users(true)));
    let details: UserDetails = serde_json::from_str(
        r#"{"userName": "jdoe", "role": "REGULAR", "fname": "John", "lname": "Doe"}"#,
    )
    .unwrap();
    let edit = EditUser::from_details(&details).unwrap();
    wire(&users.update(edit.email("jdoe@pingdevelopers.com").activate_user(true)));
    wire(&users.activate(ActivateUser::new("jdoe").device_type(CodeDeviceType::Mobile)));
    wire(&users.suspend("jdoe"));
    wire(&users.delete("jdoe"));
}

#[test]
fn pairings() {
    let (pingid, _, _) = scripted([]);
    let pairings = pingid.pairings();
    wire(
        &pairings.activation_code(
            GetActivationCode::new("jdoe")
                .device_type(CodeDeviceType::Desktop)
                .hours_until_expiration(168),
        ),
    );
    wire(&pairings.status("436348609435"));
}

#[test]
fn every_operation_has_a_snapshot() {
    for operation in pingid_rest::operations() {
        let file = format!("tests/it/snapshots/wire__{}.snap", operation.id);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.is_file(), "{}", path.display());
    }
}
