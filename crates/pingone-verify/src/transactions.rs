//! Verify transactions.

use ping_models::VerifyTransactionId;
use ping_models::verify::{
    NewVerification, UpdateVerifyTransaction, VerificationQr, VerifyTransaction,
};
use ping_transport::filter::Limited;
use ping_transport::flow::Action;
use ping_transport::{Call, List, expansions, handle};

use crate::documents::Documents;
use crate::metadata::MetadataHandle;
use crate::operations::*;
use crate::verified_data::VerifiedDataHandle;

expansions! {
    /// What can come along with one verify transaction.
    pub VerifyTransactionExpansion {
        /// The policy instead of its id.
        VerifyPolicy = expand "verifyPolicy",
    }
}

handle! {
    /// A user's transactions. From [`UserHandle::transactions`](crate::UserHandle::transactions).
    ///
    /// ```no_run
    /// # use ping_models::verify::{
    /// #     NewVerification, Outcome, Requirements, SendNotification, UpdateVerifyTransaction,
    /// # };
    /// # use pingone_verify::{Verify, VerifyTransactionExpansion};
    /// # async fn example(verify: Verify) -> Result<(), ping_transport::Error> {
    /// let transactions = verify.user("2f9c3699-217e-4acb-9e80-9649311b3eb5").transactions();
    ///
    /// // By the default policy; the link is mailed, and the name has to match.
    /// let wanted = NewVerification::new()
    ///     .send_notification(SendNotification::new().email("ann@example.com"))
    ///     .requirements(Requirements::new().given_name("Ann").family_name("Lee"));
    /// let created = transactions.create(wanted).await?;
    ///
    /// let read = transactions.read(&created.id).expand(VerifyTransactionExpansion::VerifyPolicy).await?;
    /// if read.outcome() == Outcome::Failed {
    ///     transactions.update(&read.id, UpdateVerifyTransaction::approve()).await?;
    /// }
    ///
    /// let mut latest = transactions.list().limit(5).stream();
    /// while let Some(transaction) = latest.try_next().await? {
    ///     println!("{:?} {:?}", transaction.created_at, transaction.status());
    /// }
    /// match transactions.last().await? {
    ///     Some(last) => println!("{:?}", last.outcome()),
    ///     None => println!("never verified"),
    /// }
    /// transactions.delete(&created.id).await?;
    /// # Ok(()) }
    /// ```
    pub struct Transactions;
}

impl Transactions {
    /// Creates a transaction: asks the user for data. Without a policy the default one applies.
    ///
    /// Errors: 400 with `INVALID_DATA` where a member does not validate, such as a redirect that
    /// is not https or a reference selfie that the policy needs; 404 for an unknown user or
    /// policy; 403 where the license does not include Verify.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/create-verify-transaction.html>
    #[doc(alias("add", "new", "Create Verify Transaction"))]
    pub fn create(&self, verification: NewVerification) -> Call<VerifyTransaction> {
        self.scope.at(&CREATE_VERIFY_TRANSACTION).json(&verification).call()
    }

    /// Lists the transactions; with a limit the latest ones.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/read-all-verify-transactions.html>
    #[doc(alias("get_all", "all", "search", "Read All Verify Transactions"))]
    pub fn list(&self) -> List<VerifyTransaction, Limited> {
        self.scope.at(&READ_ALL_VERIFY_TRANSACTIONS).list().taking()
    }

    /// Reads one transaction; the policy comes along with
    /// [`VerifyTransactionExpansion::VerifyPolicy`].
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/read-one-verify-transaction.html>
    #[doc(alias("get", "fetch", "find", "Read One Verify Transaction"))]
    pub fn read(
        &self,
        id: impl Into<VerifyTransactionId>,
    ) -> Call<VerifyTransaction, VerifyTransactionExpansion> {
        self.scope.at(&READ_ONE_VERIFY_TRANSACTION).id(id).call().taking()
    }

    /// Approves a transaction by hand.
    ///
    /// Errors: 404 for an unknown transaction; 400 where it has neither failed nor is being
    /// checked.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verify-transactions/update-verify-transaction.html>
    #[doc(alias("replace", "put", "edit", "Update Verify Transaction"))]
    pub fn update(
        &self,
        id: impl Into<VerifyTransactionId>,
        approval: UpdateVerifyTransaction,
    ) -> Call<VerifyTransaction> {
        self.scope.at(&UPDATE_VERIFY_TRANSACTION).id(id).json(&approval).call()
    }

    /// Deletes a transaction and what belongs to it. The current documentation leaves this
    /// operation out; an older guide has it.
    ///
    /// Errors: 404 for an unknown transaction or user.
    ///
    /// <https://docs.pingidentity.com/pingone/identity_verification_using_pingone_verify/p1_verify_manually_reset_status_api.html>
    #[doc(alias("remove", "Delete an ID verification transaction"))]
    pub fn delete(&self, id: impl Into<VerifyTransactionId>) -> Call<()> {
        self.scope.at(&DELETE_VERIFY_TRANSACTION).id(id).call()
    }

    /// The transaction that was changed last, such as an older one that an administrator has
    /// approved since; `None` where the user has none. It is found in the whole
    /// [`list`](Self::list), whose order is not documented.
    ///
    /// Errors: as for [`list`](Self::list).
    pub fn last(&self) -> Action<Option<VerifyTransaction>> {
        Action::new(&self.scope, |scope| async move {
            let list = Self { scope }.list();
            let mut last: Option<(Option<i64>, VerifyTransaction)> = None;
            let mut transactions = list.stream();
            while let Some(transaction) = transactions.try_next().await? {
                let changed = transaction.updated_at.unix_millis();
                let changed = changed.or_else(|| transaction.created_at.unix_millis());
                // Of two of the same moment the first one of the list counts.
                if last.as_ref().is_none_or(|(known, _)| changed > *known) {
                    last = Some((changed, transaction));
                }
            }
            Ok(last.map(|(_, transaction)| transaction))
        })
    }
}

handle! {
    /// One transaction and what belongs to it. From
    /// [`UserHandle::transaction`](crate::UserHandle::transaction).
    pub struct TransactionHandle;
}

impl TransactionHandle {
    /// What the checks said.
    pub fn metadata(&self) -> MetadataHandle {
        self.scope.clone().into()
    }

    /// What a program hands in for the person.
    pub fn documents(&self) -> Documents {
        self.scope.clone().into()
    }

    /// What the person showed.
    pub fn verified_data(&self) -> VerifiedDataHandle {
        self.scope.clone().into()
    }

    /// Reads the QR code of the link that the user follows. A transaction of the older form has
    /// its code at [`Verification::qr_code`](crate::Verification::qr_code).
    ///
    /// Errors: 404 where no data is wanted any more.
    ///
    /// <https://docs.pingidentity.com/connectors/p1_verify_connector.html>
    #[doc(alias("Verification QR code image"))]
    pub fn qr_code(&self) -> Call<VerificationQr> {
        self.scope.at(&READ_VERIFICATION_QR_CODE).call()
    }
}
