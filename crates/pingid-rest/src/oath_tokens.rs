//! OATH tokens of the organization.

use ping_models::pingid::{
    CreateOrgTokens, JobReply, ResyncOathToken, ResyncReply, RevokeOrgTokens,
};
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;

handle! {
    /// The OATH tokens of the organization. From
    /// [`PingId::oath_tokens`](crate::PingId::oath_tokens).
    ///
    /// ```no_run
    /// # use ping_models::pingid::{CreateOrgTokens, OrgToken, ResyncOathToken, RevokeOrgTokens};
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), Box<dyn std::error::Error>> {
    /// let tokens = pingid.oath_tokens();
    /// let upload = CreateOrgTokens::new([OrgToken::totp("72", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]);
    /// if let Some(job) = tokens.create(upload).await?.job_token {
    ///     let result = pingid.job(job).wait().await?.into_result()?;
    ///     println!("{:?} were there before", result.number_of_duplicates);
    /// }
    /// tokens.resync(ResyncOathToken::with_otps("72", ["112814", "889429"])).await?;
    /// tokens.revoke(RevokeOrgTokens::with_serial_numbers(["72"])).await?;
    /// # Ok(()) }
    /// ```
    pub struct OathTokens;
}

impl OathTokens {
    fn org_alias(&self) -> Option<String> {
        let account = self.scope.client().pingid_account()?;
        Some(account.org_alias().to_owned())
    }

    /// CreateOrgTokens: uploads tokens, in a job ([`PingId::job`](crate::PingId::job)). Serial
    /// numbers that are there already are skipped and told by the job's result.
    ///
    /// Errors: `errorId` 400 for a token that is not valid.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("add", "new", "CreateOrgTokens"))]
    pub fn create(&self, mut tokens: CreateOrgTokens) -> Call<JobReply> {
        tokens.org_alias = tokens.org_alias.or_else(|| self.org_alias());
        self.scope.at(&CREATE_ORG_TOKENS).checked(&tokens).call()
    }

    /// RevokeOrgTokens: deletes tokens, in a job. Where a user has one of them, the job fails,
    /// with an `errorId` of 200, unless the tokens are to be unpaired first.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("RevokeOrgTokens"))]
    pub fn revoke(&self, mut tokens: RevokeOrgTokens) -> Call<JobReply> {
        tokens.org_alias = tokens.org_alias.or_else(|| self.org_alias());
        self.scope.at(&REVOKE_ORG_TOKENS).checked(&tokens).call()
    }

    /// ResyncOathToken: brings a token into step again, with two passcodes in a row, or with one;
    /// then the reply has a session for a second request, and its `errorId` is 30016.
    /// [`PingId::resync_token`](crate::PingId::resync_token) does the sequence.
    ///
    /// Errors: `errorId` 20513 for passcodes that the token does not make, 20517 for a session
    /// that has ended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("ResyncOathToken"))]
    pub fn resync(&self, passcodes: ResyncOathToken) -> Call<ResyncReply> {
        self.scope.at(&RESYNC_OATH_TOKEN).checked(&passcodes).call()
    }
}
