//! Device authentication policies.

use ping_models::mfa::{
    DeviceAuthenticationPolicy, MigrateDeviceAuthenticationPolicies, NewDeviceAuthenticationPolicy,
};
use ping_models::{Collection, DeviceAuthenticationPolicyId};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The device authentication policies of an environment: which methods users may pair and use.
    /// From [`Mfa::device_authentication_policies`].
    ///
    /// ```no_run
    /// # use ping_models::mfa::{Fido2Method, MessageMethod, NewDeviceAuthenticationPolicy};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let policies = mfa.device_authentication_policies();
    /// let new = NewDeviceAuthenticationPolicy::new("Staff")
    ///     .email(MessageMethod::new(true))
    ///     .fido2(Fido2Method::new(true));
    /// let policy = policies.create(new).await?;
    ///
    /// // Phase a method out: who has such a device goes on using it. A replacement takes the whole
    /// // policy, so change what was read.
    /// let mut change = NewDeviceAuthenticationPolicy::from(policies.read(&policy.id).await?);
    /// if let Some(email) = &mut change.email {
    ///     email.common.pairing_disabled = Some(true);
    /// }
    /// policies.update(&policy.id, change).await?;
    ///
    /// for policy in policies.list().all().await? {
    ///     println!("{} {}", policy.name, policy.default == Some(true));
    /// }
    /// policies.delete(&policy.id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [`Mfa::device_authentication_policies`]: crate::Mfa::device_authentication_policies
    pub struct DeviceAuthenticationPolicies;
}

impl DeviceAuthenticationPolicies {
    /// Creates a policy; with `default(true)` it takes the place of the default one.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the name is taken, with
    /// `OUT_OF_RANGE` or `INVALID_VALUE` where a member is not valid; 403 with `ACCESS_FAILED`
    /// where the license has no MFA, or the environment is only just being made.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/create-device-authentication-policy.html>,
    /// with `remember_me`
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/remembered-devices/create_mfa_policy_with_remember_me.html>
    #[doc(alias("add", "new", "Create Device Authentication Policy"))]
    pub fn create(
        &self,
        policy: NewDeviceAuthenticationPolicy,
    ) -> Call<DeviceAuthenticationPolicy> {
        let create = self.scope.at(&CREATE_DEVICE_AUTHENTICATION_POLICY);
        create.json(&sent(policy)).call()
    }

    /// Lists the policies.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/read-device-authentication-policies.html>
    #[doc(alias("get_all", "all", "search", "Read Device Authentication Policies"))]
    pub fn list(&self) -> List<DeviceAuthenticationPolicy> {
        self.scope.at(&READ_DEVICE_AUTHENTICATION_POLICIES).list()
    }

    /// Reads one policy.
    ///
    /// Errors: 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/read-one-device-authentication-policy.html>
    #[doc(alias("get", "fetch", "find", "Read One Device Authentication Policy"))]
    pub fn read(
        &self,
        id: impl Into<DeviceAuthenticationPolicyId>,
    ) -> Call<DeviceAuthenticationPolicy> {
        self.scope.at(&READ_ONE_DEVICE_AUTHENTICATION_POLICY).id(id).call()
    }

    /// Replaces a policy: what is not sent gets its default. The default policy of an environment
    /// that is integrated with PingID has to stay the default one.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/update-device-authentication-policy.html>,
    /// with PingID
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/update_mfa_policy_pingid_env.html>
    #[doc(alias("replace", "put", "edit", "Update Device Authentication Policy"))]
    pub fn update(
        &self,
        id: impl Into<DeviceAuthenticationPolicyId>,
        policy: NewDeviceAuthenticationPolicy,
    ) -> Call<DeviceAuthenticationPolicy> {
        let update = self.scope.at(&UPDATE_DEVICE_AUTHENTICATION_POLICY);
        update.id(id).json(&sent(policy)).call()
    }

    /// Deletes a policy that is not the default one.
    ///
    /// Errors: 400 with `CONSTRAINT_VIOLATION` for the default policy; 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/delete-device-authentication-policy.html>
    #[doc(alias("remove", "Delete Device Authentication Policy"))]
    pub fn delete(&self, id: impl Into<DeviceAuthenticationPolicyId>) -> Call<()> {
        self.scope.at(&DELETE_DEVICE_AUTHENTICATION_POLICY).id(id).call()
    }

    /// Moves all policies that have `platform` and `security_key` to `fido2`, those that are not
    /// named, too. That cannot be undone.
    ///
    /// Errors: 400 with `INVALID_VALUE` where a policy that is named is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy/migrate_device_authentication_policies.html>
    #[doc(alias("Migrate Device Authentication Policies"))]
    pub fn migrate(
        &self,
        migration: MigrateDeviceAuthenticationPolicies,
    ) -> Call<Collection<DeviceAuthenticationPolicy>> {
        self.scope.at(&MIGRATE_DEVICE_AUTHENTICATION_POLICIES).json(&migration).call()
    }
}

/// Without the empty reference that answers have where no notification policy is named: one that
/// is sent has to name one.
fn sent(mut policy: NewDeviceAuthenticationPolicy) -> NewDeviceAuthenticationPolicy {
    policy.notifications_policy.take_if(|policy| policy.id.as_str().is_empty());
    policy
}
