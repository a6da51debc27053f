//! Operations of one URL: the SDK and the sandbox call each request the same.

use std::collections::BTreeSet;
use std::fs;

use ping_sdk::sandbox::Sandbox;
use ping_sdk::transport::__private::ignore_body;
use ping_sdk::transport::{OperationInfo, RetryPolicy};
use ping_sdk::{Ping, mfa, pingid, platform, verify};
use serde_json::{Value, json};

use crate::catalogue::{Catalogue, Discriminator, Row};

/// What a request has that decides: a body, names in the query.
#[derive(Clone, Default)]
struct Sent {
    body: Option<Value>,
    query: BTreeSet<String>,
}

impl Sent {
    /// What a fixture of the operation has, or nothing.
    fn documented(row: &Row) -> Self {
        let file = crate::root().join("fixtures").join(row.id.replace('.', "/"));
        let text = fs::read_to_string(file.join("request.json")).ok();
        let documented = text.map(|text| serde_json::from_str(&text).unwrap());
        let body = row.has_request_body().then(|| documented.unwrap_or_else(|| json!({})));
        Self { body, query: BTreeSet::new() }
    }

    /// The same with what tells the operation apart.
    fn told_as(&self, row: &Row) -> Self {
        let mut sent = self.clone();
        let Some(told) = row.discriminator().unwrap().of_the_request() else {
            return sent;
        };
        match &told {
            Discriminator::Equals(at, text) => {
                let value = match text.parse::<bool>() {
                    Ok(flag) => flag.into(),
                    Err(_) => text.as_str().into(),
                };
                sent.put(at, value);
            }
            Discriminator::Present(at) => sent.put(at, "some".into()),
            Discriminator::Absent(at) => sent.put(at, Value::Null),
            Discriminator::Query(name) => {
                sent.query.insert(name.clone());
            }
            Discriminator::None | Discriminator::SameAs(..) => {}
        }
        sent
    }

    fn put(&mut self, at: &str, value: Value) {
        let body = self.body.as_mut().unwrap();
        let place = at.split('/').skip(1).fold(body, |place, name| {
            if !place.is_object() {
                *place = json!({});
            }
            &mut place[name]
        });
        *place = value;
    }
}

/// Requests of a group: what documents show, what tells each operation apart, and two of these at
/// a time.
fn requests(group: &[&Row]) -> Vec<Sent> {
    let mut all = Vec::new();
    for first in group {
        let documented = Sent::documented(first);
        let told = documented.told_as(first);
        all.extend(group.iter().map(|second| told.told_as(second)));
        all.extend([documented, told]);
    }
    all
}

fn known(id: &str) -> Option<&'static OperationInfo> {
    let products =
        [platform::operations(), mfa::operations(), pingid::operations(), verify::operations()];
    products.into_iter().flatten().copied().find(|operation| operation.id == id)
}

#[tokio::test]
async fn what_a_call_claims_to_be_the_sandbox_takes_it_for() {
    let catalogue = Catalogue::read(&crate::root().join("fixtures")).unwrap();
    let sandbox = Sandbox::builder().seed(1).start().await.unwrap();
    let client = Ping::builder().sandbox(&sandbox.connection()).retry(RetryPolicy::never());
    let client = client.build().unwrap().client().clone();
    let begun = catalogue.rows().iter().filter(|row| row.is_begun() && !row.group.is_empty());
    let (mut groups, mut claimed) = (BTreeSet::new(), BTreeSet::new());
    for row in begun.clone().filter(|row| groups.insert(row.group.as_str())) {
        let operation = known(&row.id).unwrap();
        for sent in requests(&catalogue.group(row)) {
            let mut request = client.request_of(operation, ignore_body);
            for _ in operation.path.split('{').skip(1) {
                request = request.segment("some");
            }
            for name in &sent.query {
                request = request.query(name, "some");
            }
            if let Some(body) = &sent.body {
                request = request.json(body);
            }
            let call = request.call();
            let claims = call.describe().unwrap().operation;
            // There is nothing by these names: what it is called comes before.
            let _ = call.await;
            let routed = sandbox.requests().pop().unwrap().operation.unwrap();
            // What has not begun the SDK has no name for.
            if catalogue.get(&routed).unwrap().is_begun() {
                let body = sent.body.unwrap_or_default();
                assert_eq!(catalogue.on_the_wire(claims), routed, "{body} {:?}", sent.query);
                claimed.insert(claims);
            }
        }
    }
    let begun: BTreeSet<&str> = begun.map(|row| row.id.as_str()).collect();
    assert_eq!(claimed, begun);
}
