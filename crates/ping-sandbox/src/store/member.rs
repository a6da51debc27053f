//! Declaring members: `text("name", 1, 256).required()`.

use serde_json::Value;

use crate::store::{
    characters::Characters,
    filter::Attribute,
    forms::Form,
    schema::{Kind, Member, OnDelete, Schema, Written},
};

impl Member {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: false,
            written: Written::Always,
            hidden: false,
            default: None,
            alias: None,
            on_delete: OnDelete::Restrict,
            doc: "",
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn is_required(&self) -> bool {
        self.required
    }

    /// The value that a text in a query means.
    pub(super) fn value_of(&self, text: &str) -> Value {
        let value = match self.kind {
            Kind::Int(..) => text.parse::<i64>().ok().map(Value::from),
            Kind::Bool => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        value.unwrap_or_else(|| text.into())
    }

    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(crate) const fn create_only(self) -> Self {
        Self { written: Written::OnCreation, ..self }
    }

    pub(crate) const fn read_only(self) -> Self {
        Self { written: Written::Never, ..self }
    }

    /// Kept, but in no answer: secrets, and what answers show in another form.
    pub(crate) const fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    pub(crate) const fn default(self, json: &'static str) -> Self {
        Self { default: Some(json), ..self }
    }

    pub(crate) const fn alias(self, name: &'static str) -> Self {
        Self { alias: Some(name), ..self }
    }

    /// What a caller should know of it, as a sentence.
    pub(crate) const fn doc(self, doc: &'static str) -> Self {
        Self { doc, ..self }
    }

    pub(crate) const fn on_delete(self, on_delete: OnDelete) -> Self {
        Self { on_delete, ..self }
    }
}

/// Any JSON.
pub(crate) const fn any(name: &'static str) -> Member {
    Member::new(name, Kind::Any)
}

/// A text of so many characters, control characters not among them.
pub(crate) const fn text(name: &'static str, min: usize, max: usize) -> Member {
    text_of(name, min, max, Characters::Any)
}

/// A text of so many of these characters.
pub(crate) const fn text_of(name: &'static str, min: usize, max: usize, of: Characters) -> Member {
    Member::new(name, Kind::Text { min, max, of })
}

pub(crate) const fn form(name: &'static str, form: Form) -> Member {
    Member::new(name, Kind::Form(form))
}

pub(crate) const fn choice(name: &'static str, values: &'static [&'static str]) -> Member {
    Member::new(name, Kind::Choice(values))
}

pub(crate) const fn int(name: &'static str, from: i64, to: i64) -> Member {
    Member::new(name, Kind::Int(from, to))
}

pub(crate) const fn flag(name: &'static str) -> Member {
    Member::new(name, Kind::Bool)
}

/// A span from so many seconds to so many, in seconds or minutes.
pub(crate) const fn span(name: &'static str, least: i64, most: i64) -> Member {
    Member::new(name, Kind::Span { least, most })
}

pub(crate) const fn filter(name: &'static str, attributes: &'static [Attribute]) -> Member {
    Member::new(name, Kind::Filter(attributes))
}

pub(crate) const fn reference(name: &'static str, to: &'static Schema) -> Member {
    Member::new(name, Kind::Ref(to))
}

pub(crate) const fn object(name: &'static str, members: &'static [Member]) -> Member {
    Member::new(name, Kind::Object(members))
}

/// An object with these members and any others.
pub(crate) const fn open(name: &'static str, members: &'static [Member]) -> Member {
    Member::new(name, Kind::Open(members))
}

/// An object whose members may have any names, each of this kind.
pub(crate) const fn each(name: &'static str, of: &'static Kind) -> Member {
    Member::new(name, Kind::Each(of))
}

pub(crate) const fn list(name: &'static str, of: &'static Kind, min: usize, max: usize) -> Member {
    Member::new(name, Kind::List { of, min, max })
}

/// `{"id"}` of what the sandbox keeps no table of.
pub(crate) const fn foreign(name: &'static str) -> Member {
    const ID: &[Member] = &[text("id", 1, 256).required()];
    object(name, ID)
}

/// Members that depend on what `by` holds.
pub(crate) const fn cases(
    by: &'static str,
    cases: &'static [(&'static str, &'static [Member])],
) -> Member {
    Member::new("", Kind::Cases { by, cases })
}
