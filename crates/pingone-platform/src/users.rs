//! Users.

use ping_models::platform::{NewUser, PatchUser, User};
use ping_models::{GroupId, PopulationId, Timestamp, UserId};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::operations::*;

expansions! {
    /// What can come along with one user. Of the groups it is the ids or the names.
    pub UserExpansion {
        /// The population, as `_embedded.population`.
        Population = expand "population",
        /// The ids of the groups that the user is in.
        MemberOfGroupIds = include "memberOfGroupIDs",
        /// The names of the groups that the user is in.
        MemberOfGroupNames = include "memberOfGroupNames",
    }
}

filters! {
    /// What users can be filtered by.
    ///
    /// ```
    /// use pingone_platform::UserFilter;
    ///
    /// let filter = UserFilter::family_name().eq("Smith").and(UserFilter::given_name().sw("W"));
    /// assert_eq!(filter.to_string(), r#"name.family eq "Smith" and name.given sw "W""#);
    ///
    /// let members = UserFilter::member_of_groups().eq("group-id");
    /// assert_eq!(members.to_string(), r#"memberOfGroups[id eq "group-id"]"#);
    ///
    /// // An attribute of the customer's own; the service takes `sw`.
    /// let custom = UserFilter::other("costCenter").sw("47");
    /// ```
    ///
    /// The service does not take `not` here.
    pub UserFilter: and, or, limit {
        /// The number of the customer's.
        account_id: String = "accountId" (eq, sw),
        /// Street and number.
        street_address: String = "address.streetAddress" (eq, sw),
        /// The town.
        locality: String = "address.locality" (eq, sw),
        /// The state or province.
        region: String = "address.region" (eq, sw),
        /// The postal code.
        postal_code: String = "address.postalCode" (eq, sw),
        /// The country as two letters.
        country_code: String = "address.countryCode" (eq, sw),
        /// The email address.
        email: String = "email" (eq, sw, ew),
        /// Whether the user may sign in.
        enabled: bool = "enabled" (eq),
        /// When the user's employment or contract ends.
        end_date: Timestamp = "endDate" (eq, sw),
        /// The id in another system.
        external_id: String = "externalId" (eq, sw),
        /// The language and country.
        locale: String = "locale" (eq, sw),
        /// The groups that the user is in, by their ids.
        member_of_groups: GroupId = "memberOfGroups[id]" (eq),
        /// The mobile phone.
        mobile_phone: String = "mobilePhone" (eq, sw),
        /// The whole name.
        formatted_name: String = "name.formatted" (eq, sw),
        /// The given name.
        given_name: String = "name.given" (eq, sw),
        /// The middle name.
        middle_name: String = "name.middle" (eq, sw),
        /// The family name.
        family_name: String = "name.family" (eq, sw),
        /// What stands before the name.
        honorific_prefix: String = "name.honorificPrefix" (eq, sw),
        /// What stands after the name.
        honorific_suffix: String = "name.honorificSuffix" (eq, sw),
        /// How the user is called.
        nickname: String = "nickname" (eq, sw),
        /// The address of the picture.
        photo: String = "photo.href" (eq, sw),
        /// The population.
        population: PopulationId = "population.id" (eq),
        /// The languages that the user prefers.
        preferred_language: String = "preferredLanguage" (eq, sw),
        /// The phone.
        primary_phone: String = "primaryPhone" (eq, sw),
        /// When the user's employment or contract begins.
        start_date: Timestamp = "startDate" (eq, sw),
        /// The time zone.
        timezone: String = "timezone" (eq, sw),
        /// The title.
        title: String = "title" (eq, sw),
        /// When the user was changed last; `ge` and `le` may be joined.
        updated_at: Timestamp = "updatedAt" (ge, le),
        /// The category.
        user_type: String = "type" (eq, sw),
        /// The name to sign in with.
        username: String = "username" (eq, sw),
    }
}

handle! {
    /// The users of an environment. From [`Platform::users`](crate::Platform::users).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
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
    pub struct Users;
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

    /// Creates a user who was one elsewhere: with a password, plain or encoded, with an address that
    /// is verified already, and with a lifecycle.
    ///
    /// Errors: as for [`Users::create`], and 400 with `INVALID_VALUE` on `password` where the
    /// policy does not allow it.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("migrate", "Create User (Import)"))]
    pub fn import(&self, user: NewUser) -> Call<User> {
        self.scope.at(&IMPORT_USER).json(&user).call()
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

    /// Replaces a user: what is left out is cleared, but for what is changed elsewhere.
    ///
    /// Errors: as for [`Users::create`], and 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("replace", "put", "Update User (PUT)"))]
    pub fn update(&self, id: impl Into<UserId>, user: impl Into<NewUser>) -> Call<User> {
        self.scope.at(&UPDATE_USER).id(id).json(&user.into()).call()
    }

    /// Changes members of a user: those that the change has; `null` clears one.
    ///
    /// Errors: as for [`Users::create`], and 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/users-1.html>
    #[doc(alias("modify", "edit", "Update User (PATCH)"))]
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
