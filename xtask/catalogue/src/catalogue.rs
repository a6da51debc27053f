//! The catalogue of operations, and which of them a request on the wire is.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::discriminator::{Discriminator, Marker, shows};
use crate::table;

/// The products, in the order in which they are reported.
pub const PRODUCTS: [&str; 4] = ["platform", "mfa", "pingid", "verify"];

/// One operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    /// The key of the operation everywhere, such as `platform.create_user`.
    pub id: String,
    /// What the documentation calls it.
    #[serde(default)]
    pub title: String,
    /// One of [`PRODUCTS`].
    pub product: String,
    /// The HTTP method.
    pub method: String,
    /// `api`, `auth`, `pingid` or `authenticator`.
    pub host: String,
    /// The path with its parameters in braces.
    pub path: String,
    /// The media type of the request; empty where it has none.
    pub content_type: String,
    discriminator: String,
    /// What those are called together that share method, path and media type.
    #[serde(default)]
    pub group: String,
    /// What the caller needs to be: `bearer`, `pingid`, `client`, `ppm` or `none`.
    #[serde(default)]
    pub auth: String,
    /// How much it matters.
    pub tier: String,
    /// The page that documents it.
    pub source: String,
    /// What the request carries: nothing, `empty` (a media type without a body), `json` or `form`.
    pub request: String,
    /// What the answer carries: `json`, `empty`, `text`, `form` or `stream`.
    pub response: String,
    /// Who sends it: `client`, `browser`, or nobody that is known.
    pub sender: String,
    /// The media type that is asked for, where it is not the host's usual one.
    #[serde(default)]
    pub accept: String,
    /// `yes` or `no`, where the method alone does not say whether sending it twice does no more
    /// than sending it once.
    #[serde(default)]
    pub repeat: String,
    /// The role that it needs, in the words of the documentation.
    #[serde(default)]
    pub permission: String,
    /// The members of the body that tell of a person, as JSON pointers separated by blanks.
    #[serde(default)]
    pub personal: String,
    /// What is special about the replies of PingID, separated by blanks.
    #[serde(default)]
    pub replies: String,
    /// The Rust type of the request's body; empty without one.
    #[serde(default)]
    pub request_type: String,
    /// The Rust type of the answer, `()` without one; empty where the operation has not begun.
    #[serde(default)]
    pub response_type: String,
}

impl Row {
    /// Whether the SDK has it.
    pub fn is_begun(&self) -> bool {
        !self.response_type.is_empty()
    }

    /// What the static is called that describes it.
    pub fn static_name(&self) -> String {
        let (_, name) = self.id.split_once('.').unwrap_or_default();
        name.to_uppercase()
    }

    /// The variant of the transport's `Host`.
    pub fn host_variant(&self) -> &str {
        match self.host.as_str() {
            "api" => "Api",
            "auth" => "Auth",
            "pingid" => "PingId",
            "authenticator" => "Authenticator",
            other => other,
        }
    }

    /// Whether the request carries JSON or a form.
    pub fn has_request_body(&self) -> bool {
        matches!(self.request.as_str(), "json" | "form")
    }

    /// Whether the answer is JSON or a form.
    pub fn has_response_body(&self) -> bool {
        matches!(self.response.as_str(), "json" | "form")
    }

    /// Whether it is known at all who sends it.
    pub fn is_sent(&self) -> bool {
        !self.sender.is_empty()
    }

    /// Whether a client sends it, as against a browser.
    pub fn is_sent_by_a_client(&self) -> bool {
        self.sender == "client"
    }

    /// What tells it apart from operations of the same method, path and media type.
    pub fn discriminator(&self) -> Result<Discriminator> {
        Discriminator::parse(&self.discriminator).with_context(|| format!("operation {}", self.id))
    }

    /// The discriminator as the catalogue writes it.
    pub fn discriminator_text(&self) -> &String {
        &self.discriminator
    }

    /// Whether an operation that the wire cannot tell from another shows what it is by its marker.
    pub fn is_marked(&self, request: &Request<'_>, answer: Option<&Value>) -> bool {
        match self.discriminator() {
            Ok(Discriminator::SameAs(_, Marker::Request(marker))) => marker.fits(request),
            Ok(Discriminator::SameAs(_, Marker::Answer(path, value))) => {
                answer.is_some_and(|answer| shows(answer, &path, value.as_deref()))
            }
            _ => true,
        }
    }

    /// What hides an operation from those who count what is there of it.
    fn hidden(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        if !self.method.is_empty() && self.sender.is_empty() {
            found.push("somebody sends it, sender does not say who");
        }
        if !self.method.is_empty() && self.response.is_empty() {
            found.push("response does not say whether it has an answer");
        }
        if self.sender == "browser" && !["ppm", "none"].contains(&self.auth.as_str()) {
            found.push("a browser has no credentials");
        }
        if self.method == "GET" && self.is_sent_by_a_client() && self.response == "empty" {
            found.push("what is read has an answer");
        }
        found
    }

    /// What is wrong with the columns that the crates are generated from.
    fn misfits(&self) -> Vec<String> {
        let types = (!self.request_type.is_empty(), self.response_type != "()");
        let bodies = (self.has_request_body(), self.has_response_body());
        let mut found = Vec::new();
        if !["", "yes", "no"].contains(&self.repeat.as_str()) {
            found.push(format!("repeat {:?} is neither yes nor no", self.repeat));
        }
        if !self.is_begun() && !self.request_type.is_empty() {
            found.push("has a request type and no response type".to_owned());
        }
        if self.is_begun() && (types.0 != bodies.0 || (bodies.1 && !types.1)) {
            found.push(format!(
                "the types {:?} and {:?} do not suit its bodies",
                self.request_type, self.response_type
            ));
        }
        found
    }

    fn template_fits(&self, path: &str) -> bool {
        let (template, path): (Vec<_>, Vec<_>) =
            (self.path.split('/').collect(), path.split('/').collect());
        template.len() == path.len()
            && template.iter().zip(&path).all(|(want, have)| {
                if is_parameter(want) { !have.is_empty() } else { want == have }
            })
    }

    fn literal_segments(&self) -> usize {
        self.path.split('/').filter(|segment| !is_parameter(segment)).count()
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// A request as it went over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, without the query.
    pub path: &'a str,
    /// The query, without its question mark.
    pub query: &'a str,
    /// The media type of the body.
    pub content_type: Option<&'a str>,
    /// The body, where it is JSON or a form.
    pub body: Option<&'a Value>,
}

/// All operations.
pub struct Catalogue {
    rows: Vec<Row>,
}

impl Catalogue {
    /// Reads `catalogue.csv` in this folder.
    pub fn read(fixtures: &Path) -> Result<Self> {
        Ok(Self { rows: table::read(&fixtures.join("catalogue.csv"))? })
    }

    /// The operations in their order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The operation of this id.
    pub fn get(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// An operation, or `<product>.error` for a product's error body.
    pub fn knows(&self, id: &str) -> bool {
        self.get(id).is_some()
            || id.strip_suffix(".error").is_some_and(|product| PRODUCTS.contains(&product))
    }

    /// The id that the wire shows: the target of `same_as`, or the id itself.
    pub fn on_the_wire<'a>(&'a self, id: &'a str) -> &'a str {
        let alias = self.get(id).and_then(|row| row.discriminator.strip_prefix("same_as:"));
        alias.map_or(id, |alias| alias.split(' ').next().unwrap_or(alias))
    }

    /// Says what is wrong with a request that claims to be the operation.
    pub fn mismatch(&self, id: &str, request: &Request<'_>) -> Option<String> {
        if let Some(row) = self.get(id)
            && let Ok(Discriminator::SameAs(_, Marker::Request(marker))) = row.discriminator()
            && !marker.fits(request)
        {
            return Some(format!("nothing shows that it is one: {}", row.discriminator));
        }
        let id = self.on_the_wire(id);
        let row = match self.get(id) {
            Some(row) => row,
            None => return Some("the catalogue has no such operation".into()),
        };
        if row.method != request.method {
            return Some(format!("method {} instead of {}", request.method, row.method));
        }
        if !row.template_fits(request.path) {
            return Some(format!("path {} instead of {}", request.path, row.path));
        }
        if !media_type_fits(row, request) {
            let sent = request.content_type.unwrap_or("none");
            return Some(format!("media type {sent} instead of {:?}", row.content_type));
        }
        match self.called(request) {
            Some(found) if found == id => None,
            Some(found) => Some(format!("the body and query are those of {found}")),
            None => Some("no operation has this path and media type".into()),
        }
    }

    /// The operation that a request is called: of those that share its method, path and media type
    /// the first whose discriminator fits, else the last, which is the most general one.
    fn called(&self, request: &Request<'_>) -> Option<&str> {
        let on_path = self.rows.iter().filter(|row| {
            row.method == request.method
                && row.template_fits(request.path)
                && media_type_fits(row, request)
        });
        let named = on_path.filter_map(|row| match row.discriminator() {
            Ok(Discriminator::SameAs(..)) | Err(_) => None,
            Ok(discriminator) => Some((row, discriminator)),
        });
        let named: Vec<(&Row, Discriminator)> = named.collect();
        let literals = named.iter().map(|(row, _)| row.literal_segments()).max();
        let mut group = named.iter().filter(|(row, _)| Some(row.literal_segments()) == literals);
        let fits = |(_, discriminator): &&(&Row, Discriminator)| discriminator.fits(request);
        let first = group.clone().find(fits).or_else(|| group.next_back());
        first.map(|(row, _)| row.id.as_str())
    }

    /// What is wrong with the catalogue itself.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for row in &self.rows {
            let id = &row.id;
            if !seen.insert(id.to_lowercase().replace(['-', '_'], "")) {
                problems.push(format!("catalogue.csv: {id} appears twice"));
            }
            if !PRODUCTS.contains(&row.product.as_str())
                || !id.starts_with(&format!("{}.", row.product))
            {
                problems.push(format!("catalogue.csv: {id} does not start with its product"));
            }
            match row.discriminator() {
                Err(error) => problems.push(format!("catalogue.csv: {error:#}")),
                Ok(Discriminator::SameAs(target, _)) if self.get(&target).is_none() => {
                    problems.push(format!(
                        "catalogue.csv: {id} is the same as {target}, which is missing"
                    ));
                }
                Ok(_) => {}
            }
            let request_known = ["", "empty", "json", "form"].contains(&row.request.as_str());
            if !request_known || row.request.is_empty() != row.content_type.is_empty() {
                problems.push(format!(
                    "catalogue.csv: {id}: request {:?} does not suit its media type",
                    row.request
                ));
            }
            if !["json", "empty", "text", "stream", "form", ""].contains(&row.response.as_str()) {
                problems.push(format!(
                    "catalogue.csv: {id}: response {:?} is no known kind",
                    row.response
                ));
            }
            let hidden = row.hidden().into_iter();
            problems.extend(hidden.map(|hidden| format!("catalogue.csv: {id}: {hidden}")));
            let misfits = row.misfits().into_iter();
            problems.extend(misfits.map(|misfit| format!("catalogue.csv: {id}: {misfit}")));
            if !["client", "browser", ""].contains(&row.sender.as_str()) {
                problems
                    .push(format!("catalogue.csv: {id}: sender {:?} is no known kind", row.sender));
            }
        }
        problems.extend(self.unreachable());
        problems
    }

    /// An operation without a discriminator takes every request, so what stands behind it on the
    /// same path is never reached.
    fn unreachable(&self) -> impl Iterator<Item = String> {
        fn shared(row: &Row) -> (&str, &str, &str) {
            (&row.method, &row.path, &row.content_type)
        }
        self.rows.iter().enumerate().filter_map(|(index, row)| {
            let is_alias = row.discriminator.starts_with("same_as:");
            let hides =
                |before: &&Row| before.discriminator.is_empty() && shared(before) == shared(row);
            let hidden = !row.method.is_empty() && !is_alias;
            let before = self.rows[..index].iter().filter(|_| hidden).find(hides)?;
            Some(format!(
                "catalogue.csv: {} stands behind {}, which takes all its requests",
                row.id, before.id
            ))
        })
    }
}

fn media_type_fits(row: &Row, request: &Request<'_>) -> bool {
    if row.content_type.is_empty() {
        return request.content_type.is_none_or(|_| request.body.is_none());
    }
    request.content_type.is_some_and(|sent| {
        let essence = sent.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case(&row.content_type)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let header = "id,product,method,host,path,content_type,discriminator,tier,source,request,response,sender\n";
        let rows = "\
mfa.create_test,mfa,POST,api,/v1/e/{e}/devices,application/json,body:/testMode=true,must,,json,json,client
mfa.create_sms,mfa,POST,api,/v1/e/{e}/devices,application/json,body:/type=SMS,must,,json,json,client
mfa.create,mfa,POST,api,/v1/e/{e}/devices,application/json,,must,,json,json,client
mfa.start_once,mfa,POST,auth,/{e}/auths,application/json,body:/once/type=SMS,must,,json,json,client
mfa.start_anonymous,mfa,POST,auth,/{e}/auths,application/json,body:!/user,must,,json,json,client
mfa.start,mfa,POST,auth,/{e}/auths,application/json,body:/user/id,must,,json,json,client
mfa.start_desktop,mfa,POST,auth,/{e}/auths,application/json,same_as:mfa.start body:/desktop,must,,json,json,client
mfa.list_typed,mfa,GET,api,/v1/e/{e}/data,,query:type,must,,,json,client
mfa.list,mfa,GET,api,/v1/e/{e}/data,,,must,,,json,client
mfa.read_settings,mfa,GET,api,/v1/e/{e}/settings,,,must,,,json,client
mfa.read_one,mfa,GET,api,/v1/e/{e}/{id},,,must,,,json,client
";
        let text = format!("{header}{rows}");
        let rows =
            csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
        Catalogue { rows }
    }

    fn post<'a>(path: &'a str, body: &'a Value) -> Request<'a> {
        Request {
            method: "POST",
            path,
            query: "",
            content_type: Some("application/json"),
            body: Some(body),
        }
    }

    fn get<'a>(path: &'a str, query: &'a str) -> Request<'a> {
        Request { method: "GET", path, query, content_type: None, body: None }
    }

    #[test]
    fn the_catalogue_of_the_tests_is_sound() {
        assert_eq!(catalogue().problems(), [] as [String; 0]);
    }

    #[test]
    fn what_takes_every_request_stands_last() {
        let mut catalogue = catalogue();
        catalogue.rows.swap(1, 2);
        let problems = catalogue.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("mfa.create_sms stands behind mfa.create,"));
    }

    #[test]
    fn a_value_in_the_body_decides() {
        let body = serde_json::json!({"type": "SMS"});
        let request = post("/v1/e/1/devices", &body);
        assert_eq!(catalogue().mismatch("mfa.create_sms", &request), None);
        let wrong = catalogue().mismatch("mfa.create", &request).unwrap();
        assert_eq!(wrong, "the body and query are those of mfa.create_sms");
        let body = serde_json::json!({"type": "EMAIL"});
        assert_eq!(catalogue().mismatch("mfa.create", &post("/v1/e/1/devices", &body)), None);
    }

    #[test]
    fn values_that_are_not_strings_compare_by_their_text() {
        let body = serde_json::json!({"testMode": true});
        assert_eq!(catalogue().mismatch("mfa.create_test", &post("/v1/e/1/devices", &body)), None);
    }

    #[test]
    fn the_first_that_fits_is_it_and_else_the_last() {
        let with_user = serde_json::json!({"user": {"id": "u"}});
        let without = serde_json::json!({"rp": {}});
        let once = serde_json::json!({"user": {"id": "u"}, "once": {"type": "SMS"}});
        let catalogue = catalogue();
        assert_eq!(catalogue.mismatch("mfa.start", &post("/x/auths", &with_user)), None);
        assert_eq!(catalogue.mismatch("mfa.start_anonymous", &post("/x/auths", &without)), None);
        assert!(catalogue.mismatch("mfa.start_anonymous", &post("/x/auths", &with_user)).is_some());
        assert_eq!(catalogue.mismatch("mfa.start_once", &post("/x/auths", &once)), None);
        assert!(catalogue.mismatch("mfa.start", &post("/x/auths", &once)).is_some());
        let neither = serde_json::json!({"user": {}});
        assert_eq!(catalogue.mismatch("mfa.start", &post("/x/auths", &neither)), None);
    }

    #[test]
    fn an_operation_that_the_wire_cannot_tell_apart_counts_as_its_target() {
        let body = serde_json::json!({"user": {"id": "u"}, "desktop": {}});
        assert_eq!(catalogue().on_the_wire("mfa.start_desktop"), "mfa.start");
        assert_eq!(catalogue().mismatch("mfa.start_desktop", &post("/x/auths", &body)), None);
    }

    #[test]
    fn what_the_wire_cannot_tell_apart_has_a_marker() {
        let unmarked = serde_json::json!({"user": {"id": "u"}});
        let wrong = catalogue().mismatch("mfa.start_desktop", &post("/x/auths", &unmarked));
        assert!(wrong.unwrap().contains("same_as:mfa.start body:/desktop"));
        for bad in ["same_as:mfa.start", "same_as:mfa.start same_as:x body:/y"] {
            assert!(Discriminator::parse(bad).is_err(), "{bad}");
        }
        let parsed = Discriminator::parse("same_as:mfa.start answer:/list/*/type=X").unwrap();
        let marker = Marker::Answer("/list/*/type".into(), Some("X".into()));
        assert_eq!(parsed, Discriminator::SameAs("mfa.start".into(), marker));
        let answer = serde_json::json!({"list": [{"type": "Y"}, {"type": "X"}]});
        assert!(shows(&answer, "/list/*/type", Some("X")) && shows(&answer, "/list/*/type", None));
        assert!(!shows(&answer, "/list/*/type", Some("Z")) && !shows(&answer, "/list/type", None));
    }

    #[test]
    fn no_column_hides_an_operation() {
        let problem = |change: fn(&mut Row)| {
            let mut catalogue = catalogue();
            let list = catalogue.rows.iter_mut().find(|row| row.id == "mfa.list");
            change(list.unwrap());
            catalogue.problems().join("\n")
        };
        assert!(problem(|row| row.sender.clear()).contains("does not say who"));
        assert!(problem(|row| row.sender = "browser".into()).contains("no credentials"));
        assert!(problem(|row| row.response.clear()).contains("whether it has an answer"));
        assert!(problem(|row| row.response = "empty".into()).contains("what is read"));
    }

    #[test]
    fn a_query_parameter_decides() {
        let catalogue = catalogue();
        assert_eq!(catalogue.mismatch("mfa.list_typed", &get("/v1/e/1/data", "a=b&type=X")), None);
        assert_eq!(catalogue.mismatch("mfa.list", &get("/v1/e/1/data", "mytype=X")), None);
        assert!(catalogue.mismatch("mfa.list", &get("/v1/e/1/data", "type=X")).is_some());
    }

    #[test]
    fn a_literal_segment_beats_a_parameter() {
        let request = get("/v1/e/1/settings", "");
        assert_eq!(catalogue().mismatch("mfa.read_settings", &request), None);
        assert!(catalogue().mismatch("mfa.read_one", &request).is_some());
    }

    #[test]
    fn method_path_and_media_type_are_named_when_they_are_wrong() {
        let body = serde_json::json!({"type": "SMS"});
        let catalogue = catalogue();
        let mut request = post("/v1/e/1/devices", &body);
        request.content_type = Some("application/json; charset=utf-8");
        assert_eq!(catalogue.mismatch("mfa.create_sms", &request), None);
        request.content_type = Some("text/plain");
        assert!(catalogue.mismatch("mfa.create_sms", &request).unwrap().contains("media type"));
        request.method = "PUT";
        assert!(catalogue.mismatch("mfa.create_sms", &request).unwrap().contains("method"));
        assert!(
            catalogue
                .mismatch("mfa.create_sms", &post("/v1/e//devices", &body))
                .unwrap()
                .contains("path")
        );
    }

    #[test]
    fn a_discriminator_that_cannot_be_read_is_an_error() {
        assert!(Discriminator::parse("header:x").is_err());
        assert_eq!(Discriminator::parse("").unwrap(), Discriminator::None);
        assert_eq!(
            Discriminator::parse("body:!/user").unwrap(),
            Discriminator::Absent("/user".into())
        );
    }
}
