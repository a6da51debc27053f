//! Reads the body of a creation, replacement or merge: all that is wrong with it at once.

use serde_json::{Map, Value};

use crate::store::{
    filter::{Attribute, Filter},
    forms::{check_text, is_of_form},
    member::{choice, int},
    schema::{Kind, Member, Schema, Written},
    tables::Store,
};
use crate::wire::response::Detail;

/// What a body does to what there is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// There was nothing.
    Create,
    /// What is left out is cleared.
    Replace,
    /// What is left out stays, null clears.
    Merge,
    /// By the service itself, which may write every member.
    Plant,
}

/// Reads the members of a resource; what is wrong is added to `wrong`.
pub(super) fn read(
    store: Option<&Store>,
    mode: Mode,
    members: &[Member],
    sent: &Map<String, Value>,
    old: Option<&Map<String, Value>>,
    wrong: &mut Vec<Detail>,
) -> Map<String, Value> {
    let mut reader = Reader { store, mode, wrong };
    let mut whole = Map::new();
    reader.members(members, sent, old, "", &mut whole);
    whole
}

/// Reads one member of a resource, whoever may write it otherwise.
pub(super) fn read_part(
    store: Option<&Store>,
    member: &Member,
    sent: Option<&Value>,
    wrong: &mut Vec<Detail>,
) -> Option<Value> {
    let mode = Mode::Plant;
    let mut reader = Reader { store, mode, wrong };
    match sent {
        None | Some(Value::Null) => {
            reader.refuse(member.name, Detail::required());
            None
        }
        Some(value) => reader.value(&member.kind, value, None, member.name),
    }
}

struct Reader<'a> {
    /// What references are looked up in.
    store: Option<&'a Store>,
    mode: Mode,
    wrong: &'a mut Vec<Detail>,
}

impl Reader<'_> {
    fn refuse(&mut self, target: &str, detail: Detail) {
        self.wrong.push(detail.target(target));
    }

    fn members(
        &mut self,
        members: &[Member],
        sent: &Map<String, Value>,
        old: Option<&Map<String, Value>>,
        prefix: &str,
        whole: &mut Map<String, Value>,
    ) {
        for member in members {
            if let Kind::Cases { by, cases } = member.kind {
                let case = whole.get(by).and_then(Value::as_str);
                if let Some((_, members)) = cases.iter().find(|(name, _)| Some(*name) == case) {
                    self.members(members, sent, old, prefix, whole);
                }
                continue;
            }
            let target = format!("{prefix}{}", member.name);
            if let Some(value) = self.member(member, sent, old, &target) {
                whole.insert(member.name.to_owned(), value);
            }
        }
    }

    fn member(
        &mut self,
        member: &Member,
        sent: &Map<String, Value>,
        old: Option<&Map<String, Value>>,
        target: &str,
    ) -> Option<Value> {
        let old = old.and_then(|old| old.get(member.name));
        let may_write = match member.written {
            Written::Always => true,
            Written::OnCreation => matches!(self.mode, Mode::Create | Mode::Plant),
            Written::Never => self.mode == Mode::Plant,
        };
        let spelled = |name: &str| sent.get(name).filter(|_| may_write);
        let value = spelled(member.name).or_else(|| spelled(member.alias?));
        let kept = match value {
            Some(Value::Null) => None,
            Some(value) => {
                let before = self.wrong.len();
                let read = self.value(&member.kind, value, old, target);
                if read.is_some() || self.wrong.len() > before {
                    return read;
                }
                None
            }
            None if !may_write || self.mode == Mode::Merge => old.cloned(),
            None => None,
        };
        let whole = kept.or_else(|| {
            let default = serde_json::from_str(member.default?).ok()?;
            self.value(&member.kind, &default, None, target)
        });
        if whole.is_none() && member.required && may_write {
            self.refuse(target, Detail::required());
        }
        whole
    }

    /// A value as it is kept. `None` with a detail where it is wrong, without one where nothing
    /// is left of it.
    fn value(
        &mut self,
        kind: &Kind,
        value: &Value,
        old: Option<&Value>,
        target: &str,
    ) -> Option<Value> {
        let sound = match kind {
            Kind::Text { min, max, of } => {
                texts(value).and_then(|text| check_text(text, *min, *max, *of))
            }
            Kind::Form(form) => texts(value).and_then(|text| is_of_form(text, *form)),
            Kind::Choice(allowed) => texts(value).and_then(|text| choose(text, allowed)),
            Kind::Filter(attributes) => texts(value).and_then(|text| is_filter(text, attributes)),
            Kind::Bool => match value {
                Value::Bool(_) => Ok(()),
                _ => Err(Detail::invalid("The value must be a boolean.")),
            },
            Kind::Int(from, to) => {
                let number = whole_number(value).and_then(|number| range(number, *from, *to));
                return self.sound(number, target);
            }
            Kind::Any => Ok(()),
            Kind::Ref(to) => return self.reference(to, value, target),
            Kind::Span { least, most } => return self.span(value, *least, *most, target),
            Kind::Object(members) => return self.object(members, value, old, target, false),
            Kind::Open(members) => return self.object(members, value, old, target, true),
            Kind::Each(of) => return self.each(of, value, target),
            Kind::List { of, min, max } => return self.list(of, value, *min, *max, target),
            // Is no member.
            Kind::Cases { .. } => return None,
        };
        self.sound(sound.map(|()| value.clone()), target)
    }

    fn sound<T: Into<Value>>(&mut self, value: Result<T, Detail>, target: &str) -> Option<Value> {
        match value {
            Ok(value) => Some(value.into()),
            Err(detail) => {
                self.refuse(target, detail);
                None
            }
        }
    }

    fn object(
        &mut self,
        members: &[Member],
        value: &Value,
        old: Option<&Value>,
        target: &str,
        open: bool,
    ) -> Option<Value> {
        let Value::Object(sent) = value else {
            self.refuse(target, Detail::invalid("The value must be an object."));
            return None;
        };
        let mut whole = if open { sent.clone() } else { Map::new() };
        let (old, before) = (old.and_then(Value::as_object), self.wrong.len());
        self.members(members, sent, old, &format!("{target}."), &mut whole);
        (self.wrong.len() == before && (open || !whole.is_empty())).then(|| whole.into())
    }

    fn each(&mut self, of: &Kind, value: &Value, target: &str) -> Option<Value> {
        let Value::Object(sent) = value else {
            self.refuse(target, Detail::invalid("The value must be an object."));
            return None;
        };
        let before = self.wrong.len();
        let there = sent.iter().filter(|(_, value)| !value.is_null());
        let read = there.filter_map(|(name, value)| {
            let read = self.value(of, value, None, &format!("{target}.{name}"));
            Some((name.clone(), read.or_else(|| value.is_object().then(|| Map::new().into()))?))
        });
        let whole: Map<String, Value> = read.collect();
        (self.wrong.len() == before).then(|| whole.into())
    }

    fn list(
        &mut self,
        of: &Kind,
        value: &Value,
        min: usize,
        max: usize,
        target: &str,
    ) -> Option<Value> {
        let Value::Array(items) = value else {
            self.refuse(target, Detail::invalid("The value must be an array."));
            return None;
        };
        if items.len() < min {
            let detail = Detail::new("EMPTY_VALUE", "The array must have more elements.");
            self.refuse(target, detail.inner("rangeMinimumValue", min));
            return None;
        }
        if items.len() > max {
            let detail = Detail::new("SIZE_LIMIT_EXCEEDED", "The array has too many elements.");
            self.refuse(target, detail.inner("maximumValue", max));
            return None;
        }
        let before = self.wrong.len();
        let numbered = items.iter().enumerate();
        let items: Vec<Value> = numbered
            .filter_map(|(index, item)| self.value(of, item, None, &format!("{target}[{index}]")))
            .collect();
        (self.wrong.len() == before).then(|| items.into())
    }

    fn reference(&mut self, to: &Schema, value: &Value, target: &str) -> Option<Value> {
        let target = format!("{target}.id");
        let id = match value.get("id") {
            _ if !value.is_object() => Err(Detail::invalid("The value must be an object.")),
            None | Some(Value::Null) => Err(Detail::required()),
            Some(id) => texts(id).and_then(|id| {
                let there = self.store.and_then(|store| store.anywhere(to, id));
                there.ok_or_else(|| Detail::invalid("There is no such object."))
            }),
        };
        let id = id.map(|row| row.id().to_owned());
        let id = self.sound(id, &target)?;
        Some(Map::from_iter([("id".to_owned(), id)]).into())
    }

    fn span(&mut self, value: &Value, least: i64, most: i64, target: &str) -> Option<Value> {
        const UNITS: &[&str] = &["SECONDS", "MINUTES"];
        let unit = value.get("timeUnit").and_then(Value::as_str);
        let (from, to) = match unit {
            Some("MINUTES") => (least.div_euclid(60) + i64::from(least % 60 > 0), most / 60),
            _ => (least, most),
        };
        let members = [int("duration", from, to).required(), choice("timeUnit", UNITS).required()];
        self.object(&members, value, None, target, false)
    }
}

fn texts(value: &Value) -> Result<&str, Detail> {
    value.as_str().ok_or_else(|| Detail::invalid("The value must be a string."))
}

fn choose(text: &str, allowed: &[&str]) -> Result<(), Detail> {
    match text {
        "" => Err(Detail::empty()),
        text if allowed.contains(&text) => Ok(()),
        _ => Err(Detail::not_among(allowed)),
    }
}

/// A fraction is cut off, as the service does.
fn whole_number(value: &Value) -> Result<i64, Detail> {
    let cut = |number: f64| number.is_finite().then_some(number.trunc() as i64);
    let number = value.as_i64().or_else(|| value.as_f64().and_then(cut));
    number.ok_or_else(|| Detail::invalid("The value must be a whole number."))
}

fn range(number: i64, from: i64, to: i64) -> Result<i64, Detail> {
    if (from..=to).contains(&number) {
        return Ok(number);
    }
    Err(Detail::out_of_range(from, to))
}

fn is_filter(text: &str, attributes: &[Attribute]) -> Result<(), Detail> {
    Filter::parse(text, attributes, true).map(drop)
}
