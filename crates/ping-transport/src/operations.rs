//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::{TokenRequest, TokenResponse};

crate::operations! {
    /// Token (client_credentials).
    pub(crate) GET_TOKEN: TokenRequest => TokenResponse = "platform.get_token",
        POST Auth "/{environmentID}/as/token" as "application/x-www-form-urlencoded" repeat yes
        by Application;
}
