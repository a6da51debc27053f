//! What can be asked about a user outside of a transaction.

use ping_models::verify::{
    DataBasedResult, DataBasedVerification, IdentityAssurance, IdentityRecordMatch,
    IdentityRecordMatchResult, ReferenceData, ReferenceDataId, UpdateUserVerificationStatus,
    UserVerificationState, UserVerificationStatus,
};
use ping_transport::{Call, List, Operation, RequestBuilder};

use crate::{UserHandle, operations};

/// Matching, data providers, and what the service withdraws.
///
/// ```no_run
/// # use ping_models::verify::{
/// #     DataBasedRequirements, DataBasedVerification, GalleryValue, IdentityRecordMatch,
/// # };
/// # async fn example(user: pingone_verify::UserHandle) -> Result<(), ping_transport::Error> {
/// let compare = IdentityRecordMatch::new()
///     .given_name("ANN", GalleryValue::any_of(["Ann", "Annie"]))
///     .birth_date("1990-01-31", "1990-01-31");
/// let matched = user.match_record(compare).await?;
/// println!("{:?}", matched.overall_confidence_score);
///
/// let identity = DataBasedRequirements::new().name("Ann Lee").birth_date("1990-01-31");
/// user.verify_by_data(DataBasedVerification::new(identity)).await?;
///
/// let claims = user.identity_assurance();
/// println!("{:?}", claims.read().await?.verified_claims.is_some());
/// claims.delete().await?;
/// # Ok(()) }
/// ```
impl UserHandle {
    pub(crate) fn request<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        self.scope.managed(operation).segment(&self.user)
    }

    /// Compares what a document says of the user with a record.
    ///
    /// Errors: 400 with `INVALID_DATA` where nothing is compared; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-record-matching/submit-identity-record-match.html>
    #[doc(alias("Submit Identity Record Match"))]
    pub fn match_record(&self, compare: IdentityRecordMatch) -> Call<IdentityRecordMatchResult> {
        self.request(&operations::SUBMIT_IDENTITY_RECORD_MATCH)
            .json(&compare)
            .personal(&["/probe", "/gallery"])
            .call()
    }

    /// Looks an identity up with data providers.
    ///
    /// Errors: 400 with `REQUIRED_VALUE` where the country needs more of the identity; 404 for an
    /// unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-data-based-identity-verification/submit-data-based-identity-verification.html>
    #[doc(alias("Submit Data-Based Identity Verification"))]
    pub fn verify_by_data(&self, identity: DataBasedVerification) -> Call<DataBasedResult> {
        self.request(&operations::SUBMIT_DATA_BASED_IDENTITY_VERIFICATION)
            .json(&identity)
            .personal(&["/requirements"])
            .call()
    }

    /// What was verified of the user, as claims.
    pub fn identity_assurance(&self) -> IdentityAssuranceHandle {
        IdentityAssuranceHandle(self.clone())
    }

    /// Lists the samples that are kept of the user's voice, without the samples themselves.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/read-all-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Read All Reference Data"))]
    pub fn list_reference_data(&self) -> List<ReferenceData> {
        self.request(&operations::READ_ALL_REFERENCE_DATA).list()
    }

    /// Reads the samples of one entry.
    ///
    /// Errors: 404 for an unknown entry or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/read-one-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Read One Reference Data"))]
    pub fn read_reference_data(&self, id: impl Into<ReferenceDataId>) -> Call<ReferenceData> {
        self.request(&operations::READ_ONE_REFERENCE_DATA)
            .segment(id.into())
            .call()
    }

    /// Deletes one entry with its samples.
    ///
    /// Errors: 404 for an unknown entry or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/delete-one-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Delete One Reference Data"))]
    pub fn delete_reference_data(&self, id: impl Into<ReferenceDataId>) -> Call<()> {
        self.request(&operations::DELETE_ONE_REFERENCE_DATA)
            .segment(id.into())
            .call()
    }

    /// Reads the status that was set by hand.
    ///
    /// Errors: 404 for an unknown user.
    #[deprecated(note = "the service no longer reads this status; ask the transactions")]
    #[doc(alias("Read User Verification Status"))]
    pub fn read_verification_status(&self) -> Call<UserVerificationStatus> {
        self.request(&operations::READ_USER_VERIFICATION_STATUS)
            .call()
    }

    /// Sets the status by hand, which has no effect any more.
    ///
    /// Errors: 400 for an unknown state; 404 for an unknown user.
    #[deprecated(note = "the service no longer reads this status; approve transactions instead")]
    #[doc(alias("Update User Verification Status"))]
    pub fn update_verification_status(
        &self,
        state: UserVerificationState,
    ) -> Call<UserVerificationStatus> {
        self.request(&operations::UPDATE_USER_VERIFICATION_STATUS)
            .json(&UpdateUserVerificationStatus::new(state))
            .call()
    }
}

/// What was verified of a user, as claims. From [`UserHandle::identity_assurance`].
#[derive(Clone, Debug)]
pub struct IdentityAssuranceHandle(UserHandle);

impl IdentityAssuranceHandle {
    /// Reads the claims, which are kept where the policy has `ida` enabled.
    ///
    /// Errors: 404 where there are none, and for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida/read-one-verify-identity-assurance.html>
    #[doc(alias("get", "fetch", "find", "Read One Verify Identity Assurance"))]
    pub fn read(&self) -> Call<IdentityAssurance> {
        self.0
            .request(&operations::READ_VERIFY_IDENTITY_ASSURANCE)
            .call()
    }

    /// Deletes all claims of the user.
    ///
    /// Errors: as for [`read`](Self::read).
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-assurance-ida/delete-verify-identity-assurance.html>
    #[doc(alias("remove", "Delete Verify Identity Assurance"))]
    pub fn delete(&self) -> Call<()> {
        self.0
            .request(&operations::DELETE_VERIFY_IDENTITY_ASSURANCE)
            .call()
    }
}
