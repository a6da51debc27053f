//! Notification policies.

use ping_models::NotificationPolicyId;
use ping_models::platform::{NewNotificationPolicy, NotificationPolicy};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// How many messages are sent in an environment, where, and how fast. From
    /// [`Platform::notification_policies`].
    ///
    /// Needs the role Environment Admin.
    ///
    /// ```no_run
    /// # use ping_models::platform::{
    /// #     DeliveryMethod, NewNotificationPolicy, NotificationQuota, NotificationQuotaType,
    /// # };
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let emails = [DeliveryMethod::Email];
    /// let quota = NotificationQuota::new(NotificationQuotaType::User, emails).total(25);
    /// let policies = platform.notification_policies();
    /// let policy = policies.create(NewNotificationPolicy::new("Few emails", [quota])).await?;
    ///
    /// // A replacement takes the whole policy: change what was read.
    /// let change = NewNotificationPolicy::from(policy.clone()).default(true);
    /// policies.update(&policy.id, change).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [`Platform::notification_policies`]: crate::Platform::notification_policies
    pub struct NotificationPolicies;
}

impl NotificationPolicies {
    /// Creates a policy; with `default(true)` it takes the place of the default one.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the name is taken, with
    /// `INVALID_VALUE` where a quota has both a total and a part of it.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/notifications/notification-policies/create_user_notification_policy_total.html>
    #[doc(alias("add", "new", "Create Notification Policy"))]
    pub fn create(&self, policy: NewNotificationPolicy) -> Call<NotificationPolicy> {
        self.scope.at(&CREATE_NOTIFICATION_POLICY).json(&policy).call()
    }

    /// Lists the policies, all at once.
    #[doc(alias("get_all", "all", "search", "Read All Notification Policies"))]
    pub fn list(&self) -> List<NotificationPolicy> {
        self.scope.at(&READ_ALL_NOTIFICATION_POLICIES).list()
    }

    /// Reads one policy.
    ///
    /// Errors: 404 for an unknown policy.
    #[doc(alias("get", "fetch", "find", "Read One Notification Policy"))]
    pub fn read(&self, id: impl Into<NotificationPolicyId>) -> Call<NotificationPolicy> {
        self.scope.at(&READ_ONE_NOTIFICATION_POLICY).id(id).call()
    }

    /// Replaces a policy: what is not sent is cleared.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown policy.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/notifications/notification-policies/update_notification_policy.html>
    #[doc(alias("replace", "put", "edit", "Update Notification Policy"))]
    pub fn update(
        &self,
        id: impl Into<NotificationPolicyId>,
        policy: NewNotificationPolicy,
    ) -> Call<NotificationPolicy> {
        self.scope.at(&UPDATE_NOTIFICATION_POLICY).id(id).json(&policy).call()
    }

    /// Deletes a policy that is not the default one.
    ///
    /// Errors: 400 with `CONSTRAINT_VIOLATION` for the default one; 404 for an unknown policy.
    #[doc(alias("remove", "Delete Notification Policy"))]
    pub fn delete(&self, id: impl Into<NotificationPolicyId>) -> Call<()> {
        self.scope.at(&DELETE_NOTIFICATION_POLICY).id(id).call()
    }
}
