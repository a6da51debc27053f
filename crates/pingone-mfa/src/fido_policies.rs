//! FIDO policies.

use ping_models::FidoPolicyId;
use ping_models::mfa::{FidoPolicy, NewFidoPolicy};
use ping_transport::{Call, List, expansions, handle};

use crate::operations::*;

expansions! {
    /// What can come along with FIDO policies.
    pub FidoPolicyExpansion {
        /// The device authentication policies that use it.
        DeviceAuthenticationPolicies = expand "deviceAuthenticationPolicies",
    }
}

handle! {
    /// The FIDO policies of an environment: which authenticators users may pair and use. From
    /// [`Mfa::fido_policies`](crate::Mfa::fido_policies).
    ///
    /// ```no_run
    /// # use ping_models::mfa::NewFidoPolicy;
    /// # use pingone_mfa::{FidoPolicyExpansion, Mfa};
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let policies = mfa.fido_policies();
    /// let new = NewFidoPolicy::new("Certified only", "Passkey", "example.com").certified();
    /// let policy = policies.create(new).await?;
    ///
    /// // A replacement takes the whole policy: change what was read.
    /// let users = FidoPolicyExpansion::DeviceAuthenticationPolicies;
    /// let read = policies.read(&policy.id).expand(users).await?;
    /// let change = NewFidoPolicy::from(read).description("For staff");
    /// policies.update(&policy.id, change).await?;
    /// policies.delete(&policy.id).await?;
    /// # Ok(()) }
    /// ```
    pub struct FidoPolicies;
}

impl FidoPolicies {
    /// Creates a policy; with `default(true)` it takes the place of the default one.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the name is taken, with
    /// `CONSTRAINT_VIOLATION` on `relyingPartyId` where its top level is not a public one, with
    /// `INVALID_VALUE` where members do not go together.
    ///
    /// By what is let in:
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/create_fido_policy_certified.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/create_fido_policy_certified_w_enterprise_attestation.html>,
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/create_fido_policy_specific_authenticators.html>
    #[doc(alias(
        "add",
        "new",
        "Create FIDO Policy - all FIDO-certified authenticators",
        "Create FIDO Policy - FIDO-certified and enterprise",
        "Create FIDO Policy - specific authenticators"
    ))]
    pub fn create(&self, policy: NewFidoPolicy) -> Call<FidoPolicy> {
        self.scope.at(&CREATE_FIDO_POLICY).json(&policy).call()
    }

    /// Lists the policies.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/read_all_fido_policies.html>
    #[doc(alias("get_all", "all", "search", "Read All FIDO Policies"))]
    pub fn list(&self) -> List<FidoPolicy, FidoPolicyExpansion> {
        self.scope.at(&READ_ALL_FIDO_POLICIES).list().taking()
    }

    /// Reads one policy.
    ///
    /// Errors: 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/read_single_fido_policy.html>
    #[doc(alias("get", "fetch", "find", "Read Single FIDO Policy"))]
    pub fn read(&self, id: impl Into<FidoPolicyId>) -> Call<FidoPolicy, FidoPolicyExpansion> {
        self.scope.at(&READ_SINGLE_FIDO_POLICY).id(id).call().taking()
    }

    /// Replaces a policy: what is not sent gets its default.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/update_fido_policy.html>
    #[doc(alias("replace", "put", "edit", "Update FIDO Policy"))]
    pub fn update(&self, id: impl Into<FidoPolicyId>, policy: NewFidoPolicy) -> Call<FidoPolicy> {
        self.scope.at(&UPDATE_FIDO_POLICY).id(id).json(&policy).call()
    }

    /// Deletes a policy that is not the default one.
    ///
    /// Errors: 400 with `CONSTRAINT_VIOLATION` for the default policy, or one that a device
    /// authentication policy uses; 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/fido-policies/delete_fido_policy.html>
    #[doc(alias("remove", "Delete Single FIDO Policy"))]
    pub fn delete(&self, id: impl Into<FidoPolicyId>) -> Call<()> {
        self.scope.at(&DELETE_SINGLE_FIDO_POLICY).id(id).call()
    }
}
