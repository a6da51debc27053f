//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::Collection;
use ping_models::verify::{
    DataBasedResult, DataBasedVerification, IdentityAssurance, IdentityRecordMatch,
    IdentityRecordMatchResult, Metadata, NewVerification, NewVerificationDocument, NewVerifyPolicy,
    PortraitBackground, ReferenceData, UpdateUserVerificationStatus, UpdateVerifyTransaction,
    UserVerificationStatus, VerificationDocument, VerificationDocuments, VerificationMetadata,
    VerificationQr, VerifiedData, VerifiedDataSet, VerifyPolicy, VerifyTransaction,
};
use ping_transport::__private::{Variants, When};

ping_transport::operations! {
    /// Create Verify Transaction.
    pub(crate) CREATE_VERIFY_TRANSACTION: NewVerification => VerifyTransaction
        = "verify.create_verify_transaction",
        POST Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions"
        as "application/json" needs "Identity Data Admin"
        personal "/requirements", "/sendNotification";

    /// Read All Verify Transactions.
    pub(crate) READ_ALL_VERIFY_TRANSACTIONS: () => Collection<VerifyTransaction>
        = "verify.read_all_verify_transactions",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions"
        needs "Identity Data Admin";

    /// Read One Verify Transaction.
    pub(crate) READ_ONE_VERIFY_TRANSACTION: () => VerifyTransaction
        = "verify.read_one_verify_transaction",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}"
        needs "Identity Data Admin";

    /// Update Verify Transaction.
    pub(crate) UPDATE_VERIFY_TRANSACTION: UpdateVerifyTransaction => VerifyTransaction
        = "verify.update_verify_transaction",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}"
        as "application/json" needs "Identity Data Admin";

    /// Delete an ID verification transaction (legacy).
    pub(crate) DELETE_VERIFY_TRANSACTION: () => () = "verify.delete_verify_transaction",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}"
        needs "Identity Data Admin";

    /// Verification QR code image (qrUrl).
    pub(crate) READ_VERIFICATION_QR_CODE: () => VerificationQr
        = "verify.read_verification_qr_code",
        GET Api "/v1/idValidations/webVerifications/{transactionID}/qr" accept "text/plain, */*";

    /// Verification QR code image (qrUrl, older form).
    pub(crate) READ_VERIFICATION_QR_CODE_SHORTCODE: () => VerificationQr
        = "verify.read_verification_qr_code_shortcode",
        GET Api "/v1/idValidations/shortcode/{verificationCode}/qr" accept "text/plain, */*";

    /// Read All Verification MetaData.
    pub(crate) READ_ALL_VERIFICATION_METADATA: () => VerificationMetadata
        = "verify.read_all_verification_metadata",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/metaData"
        needs "Identity Data Admin";

    /// Read One Verification MetaData.
    pub(crate) READ_ONE_VERIFICATION_METADATA: () => Metadata
        = "verify.read_one_verification_metadata",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/metaData/{metaDataID}"
        needs "Identity Data Admin";

    /// Read All User Verified Data (filtered by type).
    pub(crate) READ_USER_VERIFIED_DATA_BY_TYPE: () => VerifiedDataSet
        = "verify.read_user_verified_data_by_type",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData"
        needs "Identity Data Admin" among LIST_VERIFIED_DATA_VARIANTS;

    /// Read All User Verified Data.
    pub(crate) LIST_VERIFIED_DATA: () => VerifiedDataSet = "verify.read_all_user_verified_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData"
        needs "Identity Data Admin" among LIST_VERIFIED_DATA_VARIANTS;

    /// Read One User Verified Data.
    pub(crate) READ_ONE_USER_VERIFIED_DATA: () => VerifiedData
        = "verify.read_one_user_verified_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData/{verifiedDataID}"
        needs "Identity Data Admin";

    /// Update Verified Data Portrait Background.
    pub(crate) UPDATE_VERIFIED_DATA_PORTRAIT_BACKGROUND: PortraitBackground => VerifiedData
        = "verify.update_verified_data_portrait_background",
        POST Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData/{selfieID}"
        as "application/vnd.pingidentity.replace.background+json" needs "Identity Data Admin";

    /// Create Verification Document.
    pub(crate) CREATE_VERIFICATION_DOCUMENT: NewVerificationDocument => VerificationDocument
        = "verify.create_verification_document",
        POST Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/documents"
        as "application/json" needs "Identity Data Admin" personal "/value";

    /// Read All Verification Documents.
    pub(crate) READ_ALL_VERIFICATION_DOCUMENTS: () => VerificationDocuments
        = "verify.read_all_verification_documents",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/documents"
        needs "Identity Data Admin";

    /// Read One Verification Document.
    pub(crate) READ_ONE_VERIFICATION_DOCUMENT: () => VerificationDocument
        = "verify.read_one_verification_document",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/documents/{documentID}"
        needs "Identity Data Admin";

    /// Update Verification Document.
    pub(crate) UPDATE_VERIFICATION_DOCUMENT: NewVerificationDocument => VerificationDocument
        = "verify.update_verification_document",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/documents/{documentID}"
        as "application/json" needs "Identity Data Admin" personal "/value";

    /// Delete Verification Document.
    pub(crate) DELETE_VERIFICATION_DOCUMENT: () => () = "verify.delete_verification_document",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/documents/{documentID}"
        needs "Identity Data Admin";

    /// Create Verify Policy.
    pub(crate) CREATE_VERIFY_POLICY: NewVerifyPolicy => VerifyPolicy
        = "verify.create_verify_policy",
        POST Api "/v1/environments/{environmentID}/verifyPolicies" as "application/json"
        needs "Identity Data Admin";

    /// Read All Verify Policies.
    pub(crate) READ_ALL_VERIFY_POLICIES: () => Collection<VerifyPolicy>
        = "verify.read_all_verify_policies",
        GET Api "/v1/environments/{environmentID}/verifyPolicies" needs "Identity Data Admin";

    /// Read One Verify Policy.
    pub(crate) READ_ONE_VERIFY_POLICY: () => VerifyPolicy = "verify.read_one_verify_policy",
        GET Api "/v1/environments/{environmentID}/verifyPolicies/{verifyPolicyID}"
        needs "Identity Data Admin";

    /// Update Verify Policy.
    pub(crate) UPDATE_VERIFY_POLICY: NewVerifyPolicy => VerifyPolicy
        = "verify.update_verify_policy",
        PUT Api "/v1/environments/{environmentID}/verifyPolicies/{verifyPolicyID}"
        as "application/json" needs "Identity Data Admin";

    /// Delete Verify Policy.
    pub(crate) DELETE_VERIFY_POLICY: () => () = "verify.delete_verify_policy",
        DELETE Api "/v1/environments/{environmentID}/verifyPolicies/{verifyPolicyID}"
        needs "Identity Data Admin";

    /// Read All Reference Data (deprecated).
    pub(crate) READ_ALL_REFERENCE_DATA: () => Collection<ReferenceData>
        = "verify.read_all_reference_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/referenceData"
        needs "Identity Data Admin";

    /// Read One Reference Data (deprecated).
    pub(crate) READ_ONE_REFERENCE_DATA: () => ReferenceData = "verify.read_one_reference_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/referenceData/{referenceDataID}"
        needs "Identity Data Admin";

    /// Delete One Reference Data (deprecated).
    pub(crate) DELETE_ONE_REFERENCE_DATA: () => () = "verify.delete_one_reference_data",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/referenceData/{referenceDataID}"
        needs "Identity Data Admin";

    /// Read User Verification Status (deprecated).
    pub(crate) READ_USER_VERIFICATION_STATUS: () => UserVerificationStatus
        = "verify.read_user_verification_status",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyStatus"
        needs "Identity Data Admin";

    /// Update User Verification Status (deprecated).
    pub(crate) UPDATE_USER_VERIFICATION_STATUS: UpdateUserVerificationStatus => UserVerificationStatus
        = "verify.update_user_verification_status",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/verifyStatus"
        as "application/json" needs "Identity Data Admin";

    /// Submit Identity Record Match.
    pub(crate) SUBMIT_IDENTITY_RECORD_MATCH: IdentityRecordMatch => IdentityRecordMatchResult
        = "verify.submit_identity_record_match",
        POST Api "/v1/environments/{environmentID}/users/{userID}/identityRecordMatching"
        as "application/json" needs "Identity Data Admin" personal "/probe", "/gallery";

    /// Submit Data-Based Identity Verification.
    pub(crate) SUBMIT_DATA_BASED_IDENTITY_VERIFICATION: DataBasedVerification => DataBasedResult
        = "verify.submit_data_based_identity_verification",
        POST Api "/v1/environments/{environmentID}/users/{userID}/dataBasedIdentityVerification"
        as "application/json" needs "Identity Data Admin" personal "/requirements";

    /// Read One Verify Identity Assurance.
    pub(crate) READ_VERIFY_IDENTITY_ASSURANCE: () => IdentityAssurance
        = "verify.read_verify_identity_assurance",
        GET Api "/v1/environments/{environmentID}/users/{userID}/identityAssurance"
        needs "Identity Data Admin";

    /// Delete Verify Identity Assurance.
    pub(crate) DELETE_VERIFY_IDENTITY_ASSURANCE: () => ()
        = "verify.delete_verify_identity_assurance",
        DELETE Api "/v1/environments/{environmentID}/users/{userID}/identityAssurance"
        needs "Identity Data Admin";
}

/// What tells the operations apart that `LIST_VERIFIED_DATA` stands for.
static LIST_VERIFIED_DATA_VARIANTS: Variants = Variants {
    special: &[(When::Asks("type"), &READ_USER_VERIFIED_DATA_BY_TYPE.info)],
    general: &LIST_VERIFIED_DATA.info,
};
