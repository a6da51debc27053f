//! A script can hang nothing.

use std::time::{Duration, Instant};

use aic_scripts::{ErrorKind, Limits, Runtime, Script, ScriptError};
use cap::Cap;

use crate::run_with;

#[global_allocator]
static ALLOCATOR: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

/// Held by tests that look at the memory of the process.
static MEMORY: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

async fn stopped(limits: Limits, source: &str) -> ScriptError {
    run_with(Runtime::builder().limits(limits), source).await.error.unwrap()
}

#[tokio::test]
async fn a_loop_without_an_end_is_stopped() {
    let limits = Limits::default().loop_iterations(1_000);
    let error = stopped(limits, "var n = 0;\nwhile (true) { n++; }").await;
    assert_eq!((error.kind, error.line), (ErrorKind::Loop, 2));
    assert_eq!(error.message, "a loop went round more than 1000 times");
}

#[tokio::test]
async fn instructions_are_counted_everywhere() {
    let limits = Limits::default().instructions(50_000);
    for source in [
        "while (true) {}",
        "[1].forEach(function () { while (true) {} });",
        "({get x() { while (true) {} }}).x;",
        "'a'.replace('a', function () { while (true) {} });",
        "JSON.stringify({toJSON: function () { while (true) {} }});",
        "try { while (true) {} } catch (e) { while (true) {} } finally { while (true) {} }",
    ] {
        let error = stopped(limits, source).await;
        assert_eq!(error.kind, ErrorKind::Instructions, "{source}");
        assert_eq!(error.line, 1, "{source}");
    }
}

#[tokio::test]
async fn calls_are_nested_only_so_deep() {
    let error = stopped(Limits::default(), "function f() {\n  f();\n}\nf();").await;
    assert_eq!((error.kind, error.line), (ErrorKind::Recursion, 2));
    let source = "var a = []; var f = function () { a.concat([1]).forEach(f); }; f();";
    let error = stopped(Limits::default(), source).await;
    assert_eq!(error.kind, ErrorKind::Recursion);
}

#[tokio::test]
async fn sources_and_texts_are_nested_only_so_deep() {
    for deep in ["(".repeat(10_000), "!".repeat(10_000), "[".repeat(10_000)] {
        let error = Script::parse("Deep", deep).unwrap_err();
        assert_eq!(error.message, "the script is nested too deep");
    }
    let deepest = format!("{}1{}", "(".repeat(240), ")".repeat(240));
    let outcome = run_with(Runtime::builder(), &deepest).await;
    assert_eq!(outcome.error, None);
    let chain = vec!["1"; 900].join(" + ");
    assert_eq!(run_with(Runtime::builder(), &chain).await.error, None);
    for source in [
        "JSON.parse('['.repeat(100000));",
        "eval('('.repeat(100000));",
        "new Function('!'.repeat(100000));",
    ] {
        let error = run_with(Runtime::builder(), source).await.error.unwrap();
        assert_eq!(error.message, "SyntaxError: the text is nested too deep", "{source}");
    }
    let outcome = run_with(
        Runtime::builder(),
        "action.goTo(JSON.parse('{\"a\": [1, 2]}', function (k, v) {
             return Array.isArray(v) ? String(v.length) : v;
         }).a);",
    );
    assert_eq!(outcome.await.outcome.as_deref(), Some("2"));
}

#[tokio::test]
async fn memory_is_looked_at() {
    let _alone = MEMORY.lock().await;
    let limits = Limits::default().memory(64 << 20, || ALLOCATOR.allocated());
    for source in [
        "var all = [];\nwhile (true) { all.push(new ArrayBuffer(1000000)); }",
        "var text = 'x';\nwhile (true) { text += text; }",
    ] {
        let error = stopped(limits, source).await;
        assert_eq!((error.kind, error.line), (ErrorKind::Memory, 2), "{error}");
    }
    let error = stopped(limits, "new ArrayBuffer(100 * 1024 * 1024);").await;
    assert_eq!(error.kind, ErrorKind::Exception);
}

#[tokio::test]
async fn the_time_is_up_inside_of_a_built_in_function_too() {
    let limits = Limits::default().time(Duration::from_millis(50)).instructions(usize::MAX);
    let error = stopped(limits, "var n = 0;\nfor (;;) { for (var i = 0; i < 1000; i++) n++; }");
    assert_eq!(error.await.kind, ErrorKind::Time);

    // A pattern that tries everything.
    let start = Instant::now();
    let source = "/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaa!');";
    let error = stopped(limits, source).await;
    assert_eq!(error.kind, ErrorKind::Time);
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn what_a_script_says_is_bounded() {
    let source = "var text = new Array(10001).join('x');
        for (var i = 0; i < 200; i++) { logger.debug(text); }";
    let outcome = run_with(Runtime::builder(), source).await;
    assert!(outcome.logs.len() < 110, "{}", outcome.logs.len());
    assert!(outcome.logs.last().unwrap().message.starts_with("the log ends here"));
    let error = run_with(Runtime::builder(), "throw new Array(100001).join('x');").await.error;
    assert!(error.unwrap().message.len() < 2_100);
}

#[tokio::test]
async fn runs_leave_nothing_behind() {
    let _alone = MEMORY.lock().await;
    let runtime = Runtime::builder().build();
    let script = crate::script("var all = []; for (var i = 0; i < 100; i++) { all.push({i: i}); }");
    runtime.run(&script).await;
    let before = ALLOCATOR.allocated();
    for _ in 0..50 {
        assert_eq!(runtime.run(&script).await.error, None);
    }
    let grown = ALLOCATOR.allocated().saturating_sub(before);
    assert!(grown < 8 << 20, "{grown} bytes");
}
