//! Populations.

use ping_models::PopulationId;
use ping_models::platform::{NewPopulation, Population};
use ping_transport::{Call, List, filters, handle};

use crate::operations::*;

filters! {
    /// What populations can be filtered by.
    pub PopulationFilter: and, or, not, limit {
        /// The id.
        id: PopulationId = "id" (eq),
        /// The name.
        name: String = "name" (sw),
    }
}

handle! {
    /// The populations of an environment. From [`Platform::populations`].
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only.
    ///
    /// ```no_run
    /// # use ping_models::platform::NewPopulation;
    /// # use pingone_platform::{Platform, PopulationFilter};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let populations = platform.populations();
    /// let new = NewPopulation::new("Accounting").preferred_language("en");
    /// let population = populations.create(new).await?;
    ///
    /// // A replacement takes the whole population: change what was read.
    /// let read = populations.read(&population.id).await?;
    /// let change = NewPopulation::from(read).description("Who pays");
    /// populations.update(&population.id, change).await?;
    ///
    /// let found = populations.list().filter(PopulationFilter::name().sw("Acc")).all().await?;
    /// println!("{} populations", found.len());
    /// populations.delete(&population.id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [`Platform::populations`]: crate::Platform::populations
    pub struct Populations;
}

impl Populations {
    /// Creates a population; with `default(true)` it takes the place of the default one.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the name is taken.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/populations/create-population.html>
    #[doc(alias("add", "new", "Create Population"))]
    pub fn create(&self, population: NewPopulation) -> Call<Population> {
        self.scope.at(&CREATE_POPULATION).json(&population).call()
    }

    /// Lists the populations.
    ///
    /// Errors: 400 with `INVALID_FILTER` where the service does not support the filter.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/populations.html>
    #[doc(alias("get_all", "all", "search", "Read All Populations"))]
    pub fn list(&self) -> List<Population, PopulationFilter> {
        self.scope.at(&READ_ALL_POPULATIONS).list().taking()
    }

    /// Reads one population.
    ///
    /// Errors: 404 for an unknown population.
    #[doc(alias("get", "fetch", "find", "Read One Population"))]
    pub fn read(&self, id: impl Into<PopulationId>) -> Call<Population> {
        self.scope.at(&READ_ONE_POPULATION).id(id).call()
    }

    /// Replaces a population: what is not sent is cleared. Without a password policy the
    /// environment's default one applies.
    ///
    /// Errors: as for [`create`](Self::create); 404 for an unknown population.
    #[doc(alias("replace", "put", "edit", "Update Population"))]
    pub fn update(
        &self,
        id: impl Into<PopulationId>,
        population: NewPopulation,
    ) -> Call<Population> {
        let one = self.scope.at(&UPDATE_POPULATION).id(id);
        one.json(&population).call()
    }

    /// Deletes a population that has no users and is not the last one.
    ///
    /// Errors: 400 with `CONSTRAINT_VIOLATION` for any other; 404 for an unknown population.
    #[doc(alias("remove", "Delete Population"))]
    pub fn delete(&self, id: impl Into<PopulationId>) -> Call<()> {
        self.scope.at(&DELETE_POPULATION).id(id).call()
    }
}
