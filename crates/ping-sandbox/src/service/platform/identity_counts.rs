//! How many identities there are, and how many of them are active.

use serde_json::{Value, json};
use time::{Date, Month};

use crate::{
    base::timestamp::Timestamp,
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    domain::platform::{
        environments::ENVIRONMENTS, identities::DAY, licenses::LICENSES, users::USERS,
    },
    store::{
        Attribute, Entry, Filter, Op, Query, Sent, Store,
        schema::{Form, Hooks, Pages, Schema, choice, form, int},
    },
    wire::{
        hal::{invalid_parameters, links, with_query},
        response::{Answer, Detail, Failure, Response},
    },
    world::context::Context,
};

/// So many days or months are counted at once.
// assumes: identity-counts
const MOST: usize = 1000;

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("platform.read_total_identities", read_total),
        ("platform.read_active_identity_counts", read_active),
        ("platform.read_license_active_identity_counts", read_active_of_license),
    ]
}

/// Counts in periods, which are made for each answer.
const COUNTS: Schema = Schema {
    collection: "metrics/activeIdentityCounts",
    embedded: "activeIdentityCounts",
    members: &[
        form("startDate", Form::Time),
        form("endDate", Form::Time),
        int("value", 0, i64::MAX),
        int("cumulative", 0, i64::MAX),
    ],
    filters: &[SINCE],
    orders: &["startDate"],
    hooks: Hooks {
        show: |_, body| {
            let names = ["startDate", "endDate", "value", "cumulative"];
            body.retain(|name, _| names.contains(&name.as_str()));
        },
        ..Hooks::NONE
    },
    ..Schema::BASE
};
static OF_ENVIRONMENTS: Schema =
    Schema { pages: Pages { most: Some(100), counted: true }, ..COUNTS };
static OF_LICENSES: Schema = Schema {
    parent: Some(&LICENSES),
    filters: &[],
    pages: Pages { most: Some(MOST), counted: true },
    ..COUNTS
};

const SINCE: Attribute = ("startDate", &[Op::Ge]);

/// The time that the filter of a request has to name.
fn named(filter: &Filter, attribute: &str, op: Op) -> Result<Timestamp, Failure> {
    let named = filter.value(attribute, op).and_then(Timestamp::parse);
    named.ok_or_else(|| {
        let why = format!("The filter must name the time {attribute}.");
        invalid_parameters([Detail::new("INVALID_FILTER", why).target("filter")])
    })
}

fn filter(call: &Call<'_>, supported: &[Attribute]) -> Result<Filter, Failure> {
    Filter::of_query(call.request.query("filter").unwrap_or_default(), supported, true)
}

fn too_many() -> Failure {
    let why = format!("More than {MOST} periods are not counted at once.");
    invalid_parameters([Detail::new("INVALID_FILTER", why).target("filter")])
}

/// How many there were at the end of each day.
fn read_total(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let filter = filter(call, &[("startDate", &[Op::Eq]), ("endDate", &[Op::Eq])])?;
    let from = named(&filter, "startDate", Op::Eq)?;
    let until = named(&filter, "endDate", Op::Eq)?.min(context.now());
    let count = context.env.store.count(&USERS);
    let identities = &context.env.platform.identities;
    let mut days = Vec::new();
    let mut day = from;
    while day < until {
        if days.len() == MOST {
            return Err(too_many());
        }
        days.push(json!({ "date": day.iso(), "totalIdentities": identities.at(day, count) }));
        day = day + DAY;
    }
    let asked = call.request.query("filter").map(|filter| ("filter", filter));
    let url = with_query(&context.env_url("/totalIdentities"), asked);
    let body = json!({
        "_links": links([("self", url)]),
        "count": count,
        "size": days.len(),
        "_embedded": { "totalIdentities": days },
    });
    Ok(Response::hal(200, &body))
}

fn read_active(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let from = named(&filter(call, &[SINCE])?, "startDate", Op::Ge)?;
    // The documentation spells it in two ways.
    let periods = &["DAY", "MONTH"];
    let members = [choice("samplePeriod", periods), choice("samplingPeriod", periods)];
    let query = Sent::query(call.request, &members)?;
    let period = query.find_text("samplePeriod").or(query.find_text("samplingPeriod"));
    let environments = [context.env.id.clone()];
    let end: End = match period {
        Some("MONTH") => |from, count| months_after(from, count),
        _ => |from, count| from + DAY * count,
    };
    page(context, call, &OF_ENVIRONMENTS, &environments, (from, end))
}

fn read_active_of_license(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let members = [choice("aggregatedBy", &["licenseYear", "calendarMonth"]).required()];
    let query = Sent::query(call.request, &members)?;
    let id = call.param("licenseID");
    let begins = with_store(context, call, |store, _| {
        Ok(store.require(&LICENSES, "", id)?.text("beginsAt").and_then(Timestamp::parse))
    })?;
    let store = &context.organization.store;
    let using = store.referring(&ENVIRONMENTS, &LICENSES, id).map(Entry::id);
    let environments: Vec<String> = using.map(str::to_owned).collect();
    let end: End = match query.text("aggregatedBy") {
        "licenseYear" => |from, count| months_after(from, 12 * count),
        _ => |from, count| months_after(first_of_month(from), count),
    };
    let begins = begins.unwrap_or(context.now());
    page(context, call, &OF_LICENSES, &environments, (begins, end))
}

/// When so many periods from a time on end.
type End = fn(Timestamp, u32) -> Timestamp;

fn first_of_month(at: Timestamp) -> Timestamp {
    let utc = at.to_utc();
    let first = utc.replace_day(1).map(|day| day.replace_time(time::Time::MIDNIGHT));
    first.map_or(at, Timestamp::from_utc)
}

/// The same day and time so many months later, or the last day of that month.
fn months_after(at: Timestamp, months: u32) -> Timestamp {
    let utc = at.to_utc();
    let index = u32::from(u8::from(utc.month())) - 1 + months;
    let year = utc.year().saturating_add_unsigned(index / 12);
    let month = Month::January.nth_next(u8::try_from(index % 12).unwrap_or(0));
    let date = Date::from_calendar_date(year, month, utc.day().min(month.length(year)));
    date.map_or(at, |date| Timestamp::from_utc(utc.replace_date(date)))
}

/// A page of the counts in each period from a time until now.
fn page(
    context: &mut Context<'_>,
    call: &Call<'_>,
    schema: &'static Schema,
    environments: &[String],
    (from, end): (Timestamp, End),
) -> Answer {
    let now = context.now();
    let query = Query::of(call.request, schema)?;
    let parent = if schema.parent.is_some() { call.param("licenseID") } else { "" };
    let mut counts = Store::new(context.shared.answers.stream("counts"), context.shared.kept());
    let count = |from, until| context.organization.sign_ons.count(environments, from, until);
    let mut start = from;
    for number in 1.. {
        if start >= now {
            break;
        }
        if number > MOST {
            return Err(too_many());
        }
        let ends = end(from, u32::try_from(number).unwrap_or(u32::MAX)).min(now);
        let row = json!({
            "startDate": start.iso(),
            "endDate": ends.iso(),
            "value": count(start, ends),
            "cumulative": count(from, ends),
        });
        counts.plant(schema, parent, &row, now);
        start = ends;
    }
    let body: Value =
        with_store(context, call, |_, asked| counts.list(schema, parent, &query, asked))?;
    Ok(Response::hal(200, &body))
}
