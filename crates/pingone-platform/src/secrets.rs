//! The secrets of applications and resources.

use ping_models::platform::{ClientSecret, RotateSecret};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The secret of an application. From [`ApplicationHandle::secret`](crate::ApplicationHandle::secret).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    pub struct ApplicationSecretHandle;
}

impl ApplicationSecretHandle {
    /// Reads the secret, and the previous one while that is good.
    ///
    /// Errors: 404 where there is none, for a short time after the creation, too.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-secret/read-application-secret.html>
    #[doc(alias("get", "fetch", "Read Application Secret"))]
    pub fn read(&self) -> Call<ClientSecret> {
        self.scope.at(&READ_APPLICATION_SECRET).call()
    }

    /// Makes a new secret. The one before is good until the time that the request says, which is
    /// within 30 days; without one it ends at once.
    ///
    /// Errors: 400 where the time is out of its range; 404 where there is no secret.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-secret/update-application-secret.html>
    #[doc(alias("renew", "Update Application Secret"))]
    pub fn rotate(&self, how: RotateSecret) -> Call<ClientSecret> {
        self.scope.at(&ROTATE_APPLICATION_SECRET).json(&how).call()
    }

    /// Ends the previous secret. Errors: 404 where there is none.
    #[doc(alias("remove", "Delete Previous Application Secret"))]
    pub fn delete_previous(&self) -> Call<()> {
        self.scope.at(&DELETE_PREVIOUS_APPLICATION_SECRET).call()
    }
}

handle! {
    /// The secret of a resource. From [`ResourceHandle::secret`](crate::ResourceHandle::secret).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    pub struct ResourceSecretHandle;
}

impl ResourceSecretHandle {
    /// Reads the secret, and the previous one while that is good.
    ///
    /// Errors: 404 where there is none, for a short time after the creation, too.
    #[doc(alias("get", "fetch", "Read Resource Secret"))]
    pub fn read(&self) -> Call<ClientSecret> {
        self.scope.at(&READ_RESOURCE_SECRET).call()
    }

    /// Makes a new secret. The one before is good until the time that the request says, which is
    /// within 30 days; without one it ends at once.
    ///
    /// Errors: 400 where the time is out of its range; 404 where there is no secret.
    #[doc(alias("renew", "Update Resource Secret"))]
    pub fn rotate(&self, how: RotateSecret) -> Call<ClientSecret> {
        self.scope.at(&ROTATE_RESOURCE_SECRET).json(&how).call()
    }

    /// Ends the previous secret. Errors: 404 where there is none.
    #[doc(alias("remove", "Delete Previous Resource Secret"))]
    pub fn delete_previous(&self) -> Call<()> {
        self.scope.at(&DELETE_PREVIOUS_RESOURCE_SECRET).call()
    }
}
