//! Applications.

use ping_models::ApplicationId;
use ping_models::platform::{Application, NewApplication};
use ping_transport::{Call, List, handle};

use crate::grants::ApplicationGrants;
use crate::operations::*;
use crate::role_assignments::RoleAssignments;
use crate::secrets::ClientSecretHandle;

handle! {
    /// The applications of an environment. From
    /// [`Platform::applications`](crate::Platform::applications).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    ///
    /// ```no_run
    /// # use ping_models::platform::{
    /// #     ApplicationType, ClientAuthMethod, GrantType, NewApplication, NewOidcApplication,
    /// # };
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let applications = platform.applications();
    /// let worker = NewOidcApplication::new(
    ///     "Worker",
    ///     ApplicationType::Worker,
    ///     [GrantType::ClientCredentials],
    ///     ClientAuthMethod::ClientSecretBasic,
    /// );
    /// let worker = applications.create(worker.enabled(true)).await?;
    /// let secret = platform.application(worker.id()).secret().read().await?;
    ///
    /// // A replacement takes the whole application: change what was read.
    /// let read = applications.read(worker.id()).await?;
    /// if let Some(same) = NewApplication::replacing(read) {
    ///     applications.update(worker.id(), same).await?;
    /// }
    /// applications.delete(worker.id()).await?;
    /// # Ok(()) }
    /// ```
    pub struct Applications;
}

impl Applications {
    /// Creates an application, of the type whose form it is.
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member does not validate.
    ///
    /// <https://developer.pingidentity.com/pingone-api/getting-started/simple-sso-workflow/step-2-create-a-web-application.html>
    #[doc(alias("add", "new", "Create Application"))]
    pub fn create(&self, application: impl Into<NewApplication>) -> Call<Application> {
        self.scope.at(&CREATE_APPLICATION).json(&application.into()).call()
    }

    /// Lists the applications, those of PingOne itself included. It has no pages.
    #[doc(alias("get_all", "all", "search", "Read All Applications"))]
    pub fn list(&self) -> List<Application> {
        self.scope.at(&READ_ALL_APPLICATIONS).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    #[doc(alias("get", "fetch", "find", "Read One Application"))]
    pub fn read(&self, id: impl Into<ApplicationId>) -> Call<Application> {
        self.scope.at(&READ_ONE_APPLICATION).id(id).call()
    }

    /// Replaces an application: what is not sent is cleared.
    ///
    /// Errors: as for [`create`](Self::create); 404 for one that is unknown.
    #[doc(alias("replace", "put", "edit", "Update Application"))]
    pub fn update(
        &self,
        id: impl Into<ApplicationId>,
        application: impl Into<NewApplication>,
    ) -> Call<Application> {
        self.scope.at(&UPDATE_APPLICATION).id(id).json(&application.into()).call()
    }

    /// Deletes an application; its tokens end with it.
    ///
    /// Errors: 404 for one that is unknown.
    #[doc(alias("remove", "Delete Application"))]
    pub fn delete(&self, id: impl Into<ApplicationId>) -> Call<()> {
        self.scope.at(&DELETE_APPLICATION).id(id).call()
    }
}

handle! {
    /// One application. From [`Platform::application`](crate::Platform::application).
    pub struct ApplicationHandle;
}

impl ApplicationHandle {
    /// Its secret.
    pub fn secret(&self) -> ClientSecretHandle {
        self.scope.clone().into()
    }

    /// The scopes that it may ask for.
    pub fn grants(&self) -> ApplicationGrants {
        self.scope.clone().into()
    }

    /// The roles that it has, if it is a worker.
    #[doc(alias("permissions"))]
    pub fn role_assignments(&self) -> RoleAssignments {
        self.scope.clone().into()
    }
}
