//! Going through what a row holds, as its members are declared: cases, objects and lists included.

use serde_json::{Map, Value};

use crate::store::schema::{Kind, Member, OnDelete, Schema};

/// Goes through the references, each with what becomes of it when what it refers to is deleted.
pub(super) fn visit(
    members: &'static [Member],
    held: &Value,
    each: &mut impl FnMut(&'static Schema, &str, OnDelete),
) {
    for member in members {
        if let Kind::Cases { cases, .. } = member.kind {
            for (_, members) in cases {
                visit(members, held, each);
            }
        } else if let Some(held) = held.get(member.name) {
            visit_value(&member.kind, held, member.on_delete, each);
        }
    }
}

fn visit_value(
    kind: &'static Kind,
    held: &Value,
    on_delete: OnDelete,
    each: &mut impl FnMut(&'static Schema, &str, OnDelete),
) {
    match kind {
        Kind::Ref(to) => {
            if let Some(id) = held.get("id").and_then(Value::as_str) {
                each(to, id, on_delete);
            }
        }
        Kind::Object(members) | Kind::Open(members) => visit(members, held, each),
        Kind::Each(of) => {
            for value in held.as_object().into_iter().flat_map(Map::values) {
                visit_value(of, value, on_delete, each);
            }
        }
        Kind::List { of, .. } => {
            for item in held.as_array().into_iter().flatten() {
                visit_value(of, item, on_delete, each);
            }
        }
        _ => {}
    }
}

/// What can be taken out of a row.
enum Part {
    Member {
        hidden: bool,
    },
    /// Of a list.
    Element,
}

/// Takes out what is in no answer.
pub(super) fn conceal(members: &'static [Member], held: &mut Map<String, Value>) {
    prune(members, held, &|part, _, _| matches!(part, Part::Member { hidden: true }));
}

/// Takes out what refers to something; an element of a list that does goes whole.
pub(super) fn clear(members: &'static [Member], held: &mut Value, to: &Schema, id: &str) {
    let refers = |kind: &'static Kind, held: &Value| {
        let mut found = false;
        visit_value(kind, held, OnDelete::Clear, &mut |other, other_id, _| {
            found |= other.name == to.name && other_id == id;
        });
        found
    };
    if let Value::Object(held) = held {
        prune(members, held, &|part, kind, value| match part {
            Part::Member { .. } => matches!(kind, Kind::Ref(_)) && refers(kind, value),
            Part::Element => refers(kind, value),
        });
    }
}

type Drops<'a> = &'a dyn Fn(Part, &'static Kind, &Value) -> bool;

fn prune(members: &'static [Member], held: &mut Map<String, Value>, drops: Drops<'_>) {
    for Member { name, kind, hidden, .. } in members {
        if let Kind::Cases { cases, .. } = kind {
            for (_, members) in *cases {
                prune(members, held, drops);
            }
        } else if let Some(value) = held.get_mut(*name) {
            if drops(Part::Member { hidden: *hidden }, kind, value) {
                held.remove(*name);
            } else {
                prune_value(kind, value, drops);
            }
        }
    }
}

fn prune_value(kind: &'static Kind, held: &mut Value, drops: Drops<'_>) {
    match (kind, held) {
        (Kind::Object(members) | Kind::Open(members), Value::Object(held)) => {
            prune(members, held, drops);
        }
        (Kind::Each(of), Value::Object(held)) => {
            held.values_mut().for_each(|value| prune_value(of, value, drops));
        }
        (Kind::List { of, .. }, Value::Array(held)) => {
            held.retain(|item| !drops(Part::Element, of, item));
            held.iter_mut().for_each(|item| prune_value(of, item, drops));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::schema::{each, list, text};

    #[test]
    fn what_is_hidden_is_hidden_in_lists_too() {
        static KEYS: &[Member] = &[text("name", 1, 9), text("secret", 1, 9).hidden()];
        static MEMBERS: &[Member] =
            &[list("keys", &Kind::Object(KEYS), 0, 9), each("named", &Kind::Object(KEYS))];
        let mut body = json!({
            "keys": [{ "name": "a", "secret": "s" }, { "secret": "t" }],
            "named": { "b": { "secret": "u" } },
        });
        let held = body.as_object_mut().expect("an object");
        conceal(MEMBERS, held);
        assert_eq!(body, json!({ "keys": [{ "name": "a" }, {}], "named": { "b": {} } }));
    }
}
