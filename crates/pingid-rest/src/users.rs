//! Users.

use ping_models::pingid::{
    ActivateUser, ActivationReply, AddService, AddUser, DeleteUser, EditUser, GetUserDetails,
    PlainReply, SuspendUser, ToggleUserBypass, UserReply,
};
use ping_transport::flow::Action;
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;
use crate::replies::missing;

handle! {
    /// The users of an account. From [`PingId::users`](crate::PingId::users).
    ///
    /// Where a request takes nothing but a name, the name does for it.
    ///
    /// ```no_run
    /// # use std::time::{Duration, SystemTime};
    /// # use ping_models::pingid::{
    /// #     AddService, AddUser, EditUser, GetUserDetails, Role, ServiceAlias, ToggleUserBypass,
    /// #     UserStatus,
    /// # };
    /// # use pingid_rest::PingId;
    /// # async fn example(pingid: PingId) -> Result<(), Box<dyn std::error::Error>> {
    /// let users = pingid.users();
    /// users.create(AddUser::new("jdoe", Role::Regular).first_name("John")).await?;
    ///
    /// // An edit replaces the whole record: start from what the service has.
    /// if let Some(user) = users.read("jdoe").await?.user {
    ///     users.update(EditUser::from_details(&user)?.email("jdoe@example.com")).await?;
    /// }
    ///
    /// let reply = users.read(GetUserDetails::new("jdoe").same_device_users(true)).await?;
    /// if reply.user.and_then(|user| user.status) == Some(UserStatus::Active) {
    ///     users.suspend("jdoe").await?;
    ///     users.activate("jdoe").await?;
    /// }
    /// let hour = SystemTime::now() + Duration::from_secs(3600);
    /// users.add_service(AddService::new("jdoe", ServiceAlias::Vpn)).await?;
    /// users.bypass(ToggleUserBypass::new("jdoe", hour).services([ServiceAlias::Vpn])).await?;
    /// users.bypass(ToggleUserBypass::remove("jdoe")).await?;
    /// users.delete("jdoe").await?;
    /// # Ok(()) }
    /// ```
    pub struct Users;
}

impl Users {
    /// AddUser: adds a user, and activates it where that is asked for; the reply then has an
    /// activation code.
    ///
    /// Errors: `errorId` 10556 where the name is taken, 10563 where it is taken in the service,
    /// 400 for a missing or wrong member.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("add", "new", "AddUser"))]
    pub fn create(&self, user: AddUser) -> Call<UserReply> {
        self.scope.at(&ADD_USER).checked(&user).call()
    }

    /// GetUserDetails: reads a user with devices and services.
    ///
    /// Errors: `errorId` 10564 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("get", "fetch", "find", "GetUserDetails"))]
    pub fn read(&self, user: impl Into<GetUserDetails>) -> Call<UserReply> {
        self.scope.at(&GET_USER_DETAILS).checked(&user.into()).call()
    }

    /// EditUser: replaces the whole record; what the request leaves out becomes null. Start from
    /// [`EditUser::from_details`].
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10558 where it cannot be changed.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("replace", "put", "edit", "EditUser"))]
    pub fn update(&self, user: EditUser) -> Call<UserReply> {
        self.scope.at(&EDIT_USER).checked(&user).call()
    }

    /// Reads the record of a user, changes it and writes it whole: what `change` does not touch
    /// stays. The service has no way to notice that somebody else wrote in between.
    ///
    /// ```no_run
    /// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
    /// pingid.users().modify("jdoe", |user| user.email("jdoe@example.com")).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// Errors: as for [`read`](Self::read) and [`update`](Self::update); a decode error where the
    /// service does not tell the user's role, without which the record cannot be written.
    pub fn modify(
        &self,
        user_name: &str,
        change: impl FnOnce(EditUser) -> EditUser + Send + 'static,
    ) -> Action<UserReply> {
        let user_name = user_name.to_owned();
        Action::new(&self.scope, |scope| async move {
            let users = Self { scope };
            let user = users.read(user_name.as_str()).await?.user;
            let user = user.ok_or_else(|| missing("userDetails", "a value"))?;
            let edit = EditUser::from_details(&user);
            let edit = edit.map_err(|member| missing(member.name(), "a value"))?;
            users.update(change(edit)).await
        })
    }

    /// DeleteUser: deletes a user with all devices.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10553 where it cannot be deleted.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("remove", "DeleteUser"))]
    pub fn delete(&self, user: impl Into<DeleteUser>) -> Call<PlainReply> {
        self.scope.at(&DELETE_USER).checked(&user.into()).call()
    }

    /// ActivateUser: lifts a suspension, or makes an activation code for a user without a device.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10562 for one who is active, 10565 where it
    /// cannot be activated.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("confirm", "enable", "ActivateUser"))]
    pub fn activate(&self, user: impl Into<ActivateUser>) -> Call<ActivationReply> {
        self.scope.at(&ACTIVATE_USER).checked(&user.into()).call()
    }

    /// SuspendUser: keeps an active user from signing in until [`activate`](Self::activate).
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10561 for one who is not active, 10559 where
    /// it cannot be suspended.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("disable", "SuspendUser"))]
    pub fn suspend(&self, user: impl Into<SuspendUser>) -> Call<PlainReply> {
        self.scope.at(&SUSPEND_USER).checked(&user.into()).call()
    }

    /// AddService: puts a user into a service before the first sign-in there, so that a bypass can
    /// be set for it.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10554 or 10555 where the service cannot be
    /// added, 10563 where the user is in it already.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("AddService"))]
    pub fn add_service(&self, service: AddService) -> Call<PlainReply> {
        self.scope.at(&ADD_SERVICE).checked(&service).call()
    }

    /// ToggleUserBypass: lets a user sign in without PingID for a while, in all services or some,
    /// or ends that.
    ///
    /// Errors: `errorId` 10564 for an unknown user, 10557 where the user is not in a service that
    /// is named.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiUserManagement.html>
    #[doc(alias("ToggleUserBypass"))]
    pub fn bypass(&self, bypass: ToggleUserBypass) -> Call<PlainReply> {
        self.scope.at(&TOGGLE_USER_BYPASS).checked(&bypass).call()
    }
}
