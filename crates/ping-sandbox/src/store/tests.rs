//! What no table on the wire shows yet.

use serde_json::{Map, Value, json};

use crate::store::{
    Asked, Caller, Mode, Store,
    schema::{OnDelete, Schema, reference, text},
};
use crate::{
    base::{limits::Kept, random::Random, timestamp::Timestamp},
    wire::response::Response,
};

static SHELVES: Schema = Schema {
    name: "SHELF",
    collection: "shelves",
    embedded: "shelves",
    members: &[text("name", 1, 9).required()],
    ..Schema::BASE
};

/// The books of a shelf.
static BOOKS: Schema = Schema {
    name: "BOOK",
    collection: "books",
    embedded: "books",
    parent: Some(&SHELVES),
    members: &[text("title", 1, 9).required()],
    bound: Some("/books"),
    ..Schema::BASE
};

static LOANS: Schema = Schema {
    name: "LOAN",
    collection: "loans",
    embedded: "loans",
    members: &[
        reference("shelf", &SHELVES).on_delete(OnDelete::Cascade),
        reference("holder", &SHELVES),
    ],
    ..Schema::BASE
};

fn store() -> Store {
    let kept = Kept { entries: 3, bytes: 1000 };
    Store::new(Random::seeded(1), kept)
}

fn asked(license: &Value) -> Asked<'_> {
    Asked {
        now: Timestamp::from_millis(0),
        owner: None,
        url: "http://x",
        license,
        actor: "worker",
        caller: Caller {
            roles: None,
            organization: "",
            environments: &[],
            reach: &[],
            environment: "",
            populations: None,
        },
        correlation_id: "c",
    }
}

fn create(store: &mut Store, schema: &'static Schema, parent: &str, body: &Value) -> String {
    let body = body.as_object().expect("an object");
    let license = Value::Null;
    let created = store.create(schema, parent, body, &asked(&license));
    created.expect("it is sound")
}

#[test]
fn a_license_bounds_how_many_there_are_in_a_list() {
    let mut store = store();
    let shelf = create(&mut store, &SHELVES, "", &json!({ "name": "a" }));
    let license = json!({ "books": 2 });
    let title = json!({ "title": "t" });
    let title = title.as_object().expect("an object");
    for number in 0..3 {
        let created = store.create(&BOOKS, &shelf, title, &asked(&license));
        match created {
            Ok(_) => assert!(number < 2),
            Err(failure) => {
                assert_eq!((Response::from(failure).status.as_u16(), number), (403, 2));
            }
        }
    }
    // Another list has its own count.
    assert!(store.create(&BOOKS, "other", title, &asked(&license)).is_ok());
}

#[test]
fn rows_are_bounded_in_all_tables_together() {
    let mut store = store();
    store.most = 2;
    let shelf = create(&mut store, &SHELVES, "", &json!({ "name": "a" }));
    create(&mut store, &BOOKS, &shelf, &json!({ "title": "t" }));
    let (license, empty) = (Value::Null, Map::new());
    let refused = store.create(&LOANS, "", &empty, &asked(&license));
    let refused = Response::from(refused.expect_err("it is full"));
    assert_eq!(refused.status.as_u16(), 403);
    assert!(store.remove(&SHELVES, "", &shelf, &asked(&license)).is_ok());
    assert!(store.create(&LOANS, "", &empty, &asked(&license)).is_ok());
}

#[test]
fn what_is_below_a_row_and_what_hangs_on_it_go_with_it() {
    let mut store = store();
    let license = Value::Null;
    let [a, b] = ["a", "b"].map(|name| create(&mut store, &SHELVES, "", &json!({ "name": name })));
    let book = create(&mut store, &BOOKS, &a, &json!({ "title": "t" }));
    let loan = json!({ "shelf": { "id": a }, "holder": { "id": b } });
    let loan = create(&mut store, &LOANS, "", &loan);
    // The loan keeps its holder, until it goes itself.
    let refused = store.remove(&SHELVES, "", &b, &asked(&license));
    assert!(refused.is_err());
    let gone = store.remove(&SHELVES, "", &a, &asked(&license)).expect("it may go");
    let mut ids: Vec<_> = gone.iter().map(|gone| gone.id.as_str()).collect();
    ids.sort_unstable();
    let mut expected = [a.as_str(), &book, &loan];
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert!(store.row(&BOOKS, &a, &book).is_none());
    assert!(store.remove(&SHELVES, "", &b, &asked(&license)).is_ok());
}

#[test]
fn the_audit_forgets_its_oldest() {
    let mut store = store();
    for number in 0..5 {
        create(&mut store, &SHELVES, "", &json!({ "name": format!("{number}") }));
    }
    assert_eq!(store.activities.iter().count(), 3);
}

#[test]
fn a_merge_keeps_what_is_left_out_and_a_replacement_does_not() {
    let mut store = store();
    let license = Value::Null;
    let holder = create(&mut store, &SHELVES, "", &json!({ "name": "a" }));
    let loan = json!({ "holder": { "id": holder } });
    let loan = create(&mut store, &LOANS, "", &loan);
    let empty = Map::new();
    for (mode, is_kept) in [(Mode::Merge, true), (Mode::Replace, false)] {
        let written = store.write(&LOANS, ("", &loan), mode, &empty, &asked(&license));
        assert!(written.is_ok());
        let row = store.row(&LOANS, "", &loan).expect("it is there");
        assert_eq!(row.reference("holder").is_some(), is_kept);
    }
}
