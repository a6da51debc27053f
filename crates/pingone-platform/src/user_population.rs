//! The population of a user.

use ping_models::platform::UserPopulation;
use ping_models::{PopulationId, Reference};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The population that a user is in. From
    /// [`UserHandle::population`](crate::UserHandle::population).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, writing needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let population = platform.user("user-id").population();
    /// let before = population.read().await?.id;
    /// let now = population.update("population-id").await?.id;
    /// println!("from {before} to {now}");
    /// # Ok(()) }
    /// ```
    pub struct UserPopulationHandle;
}

impl UserPopulationHandle {
    /// Reads the id of the population. Errors: 404 for an unknown user.
    #[doc(alias("get", "fetch", "find", "Read User Population"))]
    pub fn read(&self) -> Call<UserPopulation> {
        self.scope.at(&READ_USER_POPULATION).call()
    }

    /// Moves the user into another population. Memberships in groups of the former one are lost.
    ///
    /// Errors: 400 for an unknown population; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/user-populations/update-user-population.html>
    #[doc(alias("replace", "put", "move", "Update User Population"))]
    pub fn update(&self, to: impl Into<PopulationId>) -> Call<UserPopulation> {
        let to = Reference::to(to);
        self.scope.at(&UPDATE_USER_POPULATION).json(&to).call()
    }
}
