//! Sending: one loop for tokens, retries, deadlines and envelopes, compiled once.

mod attempt;

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::StatusCode;
use ping_models::ErrorCode;
use tokio::sync::OwnedSemaphorePermit;
use tracing::{Instrument, Span, field::Empty};

use crate::answer::{Answer, Failed};
use crate::answered::Answered;
use crate::auth::Authorization;
use crate::error::{Error, in_words};
use crate::logs;
use crate::request::Parts;
use crate::retry::{Failure, RetryPolicy};
use crate::sender::{Options, Sender, Sending};
use crate::sent::Sent;

impl Sender {
    /// Sends a request; `cause` is the span that it follows from.
    pub(crate) fn send(
        self: &Arc<Self>,
        auth: Arc<dyn Authorization>,
        parts: Parts,
        options: Options,
        cause: Span,
    ) -> Sending {
        let timeout = options.timeout.or(parts.answered_within);
        let mut tries = Tries {
            timeout: timeout.unwrap_or(self.timeout),
            retry: options.retry,
            settle: options.settle,
            auth,
            url: String::new(),
            body: Bytes::new(),
            now: Duration::ZERO,
            sent: Sent {
                clock: Arc::clone(&self.clock),
                parts,
                started: Duration::ZERO,
                attempts: 0,
                bearer: None,
                sealed: None,
                last: SystemTime::UNIX_EPOCH,
                secrets: OnceLock::new(),
            },
            sender: Arc::clone(self),
        };
        // Made in its box, and not moved from there: it is large.
        Sending(Box::pin(async move {
            let answer = tries.observed(cause).await?;
            Ok(Answered { answer, patience: tries.sender.attempt_timeout, sent: tries.sent })
        }))
    }
}

/// The tries of one call.
struct Tries {
    sender: Arc<Sender>,
    auth: Arc<dyn Authorization>,
    sent: Sent,
    retry: Option<RetryPolicy>,
    /// How long what was just created may be refused.
    settle: Option<Duration>,
    timeout: Duration,
    url: String,
    /// The body where nothing stands around it.
    body: Bytes,
    /// The last reading of the monotonic clock.
    now: Duration,
}

impl Tries {
    /// One span a call, with the OpenTelemetry names for HTTP clients and nothing secret in it.
    async fn observed(&mut self, cause: Span) -> Result<Answer, Error> {
        let operation = self.sent.parts.operation;
        let elsewhere = self.sent.parts.elsewhere.is_some();
        let base = self.sender.hosts.base(operation.host).filter(|_| !elsewhere);
        let span = tracing::info_span!(
            "ping.call",
            "otel.name" = format_args!("{} {}", operation.method, operation.path),
            "otel.kind" = "client",
            "ping.operation" = operation.id,
            "http.request.method" = operation.method.as_str(),
            "url.template" = operation.path,
            "server.address" = base.map(|base| base.host.as_str()),
            "server.port" = base.and_then(|base| base.port).map(i64::from),
            "http.response.status_code" = Empty,
            "http.request.resend_count" = Empty,
            "error.type" = Empty,
            "otel.status_code" = Empty,
        );
        span.follows_from(&cause);
        drop(cause);
        let observed = async {
            let result = self.run(&span).await;
            let result = result.map_err(|error| self.sent.failed(error));
            let status = match &result {
                Ok(answer) => Some(answer.status),
                Err(error) => error.status(),
            };
            // Numbers of another type than i64 reach OpenTelemetry as texts.
            span.record(
                "http.response.status_code",
                status.map(|status| i64::from(status.as_u16())),
            );
            if let Err(error) = &result {
                span.record("error.type", tracing::field::debug(error.kind()));
                span.record("otel.status_code", "ERROR");
                logs::failed(operation, error);
            }
            result
        };
        observed.instrument(span.clone()).await
    }

    /// Sends until there is an answer, or nothing more to try.
    async fn run(&mut self, span: &Span) -> Result<Answer, Error> {
        self.begin()?;
        // A replay with a new token is sent, but is no attempt of the retry policy's.
        let mut attempt = 0;
        // Why the token was refused, of a request that is sent once more with a new one.
        let mut refused: Option<Error> = None;
        loop {
            self.pace().await?;
            self.authorize(refused.as_ref()).await?;
            let permit = self.permit().await?;
            attempt += 1;
            let failed = match self.attempt(span).await {
                Ok(answer) => match Failure::of_status(answer.status) {
                    None => return self.finish(answer, permit),
                    Some(failure) => {
                        let status = answer.status;
                        let error = self.refusal(answer).await;
                        if status == StatusCode::UNAUTHORIZED && self.renews(&error, &mut refused) {
                            attempt -= 1;
                            continue;
                        }
                        let standing = error.is_standing_limit();
                        let failure = if standing { Failure::Final } else { failure };
                        Failed { error, failure }
                    }
                },
                Err(failed) => failed,
            };
            drop(permit);
            self.wait(attempt, failed).await?;
        }
    }

    /// What is the same for all attempts.
    fn begin(&mut self) -> Result<(), Error> {
        self.now = self.sender.clock.monotonic();
        self.sent.started = self.now;
        let parts = &self.sent.parts;
        self.auth.check(parts.operation.host)?;
        self.url = parts.url(&self.sender.hosts)?;
        self.body = parts.wire_body()?;
        self.sent.sealed = Arc::clone(&self.auth).seal(parts)?;
        Ok(())
    }

    /// The time that is left of the call, by the last reading of the clock.
    fn left(&self) -> Duration {
        let passed = self.now.saturating_sub(self.sent.started);
        self.timeout.saturating_sub(passed)
    }

    /// The time that is left now.
    fn look(&mut self) -> Duration {
        self.now = self.sender.clock.monotonic();
        self.left()
    }

    /// What a caller gets of a successful answer.
    fn finish(
        &self,
        mut answer: Answer,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<Answer, Error> {
        self.sender.budget.succeed();
        match (&mut answer.rest, &self.sent.sealed) {
            (Some(rest), _) => rest.permit = permit,
            (None, Some(sealed)) => return sealed.open(answer),
            (None, None) => {}
        }
        Ok(answer)
    }

    /// Whether a request whose token was refused is sent once more with a new one.
    fn renews(&mut self, error: &Error, refused: &mut Option<Error>) -> bool {
        let Some(bearer) = self.sent.bearer.clone() else {
            return false;
        };
        if error.has_code(&ErrorCode::InsufficientPermissions) {
            return false;
        }
        self.look();
        let operation = self.sent.parts.operation;
        if refused.is_some() {
            self.auth.hold(operation.host, self.now);
            return false;
        }
        if !self.auth.refuse(&bearer, operation.host, self.now) {
            return false;
        }
        let error = self.sent.failed(error.clone());
        logs::token_refused(operation, &error);
        *refused = Some(error);
        true
    }

    /// Waits until a failed request may be sent again; fails where it may not.
    async fn wait(&mut self, attempt: u32, failed: Failed) -> Result<(), Error> {
        let Failed { error, failure } = failed;
        if let Some(wait) = self.settling(attempt, &error) {
            return self.sleep(attempt, error, wait).await;
        }
        if !failure.allows_retry(self.sent.parts.is_repeatable()) {
            return Err(error);
        }
        let left = self.look();
        let retry = self.retry.as_ref().unwrap_or(&self.sender.retry);
        let random = (self.sender.entropy)();
        let Some(wait) = retry.wait(attempt, error.retry_after(), left, random) else {
            return Err(error);
        };
        if !self.sender.budget.take(error.is_timeout()) {
            return Err(error);
        }
        self.sleep(attempt, error, wait).await
    }

    /// How long to wait for what was just created, where it is refused and may come yet. That is no
    /// outage, so the budget of retries has nothing to do with it.
    fn settling(&mut self, attempt: u32, error: &Error) -> Option<Duration> {
        let span = self.settle.filter(|_| error.may_settle())?;
        let left = self.look();
        let passed = self.now.saturating_sub(self.sent.started);
        let left = left.min(span.saturating_sub(passed));
        RetryPolicy::settling().wait(attempt, None, left, (self.sender.entropy)())
    }

    async fn sleep(&mut self, attempt: u32, error: Error, wait: Duration) -> Result<(), Error> {
        let error = self.sent.failed(error);
        logs::trying_again(self.sent.parts.operation, &error, attempt, wait);
        self.sender.clock.sleep(wait).await;
        self.look();
        Ok(())
    }

    fn timed_out(&self, doing: &str) -> Error {
        let whole = in_words(self.timeout);
        Error::timed_out(format!("the deadline of {whole} passed while {doing}"))
    }
}
