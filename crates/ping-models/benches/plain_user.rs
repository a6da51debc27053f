//! The structs of a user as `serde_derive` makes them, as in [`plain`](crate::plain).
use std::collections::BTreeMap;

use ping_models::platform::{AccountStatus, IdentityProviderType, LifecycleStatus, VerifyStatus};
use ping_models::{OpenValue, Timestamp, UserId};
use serde::Deserialize;

use crate::plain::{Link, Reference};

#[derive(Deserialize)]
pub struct Users {
    pub users: Vec<User>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: UserId,
    #[serde(rename = "_links")]
    pub links: Option<BTreeMap<String, Link>>,
    #[serde(rename = "_embedded")]
    pub embedded: Option<OpenValue>,
    pub environment: Option<Reference>,
    pub population: Option<Reference>,
    pub account: Option<Account>,
    pub account_id: Option<String>,
    pub address: Option<Address>,
    pub created_at: Option<Timestamp>,
    pub email: Option<String>,
    pub email_verified: Option<bool>,
    pub enabled: Option<bool>,
    pub end_date: Option<Timestamp>,
    pub external_id: Option<String>,
    pub identity_provider: Option<IdentityProvider>,
    pub last_sign_on: Option<LastSignOn>,
    pub lifecycle: Option<Lifecycle>,
    pub locale: Option<String>,
    #[serde(rename = "memberOfGroupIDs")]
    pub member_of_group_ids: Option<Vec<String>>,
    pub member_of_group_names: Option<Vec<String>>,
    pub mfa_enabled: Option<bool>,
    pub mobile_phone: Option<String>,
    pub name: Option<Name>,
    pub nickname: Option<String>,
    pub photo: Option<Link>,
    pub preferred_language: Option<String>,
    pub primary_phone: Option<String>,
    pub start_date: Option<Timestamp>,
    pub timezone: Option<String>,
    pub title: Option<String>,
    pub updated_at: Option<Timestamp>,
    #[serde(rename = "type")]
    pub user_type: Option<String>,
    pub username: Option<String>,
    pub verify_status: Option<VerifyStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    pub can_authenticate: Option<bool>,
    pub status: Option<AccountStatus>,
    pub locked_at: Option<Timestamp>,
    pub seconds_until_unlock: Option<i64>,
    pub unlock_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifecycle {
    pub status: Option<LifecycleStatus>,
    pub suppress_verification_code: Option<bool>,
}

#[derive(Deserialize)]
pub struct IdentityProvider {
    pub id: Option<String>,
    #[serde(rename = "type")]
    pub provider_type: Option<IdentityProviderType>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastSignOn {
    pub at: Option<Timestamp>,
    pub remote_ip: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    pub given: Option<String>,
    pub middle: Option<String>,
    pub family: Option<String>,
    pub formatted: Option<String>,
    pub honorific_prefix: Option<String>,
    pub honorific_suffix: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub street_address: Option<String>,
    pub locality: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country_code: Option<String>,
}
