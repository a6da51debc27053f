//! What `httpClient.send` makes of its arguments.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Uri, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ping_transport::Request;
use serde_json::{Map, Value};

use super::failure::Failure;
use super::logger::text_of;
use super::object::{Arg, Args};
use crate::outcome::HttpCall;

/// What stays as it is in the fields of a form.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// A request and who sends it.
pub(crate) struct Outgoing {
    pub(crate) request: Request,
    /// The instance of the Http Client service.
    pub(crate) client: Option<String>,
}

impl Outgoing {
    /// What is told of it.
    pub(crate) fn call(&self) -> HttpCall {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = self.request.headers.iter();
        HttpCall {
            method: self.request.method.to_string(),
            url: self.request.url.clone(),
            client_name: self.client.clone(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body: text(&self.request.body),
            ..HttpCall::default()
        }
    }
}

/// The request of a call: `send(uri)` or `send(uri, requestOptions)`.
pub(crate) fn outgoing(args: &Args, transaction_id: &str) -> Result<Outgoing, Failure> {
    let url = args.text(0, "uri")?;
    let uri: Option<Uri> = url.parse().ok();
    if !uri.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https"))) {
        return Err(args.wrong("uri", "an absolute http or https URL, encoded"));
    }
    let none = Map::new();
    let options = args.optional_object(1, "requestOptions")?.unwrap_or(&none);
    let option = |name: &str| options.get(name).filter(|value| !value.is_null());
    let text = |name: &str| match option(name) {
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(args.wrong(name, "a string")),
        None => Ok(None),
    };
    let members = |name: &str| match option(name) {
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => Err(args.wrong(name, "an object of strings")),
        None => Ok(None),
    };

    let method = text("method")?.unwrap_or("GET");
    let method = Method::from_bytes(method.as_bytes())
        .map_err(|_| args.wrong("method", "the name of an HTTP method"))?;
    let mut request = Request::new(method.clone(), url);
    for (name, value) in members("headers")?.into_iter().flatten() {
        put(args, &mut request, name, &text_of(&Arg::Json(value.clone())))?;
    }
    if let Some(token) = text("token")? {
        put(args, &mut request, "authorization", token)?;
    }
    put(args, &mut request, "x-forgerock-transactionid", transaction_id)?;

    let (body, media_type) = match (members("form")?, option("body")) {
        (Some(fields), _) => (form(fields), Some("application/x-www-form-urlencoded")),
        (None, Some(Value::String(text))) => (text.clone(), None),
        (None, Some(body)) => (body.to_string(), Some("application/json; charset=UTF-8")),
        (None, None) => (String::new(), None),
    };
    let takes_body = ![Method::GET, Method::HEAD, Method::TRACE].contains(&method);
    if takes_body && !body.is_empty() {
        if let Some(media_type) = media_type
            && !request.headers.contains_key(header::CONTENT_TYPE)
        {
            request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        request.body = Bytes::from(body);
    }
    Ok(Outgoing { request, client: text("clientName")?.map(str::to_owned) })
}

fn put(args: &Args, request: &mut Request, name: &str, value: &str) -> Result<(), Failure> {
    let header = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
    // Those that frame the message are the HTTP client's.
    let framing = ["content-length", "transfer-encoding", "connection", "host"];
    match header {
        Some((name, _)) if framing.contains(&name.as_str()) => {
            Err(Failure::error(format!("{}: the header {name} cannot be set", args.method)))
        }
        Some((name, value)) => {
            request.headers.insert(name, value);
            Ok(())
        }
        // The value may be a secret.
        None => Err(Failure::error(format!(
            "{}: the header `{}` has a name or a value that no header can have",
            args.method,
            name.escape_debug()
        ))),
    }
}

fn form(fields: &Map<String, Value>) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, FORM).to_string().replace("%20", "+");
    let pairs = fields.iter().map(|(name, value)| {
        format!("{}={}", encoded(name), encoded(&text_of(&Arg::Json(value.clone()))))
    });
    pairs.collect::<Vec<_>>().join("&")
}
