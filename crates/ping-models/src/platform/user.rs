//! Users.

use crate::{Links, Listed, OpenValue, Reference, Timestamp, UserId};

open_enum! {
    /// Whether a user's account can be used.
    pub enum AccountStatus {
        /// It can.
        Ok = "OK",
        /// It is locked.
        Locked = "LOCKED",
    }
}

open_enum! {
    /// Where a user stands in the verification of the account.
    pub enum LifecycleStatus {
        /// Nothing is pending.
        AccountOk = "ACCOUNT_OK",
        /// The user has to enter a verification code.
        VerificationRequired = "VERIFICATION_REQUIRED",
    }
}

open_enum! {
    /// Whether a user's identity is to be verified.
    pub enum VerifyStatus {
        /// Nobody has asked for it.
        NotInitiated = "NOT_INITIATED",
        /// It may be verified.
        Enabled = "ENABLED",
        /// It may not be verified.
        Disabled = "DISABLED",
    }
}

open_enum! {
    /// Who checks a user's credentials.
    pub enum IdentityProviderType {
        /// PingOne itself.
        PingOne = "PING_ONE",
        /// Facebook.
        Facebook = "FACEBOOK",
        /// Google.
        Google = "GOOGLE",
        /// LinkedIn.
        LinkedIn = "LINKEDIN",
        /// LinkedIn by OpenID Connect.
        LinkedInOidc = "LINKEDIN_OIDC",
        /// Apple.
        Apple = "APPLE",
        /// Twitter.
        Twitter = "TWITTER",
        /// Amazon.
        Amazon = "AMAZON",
        /// Yahoo.
        Yahoo = "YAHOO",
        /// Microsoft.
        Microsoft = "MICROSOFT",
        /// PayPal.
        PayPal = "PAYPAL",
        /// GitHub.
        GitHub = "GITHUB",
        /// A provider by OpenID Connect.
        OpenIdConnect = "OPENID_CONNECT",
        /// A provider by SAML.
        Saml = "SAML",
    }
}

model! {
    /// A user of an environment. Custom attributes are at hand through `field`.
    ///
    /// Returned by `platform.create_user`, `platform.read_all_users`, `platform.read_one_user` and
    /// `platform.patch_user`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    pub struct User {
        required {
            /// The id of the user.
            id: UserId = "id",
        }
        optional {
            /// Links: the user itself and what belongs to it.
            links: Links = "_links",
            /// What the answer embeds.
            embedded: UserEmbedded = "_embedded",
            /// The environment that the user is in.
            environment: Reference = "environment",
            /// The population that the user is in.
            population: Reference = "population",
            /// Whether and until when the account is locked.
            account: Account = "account",
            /// A number of the customer's, as text.
            account_id: String = "accountId",
            /// The postal address.
            address: Address = "address",
            /// When the user was created.
            created_at: Timestamp = "createdAt",
            /// The email address.
            email: String = "email" personal,
            /// Whether the email address was verified.
            email_verified: bool = "emailVerified",
            /// Whether the user may sign in.
            enabled: bool = "enabled",
            /// When the user's employment or contract ends.
            end_date: Timestamp = "endDate",
            /// The id of the user in another system.
            external_id: String = "externalId",
            /// Who checks the user's credentials.
            identity_provider: IdentityProvider = "identityProvider",
            /// The last sign-on.
            last_sign_on: LastSignOn = "lastSignOn",
            /// Where the user stands in the verification of the account.
            lifecycle: Lifecycle = "lifecycle",
            /// The language and country of the user, such as `en-gb`.
            locale: String = "locale",
            /// The ids of the user's groups; with `include=memberOfGroupIDs`.
            member_of_group_ids: Vec<String> = "memberOfGroupIDs",
            /// The names of the user's groups; with `include=memberOfGroupNames`.
            member_of_group_names: Vec<String> = "memberOfGroupNames",
            /// Whether multi-factor authentication is on for the user.
            mfa_enabled: bool = "mfaEnabled",
            /// The mobile phone, as it was entered.
            mobile_phone: String = "mobilePhone" personal,
            /// The name.
            name: Name = "name",
            /// How the user is called.
            nickname: String = "nickname" personal,
            /// A picture of the user.
            photo: Photo = "photo",
            /// The languages that the user prefers, as an `Accept-Language` value.
            preferred_language: String = "preferredLanguage",
            /// The phone, as it was entered.
            primary_phone: String = "primaryPhone" personal,
            /// When the user's employment or contract begins.
            start_date: Timestamp = "startDate",
            /// The time zone, such as `America/Los_Angeles`.
            timezone: String = "timezone",
            /// The title in the organization.
            title: String = "title",
            /// When the user was changed last.
            updated_at: Timestamp = "updatedAt",
            /// A category of the customer's; may be empty.
            user_type: String = "type",
            /// The name to sign in with, unique in the environment.
            username: String = "username" personal,
            /// Whether the user's identity is to be verified.
            verify_status: VerifyStatus = "verifyStatus",
        }
    }
}

impl Listed for User {
    const EMBEDDED: &'static str = "users";
}

model! {
    /// What the answer about a user embeds.
    pub struct UserEmbedded {
        optional {
            /// The user's population; with `expand=population`.
            population: super::Population = "population",
            /// The state of the user's password.
            password: OpenValue = "password",
        }
    }
}

model! {
    /// Whether and until when an account is locked.
    pub struct Account {
        optional {
            /// Whether the user can sign in.
            can_authenticate: bool = "canAuthenticate",
            /// Whether the account can be used.
            status: AccountStatus = "status",
            /// When it was locked. May be absent where wrong passwords locked it.
            locked_at: Timestamp = "lockedAt",
            /// How many seconds remain until it unlocks.
            seconds_until_unlock: i64 = "secondsUntilUnlock",
            /// When it unlocks.
            unlock_at: Timestamp = "unlockAt",
        }
    }
}

model! {
    /// Where a user stands in the verification of the account.
    pub struct Lifecycle {
        optional {
            /// Whether a verification is pending.
            status: LifecycleStatus = "status",
            /// Whether no verification code is sent.
            suppress_verification_code: bool = "suppressVerificationCode",
        }
    }
}

model! {
    /// Who checks a user's credentials.
    pub struct IdentityProvider {
        optional {
            /// The id of an external provider.
            id: String = "id",
            /// What kind of provider it is.
            provider_type: IdentityProviderType = "type",
        }
    }
}

model! {
    /// The last sign-on of a user.
    pub struct LastSignOn {
        optional {
            /// When it was.
            at: Timestamp = "at",
            /// From which IP address.
            remote_ip: String = "remoteIp",
        }
    }
}

request! {
    /// A person's name; each part up to 256 characters.
    pub struct Name {
        optional {
            /// The given name.
            given: String = "given" personal,
            /// The middle name.
            middle: String = "middle" personal,
            /// The family name.
            family: String = "family" personal,
            /// The whole name as it is shown.
            formatted: String = "formatted" personal,
            /// What stands before the name, such as `Dr.`.
            honorific_prefix: String = "honorificPrefix",
            /// What stands after the name, such as `IV`.
            honorific_suffix: String = "honorificSuffix",
        }
    }
}

request! {
    /// A postal address.
    pub struct Address {
        optional {
            /// Street and number; may have several lines.
            street_address: String = "streetAddress" personal,
            /// The town.
            locality: String = "locality" personal,
            /// The state or province.
            region: String = "region" personal,
            /// The postal code, up to 40 characters.
            postal_code: String = "postalCode" personal,
            /// The country as two capital letters, such as `US`.
            country_code: String = "countryCode",
        }
    }
}

request! {
    /// A picture of a user.
    pub struct Photo {
        optional {
            /// Its address, `http` or `https`.
            href: String = "href" personal,
        }
    }
}

request! {
    /// A user to be created. Custom attributes are set with `with_field`.
    ///
    /// Taken by `platform.create_user`.
    pub struct NewUser {
        required {
            /// The name to sign in with: 1 to 128 characters, unique in the environment.
            username: String = "username" personal,
        }
        optional {
            /// The population; the environment's default one where absent.
            population: Reference = "population",
            /// A number of the customer's, as text.
            account_id: String = "accountId",
            /// The postal address.
            address: Address = "address",
            /// The email address.
            email: String = "email" personal,
            /// Whether the email address was verified; only `false` is accepted here.
            email_verified: bool = "emailVerified",
            /// The id of the user in another system, up to 1,024 characters.
            external_id: String = "externalId",
            /// The language and country of the user, such as `en-gb`.
            locale: String = "locale",
            /// Whether multi-factor authentication is on for the user; off where absent.
            mfa_enabled: bool = "mfaEnabled",
            /// The mobile phone, up to 32 characters.
            mobile_phone: String = "mobilePhone" personal,
            /// The name.
            name: Name = "name",
            /// How the user is called, up to 256 characters.
            nickname: String = "nickname" personal,
            /// A picture of the user.
            photo: Photo = "photo",
            /// The languages that the user prefers, as an `Accept-Language` value.
            preferred_language: String = "preferredLanguage",
            /// The phone, up to 32 characters.
            primary_phone: String = "primaryPhone" personal,
            /// The time zone, such as `America/Los_Angeles`.
            timezone: String = "timezone",
            /// The title in the organization, up to 256 characters.
            title: String = "title",
            /// A category of the customer's, up to 256 characters.
            user_type: String = "type",
        }
    }
}

request! {
    /// Changes to a user. What is absent stays as it is; `null("nickname")` clears a member.
    ///
    /// Taken by `platform.patch_user`.
    ///
    /// Population, `enabled`, `mfaEnabled`, `account` and `verifyStatus` cannot be changed here.
    pub struct PatchUser {
        optional {
            /// The name to sign in with: 1 to 128 characters, unique in the environment.
            username: String = "username" personal,
            /// A number of the customer's, as text.
            account_id: String = "accountId",
            /// The postal address.
            address: Address = "address",
            /// The email address.
            email: String = "email" personal,
            /// The id of the user in another system, up to 1,024 characters.
            external_id: String = "externalId",
            /// The language and country of the user, such as `en-gb`.
            locale: String = "locale",
            /// The mobile phone, up to 32 characters.
            mobile_phone: String = "mobilePhone" personal,
            /// The name.
            name: Name = "name",
            /// How the user is called, up to 256 characters.
            nickname: String = "nickname" personal,
            /// A picture of the user.
            photo: Photo = "photo",
            /// The languages that the user prefers, as an `Accept-Language` value.
            preferred_language: String = "preferredLanguage",
            /// The phone, up to 32 characters.
            primary_phone: String = "primaryPhone" personal,
            /// The time zone, such as `America/Los_Angeles`.
            timezone: String = "timezone",
            /// The title in the organization, up to 256 characters.
            title: String = "title",
            /// A category of the customer's, up to 256 characters.
            user_type: String = "type",
        }
    }
}
