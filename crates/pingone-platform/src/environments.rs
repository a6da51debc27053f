//! Environments.

use ping_models::platform::{
    Environment, EnvironmentCapabilities, EnvironmentStatus, EnvironmentType, NewEnvironment,
    UpdateEnvironmentStatus, UpdateEnvironmentType,
};
use ping_models::{EnvironmentId, LicenseId, OrganizationId};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::bill_of_materials::BillOfMaterialsHandle;
use crate::operations::*;

expansions! {
    /// What can come along with an environment.
    pub EnvironmentExpansion {
        /// Its products, as `_embedded.billOfMaterials`.
        BillOfMaterials = expand "billOfMaterials",
    }
}

filters! {
    /// What environments can be filtered by. The service heeds a limit alone or with a filter by
    /// organization or license.
    pub EnvironmentFilter: and, limit, EnvironmentExpansion {
        /// The name.
        name: String = "name" (sw),
        /// The id.
        id: EnvironmentId = "id" (eq),
        /// The organization.
        organization: OrganizationId = "organization.id" (eq),
        /// The license.
        license: LicenseId = "license.id" (eq),
        /// Whether it is about to be deleted.
        status: EnvironmentStatus = "status" (eq),
    }
}

handle! {
    /// The environments. From [`Platform::environments`](crate::Platform::environments).
    ///
    /// ```no_run
    /// # use ping_models::{LicenseId, Reference};
    /// # use ping_models::platform::{EnvironmentRegion, EnvironmentType, NewEnvironment, NewUser};
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform, license: LicenseId) -> Result<(), ping_transport::Error> {
    /// let license = Reference::to(license);
    /// let (region, sandbox) = (EnvironmentRegion::Europe, EnvironmentType::Sandbox);
    /// let new = NewEnvironment::new("Solutions", region, sandbox, license);
    /// let environment = platform.environments().create(new).await?;
    ///
    /// // The worker that created it has roles there.
    /// let there = platform.in_environment(&environment.id);
    /// there.users().create(NewUser::new("jdoe")).await?;
    /// # Ok(()) }
    /// ```
    pub struct Environments;
}

impl Environments {
    /// Lists the environments in which the worker has a role.
    ///
    /// Needs `orgmgt:read:environment`, which every role has where it is assigned. Errors: 400 with
    /// `INVALID_FILTER` where the service does not support the filter.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
    #[doc(alias("get_all", "all", "search", "Read All Environments"))]
    pub fn list(&self) -> List<Environment, EnvironmentFilter> {
        self.scope.at(&READ_ALL_ENVIRONMENTS).list().taking()
    }

    /// Reads one environment. With [`EnvironmentExpansion::BillOfMaterials`] its products come along.
    ///
    /// Needs `orgmgt:read:environment`, which every role in that environment has. Errors: 404 for
    /// an unknown environment, 403 for one in which the worker has no role.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
    #[doc(alias("get", "fetch", "find", "Read One Environment"))]
    pub fn read(&self, id: impl Into<EnvironmentId>) -> Call<Environment, EnvironmentExpansion> {
        self.scope.at(&READ_ONE_ENVIRONMENT).id(id).call().taking()
    }

    /// Creates an environment. The worker becomes Environment Admin, Identity Data Admin and Client
    /// Application Developer there; for a moment, it may still be refused.
    ///
    /// Needs the role Organization Admin or Environment Admin. Errors: 400 with
    /// `UNIQUENESS_VIOLATION` on `name` where the name is taken, with `INVALID_VALUE` where the
    /// license is not active or not for the region; 403 with `LICENSE_EXCEEDED` where it allows no
    /// more environments, or none in production.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments/create-environment.html>
    #[doc(alias("add", "new", "Create Environment"))]
    pub fn create(&self, environment: NewEnvironment) -> Call<Environment> {
        self.scope.at(&CREATE_ENVIRONMENT).json(&environment).call()
    }

    /// Replaces an environment: what is left out is cleared. The region has to be sent as it is,
    /// and products stay.
    ///
    /// Needs the role Organization Admin or Environment Admin. Errors: as for
    /// [`create`](Self::create), and 404 for an unknown environment.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments/update-environment.html>
    #[doc(alias("replace", "put", "edit", "Update Environment"))]
    pub fn update(
        &self,
        id: impl Into<EnvironmentId>,
        environment: NewEnvironment,
    ) -> Call<Environment> {
        self.scope.at(&UPDATE_ENVIRONMENT).id(id).json(&environment).call()
    }

    /// Deletes an environment and all that is in it. A sandbox is gone at once; one in production
    /// has to be soft-deleted before, with [`EnvironmentHandle::update_status`], and can be deleted
    /// from [`hard_delete_allowed_at`](Environment::hard_delete_allowed_at) on.
    ///
    /// Needs the role Organization Admin. Errors: 400 for
    /// one in production that cannot be deleted yet, 404 for an unknown environment.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
    #[doc(alias("remove", "Delete Environment"))]
    pub fn delete(&self, id: impl Into<EnvironmentId>) -> Call<()> {
        self.scope.at(&DELETE_ENVIRONMENT).id(id).call()
    }
}

handle! {
    /// The managed environment. From [`Platform::environment`](crate::Platform::environment).
    ///
    /// ```no_run
    /// # use pingone_platform::{EnvironmentExpansion, Platform};
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let products = EnvironmentExpansion::BillOfMaterials;
    /// let environment = platform.environment().read().expand(products).await?;
    /// println!("{:?}: {:?}", environment.name, environment.environment_type);
    /// # Ok(()) }
    /// ```
    pub struct EnvironmentHandle;
}

impl EnvironmentHandle {
    /// Reads the environment; see [`Environments::read`].
    #[doc(alias("get", "fetch", "find", "Read One Environment"))]
    pub fn read(&self) -> Call<Environment, EnvironmentExpansion> {
        self.scope.at(&READ_ONE_ENVIRONMENT).call().taking()
    }

    /// Promotes the environment: from then on it is one in production, and never a sandbox again.
    ///
    /// Needs the role Organization Admin or Environment Admin. Errors: 400 with `INVALID_VALUE` for a type that it cannot
    /// get; 403 with `LICENSE_EXCEEDED` where the license does not allow it, as that of a trial.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments/update-environment-type.html>
    #[doc(alias("promote", "Update Environment Type"))]
    pub fn update_type(&self, environment_type: EnvironmentType) -> Call<Environment> {
        let update = UpdateEnvironmentType::new(environment_type);
        self.scope.at(&UPDATE_ENVIRONMENT_TYPE).json(&update).call()
    }

    /// Soft-deletes the environment, so that it is of no use until it is restored or deleted for
    /// good; or restores it, with a license. For environments in production alone.
    ///
    /// Needs the role Organization Admin. Errors: 400 for a sandbox, and with `REQUIRED_VALUE` on
    /// `license` for one that is restored without.
    ///
    /// ```no_run
    /// # use ping_models::{LicenseId, platform::{EnvironmentStatus, UpdateEnvironmentStatus}};
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform, license: LicenseId) -> Result<(), ping_transport::Error> {
    /// let environment = platform.environment();
    /// let delete = UpdateEnvironmentStatus::new(EnvironmentStatus::DeletePending);
    /// let pending = environment.update_status(delete).await?;
    /// println!("until {:?} it can be restored", pending.hard_delete_allowed_at);
    ///
    /// let restore = UpdateEnvironmentStatus::new(EnvironmentStatus::Active).license(license);
    /// environment.update_status(restore).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments/update-environment-status.html>
    #[doc(alias("soft_delete", "restore", "Update Environment Status"))]
    pub fn update_status(&self, update: UpdateEnvironmentStatus) -> Call<Environment> {
        self.scope.at(&UPDATE_ENVIRONMENT_STATUS).json(&update).call()
    }

    /// Reads what may be done in the environment, by its license and its products.
    ///
    /// Needs `orgmgt:read:environment`, which every role in that environment has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/capabilities.html>
    #[doc(alias("features", "Read Environment Capabilities"))]
    pub fn read_capabilities(&self) -> Call<EnvironmentCapabilities> {
        self.scope.at(&READ_ENVIRONMENT_CAPABILITIES).call()
    }

    /// Which products the environment has.
    #[doc(alias("products", "services", "bom"))]
    pub fn bill_of_materials(&self) -> BillOfMaterialsHandle {
        self.scope.clone().into()
    }
}
