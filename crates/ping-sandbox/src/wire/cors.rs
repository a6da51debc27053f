//! What lets a page of another origin read an answer. The services ask for a token or a signature,
//! never for a cookie, so any page may; the controls ask for nothing, so none may.

use http::{
    HeaderName, HeaderValue, Method,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
        ALLOW, ORIGIN,
    },
};

use crate::wire::{request::Request, response::Response};

/// The answer to a browser, or to anybody, who asks what a path takes.
pub(crate) fn preflight(request: &Request, methods: &[&Method]) -> Response {
    let mut methods: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    let methods = methods.join(", ");
    let response = Response::empty(204).header(ALLOW, &methods);
    if !request.headers.contains_key(ORIGIN) {
        return response;
    }
    let wanted = request.header(ACCESS_CONTROL_REQUEST_HEADERS.as_str());
    response
        .header(ACCESS_CONTROL_ALLOW_METHODS, &methods)
        .header(ACCESS_CONTROL_ALLOW_HEADERS, wanted.unwrap_or("authorization, content-type"))
        .header(ACCESS_CONTROL_MAX_AGE, "600")
}

/// Lets the page that has sent a request read its answer.
pub(crate) fn share(request: &Request, response: &mut Response) {
    const EXPOSED: &str = "correlation-id, location, retry-after, sandbox-operation";
    let headers: [(HeaderName, &str); 2] =
        [(ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)];
    if request.headers.contains_key(ORIGIN) {
        for (name, value) in headers {
            response.headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
