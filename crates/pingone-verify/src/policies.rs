//! Verify policies.

use ping_models::VerifyPolicyId;
use ping_models::verify::{NewVerifyPolicy, VerifyPolicy};
use ping_transport::{Call, List, filters, handle};

use crate::operations::*;

filters! {
    /// What verify policies can be filtered by: one test, without case.
    ///
    /// ```
    /// use pingone_verify::VerifyPolicyFilter;
    ///
    /// let filter = VerifyPolicyFilter::name().sw("Def");
    /// assert_eq!(filter.to_string(), r#"name sw "Def""#);
    /// ```
    ///
    /// Tests cannot be joined:
    ///
    /// ```compile_fail,E0277
    /// # use pingone_verify::VerifyPolicyFilter;
    /// let both = VerifyPolicyFilter::name().sw("a").and(VerifyPolicyFilter::name().ew("b"));
    /// ```
    pub VerifyPolicyFilter {
        /// The name.
        name: String = "name" (eq, ne, co, sw, ew, pr),
    }
}

handle! {
    /// The verify policies of an environment. From [`Verify::policies`](crate::Verify::policies).
    ///
    /// ```no_run
    /// # use ping_models::verify::{GovernmentIdCheck, LivenessCheck, NewVerifyPolicy, Threshold};
    /// # use pingone_verify::{Verify, VerifyPolicyFilter};
    /// # async fn example(verify: Verify) -> Result<(), ping_transport::Error> {
    /// let policies = verify.policies();
    /// let policy = NewVerifyPolicy::new("Document")
    ///     .government_id(GovernmentIdCheck::required().retry(2u32));
    /// let created = policies.create(policy).await?;
    ///
    /// // A replacement takes the whole policy: change what was read.
    /// let read = policies.read(&created.id).await?;
    /// let changed = NewVerifyPolicy::from(read).liveness(LivenessCheck::required(Threshold::Low));
    /// policies.update(&created.id, changed).await?;
    ///
    /// let found = policies.list().filter(VerifyPolicyFilter::name().sw("Doc")).all().await?;
    /// for policy in found.iter().filter(|policy| policy.default != Some(true)) {
    ///     policies.delete(&policy.id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct Policies;
}

impl Policies {
    /// Creates a policy; with `default(true)` it takes the place of the default one.
    ///
    /// Errors: 400 with `INVALID_DATA` where a member does not validate.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy/create-verify-policy.html>
    #[doc(alias("add", "new", "Create Verify Policy"))]
    pub fn create(&self, policy: NewVerifyPolicy) -> Call<VerifyPolicy> {
        self.scope.at(&CREATE_VERIFY_POLICY).json(&policy).call()
    }

    /// Lists the policies.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy/read-all-verify-policies.html>
    #[doc(alias("get_all", "all", "search", "Read All Verify Policies"))]
    pub fn list(&self) -> List<VerifyPolicy, VerifyPolicyFilter> {
        self.scope.at(&READ_ALL_VERIFY_POLICIES).list().taking()
    }

    /// Reads one policy.
    ///
    /// Errors: 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy/read-one-verify-policy.html>
    #[doc(alias("get", "fetch", "find", "Read One Verify Policy"))]
    pub fn read(&self, id: impl Into<VerifyPolicyId>) -> Call<VerifyPolicy> {
        self.scope.at(&READ_ONE_VERIFY_POLICY).id(id).call()
    }

    /// Replaces a policy: what is not sent is set to its default. Transactions that exist go on
    /// by the policy as it was.
    ///
    /// Errors: as for [`create`](Self::create); 400 with `CONSTRAINT_VIOLATION` where the default
    /// policy is to be no default; 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy/update-verify-policy.html>
    #[doc(alias("replace", "put", "edit", "Update Verify Policy"))]
    pub fn update(
        &self,
        id: impl Into<VerifyPolicyId>,
        policy: NewVerifyPolicy,
    ) -> Call<VerifyPolicy> {
        self.scope.at(&UPDATE_VERIFY_POLICY).id(id).json(&policy).call()
    }

    /// Deletes a policy.
    ///
    /// Errors: `CONSTRAINT_VIOLATION` for the default policy; 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-policy.html>
    #[doc(alias("remove", "Delete Verify Policy"))]
    pub fn delete(&self, id: impl Into<VerifyPolicyId>) -> Call<()> {
        self.scope.at(&DELETE_VERIFY_POLICY).id(id).call()
    }
}
