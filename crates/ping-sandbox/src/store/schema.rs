//! What a resource is: its members, keys, filters and links, declared once.

use crate::store::{characters::Characters, entry::Entry, filter::Attribute, tables::Store};
use crate::wire::response::Detail;

pub(crate) use crate::store::forms::{Form, is_of_form};
pub(crate) use crate::store::hooks::{Draft, Hooks};
pub(crate) use crate::store::member::{
    any, cases, choice, each, filter, flag, foreign, form, int, list, object, open, reference,
    span, text, text_of,
};
pub(crate) use crate::store::table::Unique;

/// What a member holds.
pub(crate) enum Kind {
    /// A text of so many characters of these.
    Text { min: usize, max: usize, of: Characters },
    /// A text of a form.
    Form(Form),
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A whole number from here to there.
    Int(i64, i64),
    /// True or false.
    Bool,
    /// `{"duration", "timeUnit"}`, so many seconds long.
    Span { least: i64, most: i64 },
    /// A filter of others by these attributes.
    Filter(&'static [Attribute]),
    /// `{"id"}` of something there is.
    Ref(&'static Schema),
    /// Members of its own.
    Object(&'static [Member]),
    /// These members, and any others as they come.
    Open(&'static [Member]),
    /// Members of any names, each of a kind.
    Each(&'static Kind),
    /// So many of a kind.
    List { of: &'static Kind, min: usize, max: usize },
    /// Any JSON but null, as it comes.
    Any,
    /// Not a member itself: members beside it that depend on what another one, declared before,
    /// holds.
    Cases { by: &'static str, cases: &'static [(&'static str, &'static [Member])] },
}

impl Kind {
    /// A line of up to 256 characters, for the elements of lists.
    pub(crate) const LINE: Self = Self::Text { min: 1, max: 256, of: Characters::Line };
    /// An http or https URL, for the elements of lists.
    pub(crate) const URL: Self = Self::Form(Form::Url);
}

/// When a caller may write a member. Where it may not, what it sends is ignored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Always,
    OnCreation,
    Never,
}

/// What becomes of a row when what it refers to is deleted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnDelete {
    /// The deletion is refused.
    Restrict,
    /// The reference is taken out.
    Clear,
    /// The row is deleted as well.
    Cascade,
}

/// A member of a resource.
pub(crate) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    pub(super) written: Written,
    /// Kept, but in no answer.
    pub(super) hidden: bool,
    /// JSON: what it holds where nothing was sent.
    pub(super) default: Option<&'static str>,
    /// Another spelling that is taken for it.
    pub(super) alias: Option<&'static str>,
    pub(super) on_delete: OnDelete,
    /// What a caller should know of it.
    pub(super) doc: &'static str,
}

/// Where a link of a row leads.
pub(crate) enum Link {
    /// To what this member refers to, where it does.
    To(&'static str),
    /// Below the row; empty for the row itself.
    Below(&'static str),
}

/// Whose the rows of a resource are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The environment's or the organization's that the path begins with; everybody's where it
    /// begins with neither.
    Path,
    /// The organization's of the caller, though the path does not say so.
    Organization,
    /// Everybody's, though the path may name an organization.
    All,
}

/// How a list is handed out.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    /// The most on a page; all there is without it.
    pub(crate) most: Option<usize>,
    /// Whether it comes in pages at all, with the count of all.
    pub(crate) counted: bool,
}

/// What a row can be put in, with `POST {"id"}`.
pub(crate) struct Among {
    pub(crate) table: &'static Schema,
    /// The member of the row that keeps it: a list of references.
    pub(crate) member: &'static str,
    /// Refuses what a row, the first, cannot be put in.
    pub(crate) may_add: fn(&Store, &Entry, &Entry) -> Result<(), Detail>,
    /// All that a row is in, also by way of others; each with whether it is in it itself.
    pub(crate) all: for<'a> fn(&'a Store, &Entry) -> Vec<(&'a Entry, bool)>,
}

/// A resource: a table of rows that look alike.
pub(crate) struct Schema {
    /// As activities name it: `GROUP`.
    pub(crate) name: &'static str,
    /// The last segment of its list's path.
    pub(crate) collection: &'static str,
    /// The member of a page that its lists are embedded as.
    pub(crate) embedded: &'static str,
    /// What one is called, as a link to it is.
    pub(crate) noun: &'static str,
    /// Whose its rows are.
    pub(crate) kept: Kept,
    /// What its lists are below, where not the environment or organization itself.
    pub(crate) parent: Option<&'static Schema>,
    /// Whether a row of the parent has such a list; where it does not, there is none.
    pub(crate) below: fn(&Entry) -> bool,
    /// The list has no rows of its own: it is what the parent was put in.
    pub(crate) among: Option<Among>,
    pub(crate) members: &'static [Member],
    pub(crate) unique: &'static [Unique],
    /// Exactly one row of a list has `default` set.
    pub(crate) one_default: bool,
    /// Settings: there is exactly one row, which has no id in its path.
    pub(crate) single: bool,
    /// The member of the license that bounds how many there are, as a JSON pointer.
    pub(crate) bound: Option<&'static str>,
    pub(crate) filters: &'static [Attribute],
    /// Whether filters may join several tests.
    pub(crate) joins: bool,
    pub(crate) orders: &'static [&'static str],
    pub(crate) expands: &'static [&'static str],
    pub(crate) includes: &'static [&'static str],
    pub(crate) links: &'static [(&'static str, Link)],
    pub(crate) pages: Pages,
    pub(crate) hooks: Hooks,
}

impl Schema {
    /// What most tables are.
    pub(crate) const BASE: Self = Self {
        name: "",
        collection: "",
        embedded: "",
        noun: "",
        kept: Kept::Path,
        parent: None,
        below: |_| true,
        among: None,
        members: &[],
        unique: &[],
        one_default: false,
        single: false,
        bound: None,
        filters: &[],
        joins: true,
        orders: &[],
        expands: &[],
        includes: &[],
        links: &[],
        pages: Pages { most: None, counted: true },
        hooks: Hooks::NONE,
    };

    /// The name of a member that may have a path of its own below a row.
    pub(crate) fn part(&self, name: &str) -> Option<&'static str> {
        let known = |member: &&Member| !member.hidden && !matches!(member.kind, Kind::Open(_));
        self.member(name).filter(known).map(|member| member.name)
    }

    /// The member of that name, at the top.
    pub(super) fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}
