//! A verification from its link to its verdict.

use std::future::Future;
use std::time::Duration;

use ping_models::verify::{
    CheckStatus, NewVerification, Outcome, VerifyTransaction, VerifyTransactionId,
};
use ping_transport::{Error, Polling};

use crate::Transactions;

/// How often the service is asked unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(5);

/// How long is waited unless the caller says otherwise: the 30 minutes that the service gives the
/// user, and some for its checks.
const DEADLINE: Duration = Duration::from_secs(35 * 60);

/// A verification that waits for the user. Cheap to clone.
///
/// Dropping it ends nothing: [`UserHandle::resume`](crate::UserHandle::resume) goes on with it.
#[derive(Clone, Debug)]
pub struct Verification {
    transactions: Transactions,
    transaction: VerifyTransaction,
    polling: Polling,
}

/// How far a verification has come.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// Not decided yet.
    Pending(VerifyTransaction),
    /// Decided.
    Decided(Verdict),
}

/// What a verification came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    transaction: VerifyTransaction,
}

pub(crate) async fn start(
    transactions: Transactions,
    verification: NewVerification,
) -> Result<Verification, Error> {
    let transaction = transactions.create(verification).await?;
    Ok(Verification::new(transactions, transaction))
}

pub(crate) async fn resume(
    transactions: Transactions,
    id: VerifyTransactionId,
) -> Result<Verification, Error> {
    let transaction = transactions.read(id).await?;
    Ok(Verification::new(transactions, transaction))
}

impl Verification {
    fn new(transactions: Transactions, transaction: VerifyTransaction) -> Self {
        Self {
            transactions,
            transaction,
            polling: Polling::new(INTERVAL, DEADLINE),
        }
    }

    /// The id of the transaction.
    pub fn id(&self) -> &VerifyTransactionId {
        &self.transaction.id
    }

    /// The link that the user follows, while data is wanted. Show it to the user alone.
    pub fn link(&self) -> Option<&str> {
        self.transaction.link()
    }

    /// The transaction as it was when the verification was started or resumed.
    pub fn transaction(&self) -> &VerifyTransaction {
        &self.transaction
    }

    /// How often to ask, and for how long: every 5 seconds for 35 minutes unless set.
    #[must_use]
    pub fn polling(mut self, polling: Polling) -> Self {
        self.polling = polling;
        self
    }

    /// Asks once how far it has come.
    ///
    /// Errors: as for [`Transactions::read`].
    pub fn poll(&self) -> impl Future<Output = Result<Progress, Error>> + Send + 'static {
        let call = self.transactions.read(self.id());
        async move {
            let transaction = call.await?;
            Ok(match transaction.outcome() {
                Outcome::Pending => Progress::Pending(transaction),
                _ => Progress::Decided(Verdict { transaction }),
            })
        }
    }

    /// Waits for the verdict. Dropping the future stops waiting; the verification goes on.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline; waiting again
    /// is fine.
    pub fn wait(&self) -> impl Future<Output = Result<Verdict, Error>> + Send + 'static {
        let this = self.clone();
        async move {
            let client = this.transactions.scope.client().clone();
            let decided = |progress| match progress {
                Progress::Decided(verdict) => Some(verdict),
                Progress::Pending(_) => None,
            };
            client.poll(this.polling, || this.poll(), decided).await
        }
    }
}

impl Verdict {
    /// Whether the person is verified: the checks were passed, none was needed, or an
    /// administrator has approved.
    pub fn is_verified(&self) -> bool {
        self.outcome() == Outcome::Verified
    }

    /// Whether the time ran out before the data was complete.
    pub fn is_expired(&self) -> bool {
        self.outcome() == Outcome::Expired
    }

    /// Which of the outcomes it is.
    pub fn outcome(&self) -> Outcome {
        self.transaction.outcome()
    }

    /// The single checks and how they went, by name.
    pub fn checks(&self) -> Vec<(String, CheckStatus)> {
        self.transaction.checks()
    }

    /// What the providers had to say.
    pub fn provider_messages(&self) -> Vec<String> {
        self.transaction.provider_messages()
    }

    /// The transaction as it was when it was found decided.
    pub fn transaction(&self) -> &VerifyTransaction {
        &self.transaction
    }
}
