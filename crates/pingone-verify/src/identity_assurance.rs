//! What was verified of a user, as claims.

use ping_models::verify::IdentityAssurance;
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// What was verified of a user, as claims. From
    /// [`UserHandle::identity_assurance`](crate::UserHandle::identity_assurance).
    pub struct IdentityAssuranceHandle;
}

impl IdentityAssuranceHandle {
    /// Reads the claims, which are kept where the policy has `ida` enabled.
    ///
    /// Errors: 404 where there are none, and for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida/read-one-verify-identity-assurance.html>
    #[doc(alias("get", "fetch", "find", "Read One Verify Identity Assurance"))]
    pub fn read(&self) -> Call<IdentityAssurance> {
        self.scope.at(&READ_VERIFY_IDENTITY_ASSURANCE).call()
    }

    /// Deletes all claims of the user.
    ///
    /// Errors: as for [`read`](Self::read).
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida/delete-verify-identity-assurance.html>
    #[doc(alias("remove", "Delete Verify Identity Assurance"))]
    pub fn delete(&self) -> Call<()> {
        self.scope.at(&DELETE_VERIFY_IDENTITY_ASSURANCE).call()
    }
}
