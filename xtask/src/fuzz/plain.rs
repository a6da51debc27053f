//! Calls that follow from what the catalogue says of an operation.

use std::fmt::Debug;
use std::fs;
use std::sync::LazyLock;

use ping_models::pingid::inside_envelope;
use ping_models::{Collection, DecodeError, Listed, Model};
use ping_sdk::transport::__private::ignore_body;
use ping_sdk::transport::{Client, OperationInfo, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::asks::ASKS;
use super::calls::{ProductCall, Sending, World, shown};

/// Asks for what comes of an operation.
pub(super) type Ask = fn(&'static OperationInfo, &World) -> Sending<'static>;

/// A call of each operation that a client sends, in the order of the crates.
pub(super) static PLAIN: LazyLock<Vec<ProductCall>> = LazyLock::new(|| {
    let all = [
        ping_sdk::platform::operations(),
        ping_sdk::mfa::operations(),
        ping_sdk::pingid::operations(),
        ping_sdk::verify::operations(),
    ];
    let all = all.into_iter().flatten().filter_map(|operation| {
        let (_, ask) = ASKS.iter().find(|(id, _)| *id == operation.id)?;
        Some(ProductCall { name: operation.id, send: Box::new(move |world| ask(operation, world)) })
    });
    all.collect()
});

/// The answer of an operation.
pub(super) fn one<T>(operation: &'static OperationInfo, world: &World) -> Sending<'static>
where
    T: Model + DeserializeOwned + Debug + Send + 'static,
{
    let call = request(operation, world, T::from_json).call();
    Box::pin(async move { shown(call.await) })
}

/// All items of a collection.
pub(super) fn list<T>(operation: &'static OperationInfo, world: &World) -> Sending<'static>
where
    T: Listed + Model + DeserializeOwned + Debug + Send + 'static,
{
    let list = request(operation, world, Collection::<T>::from_json).list();
    Box::pin(async move { shown(list.all().await) })
}

/// Whether there was an answer.
pub(super) fn none(operation: &'static OperationInfo, world: &World) -> Sending<'static> {
    let call = request(operation, world, ignore_body).call();
    Box::pin(async move { shown(call.await) })
}

/// The request with the body of its fixture, about what there is.
fn request<T>(
    operation: &'static OperationInfo,
    world: &World,
    decode: fn(&[u8]) -> Result<T, DecodeError>,
) -> RequestBuilder<Value, T> {
    let mut request = client(operation, world).request_of(operation, decode);
    for parameter in operation.path.split('{').skip(1) {
        let name = parameter.split('}').next().unwrap();
        request = request.segment(match name {
            "environmentID" => world.ping.client().environment().unwrap().as_str(),
            "userID" => &world.user,
            "deviceID" => &world.device,
            "transactionID" => &world.transaction,
            "verifyPolicyID" => &world.policy,
            _ => "other-1",
        });
    }
    match body(operation.id, world) {
        Some(body) => request.json(&body),
        None => request,
    }
}

fn client(operation: &OperationInfo, world: &World) -> Client {
    match operation.id.starts_with("pingid.") {
        true => world.ping.pingid().unwrap().client().clone(),
        false => world.ping.client().clone(),
    }
}

fn body(id: &str, world: &World) -> Option<Value> {
    let file = crate::root().join("fixtures").join(id.replace('.', "/")).join("request.json");
    let text = fs::read_to_string(file).ok()?;
    let text = if id.starts_with("pingid.") { inside_envelope(&text) } else { &text };
    let mut body = serde_json::from_str(text).unwrap();
    suit(&mut body, world);
    Some(body)
}

/// Puts what there is in the place of what the document had.
fn suit(body: &mut Value, world: &World) {
    let Value::Object(members) = body else { return };
    for (name, member) in members {
        let known = match name.as_str() {
            "user" => &world.user,
            "device" | "selectedDevice" => &world.device,
            "verifyPolicy" => &world.policy,
            "username" | "userName" if member.is_string() => {
                *member = "jdoe".into();
                continue;
            }
            _ => {
                suit(member, world);
                continue;
            }
        };
        if let Some(id) = member.get_mut("id") {
            *id = known.as_str().into();
        }
    }
}
