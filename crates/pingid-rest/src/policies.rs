//! Authentication policies.

use ping_models::pingid::{
    AuthenticationSource, CreateBulkAuthenticationPolicy, PoliciesReply, PolicyVersionReply,
    ReadBulkAuthenticationPolicy,
};
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;

handle! {
    /// The authentication policies, read and written as a whole set. From
    /// [`PingId::policies`](crate::PingId::policies).
    ///
    /// ```no_run
    /// # use ping_models::pingid::{
    /// #     CreateBulkAuthenticationPolicy, PingIdCode, Policy, PolicyAction, PolicyTargets,
    /// # };
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// let policies = pingid.policies();
    /// loop {
    ///     let mut set = CreateBulkAuthenticationPolicy::from_read(policies.read().await?);
    ///     let targets = PolicyTargets::new().groups(["Staff".to_owned()]);
    ///     let staff = Policy::named("Staff", targets, [PolicyAction::Sms, PolicyAction::Voice]);
    ///     set.policies.get_or_insert_default().insert(0, staff);
    ///     match policies.create(set.renumbered()).await {
    ///         // Somebody else was faster: read again.
    ///         Err(error)
    ///             if pingid_rest::pingid_code(&error) == Some(PingIdCode::PolicyVersionMismatch) => {}
    ///         done => return done.map(drop),
    ///     }
    /// }
    /// # }
    /// ```
    pub struct Policies;
}

impl Policies {
    /// ReadBulkAuthenticationPolicy: reads all policies and the version of the set.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pingid_policy_api.html>
    #[doc(alias(
        "get",
        "fetch",
        "find",
        "Reading existing policies",
        "ReadBulkAuthenticationPolicy"
    ))]
    pub fn read(&self) -> Call<PoliciesReply> {
        let request = ReadBulkAuthenticationPolicy::new(AuthenticationSource::Web);
        self.scope.at(&READ_BULK_AUTHENTICATION_POLICY).json(&request).call()
    }

    /// CreateBulkAuthenticationPolicy: replaces all policies; one that is left out is deleted.
    /// Start from [`CreateBulkAuthenticationPolicy::from_read`].
    ///
    /// Errors: `errorId` 10610 where the set has changed since it was read, 400 for a policy that
    /// is not valid.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pingid_policy_api.html>
    #[doc(alias("add", "new", "Creating a set of policies", "CreateBulkAuthenticationPolicy"))]
    pub fn create(&self, policies: CreateBulkAuthenticationPolicy) -> Call<PolicyVersionReply> {
        self.scope.at(&CREATE_BULK_AUTHENTICATION_POLICY).checked(&policies).call()
    }
}
