//! Jobs that create or revoke many OATH tokens, call by call.

use ping_models::OathJobId;
use ping_models::mfa::{CreateOathTokens, OathJob, RevokeOathTokens};
use ping_transport::{Call, Error, handle};

use crate::operations::*;

/// The most tokens that an environment has.
const MOST: usize = 100_000;

/// Why a job cannot be about so many tokens.
fn wrong_number(field: &str, number: usize) -> Option<Error> {
    let message = match number {
        0 => "is empty; name at least one token".to_owned(),
        1..=MOST => return None,
        _ => format!("has {number} tokens; an environment has {MOST} at most"),
    };
    Some(Error::invalid_input(field, message))
}

handle! {
    /// The jobs that create or revoke many OATH tokens, call by call. From
    /// [`Mfa::oath_jobs`](crate::Mfa::oath_jobs); [`OathTokens::create_many`] and
    /// [`OathTokens::revoke_many`] wait for the end, too.
    ///
    /// ```no_run
    /// # use ping_models::mfa::RevokeOathTokens;
    /// # async fn example(mfa: pingone_mfa::Mfa) -> Result<(), Box<dyn std::error::Error>> {
    /// let jobs = mfa.oath_jobs();
    /// let request = RevokeOathTokens::from_iter(["token-id"]).force_unpair(true);
    /// let job = jobs.revoke(request).await?;
    /// println!("{}", jobs.read(&job.id).await?.status.as_str());
    /// mfa.oath_job(job.id).wait().await?.into_result()?;
    /// # Ok(()) }
    /// ```
    ///
    /// [`OathTokens::create_many`]: crate::OathTokens::create_many
    /// [`OathTokens::revoke_many`]: crate::OathTokens::revoke_many
    pub struct OathJobs;
}

impl OathJobs {
    /// Begins a job that creates tokens, up to 100,000; serial numbers that are there already are
    /// told by its result. More, or none, fail with
    /// [`ErrorKind::InvalidInput`](ping_transport::ErrorKind::InvalidInput), and nothing is sent.
    ///
    /// Errors: 400 with the place of the token, such as `tokens[0].secret`, where a member does not
    /// validate: then no token is created.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/create_multiple_oath_tokens.html>
    #[doc(alias("add", "new", "import", "Create multiple OATH tokens"))]
    pub fn create(&self, tokens: CreateOathTokens) -> Call<OathJob> {
        let number = tokens.tokens.as_ref().map_or(0, Vec::len);
        let request = self.scope.at(&CREATE_MULTIPLE_OATH_TOKENS).json(&tokens);
        request.invalid(wrong_number("tokens", number)).call()
    }

    /// Begins a job that revokes tokens, up to 100,000: with `force_unpair` those that are paired
    /// as well. More, or none, fail with
    /// [`ErrorKind::InvalidInput`](ping_transport::ErrorKind::InvalidInput), and nothing is sent.
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member does not validate.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/revoke_multiple_oath_tokens.html>
    #[doc(alias("remove", "delete", "Revoke multiple OATH tokens"))]
    pub fn revoke(&self, tokens: RevokeOathTokens) -> Call<OathJob> {
        let number = tokens.token_ids.as_ref().map_or(0, Vec::len);
        let request = self.scope.at(&REVOKE_MULTIPLE_OATH_TOKENS).json(&tokens);
        request.invalid(wrong_number("tokenIds", number)).call()
    }

    /// Reads a job: how far it is, and at its end what came of it.
    ///
    /// Errors: 404 for an unknown one.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/check_status_of_oath_token_creation_job.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/oath-tokens/check_status_of_oath_token_revoke_job.html>
    #[doc(alias(
        "get",
        "status",
        "Check status of OATH token creation job",
        "Check status of OATH token revoke job"
    ))]
    pub fn read(&self, id: impl Into<OathJobId>) -> Call<OathJob> {
        self.scope.at(&CHECK_OATH_TOKEN_CREATION_JOB).id(id).call()
    }
}
