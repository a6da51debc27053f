//! What went wrong, and where.

use aic_scripts::{ErrorKind, Runtime, Script, ScriptError};

use crate::run;

async fn fails(source: &str) -> ScriptError {
    run(source).await.error.unwrap()
}

fn place(error: &ScriptError) -> (ErrorKind, u32, u32) {
    (error.kind, error.line, error.column)
}

#[test]
fn a_source_that_does_not_parse_has_a_place() {
    let error = Script::parse("Broken", "var a = 1;\n var b = ;").unwrap_err();
    assert_eq!(place(&error), (ErrorKind::Syntax, 2, 10));
    assert!(error.message.starts_with("SyntaxError: unexpected token ';'"), "{error}");
    assert!(error.to_string().starts_with("Broken:2:10: "), "{error}");
    let open = Script::parse("Open", "f(\n'a").unwrap_err();
    assert_eq!((open.kind, open.line), (ErrorKind::Syntax, 2));
}

#[tokio::test]
async fn what_is_thrown_has_a_place_and_the_calls_on_the_way() {
    let error = fails("function inner(x) {\n  return x.y.z;\n}\n[{}].forEach(inner);").await;
    assert_eq!((error.kind, error.line), (ErrorKind::Exception, 2));
    assert!(error.message.starts_with("TypeError: "), "{error}");
    assert_eq!(error.stack.len(), 3, "{:?}", error.stack);

    let error = fails("\n  throw new Error('boo');").await;
    assert_eq!((error.message.as_str(), error.line), ("Error: boo", 2));
    let error = fails("throw {code: 3};").await;
    assert!(error.message.contains("code: 3"), "{error}");
    let error = fails("throw 'text\\n    at fake (Other:9:9)';").await;
    assert_eq!((error.script.as_str(), error.line), ("Test", 1));
}

#[tokio::test]
async fn what_is_missing_is_named_with_what_takes_its_place() {
    let error = fails("var a = 1;\nsharedState.put('a', a);").await;
    assert_eq!(error.line, 2);
    assert_eq!(
        error.message,
        "ReferenceError: sharedState is not defined: it belongs to legacy scripts; \
         next-generation scripts use nodeState"
    );
    let error = fails("var fr = JavaImporter(org.forgerock.openam.auth.node.api.Action);").await;
    assert!(error.message.contains("next-generation scripts have no Java classes"), "{error}");
    for name in [
        "existingSession",
        "jwtAssertion",
        "jwtValidator",
        "journey",
        "locales",
        "policy",
        "requestCookies",
        "requestHeaders",
        "requestParameters",
    ] {
        let error = fails(&format!("\n{name}.get('a');")).await;
        assert_eq!(error.line, 2);
        let expected = format!("ReferenceError: {name} is not defined: the service has it and");
        assert!(error.message.starts_with(&expected), "{error}");
        let runtime = Runtime::builder().global(name, "plain");
        let outcome = crate::run_with(runtime, &format!("action.goTo({name});")).await;
        assert_eq!(outcome.outcome.as_deref(), Some("plain"));
    }
    for name in ["callbacks", "callbacksBuilder", "idRepository"] {
        let error = fails(&format!("{name}.isEmpty();")).await;
        assert!(error.message.contains("not there: "), "{error}");
    }
    for (source, binding) in [
        ("httpClient.send('https://example.com').get();", "HTTP client"),
        ("openidm.read('managed/alpha_user/1');", "IDM"),
        ("verifyTransactionsHelper.getUser();", "PingOne"),
    ] {
        let error = fails(source).await;
        let expected = format!("scripts of this runtime have no {binding}: give it");
        assert!(error.message.contains(&expected), "{error}");
    }
}

#[tokio::test]
async fn what_the_service_has_not_is_refused_where_it_stands() {
    for (source, line, column, what) in [
        ("var a;\nlet b = 1;", 2, 5, "`let`"),
        ("for (var x of [1]) {}", 1, 15, "`for (… of …)`"),
        ("for (const x in {}) {}", 1, 12, "`const` at the head of a loop"),
        ("var o = {};\nvar {a} = o;", 2, 5, "destructuring"),
        ("function f(a, b = 2) {}", 1, 15, "default parameters"),
        ("var a = 1;\nvar o = {\n  a };", 3, 3, "shorthand members (`{name}`)"),
        ("class A {}", 1, 7, "classes"),
        ("var a = {}; a?.b;", 1, 13, "optional chaining (`?.`)"),
        ("var a = null ?? 1;", 1, 17, "`??`"),
        ("async function f() {}", 1, 16, "async functions"),
        ("Math.max(...[1]);", 1, 10, "spread (`...`)"),
        ("function f(...all) {}", 1, 15, "rest parameters"),
    ] {
        let error = fails(source).await;
        assert_eq!(place(&error), (ErrorKind::Unsupported, line, column), "{source}: {error}");
        assert_eq!(error.message, format!("the service's engine (Rhino 1.7.14) has no {what}"));
        let runtime = Runtime::builder().beyond_the_service();
        let outcome = crate::run_with(runtime, source).await;
        assert_eq!(outcome.error, None, "{source}");
        assert!(!outcome.warnings.is_empty(), "{source}");
    }
    let error = fails("var a = 1;\nvar all = new Map();").await;
    assert_eq!((error.kind, error.line), (ErrorKind::Exception, 2));
    assert_eq!(
        error.message,
        "ReferenceError: Map is not defined: the service's engine does not have it"
    );
}

#[tokio::test]
async fn what_the_service_gets_wrong_is_a_warning() {
    let outcome = run("const a = 1;\nfunction f() { const b = 2; return b; }\nf();").await;
    assert_eq!(outcome.error, None);
    let [warning] = &outcome.warnings[..] else { panic!("{:?}", outcome.warnings) };
    assert_eq!((warning.line, warning.column), (1, 7));
    let outcome = run("function f() { while (true) { const b = 2; return b; } }\nf();").await;
    assert_eq!(outcome.warnings.len(), 1);
}

#[tokio::test]
async fn names_of_bindings_are_reserved() {
    let error = fails("var a;\nvar utils = {};").await;
    assert_eq!(place(&error), (ErrorKind::ReservedName, 2, 5));
    assert!(error.message.starts_with("`utils` is the name of a binding"), "{error}");
    for name in [
        "action",
        "callbacksBuilder",
        "cookieName",
        "httpClient",
        "idRepository",
        "journey",
        "jwtAssertion",
        "jwtValidator",
        "locales",
        "logger",
        "nodeState",
        "openidm",
        "policy",
        "realm",
        "scriptName",
        "secrets",
        "systemEnv",
        "utils",
        "verifyTransactionsHelper",
    ] {
        for declared in [format!("var {name};"), format!("function {name}() {{}}")] {
            assert_eq!(fails(&declared).await.kind, ErrorKind::ReservedName, "{declared}");
        }
    }
    let outcome = run("function log(logger) { logger.debug('fine'); }\nlog(logger);").await;
    assert_eq!((outcome.error, outcome.logs.len()), (None, 1));
}

#[tokio::test]
async fn an_error_in_a_library_names_the_library() {
    let lib = Script::parse("lib", "exports.f = function () { null.x; };").unwrap();
    let runtime = Runtime::builder().library(lib);
    let outcome = crate::run_with(runtime, "var l = require('lib');\nl.f();").await;
    let error = outcome.error.unwrap();
    assert_eq!((error.script.as_str(), error.line), ("lib", 1));
    assert!((27..36).contains(&error.column), "{error}");
}

#[tokio::test]
async fn arguments_of_the_wrong_kind_name_the_method() {
    let error = fails("action.goTo(1);").await;
    assert_eq!(error.message, "Error: action.goTo: outcome must be a string");
    let error = fails("var a = {}; a.a = a; nodeState.putShared('a', a);").await;
    assert!(error.message.contains("goes in a circle"), "{error}");
}
