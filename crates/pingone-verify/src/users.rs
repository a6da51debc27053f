//! Users.

use ping_models::verify::{
    DataBasedResult, DataBasedVerification, IdentityRecordMatch, IdentityRecordMatchResult,
    NewVerification, ReferenceData, UpdateUserVerificationStatus, UserVerificationState,
    UserVerificationStatus,
};
use ping_models::{ReferenceDataId, VerifyTransactionId};
use ping_transport::flow::{self, Action};
use ping_transport::{Call, List, OpenError, SealKey, handle};

use crate::flow::verification::{self, Verification};
use crate::identity_assurance::IdentityAssuranceHandle;
use crate::operations::*;
use crate::transactions::{TransactionHandle, Transactions};

handle! {
    /// One user's verifications, and what else can be asked about the user. From
    /// [`Verify::user`](crate::Verify::user).
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
    pub struct UserHandle;
}

impl UserHandle {
    pub(crate) fn id(&self) -> &str {
        self.scope.id("userID").unwrap_or_default()
    }

    /// The user's transactions.
    #[doc(alias("verifications"))]
    pub fn transactions(&self) -> Transactions {
        self.scope.clone().into()
    }

    /// One transaction and what belongs to it.
    pub fn transaction(&self, id: impl Into<VerifyTransactionId>) -> TransactionHandle {
        self.scope.below("transactionID", id.into()).into()
    }

    /// Starts a verification: creates a transaction and gives the step that has the link to show
    /// and waits for the verdict.
    ///
    /// Errors: as for [`Transactions::create`].
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/create-verify-transaction.html>
    #[doc(alias("begin", "verify"))]
    pub fn start(&self, verification: NewVerification) -> Action<Verification> {
        verification::start(self, verification)
    }

    /// Goes on with a verification that was started before.
    ///
    /// Errors: as for [`Transactions::read`].
    #[doc(alias("restore"))]
    pub fn resume(&self, id: impl Into<VerifyTransactionId>) -> Action<Verification> {
        verification::resume(self, id.into())
    }

    /// Opens a verification that was sealed with [`Verification::seal`] for this user. Nothing is
    /// sent.
    ///
    /// # Errors
    ///
    /// Says why it does not open: it was changed, sealed with another key, for another user or
    /// for another purpose, or has expired.
    pub fn open(&self, key: &SealKey, sealed: &str) -> Result<Verification, OpenError> {
        flow::open(self, key, self.id(), sealed)
    }

    /// Compares what a document says of the user with a record.
    ///
    /// Errors: 400 with `INVALID_DATA` where nothing is compared; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-identity-record-matching/submit-identity-record-match.html>
    #[doc(alias("Submit Identity Record Match"))]
    pub fn match_record(&self, compare: IdentityRecordMatch) -> Call<IdentityRecordMatchResult> {
        self.scope.at(&SUBMIT_IDENTITY_RECORD_MATCH).json(&compare).call()
    }

    /// Looks an identity up with data providers.
    ///
    /// Errors: 400 with `REQUIRED_VALUE` where the country needs more of the identity; 404 for an
    /// unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-data-based-identity-verification/submit-data-based-identity-verification.html>
    #[doc(alias("Submit Data-Based Identity Verification"))]
    pub fn verify_by_data(&self, identity: DataBasedVerification) -> Call<DataBasedResult> {
        self.scope.at(&SUBMIT_DATA_BASED_IDENTITY_VERIFICATION).json(&identity).call()
    }

    /// What was verified of the user, as claims.
    pub fn identity_assurance(&self) -> IdentityAssuranceHandle {
        self.scope.clone().into()
    }

    /// Lists the samples that are kept of the user's voice, without the samples themselves.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/read-all-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Read All Reference Data"))]
    pub fn list_reference_data(&self) -> List<ReferenceData> {
        self.scope.at(&READ_ALL_REFERENCE_DATA).list()
    }

    /// Reads the samples of one entry.
    ///
    /// Errors: 404 for an unknown entry or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/read-one-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Read One Reference Data"))]
    pub fn read_reference_data(&self, id: impl Into<ReferenceDataId>) -> Call<ReferenceData> {
        self.scope.at(&READ_ONE_REFERENCE_DATA).id(id).call()
    }

    /// Deletes one entry with its samples.
    ///
    /// Errors: 404 for an unknown entry or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-reference-data/delete-one-reference-data.html>
    #[deprecated(note = "the service withdraws voice verification and its reference data")]
    #[doc(alias("Delete One Reference Data"))]
    pub fn delete_reference_data(&self, id: impl Into<ReferenceDataId>) -> Call<()> {
        self.scope.at(&DELETE_ONE_REFERENCE_DATA).id(id).call()
    }

    /// Reads the status that was set by hand.
    ///
    /// Errors: 404 for an unknown user.
    #[deprecated(note = "the service no longer reads this status; ask the transactions")]
    #[doc(alias("Read User Verification Status"))]
    pub fn read_verification_status(&self) -> Call<UserVerificationStatus> {
        self.scope.at(&READ_USER_VERIFICATION_STATUS).call()
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
        self.scope
            .at(&UPDATE_USER_VERIFICATION_STATUS)
            .json(&UpdateUserVerificationStatus::new(state))
            .call()
    }
}
