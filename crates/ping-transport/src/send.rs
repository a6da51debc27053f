//! Sending: one loop for tokens, retries, deadlines and envelopes, compiled once.

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT,
};
use http::{StatusCode, Uri};
use ping_models::{EnvironmentId, ErrorCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::{Instrument, Span, field::Empty};

use crate::auth::Auth;
use crate::clock::{Clock, Entropy, within};
use crate::download::Chunks;
use crate::error::{Error, ErrorKind, in_words};
use crate::hosts::Hosts;
use crate::logs;
use crate::request::Parts;
use crate::retry::{Budget, Failure, RetryPolicy, retry_after};
use crate::seam::{HttpTransport, OperationId, TransportError, TransportErrorKind};
use crate::sent::{Answer, Answered, Sent};

/// What a client is made of.
pub(crate) struct Core {
    pub(crate) transport: Arc<dyn HttpTransport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Entropy,
    pub(crate) hosts: Hosts,
    pub(crate) environment: Option<EnvironmentId>,
    pub(crate) auth: Auth,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) permits: Option<Arc<Semaphore>>,
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_body: usize,
    pub(crate) user_agent: HeaderValue,
}

/// What a caller sets for one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Core {
    /// Sends a request of the client's own service.
    pub(crate) async fn send(
        self: Arc<Self>,
        parts: Parts,
        options: Options,
    ) -> Result<Answered, Error> {
        let mut tries = Tries::new(self, parts, options);
        let answer = tries.observed(Span::none(), true).await?;
        Ok(Answered {
            answer,
            sent: tries.sent,
        })
    }

    /// Sends a request that authenticates itself; `cause` is the span that it follows from.
    pub(crate) async fn send_plain(
        self: Arc<Self>,
        parts: Parts,
        cause: Span,
    ) -> Result<Answered, Error> {
        let mut tries = Tries::new(self, parts, Options::default());
        let answer = tries.observed(cause, false).await?;
        Ok(Answered {
            answer,
            sent: tries.sent,
        })
    }

    /// Reads an answer: whole or, where a file is expected, as far as it takes to see that it is
    /// one. Of an error answer, only the head: its body is to come.
    async fn read(
        &self,
        response: http::Response<crate::seam::Body>,
        mut streams: bool,
        auth: &Auth,
    ) -> Result<Answer, AttemptError> {
        let (head, mut chunks) = response.into_parts();
        if !head.status.is_success() {
            return Ok(Answer {
                status: head.status,
                headers: head.headers,
                body: Bytes::new(),
                rest: Some(Chunks::new(chunks)),
            });
        }
        let declared = head
            .headers
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        let too_large = || {
            AttemptError::Final(
                Error::new(
                    ErrorKind::TooLarge,
                    format!(
                        "the answer is larger than the limit of {} bytes; raise \
                         `max_body_size` if that is expected",
                        self.max_body
                    ),
                )
                .with_answer(head.status, &head.headers),
            )
        };
        if !streams && declared.is_some_and(|length| length > self.max_body) {
            return Err(too_large());
        }
        let mut look_at = ENOUGH_TO_TELL;
        let mut first = Bytes::new();
        let mut more: Option<BytesMut> = None;
        while let Some(chunk) = chunks.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => return Err(AttemptError::Body(error, head.status, head.headers)),
            };
            let so_far = more.as_ref().map_or(first.len(), BytesMut::len);
            if !streams && so_far.saturating_add(chunk.len()) > self.max_body {
                return Err(too_large());
            }
            match &mut more {
                Some(all) => all.extend_from_slice(&chunk),
                None if first.is_empty() => first = chunk,
                None => {
                    // A length that is only claimed costs nothing to claim.
                    let ahead = declared.unwrap_or(0).min(MOST_AHEAD);
                    let mut all = BytesMut::with_capacity(ahead.max(first.len() * 2));
                    all.extend_from_slice(&first);
                    all.extend_from_slice(&chunk);
                    more = Some(all);
                }
            }
            let so_far = more.as_deref().unwrap_or(&first);
            if streams && so_far.len() >= look_at {
                match is_file(so_far, &head.headers, auth) {
                    Some(true) => break,
                    None if so_far.len() < MOST_TO_TELL => look_at = so_far.len() * 2,
                    Some(false) | None => streams = false,
                }
            }
        }
        let body = more.map_or(first, BytesMut::freeze);
        let streams = streams
            && is_file(&body, &head.headers, auth).unwrap_or_else(|| !body.starts_with(b"{"));
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            body,
            rest: streams.then(|| Chunks::new(chunks)),
        })
    }
}

/// The most memory that is taken for bytes which have not come, in bytes.
const MOST_AHEAD: usize = 1024 * 1024;

/// The longest body of an error answer that is read, in bytes.
const LARGEST_REFUSAL: usize = 64 * 1024;

/// How long the body of an error answer may take behind its head.
const REFUSAL_PATIENCE: Duration = Duration::from_secs(5);

/// How many bytes tell a file from a message that came in its place, mostly and at most.
const ENOUGH_TO_TELL: usize = 64;
const MOST_TO_TELL: usize = 64 * 1024;

/// Whether the beginning of a body is that of a file, and not of a message or a web page; `None`
/// where it takes more of it.
fn is_file(beginning: &[u8], headers: &HeaderMap, auth: &Auth) -> Option<bool> {
    let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let text = beginning.strip_prefix(b"\xef\xbb\xbf");
    let text = text.unwrap_or(beginning).trim_ascii_start();
    if text.starts_with(b"<") || media_type.is_some_and(|kind| kind.starts_with(b"text/html")) {
        return Some(false);
    }
    match auth {
        #[cfg(feature = "pingid")]
        Auth::PingId(_) => crate::pingid::is_file(text),
        _ => Some(true),
    }
}

/// Why one attempt brought no answer.
enum AttemptError {
    Transport(TransportError),
    /// The answer began well.
    Body(TransportError, StatusCode, HeaderMap),
    Final(Error),
}

/// The tries of one call.
struct Tries {
    sent: Sent,
    retry: Option<RetryPolicy>,
    uri: Uri,
    deadline: Duration,
}

impl Tries {
    fn new(core: Arc<Core>, parts: Parts, options: Options) -> Self {
        let started = core.clock.monotonic();
        let timeout = options
            .timeout
            .or(parts.answered_within)
            .unwrap_or(core.timeout);
        Self {
            retry: options.retry,
            uri: Uri::default(),
            deadline: started.saturating_add(timeout),
            sent: Sent {
                last: SystemTime::UNIX_EPOCH,
                core,
                parts,
                started,
                attempts: 0,
                issued: None,
                bound: None,
                secrets: OnceLock::new(),
            },
        }
    }

    /// One span a call, with the OpenTelemetry names for HTTP clients and nothing secret in it.
    async fn observed(&mut self, cause: Span, authorized: bool) -> Result<Answer, Error> {
        let operation = self.sent.parts.operation;
        let base = self.sent.core.hosts.base(operation.host);
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
        async {
            let result = self.run(authorized).await;
            let result = result.map_err(|error| self.sent.failed(error));
            let span = Span::current();
            let status = match &result {
                Ok(answer) => Some(answer.status.as_u16()),
                Err(error) => error.status(),
            };
            // Numbers of another type than i64 reach OpenTelemetry as texts.
            span.record("http.response.status_code", status.map(i64::from));
            if let Err(error) = &result {
                span.record("error.type", tracing::field::debug(error.kind()));
                span.record("otel.status_code", "ERROR");
                logs::failed(operation, error);
            }
            result
        }
        .instrument(span)
        .await
    }

    fn remaining(&self) -> Duration {
        self.deadline
            .saturating_sub(self.sent.core.clock.monotonic())
    }

    async fn within<T>(&self, span: Duration, work: impl Future<Output = T>) -> Option<T> {
        within(&*self.sent.core.clock, span, work).await
    }

    /// Sends with the client's authorization or with none, until there is an answer.
    async fn run(&mut self, authorized: bool) -> Result<Answer, Error> {
        let core = Arc::clone(&self.sent.core);
        let none = Auth::None;
        let auth = if authorized { &core.auth } else { &none };
        self.sent.parts.check(&core.auth)?;
        self.uri = Uri::try_from(self.sent.parts.url(&core.hosts)?)
            .map_err(|_| Error::invalid_input("url", "is longer than a URL can be"))?;
        self.sent.bound = self.sent.parts.bound(&core.auth)?;
        // A replay with a new token is sent, but is no attempt of the retry policy's.
        let mut attempt = 0;
        // Why the token was refused, of a request that is sent once more with a new one.
        let mut refused: Option<Error> = None;
        let host = self.sent.parts.operation.host;
        loop {
            if let Auth::Bearer(tokens) = auth {
                let issued = self.within(self.remaining(), tokens.get(&core)).await;
                let issued = issued.ok_or_else(|| self.timed_out("waiting for an access token"))?;
                self.sent.issued = Some(issued?);
                if let Some(error) = &refused
                    && tokens.holds(host, core.clock.monotonic())
                {
                    // Another call has found out that the new one does not help.
                    return Err(error.clone());
                }
            }
            let permit = self.permit().await;
            if self.remaining().is_zero() || permit.is_none() && core.permits.is_some() {
                return Err(self.timed_out("waiting to be sent"));
            }
            if self.sent.attempts > 0 {
                Span::current().record("http.request.resend_count", i64::from(self.sent.attempts));
            }
            attempt += 1;
            self.sent.attempts += 1;
            self.sent.last = core.clock.now();
            self.sent.secrets = OnceLock::new();
            let span = match self.sent.parts.answered_within {
                // Nobody knows how long a person takes: only the deadline counts.
                Some(_) => self.remaining(),
                None => self.remaining().min(core.attempt_timeout),
            };
            let outcome = match self.within(span, self.attempt(auth)).await {
                Some(outcome) => outcome,
                None if self.remaining().is_zero() => {
                    return Err(self.timed_out("waiting for the answer"));
                }
                None => Err(AttemptError::Transport(TransportError::new(
                    TransportErrorKind::Timeout,
                    format!("no answer within {}", in_words(span)),
                ))),
            };
            let (error, failure) = match outcome {
                Ok(mut answer) => match Failure::of_status(answer.status) {
                    None => {
                        core.budget.succeed();
                        if let Some(rest) = &mut answer.rest {
                            rest.permit = permit;
                            return Ok(answer);
                        }
                        return self.open(answer, auth);
                    }
                    Some(failure) => {
                        let delay = retry_after(&answer.headers, core.clock.now());
                        let answer = self.with_refusal(answer).await;
                        let status = answer.status;
                        let error = refusal(answer, auth).with_retry_after(delay);
                        if status == StatusCode::UNAUTHORIZED
                            && !error.has_code(&ErrorCode::InsufficientPermissions)
                            && let (Auth::Bearer(tokens), Some(issued)) = (auth, &self.sent.issued)
                        {
                            let now = core.clock.monotonic();
                            if refused.is_some() {
                                tokens.hold(host, now);
                            } else if tokens.refuse(issued, host, now) {
                                let error = self.sent.failed(error);
                                logs::token_refused(self.sent.parts.operation, &error);
                                refused = Some(error);
                                attempt -= 1;
                                continue;
                            }
                        }
                        let failure = if error.is_standing_limit() {
                            Failure::Final
                        } else {
                            failure
                        };
                        (error, failure)
                    }
                },
                Err(AttemptError::Transport(error)) => {
                    let failure = Failure::of_transport(error.kind());
                    (Error::transport(error), failure)
                }
                Err(AttemptError::Body(error, status, headers)) => {
                    let failure = Failure::of_transport(error.kind());
                    let error = Error::transport(error).with_answer(status, &headers);
                    (error, failure)
                }
                Err(AttemptError::Final(error)) => (error, Failure::Final),
            };
            drop(permit);
            if !failure.allows_retry(self.sent.parts.repeatable) {
                return Err(error);
            }
            let retry = self.retry.as_ref().unwrap_or(&core.retry);
            let random = (core.entropy)();
            let wait = retry.wait(attempt, error.retry_after(), self.remaining(), random);
            let Some(wait) = wait else {
                return Err(error);
            };
            if !core.budget.take(error.is_timeout()) {
                return Err(error);
            }
            let error = self.sent.failed(error);
            logs::trying_again(self.sent.parts.operation, &error, attempt, wait);
            core.clock.sleep(wait).await;
        }
    }

    /// An error answer with as much of its body as comes in a short time. Whatever becomes of the
    /// body, it stays an error answer.
    async fn with_refusal(&self, mut answer: Answer) -> Answer {
        let Some(mut rest) = answer.rest.take() else {
            return answer;
        };
        let mut body = BytesMut::new();
        let limit = LARGEST_REFUSAL.min(self.sent.core.max_body);
        let reading = async {
            while let Some(Ok(chunk)) = rest.body.next().await {
                let room = limit - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() >= room {
                    break;
                }
            }
        };
        self.within(REFUSAL_PATIENCE.min(self.remaining()), reading)
            .await;
        answer.body = body.freeze();
        answer
    }

    /// Leave to be under way, where the client has a limit.
    async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        let permits = Arc::clone(self.sent.core.permits.as_ref()?);
        let acquired = self.within(self.remaining(), permits.acquire_owned());
        acquired.await?.ok()
    }

    async fn attempt(&self, auth: &Auth) -> Result<Answer, AttemptError> {
        let request = self.request(auth).map_err(AttemptError::Final)?;
        let core = &self.sent.core;
        let response = core.transport.send(request).await;
        let response = response.map_err(AttemptError::Transport)?;
        core.read(response, self.sent.parts.streams, auth).await
    }

    fn request(&self, auth: &Auth) -> Result<http::Request<Bytes>, Error> {
        let Sent {
            core,
            parts,
            issued,
            bound,
            ..
        } = &self.sent;
        let body = match (auth, bound) {
            #[cfg(feature = "pingid")]
            (Auth::PingId(account), Some(bound)) => {
                Bytes::from(account.seal(&bound.body, self.sent.last)?)
            }
            _ => Bytes::from(parts.wire_body()?),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = parts.operation.method.clone();
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        *headers = parts.all_headers();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| core.user_agent.clone());
        if let Some(issued) = issued {
            let value = format!("Bearer {}", issued.value.expose());
            let mut value = HeaderValue::try_from(value).map_err(|_| {
                Error::configuration("access_token", "has characters that no token has")
            })?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        request
            .extensions_mut()
            .insert(OperationId(parts.operation.id));
        Ok(request)
    }

    /// What is inside a successful answer.
    fn open(&self, answer: Answer, auth: &Auth) -> Result<Answer, Error> {
        match (auth, &self.sent.bound) {
            #[cfg(feature = "pingid")]
            (Auth::PingId(account), Some(bound)) => {
                account.open(answer, self.sent.parts.operation, bound)
            }
            _ => Ok(answer),
        }
    }

    fn timed_out(&self, doing: &str) -> Error {
        let whole = self.deadline.saturating_sub(self.sent.started);
        let whole = in_words(whole);
        Error::timed_out(format!("the deadline of {whole} passed while {doing}"))
    }
}

/// An answer with an error status as an error.
fn refusal(answer: Answer, auth: &Auth) -> Error {
    match auth {
        #[cfg(feature = "pingid")]
        Auth::PingId(account) => account.refusal(answer),
        _ => Error::answer(answer.status, &answer.headers, &answer.body),
    }
}
