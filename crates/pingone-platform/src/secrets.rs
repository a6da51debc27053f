//! The secrets of applications and resources.

use ping_models::platform::{ClientSecret, RotateSecret};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The secret of an application or of a resource. From
    /// [`ApplicationHandle::secret`](crate::ApplicationHandle::secret) and
    /// [`ResourceHandle::secret`](crate::ResourceHandle::secret).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    pub struct ClientSecretHandle;
}

impl ClientSecretHandle {
    /// Reads the secret, and the previous one while that is good.
    ///
    /// Errors: 404 where there is none, for a short time after the creation, too.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-secret/read-application-secret.html>
    #[doc(alias("get", "fetch", "Read Application Secret", "Read Resource Secret"))]
    pub fn read(&self) -> Call<ClientSecret> {
        self.scope.at_one_of([&READ_APPLICATION_SECRET, &READ_RESOURCE_SECRET]).call()
    }

    /// Makes a new secret. The one before is good until the time that the request says, which is
    /// within 30 days; without one it ends at once.
    ///
    /// Errors: 400 where the time is out of its range; 404 where there is no secret.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-secret/update-application-secret.html>
    #[doc(alias("renew", "Update Application Secret", "Update Resource Secret"))]
    pub fn rotate(&self, how: RotateSecret) -> Call<ClientSecret> {
        let rotate = [&ROTATE_APPLICATION_SECRET, &ROTATE_RESOURCE_SECRET];
        self.scope.at_one_of(rotate).json(&how).call()
    }

    /// Ends the previous secret. Errors: 404 where there is none.
    #[doc(alias(
        "remove",
        "Delete Previous Application Secret",
        "Delete Previous Resource Secret"
    ))]
    pub fn delete_previous(&self) -> Call<()> {
        let delete = [&DELETE_PREVIOUS_APPLICATION_SECRET, &DELETE_PREVIOUS_RESOURCE_SECRET];
        self.scope.at_one_of(delete).call()
    }
}
