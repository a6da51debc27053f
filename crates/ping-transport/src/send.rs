//! Sending: one loop for tokens, retries, deadlines and envelopes, compiled once.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

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
use crate::download::{Chunks, Download};
use crate::error::{Error, ErrorKind};
use crate::hosts::Hosts;
use crate::logs;
use crate::operation::OperationInfo;
use crate::request::{Bound, Parts};
use crate::retry::{Budget, Failure, RetryPolicy, retry_after};
use crate::seam::{HttpTransport, OperationId, TransportError, TransportErrorKind};
use crate::token::Issued;

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

/// A successful answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body; of a stream its beginning.
    pub(crate) body: Bytes,
    /// What is still to come of a stream.
    pub(crate) rest: Option<Chunks>,
}

impl Answer {
    /// The answer as a file that is still coming; an answer that was read whole is none.
    pub(crate) fn take_download(
        &mut self,
        core: &Core,
        operation: &'static OperationInfo,
    ) -> Result<Download, Error> {
        let Some(rest) = self.rest.take() else {
            let message = "the answer does not have the documented shape: it is no file";
            return Err(
                Error::new(ErrorKind::Decode, message).with_answer(self.status, &self.headers)
            );
        };
        let (headers, beginning) = (self.headers.clone(), std::mem::take(&mut self.body));
        Ok(Download::new(
            self.status,
            headers,
            beginning,
            rest,
            core,
            operation,
        ))
    }
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
    ) -> Result<Answer, Error> {
        self.observed(&parts, Span::none(), self.attempts(&parts, &options))
            .await
    }

    /// Sends a request that authenticates itself; `cause` is the span that it follows from.
    pub(crate) async fn send_plain(&self, parts: Parts, cause: Span) -> Result<Answer, Error> {
        let sending = async {
            let options = Options::default();
            let tries = Tries::new(self, &parts, &options)?;
            tries.run(|| async { Ok(None) }, &Auth::None).await
        };
        self.observed(&parts, cause, sending).await
    }

    async fn attempts(self: &Arc<Self>, parts: &Parts, options: &Options) -> Result<Answer, Error> {
        let tries = Tries::new(self, parts, options)?;
        let token = || async {
            match &self.auth {
                Auth::Bearer(tokens) => tokens.get(self).await.map(Some),
                _ => Ok(None),
            }
        };
        tries.run(token, &self.auth).await
    }

    /// One span a call, with the OpenTelemetry names for HTTP clients and nothing secret in it.
    async fn observed(
        &self,
        parts: &Parts,
        cause: Span,
        sending: impl Future<Output = Result<Answer, Error>>,
    ) -> Result<Answer, Error> {
        let operation = parts.operation;
        let base = self.hosts.base(operation.host);
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
            let result = sending
                .await
                .map_err(|error| error.with_operation(operation));
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

    /// Reads an answer: whole or, where a file is expected, as far as it takes to see that it is
    /// one.
    async fn read(
        &self,
        response: http::Response<crate::seam::Body>,
        streams: bool,
        auth: &Auth,
    ) -> Result<Answer, AttemptError> {
        let (head, mut chunks) = response.into_parts();
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
        // An error answer stays one, with as much of its body as there is.
        let refused = !head.status.is_success();
        let mut streams = streams && !refused;
        if !refused && !streams && declared.is_some_and(|length| length > self.max_body) {
            return Err(too_large());
        }
        let mut look_at = ENOUGH_TO_TELL;
        let mut first = Bytes::new();
        let mut more: Option<BytesMut> = None;
        while let Some(chunk) = chunks.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(_) if refused => break,
                Err(error) => return Err(AttemptError::Body(error, head.status, head.headers)),
            };
            let so_far = more.as_ref().map_or(first.len(), BytesMut::len);
            if !streams && so_far.saturating_add(chunk.len()) > self.max_body {
                if refused {
                    break;
                }
                return Err(too_large());
            }
            match &mut more {
                Some(all) => all.extend_from_slice(&chunk),
                None if first.is_empty() => first = chunk,
                None => {
                    let declared = declared.unwrap_or(0).min(self.max_body);
                    let mut all = BytesMut::with_capacity(declared.max(first.len() * 2));
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

/// Gateways have been seen to repeat an authorization header that they could not read.
fn without_token(answer: Answer, issued: Option<&Issued>) -> Answer {
    const MASK: &[u8] = b"[redacted]";
    // What is too short to be a token would only garble the text.
    let Some(token) = issued
        .map(|issued| issued.value.expose().as_bytes())
        .filter(|token| token.len() >= 8)
    else {
        return answer;
    };
    let mut masked = Vec::new();
    let mut rest = &answer.body[..];
    while let Some(at) = rest.windows(token.len()).position(|part| part == token) {
        masked.extend_from_slice(&rest[..at]);
        masked.extend_from_slice(MASK);
        rest = &rest[at + token.len()..];
    }
    if masked.is_empty() {
        return answer;
    }
    masked.extend_from_slice(rest);
    Answer {
        body: masked.into(),
        ..answer
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
struct Tries<'a> {
    core: &'a Core,
    parts: &'a Parts,
    retry: &'a RetryPolicy,
    uri: Uri,
    /// What ties a PingID request to its reply.
    bound: Option<Bound>,
    started: Duration,
    deadline: Duration,
}

impl<'a> Tries<'a> {
    fn new(core: &'a Core, parts: &'a Parts, options: &'a Options) -> Result<Self, Error> {
        parts.check(&core.auth)?;
        let url = parts.url(&core.hosts)?;
        let uri = Uri::try_from(url)
            .map_err(|_| Error::invalid_input("url", "is longer than a URL can be"))?;
        let bound = parts.bound(&core.auth)?;
        let started = core.clock.monotonic();
        Ok(Self {
            core,
            parts,
            retry: options.retry.as_ref().unwrap_or(&core.retry),
            uri,
            bound,
            started,
            deadline: started.saturating_add(
                options
                    .timeout
                    .or(parts.answered_within)
                    .unwrap_or(core.timeout),
            ),
        })
    }

    fn remaining(&self) -> Duration {
        self.deadline.saturating_sub(self.core.clock.monotonic())
    }

    async fn within<T>(&self, span: Duration, work: impl Future<Output = T>) -> Option<T> {
        within(&*self.core.clock, span, work).await
    }

    async fn run<F, T>(&self, token: F, auth: &Auth) -> Result<Answer, Error>
    where
        F: Fn() -> T,
        T: Future<Output = Result<Option<Issued>, Error>>,
    {
        // A replay with a new token is sent, but is no attempt of the retry policy's.
        let (mut sent, mut attempt) = (0, 0);
        // Why the token was refused, of a request that is sent once more with a new one.
        let mut refused: Option<Error> = None;
        let host = self.parts.operation.host;
        loop {
            let issued = match self.within(self.remaining(), token()).await {
                Some(issued) => issued?,
                None => return Err(self.timed_out(sent, "waiting for an access token")),
            };
            if let (Some(error), Auth::Bearer(tokens)) = (&refused, auth)
                && tokens.holds(host, self.core.clock.monotonic())
            {
                // Another call has found out that the new one does not help.
                return Err(error.clone());
            }
            let permit = self.permit().await;
            if self.remaining().is_zero() || permit.is_none() && self.core.permits.is_some() {
                return Err(self.timed_out(sent, "waiting to be sent"));
            }
            if sent > 0 {
                Span::current().record("http.request.resend_count", i64::from(sent));
            }
            attempt += 1;
            sent += 1;
            let span = match self.parts.answered_within {
                // Nobody knows how long a person takes: only the deadline counts.
                Some(_) => self.remaining(),
                None => self.remaining().min(self.core.attempt_timeout),
            };
            let outcome = match self.within(span, self.attempt(issued.as_ref(), auth)).await {
                Some(outcome) => outcome,
                None if self.remaining().is_zero() => {
                    return Err(self.timed_out(sent, "waiting for the answer"));
                }
                None => Err(AttemptError::Transport(TransportError::new(
                    TransportErrorKind::Timeout,
                    format!("no answer within {:.1} s", span.as_secs_f64()),
                ))),
            };
            let (error, failure) = match outcome {
                Ok(mut answer) => match Failure::of_status(answer.status) {
                    None => {
                        self.core.budget.succeed();
                        if let Some(rest) = &mut answer.rest {
                            rest.permit = permit;
                            return Ok(answer);
                        }
                        return self
                            .open(answer, auth)
                            .map_err(|error| self.tried(error, sent));
                    }
                    Some(failure) => {
                        let delay = retry_after(&answer.headers, self.core.clock.now());
                        let status = answer.status;
                        let answer = without_token(answer, issued.as_ref());
                        let error = self.refusal(answer, auth).with_retry_after(delay);
                        if status == StatusCode::UNAUTHORIZED
                            && !error.has_code(&ErrorCode::InsufficientPermissions)
                            && let (Auth::Bearer(tokens), Some(issued)) = (auth, &issued)
                        {
                            let now = self.core.clock.monotonic();
                            if refused.is_some() {
                                tokens.hold(host, now);
                            } else if tokens.refuse(issued, host, now) {
                                logs::token_refused(self.parts.operation, &error);
                                refused = Some(self.tried(error, sent));
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
            let error = self.tried(error, sent);
            if !failure.allows_retry(self.parts.repeatable) {
                return Err(error);
            }
            let random = (self.core.entropy)();
            let wait = (self.retry).wait(attempt, error.retry_after(), self.remaining(), random);
            let Some(wait) = wait else {
                return Err(error);
            };
            if !self.core.budget.take(error.is_timeout()) {
                return Err(error);
            }
            logs::trying_again(self.parts.operation, &error, attempt, wait);
            self.core.clock.sleep(wait).await;
        }
    }

    /// Leave to be under way, where the client has a limit.
    async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        let permits = Arc::clone(self.core.permits.as_ref()?);
        let acquired = self.within(self.remaining(), permits.acquire_owned());
        acquired.await?.ok()
    }

    async fn attempt(&self, issued: Option<&Issued>, auth: &Auth) -> Result<Answer, AttemptError> {
        let request = self.request(issued, auth).map_err(AttemptError::Final)?;
        let response = self
            .core
            .transport
            .send(request)
            .await
            .map_err(AttemptError::Transport)?;
        let streams = self.parts.streams;
        self.core.read(response, streams, auth).await
    }

    fn request(&self, issued: Option<&Issued>, auth: &Auth) -> Result<http::Request<Bytes>, Error> {
        let body = match (auth, &self.bound) {
            #[cfg(feature = "pingid")]
            (Auth::PingId(account), Some(bound)) => {
                Bytes::from(account.seal(&bound.body, self.core.clock.now())?)
            }
            _ => Bytes::from(self.parts.wire_body()?),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = self.parts.operation.method.clone();
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        *headers = self.parts.all_headers();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.core.user_agent.clone());
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
            .insert(OperationId(self.parts.operation.id));
        Ok(request)
    }

    /// What is inside a successful answer.
    fn open(&self, answer: Answer, auth: &Auth) -> Result<Answer, Error> {
        match (auth, &self.bound) {
            #[cfg(feature = "pingid")]
            (Auth::PingId(account), Some(bound)) => {
                account.open(answer, self.parts.operation, bound)
            }
            _ => Ok(answer),
        }
    }

    /// An answer with an error status as an error.
    fn refusal(&self, answer: Answer, auth: &Auth) -> Error {
        match auth {
            #[cfg(feature = "pingid")]
            Auth::PingId(account) => account.refusal(answer),
            _ => Error::answer(answer.status, &answer.headers, &answer.body),
        }
    }

    fn tried(&self, error: Error, attempts: u32) -> Error {
        let elapsed = self.core.clock.monotonic().saturating_sub(self.started);
        error.with_tries(attempts, elapsed)
    }

    fn timed_out(&self, attempts: u32, doing: &str) -> Error {
        let whole = self.deadline.saturating_sub(self.started);
        self.tried(
            Error::timed_out(format!(
                "the deadline of {:.1} s passed while {doing}",
                whole.as_secs_f64()
            )),
            attempts,
        )
    }
}
