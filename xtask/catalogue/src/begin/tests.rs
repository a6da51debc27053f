//! Tests of what is guessed.

use super::guess::Does;
use super::handle::{emulation, method, wire};
use super::*;
use crate::row::Row;
use crate::row::tests::row;

const PATH: (&str, &str) = ("path", "/v1/e/{e}/things");
const ITEM: (&str, &str) = ("path", "/v1/e/{e}/things/{thingID}");
const BODY: [(&str, &str); 2] = [("content_type", "application/json"), ("request", "json")];

/// Models with a few types and ids.
fn known() -> Known {
    let mut known = Known::default();
    known.add("platform", "pub struct BlueThing {\npub struct WhatsAppThing {\n");
    known.with_ids("ThingPolicyId,\n")
}

fn guess(row: Row, others: Vec<Row>) -> Guess {
    let mut rows = others;
    rows.push(row.clone());
    Guess::of(&Catalogue::of(rows), &known(), &row)
}

fn read() -> Row {
    row(&[("id", "platform.read_one_thing"), ITEM])
}

#[test]
fn a_plain_operation_is_called_as_everywhere() {
    let create = row(&[
        ("id", "platform.create_thing"),
        ("title", "Create Thing (new)"),
        ("method", "POST"),
        ("source", "https://x/y"),
        PATH,
        BODY[0],
        BODY[1],
    ]);
    let create = guess(create, vec![read()]);
    let expected = r#"    /// Create Thing (new).
    ///
    /// Errors: 400 with `INVALID_VALUE` where a member does not validate.
    ///
    /// <https://x/y>
    #[doc(alias("add", "new", "Create Thing"))]
    pub fn create(&self, thing: NewThing) -> Call<Thing> {
        self.scope.at(&CREATE_THING).json(&thing).call()
    }
"#;
    assert_eq!(method(&create), expected);
    assert_eq!(wire(&create), "wire!(things.create(NewThing::new()));");
    assert_eq!(emulation(&create), "the table &THINGS does it: Create");
    let list = guess(row(&[("id", "platform.read_things"), PATH]), vec![read()]);
    assert!(method(&list).contains("fn list(&self) -> List<Thing> {"));
    assert!(method(&list).contains("self.scope.at(&READ_THINGS).list()"));
}

#[test]
fn types_are_those_of_its_like() {
    let known = row(&[
        ("id", "platform.create_thing"),
        ("method", "POST"),
        PATH,
        ("request_type", "ThingRequest"),
        ("response_type", "Gadget"),
    ]);
    let update = row(&[("id", "platform.put"), ("method", "PUT"), ITEM, BODY[0], BODY[1]]);
    let update = guess(update, vec![read(), known]);
    let types = [update.row.request_type.as_str(), &update.row.response_type];
    assert_eq!(types, ["ThingRequest", "Gadget"]);
    assert!(method(&update).contains("id: impl Into<GadgetId>, gadget: ThingRequest"));
}

#[test]
fn a_resource_may_be_created_in_two_ways() {
    let create = row(&[
        ("id", "platform.create_thing"),
        ("method", "POST"),
        PATH,
        ("request_type", "NewThing"),
        ("response_type", "Thing"),
    ]);
    let import = row(&[
        ("id", "platform.import_thing"),
        ("method", "POST"),
        PATH,
        ("content_type", "application/vnd.import+json"),
        BODY[1],
    ]);
    let import = guess(import, vec![read(), create]);
    let types = [import.row.request_type.as_str(), &import.row.response_type];
    assert_eq!(types, ["NewThing", "Thing"]);
    assert!(method(&import).contains("fn import(&self, thing: NewThing) -> Call<Thing>"));
    assert!(emulation(&import).contains("(\"platform.import_thing\", import_thing)"));
}

#[test]
fn a_path_may_have_names_that_rust_does_not() {
    let path = ("path", "/{environmentID}/as/.well-known/openid-configuration");
    let read = guess(row(&[("id", "platform.read_openid_configuration"), path]), vec![]);
    assert_eq!((read.handle(), read.method()), ("openid_configuration".into(), "read".into()));
    assert_eq!(read.handle_type(), "OpenidConfigurationHandle");
    assert!(handle::lines(&read).contains("// in Platform\n"));
}

#[test]
fn what_is_more_than_a_resource_is_named_by_its_id() {
    let lock = row(&[
        ("id", "platform.lock_thing"),
        ("method", "POST"),
        ("content_type", "application/vnd.lock+json"),
        ("request", "json"),
        ITEM,
    ]);
    let lock = guess(lock, vec![]);
    assert!(method(&lock).contains("fn lock(&self, id: impl Into<ThingId>, request: LockThing)"));
    assert!(emulation(&lock).contains("(\"platform.lock_thing\", lock_thing)"));
}

#[test]
fn each_type_of_a_group_is_called_by_the_words_of_its_id() {
    let of = |id, told, types: [&str; 2]| {
        row(&[
            ("id", id),
            ("method", "POST"),
            PATH,
            BODY[0],
            BODY[1],
            ("discriminator", told),
            ("group", "create_thing"),
            ("request_type", types[0]),
            ("response_type", types[1]),
        ])
    };
    let red = of("platform.create_thing_red", "body:/type=RED", ["NewRedThing", "RedThing"]);
    let types = |guess: &Guess| [guess.row.request_type.clone(), guess.row.response_type.clone()];
    let cases = [
        ("platform.create_thing_dark_red", "body:/type=DARK", ["NewDarkRedThing", "DarkRedThing"]),
        ("platform.create_thing_whatsapp", "body:/type=W", ["NewWhatsAppThing", "WhatsAppThing"]),
        ("platform.create_thing_testing", "body:/test=true", ["NewThing", "Thing"]),
        (
            "platform.create_thing_same",
            "same_as:platform.create_thing_red body:/x",
            ["NewRedThing", "RedThing"],
        ),
    ];
    for (id, told, expected) in cases {
        let guess = guess(of(id, told, ["", ""]), vec![read(), red.clone()]);
        assert!(guess.has_method);
        assert_eq!(types(&guess), expected, "{id}");
    }
    // What several of them share, another one is likely to share.
    let like = |id| of(id, "body:/like", ["NewThing", "Thing"]);
    let others = vec![read(), like("platform.create_thing_a"), like("platform.create_thing_b")];
    let one = guess(of("platform.create_thing_c", "body:/type=C", ["", ""]), others);
    assert_eq!(types(&one), ["NewThing", "Thing"]);
}

#[test]
fn one_action_of_a_url_says_nothing_of_another() {
    let of = |id, told, types: [&str; 2]| {
        row(&[
            ("id", id),
            ("method", "PUT"),
            ("path", "/v1/e/{e}/things/{thingID}/password"),
            ("content_type", "application/vnd.reset+json"),
            ("request", "json"),
            ("discriminator", told),
            ("group", "reset_thing_password"),
            ("request_type", types[0]),
            ("response_type", types[1]),
        ])
    };
    let own = of("platform.reset_own", "body:/current", ["ResetOwn", "Password"]);
    let any = guess(of("platform.reset_any", "", ["", ""]), vec![own]);
    assert_eq!(any.row.request_type, "ResetAny");
}

#[test]
fn a_list_may_be_asked_for_in_a_body() {
    let query = row(&[("id", "platform.query_things"), ("method", "POST"), PATH, BODY[0], BODY[1]]);
    let query = guess(query, vec![read()]);
    assert_eq!(query.does, Does::List);
    assert_eq!(query.row.request_type, "QueryThings");
    assert!(method(&query).contains("fn query(&self) -> List<Thing> {"));
}

#[test]
fn an_id_that_there_is_is_taken() {
    let of = |id, path| guess(row(&[("id", id), ("path", path)]), vec![]).id_type.unwrap();
    let policies = "/v1/thingsPolicies/{thingsPolicyID}";
    let id = of("platform.read_one_thing_policy", policies);
    assert_eq!((id.name.as_str(), id.is_new), ("ThingPolicyId", false));
    let id = of("platform.read_one_thing_state", "/v1/states/{stateID}");
    assert_eq!((id.name.as_str(), id.is_new), ("StateId", true));
    let id = of("platform.read_one_template", "/v1/templates/{templateName}");
    assert_eq!((id.name.as_str(), id.is_new), ("String", false));
}

#[test]
fn a_new_resource_gets_a_handle_and_the_lines_of_its_crate() {
    let item = ("path", "/v1/environments/{environmentID}/users/{userID}/things/{thingID}");
    let delete = row(&[("id", "platform.delete_thing"), ("method", "DELETE"), item]);
    let things = guess(delete, vec![]);
    let file = handle::file(&[&things]);
    assert!(file.contains("use ping_models::ThingId;\n"), "{file}");
    assert!(file.contains("/// [`UserHandle::things`](crate::UserHandle::things).\n"), "{file}");
    assert!(file.contains("impl Things {\n"), "{file}");
    assert!(handle::lines(&things).starts_with("mod things;\npub use things::Things;\n"));
    let secret = ("path", "/v1/environments/{environmentID}/things/{thingID}/secret");
    let secret = guess(row(&[("id", "platform.read_thing_secret"), secret]), vec![]);
    let lines = handle::lines(&secret);
    assert!(lines.contains("// in ThingHandle\n"), "{lines}");
    assert!(lines.contains("pub fn secret(&self) -> ThingSecretHandle {"), "{lines}");
}

#[test]
fn only_the_types_are_filled_in() {
    let path = std::env::temp_dir().join(format!("catalogue-{}.csv", std::process::id()));
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/catalogue.csv");
    let before = std::fs::read_to_string(table).unwrap();
    std::fs::write(&path, &before).unwrap();
    let of = |id: &str| row(&[("id", id), ("request_type", "Asked"), ("response_type", "Told")]);
    fill_in(&path, &guess(of("platform.introspect_token"), vec![])).unwrap();
    let after = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let changed = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    let changed: Vec<_> = changed.map(|(_, after)| after).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].starts_with("platform.introspect_token,"), "{changed:?}");
    assert!(changed[0].ends_with(",Asked,Told"), "{changed:?}");
}
