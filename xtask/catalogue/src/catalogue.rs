//! The catalogue of operations, and which of them a request on the wire is.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::discriminator::{Discriminator, Marker};
use crate::request::Request;
use crate::row::Row;
use crate::table;

/// The products, in the order in which they are reported.
pub const PRODUCTS: [&str; 4] = ["platform", "mfa", "pingid", "verify"];

/// All operations.
pub struct Catalogue {
    rows: Vec<Row>,
}

impl Catalogue {
    /// Reads `catalogue.csv` in this folder.
    pub fn read(fixtures: &Path) -> Result<Self> {
        Ok(Self { rows: table::read(&fixtures.join("catalogue.csv"))? })
    }

    /// A catalogue of these operations.
    #[cfg(test)]
    pub(crate) fn of(rows: Vec<Row>) -> Self {
        Self { rows }
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
            Some(found) => {
                let is_begun = self.get(found).is_some_and(Row::is_begun);
                let state = if is_begun { "" } else { ", which has not begun" };
                Some(format!("the body and query are those of {found}{state}"))
            }
            None => Some("no operation has this path and media type".into()),
        }
    }

    /// Says what is wrong with a body that is filed as one of the operation.
    pub fn misfiled(&self, id: &str, body: &Value) -> Option<String> {
        let row = self.get(id).filter(|row| row.has_request_body())?;
        if let Ok(Discriminator::Query(_)) = row.discriminator() {
            return None;
        }
        self.mismatch(
            id,
            &Request {
                method: &row.method,
                path: &row.path,
                query: "",
                content_type: Some(&row.content_type),
                body: Some(body),
            },
        )
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
        problems.extend(self.ungrouped());
        problems
    }

    /// The operations that share method, path and media type with this one, itself among them: those
    /// that a request can show. The most general one is the last.
    pub fn group<'a>(&'a self, row: &'a Row) -> Vec<&'a Row> {
        let alike = |one: &&Row| one.is_sent() && one.url() == row.url();
        let mut group: Vec<&Row> = self.rows.iter().filter(alike).collect();
        group.retain(|one| !one.is_shown_by_the_answer());
        // What is the same as another stands before it: its marker says more.
        group.sort_by_key(|one| !one.discriminator.starts_with("same_as:"));
        group
    }

    /// Operations that share method, path and media type have a name together, others have none.
    fn ungrouped(&self) -> impl Iterator<Item = String> {
        self.rows.iter().filter_map(|row| {
            let names = self.group(row).into_iter().map(|one| one.group.as_str());
            let named = names.clone().all(|name| name == row.group && !name.is_empty());
            let fits = match names.len() > 1 && !row.is_shown_by_the_answer() {
                true => {
                    named
                        && !self
                            .rows
                            .iter()
                            .any(|other| other.group == row.group && other.url() != row.url())
                }
                false => row.group.is_empty(),
            };
            (!fits).then(|| {
                format!(
                    "catalogue.csv: {}: group {:?} is not that of its URL alone",
                    row.id, row.group
                )
            })
        })
    }

    /// An operation without a discriminator takes every request, so what stands behind it on the
    /// same path is never reached.
    fn unreachable(&self) -> impl Iterator<Item = String> {
        self.rows.iter().enumerate().filter_map(|(index, row)| {
            let is_alias = row.discriminator.starts_with("same_as:");
            let hides =
                |before: &&Row| before.discriminator.is_empty() && before.url() == row.url();
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
mod tests;
