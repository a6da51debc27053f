//! The emulator behind `verifyTransactionsHelper`.

use aic_scripts::RuntimeBuilder;
use ping_models::platform::NewUser;
use ping_models::verify::NewVerification;
use ping_sandbox::{Document, Person, Sandbox, Submission};
use ping_transport::ClientBuilder;
use pingone_platform::Platform;
use pingone_verify::Verify;
use serde_json::{Map, Value};

use super::Problem;
use super::setup::Setup;

/// The key of the shared state that names the user.
const USER_KEY: &str = "pingOneUserId";

/// Starts a sandbox with the user of the file, whom the shared state names, and with what the user
/// went through. It runs until it is dropped.
pub(super) async fn start(
    builder: RuntimeBuilder,
    setup: &Setup,
    before: &mut Map<String, Value>,
) -> Result<(RuntimeBuilder, Option<Sandbox>), Problem> {
    let failed = |error: &dyn std::fmt::Display| format!("the sandbox: {error}");
    let sandbox = Sandbox::builder().seed(1).start().await.map_err(|error| failed(&error))?;
    let client = ClientBuilder::from_variables(&sandbox.connection().env_vars());
    let client = client.and_then(ClientBuilder::build).map_err(|error| failed(&error))?;
    let person = setup.sandbox.clone().unwrap_or_default();
    let users = Platform::new(client.clone()).users();
    let user = users.create(NewUser::new(person.username.as_str())).await;
    let user = user.map_err(|error| failed(&error))?;
    let transactions = Verify::new(client.clone()).user(&user.id).transactions();
    for verification in &person.verifications {
        let transaction = transactions.create(NewVerification::new()).await;
        let transaction = transaction.map_err(|error| failed(&error))?;
        let shown = Person::new(person.given_name.as_str(), person.family_name.as_str());
        let submission = match verification.as_str() {
            "requested" => continue,
            "verified" => Submission::new(shown),
            "failed" => Submission::new(shown).document(Document::Forged),
            other => {
                return Err(format!(
                    "sandbox: `{}` is none of requested, verified, failed",
                    other.escape_debug()
                ));
            }
        };
        let submitted = sandbox.verify().submit(transaction.id.as_str(), &submission);
        submitted.map_err(|error| failed(&error))?;
        // The next one is a later one.
        sandbox.clock().advance(std::time::Duration::from_secs(1));
    }
    let mut builder = builder.verify(client);
    if !setup.shared.contains_key(USER_KEY) {
        before.insert(USER_KEY.to_owned(), user.id.as_str().into());
        builder = builder.shared(USER_KEY, user.id.as_str());
    }
    Ok((builder, Some(sandbox)))
}
