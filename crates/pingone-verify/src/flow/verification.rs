//! A verification from its link to its verdict.

use std::fmt;
use std::time::{Duration, SystemTime};

use ping_models::VerifyTransactionId;
use ping_models::verify::{
    NewVerification, Outcome, VerificationQr, VerifiedDataType, VerifyStatus, VerifyTransaction,
};
use ping_transport::flow::{Action, OpenError, Progress, Resumable, Wait};
use ping_transport::{__sealed_steps, Call, Error, Polling};
use serde::{Deserialize, Serialize};

use super::verdict::{RETENTION, Retained, Verdict, decided_at};
use crate::operations::READ_VERIFICATION_QR_CODE_SHORTCODE;
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
/// [`seal`](Self::seal) carries it there through the user's browser instead.
#[derive(Clone)]
#[must_use = "it has the link that the user follows"]
pub struct Verification {
    user: UserHandle,
    state: State,
}

/// All that is known of a verification.
#[derive(Clone, Serialize, Deserialize)]
pub struct State {
    transaction: VerifyTransaction,
    types: Vec<VerifiedDataType>,
}

pub(crate) fn start(user: &UserHandle, verification: NewVerification) -> Action<Verification> {
    Action::new(user, |user| async move {
        let transaction = user.transactions().create(verification).await?;
        Ok(Verification::new(user, transaction))
    })
}

pub(crate) fn resume(user: &UserHandle, id: VerifyTransactionId) -> Action<Verification> {
    Action::new(user, |user| async move {
        let transaction = user.transactions().read(id).await?;
        Ok(Verification::new(user, transaction))
    })
}

impl Resumable for Verification {
    type Handle = UserHandle;
    type State = State;
    const PURPOSE: &'static str = "verify.verification";

    fn parts(&self) -> Result<(&UserHandle, &str, State), Error> {
        let mut state = self.state.clone();
        // No step needs them.
        state.transaction.links = None;
        Ok((&self.user, self.user.id(), state))
    }

    fn restore(user: UserHandle, _: &str, state: State) -> Result<Self, OpenError> {
        Ok(Self { user, state })
    }
}

__sealed_steps! { Verification opened by "UserHandle::open"; }

/// Neither the client nor the link.
impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification")
            .field("id", self.id())
            .field("outcome", &self.state.transaction.outcome())
            .finish_non_exhaustive()
    }
}

impl Verification {
    fn new(user: UserHandle, transaction: VerifyTransaction) -> Self {
        Self {
            user,
            state: State {
                transaction,
                types: vec![VerifiedDataType::GovernmentId, VerifiedDataType::BiographicMatch],
            },
        }
    }

    /// The id of the transaction.
    pub fn id(&self) -> &VerifyTransactionId {
        &self.state.transaction.id
    }

    /// The link that the user follows, while data is wanted. Show it to the user alone.
    pub fn link(&self) -> Option<&str> {
        self.state.transaction.link()
    }

    /// Reads the QR code of the link, as the service draws it.
    ///
    /// Errors: 404 where no data is wanted any more.
    #[doc(alias("Verification QR code image"))]
    pub fn qr_code(&self) -> Call<VerificationQr> {
        match &self.state.transaction.verification_code {
            Some(code) => short_code_qr(&self.user, code.expose()),
            None => self.handle().qr_code(),
        }
    }

    /// The transaction as the service told it last.
    pub fn transaction(&self) -> &VerifyTransaction {
        &self.state.transaction
    }

    /// The transaction's handle: metadata, verified data, documents.
    pub fn handle(&self) -> TransactionHandle {
        self.user.transaction(self.id())
    }

    /// The types of data that the verdict brings. Unless set, what was read from the document and
    /// how it matched; pictures are worth asking for only where they are needed. None of them
    /// means ids and types alone.
    pub fn data_types(mut self, types: impl IntoIterator<Item = VerifiedDataType>) -> Self {
        self.state.types = types.into_iter().collect();
        self
    }

    /// Asks once how far it has come; where it is decided, reads metadata and data as well.
    ///
    /// A transaction whose time is over and that still waits for the user counts as expired,
    /// whether the service has said so or not.
    ///
    /// Errors: as for [`Transactions::read`](crate::Transactions::read).
    #[doc(alias("refresh", "status"))]
    pub fn poll(&self) -> Action<Progress<Verification, Verdict>> {
        let this = self.clone();
        Action::new(&self.user, |user| async move { this.ask(&user).await })
    }

    /// Waits for the verdict: asks every 5 seconds, until 5 minutes after the transaction expires,
    /// unless set. Dropping the future stops waiting; the verification goes on.
    ///
    /// Errors: as for [`poll`](Self::poll), and
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline; waiting again
    /// is fine.
    pub fn wait(&self) -> Wait<Verdict> {
        let this = self.clone();
        Wait::new(&self.user, self.polling(), move |user| {
            let this = this.clone();
            // A verdict takes more requests than a look: its future is kept apart.
            Box::pin(async move { this.ask(&user).await })
        })
    }

    async fn ask(&self, user: &UserHandle) -> Result<Progress<Self, Verdict>, Error> {
        let transaction = user.transactions().read(self.id()).await?;
        let outcome = match transaction.outcome() {
            Outcome::Pending if self.is_overdue(&transaction) => Outcome::Expired,
            Outcome::Pending => {
                let mut waiting = self.clone();
                waiting.state.transaction = transaction;
                return Ok(Progress::Waiting(waiting));
            }
            decided => decided,
        };
        let verdict = self.verdict(user, transaction, outcome).await;
        Ok(Progress::Ended(verdict))
    }

    fn now(&self) -> SystemTime {
        self.user.scope.client().clock().now()
    }

    fn polling(&self) -> Polling {
        let left = expires_at(&self.state.transaction)
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

    async fn verdict(
        &self,
        user: &UserHandle,
        transaction: VerifyTransaction,
        outcome: Outcome,
    ) -> Verdict {
        let until = decided_at(&transaction).map(|at| at + RETENTION);
        let handle = user.transaction(self.id());
        let data = handle.verified_data();
        let data = match self.state.types.as_slice() {
            [] => data.read_all(),
            types => data.read_by_type(types.iter().cloned()),
        };
        let client = user.scope.client();
        let metadata = Box::pin(Retained::read(client, until, handle.metadata().read_all())).await;
        let data = Box::pin(Retained::read(client, until, data)).await;
        Verdict { transaction, outcome, metadata, data }
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
