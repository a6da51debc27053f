//! `openidm`, in memory and over REST.

use std::sync::Arc;

use aic_scripts::{MemoryIdm, RestIdm, Runtime, RuntimeBuilder};
use ping_transport::testing::{FakeTransport, Reaction};
use serde_json::json;

use crate::logs;

fn people() -> (MemoryIdm, RuntimeBuilder) {
    let idm = MemoryIdm::new();
    for (id, name, age, mail) in [
        ("1", "ann", 30, Some("ann@example.com")),
        ("2", "Bob", 20, None),
        ("3", "cy \"q\"", 25, Some("cy@example.org")),
    ] {
        let mut user = json!({"userName": name, "age": age, "name": {"given": name}});
        if let Some(mail) = mail {
            user["mail"] = mail.into();
            user["tags"] = json!(["x", name]);
        }
        idm.put(&format!("managed/alpha_user/{id}"), user);
    }
    idm.put("managed/alpha_user/1/devices/9", json!({"userName": "none"}));
    (idm.clone(), Runtime::builder().idm(idm))
}

#[tokio::test]
async fn filters_find_what_they_describe() {
    let (_, runtime) = people();
    let filters = [
        ("true", "1 2 3"),
        ("false", ""),
        ("userName eq 'ANN'", "1"),
        ("/userName eq \"bob\"", "2"),
        ("userName eq 'cy \"q\"'", "3"),
        ("userName eq \"cy \\\"q\\\"\"", "3"),
        ("/name/given sw 'a'", "1"),
        ("mail co 'example.'", "1 3"),
        ("mail pr", "1 3"),
        ("!(mail pr)", "2"),
        ("!mail pr or age lt 30 and userName sw 'c'", "2 3"),
        ("(mail pr or age eq 20) and age ge 25", "1 3"),
        ("age gt 20 and age le 25", "3"),
        ("tags eq 'x'", "1 3"),
        ("missing eq null", ""),
        ("userName in '[\"ANN\", \"bob\"]'", "1 2"),
        ("tags in '[\"x\"]' and age in '[25, 26]'", "3"),
    ];
    for (filter, found) in filters {
        let runtime = runtime.clone().global("filter", filter);
        let source =
            "var found = openidm.query('managed/alpha_user', {_queryFilter: filter}, ['_id']);
             logger.debug(found.result.map(function (one) { return one._id; }).join(' '));
             logger.debug(found.resultCount === found.result.length);";
        assert_eq!(logs(runtime, source).await, [found, "true"], "{filter}");
    }
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let (_, runtime) = people();
    for (filter, message) in [
        (
            "userName is 'a'",
            "something else than one of eq, co, sw, lt, le, gt, ge, in, pr at character 9",
        ),
        (
            "userName eq a",
            "something else than a value in quotes, a number, true, false or null at character 13",
        ),
        ("userName eq 'a", "something else than the end of a text in quotes at character 15"),
        ("userName in 'a'", "something else than an array of JSON in quotes at character 12"),
        ("(true", "something else than a `)` at character 6"),
        ("true true", "something else than its end at character 6"),
        ("", "something else than a condition at character 1"),
    ] {
        let runtime = runtime.clone().global("filter", filter);
        let source =
            "try { openidm.query('managed/alpha_user', {_queryFilter: filter}); } catch (e) {
             logger.debug(e.javaException.getCode() + ' ' + e.message);
         }";
        assert_eq!(logs(runtime, source).await, [format!("400 the query filter has {message}")]);
    }
    let deep = "!".repeat(1_000) + "true";
    let source = "try { openidm.query('m/u', {_queryFilter: filter}); } catch (e) { logger.debug(e.message); }";
    let logged = logs(runtime.global("filter", deep), source).await;
    assert_eq!(logged, ["the query filter is nested too deep"]);
}

#[tokio::test]
async fn queries_have_an_order_and_pages() {
    let (_, runtime) = people();
    let logged = logs(
        runtime,
        "var page = {_queryId: 'query-all', _sortKeys: '-age', _pageSize: 2,
             _totalPagedResultsPolicy: 'EXACT'};
         do {
             var found = openidm.query('managed/alpha_user', page, ['/name/given', 'age']);
             logger.debug(JSON.stringify(found.result.map(function (one) {
                 return [one._id, one.name.given, one.age, one.userName === undefined];
             })) + ' of ' + found.totalPagedResults);
             page._pagedResultsCookie = found.pagedResultsCookie;
         } while (found.pagedResultsCookie);",
    )
    .await;
    assert_eq!(
        logged,
        [r#"[["1","ann",30,true],["3","cy \"q\"",25,true]] of 3"#, r#"[["2","Bob",20,true]] of 3"#,]
    );
}

#[tokio::test]
async fn patches_change_members() {
    let (idm, runtime) = people();
    let logged = logs(
        runtime,
        "var path = 'managed/alpha_user/1';
         var user = openidm.patch(path, null, [
             {operation: 'replace', field: '/mail', value: 'new@example.com'},
             {operation: 'add', field: '/tags/-', value: 'y'},
             {operation: 'remove', field: 'tags', value: 'x'},
             {operation: 'increment', field: '/age', value: 2},
             {operation: 'copy', from: '/age', field: '/name/years'},
             {operation: 'move', from: '/userName', field: '/login'},
             {operation: 'remove', field: '/nothing/here'},
             {operation: 'add', field: '/new/deep', value: [1]}
         ], null, ['mail']);
         logger.debug(JSON.stringify(user));
         [[{operation: 'transform', field: 'a'}], [{operation: 'add', field: 'a'}],
          [{operation: 'increment', field: '/mail', value: 1}], [{operation: 'replace', value: 1}]
         ].forEach(function (patch) {
             try { openidm.patch(path, null, patch); } catch (e) {
                 logger.debug(e.javaException.getCode() + ' ' + e.javaException.getReason());
             }
         });",
    )
    .await;
    assert_eq!(logged[0], r#"{"_id":"1","_rev":"5","mail":"new@example.com"}"#);
    assert_eq!(logged[1..], vec!["400 Bad Request"; 4]);
    assert_eq!(
        idm.get("managed/alpha_user/1").unwrap(),
        json!({
            "_id": "1", "_rev": "5", "mail": "new@example.com", "tags": ["ann", "y"], "age": 32,
            "name": {"given": "ann", "years": 32}, "login": "ann", "new": {"deep": [1]},
        })
    );
}

#[tokio::test]
async fn revisions_and_what_is_not_there_are_exceptions() {
    let (idm, runtime) = people();
    let logged = logs(
        runtime,
        "function tried(what) {
             try { what(); } catch (e) {
                 var java = e.javaException;
                 logger.debug('{} {} {} {}', [java.getCode(), java.getReason(),
                     JSON.stringify(java.getDetail()), java.isServerError()]);
             }
         }
         var path = 'managed/alpha_user/';
         tried(function () { openidm.read(path + 'none'); });
         tried(function () { openidm.update(path + 1, '77', {a: 1}); });
         tried(function () { openidm.delete(path + 1, '77'); });
         tried(function () { openidm.create('managed/alpha_user', '1', {a: 1}); });
         tried(function () { openidm.action(path + 1, 'dance'); });
         tried(function () { openidm.query('managed/alpha_user', {_queryId: 'mine'}); });
         var user = openidm.read(path + 1);
         user = openidm.update(path + 1, user._rev, {userName: 'anna'});
         logger.debug(JSON.stringify(user));
         logger.debug(openidm.delete(path + 1, user._rev).userName);
         logger.debug(openidm.create('managed/alpha_user', 'new', {userName: 'n'})._id);",
    )
    .await;
    assert_eq!(
        logged,
        [
            "404 Not Found {} false",
            "412 Precondition Failed {} false",
            "412 Precondition Failed {} false",
            "412 Precondition Failed {} false",
            "400 Bad Request {} false",
            "400 Bad Request {} false",
            r#"{"userName":"anna","_id":"1","_rev":"5"}"#,
            "anna",
            "new",
        ]
    );
    assert_eq!(idm.get("managed/alpha_user/1"), None);
}

/// Parameters, and then fields, may stand behind the arguments of each method.
#[tokio::test]
async fn every_method_takes_parameters_and_fields() {
    let (_, runtime) = people();
    let logged = logs(
        runtime,
        "var all = 'managed/alpha_user', one = all + '/1', list = ['mail'], by = {_fields: 'mail'};
         [openidm.create(all, 'a', {mail: 'm', sn: 's'}, null, list),
          openidm.create(all, 'b', {mail: 'm', sn: 's'}, by),
          openidm.read(one, null, list), openidm.read(one, by),
          openidm.update('managed/alpha_user/a', null, {mail: 'n', sn: 's'}, {}, list),
          openidm.patch(one, null, [{operation: 'add', field: '/sn', value: 's'}], by),
          openidm.delete(one, null, null, list),
          openidm.query(all, {_queryFilter: \"/sn eq 's'\"}, list).result[0]
         ].forEach(function (found) {
             logger.debug(Object.keys(found).sort().join() + ' ' + found.mail);
         });
         logger.debug(openidm.action('external/email', 'sendTemplate',
             {templateName: 'welcome', to: 'a'}, {waitForCompletion: true}, ['status']).status);",
    )
    .await;
    let mails = ["m", "m", "ann@example.com", "ann@example.com", "n", "ann@example.com"];
    let mut expected: Vec<_> = mails.map(|mail| format!("_id,_rev,mail {mail}")).into();
    expected.extend(["_id,_rev,mail ann@example.com", "_id,_rev,mail n", "OK"].map(str::to_owned));
    assert_eq!(logged, expected);
}

/// The documentation shows an exception; tenants have been seen to give null.
#[tokio::test]
async fn what_is_not_there_may_be_null() {
    let source = "logger.debug(openidm.read('managed/alpha_user/none'));
         try { openidm.delete('managed/alpha_user/none', null); } catch (e) {
             logger.debug(e.javaException.getCode());
         }";
    let (_, runtime) = people();
    assert_eq!(logs(runtime.missing_is_null(), source).await, ["null", "404"]);
}

#[tokio::test]
async fn a_real_idm_is_called_over_rest() {
    let fake = Arc::new(FakeTransport::new((0..8).map(|_| Reaction::json(200, r#"{"_id": "1"}"#))));
    fake.push(Reaction::json(
        404,
        r#"{"code": 404, "reason": "Not Found", "message": "gone", "detail": {"a": 1}}"#,
    ));
    fake.push(Reaction::text(502, "text/html", "<html>"));
    let idm = RestIdm::new("https://tenant.example.com/openidm/", "tok", fake.clone());
    let logged = logs(
        Runtime::builder().idm(idm),
        "var all = 'managed/alpha_user', one = all + '/a b';
         openidm.create(all, null, {a: 1});
         openidm.create(all, 'x', {a: 1});
         openidm.read(one, null, ['mail', '_id']);
         openidm.update(one, '3', {a: 2});
         openidm.patch(one, null, [{operation: 'remove', field: 'a'}]);
         openidm.delete(one, null);
         openidm.query(all, {_queryFilter: \"userName eq 'a&b'\", _pageSize: 5});
         openidm.action('external/email', 'send', {to: 'a'});
         for (var i = 0; i < 2; i++) {
             try { openidm.read(one); } catch (e) {
                 logger.debug([e.javaException.getCode(), e.message,
                     JSON.stringify(e.javaException.getDetail()),
                     e.javaException.isServerError()].join(' '));
             }
         }",
    )
    .await;
    assert_eq!(logged, [r#"404 gone {"a":1} false"#, "502  {} true"]);
    let sent: Vec<String> = fake
        .received()
        .iter()
        .map(|request| {
            let header = |name: &str| {
                let value = request.headers.get(name)?.to_str().ok()?;
                Some(format!(" {name}={value}"))
            };
            assert_eq!(request.headers["authorization"], "Bearer tok");
            let path = request.url.strip_prefix("https://tenant.example.com/openidm/").unwrap();
            let conditions = header("if-match").or(header("if-none-match")).unwrap_or_default();
            let body = String::from_utf8_lossy(&request.body);
            format!("{} {path}{conditions} {body}", request.method).trim_end().to_owned()
        })
        .collect();
    assert_eq!(
        sent[..8],
        [
            r#"POST managed/alpha_user?_action=create {"a":1}"#,
            r#"PUT managed/alpha_user/x if-none-match=* {"a":1}"#,
            "GET managed/alpha_user/a%20b?_fields=mail%2C_id",
            r#"PUT managed/alpha_user/a%20b if-match=3 {"a":2}"#,
            r#"PATCH managed/alpha_user/a%20b if-match=* [{"operation":"remove","field":"a"}]"#,
            "DELETE managed/alpha_user/a%20b if-match=*",
            "GET managed/alpha_user?_pageSize=5&_queryFilter=userName%20eq%20%27a%26b%27",
            r#"POST external/email?_action=send {"to":"a"}"#,
        ]
    );
}
