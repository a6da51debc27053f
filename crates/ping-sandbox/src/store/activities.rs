//! What the audit says: each change of a table, by whom and when.

use serde_json::{Value, json};

use crate::base::timestamp::Timestamp;
use crate::store::{
    activity::Activity,
    asked::Asked,
    entry::Entry,
    filter::{Attribute, Filter, Op},
    page,
    schema::Schema,
    tables::Store,
};
use crate::wire::{
    hal::{invalid_parameters, links, with_query},
    response::{Detail, Failure, not_found},
};

const WHEN: &[Op] = &[Op::Ge, Op::Gt, Op::Le, Op::Lt];

/// What activities can be filtered by. Some names are documented in two spellings.
const FILTERS: &[Attribute] = &[
    ("recordedAt", WHEN),
    ("recordedat", WHEN),
    ("createdAt", WHEN),
    ("correlationId", &[Op::Eq]),
    ("correlationid", &[Op::Eq]),
    ("actors.client.id", &[Op::Eq]),
    ("actors.user.id", &[Op::Eq]),
    ("actors.user.name", &[Op::Eq]),
    ("resources.id", &[Op::Eq]),
    ("resources.type", &[Op::Eq]),
    ("resources.population.id", &[Op::Eq]),
    ("action.type", &[Op::Eq]),
];

/// The attributes one of which a filter has to have.
const TIMES: &[&str] = &["recordedAt", "recordedat", "createdAt"];

/// Which activities are wanted.
pub(crate) struct AskedActivities<'a> {
    pub(crate) filter: Option<&'a str>,
    pub(crate) limit: usize,
    pub(crate) cursor: Option<&'a str>,
}

/// A change of something: a row, or what a handler keeps.
pub(crate) struct Change<'a> {
    /// As activities name it: `DEVICE`.
    pub(crate) kind: &'static str,
    /// `CREATED`, `UPDATED`, `DELETED`, or what else was done.
    pub(crate) verb: &'a str,
    pub(crate) id: &'a str,
    pub(crate) href: String,
}

impl Store {
    /// A page of the activities that pass a filter, the newest first.
    pub(crate) fn list_activities(
        &self,
        wanted: &AskedActivities<'_>,
        asked: &Asked<'_>,
    ) -> Result<Value, Failure> {
        let filter = bounded(wanted.filter)?;
        let url = format!("{}/activities", asked.url);
        let tag = page::tag(&[&url, wanted.filter.unwrap_or_default()]);
        let behind = wanted.cursor.map(|text| page::read_cursor(text, &tag));
        let behind = behind.transpose()?.map_or(u64::MAX, |(_, sequence)| sequence);
        let earlier = self.activities.iter().rev();
        let earlier = earlier.filter(|one| one.sequence < behind);
        let mut found = earlier.filter_map(|one| {
            let body = one.json(asked);
            filter.matches(&searched(&body)).then_some((body, one.sequence))
        });
        let items: Vec<_> = found.by_ref().take(wanted.limit.max(1)).collect();
        let mut all = vec![("self", url.clone())];
        if let (Some((_, last)), Some(_)) = (items.last(), found.next()) {
            let query = [
                ("filter", wanted.filter.unwrap_or_default()),
                ("limit", &wanted.limit.to_string()),
                ("cursor", &page::write_cursor(&(Vec::new(), *last), &tag)),
            ];
            all.push(("next", with_query(&url, query)));
        }
        let items: Vec<Value> = items.into_iter().map(|(body, _)| body).collect();
        Ok(json!({
            "_links": links(all),
            "size": items.len(),
            "_embedded": { "activities": items },
        }))
    }

    /// The activity with that id.
    pub(crate) fn show_activity(&self, id: &str, asked: &Asked<'_>) -> Result<Value, Failure> {
        let found = self.activities.iter().find(|one| one.id == id);
        found.map(|one| one.json(asked)).ok_or_else(not_found)
    }

    /// Puts a change of a row into the audit.
    pub(crate) fn record(
        &mut self,
        schema: &Schema,
        parent: &str,
        id: &str,
        verb: &str,
        asked: &Asked<'_>,
    ) {
        let row = self.row(schema, parent, id);
        let named = |row: &Entry| row.text("name").or(row.text("username")).map(str::to_owned);
        let name = row.and_then(named);
        let population = row.and_then(|row| row.reference("population")).map(str::to_owned);
        let href = asked.row_url(schema, parent, id);
        let change = Change { kind: schema.name, verb, id, href };
        self.tell(change, name, population, asked);
    }

    /// Puts a change of what is no row into the audit.
    pub(crate) fn record_change(&mut self, change: Change<'_>, asked: &Asked<'_>) {
        self.tell(change, None, None, asked);
    }

    fn tell(
        &mut self,
        change: Change<'_>,
        name: Option<String>,
        population: Option<String>,
        asked: &Asked<'_>,
    ) {
        self.recorded += 1;
        let activity = Activity {
            id: self.activity_ids.uuid(),
            sequence: 0,
            at: asked.now,
            action: format!("{}.{}", change.kind, change.verb),
            actor: asked.actor.to_owned(),
            correlation_id: asked.correlation_id.to_owned(),
            kind: change.kind,
            resource_id: change.id.to_owned(),
            name,
            population,
            href: change.href,
        };
        self.adopt(activity);
    }

    /// Puts a change into the audit, be it of a row that is kept elsewhere.
    pub(crate) fn adopt(&mut self, activity: Activity) {
        self.last += 1;
        let size = activity.size();
        self.activities.push(Activity { sequence: self.last, ..activity }, size);
    }

    /// The last change of a row.
    pub(crate) fn last_activity(&self, schema: &Schema, id: &str) -> Option<Activity> {
        let mut all = self.activities.iter().rev();
        all.find(|one| one.kind == schema.name && one.resource_id == id).cloned()
    }
}

/// An activity as filters see it: with both spellings, and its resource without the list.
fn searched(body: &Value) -> Value {
    let mut searched = body.clone();
    searched["recordedat"] = body["recordedAt"].clone();
    searched["correlationid"] = body["correlationId"].clone();
    searched["resources"] = body["resources"][0].clone();
    searched
}

/// The filter of activities, which has to bound their times.
fn bounded(text: Option<&str>) -> Result<Filter, Failure> {
    let filter = Filter::of_query(text.unwrap_or_default(), FILTERS, true)?;
    let times = |time: &Value| time.as_str().and_then(Timestamp::parse);
    let times: Vec<_> = filter.required(TIMES).map(times).collect();
    let why = match times[..] {
        [] => "The filter must have a range of recordedAt or createdAt.",
        _ if times.contains(&None) => "The range of recordedAt or createdAt has no valid time.",
        _ => return Ok(filter),
    };
    let detail = Detail::new("INVALID_FILTER", why).target("filter");
    Err(invalid_parameters([detail]))
}
