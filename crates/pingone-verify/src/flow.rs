//! A verification from its link to its verdict.

use std::fmt;
use std::future::Future;
use std::time::{Duration, SystemTime};

use ping_models::verify::{
    NewVerification, Outcome, VerificationQr, VerifiedDataType, VerifyStatus, VerifyTransaction,
    VerifyTransactionId,
};
use ping_transport::{Call, Error, Polling};

use crate::operations::READ_VERIFICATION_QR_CODE_SHORTCODE;
use crate::verdict::{RETENTION, Retained, Verdict, decided_at};
use crate::{TransactionHandle, UserHandle};

/// How often the service is asked unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(5);

/// How long the checks may take after the user's time is over.
const CHECKS: Duration = Duration::from_secs(5 * 60);

/// How long a user has where the transaction does not tell.
const USER_TIME: Duration = Duration::from_secs(30 * 60);

/// A verification that waits for the user. Cheap to clone.
///
/// Dropping it ends nothing: [`UserHandle::resume`] goes on with it, in another request of a web
/// application or another process, which needs no more than the user's and the transaction's ids.
#[derive(Clone)]
pub struct Verification {
    user: UserHandle,
    transaction: VerifyTransaction,
    polling: Option<Polling>,
    types: Vec<VerifiedDataType>,
}

/// How far a verification has come.
#[derive(Clone)]
#[non_exhaustive]
pub enum Progress {
    /// Not decided yet.
    Pending(Box<VerifyTransaction>),
    /// Decided.
    Decided(Box<Verdict>),
}

/// The ids and the outcome, and nothing of the person.
impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending(transaction) => f.debug_tuple("Pending").field(&transaction.id).finish(),
            Self::Decided(verdict) => f.debug_tuple("Decided").field(verdict).finish(),
        }
    }
}

pub(crate) async fn start(
    user: UserHandle,
    verification: NewVerification,
) -> Result<Verification, Error> {
    let transaction = user.transactions().create(verification).await?;
    Ok(Verification::new(user, transaction))
}

pub(crate) async fn resume(
    user: UserHandle,
    id: VerifyTransactionId,
) -> Result<Verification, Error> {
    let transaction = user.transactions().read(id).await?;
    Ok(Verification::new(user, transaction))
}

/// Neither the client nor the link.
impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification")
            .field("id", self.id())
            .field("outcome", &self.transaction.outcome())
            .finish_non_exhaustive()
    }
}

impl Verification {
    fn new(user: UserHandle, transaction: VerifyTransaction) -> Self {
        Self {
            user,
            transaction,
            polling: None,
            types: vec![
                VerifiedDataType::GovernmentId,
                VerifiedDataType::BiographicMatch,
            ],
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

    /// Reads the QR code of the link, as the service draws it.
    ///
    /// Errors: 404 where no data is wanted any more.
    pub fn qr_code(&self) -> Call<VerificationQr> {
        match &self.transaction.verification_code {
            Some(code) => short_code_qr(&self.user, code.expose()),
            None => self.handle().qr_code(),
        }
    }

    /// The transaction as it was when the verification was started or resumed.
    pub fn transaction(&self) -> &VerifyTransaction {
        &self.transaction
    }

    /// The transaction's handle: metadata, verified data, documents.
    pub fn handle(&self) -> TransactionHandle {
        self.user.transaction(self.id())
    }

    /// How often to ask, and for how long. Unless set: every 5 seconds, until 5 minutes after the
    /// transaction expires.
    #[must_use]
    pub fn polling(mut self, polling: Polling) -> Self {
        self.polling = Some(polling);
        self
    }

    /// The types of data that the verdict brings. Unless set, what was read from the document and
    /// how it matched; pictures are worth asking for only where they are needed. None of them
    /// means ids and types alone.
    #[must_use]
    pub fn data_types(mut self, types: impl IntoIterator<Item = VerifiedDataType>) -> Self {
        self.types = types.into_iter().collect();
        self
    }

    /// Asks once how far it has come; where it is decided, reads metadata and data as well.
    ///
    /// A transaction whose time is over and that still waits for the user counts as expired,
    /// whether the service has said so or not.
    ///
    /// Errors: as for [`Transactions::read`](crate::Transactions::read).
    pub fn poll(&self) -> impl Future<Output = Result<Progress, Error>> + Send + 'static {
        let this = self.clone();
        async move {
            let transaction = this.user.transactions().read(this.id()).await?;
            let outcome = match transaction.outcome() {
                Outcome::Pending if this.is_overdue(&transaction) => Outcome::Expired,
                Outcome::Pending => return Ok(Progress::Pending(Box::new(transaction))),
                decided => decided,
            };
            let verdict = this.verdict(transaction, outcome).await;
            Ok(Progress::Decided(Box::new(verdict)))
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
            let polling = this.polling.unwrap_or_else(|| this.default_polling());
            let decided = |progress| match progress {
                Progress::Decided(verdict) => Some(*verdict),
                Progress::Pending(_) => None,
            };
            let client = this.user.scope.client().clone();
            client
                .poll(polling, || Box::pin(this.poll()), decided)
                .await
        }
    }

    fn now(&self) -> SystemTime {
        self.user.scope.client().clock().now()
    }

    fn default_polling(&self) -> Polling {
        let left = expires_at(&self.transaction)
            .map(|end| end.duration_since(self.now()).unwrap_or_default());
        Polling::new(INTERVAL, left.unwrap_or(USER_TIME) + CHECKS)
    }

    /// Whether it waits for a user whose time is over. Data that is being checked still counts.
    fn is_overdue(&self, transaction: &VerifyTransaction) -> bool {
        let waits = matches!(
            transaction.status(),
            Some(VerifyStatus::Requested | VerifyStatus::Initiated | VerifyStatus::Partial)
        );
        waits && expires_at(transaction).is_some_and(|end| end <= self.now())
    }

    async fn verdict(&self, transaction: VerifyTransaction, outcome: Outcome) -> Verdict {
        let until = decided_at(&transaction).map(|at| at + RETENTION);
        let handle = self.handle();
        let data = handle.verified_data();
        let data = match self.types.as_slice() {
            [] => data.list(),
            types => data.list_by_type(types.iter().cloned()),
        };
        let client = self.user.scope.client();
        let metadata = Box::pin(Retained::read(client, until, handle.metadata().list())).await;
        let data = Box::pin(Retained::read(client, until, data)).await;
        Verdict {
            transaction,
            outcome,
            metadata,
            data,
        }
    }
}

fn expires_at(transaction: &VerifyTransaction) -> Option<SystemTime> {
    transaction.expires_at.to_system_time()
}

/// The QR code of a transaction that has a code of the older form.
fn short_code_qr(user: &UserHandle, code: &str) -> Call<VerificationQr> {
    let request = user.scope.at(&READ_VERIFICATION_QR_CODE_SHORTCODE);
    request.segment(code).call()
}
