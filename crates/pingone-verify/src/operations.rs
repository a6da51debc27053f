//! The operations of this crate, declared once.

use ping_models::Collection;
use ping_models::verify::{
    NewVerification, UpdateVerifyTransaction, VerificationMetadata, VerifiedData, VerifiedDataSet,
    VerifyTransaction,
};

ping_transport::operations! {
    /// Create Verify Transaction.
    pub(crate) CREATE_VERIFY_TRANSACTION: NewVerification => VerifyTransaction = "verify.create_verify_transaction",
        POST Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions" as "application/json";

    /// Read All Verify Transactions.
    pub(crate) READ_ALL_VERIFY_TRANSACTIONS: () => Collection<VerifyTransaction> = "verify.read_all_verify_transactions",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions";

    /// Read One Verify Transaction.
    pub(crate) READ_ONE_VERIFY_TRANSACTION: () => VerifyTransaction = "verify.read_one_verify_transaction",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}";

    /// Update Verify Transaction.
    pub(crate) UPDATE_VERIFY_TRANSACTION: UpdateVerifyTransaction => VerifyTransaction = "verify.update_verify_transaction",
        PUT Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}" as "application/json";

    /// Read All Verification MetaData.
    pub(crate) READ_ALL_VERIFICATION_METADATA: () => VerificationMetadata = "verify.read_all_verification_metadata",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/metaData";

    /// Read All User Verified Data.
    pub(crate) READ_ALL_USER_VERIFIED_DATA: () => VerifiedDataSet = "verify.read_all_user_verified_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData";

    /// Read All User Verified Data, of certain types.
    pub(crate) READ_USER_VERIFIED_DATA_BY_TYPE: () => VerifiedDataSet = "verify.read_user_verified_data_by_type",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData";

    /// Read One User Verified Data.
    pub(crate) READ_ONE_USER_VERIFIED_DATA: () => VerifiedData = "verify.read_one_user_verified_data",
        GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData/{verifiedDataID}";
}
