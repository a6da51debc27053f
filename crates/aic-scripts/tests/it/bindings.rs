//! The bindings that need nothing of others.

use aic_scripts::{Level, Runtime, Script};
use serde_json::json;

use crate::{logs, run, run_with};

#[tokio::test]
async fn names_are_texts() {
    let runtime = Runtime::builder().realm("/bravo").cookie_name("abc");
    let logged = logs(runtime, "logger.debug(realm + ' ' + scriptName + ' ' + cookieName);").await;
    assert_eq!(logged, ["/bravo Test abc"]);
}

#[tokio::test]
async fn the_logger_formats_as_slf4j_does() {
    let logged = logs(
        Runtime::builder(),
        r"logger.debug('plain');
          logger.debug('one {} two {} three', 1, 'b');
          logger.debug('array {} {}', ['x', true]);
          logger.debug('few {} {}', 1);
          logger.debug('many {}', 1, 2);
          logger.debug('escaped \\{} {}', 5);
          logger.debug('backslash \\\\{}', 5);
          logger.debug('object {} {} {}', {a: [1.5, null]}, undefined, null);
          logger.debug(7);
          try { null.x } catch (e) { logger.debug('dropped', e); logger.debug('is {}', e); }",
    )
    .await;
    assert_eq!(
        logged,
        [
            "plain",
            "one 1 two b three",
            "array x true",
            "few 1 {}",
            "many 1",
            "escaped {} 5",
            r"backslash \5",
            r#"object {"a":[1.5,null]} undefined null"#,
            "7",
            "dropped",
            "is TypeError: cannot convert 'null' or 'undefined' to object",
        ]
    );
}

/// It fills no `{}`, whatever stands there.
#[tokio::test]
async fn a_java_exception_stands_beside_the_message() {
    let outcome = run("try { secrets.getGenericSecret('scripted.node.a'); } catch (e) {
             logger.error('one {} {}', 1, e.javaException);
             logger.error('none', e.javaException);
             logger.error('{} of {}', [e.javaException, 2]);
         }")
    .await;
    assert_eq!(outcome.error, None);
    let java = "org.forgerock.secrets.NoSuchSecretException: no secret is mapped to the label \
                'scripted.node.a'";
    let logs: Vec<_> =
        outcome.logs.iter().map(|log| (log.message.clone(), log.exception.as_deref())).collect();
    assert_eq!(
        logs,
        [
            ("one 1 {}".to_owned(), Some(java)),
            ("none".to_owned(), Some(java)),
            (format!("{java} of 2"), None),
        ]
    );
}

#[tokio::test]
async fn levels_below_the_one_that_is_on_are_not_logged() {
    let runtime = Runtime::builder().level(Level::Warn).script_id("OIDC_CLAIMS", "36863ffb");
    let logged = logs(
        runtime,
        "logger.trace('t'); logger.debug('d'); logger.info('i'); logger.warn('w');
         logger.error('{} {} {}', logger.isInfoEnabled(), logger.isWarnEnabled(),
             logger.getName());",
    )
    .await;
    assert_eq!(logged, ["w", "false true scripts.OIDC_CLAIMS.36863ffb.(Test)"]);
}

#[tokio::test]
async fn base64_is_that_of_the_page() {
    let logged = logs(
        Runtime::builder(),
        "logger.debug(utils.base64.encode('exampletext'));
         logger.debug(utils.base64.decode('ZXhhbXBsZXRleHQ='));
         logger.debug(utils.base64url.encode('http://exampletext='));
         logger.debug(utils.base64url.decode('aHR0cDovL2V4YW1wbGV0ZXh0PQ'));
         logger.debug(utils.base64.encode('\u{00e9}'));
         logger.debug(JSON.stringify(utils.base64.decodeToBytes('w6k=')));
         logger.debug(utils.types.bytesToString([-61, 169]));
         logger.debug(utils.base64.encode(utils.types.stringToBytes('ab')));
         logger.debug(utils.base64.btoa('\u{00e9}') + ' ' + utils.base64.atob('w6k='));
         logger.debug(utils.base64url.btoa('a?') + ' ' + utils.base64.encode(12));
         try { utils.base64.decode('*'); } catch (e) { logger.debug(e.message); }
         logger.debug(utils.base64url.decode('*'));",
    )
    .await;
    assert_eq!(
        logged,
        [
            "ZXhhbXBsZXRleHQ=",
            "exampletext",
            "aHR0cDovL2V4YW1wbGV0ZXh0PQ",
            "http://exampletext=",
            "w6k=",
            "[-61,-87]",
            "é",
            "YWI=",
            "w6k= é",
            "YT8 MTI=",
            "utils.base64.decode: the text is not base64",
            "null",
        ]
    );
}

#[tokio::test]
async fn random_values_fill_the_array_in_place() {
    let outcome = run("var array = [0, 0, 0, 0];
         var same = utils.crypto.getRandomValues(array);
         nodeState.putShared('same', same === array);
         nodeState.putShared('array', array);
         nodeState.putShared('ids', [utils.crypto.randomUUID(), utils.crypto.randomUUID()]);")
    .await;
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.shared["same"], true);
    let numbers = outcome.shared["array"].as_array().unwrap();
    assert_eq!(numbers.len(), 4);
    assert!(numbers.iter().any(|number| *number != 0));
    let ids = outcome.shared["ids"].as_array().unwrap();
    assert_ne!(ids[0], ids[1]);
    let id = ids[0].as_str().unwrap();
    assert_eq!((id.len(), &id[14..15]), (36, "4"));
    assert!("89ab".contains(&id[19..20]), "{id}");
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    for name in ["getDecryptionKey", "getEncryptionKey", "getSigningKey", "getVerificationKey"] {
        let outcome = run(&format!("secrets.{name}('scripted.node.a');")).await;
        let error = outcome.error.unwrap();
        let expected = format!("Error: secrets.{name} is in the service and not here");
        assert_eq!(error.message, expected);
    }
}

#[tokio::test]
async fn esvs_are_converted_to_java_types() {
    let runtime = Runtime::builder()
        .property("esv.my.variable", "text")
        .property("esv.flag", "TRUE")
        .property("esv.list", "a, b")
        .property("other", "hidden");
    let logged = logs(
        runtime,
        "function show(value) { logger.debug(typeof value + ' ' + JSON.stringify(value)); }
         show(systemEnv.getProperty('esv.my.variable'));
         show(systemEnv.getProperty('esv.nonexisting'));
         show(systemEnv.getProperty('other'));
         show(systemEnv.getProperty('esv.nonexisting.variable', 'defaultValue'));
         show(systemEnv.getProperty('esv.double.variable', '0.5', java.lang.Double));
         show(systemEnv.getProperty('esv.bool.variable', false, java.lang.Boolean));
         show(systemEnv.getProperty('esv.flag', false, java.lang.Boolean));
         show(systemEnv.getProperty('esv.int.variable', 34, java.lang.Integer));
         show(systemEnv.getProperty('esv.list', '[]', java.util.List));
         show(systemEnv.getProperty('esv.map.variable', '{\"k\":\"v\"}', java.util.Map));
         try { systemEnv.getProperty('esv.x', null); } catch (e) { logger.debug(e.message); }
         try { systemEnv.getProperty('esv.my.variable', 1, java.lang.Integer); } catch (e) {
             logger.debug(e.message);
         }",
    )
    .await;
    assert_eq!(
        logged,
        [
            "string \"text\"",
            "object null",
            "object null",
            "string \"defaultValue\"",
            "number 0.5",
            "boolean false",
            "boolean true",
            "number 34",
            "object [\"a\",\" b\"]",
            "object {\"k\":\"v\"}",
            "systemEnv.getProperty: defaultValue must be neither null nor undefined",
            "the value of 'esv.my.variable' cannot be converted to java.lang.Integer",
        ]
    );
}

#[tokio::test]
async fn secrets_are_those_of_the_realm_then_those_of_all() {
    let runtime = Runtime::builder()
        .secret("scripted.node.a", "realm")
        .global_secret("scripted.node.a", "global")
        .global_secret("scripted.node.b", "gl\u{00f6}bal")
        .secret("am.other", "hidden");
    let logged = logs(
        runtime,
        "logger.debug(secrets.getGenericSecret('scripted.node.a').getAsUtf8());
         logger.debug(secrets.getGenericSecret('scripted.node.b').getAsUtf8());
         logger.debug(JSON.stringify(secrets.getGenericSecret('scripted.node.b').getAsBytes()));
         ['scripted.node.c', 'am.other'].forEach(function (label) {
             try { secrets.getGenericSecret(label); } catch (e) {
                 logger.debug(e.javaException.toString());
             }
         });",
    )
    .await;
    let class = "org.forgerock.secrets.NoSuchSecretException";
    let forbidden = "org.forgerock.openam.scripting.api.secrets.ScriptedSecretsException";
    assert_eq!(
        logged,
        [
            "realm".to_owned(),
            "glöbal".to_owned(),
            "[103,108,-61,-74,98,97,108]".to_owned(),
            format!("{class}: no secret is mapped to the label 'scripted.node.c'"),
            format!(
                "{forbidden}: the secret label 'am.other' does not begin with 'scripted.node.': \
                 scripts cannot read it"
            ),
        ]
    );
}

#[tokio::test]
async fn the_state_of_the_node_is_shared_or_transient() {
    let runtime = Runtime::builder()
        .shared("user", json!({"name": "Ann", "age": 3}))
        .shared("gone", 1)
        .transient("user", json!({"password": "p"}));
    let outcome = run_with(
        runtime,
        "nodeState.putShared('got', nodeState.get('user'))
             .putShared('merged', nodeState.getObject('user'))
             .putShared('unknown', nodeState.get('nothing'))
             .putTransient('hidden', 1.5)
             .mergeShared({a: 1, b: [true]});
         nodeState.mergeTransient({c: 'x'});
         nodeState.remove('gone');
         nodeState.putShared('defined', [nodeState.isDefined('a'), nodeState.isDefined('gone')]);
         nodeState.putShared('keys', nodeState.keys());",
    )
    .await;
    assert_eq!(outcome.error, None);
    assert_eq!(
        serde_json::Value::Object(outcome.shared),
        json!({
            "user": {"name": "Ann", "age": 3},
            "got": {"password": "p"},
            "merged": {"name": "Ann", "age": 3, "password": "p"},
            "unknown": null,
            "a": 1,
            "b": [true],
            "defined": [true, false],
            "keys": ["a", "b", "c", "defined", "got", "hidden", "merged", "unknown", "user"],
        })
    );
    assert_eq!(
        serde_json::Value::Object(outcome.transient),
        json!({"user": {"password": "p"}, "hidden": 1.5, "c": "x"})
    );
}

#[tokio::test]
async fn the_action_is_what_was_asked_for_last() {
    let outcome = run("action.goTo('false').withErrorMessage('no').withHeader('Head');
         action.goTo('true').withDescription('All is well').withMaxIdleTime(5)
             .putSessionProperty('a', 'b').withIdentifiedUser('ann');")
    .await;
    assert_eq!(outcome.outcome.as_deref(), Some("true"));
    assert_eq!(
        serde_json::Value::Object(outcome.action),
        json!({
            "errorMessage": "no",
            "header": "Head",
            "description": "All is well",
            "maxIdleTime": 5,
            "sessionProperties": {"a": "b"},
            "identifiedUser": "ann",
        })
    );
}

#[tokio::test]
async fn every_method_of_the_action_is_told() {
    let outcome = run("action.goTo('a').withHeader('h').withDescription('d').withStage('s')
             .withErrorMessage('e').withLockoutMessage('l').withIdentifiedUser('u')
             .withIdentifiedAgent('g').withMaxSessionTime(1).withMaxIdleTime(2)
             .putSessionProperty('k', 'v').removeSessionProperty('r');")
    .await;
    assert_eq!((outcome.error, outcome.outcome.as_deref()), (None, Some("a")));
    assert_eq!(
        serde_json::Value::Object(outcome.action),
        json!({
            "header": "h", "description": "d", "stage": "s", "errorMessage": "e",
            "lockoutMessage": "l", "identifiedUser": "u", "identifiedAgent": "g",
            "maxSessionTime": 1, "maxIdleTime": 2, "sessionProperties": {"k": "v", "r": null},
        })
    );
}

#[tokio::test]
async fn minutes_are_what_java_takes_for_a_number() {
    let outcome = run("action.withMaxSessionTime('7').withMaxIdleTime(1.5);
         ['x', null, {}].forEach(function (minutes) {
             try { action.withMaxIdleTime(minutes); } catch (e) { logger.debug(e.message); }
         });")
    .await;
    assert_eq!(
        outcome.action,
        *json!({"maxSessionTime": 7, "maxIdleTime": 1}).as_object().unwrap()
    );
    assert_eq!(outcome.messages(), ["action.withMaxIdleTime: minutes must be a number"; 3]);
}

#[tokio::test]
async fn a_journey_is_suspended_and_goes_on() {
    let source = "if (resumedFromSuspend) {
             action.goTo('true');
         } else {
             action.suspend('Look into your mailbox', function (resumeUri) {
                 openidm.action('external/email', 'send', {to: 'a@example.com', body: resumeUri});
             }, 5).withStage('mail');
         }";
    let idm = aic_scripts::MemoryIdm::new();
    let runtime = Runtime::builder().idm(idm.clone());
    let outcome = run_with(runtime.clone(), source).await;
    assert_eq!((outcome.error, outcome.outcome), (None, None));
    let suspended = &outcome.action["suspend"];
    assert_eq!(
        (&suspended["text"], &suspended["maximumSuspendDuration"], &outcome.action["stage"]),
        (&json!("Look into your mailbox"), &json!(5), &json!("mail"))
    );
    assert_eq!(idm.outbox()[0].content["body"], suspended["resumeUri"]);
    let resumed = run_with(runtime.global("resumedFromSuspend", true), source).await;
    assert_eq!(resumed.outcome.as_deref(), Some("true"));
    let plain = run("action.suspend('Wait');").await;
    assert_eq!((plain.error, &plain.action["suspend"]["text"]), (None, &json!("Wait")));
}

#[tokio::test]
async fn objects_are_merged_below_one_key_only() {
    let outcome = run("nodeState.mergeShared({objectAttributes: {mail: 'a'}});
         [nodeState.mergeShared, nodeState.mergeTransient].forEach(function (merge) {
             try { merge({a: 1, b: {c: 2}}); } catch (e) { logger.debug(e.message); }
         });
         logger.debug(nodeState.remove('none') === undefined);")
    .await;
    assert_eq!(outcome.error, None);
    assert_eq!(
        outcome.messages(),
        [
            "nodeState.mergeShared: `b` is an object: only `objectAttributes` may be one",
            "nodeState.mergeTransient: `b` is an object: only `objectAttributes` may be one",
            "true",
        ]
    );
    assert_eq!(outcome.shared["objectAttributes"], json!({"mail": "a"}));
    assert!(outcome.transient.is_empty());
}

#[tokio::test]
async fn libraries_export_functions() {
    let lib = Script::parse(
        "lib",
        "var inner = require('inner'); exports.add = function (a, b) { return inner.sum([a, b]); };
         exports.name = typeof scriptName;",
    );
    let inner = Script::parse(
        "inner",
        "exports.sum = function (all) { return all.reduce(function (a, b) { return a + b; }); };",
    );
    let runtime = Runtime::builder().library(lib.unwrap()).library(inner.unwrap());
    let logged = logs(
        runtime,
        "var lib = require('lib');
         logger.debug(lib.add(1, 2) + ' ' + (require('lib') === lib) + ' ' + lib.name);",
    )
    .await;
    assert_eq!(logged, ["3 true undefined"]);
    let error = run("require('nothing');").await.error.unwrap();
    assert_eq!(error.message, "Error: there is no library script `nothing`");
}

#[tokio::test]
async fn scripts_behind_each_other_share_their_states() {
    let runtime = Runtime::builder().shared("count", 1).build();
    let step = crate::script("nodeState.putShared('count', nodeState.get('count') + 1);");
    let first = runtime.run(&step).await;
    let second = runtime.run_after(&step, &first).await;
    assert_eq!(
        (first.shared["count"].clone(), second.shared["count"].clone()),
        (2.into(), 3.into())
    );
}

#[test]
fn a_program_without_a_runtime_blocks() {
    let outcome = Runtime::builder().build().run_blocking(&crate::script("action.goTo('x');"));
    assert_eq!(outcome.outcome.as_deref(), Some("x"));
}
