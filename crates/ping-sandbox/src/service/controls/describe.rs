//! The controls' description of themselves: OpenAPI, and tables for the documentation.

use serde_json::{Map, Value, json};

use crate::{
    dispatch::control::{Control, Run, Said},
    store::schema::Member,
    wire::response::{Answer, Response},
    world::World,
};

use super::all;

pub(super) const CONTROLS: &[Control] = &[Control {
    method: "GET",
    path: "openapi.json",
    does: "A description of the controls in OpenAPI 3.1.",
    media: Some("application/json"),
    run: Run::All(openapi),
    ..Control::BASE
}];

fn openapi(world: &mut World, _: &Said<'_>) -> Answer {
    let mut paths = Map::new();
    for control in all() {
        let mut add = |path: String, of: &str, parameters: &[Value]| {
            let method = control.method.to_ascii_lowercase();
            let known = paths.entry(path).or_insert_with(|| json!({}));
            known[method] = control.operation(of, parameters);
        };
        add(format!("/sandbox/{}", control.path), "", &[]);
        if !control.is_about_all() {
            let path = format!("/sandbox/environments/{{environmentID}}/{}", control.path);
            let id = json!({
                "name": "environmentID",
                "in": "path",
                "required": true,
                "schema": { "type": "string" },
            });
            add(path, "_of_environment", &[id]);
        }
    }
    let description = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Controls of the sandbox",
            "description": "What a person, a phone or an operator would do. What is about one \
                            environment is about the first one where none is named.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": env!("CARGO_PKG_LICENSE") },
        },
        "servers": [{ "url": world.shared.url("/") }],
        "tags": TAGS.map(|(name, description)| json!({ "name": name, "description": description })),
        "paths": paths,
        "security": [{}, { "token": [] }],
        "components": {
            "schemas": { "Error": error() },
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Asked for where other machines reach the sandbox, or where it \
                                    was started with a token for its controls.",
                },
            },
        },
    });
    Ok(Response::json(200, &description))
}

const TAGS: [(&str, &str); 4] = [
    ("sandbox", "The world and its clock, messages and faults."),
    ("mfa", "Phones and tokens of PingOne MFA."),
    ("pingid", "Phones, tokens and the account of PingID."),
    ("verify", "People in front of a camera, for PingOne Verify."),
];

fn error() -> Value {
    json!({
        "type": "object",
        "required": ["id", "code", "message"],
        "properties": {
            "id": { "type": "string" },
            "code": { "type": "string" },
            "message": { "type": "string" },
            "details": { "type": "array", "items": { "type": "object" } },
        },
    })
}

impl Control {
    fn operation(&self, of: &str, parameters: &[Value]) -> Value {
        let words = self.path.replace(['/', '-', '.'], "_");
        let tag =
            self.path.split('/').next().filter(|tag| TAGS.iter().any(|(name, _)| name == tag));
        let query = self.query.iter().map(|member| {
            json!({
                "name": member.name(),
                "in": "query",
                "required": member.is_required(),
                "schema": member.json_schema(),
            })
        });
        let parameters: Vec<Value> = parameters.iter().cloned().chain(query).collect();
        let status = match (self.answer.is_empty() && self.media.is_none(), self.creates) {
            (true, _) => "204",
            (_, true) => "201",
            (_, false) => "200",
        };
        let mut done = json!({ "description": "Done." });
        if let Some(media) = self.media {
            done["content"] = json!({ media: {} });
        } else if !self.answer.is_empty() {
            let schema = Member::object_schema(self.answer, true);
            done["content"] = json!({ "application/json": { "schema": schema } });
        }
        let mut operation = json!({
            "operationId": format!("{}_{words}{of}", self.method.to_ascii_lowercase()),
            "summary": self.does,
            "x-rust": self.methods,
            "tags": [tag.unwrap_or("sandbox")],
            "responses": {
                status: done,
                "4XX": {
                    "description": "What is wrong with the request.",
                    "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/Error" } },
                    },
                },
            },
        });
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        if !self.body.is_empty() {
            let schema = Member::object_schema(self.body, false);
            operation["requestBody"] = json!({
                "required": self.body.iter().any(Member::is_required),
                "content": { "application/json": { "schema": schema } },
            });
        }
        operation
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::all;
    use crate::dispatch::control::Control;

    /// What is sent: `channel`, `to`, `waitSeconds?`.
    fn members(control: &Control) -> String {
        let shown = |members: &'static [super::Member], mark: &str| -> Vec<String> {
            let name = |member: &super::Member| {
                let open = if member.is_required() || !mark.is_empty() { "" } else { "?" };
                format!("`{mark}{}{open}`", member.name())
            };
            members.iter().map(name).collect()
        };
        [shown(control.query, "?"), shown(control.body, "")].concat().join(", ")
    }

    fn table(method: impl Fn(&str) -> String) -> String {
        let mut table =
            "| Endpoint | Sends | What it does | In Rust |\n|---|---|---|---|\n".to_owned();
        for control in all() {
            let methods: Vec<String> = control.methods.iter().map(|name| method(name)).collect();
            let does = control.does.replace('|', "\\|");
            let (verb, path) = (control.method, control.path);
            let (sends, methods) = (members(control), methods.join(", "));
            table += &format!("| `{verb} {path}` | {sends} | {does} | {methods} |\n");
        }
        table
    }

    /// The file as it should be; it is written where `UPDATE_CONTROLS` is set.
    fn hold(path: &str, change: impl Fn(&str) -> String) {
        let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        let there = fs::read_to_string(&path).expect("the file is there");
        let wanted = change(&there);
        if env::var_os("UPDATE_CONTROLS").is_some() {
            fs::write(&path, wanted).expect("the file is written");
        } else {
            assert!(there == wanted, "{path} is not as the controls are: set UPDATE_CONTROLS=1");
        }
    }

    #[test]
    fn the_documentation_lists_the_controls() {
        hold("src/controls.md", |_| table(|name| format!("[`{name}`](crate::{name})")));
        hold("../../docs/sandbox.md", |page| {
            let (start, end) = ("<!-- controls -->\n", "<!-- end of controls -->");
            let (before, rest) = page.split_once(start).expect("the beginning is marked");
            let (_, after) = rest.split_once(end).expect("the end is marked");
            format!("{before}{start}\n{}\n{end}{after}", table(|name| format!("`{name}`")))
        });
    }
}
