//! OATH tokens: hardware tokens that make passcodes.

use crate::{
    DeviceId, EnvironmentId, Links, Listed, Model, OathTokenId, OpenEnum, Reference, Rest, Secret,
    Timestamp, UnknownValue, UserId,
};

use super::OathTokenType;

/// What the passcodes of a token are hashed with.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum OathHashAlgorithm {
    /// HMAC with SHA-1; the only one of a token that counts.
    #[wire("HmacSHA1")]
    HmacSha1,
    /// HMAC with SHA-256.
    #[wire("HmacSHA256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[wire("HmacSHA512")]
    HmacSha512,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A hardware token of the environment, free or paired with devices of users.
///
/// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A token to be created: [`hotp`](Self::hotp) or [`totp`](Self::totp).
    ///
    /// ```
    /// use ping_models::mfa::{NewOathToken, OathHashAlgorithm, TotpSettings};
    ///
    /// let token = NewOathToken::totp("1000000000001", "3132333435363738393031323334353637383930")
    ///     .otp_length(8)
    ///     .hash_algorithm(OathHashAlgorithm::HmacSha256)
    ///     .totp_settings(TotpSettings::new(60));
    /// assert_eq!(token.field("totp").unwrap()["timeStep"], 60);
    /// assert!(!format!("{token:?}").contains("3132"));
    /// ```
    NewOathToken
))]
#[non_exhaustive]
pub struct OathToken {
    /// The id of the token.
    #[model(read_only)]
    pub id: OathTokenId,
    /// Links: the token itself and its environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that the token is of.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// How it makes its passcodes. It cannot be changed.
    #[model(name = "type", always, on_create)]
    pub token_type: OathTokenType,
    /// The serial number, up to 50 letters and digits, unique in the environment.
    #[model(always, on_create)]
    pub serial_number: String,
    /// The key that it shares with the service, in hexadecimal, up to 200 characters. The service
    /// never tells it.
    #[model(new, create_only)]
    pub secret: Option<Secret>,
    /// How many digits its passcodes have: 6 or 8. A new one has 6 unless it is set.
    #[model(preset = 6)]
    pub otp_length: Option<i64>,
    /// What its passcodes are hashed with; `HmacSHA1` where it is not sent.
    pub hash_algorithm: Option<OathHashAlgorithm>,
    /// Of a token with a clock: how long it shows a passcode.
    #[model(name = "totp")]
    pub totp_settings: Option<TotpSettings>,
    /// Of a token that counts: where it is.
    #[model(name = "hotp")]
    pub hotp_settings: Option<HotpSettings>,
    /// The row of the file that the token came from; of a creation of many.
    pub row_number: Option<i64>,
    /// The devices that are paired with the token; with `expand=devices`.
    #[model(read_only)]
    pub devices: Option<Vec<OathTokenUse>>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for OathToken {
    const EMBEDDED: &'static str = "oathTokens";
}

impl NewOathToken {
    /// A token that counts, from zero on, with passcodes of six digits. The secret is in
    /// hexadecimal.
    pub fn hotp(serial_number: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(OathTokenType::Hotp, serial_number, secret)
    }

    /// A token with a clock, which shows each passcode, of six digits, for 30 seconds. The secret
    /// is in hexadecimal.
    pub fn totp(serial_number: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(OathTokenType::Totp, serial_number, secret).totp_settings(TotpSettings::new(30))
    }
}

/// What is special about a token with a clock.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct TotpSettings {
    /// How many seconds it shows a passcode: 30 or 60.
    #[model(new)]
    pub time_step: Option<i64>,
    /// By how many steps its clock is off, as the last resynchronization found. The service tells
    /// it and takes none.
    pub drift: Option<i64>,
    rest: Rest<Self>,
}

/// What is special about a token that counts.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct HotpSettings {
    /// How many passcodes it has made; 0 where it is not sent.
    #[model(new)]
    pub counter: Option<i64>,
    rest: Rest<Self>,
}

/// A device of a user that is paired with a token.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct OathTokenUse {
    /// The id of the device.
    pub id: DeviceId,
    /// Whose it is.
    pub user: Option<Reference<UserId>>,
    rest: Rest<Self>,
}

/// The passcodes that bring a token back into step: two in a row, or one, which takes a second
/// request with the next one.
///
/// ```
/// use ping_models::mfa::ResyncOathToken;
///
/// let request = ResyncOathToken::from_iter(["123456", "654321"]);
/// assert!(!format!("{request:?}").contains("123456"));
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ResyncOathToken {
    /// One or two passcodes, in the order in which the token showed them.
    #[model(new)]
    pub otps: Option<Vec<Secret>>,
    rest: Rest<Self>,
}

impl<T: Into<Secret>> FromIterator<T> for ResyncOathToken {
    fn from_iter<I: IntoIterator<Item = T>>(otps: I) -> Self {
        let otps: Vec<Secret> = otps.into_iter().map(Into::into).collect();
        Self::new(otps)
    }
}
