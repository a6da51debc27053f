//! Error answers in every shape: never a panic, never an opaque decode error.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::Response;
use ping_models::ErrorCode;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Body, Error, ErrorKind, RetryPolicy, TransportError, TransportErrorKind};

use crate::support::{DELETE, Service, beside, everything, fake, read, until, with_token};

async fn error_of(answer: Reaction) -> Error {
    let (_, client) = fake([answer]);
    read(&client).retry(RetryPolicy::never()).await.unwrap_err()
}

struct Row {
    name: &'static str,
    status: u16,
    media_type: &'static str,
    body: &'static str,
    code: Option<&'static str>,
    correlation: Option<&'static str>,
    text: &'static str,
}

const JSON: &str = "application/json";

#[rustfmt::skip]
const SHAPES: &[Row] = &[
    Row { name: "with details", status: 400, media_type: JSON,
        body: r#"{"id":"6c796712","code":"INVALID_DATA","message":"One or more validation errors were in the request.","details":[{"code":"UNIQUENESS_VIOLATION","target":"username","message":"is unique","innerError":{"existingId":"e-1"}},{"code":"INVALID_VALUE","target":"email","message":"must be an email address","innerError":{"allowedPattern":".+@.+"}}]}"#,
        code: Some("INVALID_DATA"), correlation: Some("6c796712"),
        text: "platform.read_one_user: 400 INVALID_DATA: One or more validation errors were in the request; username: UNIQUENESS_VIOLATION is unique; email: INVALID_VALUE must be an email address (correlation id 6c796712)" },
    Row { name: "minimal", status: 400, media_type: JSON,
        body: r#"{"id":"6c796712-0f16-4062-815a-e0a92f4a2143","code":"INVALID_DATA","message":"The request could not be completed."}"#,
        code: Some("INVALID_DATA"), correlation: Some("6c796712-0f16-4062-815a-e0a92f4a2143"),
        text: "platform.read_one_user: 400 INVALID_DATA: The request could not be completed. (correlation id 6c796712-0f16-4062-815a-e0a92f4a2143)" },
    Row { name: "a code alone", status: 404, media_type: JSON, body: r#"{"code":"NOT_FOUND"}"#,
        code: Some("NOT_FOUND"), correlation: None,
        text: "platform.read_one_user: 404 NOT_FOUND: (no message)" },
    Row { name: "an unknown code", status: 409, media_type: JSON, body: r#"{"code":"BRAND_NEW","message":"m","more":[1]}"#,
        code: Some("BRAND_NEW"), correlation: None,
        text: "platform.read_one_user: 409 BRAND_NEW: m" },
    Row { name: "empty details", status: 400, media_type: JSON, body: r#"{"code":"INVALID_DATA","message":"m","details":[]}"#,
        code: Some("INVALID_DATA"), correlation: None,
        text: "platform.read_one_user: 400 INVALID_DATA: m" },
    Row { name: "nulls", status: 500, media_type: JSON, body: r#"{"id":null,"code":null,"message":"m","details":null,"target":null}"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 500 m" },
    Row { name: "no token", status: 401, media_type: JSON, body: r#"{"code":"ACCESS_FAILED","message":"No.","details":[{"code":"INVALID_TOKEN"}]}"#,
        code: Some("ACCESS_FAILED"), correlation: None,
        text: "platform.read_one_user: 401 ACCESS_FAILED: No; INVALID_TOKEN. Check that the token is of this environment's region and not expired" },
    Row { name: "no permission", status: 403, media_type: JSON, body: r#"{"code":"ACCESS_FAILED","message":"No.","details":[{"code":"INSUFFICIENT_PERMISSIONS","message":"m"}]}"#,
        code: Some("ACCESS_FAILED"), correlation: None,
        text: "platform.read_one_user: 403 ACCESS_FAILED: No; INSUFFICIENT_PERMISSIONS m. Assign the worker application a role that allows this in that environment" },
    Row { name: "no license", status: 403, media_type: JSON, body: r#"{"code":"ACCESS_FAILED","message":"No.","details":[{"code":"LICENSE_EXCEEDED","message":"m"}]}"#,
        code: Some("ACCESS_FAILED"), correlation: None,
        text: "platform.read_one_user: 403 ACCESS_FAILED: No; LICENSE_EXCEEDED m. The license of the environment does not allow this" },
    Row { name: "gateway", status: 403, media_type: JSON, body: r#"{"message":"Invalid key=value pair (missing equal-sign) in Authorization header"}"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 403 Invalid key=value pair (missing equal-sign) in Authorization header. The gateway knows no such path and method, or the role is missing: check the region, the environment id and the worker's roles" },
    Row { name: "OAuth", status: 400, media_type: JSON, body: r#"{"error":"invalid_scope","error_description":"May not request scopes for multiple resources (Correlation ID: 5A1C-77)"}"#,
        code: None, correlation: Some("5A1C-77"),
        text: "platform.read_one_user: 400 invalid_scope: May not request scopes for multiple resources (Correlation ID: 5A1C-77)" },
    Row { name: "OAuth, bare", status: 400, media_type: JSON, body: r#"{"error":"invalid_request"}"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 400 invalid_request" },
    Row { name: "OAuth, an id without an end", status: 400, media_type: JSON, body: r#"{"error":"e","error_description":"d (Correlation ID: 5A1C"}"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 400 e: d (Correlation ID: 5A1C" },
    Row { name: "both shapes at once", status: 400, media_type: JSON, body: r#"{"error":"Bad Request","code":"INVALID_DATA","message":"m"}"#,
        code: Some("INVALID_DATA"), correlation: None,
        text: "platform.read_one_user: 400 INVALID_DATA: m" },
    Row { name: "a framework's", status: 500, media_type: JSON, body: r#"{"timestamp":1,"status":500,"error":"Internal Server Error","path":"/v1"}"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 500 Internal Server Error" },
    Row { name: "members of other kinds", status: 400, media_type: JSON, body: r#"{"id":7,"code":17,"message":"m","target":{},"details":[{"code":"INVALID_VALUE","target":"t","message":"d"},5,{"code":[]}]}"#,
        code: Some("17"), correlation: Some("7"),
        text: "platform.read_one_user: 400 17: m; t: INVALID_VALUE d (correlation id 7)" },
    Row { name: "details of another kind", status: 400, media_type: JSON, body: r#"{"code":"INVALID_DATA","message":"m","details":"d"}"#,
        code: Some("INVALID_DATA"), correlation: None,
        text: "platform.read_one_user: 400 INVALID_DATA: m" },
    Row { name: "lines and escapes", status: 400, media_type: JSON, body: "{\"code\":\"INVALID_DATA\",\"message\":\"a\\nb\\u001b[31mc\"}",
        code: Some("INVALID_DATA"), correlation: None,
        text: "platform.read_one_user: 400 INVALID_DATA: a\\nb\\u{1b}[31mc" },
    Row { name: "HTML", status: 502, media_type: "text/html", body: "<html><h1>Bad Gateway</h1></html>",
        code: None, correlation: None,
        text: "platform.read_one_user: 502 with 33 bytes of text/html" },
    Row { name: "empty", status: 503, media_type: JSON, body: "",
        code: None, correlation: None,
        text: "platform.read_one_user: 503 with an empty body" },
    Row { name: "an array", status: 500, media_type: JSON, body: r#"[{"code":"X"}]"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 500 with 14 bytes of application/json" },
    Row { name: "a string", status: 500, media_type: JSON, body: r#""boom""#,
        code: None, correlation: None,
        text: "platform.read_one_user: 500 with 6 bytes of application/json" },
    Row { name: "an empty object", status: 500, media_type: JSON, body: "{}",
        code: None, correlation: None,
        text: "platform.read_one_user: 500 with 2 bytes of application/json" },
    Row { name: "half of an object", status: 500, media_type: JSON, body: r#"{"code":"INV"#,
        code: None, correlation: None,
        text: "platform.read_one_user: 500 with 12 bytes of application/json" },
    Row { name: "rate limit", status: 429, media_type: JSON, body: r#"{"code":"REQUEST_LIMITED","message":"m"}"#,
        code: Some("REQUEST_LIMITED"), correlation: None,
        text: "platform.read_one_user: 429 REQUEST_LIMITED: m. Send less at once, or later" },
];

#[tokio::test]
async fn every_shape() {
    for row in SHAPES {
        let error = error_of(Reaction::text(row.status, row.media_type, row.body)).await;
        let name = row.name;
        assert_eq!(error.to_string(), row.text, "{name}");
        assert_eq!(error.kind(), ErrorKind::Api, "{name}");
        assert_eq!(error.status().unwrap(), row.status, "{name}");
        assert_eq!(error.code().map(ToString::to_string).as_deref(), row.code, "{name}");
        assert_eq!(error.correlation_id(), row.correlation, "{name}");
        assert_eq!(error.operation(), Some("platform.read_one_user"));
        assert!(error.decode_error().is_none(), "{name}");

        // A header names the correlation id where the body does not, and before it.
        for header in ["correlation-id", "x-request-id"] {
            let answer = Reaction::text(row.status, row.media_type, row.body).header(header, "h-1");
            assert_eq!(error_of(answer).await.correlation_id(), Some("h-1"), "{name}");
        }
    }
}

#[tokio::test]
async fn questions_about_errors() {
    let details = SHAPES[0].body;
    let error = error_of(Reaction::json(400, details)).await;
    let targets: Vec<_> = error.details().iter().map(|detail| detail.target.as_deref()).collect();
    assert_eq!(targets, [Some("username"), Some("email")]);
    let inner = error.details()[0].inner_error.as_ref().unwrap();
    assert_eq!(inner.existing_id.as_deref(), Some("e-1"));
    assert!(error.has_code(&ErrorCode::InvalidData));
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    assert!(!error.has_code(&ErrorCode::NotFound));

    // status: not found, access denied, rate limited, retryable, processed maybe
    for (status, wanted) in [
        (400, [false, false, false, false, false]),
        (401, [false, true, false, false, false]),
        (403, [false, true, false, false, false]),
        (404, [true, false, false, false, false]),
        (408, [false, false, false, true, false]),
        (429, [false, false, true, true, false]),
        (500, [false, false, false, true, true]),
        (501, [false, false, false, false, true]),
        (599, [false, false, false, true, true]),
    ] {
        let error = error_of(Reaction::json(status, r#"{"code":"X"}"#)).await;
        let answers = [
            error.is_not_found(),
            error.is_access_denied(),
            error.is_rate_limited(),
            error.is_retryable(),
            error.may_have_been_processed(),
        ];
        assert_eq!(answers, wanted, "{status}");
        assert!(!error.is_timeout());
    }
}

#[tokio::test]
async fn bodies_that_are_huge_deep_or_not_text() {
    let long = format!(r#"{{"code":"INVALID_DATA","message":"{}"}}"#, "m".repeat(1 << 20));
    let deep =
        format!("{{\"message\":\"m\",\"details\":{}1{}}}", "[".repeat(9999), "]".repeat(9999));
    let deep_detail = format!(
        "{{\"code\":\"INVALID_DATA\",\"details\":[{{\"code\":{}{}}}]}}",
        "{\"a\":".repeat(9999),
        "1".to_owned() + &"}".repeat(9999)
    );
    let many =
        format!(r#"{{"code":"X","details":[{}]}}"#, vec![r#"{"code":"Y"}"#; 20_000].join(","));
    let table: [(&str, Vec<u8>); 8] = [
        ("a long message", long.into_bytes()),
        ("many details", many.into_bytes()),
        ("deep", deep.into_bytes()),
        ("deep in a detail", deep_detail.into_bytes()),
        ("deep array", "[".repeat(1 << 20).into_bytes()),
        ("not UTF-8", b"{\"message\":\"\xff\xfe\"}".to_vec()),
        ("zero bytes", vec![0; 1 << 16]),
        ("huge HTML", vec![b'<'; 4 << 20]),
    ];
    for (name, body) in table {
        let answer = Reaction::json(502, body).header("correlation-id", "c-1");
        let error = error_of(answer).await;
        assert_eq!(error.kind(), ErrorKind::Api, "{name}");
        assert_eq!(error.status().unwrap(), 502, "{name}");
        assert_eq!(error.correlation_id(), Some("c-1"), "{name}");
        assert!(error.to_string().chars().count() < 2200, "{name}: one can print it");
        assert!(!error.to_string().contains('\0'));
    }
}

/// Every beginning of a good body, and noise.
#[tokio::test]
async fn no_bytes_make_it_panic() {
    let whole = SHAPES[0].body.as_bytes();
    let mut noise = Vec::new();
    let mut seed = 42_u32;
    for _ in 0..300 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = seed as usize % whole.len();
        let mut bytes = whole.to_vec();
        bytes[at] = (seed >> 24) as u8;
        noise.push(bytes);
    }
    let bodies = (0..whole.len()).map(|end| whole[..end].to_vec()).chain(noise);
    for body in bodies {
        for status in [200, 401, 500] {
            let answer = Reaction::json(status, body.clone()).header("correlation-id", "c-1");
            let (_, client) = fake([answer]);
            if let Err(error) = read(&client).retry(RetryPolicy::never()).await {
                let kind = if status == 200 { ErrorKind::Decode } else { ErrorKind::Api };
                assert_eq!(error.kind(), kind);
                assert_eq!(error.status().unwrap(), status);
                assert_eq!(error.correlation_id(), Some("c-1"));
                let _ = everything(&error);
            }
        }
    }
}

/// An answer whose body comes in chunks, the last of which may break.
fn chunks(status: u16, parts: &'static [&'static str], breaks: bool) -> Response<Body> {
    let good = parts.iter().map(|part| Ok(Bytes::from_static(part.as_bytes())));
    let end = breaks.then(|| Err(TransportError::new(TransportErrorKind::Body, "cut")));
    let mut response =
        Response::new(Body::stream(stream::iter(good.chain(end).collect::<Vec<_>>())));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response.headers_mut().insert("correlation-id", "c-1".parse().unwrap());
    response
}

#[tokio::test]
async fn answers_beyond_the_size_limit() {
    type Answer = fn() -> Response<Body>;
    fn declared(status: u16, length: &'static str) -> Response<Body> {
        let mut response = chunks(status, &["{}"], false);
        response.headers_mut().insert("content-length", length.parse().unwrap());
        response
    }
    // limit 20 bytes: kind of the error, or none
    #[rustfmt::skip]
    let table: [(&str, Answer, Option<ErrorKind>); 9] = [
        ("fits", || chunks(200, &["{\"id\":", "\"0123456789\"", "}"], false), None),
        ("one byte too many", || chunks(200, &["{\"id\":", "\"0123456789\"", "} ", " "], false), Some(ErrorKind::TooLarge)),
        ("one chunk", || chunks(200, &["{\"id\":\"01234567890123456789\"}"], false), Some(ErrorKind::TooLarge)),
        ("announced", || declared(200, "21"), Some(ErrorKind::TooLarge)),
        ("announced wrongly", || declared(200, "x"), None),
        ("announced beyond numbers", || declared(200, "99999999999999999999999999"), None),
        ("an error", || chunks(503, &["<html>", "0123456789", "0123456789"], false), Some(ErrorKind::Api)),
        ("an error, announced", || declared(404, "4000000000"), Some(ErrorKind::Api)),
        ("an error that breaks", || chunks(429, &["{\"code\":"], true), Some(ErrorKind::Api)),
    ];
    for (name, answer, kind) in table {
        let service = Service(move |_| {
            let answer = answer();
            let future: futures_util::future::BoxFuture<'static, _> =
                Box::pin(async { Ok(answer) });
            future
        });
        let client = with_token(Arc::new(service), &ManualClock::fixed())
            .max_body_size(20)
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        let status = answer().status().as_u16();
        match (read(&client).await, kind) {
            (Ok(_), None) => {}
            (Err(error), Some(kind)) => {
                assert_eq!(error.kind(), kind, "{name}: {error}");
                assert_eq!(error.status().unwrap(), status, "{name}");
                assert_eq!(error.correlation_id(), Some("c-1"), "{name}");
                if kind == ErrorKind::TooLarge {
                    assert!(error.to_string().contains("`max_body_size`"), "{error}");
                }
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn a_refusal_names_the_role_that_the_operation_needs() {
    ping_transport::operations! {
        LOCK: () => () = "platform.lock_user_account",
            POST Api "/v1/users" needs "Identity Data Admin";
    }
    let no_role = r#"{"code":"ACCESS_FAILED","details":[{"code":"INSUFFICIENT_PERMISSIONS"}]}"#;
    let no_license = r#"{"code":"ACCESS_FAILED","details":[{"code":"LICENSE_EXCEEDED"}]}"#;
    for (status, body, is_named) in [
        (403, no_role, true),
        (403, r#"{"code":"ACCESS_FAILED"}"#, true),
        (403, r#"{"message":"Missing Authentication Token"}"#, true),
        (403, no_license, false),
        (404, r#"{"code":"NOT_FOUND"}"#, false),
    ] {
        let (_, client) = fake([Reaction::json(status, body)]);
        let error = client.request(&LOCK).call().await.unwrap_err().to_string();
        let named = error.ends_with(" (needed: Identity Data Admin)");
        assert_eq!(named, is_named, "{error}");
    }
}

#[tokio::test]
async fn answers_that_do_not_have_the_documented_shape() {
    use ping_models::platform::User;
    ping_transport::operations! {
        READ_USER: () => User = "platform.read_one_user",
            GET Api "/v1/environments/{environmentID}/users/{userID}";
    }
    const PLANTED: &str = "hunter2-planted";
    // status and body of a success: place and expectation
    #[rustfmt::skip]
    let table: [(u16, &str, &str, &str); 9] = [
        (200, r#"{"id":{"x":"hunter2-planted"}}"#, "id", "a string"),
        (200, r#"{"id":"a","enabled":"hunter2-planted"}"#, "enabled", "a boolean"),
        (200, r#"{"id":"a","name":{"given":["hunter2-planted"]}}"#, "name.given", "a string"),
        (200, r#"{"username":"hunter2-planted"}"#, ".", "the member `id`"),
        (200, r#""hunter2-planted""#, ".", "an object (User)"),
        (200, "<html>hunter2-planted</html>", ".", "valid JSON near line 1 column 1"),
        (200, r#"{"id":"a"} hunter2-planted"#, ".", "the end of the JSON text"),
        (204, "", ".", "a JSON body, but the answer has none"),
        (200, " \r\n", ".", "a JSON body, but the answer has none"),
    ];
    for (status, body, path, expected) in table {
        let answer = Reaction::json(status, body).header("correlation-id", "c-1");
        let (fake, client) = fake([answer]);
        let call = client.request(&READ_USER).segment("e").segment("u").call();
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        let place = error.decode_error().unwrap();
        assert_eq!((place.path(), place.expected()), (path, expected), "{body}");
        assert_eq!(
            error.to_string(),
            format!(
                "platform.read_one_user: the answer does not have the documented shape: at \
                 `{path}`: expected {expected} (correlation id c-1)"
            )
        );
        assert_eq!(error.status().unwrap(), status);
        assert!(error.may_have_been_processed() && !error.is_retryable());
        assert!(!everything(&error).contains(PLANTED), "never the value");
        assert_eq!(fake.received().len(), 1);
    }
    // Where no body is expected, none is read.
    for (status, body) in [(204, ""), (200, ""), (200, "{}"), (202, "<html>")] {
        let (_, client) = fake([Reaction::json(status, body)]);
        let delete = client.request(&DELETE).segment("e").segment("u").call();
        delete.await.unwrap();
    }
}

#[tokio::test]
async fn sentences_end_once_and_times_are_said_as_one_says_them() {
    // status, message and details: text
    #[rustfmt::skip]
    let table = [
        (401, r#"{"code":"ACCESS_FAILED","message":"No access."}"#,
            "401 ACCESS_FAILED: No access. Check that the token is of this environment's region and not expired"),
        (401, r#"{"code":"ACCESS_FAILED","message":"No.","details":[{"message":"Never."},{"code":"X","message":"At all."}]}"#,
            "401 ACCESS_FAILED: No; Never; X At all. Check that the token is of this environment's region and not expired"),
        (400, r#"{"code":"X","message":"One.","details":[{"target":"t","code":"Y"}]}"#, "400 X: One; t: Y"),
        (400, r#"{"code":"X","message":"As sent."}"#, "400 X: As sent."),
        (400, r#"{"error":"e","error_description":"d (Correlation ID: 1-2)."}"#, "400 e: d (Correlation ID: 1-2)."),
    ];
    for (status, body, text) in table {
        let error = error_of(Reaction::json(status, body)).await;
        assert_eq!(error.to_string(), format!("platform.read_one_user: {text}"));
    }
    // Another id than that of the text is told beside it.
    let body = r#"{"error":"e","error_description":"d (Correlation ID: 1-2)"}"#;
    let answer = Reaction::json(400, body).header("correlation-id", "h-1");
    let text = "platform.read_one_user: 400 e: d (Correlation ID: 1-2) (correlation id h-1)";
    assert_eq!(error_of(answer).await.to_string(), text);

    for (milliseconds, words) in
        [(50, "50 ms"), (999, "999 ms"), (1000, "1 s"), (1500, "1.5 s"), (60_000, "60 s")]
    {
        let clock = ManualClock::fixed();
        let hanging = Arc::new(FakeTransport::new([Reaction::Hang]));
        let client = with_token(hanging.clone(), &clock).build().unwrap();
        let span = Duration::from_millis(milliseconds);
        let call = read(&client).timeout(span).send();
        let error = beside(call, async {
            until(|| hanging.received().len() == 1).await;
            clock.advance(span);
        });
        let text = error.await.unwrap_err().to_string();
        let words = format!("the deadline of {words} passed");
        assert!(text.contains(&words), "{text}");
    }
}
