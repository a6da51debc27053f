//! Users.

use ping_models::UserId;
use ping_models::platform::{NewUser, PatchUser, User};
use ping_transport::{Call, List, Scope};

use crate::filters::{UserExpansion, UserFilter};
use crate::memberships::UserMemberships;
use crate::operations::*;
use crate::user_population::UserPopulationHandle;

/// The users of an environment. From [`Platform::users`](crate::Platform::users).
///
/// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs Identity
/// Data Admin.
///
/// ```no_run
/// # use ping_models::ErrorCode;
/// # use ping_models::platform::{Address, NewUser, PatchUser};
/// # use pingone_platform::{Platform, UserExpansion, UserFilter};
/// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
/// let users = platform.users();
/// let user = match users.create(NewUser::new("jdoe").nickname("Jo")).await {
///     Ok(user) => user,
///     // The name is taken: look the user up.
///     Err(error) if error.has_code(&ErrorCode::UniquenessViolation) => {
///         let found = users.list().filter(UserFilter::username().eq("jdoe")).all().await?;
///         found.into_iter().next().ok_or(error)?
///     }
///     Err(error) => return Err(error),
/// };
/// let change = PatchUser::new()
///     .address(Address::new().locality("Springfield"))
///     .clear_nickname(); // cleared
/// let user = users.patch(&user.id, change).await?;
/// let user = users.read(&user.id).expand(UserExpansion::Population).await?;
/// users.delete(&user.id).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Users {
    pub(crate) scope: Scope,
}

impl Users {
    /// Creates a user.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `username` where the name is taken, with
    /// `INVALID_VALUE` where a member does not validate; 403 with `LICENSE_EXCEEDED`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/create-a-test-environment/step-5-create-a-user.html>
    #[doc(alias("add", "new", "Create User"))]
    pub fn create(&self, user: NewUser) -> Call<User> {
        self.scope.at(&CREATE_USER).json(&user).call()
    }

    /// Reads one user. With a [`UserExpansion`] the population or the groups come along.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1/read-one-user.html>
    #[doc(alias("get", "fetch", "find", "Read User by ID"))]
    pub fn read(&self, id: impl Into<UserId>) -> Call<User, UserExpansion> {
        self.scope.at(&READ_ONE_USER).id(id).call().taking()
    }

    /// Lists users; ask for 200 a page at most.
    ///
    /// Errors: 400 with `INVALID_FILTER` where the filter uses an attribute or operator that the
    /// service does not support; the detail lists those that it does.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("get_all", "all", "search", "Read User or Users"))]
    pub fn list(&self) -> List<User, UserFilter> {
        self.scope.at(&READ_ALL_USERS).list().taking()
    }

    /// Changes members of a user: those that the change has; `null` clears one.
    ///
    /// Errors: as for [`Users::create`], and 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("modify", "edit", "update", "Update User"))]
    pub fn patch(&self, id: impl Into<UserId>, change: PatchUser) -> Call<User> {
        self.scope.at(&PATCH_USER).id(id).json(&change).call()
    }

    /// Deletes a user with all that belongs to it, devices included.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("remove", "Delete User"))]
    pub fn delete(&self, id: impl Into<UserId>) -> Call<()> {
        self.scope.at(&DELETE_USER).id(id).call()
    }
}

/// One user. From [`Platform::user`](crate::Platform::user).
#[derive(Clone, Debug)]
pub struct UserHandle {
    pub(crate) scope: Scope,
}

impl UserHandle {
    /// The groups that the user is in.
    #[doc(alias("groups", "member_of_groups"))]
    pub fn memberships(&self) -> UserMemberships {
        UserMemberships { scope: self.scope.clone() }
    }

    /// The population that the user is in.
    pub fn population(&self) -> UserPopulationHandle {
        UserPopulationHandle { scope: self.scope.clone() }
    }
}
