//! A type of a resource, of what its fixtures show: a beginning, whose words and limits come from
//! its page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::guess::{Does, Guess, collection};
use super::known::Known;
use super::payloads::{Payloads, merge};
use super::words::{singular, type_name};
use crate::catalogue::Catalogue;
use crate::names::{capitalized, snake_case};

/// The types of the operations of a resource that there are not yet, and what they consist of.
pub(super) fn of(
    fixtures: &Path,
    catalogue: &Catalogue,
    known: &Known,
    guesses: &[&Guess],
) -> Result<String> {
    let Some(first) = guesses.first() else { return Ok(String::new()) };
    let mut types = Types { known, product: &first.row.product, text: String::new() };
    let mut text = String::new();
    let mut forms = Vec::new();
    if !types.has(&first.resource) {
        let payloads = Payloads::of(fixtures, catalogue, first)?;
        for (form, asked, what) in [
            ("create", Does::Create, "to be created, or what replaces one"),
            ("merge", Does::Merge, "in part: what is to be changed"),
        ] {
            let taken = guesses.iter().find(|guess| guess.does == asked && !guess.has_method);
            forms.extend(taken.map(|guess| (form, what, guess.row.request_type.as_str())));
        }
        text.push_str(&resource(&mut types, first, &payloads, &forms));
    }
    let mut asked: Vec<&&Guess> = guesses.iter().collect();
    asked.retain(|guess| !forms.iter().any(|(_, _, name)| *name == guess.row.request_type));
    for guess in asked {
        let name = guess.row.request_type.as_str();
        let is_new = !name.is_empty() && !types.has(name) && !name.contains('<');
        if is_new && !text.contains(&format!("pub struct {name} ")) {
            let mut payloads = Payloads::default();
            payloads.read(fixtures, &guess.row.id)?;
            let body = types.structure(name, &payloads.requests, &|_| false, name);
            let _ = write!(
                text,
                "\n/// What {:?} takes.\n#[derive(Clone, PartialEq, Model)]\n#[model(request)]\n{body}",
                guess.row.title
            );
        }
    }
    Ok(text + &types.text)
}

/// The type of the resource itself.
fn resource(
    types: &mut Types<'_>,
    guess: &Guess,
    payloads: &Payloads,
    forms: &[(&str, &str, &str)],
) -> String {
    let name = &guess.resource;
    let mut members = payloads.answers.clone();
    for (member, value) in &payloads.requests {
        members.entry(member.clone()).or_insert_with(|| value.clone());
    }
    if guess.is_collection {
        members.entry("id").or_insert(Value::Null);
    }
    let words = spoken(name);
    let article = if words.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let mut text = match guess.is_collection {
        true => format!("/// {} {words}.\n", capitalized(article)),
        false => format!("/// The {words}.\n"),
    };
    if guess.row.source.starts_with("https://") {
        let _ = writeln!(text, "///\n/// <{}>", guess.row.source);
    }
    text.push_str("#[derive(Clone, PartialEq, Model)]\n");
    for (form, what, request) in forms {
        let _ = writeln!(
            text,
            "#[model({form}(\n    /// {} {words} {what}.\n    {request}\n))]",
            capitalized(article)
        );
    }
    let read_only = |name: &str| !forms.is_empty() && !payloads.requests.contains_key(name);
    text.push_str(&types.structure(name, &members, &read_only, name));
    if guess.is_collection {
        let last = collection(&guess.row.path).rsplit('/').next();
        let array = payloads.array.as_deref().or(last).unwrap_or_default();
        let _ = writeln!(
            text,
            "\nimpl Listed for {name} {{\n    const EMBEDDED: &'static str = {array:?};\n}}"
        );
    }
    text
}

/// Types that are written as members need them.
struct Types<'a> {
    known: &'a Known,
    product: &'a str,
    text: String,
}

impl Types<'_> {
    fn has(&self, name: &str) -> bool {
        self.known.type_of(self.product, name).is_some()
    }

    /// The struct behind its attributes.
    fn structure(
        &mut self,
        name: &str,
        members: &Map<String, Value>,
        read_only: &dyn Fn(&str) -> bool,
        resource: &str,
    ) -> String {
        let mut text = format!("#[non_exhaustive]\npub struct {name} {{\n");
        // The order of the documents, with what every resource has before.
        let rank = |name: &str| match name {
            "id" => 0,
            "_links" => 1,
            "environment" => 2,
            "createdAt" | "updatedAt" => 4,
            _ => 3,
        };
        let mut ordered: Vec<(&String, &Value)> = members.iter().collect();
        ordered.sort_by_key(|(name, _)| rank(name));
        for (member, value) in ordered {
            let mut attributes = Vec::new();
            let field = match member.as_str() {
                "type" => {
                    attributes.push("name = \"type\"".to_owned());
                    format!("{}_type", snake_case(resource).rsplit('_').next().unwrap_or_default())
                }
                hidden if hidden.starts_with('_') => {
                    attributes.push(format!("name = {hidden:?}"));
                    snake_case(&hidden[1..])
                }
                member => snake_case(member),
            };
            if read_only(member) {
                attributes.push("read_only".to_owned());
            }
            let kind = match member.as_str() {
                "id" => format!("{resource}Id"),
                "_links" => "Option<Links>".to_owned(),
                _ => format!("Option<{}>", self.kind(name, member, value)),
            };
            let _ = writeln!(text, "    /// The {}.", spoken(&field));
            if !attributes.is_empty() {
                let _ = writeln!(text, "    #[model({})]", attributes.join(", "));
            }
            let _ = writeln!(text, "    pub {field}: {kind},");
        }
        text + "    rest: Rest<Self>,\n}\n"
    }

    /// The type of a member.
    fn kind(&mut self, of: &str, member: &str, value: &Value) -> String {
        let named = |word: &str| type_name(&[snake_case(word)]);
        match value {
            Value::Null => "OpenValue".to_owned(),
            Value::Bool(_) => "bool".to_owned(),
            Value::Number(number) if number.is_f64() => "f64".to_owned(),
            Value::Number(_) => "i64".to_owned(),
            Value::String(text) if is_time(text) => "Timestamp".to_owned(),
            Value::String(text) if is_constant(text) => {
                self.enumeration(&format!("{of}{}", named(member)), &[text])
            }
            Value::String(_) => "String".to_owned(),
            Value::Object(members) if members.len() == 1 && members.contains_key("id") => {
                let id = format!("{}Id", named(member));
                match self.known.has_id(&id) {
                    true => format!("Reference<{id}>"),
                    false => "Reference".to_owned(),
                }
            }
            Value::Object(members) => self.part(&format!("{of}{}", named(member)), members),
            Value::Array(items) => format!("Vec<{}>", self.item(of, member, items)),
        }
    }

    /// The type of what an array holds, of all its items.
    fn item(&mut self, of: &str, member: &str, items: &[Value]) -> String {
        let member = singular(member);
        let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        if !texts.is_empty() && texts.iter().all(|text| is_constant(text)) {
            return self.enumeration(&format!("{of}{}", type_name(&[snake_case(&member)])), &texts);
        }
        let mut all = Map::new();
        for item in items.iter().filter_map(Value::as_object) {
            merge(&mut all, item.clone());
        }
        match (all.is_empty(), items.first()) {
            (false, _) => self.kind(of, &member, &Value::Object(all)),
            (true, Some(first)) => self.kind(of, &member, first),
            (true, None) => "OpenValue".to_owned(),
        }
    }

    fn part(&mut self, name: &str, members: &Map<String, Value>) -> String {
        if let Some(known) = self.known.type_of(self.product, name) {
            return known.to_owned();
        }
        let body = self.structure(name, members, &|_| false, name);
        let _ = write!(
            self.text,
            "\n/// The {}.\n#[derive(Clone, PartialEq, Model)]\n{body}",
            spoken(name)
        );
        name.to_owned()
    }

    fn enumeration(&mut self, name: &str, values: &[&str]) -> String {
        if let Some(known) = self.known.type_of(self.product, name) {
            return known.to_owned();
        }
        let values: BTreeMap<String, &str> =
            values.iter().map(|value| (type_name(&[value.to_lowercase()]), *value)).collect();
        let _ = write!(
            self.text,
            "\n/// The {}.\n#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]\n#[non_exhaustive]\npub enum {name} {{\n",
            spoken(name)
        );
        for (variant, value) in values {
            let _ = writeln!(self.text, "    /// `{value}`.\n    {variant},");
        }
        self.text.push_str(
            "    /// A value that this version of the crate has no name for, as it came.\n    \
             Unknown(UnknownValue),\n}\n",
        );
        name.to_owned()
    }
}

/// `NotificationPolicy` as it stands in a sentence.
pub(super) fn spoken(name: &str) -> String {
    snake_case(name).replace('_', " ")
}

fn is_constant(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.len() > 1
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.len() > 18 && bytes[4] == b'-' && bytes[10] == b'T' && bytes[0].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::row::tests::row;

    #[test]
    fn a_type_has_the_members_that_its_payloads_show() {
        let create = row(&[
            ("id", "platform.create_thing_policy"),
            ("method", "POST"),
            ("path", "/v1/thingPolicies/{thingPolicyID}"),
        ]);
        let known = Known::default().with_ids("UserId,\n");
        let guess = Guess::of(&Catalogue::of(vec![create.clone()]), &known, &create);
        let mut payloads = Payloads::default();
        payloads.add(true, json!({"name": "a", "user": {"id": "b"}}));
        let item = json!({"id": "c", "createdAt": "2026-01-01T00:00:00.000Z", "name": "a",
            "kinds": ["RED", "DARK_RED"], "limit": {"max": 1}});
        payloads.add(false, json!({"_embedded": {"policies": [item]}, "size": 1}));
        let mut types = Types { known: &known, product: "platform", text: String::new() };
        let forms = [("create", "to be created", "NewThingPolicy")];
        let text = resource(&mut types, &guess, &payloads, &forms);
        let expected = [
            "/// A thing policy.\n",
            "    /// A thing policy to be created.\n    NewThingPolicy\n",
            "    #[model(read_only)]\n    pub id: ThingPolicyId,\n",
            "    #[model(read_only)]\n    pub created_at: Option<Timestamp>,\n",
            "    /// The name.\n    pub name: Option<String>,\n",
            "    pub user: Option<Reference<UserId>>,\n",
            "    pub kinds: Option<Vec<ThingPolicyKind>>,\n",
            "    pub limit: Option<ThingPolicyLimit>,\n",
            "const EMBEDDED: &'static str = \"policies\";",
        ];
        for expected in expected {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
        assert!(types.text.contains("    /// `DARK_RED`.\n    DarkRed,\n"), "{}", types.text);
        assert!(types.text.contains("pub struct ThingPolicyLimit {\n"), "{}", types.text);
    }
}
