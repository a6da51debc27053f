//! Pairing keys of a user.

use ping_models::PairingKeyId;
use ping_models::mfa::{NewPairingKey, PairingKey};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// The pairing keys of a user, by which native apps pair themselves. From
    /// [`UserHandle::pairing_keys`](crate::UserHandle::pairing_keys).
    ///
    /// Needs the role Identity Data Admin.
    ///
    /// ```no_run
    /// # use ping_models::mfa::{NewPairingKey, PairingKeyStatus};
    /// # use pingone_mfa::Mfa;
    /// # async fn example(mfa: Mfa) -> Result<(), ping_transport::Error> {
    /// let keys = mfa.user("user-id").pairing_keys();
    /// let key = keys.create(NewPairingKey::new()).await?;
    /// if let Some(qr) = key.qr() {
    ///     println!("{}", qr.terminal());
    /// }
    /// // ... until the app has claimed it.
    /// let paired = keys.read(&key.id).await?.status == Some(PairingKeyStatus::Claimed);
    /// # Ok(()) }
    /// ```
    pub struct PairingKeys;
}

impl PairingKeys {
    /// Creates a pairing key.
    ///
    /// Errors: 400 with `INVALID_VALUE` on `applications[0].id` for an unknown application, on
    /// `policy.id` where the policy does not allow mobile devices; `LIMIT_EXCEEDED` where the user
    /// has twenty good keys; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-pairing-keys/create-mfa-pairing-key.html>
    #[doc(alias("add", "new", "Create MFA Pairing Key"))]
    pub fn create(&self, key: NewPairingKey) -> Call<PairingKey> {
        self.scope.at(&CREATE_MFA_PAIRING_KEY).json(&key).call()
    }

    /// Reads one pairing key: whether an app has claimed it. Errors: 404 for an unknown user or
    /// key.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-pairing-keys/read-one-mfa-pairing-key.html>
    #[doc(alias("get", "fetch", "find", "Read One MFA Pairing Key"))]
    pub fn read(&self, id: impl Into<PairingKeyId>) -> Call<PairingKey> {
        self.scope.at(&READ_ONE_MFA_PAIRING_KEY).id(id).call()
    }

    /// Deletes a pairing key that no app has claimed.
    ///
    /// Errors: 400 where one has; 404 for an unknown user or key.
    ///
    /// <https://developer.pingidentity.com/pingone-api/mfa/users/mfa-pairing-keys/delete-mfa-pairing-key.html>
    #[doc(alias("remove", "Delete MFA Pairing Key"))]
    pub fn delete(&self, id: impl Into<PairingKeyId>) -> Call<()> {
        self.scope.at(&DELETE_MFA_PAIRING_KEY).id(id).call()
    }
}
