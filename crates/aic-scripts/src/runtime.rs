//! Running scripts.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::oneshot;

use crate::bindings::uuid;
use crate::config::{Config, RuntimeBuilder};
use crate::engine;
use crate::outcome::{ErrorKind, Outcome, ScriptError};
use crate::script::Script;
use crate::session::{Record, Session, lock};
use crate::syntax::STACK;

/// How much longer than its time a script may take before its thread is left to itself.
const GRACE: Duration = Duration::from_millis(200);
/// What scripts run with. Cheap to clone; runs do not see each other, but for what they change in
/// the same [`Idm`](crate::Idm) and service.
#[derive(Clone)]
pub struct Runtime {
    config: Arc<Config>,
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").finish_non_exhaustive()
    }
}

impl Runtime {
    /// Starts with a realm `/alpha`, every level from `debug` on, and nothing else: a binding that
    /// needs a service says so when it is used.
    pub fn builder() -> RuntimeBuilder {
        RuntimeBuilder::new()
    }

    /// Runs a script from the states that the runtime begins with. How it failed is part of the
    /// outcome. It needs a Tokio runtime with I/O and timers, which does the script's calls; the
    /// script itself has a thread of its own.
    pub async fn run(&self, script: &Script) -> Outcome {
        self.start(script, self.config.shared.clone(), self.config.transient.clone()).await
    }

    /// Runs a script behind another one: from the states in which that ended.
    pub async fn run_after(&self, script: &Script, before: &Outcome) -> Outcome {
        self.start(script, before.shared.clone(), before.transient.clone()).await
    }

    /// [`run`](Self::run) for programs without an async runtime. It blocks the thread, and is not
    /// for the threads of a runtime.
    pub fn run_blocking(&self, script: &Script) -> Outcome {
        match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(tokio) => tokio.block_on(self.run(script)),
            Err(error) => failed(script, format!("there is no runtime: {error}")),
        }
    }

    async fn start(
        &self,
        script: &Script,
        shared: Map<String, Value>,
        transient: Map<String, Value>,
    ) -> Outcome {
        let Ok(handle) = tokio::runtime::Handle::try_current() else {
            return failed(script, "no Tokio runtime: use `run_blocking` without one");
        };
        let transaction_id = self.config.transaction_id.clone().map_or_else(uuid, Ok);
        let Ok(transaction_id) = transaction_id else {
            return failed(script, "the system has no random numbers");
        };
        let record = Arc::new(Mutex::new(Record::new(shared, transient)));
        let (done, ended) = oneshot::channel();
        let work = {
            let (config, script) = (Arc::clone(&self.config), script.clone());
            let record = Arc::clone(&record);
            move || {
                let session = Session::new(config, script, handle, transaction_id, record);
                // Nobody listens any more when the time is up.
                let _ = done.send(engine::run(session));
            }
        };
        let thread = std::thread::Builder::new().name("aic-script".to_owned()).stack_size(STACK);
        if let Err(error) = thread.spawn(work) {
            return failed(script, format!("there is no thread: {error}"));
        }
        let time = self.config.limits.time.saturating_add(GRACE);
        let error = match tokio::time::timeout(time, ended).await {
            Ok(Ok(Ok(()))) => None,
            Ok(Ok(Err(error))) => Some(error),
            Ok(Err(_)) => Some(ScriptError::nowhere(
                ErrorKind::Engine,
                script.name(),
                "the engine failed: the script asks for more than it can do",
            )),
            Err(_) => Some(ScriptError::nowhere(
                ErrorKind::Time,
                script.name(),
                engine::time_message(self.config.limits.time),
            )),
        };
        let mut outcome = lock(&record).outcome();
        outcome.error = error;
        outcome
    }
}

fn failed(script: &Script, message: impl Into<String>) -> Outcome {
    let error = ScriptError::nowhere(ErrorKind::Engine, script.name(), message);
    Outcome { error: Some(error), ..Outcome::default() }
}

impl RuntimeBuilder {
    /// The runtime.
    pub fn build(self) -> Runtime {
        Runtime { config: Arc::new(self.0) }
    }
}
