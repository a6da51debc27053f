//! The code of `docs/scripts.md`.

use std::path::Path;

use aic_scripts::{MemoryIdm, Runtime, Script};
use serde_json::json;

#[tokio::test]
async fn the_guide_runs() -> Result<(), Box<dyn std::error::Error>> {
    let source = "var user = openidm.read('managed/alpha_user/' + nodeState.get('_id'));
        openidm.action('external/email', 'send', {to: user.userName});
        secrets.getGenericSecret('scripted.node.audit');
        action.goTo('known');";

    let idm = MemoryIdm::new();
    idm.put("managed/alpha_user/42", json!({"userName": "bjensen"}));
    let script = Script::parse("Login", source)?;
    let runtime = Runtime::builder()
        .idm(idm.clone())
        .secret("scripted.node.audit", "audit-token")
        .shared("_id", "42")
        .build();
    let outcome = runtime.run(&script).await;
    assert_eq!(outcome.outcome.as_deref(), Some("known"));
    assert_eq!(idm.outbox().len(), 1);
    Ok(())
}

/// The table has a row for every method that a script finds.
#[tokio::test]
async fn the_guide_has_every_method() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scripts.md");
    let page = std::fs::read_to_string(page).unwrap();
    let source = "var found = [];
        function look(object) {
            Object.getOwnPropertyNames(object).forEach(function (name) {
                var member = object[name];
                if (typeof member === 'function') { found.push(name); }
                else if (typeof member === 'object') { look(member); }
            });
        }
        [action, httpClient, logger, nodeState, openidm, secrets, systemEnv, utils,
            verifyTransactionsHelper].forEach(look);
        nodeState.putShared('found', found);";
    let outcome = crate::run(source).await;
    assert_eq!(outcome.error, None);
    let found = outcome.shared["found"].as_array().unwrap();
    assert!(found.len() > 60, "{found:?}");
    // Told by one word for all, or by its first and last.
    let ranges = ["isDebugEnabled", "isInfoEnabled", "isWarnEnabled"];
    for name in found.iter().filter_map(|name| name.as_str()) {
        assert!(ranges.contains(&name) || page.contains(name), "docs/scripts.md lacks {name}");
    }
}
