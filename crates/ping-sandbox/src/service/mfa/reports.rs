//! Reports about users' devices: in pages of the answer, or in files behind links of their own.

use http::header::RETRY_AFTER;
use serde_json::{Value, json};

use crate::{
    base::zip,
    dispatch::{
        catalogue::{Call, Handler},
        control::{Control, Run, Said},
    },
    domain::{
        mfa::{
            device::Device,
            reports::{FIELDS, FILTERS, FORMATS, PAUSE, Report, TEMPLATE},
        },
        platform::users::USERS,
    },
    service::mfa::policy::invalid,
    store::{
        Entry, Filter, Sent,
        schema::{Kind, Member, choice, int, list, object, text},
    },
    wire::{
        hal::{links, with_query},
        request::Request,
        response::{Answer, ApiError, Failure, Response, invalid_data, not_found, request_failed},
    },
    world::context::Context,
};

const MEMBERS: &[Member] = &[
    object("dataExplorationTemplate", &[choice("id", &[TEMPLATE]).required()]).required(),
    list("fields", &Kind::Object(&[choice("name", FIELDS).required()]), 1, 100),
    text("filter", 1, 10_000),
    choice("sync", &["true"]),
    choice("deliverAs", &["ENTRIES", "ASYNC_FILE"]).default(r#""ENTRIES""#),
];
/// The most rows of a page.
const MOST: usize = 1000;
const PAGE: &[Member] = &[int("limit", 1, MOST as i64), choice("expand", &["entries"])];

/// Where its files are: elsewhere at the service, so that no operation of it has them.
pub(crate) const CONTROLS: &[Control] = &[Control {
    method: "GET",
    path: "mfa/report",
    does: "A file of a report, by the links of the report alone.",
    query: &[
        text("report", 1, 256).required(),
        choice("format", &["csv", "json"]).required(),
        text("until", 1, 64).required(),
        text("signature", 1, 256).required(),
    ],
    run: Run::In(file),
    ..Control::BASE
}];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![
        ("mfa.create_report_mfa_enabled_devices", create),
        ("mfa.create_report_sms_devices", create),
        ("mfa.get_report_results_entries", entries),
        ("mfa.get_report_results_file", read),
    ]
}

// assumes: device-reports
fn create(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let body = context.body(call, MEMBERS)?;
    Sent::query(call.request, PAGE)?;
    let in_file = body.text("deliverAs") == "ASYNC_FILE";
    let expands = call.request.query("expand").is_some();
    if expands && (in_file || body.find_text("sync").is_none()) {
        return Err(invalid("sync", "Entries come along with a report that is made at once."));
    }
    let filter = body.find_text("filter").map(|text| Filter::parse(text, FILTERS, true));
    let filter = filter.transpose().map_err(|detail| invalid_data([detail.target("filter")]))?;
    let now = context.now();
    if context.env.mfa.last_report.is_some_and(|last| now.since(last) < PAUSE) {
        let why = "The request could not be completed. There was a report a moment ago.";
        let refused = ApiError::new(429, "REQUEST_LIMITED", why).response();
        return Ok(refused.header(RETRY_AFTER, &PAUSE.as_secs().to_string()));
    }
    let named = body.get("fields").and_then(Value::as_array).into_iter().flatten();
    let named = named.filter_map(|field| field["name"].as_str());
    let mut fields: Vec<String> = named.map(str::to_owned).collect();
    if fields.is_empty() {
        fields = FIELDS.iter().map(|field| (*field).to_owned()).collect();
    }
    let found = rows(context).into_iter();
    let found = found.filter(|row| filter.as_ref().is_none_or(|filter| filter.matches(row)));
    let rows = found.map(|row| chosen(&row, &fields)).collect();
    let mut asked = call.request.object()?.clone();
    asked.retain(|name, _| MEMBERS.iter().any(|member| member.name() == name));
    asked.insert("deliverAs".to_owned(), body.text("deliverAs").into());
    let random = &mut context.env.random;
    let report = Report {
        created_at: now,
        asked,
        fields,
        rows,
        in_file,
        password: random.token(),
        key: random.bytes(),
        salt: random.bytes(),
    };
    let id = context.uuid();
    let mut body = shown(context, &id, &report);
    if expands {
        show_entries(context, &id, &report, call.request, &mut body);
    }
    context.env.mfa.last_report = Some(now);
    context.env.mfa.reports.insert(id.clone(), report);
    context.audit(call, "DATA_EXPLORATION", "CREATED", &id)?;
    Ok(Response::created(&body))
}

/// All that there is to tell of each device. Values are texts, as filters have them.
fn rows(context: &Context<'_>) -> Vec<Value> {
    let now = context.now();
    let mut rows = Vec::new();
    for user in context.env.store.rows(&USERS, "") {
        let until = context.env.mfa.bypasses.get(user.id());
        let until = until.filter(|until| now < **until).map(|until| until.iso());
        for device in context.env.mfa.devices.of(user.id()) {
            rows.push(row(user, device, until.as_deref()));
        }
    }
    rows
}

fn row(user: &Entry, device: &Device, bypass_until: Option<&str>) -> Value {
    let shown = device.whole();
    let enabled = if user.body["mfaEnabled"] == true { "true" } else { "false" };
    json!({
        "userId": user.id(),
        "username": user.text("username"),
        "phone": shown.get("phone"),
        "deviceId": device.id,
        "deviceType": shown.get("type"),
        "deviceStatus": shown.get("status"),
        "mfaEnabled": enabled,
        "bypassUntil": bypass_until,
    })
}

/// The fields of a row that it has.
fn chosen(row: &Value, fields: &[String]) -> Value {
    let there = fields.iter().filter(|field| !row[field.as_str()].is_null());
    there.map(|field| (field.clone(), row[field.as_str()].clone())).collect()
}

/// The report that a path names.
fn report<'a>(context: &'a Context<'_>, call: &Call<'a>) -> Result<&'a Report, Failure> {
    context.env.mfa.reports.get(call.param("dataExplorationID")).ok_or_else(not_found)
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let id = call.param("dataExplorationID");
    let body = shown(context, id, report(context, call)?);
    Ok(Response::hal(200, &body))
}

fn entries(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    Sent::query(call.request, PAGE)?;
    let report = report(context, call)?;
    if report.in_file {
        return Err(request_failed("The results of this report are in files."));
    }
    let mut body = json!({ "_links": links([]) });
    show_entries(context, call.param("dataExplorationID"), report, call.request, &mut body);
    Ok(Response::hal(200, &body))
}

/// Adds the page of entries that a request is for, and links to itself and the next one.
fn show_entries(
    context: &Context<'_>,
    id: &str,
    report: &Report,
    request: &Request,
    body: &mut Value,
) {
    let number = |name| request.query(name).and_then(|text| text.parse::<usize>().ok());
    let limit = number("limit").unwrap_or(MOST);
    let first = number("cursor").unwrap_or(0).min(report.rows.len());
    let end = first.saturating_add(limit).min(report.rows.len());
    let url = context.env_url(&format!("/dataExplorations/{id}/entries"));
    body["entries"] = report.rows[first..end].into();
    if body["_links"].get("self").is_none() {
        body["_links"]["self"] = json!({ "href": url });
    }
    if end < report.rows.len() {
        let (limit, cursor) = (limit.to_string(), end.to_string());
        let next = with_query(&url, [("limit", limit.as_str()), ("cursor", cursor.as_str())]);
        body["_links"]["next"] = json!({ "href": next });
    }
}

fn shown(context: &Context<'_>, id: &str, report: &Report) -> Value {
    let now = context.now();
    let mut body = report.show(id, now);
    body["environment"] = json!({ "id": context.env.id });
    body["_links"] = links([
        ("self", context.env_url(&format!("/dataExplorations/{id}"))),
        ("environment", context.env_url("")),
        (
            "dataExplorationTemplate",
            context.env_url(&format!("/dataExplorationTemplates/{TEMPLATE}")),
        ),
    ]);
    if report.in_file && report.is_ready(now) {
        body["zipPassword"] = report.password.as_str().into();
        let files = context.url(&format!("/sandbox/environments/{}/mfa/report", context.env.id));
        for (format, member) in FORMATS {
            let query = report.link(id, format, now);
            let query = query.iter().map(|(name, value)| (*name, value.as_str()));
            body[*member] = with_query(&files, query).into();
        }
    }
    body
}

/// A file. Who has its link needs no token.
fn file(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let query = |name| said.request.query(name).unwrap_or_default();
    let format = query("format");
    let report = context.env.mfa.reports.get(query("report")).ok_or_else(not_found)?;
    if !report.is_good(format, query("until"), query("signature"), context.now()) {
        let why = "The request could not be completed. The link is not good any more.";
        return Err(ApiError::new(403, "ACCESS_FAILED", why).into());
    }
    let content = report.file(format);
    let name = format!("report.{format}");
    let archive = zip::encrypted(&name, content.as_bytes(), &report.password, report.salt);
    Ok(Response::with_body(200, "application/zip", archive))
}
