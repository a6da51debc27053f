//! Lists: rows are filtered, then put in order, then paged; only the page is rendered.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::store::{
    asked::Asked,
    entry::Entry,
    filter::Filter,
    member::{choice, int},
    schema::{Member, Schema},
    sent::Sent,
    table::Table,
    tables::Store,
};
use crate::{
    base::timestamp::Timestamp,
    wire::{
        hal::{self, invalid_parameters},
        request::Request,
        response::{Detail, Failure},
    },
};

/// How many are wanted on a page.
pub(crate) const LIMIT: Member = int("limit", 1, i64::MAX);

/// What the query of a request says, checked against what the resource takes.
pub(crate) struct Query<'a> {
    request: &'a Request,
    limit: Option<usize>,
    pub(super) expand: Option<&'a str>,
    pub(super) include: Option<&'a str>,
    order: Option<Order<'a>>,
}

/// What a list is ordered by.
#[derive(Clone, Copy)]
struct Order<'a> {
    member: &'a str,
    descending: bool,
}

/// Where a page begins: behind this row.
pub(super) type After = (Vec<u8>, u64);

impl<'a> Query<'a> {
    // assumes: list-parameters
    /// The query of a request for rows of this resource.
    pub(crate) fn of(request: &'a Request, schema: &Schema) -> Result<Self, Failure> {
        let named = [LIMIT, choice("expand", schema.expands), choice("include", schema.includes)];
        let sent = Sent::query(request, &named)?;
        let order = request.query("order").map(|text| Order {
            member: text.trim_start_matches('-'),
            descending: text.starts_with('-'),
        });
        if order.is_some_and(|order| !schema.orders.contains(&order.member)) {
            return Err(invalid_parameters([Detail::not_among(schema.orders).target("order")]));
        }
        let (expand, include) = (request.query("expand"), request.query("include"));
        Ok(Self { request, limit: sent.number("limit"), expand, include, order })
    }

    /// Whether something is to be embedded.
    pub(crate) fn expands(&self) -> bool {
        self.expand.is_some()
    }

    /// The query of what is embedded.
    pub(crate) fn plain(&self) -> Self {
        Self { request: self.request, limit: None, expand: None, include: None, order: None }
    }
}

impl Store {
    /// One page of a list.
    pub(crate) fn list(
        &self,
        schema: &Schema,
        parent: &str,
        query: &Query<'_>,
        asked: &Asked<'_>,
    ) -> Result<Value, Failure> {
        let text = query.request.query("filter");
        let filter = text.map(|text| Filter::of_query(text, schema.filters, schema.joins));
        let filter = filter.transpose()?;
        let table = self.table(schema, parent);
        let mut rows =
            table.map_or_else(Vec::new, |table| self.found(schema, table, filter.as_ref()));
        rows.retain(|row| (schema.hooks.sees)(&asked.caller, row));
        let url = asked.list_url(schema, parent);
        let show = |row: &Entry| self.show(schema, parent, row, query, true, asked);
        if schema.pages.counted {
            return page(schema, rows, &url, query, show);
        }
        let rows: Vec<Value> = rows.into_iter().map(show).collect();
        let mut body = json!({ "_links": hal::links([("self", url)]), "size": rows.len() });
        embed(&mut body, schema, rows);
        Ok(body)
    }

    /// The rows that pass, in the order of their creation. Where only one can, it is looked up.
    fn found<'a>(
        &self,
        schema: &Schema,
        table: &'a Table,
        filter: Option<&Filter>,
    ) -> Vec<&'a Entry> {
        let Some(filter) = filter else {
            return table.rows().collect();
        };
        let one = table.only(filter);
        let candidates: Box<dyn Iterator<Item = &Entry>> = match one {
            Some(row) => Box::new(row.into_iter()),
            None => Box::new(table.rows()),
        };
        let passes = |row: &&Entry| match schema.hooks.sought {
            Some(sought) => sought(self, row).iter().any(|one| filter.matches(one)),
            None => filter.matches(&row.body),
        };
        candidates.filter(passes).collect()
    }
}

/// One page of these rows, which are in the order of their creation.
pub(crate) fn page(
    schema: &Schema,
    mut rows: Vec<&Entry>,
    url: &str,
    query: &Query<'_>,
    show: impl FnMut(&Entry) -> Value,
) -> Result<Value, Failure> {
    let request = query.request;
    let of = |name| request.query(name).unwrap_or_default();
    let tag = tag(&[&request.path, of("filter"), of("order")]);
    let after = request.query("cursor").map(|text| read_cursor(text, &tag));
    let after = after.transpose()?;
    let key = |row: &Entry| match query.order {
        Some(order) => order.key(row),
        None => (Vec::new(), row.sequence),
    };
    let descending = query.order.is_some_and(|order| order.descending);
    if query.order.is_some() {
        rows.sort_by_cached_key(|row| key(row));
    }
    if descending {
        rows.reverse();
    }
    let count = rows.len();
    let size = [query.limit, schema.pages.most].into_iter().flatten().min();
    let start = rows.partition_point(|row| match &after {
        Some(after) if descending => key(row) >= *after,
        Some(after) => key(row) <= *after,
        None => false,
    });
    let end = size.map_or(count, |size| count.min(start.saturating_add(size)));
    let link = |cursor: Option<String>| hal::with_cursor(url, request, cursor);
    let behind = |index: Option<usize>| {
        let row = index.and_then(|index| rows.get(index));
        link(row.map(|row| write_cursor(&key(row), &tag)))
    };
    let mut links = vec![("self", link(request.query("cursor").map(str::to_owned)))];
    if end < count {
        links.push(("next", behind(end.checked_sub(1))));
    }
    if let (true, Some(size)) = (start > 0, size) {
        links.push(("prev", behind(start.saturating_sub(size).checked_sub(1))));
    }
    let page: Vec<Value> = rows[start..end].iter().copied().map(show).collect();
    let mut body = json!({ "_links": hal::links(links), "count": count, "size": page.len() });
    embed(&mut body, schema, page);
    Ok(body)
}

/// Puts rows into an answer as they are: `json!` would copy them.
fn embed(body: &mut Value, schema: &Schema, rows: Vec<Value>) {
    let rows = (schema.embedded.to_owned(), Value::Array(rows));
    body["_embedded"] = Map::from_iter([rows]).into();
}

impl Order<'_> {
    /// Dates as moments, anything else as text.
    fn key(self, row: &Entry) -> After {
        let text = row.text(self.member).unwrap_or_default();
        let key = match Timestamp::parse(text) {
            Some(at) => at.millis().wrapping_add(i64::MIN).to_be_bytes().to_vec(),
            None => text.to_lowercase().into_bytes(),
        };
        (key, row.sequence)
    }
}

/// What a cursor is good for: a list, filtered and ordered so.
pub(super) fn tag(list: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in list {
        hash.update(text);
        hash.update([0]);
    }
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
}

pub(super) fn write_cursor((key, sequence): &After, tag: &str) -> String {
    let key = URL_SAFE_NO_PAD.encode(key);
    URL_SAFE_NO_PAD.encode(format!("{tag}.{sequence}.{key}"))
}

pub(super) fn read_cursor(cursor: &str, tag: &str) -> Result<After, Failure> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let mut parts = text.splitn(3, '.');
        if parts.next()? != tag {
            return None;
        }
        let sequence = parts.next()?.parse().ok()?;
        Some((URL_SAFE_NO_PAD.decode(parts.next()?).ok()?, sequence))
    };
    read().ok_or_else(|| {
        let why = "The cursor is not one of this list.";
        invalid_parameters([Detail::invalid(why).target("cursor")])
    })
}
