//! OATH tokens.

use ping_models::mfa::{NewOathToken, OathToken, ResyncOathToken};
use ping_models::{OathTokenId, Secret};
use ping_transport::flow::Action;
use ping_transport::{Call, List, expansions, filters, handle};

use crate::flow::oath_job::{self, OathTokenJob};
use crate::operations::*;

expansions! {
    /// What can come along with OATH tokens.
    pub OathTokenExpansion {
        /// The devices that are paired with each.
        Devices = expand "devices",
    }
}

filters! {
    /// What OATH tokens can be filtered by.
    ///
    /// ```
    /// use pingone_mfa::OathTokenFilter;
    ///
    /// let filter = OathTokenFilter::serial_number().eq("1000000000001");
    /// assert_eq!(filter.to_string(), r#"serialNumber eq "1000000000001""#);
    /// ```
    pub OathTokenFilter: OathTokenExpansion {
        /// The serial number.
        serial_number: String = "serialNumber" (eq),
    }
}

handle! {
    /// The OATH tokens of the environment, 100,000 at most. From
    /// [`Mfa::oath_tokens`](crate::Mfa::oath_tokens).
    ///
    /// ```no_run
    /// # use ping_models::mfa::{NewOathToken, NewOathTokenDevice};
    /// # use pingone_mfa::{Mfa, OathTokenFilter};
    /// # async fn example(mfa: Mfa, key: String, otps: [String; 2]) -> Result<(), Box<dyn std::error::Error>> {
    /// let tokens = mfa.oath_tokens();
    /// let token = tokens.create(NewOathToken::totp("1000000000001", key)).await?;
    /// let device = NewOathTokenDevice::new(token.serial_number);
    /// mfa.user("user-id").devices().create(device).await?;
    /// tokens.resync(&token.id, otps).await?;
    ///
    /// let by_number = OathTokenFilter::serial_number().eq("1000000000001");
    /// let found = tokens.list().filter(by_number).all().await?;
    /// assert_eq!(found.len(), 1);
    /// tokens.revoke(&token.id).await?;
    /// # Ok(()) }
    /// ```
    pub struct OathTokens;
}

impl OathTokens {
    /// Creates a token: one that counts, or one with a clock.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `serialNumber` where there is such a token, with
    /// `INVALID_VALUE` or `REQUIRED_VALUE` where a member does not validate.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/create_oath_token.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/create_oath_token_hotp.html>
    #[doc(alias("add", "new", "Create OATH token"))]
    pub fn create(&self, token: NewOathToken) -> Call<OathToken> {
        self.scope.at(&CREATE_OATH_TOKEN).json(&token).call()
    }

    /// Creates many tokens by a job, which goes on at the service. It is begun when this is
    /// awaited; one with more than 100,000 tokens is refused before anything is sent. What is sent
    /// is not sent again by itself; a token that is there already is told as a duplicate.
    ///
    /// ```no_run
    /// # use ping_models::mfa::NewOathToken;
    /// # async fn example(mfa: pingone_mfa::Mfa, keys: Vec<(String, String)>) -> Result<(), Box<dyn std::error::Error>> {
    /// let tokens = keys.into_iter().map(|(serial, key)| NewOathToken::hotp(serial, key));
    /// let job = mfa.oath_tokens().create_many(tokens).await?;
    /// let result = job.wait().await?.into_result()?;
    /// for taken in result.duplicates.unwrap_or_default() {
    ///     println!("{} was there before", taken.serial_number);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// Errors: as for [`OathJobs::create`](crate::OathJobs::create).
    #[doc(alias("import", "bulk"))]
    pub fn create_many(
        &self,
        tokens: impl IntoIterator<Item = NewOathToken>,
    ) -> Action<OathTokenJob> {
        oath_job::create(&self.scope, tokens.into_iter().collect())
    }

    /// Revokes many tokens by a job. Those that are paired are passed over. It is begun when this
    /// is awaited; one with more than 100,000 tokens is refused before anything is sent.
    ///
    /// Errors: as for [`OathJobs::revoke`](crate::OathJobs::revoke), which takes paired tokens as
    /// well.
    #[doc(alias("bulk"))]
    pub fn revoke_many<I>(&self, ids: I) -> Action<OathTokenJob>
    where
        I: IntoIterator<Item: Into<OathTokenId>>,
    {
        oath_job::revoke(&self.scope, ids.into_iter().collect())
    }

    /// Lists the tokens, or with a filter the one that has a serial number.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/get_all_oath_tokens.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/get_oath_token_by_serial_number.html>
    #[doc(alias(
        "get_all",
        "all",
        "search",
        "Retrieve all OATH tokens",
        "Retrieve OATH token by serial number"
    ))]
    pub fn list(&self) -> List<OathToken, OathTokenFilter> {
        self.scope.at(&READ_OATH_TOKENS).list().taking()
    }

    /// Reads one token. Errors: 404 for an unknown one.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/get_oath_token_by_id.html>
    #[doc(alias("get", "fetch", "find", "Retrieve OATH token by ID"))]
    pub fn read(&self, id: impl Into<OathTokenId>) -> Call<OathToken> {
        self.scope.at(&RETRIEVE_OATH_TOKEN_BY_ID).id(id).call()
    }

    /// Brings a token into step again, with two passcodes in a row, or with one, which takes a
    /// second request with the next one.
    ///
    /// Errors: 400 with `EXTRA_OTP_REQUIRED` where one passcode was right and the next one is
    /// wanted; with `INVALID_VALUE` on `otps` where they are not the token's; 404 for an unknown
    /// one.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/resync_oath_token.html>
    #[doc(alias("synchronize", "Resync OATH token"))]
    pub fn resync<I>(&self, id: impl Into<OathTokenId>, otps: I) -> Call<()>
    where
        I: IntoIterator<Item: Into<Secret>>,
    {
        let passcodes: ResyncOathToken = otps.into_iter().collect();
        self.scope.at(&RESYNC_OATH_TOKEN_ENVIRONMENT).id(id).json(&passcodes).call()
    }

    /// Revokes a token: removes it, and unpairs its devices first.
    ///
    /// Errors: 404 for an unknown one.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/revoke_oath_token.html>
    #[doc(alias("remove", "delete", "Revoke OATH token"))]
    pub fn revoke(&self, id: impl Into<OathTokenId>) -> Call<()> {
        self.scope.at(&REVOKE_OATH_TOKEN).id(id).call()
    }
}

handle! {
    /// The OATH tokens that a user's devices are paired with. From
    /// [`UserHandle::oath_tokens`](crate::UserHandle::oath_tokens).
    pub struct UserOathTokens;
}

impl UserOathTokens {
    /// Brings a token into step again that is paired with the user, as [`OathTokens::resync`]
    /// does.
    ///
    /// Errors: as there; 404 for an unknown user, and where no device of the user has the token.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/resync_oath_token_user.html>
    #[doc(alias("synchronize", "Resync OATH token paired with user"))]
    pub fn resync<I>(&self, id: impl Into<OathTokenId>, otps: I) -> Call<()>
    where
        I: IntoIterator<Item: Into<Secret>>,
    {
        let passcodes: ResyncOathToken = otps.into_iter().collect();
        self.scope.at(&RESYNC_OATH_TOKEN_USER).id(id).json(&passcodes).call()
    }
}
