//! OATH tokens of the organization.

use std::fmt;

use ping_models::Secret;
use ping_models::pingid::{
    CreateOrgTokens, ErrorKind, JobReply, ResyncOathToken, ResyncReply, RevokeOrgTokens, SessionId,
};
use ping_transport::flow::Action;
use ping_transport::{Call, Scope};

use crate::checks::Checked;
use crate::operations::*;
use crate::replies::wants_next;
use crate::sealing::typed;
use crate::{PingId, error_kind};

/// The OATH tokens of the organization. From [`PingId::oath_tokens`](crate::PingId::oath_tokens).
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
#[derive(Clone, Debug)]
pub struct OathTokens {
    pub(crate) scope: Scope,
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

/// A token that is being brought into step, one passcode after the other.
///
/// Cheap to clone. [`submit`](Self::submit) takes `&self`. Sealed, it is the user's who asks for
/// it, or else nobody's: then it opens for the empty user name.
#[derive(Clone)]
#[must_use = "the token may still be out of step"]
pub struct TokenResync {
    pingid: PingId,
    request: ResyncOathToken,
}

/// What a passcode came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the token may still be out of step"]
pub enum ResyncOutcome {
    /// The token is in step.
    InStep,
    /// The token was found: wait for the passcode that it shows next.
    NextOtp(TokenResync),
    /// The token does not make this passcode, or not now: try again.
    Wrong(TokenResync),
}

resumable! {
    TokenResync of ResyncOathToken = "pingid.token_resync",
    for |resync| resync.request.username.as_deref().unwrap_or_default(),
    keep |resync| resync.request.clone(),
    restore |pingid, request| Ok(Self { pingid, request });
}

/// As that of all steps: without the client.
impl fmt::Debug for TokenResync {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenResync")
            .field("serial_number", &self.request.serial_number)
            .field("session", &self.request.session_id)
            .finish_non_exhaustive()
    }
}

impl TokenResync {
    pub(crate) fn new(pingid: PingId, serial_number: &str) -> Self {
        Self {
            pingid,
            request: ResyncOathToken::with_otps::<&str>(serial_number, []),
        }
    }

    /// Says that the user who has the token asks; an administrator does unless this is said.
    pub fn by_user(mut self, username: impl Into<String>) -> Self {
        self.request = self.request.by_user(username);
        self
    }

    /// What the service calls the sequence, once the first passcode was right.
    pub fn session_id(&self) -> Option<&SessionId> {
        self.request.session_id.as_ref()
    }

    /// Sends a passcode; blanks in it do not count.
    ///
    /// Errors: as for [`OathTokens::resync`], but for a wrong passcode, which is an outcome.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<ResyncOutcome> {
        let mut this = self.clone();
        let mut request = this.request.clone();
        request.otps = Some(vec![typed(&otp.into())]);
        Action::new(&self.pingid, |pingid| async move {
            match pingid.oath_tokens().resync(request).await {
                Ok(reply) => Ok(if wants_next(reply.outcome.error_id.as_ref())? {
                    this.request.session_id = reply.session_id;
                    ResyncOutcome::NextOtp(this)
                } else {
                    ResyncOutcome::InStep
                }),
                Err(error) if error_kind(&error) == Some(ErrorKind::WrongOtp) => {
                    Ok(ResyncOutcome::Wrong(this))
                }
                Err(error) => Err(error),
            }
        })
    }
}
