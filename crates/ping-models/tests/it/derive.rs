//! What the derives make of a declaration.

use ping_models::__private::{Members, collect_secrets};
use ping_models::lossless::check;
use ping_models::{Model, Reference, Rest, Secret, UnknownValue, UserId, decode};
use ping_models_derive::{Model, OpenEnum, Tagged};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// Decodes a text, and has the same written again.
#[track_caller]
fn read<T: DeserializeOwned + Serialize + Model + PartialEq + std::fmt::Debug>(json: &str) -> T {
    let report = check::<T>(json.as_bytes());
    assert!(report.is_lossless(), "{json}: {report:?}");
    decode(json.as_bytes()).unwrap()
}

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
enum Color {
    DarkRed,
    #[wire("sky")]
    Blue,
    Unknown(UnknownValue),
}

/// When a thing was made and changed.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
struct Times {
    created_at: Option<String>,
    updated_at: Option<String>,
    rest: Rest<Self>,
}

/// A thing that was read.
#[derive(Clone, PartialEq, Model)]
#[model(
    create(
        /// A thing to be created.
        NewThing
    ),
    merge(
        /// Changes to a thing.
        PatchThing
    )
)]
struct Thing {
    #[model(read_only)]
    id: String,
    #[model(name = "_owner", create_only)]
    owner: Option<Reference<UserId>>,
    #[model(always, on_create)]
    name: String,
    #[model(always)]
    color: Color,
    #[model(personal)]
    phone: Option<String>,
    #[model(flatten, read_only)]
    times: Times,
    rest: Rest<Self>,
}

#[test]
fn members_that_are_always_sent_are_plain() {
    let thing: Thing = read(r#"{"id":"1","name":"a","color":"DARK_RED"}"#);
    assert_eq!((thing.name.as_str(), &thing.color), ("a", &Color::DarkRed));
    for json in [
        r#"{"id":"1"}"#,
        r#"{"id":"1","name":null,"color":null}"#,
        r#"{"id":"1","name":"","color":""}"#,
    ] {
        let mut thing: Thing = read(json);
        assert_eq!((thing.name.as_str(), thing.color.as_str()), ("", ""));
        thing.name = "b".to_owned();
        assert!(written(&thing).contains(r#""name":"b""#), "{json}");
    }
    let twice: Thing = read(r#"{"id":"1","name":"b","color":"sky"}"#);
    let once: Thing = decode(br#"{"id":"1","name":null,"name":"b","color":"sky"}"#).unwrap();
    assert_eq!(once, twice);
    assert_ne!(read::<Thing>(r#"{"id":"1"}"#), read::<Thing>(r#"{"id":"1","name":null}"#));
    decode::<Thing>(br#"{"name":"a"}"#).unwrap_err();
}

#[test]
fn forms_are_made_of_the_members_that_a_caller_may_set() {
    assert_eq!(NewThing::NAMES, ["_owner", "name", "color", "phone"]);
    assert_eq!(PatchThing::NAMES, ["name", "color", "phone"]);
    let new = NewThing::new("a").owner("u-1").color(Color::Blue);
    assert_eq!(written(&new), r#"{"_owner":{"id":"u-1"},"name":"a","color":"sky"}"#);
    let patch = PatchThing::new().clear_color().phone("1").clear_phone();
    assert_eq!(written(&patch), r#"{"color":null,"phone":null}"#);
    assert_eq!(written(&patch.phone("2")), r#"{"color":null,"phone":"2"}"#);
    decode::<NewThing>(b"{}").unwrap_err();
    read::<PatchThing>(r#"{"name":null,"new":null}"#);
}

#[test]
fn what_was_read_becomes_what_replaces_it() {
    let thing: Thing =
        read(r#"{"id":"1","_owner":null,"createdAt":null,"phone":null,"new":[1.50]}"#);
    assert_eq!(written(&NewThing::from(thing.clone())), r#"{"name":"","phone":null,"new":[1.50]}"#);
    let mut named = thing;
    named.name = "b".to_owned();
    named.color = Color::Blue;
    assert_eq!(
        written(&NewThing::from(named)),
        r#"{"name":"b","color":"sky","phone":null,"new":[1.50]}"#
    );
    let null: Thing = read(r#"{"id":"1","name":"a","color":null}"#);
    assert_eq!(written(&NewThing::from(null)), r#"{"name":"a","color":null}"#);
    let owned: Thing = read(r#"{"id":"1","name":"a","_owner":{"id":"u"}}"#);
    assert_eq!(written(&NewThing::from(owned)), r#"{"name":"a"}"#);
}

#[test]
fn members_of_a_part_stand_among_the_others() {
    let thing: Thing = read(r#"{"id":"1","updatedAt":null,"createdAt":"now","new":1}"#);
    assert_eq!(thing.times.created_at.as_deref(), Some("now"));
    assert_eq!(thing.field("createdAt"), Some("now".into()));
    assert_eq!(thing.field("updatedAt"), Some(json!(null)));
    assert_eq!((thing.field("new"), thing.field("old")), (Some(1.into()), None));
    assert!(thing.rest().names().eq(["new"]));
}

#[test]
fn a_member_of_a_part_is_known_to_the_whole() {
    /// A thing to be sent.
    #[derive(Clone, PartialEq, Model)]
    #[model(request)]
    struct Sent {
        #[model(new)]
        name: Option<String>,
        #[model(flatten)]
        times: Times,
        rest: Rest<Self>,
    }

    let sent = Sent::new("a").with_field("createdAt", "now");
    assert_eq!(sent.times.created_at.as_deref(), Some("now"));
    assert_eq!(written(&sent), r#"{"name":"a","createdAt":"now"}"#);
    let sent = sent.with_field("createdAt", 5);
    let error = serde_json::to_string(&sent).unwrap_err().to_string();
    assert!(error.contains("`createdAt`: expected a string"), "{error}");
}

mod shared {
    //! Members that things of several kinds have.

    use super::Color;
    use ping_models::{Reference, Rest, UserId};
    use ping_models_derive::Model;

    /// What things of all kinds have.
    #[derive(Clone, PartialEq, Model)]
    #[model(part)]
    pub(super) struct Common {
        #[model(always, on_create)]
        pub(super) title: String,
        #[model(always, name = "kind")]
        pub(super) color: Color,
        #[model(personal)]
        pub(super) note: Option<String>,
        #[model(create_only)]
        pub(super) owner: Option<Reference<UserId>>,
        #[model(read_only)]
        pub(super) made: Option<bool>,
        rest: Rest<Self>,
    }

    /// What is sent of things of all kinds.
    #[derive(Clone, PartialEq, Model)]
    #[model(part, clear)]
    pub(super) struct Sent {
        pub(super) title: String,
        #[model(preset = true)]
        pub(super) made: Option<bool>,
        pub(super) note: Option<String>,
        rest: Rest<Self>,
    }
}

use shared::{Common, Sent};

/// A thing with an edge.
#[derive(Clone, PartialEq, Model)]
#[model(
    create(
        /// A thing with an edge, to be created.
        NewEdged
    ),
    merge(
        /// Changes to a thing with an edge.
        PatchEdged
    )
)]
struct Edged {
    #[model(read_only)]
    id: String,
    #[model(always, fixed = "EDGED".to_owned())]
    form: String,
    #[model(always, on_create)]
    edge: String,
    #[model(flatten)]
    common: Common,
    #[model(flatten, read_only)]
    times: Times,
    length: Option<i64>,
    #[model(preset = true)]
    sharp: Option<bool>,
    rest: Rest<Self>,
}

#[test]
fn a_form_has_the_members_of_parts() {
    assert_eq!(
        NewEdged::NAMES,
        ["form", "edge", "title", "kind", "note", "owner", "length", "sharp"]
    );
    assert_eq!(PatchEdged::NAMES, ["form", "edge", "title", "kind", "note", "length", "sharp"]);
    let new = NewEdged::new("e", "t").note("n").owner("u-1").length(5);
    assert_eq!((new.title.as_str(), new.note.as_deref()), ("t", Some("n")));
    assert_eq!(
        written(&new),
        r#"{"form":"EDGED","edge":"e","title":"t","note":"n","owner":{"id":"u-1"},"length":5,"sharp":true}"#
    );
    let patch = PatchEdged::new().title("t").clear_note().clear_length();
    assert_eq!(written(&patch), r#"{"title":"t","note":null,"length":null}"#);
    let shown = format!("{new:?}");
    assert!(shown.contains("note: [personal]"), "{shown}");
    decode::<NewEdged>(br#"{"form":"EDGED","edge":"e"}"#).unwrap_err();
}

#[test]
fn what_replaces_a_thing_has_what_its_parts_had() {
    for (read_as, replaces) in [
        (
            r#"{"id":"1","form":"EDGED","edge":"e","title":"t","kind":"sky","note":null,"made":true,
                "owner":{"id":"u"},"createdAt":null,"length":null,"new":1.50}"#,
            r#"{"form":"EDGED","edge":"e","title":"t","kind":"sky","note":null,"length":null,"new":1.50}"#,
        ),
        (
            r#"{"id":"1","form":null,"kind":null,"owner":null,"made":null,"sharp":false}"#,
            r#"{"form":null,"edge":"","title":"","kind":null,"sharp":false}"#,
        ),
        (r#"{"id":"1"}"#, r#"{"edge":"","title":""}"#),
    ] {
        let thing: Edged = read(read_as);
        assert_eq!(written(&NewEdged::from(thing)), replaces);
    }
}

#[test]
fn a_part_has_members_that_are_always_there_or_required() {
    /// A thing to be sent.
    #[derive(Clone, PartialEq, Model)]
    #[model(clear)]
    struct Whole {
        edge: String,
        #[model(flatten)]
        sent: Sent,
        length: Option<i64>,
        rest: Rest<Self>,
    }

    for json in [
        r#"{"id":"1","title":null,"kind":null}"#,
        r#"{"id":"1","title":"","kind":""}"#,
        r#"{"id":"1"}"#,
    ] {
        let mut thing: Edged = read(json);
        assert_eq!((thing.common.title.as_str(), thing.common.color.as_str()), ("", ""));
        thing.common.title = "t".to_owned();
        assert!(written(&thing).contains(r#""title":"t""#), "{json}");
    }
    let twice: Edged = decode(br#"{"id":"1","title":null,"title":"t"}"#).unwrap();
    assert_eq!(twice, read::<Edged>(r#"{"id":"1","title":"t"}"#));

    let whole = Whole::new("e", "t").note("n").made(false).length(1);
    assert_eq!(written(&whole), r#"{"edge":"e","title":"t","made":false,"note":"n","length":1}"#);
    let whole = whole.clear_note().clear_length();
    assert_eq!(
        written(&whole),
        r#"{"edge":"e","title":"t","made":false,"note":null,"length":null}"#
    );
    read::<Whole>(r#"{"edge":"e","title":"t","note":null,"new":1}"#);
    let error = decode::<Whole>(br#"{"edge":"e","note":"n"}"#).unwrap_err();
    assert_eq!(error.expected(), "the member `title`");
}

/// A thing without an edge.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A thing without an edge, to be created.
    NewRound
))]
struct Round {
    #[model(read_only)]
    id: String,
    #[model(always, fixed = "ROUND".to_owned())]
    form: String,
    #[model(flatten)]
    common: Common,
    rest: Rest<Self>,
}

/// A thing of any kind.
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("form", "kind"),
    all(
        /// Its id.
        id: String,
        /// What form it has.
        form: String,
    ),
    flatten(
        /// What things of all kinds have.
        common: Common
    ),
    create(
        /// A thing of any kind, to be created.
        NewAnything
    )
)]
enum Anything {
    /// One with an edge.
    #[tagged("EDGED", _, create(NewEdged))]
    Edged(Box<Edged>),
    /// One that nobody can make.
    #[tagged("GIVEN", _)]
    Given(Other),
    /// A blue one that is round.
    #[tagged("ROUND" | "CIRCLE", "sky", create(NewRound))]
    Round(Round),
    /// Another one.
    #[tagged(other, create(NewOther))]
    Other(Other),
}

/// A thing of a kind that is not known.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A thing of a kind that is not known, to be created.
    NewOther
))]
struct Other {
    #[model(read_only)]
    id: String,
    #[model(always)]
    form: String,
    #[model(flatten)]
    common: Common,
    rest: Rest<Self>,
}

#[test]
fn what_all_variants_have_is_read_of_the_enum() {
    let edged = r#"{"id":"1","form":"EDGED","title":"t","kind":"sky","made":true,"new":1}"#;
    let edged: Anything = read(edged);
    assert!(matches!(edged, Anything::Edged(_)));
    assert_eq!((edged.id(), edged.form(), edged.title()), ("1", "EDGED", "t"));
    assert_eq!((edged.color(), edged.note(), edged.made()), (&Color::Blue, None, Some(true)));
    assert_eq!((edged.owner(), edged.common().note.as_deref()), (None, None));
    assert_eq!((edged.field("new"), edged.field("made")), (Some(1.into()), Some(true.into())));
    assert_eq!(edged.open_field("title"), Some(json!("t").into()));
    for (json, is_round) in [
        (r#"{"id":"1","form":"CIRCLE","kind":"sky","note":"n"}"#, true),
        (r#"{"id":"1","form":"CIRCLE","kind":"red","note":"n"}"#, false),
        (r#"{"id":"1","note":"n"}"#, false),
    ] {
        let thing: Anything = read(json);
        assert_eq!(matches!(thing, Anything::Round(_)), is_round, "{json}");
        assert_eq!(thing.note(), Some("n"));
    }
}

#[test]
fn a_form_of_each_variant_is_a_form_of_the_enum() {
    let new: NewAnything = NewRound::new("t").color(Color::Blue).into();
    assert_eq!(written(&new), r#"{"form":"ROUND","title":"t","kind":"sky"}"#);
    assert_eq!(read::<NewAnything>(&written(&new)), new);
    let new: NewAnything = NewEdged::new("e", "t").into();
    assert!(matches!(&new, NewAnything::Edged(edged) if edged.edge == "e"));
    for (read_as, replaces) in [
        (
            r#"{"id":"1","form":"EDGED","edge":"e","title":"t","note":null,"new":1}"#,
            r#"{"form":"EDGED","edge":"e","title":"t","note":null,"new":1}"#,
        ),
        (
            r#"{"id":"1","form":"ROUND","kind":"sky","title":"t"}"#,
            r#"{"form":"ROUND","title":"t","kind":"sky"}"#,
        ),
        (
            r#"{"id":"1","form":"FLAT","title":"t","made":true,"new":1}"#,
            r#"{"form":"FLAT","title":"t","new":1}"#,
        ),
    ] {
        let thing: Anything = read(read_as);
        assert_eq!(written(&NewAnything::replacing(thing).unwrap()), replaces);
    }
    let given: Anything = read(r#"{"id":"1","form":"GIVEN","title":"t"}"#);
    assert!(matches!(given, Anything::Given(_)));
    assert_eq!(NewAnything::replacing(given), None);
}

#[test]
fn what_a_type_calls_secret_is_known_where_it_is_absent() {
    #[derive(Clone, PartialEq, Model)]
    #[model(part)]
    struct Shared {
        word: Option<Secret>,
        rest: Rest<Self>,
    }

    #[derive(Clone, PartialEq, Model)]
    struct Inner {
        other: Option<Secret>,
        rest: Rest<Self>,
    }

    #[derive(Clone, PartialEq, Model)]
    struct Whole {
        inner: Option<Inner>,
        lines: Option<Vec<Secret>>,
        plain: Option<String>,
        #[model(flatten)]
        shared: Shared,
        rest: Rest<Self>,
    }

    let whole: Whole = decode(br#"{"inner":{"other":"a"}}"#).unwrap();
    let (_, met) = collect_secrets(|| written(&[whole]));
    assert_eq!(met.secrets, [Secret::from("a")]);
    for (name, is_secret) in
        [("lines", true), ("word", true), ("plain", false), ("inner", false), ("other", false)]
    {
        assert_eq!((met.is_secret)(name), is_secret, "{name}");
    }
    let (_, met) = collect_secrets(|| written(&"plain"));
    assert!(!(met.is_secret)("word"));
}

#[test]
fn values_are_filled_in_by_new() {
    /// A thing to be sent.
    #[derive(Clone, PartialEq, Model)]
    #[model(request, snake_case)]
    struct Sent {
        #[model(fixed = Color::Blue)]
        the_color: Color,
        #[model(preset = 5)]
        a_number: Option<u8>,
        r#type: Option<String>,
        rest: Rest<Self>,
    }

    let sent = Sent::default().r#type("a");
    assert_eq!(written(&sent), r#"{"the_color":"sky","a_number":5,"type":"a"}"#);
    let sent = sent.a_number(6);
    assert_eq!(written(&sent), r#"{"the_color":"sky","a_number":6,"type":"a"}"#);
}

#[test]
fn what_tells_of_a_person_does_not_print() {
    let thing: Thing = read(r#"{"id":"1","phone":"555","created_at":"555"}"#);
    let shown = format!("{thing:?}");
    assert!(shown.contains("phone: [personal]"), "{shown}");
    assert!(!shown.contains("555"), "{shown}");
}

#[test]
fn a_declaration_may_have_type_parameters() {
    /// A thing around another one.
    #[derive(Clone, PartialEq, Model)]
    struct Around<D> {
        id: String,
        data: Option<D>,
        rest: Rest<Self>,
    }

    #[derive(Clone, PartialEq, Tagged)]
    #[tagged(by("type", "kind"))]
    enum Any {
        #[tagged("A" | "B", "1")]
        Named(Around<Thing>),
        #[tagged(other)]
        Other(Around<String>),
    }

    let any: Any = read(r#"{"type":"B","kind":"1","id":"a","data":{"id":"b","new":1}}"#);
    assert!(matches!(&any, Any::Named(around) if around.data.as_ref().unwrap().id == "b"));
    let any: Any = read(r#"{"type":"B","kind":"2","id":"a","data":"c"}"#);
    assert!(matches!(&any, Any::Other(around) if around.data.as_deref() == Some("c")));
    let report = check::<Any>(br#"{"type":"A","kind":"1","id":"a","data":{"id":"b","n/w":1}}"#);
    assert_eq!(report.unmodelled, ["/data/n~1w", "/kind", "/type"]);
}

/// A struct of many members, each named twice.
macro_rules! wide {
    ($($first:ident $second:ident)*) => {
        #[derive(Clone, PartialEq, Model)]
        #[model(clear)]
        struct Wide {
            $($first: Option<u8>,)*
            $(#[model(always)] $second: String,)*
            rest: Rest<Self>,
        }

        const FIRST: &[&str] = &[$(stringify!($first)),*];
        const SECOND: &[&str] = &[$(stringify!($second)),*];
    };
}

wide! {
    a00 b00 a01 b01 a02 b02 a03 b03 a04 b04 a05 b05 a06 b06 a07 b07 a08 b08 a09 b09
    a10 b10 a11 b11 a12 b12 a13 b13 a14 b14 a15 b15 a16 b16 a17 b17 a18 b18 a19 b19
    a20 b20 a21 b21 a22 b22 a23 b23 a24 b24 a25 b25 a26 b26 a27 b27 a28 b28 a29 b29
    a30 b30 a31 b31 a32 b32 a33 b33 a34 b34 a35 b35 a36 b36 a37 b37 a38 b38 a39 b39
    a40 b40 a41 b41 a42 b42 a43 b43 a44 b44 a45 b45 a46 b46 a47 b47 a48 b48 a49 b49
    a50 b50 a51 b51 a52 b52 a53 b53 a54 b54 a55 b55 a56 b56 a57 b57 a58 b58 a59 b59
    a60 b60 a61 b61 a62 b62 a63 b63 a64 b64 a65 b65 a66 b66 a67 b67 a68 b68 a69 b69
}

#[test]
fn there_is_no_limit_of_members() {
    let all = || FIRST.iter().chain(SECOND);
    for name in all() {
        let alone = format!(r#"{{"{name}":null}}"#);
        let null: Wide = read(&alone);
        assert!(null.rest().names().next().is_none());
        assert_ne!(null, read::<Wide>("{}"));
        let value = if name.starts_with('a') { "1" } else { r#""c""# };
        let later = format!(r#"{{"{name}":null,"{name}":{value}}}"#);
        let later: Wide = decode(later.as_bytes()).unwrap();
        assert_eq!(later, read::<Wide>(&format!(r#"{{"{name}":{value}}}"#)));
    }
    let nulls: Vec<_> = all().map(|name| format!(r#""{name}":null"#)).collect();
    read::<Wide>(&format!("{{{}}}", nulls.join(",")));
    assert!(written(&Wide::new().clear_a00().clear_a69()).starts_with(r#"{"a00":null,"a69":null"#));
}
