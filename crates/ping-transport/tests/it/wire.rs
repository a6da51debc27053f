//! What a token request puts on the wire.

use ping_transport::{Client, Credentials, Region};

#[test]
fn get_token() {
    let client = Client::builder()
        .region(Region::Eu)
        .environment("abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6")
        .credentials(Credentials::post("f5f1bfe1-45c4-4be9-a3e3-0c5d2a1b9f36", "planted"))
        .build()
        .unwrap();
    let text = client.describe_token_request().unwrap().to_string();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("wire__platform.get_token", text);
    });
}
