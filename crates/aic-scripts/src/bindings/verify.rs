//! `verifyTransactionsHelper`: the verifications of one user of PingOne, and that user.

use std::future::Future;
use std::rc::Rc;

use ping_models::platform::NewUser;
use ping_models::verify::VerifiedDataType;
use ping_transport::{Client, Error, Scope};
use pingone_platform::Platform;
use pingone_verify::{TransactionHandle, UserHandle, Verify};
use serde::Serialize;
use serde_json::Value;

use super::failure::Failure;
use super::object::{Args, Object, Reply};
use crate::session::Session;

const EXCEPTION: &str =
    "org.forgerock.openam.auth.nodes.pingone.verify.ScriptedVerifyTransactionsException";

/// The key of the shared state that names the user of PingOne.
pub(crate) const USER_KEY: &str = "pingOneUserId";

mod operation {
    //! The operation whose answer goes through as it is.

    use serde_json::Value;

    ping_transport::operations! {
        /// Read All Verify Transactions.
        pub(crate) READ_ALL_VERIFY_TRANSACTIONS: () => Value
            = "verify.read_all_verify_transactions",
            GET Api "/v1/environments/{environmentID}/users/{userID}/verifyTransactions"
            needs "Identity Data Admin";
    }
}

/// The client, and the user whom the journey is about.
pub(crate) struct Helper {
    client: Option<Client>,
}

/// What the methods work with.
struct Bound {
    client: Client,
    id: String,
}

impl Helper {
    pub(crate) fn new(session: &Session) -> Self {
        Self { client: session.config.verify.clone() }
    }

    fn bound(&self, session: &Session) -> Result<Bound, Failure> {
        let client = self.client.clone().ok_or_else(|| {
            Failure::error(
                "scripts of this runtime have no PingOne: give it a client with `verify`",
            )
        })?;
        let id = session.outcome(|run| {
            let found = run.transient.get(USER_KEY).or_else(|| run.shared.get(USER_KEY));
            found.and_then(Value::as_str).map(str::to_owned)
        });
        let id = id.filter(|id| !id.is_empty()).ok_or_else(|| {
            let message = format!(
                "verifyTransactionsHelper: the state does not name a user with `{USER_KEY}`"
            );
            Failure::java(EXCEPTION, message)
        })?;
        Ok(Bound { client, id })
    }
}

impl Bound {
    fn scope(&self) -> Scope {
        Scope::new(self.client.clone()).below("userID", &self.id)
    }

    fn verify(&self) -> UserHandle {
        Verify::new(self.client.clone()).user(self.id.as_str())
    }

    /// The transaction that the first argument names.
    fn transaction(&self, args: &Args) -> Result<TransactionHandle, Failure> {
        Ok(self.verify().transaction(args.text(0, "transactionId")?))
    }
}

pub(crate) fn binding(helper: Rc<Helper>) -> Object {
    type Read = fn(&Session, &Bound, &Args) -> Result<Reply, Failure>;
    let methods: [(&'static str, Read); 9] = [
        ("getLastVerifyTransaction", |session, user, _| {
            let last = user.verify().transactions().last();
            found(session, "the last transaction", async move {
                match last.await {
                    Err(error) if error.is_not_found() => Ok(None),
                    last => last,
                }
            })
        }),
        // As it is, links and all: a list of the SDK keeps its items alone.
        ("getAllVerifyTransactions", |session, user, _| {
            let read = user.scope().at(&operation::READ_ALL_VERIFY_TRANSACTIONS).call();
            found(session, "the transactions", async move {
                let all = read.optional().await?;
                let items = |all: &Value| {
                    Some(!all.pointer("/_embedded/verifyTransactions")?.as_array()?.is_empty())
                };
                Ok(all.filter(|all| items(all).unwrap_or_default()))
            })
        }),
        ("getAllMetadata", |session, user, args| {
            let metadata = user.transaction(args)?.metadata().read_all();
            found(session, "the metadata", async move { metadata.optional().await })
        }),
        ("getAllVerifiedData", |session, user, args| {
            let data = user.transaction(args)?.verified_data().read_all();
            found(session, "the verified data", async move { data.optional().await })
        }),
        ("getVerifiedDataByType", |session, user, args| {
            let types = args.text(1, "type")?.split(',');
            let types = types.map(|name| serde_json::from_value(Value::from(name.trim())));
            let types: Option<Vec<VerifiedDataType>> = types.map(Result::ok).collect();
            let types = types.ok_or_else(|| args.wrong("type", "the name of a type"))?;
            let data = user.transaction(args)?.verified_data().read_by_type(types);
            found(session, "the verified data", async move { data.optional().await })
        }),
        ("getVerifiedData", |session, user, args| {
            let id = args.text(1, "verifiedDataId")?;
            let data = user.transaction(args)?.verified_data().read(id);
            found(session, "the verified data", async move { data.optional().await })
        }),
        ("getUser", |session, user, _| {
            let read = Platform::new(user.client.clone()).users().read(user.id.as_str());
            found(session, "the user", async move { read.optional().await })
        }),
        ("updateUser", |session, user, args| {
            let body = args.object(0, "body")?;
            if body.is_empty() {
                return Err(Failure::java(EXCEPTION, "updateUser: the body is empty"));
            }
            let new: NewUser = serde_json::from_value(Value::Object(body.clone()))
                .map_err(|error| Failure::java(EXCEPTION, format!("updateUser: {error}")))?;
            let update = Platform::new(user.client.clone()).users().update(&*user.id, new);
            found(session, "the user", async move { update.await.map(Some) })
        }),
        ("deleteUser", |session, user, _| {
            let delete = Platform::new(user.client.clone()).users().delete(user.id.as_str());
            match session.wait(async move { delete.await })? {
                Ok(()) => Ok(Reply::Undefined),
                Err(error) => Err(thrown("the user cannot be deleted", &error)),
            }
        }),
    ];
    let mut object = Object::new();
    for (name, read) in methods {
        let helper = Rc::clone(&helper);
        object =
            object.method(name, move |session, args| read(session, &helper.bound(session)?, args));
    }
    object
}

/// What was found, as a map; null where the service has none.
fn found<T: Serialize>(
    session: &Session,
    what: &str,
    work: impl Future<Output = Result<Option<T>, Error>>,
) -> Result<Reply, Failure> {
    match session.wait(work)? {
        Ok(found) => serde_json::to_value(found).map(Reply::Json).map_err(|_| {
            Failure::java(EXCEPTION, format!("{what} cannot be read: the answer has no JSON form"))
        }),
        Err(error) => Err(thrown(&format!("{what} cannot be read or written"), &error)),
    }
}

fn thrown(what: &str, error: &Error) -> Failure {
    Failure::java(EXCEPTION, format!("{what}: {error}"))
}
