//! What native applications send their pushes with.

use ping_models::PushCredentialId;
use ping_models::mfa::{NewPushCredential, PushCredential};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The push credentials of a native application. From
    /// [`ApplicationHandle::push_credentials`](crate::ApplicationHandle::push_credentials).
    ///
    /// ```no_run
    /// # use ping_models::mfa::{NewApnsCredential, NewFcmCredential};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa, p8: String, json: String) -> Result<(), ping_transport::Error> {
    /// let credentials = mfa.application("app-id").push_credentials();
    /// let apple = credentials.create(NewApnsCredential::new("key-id", "team-id", p8)).await?;
    /// credentials.create(NewFcmCredential::new(json)).await?;
    /// for credential in credentials.list().all().await? {
    ///     println!("{} {}", credential.id, credential.credential_type.as_str());
    /// }
    /// credentials.delete(&apple.id).await?;
    /// # Ok(()) }
    /// ```
    pub struct PushCredentials;
}

impl PushCredentials {
    /// Creates a credential: a `NewApnsCredential`, a `NewFcmCredential` or a `NewHmsCredential`.
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member is not valid; 404 for an unknown
    /// application.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/create-mfa-push-credential-apns.html>,
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/create-mfa-push-credential-fcm.html>,
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/create_mfa_push_credentials_hms.html>
    #[doc(alias("add", "new", "Create MFA Push Credential"))]
    pub fn create(&self, credential: impl Into<NewPushCredential>) -> Call<PushCredential> {
        self.scope.at(&CREATE_PUSH_CREDENTIAL).json(&credential.into()).call()
    }

    /// Lists the credentials, without their secrets.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/read-all-mfa-push-credentials.html>
    #[doc(alias("get_all", "all", "search", "Read All MFA Push Credentials"))]
    pub fn list(&self) -> List<PushCredential> {
        self.scope.at(&READ_ALL_MFA_PUSH_CREDENTIALS).list()
    }

    /// Reads one credential, without its secrets.
    ///
    /// Errors: 404 for an unknown application or credential.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/read-one-mfa-push-credential.html>
    #[doc(alias("get", "fetch", "find", "Read One MFA Push Credential"))]
    pub fn read(&self, id: impl Into<PushCredentialId>) -> Call<PushCredential> {
        self.scope.at(&READ_ONE_MFA_PUSH_CREDENTIAL).id(id).call()
    }

    /// Replaces a credential with another one of its type, secrets and all.
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member is not valid, or the type is another; 404
    /// for an unknown application or credential.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/update-mfa-push-credential.html>
    #[doc(alias("replace", "put", "edit", "Update MFA Push Credential"))]
    pub fn update(
        &self,
        id: impl Into<PushCredentialId>,
        credential: impl Into<NewPushCredential>,
    ) -> Call<PushCredential> {
        self.scope.at(&UPDATE_MFA_PUSH_CREDENTIAL).id(id).json(&credential.into()).call()
    }

    /// Deletes a credential: the application gets no more pushes by it.
    ///
    /// Errors: 404 for an unknown application or credential.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-mfa-push-credentials/delete-mfa-push-credential.html>
    #[doc(alias("remove", "Delete MFA Push Credential"))]
    pub fn delete(&self, id: impl Into<PushCredentialId>) -> Call<()> {
        self.scope.at(&DELETE_MFA_PUSH_CREDENTIAL).id(id).call()
    }
}

handle! {
    /// One application, as far as MFA goes. From [`Mfa::application`](crate::Mfa::application).
    pub struct ApplicationHandle;
}

impl ApplicationHandle {
    /// What the application sends its pushes with.
    pub fn push_credentials(&self) -> PushCredentials {
        self.scope.clone().into()
    }
}
