//! Changes of all contents of a variant of a template.

use serde_json::json;

use crate::{
    dispatch::{
        catalogue::{Call, Handler},
        tables::with_store,
    },
    domain::platform::templates::{TEMPLATE_CONTENTS, TEMPLATES},
    store::{
        Entry, Mode, Query, Store, page,
        schema::{Member, text},
    },
    wire::{
        hal::invalid_parameters,
        response::{Answer, Detail, Failure, Response, invalid_data, not_found},
    },
    world::context::Context,
};

const NAME: &[Member] = &[text("variant", 1, 100).required()];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    vec![("platform.patch_template_variant", rename), ("platform.delete_template_variant", delete)]
}

fn rename(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let ids = named(context, call)?;
    let body = context.body(call, NAME)?;
    let template = call.param("templateName");
    let name = body.text("variant");
    let body = with_store(context, call, |store, asked| {
        check_free(store, template, &ids, name)?;
        let sent = [("variant".to_owned(), name.into())].into_iter().collect();
        for id in &ids {
            store.write(&TEMPLATE_CONTENTS, (template, id), Mode::Merge, &sent, asked)?;
        }
        let query = Query::of(call.request, &TEMPLATE_CONTENTS)?;
        let all = store.rows(&TEMPLATE_CONTENTS, template);
        let rows: Vec<&Entry> = all.filter(|row| ids.iter().any(|id| row.id() == id)).collect();
        let url = asked.list_url(&TEMPLATE_CONTENTS, template);
        let show = |row: &Entry| store.show(&TEMPLATE_CONTENTS, template, row, &query, true, asked);
        let mut body = page(&TEMPLATE_CONTENTS, rows, &url, &query, show)?;
        let above = asked.row_url(&TEMPLATES, "", template);
        body["_links"]["template"] = json!({ "href": above });
        body["_links"]["environment"] = json!({ "href": asked.url });
        Ok(body)
    })?;
    Ok(Response::hal(200, &body))
}

fn delete(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let ids = named(context, call)?;
    let template = call.param("templateName");
    with_store(context, call, |store, asked| {
        for id in &ids {
            store.remove(&TEMPLATE_CONTENTS, template, id, asked)?;
        }
        Ok(())
    })?;
    Ok(Response::empty(204))
}

/// The ids of the contents of the variant that the filter names; with or without quotes.
// assumes: template-contents
fn named(context: &Context<'_>, call: &Call<'_>) -> Result<Vec<String>, Failure> {
    let template = call.param("templateName");
    context.env.store.require(&TEMPLATES, "", template)?;
    let filter = call.request.query("filter").unwrap_or_default();
    let name = filter.trim().strip_prefix("variant eq ").map(|name| name.trim().trim_matches('"'));
    let name = name.filter(|name| !name.is_empty()).ok_or_else(|| {
        let detail = Detail::new("INVALID_FILTER", "The filter must be: variant eq name.");
        invalid_parameters([detail.target("filter")])
    })?;
    let contents = context.env.store.rows(&TEMPLATE_CONTENTS, template);
    let of_name = contents.filter(|row| is_variant(row, name));
    let ids: Vec<String> = of_name.map(|row| row.id().to_owned()).collect();
    if ids.is_empty() { Err(not_found()) } else { Ok(ids) }
}

fn is_variant(row: &Entry, name: &str) -> bool {
    row.text("variant").is_some_and(|variant| variant.to_lowercase() == name.to_lowercase())
}

/// Refuses a name by which another content of the same language and delivery method goes.
fn check_free(store: &Store, template: &str, ids: &[String], name: &str) -> Result<(), Failure> {
    let rows = || store.rows(&TEMPLATE_CONTENTS, template);
    let key = |row: &Entry| {
        ["deliveryMethod", "locale"]
            .map(|member| row.text(member).unwrap_or_default().to_lowercase())
    };
    let renamed: Vec<_> =
        rows().filter(|row| ids.iter().any(|id| row.id() == id)).map(key).collect();
    let mut others = rows().filter(|row| ids.iter().all(|id| row.id() != id));
    if others.any(|row| is_variant(row, name) && renamed.contains(&key(row))) {
        let detail = Detail::new("UNIQUENESS_VIOLATION", "The value is taken.");
        return Err(invalid_data([detail.target("variant")]));
    }
    Ok(())
}
