//! Lists: items, pages, next links and what goes wrong between them.

use std::sync::Arc;

use futures_util::StreamExt;
use ping_models::platform::User;
use ping_sandbox::Sandbox;
use ping_transport::testing::{FakeTransport, ManualClock, Reaction};
use ping_transport::{Client, Error, ErrorKind, List, RetryPolicy, expansions, filters};
use serde_json::{Value, json};

use crate::support::{CREATE, LIST, everything, requests, sandboxed, with_token};

filters! {
    /// What the list of users takes.
    UserFilter: and, limit, UserExpansion {
        family_name: String = "name.family" (eq),
        created_at: String = "createdAt" (sort),
    }
}

expansions! {
    /// What comes along with a user.
    UserExpansion {
        Population = expand "population",
        Groups = expand "groups",
        Names = include "names",
    }
}

const OWN: &str = "https://api.pingone.com/v1/environments/env-1/users";

/// A page with users of these ids, and a link to the next one.
fn page(ids: &[&str], next: Option<&str>) -> Reaction {
    let users: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    page_of(users.into(), next)
}

fn page_of(users: Value, next: Option<&str>) -> Reaction {
    let mut body = json!({"_embedded": {"users": users}, "count": 9, "size": 2});
    if let Some(next) = next {
        body["_links"] = json!({"self": {"href": OWN}, "next": {"href": next}});
    }
    Reaction::json(200, body.to_string())
}

fn next(cursor: &str) -> String {
    format!("{OWN}?cursor={cursor}")
}

/// A client that sends every page's request once, and its list of users.
fn list_of(
    script: impl IntoIterator<Item = Reaction>,
) -> (Arc<FakeTransport>, List<User, UserFilter>) {
    let fake = Arc::new(FakeTransport::new(script));
    let client = with_token(fake.clone(), &ManualClock::fixed())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let list = users(&client, "env-1");
    (fake, list)
}

fn users(client: &Client, environment: &str) -> List<User, UserFilter> {
    client.request(&LIST).segment(environment).list().taking()
}

/// What a stream brings: ids, and the kind of each error in its place.
async fn items(list: List<User, UserFilter>) -> Vec<Result<String, ErrorKind>> {
    let results: Vec<Result<User, Error>> = list.stream().take(30).collect().await;
    results
        .into_iter()
        .map(|item| match item {
            Ok(user) => Ok(user.id.to_string()),
            Err(error) => Err(error.kind()),
        })
        .collect()
}

fn good(ids: &[&str]) -> Vec<Result<String, ErrorKind>> {
    ids.iter().map(|id| Ok((*id).to_owned())).collect()
}

fn urls(fake: &FakeTransport) -> Vec<String> {
    let received = fake.received();
    received.iter().map(|request| request.url.clone()).collect()
}

fn down() -> Reaction {
    Reaction::json(503, "{}")
}

fn at(cursor: &str) -> Option<String> {
    Some(next(cursor))
}

#[tokio::test]
async fn streams_of_items() {
    use ErrorKind::{Api, Decode, Page};
    type Script = Vec<Reaction>;
    type Wanted = Vec<Result<String, ErrorKind>>;
    let embedded = |body: Value| Reaction::json(200, body.to_string());
    let null_link = json!({"_embedded": {"users": [{"id": "a"}]}, "_links": {"next": {}}});
    #[rustfmt::skip]
    let table: Vec<(&str, Script, Wanted, usize)> = vec![
        ("one page", vec![page(&["a", "b"], None)], good(&["a", "b"]), 1),
        ("three pages",
            vec![page(&["a", "b"], at("1").as_deref()), page(&["c"], at("2").as_deref()), page(&["d"], None)],
            good(&["a", "b", "c", "d"]), 3),
        ("an empty page in the middle",
            vec![page(&["a"], at("1").as_deref()), page(&[], at("2").as_deref()), page(&["b"], None)],
            good(&["a", "b"]), 3),
        ("nothing at all", vec![page(&[], None)], vec![], 1),
        ("no envelope", vec![embedded(json!({}))], vec![], 1),
        ("another collection", vec![embedded(json!({"_embedded": {"groups": [{"id": "g"}]}}))], vec![], 1),
        ("a link without a target", vec![embedded(null_link)], good(&["a"]), 1),
        ("a page fails",
            vec![page(&["a"], at("1").as_deref()), down(), page(&["b"], None)],
            [good(&["a"]), vec![Err(Api)], good(&["b"])].concat(), 3),
        ("the first page fails", vec![down(), page(&["a"], None)], [vec![Err(Api)], good(&["a"])].concat(), 2),
        ("a page is not JSON",
            vec![page(&["a"], at("1").as_deref()), Reaction::text(200, "text/html", "<p>"), page(&["b"], None)],
            [good(&["a"]), vec![Err(Decode)], good(&["b"])].concat(), 3),
        ("one item does not decode",
            vec![page_of(json!([{"id": "a"}, {"id": {"no": "id"}}, {"id": "c"}]), at("1").as_deref()), page(&["d"], None)],
            [good(&["a"]), vec![Err(Decode)], good(&["c", "d"])].concat(), 2),
        ("items of no kind",
            vec![page_of(json!([null, {"id": "b"}, "text", []]), None)],
            [vec![Err(Decode)], good(&["b"]), vec![Err(Decode), Err(Decode)]].concat(), 1),
        ("items are no array", vec![page_of(json!({"id": "a"}), None), page(&["a"], None)],
            [vec![Err(Decode)], good(&["a"])].concat(), 2),
        ("the link repeats itself",
            vec![page(&["a"], at("1").as_deref()), page(&["b"], at("1").as_deref())],
            [good(&["a", "b"]), vec![Err(Page)]].concat(), 2),
        ("the links go round",
            vec![page(&["a"], at("1").as_deref()), page(&["b"], at("2").as_deref()), page(&["c"], at("1").as_deref())],
            [good(&["a", "b", "c"]), vec![Err(Page)]].concat(), 3),
        ("the link has no query", vec![page(&["a"], Some(OWN))], [good(&["a"]), vec![Err(Page)]].concat(), 1),
        ("its query is empty", vec![page(&["a"], Some(&format!("{OWN}?#x")))],
            [good(&["a"]), vec![Err(Page)]].concat(), 1),
    ];
    for (name, script, wanted, sent) in table {
        let (fake, list) = list_of(script);
        assert_eq!(items(list).await, wanted, "{name}");
        assert_eq!(fake.received().len(), sent, "{name}");
    }
}

#[tokio::test]
async fn a_link_back_to_the_first_page_is_an_error() {
    let (fake, list) = list_of([page(&["a"], Some(&format!("{OWN}?limit=1")))]);
    let wanted = [good(&["a"]), vec![Err(ErrorKind::Page)]].concat();
    assert_eq!(items(list.limit(1)).await, wanted);
    assert_eq!(fake.received().len(), 1);
}

#[tokio::test]
async fn next_links_lead_to_the_lists_own_origin_and_path_only() {
    #[rustfmt::skip]
    let table = [
        // next link, what is sent
        (format!("{OWN}?cursor=abc&limit=2"), "cursor=abc&limit=2"),
        (format!("{OWN}?cursor=a%2Bb%3D%3d&limit=2"), "cursor=a%2Bb%3D%3d&limit=2"),
        (format!("{OWN}?cursor=a=b=="), "cursor=a=b=="),
        (format!("{OWN}?cursor=a+b/c?d"), "cursor=a+b/c?d"),
        (format!("{OWN}?cursor=x#fragment"), "cursor=x"),
        (format!("{OWN}?filter=status eq \"a\"&cursor=ü"), "filter=status%20eq%20%22a%22&cursor=%C3%BC"),
        ("https://evil.example/v1/environments/env-1/users?cursor=1".to_owned(), "cursor=1"),
        ("https://api.pingone.com@evil.example/users?cursor=2".to_owned(), "cursor=2"),
        ("https://user:word@evil.example:444/?cursor=3".to_owned(), "cursor=3"),
        ("http://api.pingone.com/v1/environments/env-1/users?cursor=4".to_owned(), "cursor=4"),
        ("https://api.pingone.com/v1/environments/other/secrets?cursor=5".to_owned(), "cursor=5"),
        ("//evil.example/?cursor=6".to_owned(), "cursor=6"),
        ("/v1/environments/env-1/users?cursor=7".to_owned(), "cursor=7"),
        ("?cursor=8".to_owned(), "cursor=8"),
        ("javascript:alert(1)?cursor=9".to_owned(), "cursor=9"),
        ("https://evil.example/?@evil.example/&cursor=10".to_owned(), "@evil.example/&cursor=10"),
    ];
    for (link, query) in table {
        let (fake, list) = list_of([page(&["a"], Some(&link)), page(&["b"], None)]);
        assert_eq!(items(list).await, good(&["a", "b"]), "{link}");
        assert_eq!(urls(&fake), [OWN.to_owned(), format!("{OWN}?{query}")], "{link}");
        let second = &fake.received()[1];
        assert_eq!(second.headers["authorization"], "Bearer a-token");
        let uri: http::Uri = second.url.parse().unwrap();
        assert_eq!(uri.host(), Some("api.pingone.com"), "{link}");
    }
}

#[tokio::test]
async fn a_page_that_failed_is_read_again_without_loss_or_repetition() {
    let script = || {
        [
            page(&["a", "b"], Some(&next("1"))),
            down(),
            Reaction::CutBody("{".into()),
            page(&["c", "d"], Some(&next("2"))),
            page(&["e"], None),
        ]
    };
    let (fake, list) = list_of(script());
    let mut stream = list.stream();
    let mut seen = Vec::new();
    let mut failures = 0;
    loop {
        match stream.try_next().await {
            Ok(Some(user)) => seen.push(user.id.to_string()),
            Ok(None) => break,
            Err(error) => {
                assert!(error.is_retryable(), "{error}");
                failures += 1;
            }
        }
    }
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    assert_eq!(failures, 2);
    let (first, second, third) = (OWN.to_owned(), next("1"), next("2"));
    assert_eq!(urls(&fake), [first, second.clone(), second.clone(), second, third]);
    assert!(stream.try_next().await.unwrap().is_none(), "the end stays the end");
    assert_eq!(fake.received().len(), 5);

    // The same page by page.
    let (_, list) = list_of(script());
    let mut pages = list.pages();
    let mut sizes = Vec::new();
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => {
                assert_eq!((page.count, page.size), (Some(9), Some(2)));
                sizes.push(page.items.len());
            }
            Ok(None) => break,
            Err(_) => sizes.push(99),
        }
    }
    assert_eq!(sizes, [2, 99, 99, 2, 1]);
}

#[tokio::test]
async fn a_read_that_is_dropped_loses_nothing() {
    let (fake, list) = list_of([page(&["a"], Some(&next("1"))), page(&["b"], None)]);
    let mut stream = list.stream();
    stream.try_next().await.unwrap();
    for _ in 0..3 {
        // Polled at most once each, then dropped.
        let _ = futures_util::FutureExt::now_or_never(stream.try_next());
    }
    let rest: Vec<_> = stream.collect().await;
    assert!(rest.len() <= 1);
    assert_eq!(fake.received().len(), 2);
}

#[tokio::test]
async fn all_items_or_the_first_error() {
    let (_, list) = list_of([page(&["a"], Some(&next("1"))), page(&["b"], None)]);
    let all = list.all().await.unwrap();
    assert_eq!(all.len(), 2);
    for broken in [down(), page_of(json!([{"id": 1}]), None)] {
        let (_, list) = list_of([page(&["a"], Some(&next("1"))), broken]);
        assert!(list.all().await.is_err());
    }
}

#[tokio::test]
async fn errors_of_items_and_pages_say_where() {
    let planted = "hunter2-planted";
    let users =
        json!([{"id": "a"}, {"id": "b", "username": {"x": planted}}, {"id": {"y": planted}}]);
    let answer = page_of(users, Some(OWN)).header("correlation-id", "c-1");
    let (_, list) = list_of([answer]);
    let errors: Vec<Error> = list.stream().filter_map(|item| async { item.err() }).collect().await;
    let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "platform.read_all_users: the answer does not have the documented shape: at \
             `_embedded.users[1].username`: expected a string (correlation id c-1)",
            "platform.read_all_users: the answer does not have the documented shape: at \
             `_embedded.users[2].id`: expected a string (correlation id c-1)",
            "platform.read_all_users: the link to the next page does not say where it begins: the \
             rest cannot be read (correlation id c-1)",
        ]
    );
    for error in &errors {
        assert!(!everything(error).contains(planted));
    }
    assert_eq!(errors[0].decode_error().unwrap().path(), "_embedded.users[1].username");
    assert_eq!(errors[0].status().unwrap(), 200);
}

#[test]
fn the_query_of_a_list() {
    let name = UserFilter::family_name;
    type Users = List<User, UserFilter>;
    type Build = Box<dyn Fn(Users) -> Users>;
    #[rustfmt::skip]
    let table: Vec<(Build, &str)> = vec![
        (Box::new(|list| list), ""),
        (Box::new(|list| list.limit(50)), "?limit=50"),
        (Box::new(|list| list.order(UserFilter::created_at().descending())), "?order=-createdAt"),
        (Box::new(|list| list.order(UserFilter::created_at().ascending())), "?order=createdAt"),
        (Box::new(move |list| list.filter(name().eq(r#"O"Hara & Söhne\"#))),
            "?filter=name.family%20eq%20%22O%5C%22Hara%20%26%20S%C3%B6hne%5C%5C%22"),
        (Box::new(|list| list.expand(UserExpansion::Population).limit(2)), "?expand=population&limit=2"),
        (Box::new(|list| {
            let list = list.expand(UserExpansion::Population).expand(UserExpansion::Names);
            list.expand(UserExpansion::Population)
        }), "?expand=population&include=names"),
        (Box::new(|list| list.limit(2).limit(3)), "?limit=3"),
        (Box::new(|list| list.query("a b&c=d", "e?f#g+h")), "?a%20b%26c%3Dd=e%3Ff%23g%2Bh"),
    ];
    let (_, list) = list_of([]);
    for (build, query) in table {
        let described = build(list.clone()).describe().unwrap();
        assert_eq!(described.url, format!("{OWN}{query}"));
        assert_eq!(described.method, "GET");
    }
}

#[tokio::test]
async fn options_hold_for_every_page() {
    let (fake, list) = list_of([down(), page(&["a"], Some(&next("1"))), page(&["b"], None)]);
    let list =
        list.limit(7).header("x-extra", "1").correlation_id("job-1").retry(RetryPolicy::default());
    assert_eq!(items(list).await, good(&["a", "b"]));
    for request in fake.received() {
        assert_eq!(request.headers["x-extra"], "1");
        assert_eq!(request.headers["x-ping-external-transaction-id"], "job-1");
        assert_eq!(request.operation, Some("platform.read_all_users"));
    }
    assert_eq!(urls(&fake)[2], next("1"), "the link's query, and nothing beside it");
}

#[tokio::test]
async fn a_list_that_can_never_be_sent_says_so() {
    let fake = Arc::new(FakeTransport::new([]));
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    let error = users(&client, "..").stream().try_next().await.unwrap_err();
    assert_eq!(error.field(), Some("environmentID"));
    let error = users(&client, "e").header("bad header", "x").all().await.unwrap_err();
    assert_eq!(error.field(), Some("bad header"));
    assert!(fake.received().is_empty());
}

#[tokio::test]
async fn pages_of_a_sandbox() {
    let sandbox = Sandbox::start().await;
    let client = sandboxed(&sandbox).build().unwrap();
    let connection = sandbox.connection();
    let mut wanted = Vec::new();
    for number in 0..5 {
        let user = json!({
            "username": format!("user-{number}"),
            "email": format!("{number}@example.com"),
            "population": {"id": connection.population_id},
        });
        let call = client.request(&CREATE).segment(&connection.environment_id).json(&user.into());
        wanted.push(call.call().await.unwrap().to_value()["id"].as_str().unwrap().to_owned());
    }
    sandbox.faults().next("GET", "/v1/environments/*/users").status(502).times(2);
    let all = users(&client, &connection.environment_id).limit(2).all().await.unwrap();
    let mut ids: Vec<_> = all.iter().map(|user| user.id.to_string()).collect();
    ids.sort();
    wanted.sort();
    assert_eq!(ids, wanted);
    assert_eq!(requests(&sandbox, "platform.read_all_users"), 5, "three pages and two faults");
}

#[tokio::test]
async fn links_that_lead_nowhere_end() {
    // Ever new cursors, and never an item.
    let empty = |n: usize| page(&[], Some(&next(&n.to_string())));
    let (fake, list) = list_of((0..1000).map(empty));
    assert_eq!(items(list).await, [Err(ErrorKind::Page)]);
    assert_eq!(fake.received().len(), 100);
    // With an item in between they are pages of a list.
    let sparse = (0..300).map(|n| match n % 99 {
        0 => page(&["a"], Some(&next(&n.to_string()))),
        _ => empty(n),
    });
    let (_, list) = list_of(sparse.chain([page(&[], None)]));
    assert_eq!(items(list).await, good(&["a", "a", "a", "a"]));

    // A link that is too long is the service's fault, told once.
    for length in [8193, 70_000, 1_000_000] {
        let (fake, list) = list_of([page(&["a"], Some(&next(&"x".repeat(length))))]);
        let wanted = [good(&["a"]), vec![Err(ErrorKind::Page)]].concat();
        assert_eq!(items(list).await, wanted, "{length}");
        assert_eq!(fake.received().len(), 1);
    }
    // What grows threefold by its encoding still fits into a URL.
    let wide = "{".repeat(8185);
    let (fake, list) = list_of([page(&["a"], Some(&next(&wide))), page(&["b"], None)]);
    assert_eq!(items(list).await, good(&["a", "b"]));
    assert_eq!(urls(&fake)[1], next(&"%7B".repeat(8185)));
}

#[tokio::test]
async fn a_cursor_goes_on_in_another_request() {
    // next link, what the list sets: what the request of the next page asks for
    type Users = List<User, UserFilter>;
    let all = |list: Users| list;
    let limited = |list: Users| list.limit(2).filter(UserFilter::other("a").eq(1));
    type Build = fn(Users) -> Users;
    let table: [(&str, Build, &str); 5] = [
        ("?cursor=1", all, "cursor=1"),
        ("?cursor=a%2Bb&limit=100", all, "cursor=a%2Bb&limit=100"),
        ("https://evil.example/?cursor=x%26y#z", all, "cursor=x%26y"),
        // What the list sets is taken from the list.
        ("?filter=a+eq+1&cursor=1&limit=2", limited, "limit=2&filter=a%20eq%201&cursor=1"),
        ("?filter=evil&cursor=1", limited, "limit=2&filter=a%20eq%201&cursor=1"),
    ];
    for (link, build, query) in table {
        let script =
            [page(&["a"], Some(link)), page(&["b"], at("9").as_deref()), page(&["c"], None)];
        let (fake, list) = list_of(script);
        let list = build(list);
        let first = list.clone().pages().try_next().await.unwrap().unwrap();
        let cursor = first.cursor().unwrap().to_owned();
        assert!(
            cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
            "safe in a URL: {cursor}"
        );
        let list = list.starting_at(&cursor);
        let described = list.describe().unwrap().url;
        assert_eq!(described, format!("{OWN}?{query}"), "{link}");
        // From there it goes on as ever.
        assert_eq!(items(list).await, good(&["b", "c"]), "{link}");
        assert_eq!(urls(&fake)[1], described);
        assert_eq!(urls(&fake)[2], next("9"), "a link's query, and nothing beside it");
    }
    let (_, list) = list_of([page(&["a"], None), page(&["a"], Some(OWN))]);
    for _ in 0..2 {
        let page = list.clone().pages().try_next().await.unwrap().unwrap();
        assert_eq!(page.cursor(), None, "there is no next page");
    }
    // A link back to where the reading began.
    let (_, list) = list_of([page(&["a"], at("1").as_deref()), page(&["b"], at("1").as_deref())]);
    let first = list.clone().pages().try_next().await.unwrap().unwrap();
    let wanted = [good(&["b"]), vec![Err(ErrorKind::Page)]].concat();
    assert_eq!(items(list.starting_at(first.cursor().unwrap())).await, wanted);
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let (fake, list) = list_of([page(&["a"], at("1").as_deref())]);
    let client = with_token(fake.clone(), &ManualClock::fixed()).build().unwrap();
    let first = list.clone().pages().try_next().await.unwrap().unwrap();
    let cursor = first.cursor().unwrap();
    list.clone().starting_at(cursor).describe().unwrap();

    // One that is made up, with a good checksum.
    let forged = |position: &str| {
        use base64::Engine as _;
        let text = format!("platform.read_all_users {OWN}\0{position}");
        let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let bytes = [&sum.to_be_bytes(), position.as_bytes()].concat();
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    };
    assert_eq!(forged("cursor=1"), cursor);
    let long = "A".repeat(20_000);
    let changed = format!("B{}", &cursor[1..]);
    let table: Vec<(&str, List<User, UserFilter>, String)> = vec![
        ("another environment", users(&client, "env-2"), cursor.to_owned()),
        ("another filter", list.clone().filter(UserFilter::other("a").pr()), cursor.to_owned()),
        ("another limit", list.clone().limit(3), cursor.to_owned()),
        ("empty", list.clone(), String::new()),
        ("short", list.clone(), "AAAA".to_owned()),
        ("no position", list.clone(), forged("")),
        ("not Base64", list.clone(), "a b".to_owned()),
        ("changed", list.clone(), changed),
        ("a URL", list.clone(), next("1")),
        ("too long", list.clone(), long),
        ("with a filter of its own", list.clone(), forged("filter=x&cursor=1")),
        ("hidden", list.clone(), forged("cursor=1&%66ilter=x")),
    ];
    for (name, list, cursor) in table {
        let list = list.starting_at(cursor);
        for error in [list.describe().unwrap_err(), list.all().await.unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name}");
            assert_eq!(error.field(), Some("cursor"), "{name}");
            assert_eq!(error.operation(), Some("platform.read_all_users"), "{name}");
        }
    }
    assert_eq!(fake.received().len(), 1);
    // A position cannot leave its place in the URL.
    let odd = list.starting_at(forged("cursor=1 HTTP/1.1\r\nx: #/../?"));
    let url = odd.describe().unwrap().url;
    assert_eq!(url, format!("{OWN}?cursor=1%20HTTP/1.1%0D%0Ax:%20%23/../?"));
}
