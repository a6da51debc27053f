//! One operation of the catalogue.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::discriminator::{Discriminator, Marker, shows};
use crate::request::Request;

/// One operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    /// The key of the operation everywhere, such as `platform.create_user`.
    pub id: String,
    /// What the documentation calls it.
    #[serde(default)]
    pub title: String,
    /// One of [`PRODUCTS`](crate::catalogue::PRODUCTS).
    pub product: String,
    /// The HTTP method.
    pub method: String,
    /// `api`, `auth`, `pingid` or `authenticator`.
    pub host: String,
    /// The path with its parameters in braces.
    pub path: String,
    /// The media type of the request; empty where it has none.
    pub content_type: String,
    pub(crate) discriminator: String,
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
    /// The role that it needs, in the words of the documentation; `-` where that names none.
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
    /// What a request shows of it but for body and query.
    pub(crate) fn url(&self) -> [&str; 4] {
        [&self.method, &self.host, &self.path, &self.content_type]
    }

    /// Whether the SDK has it.
    pub fn is_begun(&self) -> bool {
        !self.response_type.is_empty()
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

    /// The variant of the transport's `SentBy`; empty where it is the usual one.
    pub fn sent_by(&self) -> &str {
        match self.auth.as_str() {
            "client" => "Application",
            "none" => "Anybody",
            _ => "",
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

    /// The role that it needs, where the documentation names one.
    pub(crate) fn role(&self) -> &str {
        self.permission.strip_prefix('-').unwrap_or(&self.permission)
    }

    /// What the documentation calls it, without what stands in parentheses to tell it from its
    /// like.
    pub fn plain_title(&self) -> &str {
        self.title.split(" (").next().unwrap_or_default()
    }

    /// Whether only the answer shows that a request was one of these.
    pub fn is_shown_by_the_answer(&self) -> bool {
        matches!(self.discriminator(), Ok(Discriminator::SameAs(_, Marker::Answer(..))))
    }

    /// What tells it apart from operations of the same method, path and media type.
    pub fn discriminator(&self) -> Result<Discriminator> {
        Discriminator::parse(&self.discriminator).with_context(|| format!("operation {}", self.id))
    }

    /// The discriminator as the catalogue writes it.
    pub fn discriminator_text(&self) -> &str {
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
    pub(crate) fn hidden(&self) -> Vec<&'static str> {
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
    pub(crate) fn misfits(&self) -> Vec<String> {
        let types = (!self.request_type.is_empty(), self.response_type != "()");
        let bodies = (self.has_request_body(), self.has_response_body());
        let mut found = Vec::new();
        if !["", "yes", "no"].contains(&self.repeat.as_str()) {
            found.push(format!("repeat {:?} is neither yes nor no", self.repeat));
        }
        let asks_for_a_role = self.auth == "bearer" && self.host == "api";
        if asks_for_a_role && self.permission.is_empty() {
            found.push("permission names no role, and is not `-` either".to_owned());
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

    pub(crate) fn template_fits(&self, path: &str) -> bool {
        let (template, path): (Vec<_>, Vec<_>) =
            (self.path.split('/').collect(), path.split('/').collect());
        template.len() == path.len()
            && template.iter().zip(&path).all(|(want, have)| {
                if is_parameter(want) { !have.is_empty() } else { want == have }
            })
    }

    pub(crate) fn literal_segments(&self) -> usize {
        self.path.split('/').filter(|segment| !is_parameter(segment)).count()
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A row with these columns; one that a client reads, but for what they say.
    pub(crate) fn row(columns: &[(&str, &str)]) -> Row {
        let mut row = vec![
            ("id", "platform.read"),
            ("product", "platform"),
            ("method", "GET"),
            ("host", "api"),
            ("path", "/v1"),
            ("content_type", ""),
            ("discriminator", ""),
            ("tier", "must"),
            ("source", ""),
            ("request", ""),
            ("response", "json"),
            ("sender", "client"),
        ];
        row.retain(|(name, _)| columns.iter().all(|(given, _)| given != name));
        row.extend(columns);
        let (names, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        let text = format!("{}\n{}\n", names.join(","), values.join(","));
        csv::Reader::from_reader(text.as_bytes()).deserialize().next().unwrap().unwrap()
    }
}
