//! Payloads in front of the sandbox, as bodies of what the products' calls send.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use bytes::Bytes;
use ping_sdk::models::mfa::{DeviceStatus, NewSmsDevice};
use ping_sdk::models::pingid::{AddUser, Role};
use ping_sdk::models::platform::NewUser;
use ping_sdk::models::verify::NewVerification;
use ping_sdk::sandbox::Sandbox;
use ping_sdk::transport::pingid::Account;
use ping_sdk::transport::{
    Body, HttpTransport, Request, ReqwestTransport, RetryPolicy, TransportError,
};
use ping_sdk::{Error, Ping};
use tokio::runtime::Runtime;

use super::calls::{ProductCall, World};
use super::case::Outcome;

/// Sends to the sandbox, with another body in what it is told to tamper with.
struct Tampering {
    inner: ReqwestTransport,
    account: Account,
    /// The operation and the body that it gets; taken when it was sent.
    planned: Mutex<Option<(&'static str, Bytes)>>,
    status: Mutex<Option<u16>>,
}

#[async_trait]
impl HttpTransport for Tampering {
    async fn send(&self, mut request: Request) -> Result<http::Response<Body>, TransportError> {
        let planned = {
            let mut planned = self.planned.lock().unwrap();
            planned.take_if(|(target, _)| Some(*target) == request.operation)
        };
        let Some((operation, body)) = planned else {
            return self.inner.send(request).await;
        };
        request.body = if operation.starts_with("pingid.") {
            let now = SystemTime::now();
            let token = self.account.envelope().request_token(&body, now);
            token.unwrap().into()
        } else {
            body
        };
        let response = self.inner.send(request).await?;
        *self.status.lock().unwrap() = Some(response.status().as_u16());
        Ok(response)
    }
}

/// Sends the payload in the place of the body of what the call sends, to a sandbox of its own.
/// `Err` says what was broken.
pub(super) fn try_sandbox(
    runtime: &Runtime,
    call: &ProductCall,
    payload: &[u8],
) -> Result<Outcome, String> {
    runtime.block_on(async {
        let sandbox = Sandbox::builder().seed(1).start().await.unwrap();
        let connection = sandbox.connection();
        let transport = Arc::new(Tampering {
            inner: ReqwestTransport::builder().build().unwrap(),
            account: Account::from_properties(&connection.pingid_properties).unwrap(),
            planned: Mutex::new(None),
            status: Mutex::new(None),
        });
        let ping = Ping::builder()
            .sandbox(&connection)
            .transport(transport.clone())
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        let world = populate(ping, &sandbox).await.unwrap();
        let body = Bytes::from(with_ids_of(payload, &world));
        *transport.planned.lock().unwrap() = Some((call.operation(), body));
        let result = waited((call.send)(&world), &sandbox).await;
        let status = *transport.status.lock().unwrap();
        match status {
            // What it does not emulate it refuses by name.
            Some(501) => Ok(Outcome::Error),
            Some(status @ 500..) => Err(format!("the sandbox answers {status}")),
            Some(status @ 400..) if result.is_ok() => Err(format!("{status} became a value")),
            Some(400..) => Ok(Outcome::Error),
            Some(_) => Ok(Outcome::Value),
            None => match result {
                Ok(_) => Err("the call sent something else".into()),
                Err(error) => Err(format!("the sandbox did not answer: {error}")),
            },
        }
    })
}

/// The payload with what there is in the place of the ids that the scripted calls name.
fn with_ids_of(payload: &[u8], world: &World) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(payload) else {
        return payload.to_vec();
    };
    let text = text.replace("user-1", &world.user).replace("device-1", &world.device);
    let text = text.replace("policy-1", &world.policy);
    text.replace("transaction-1", &world.transaction).into_bytes()
}

/// What waits for a person waits for the sandbox's clock.
async fn waited<T>(sending: impl Future<Output = T>, sandbox: &Sandbox) -> T {
    tokio::pin!(sending);
    loop {
        let patience = tokio::time::timeout(Duration::from_millis(500), &mut sending);
        match patience.await {
            Ok(done) => return done,
            Err(_) => sandbox.clock().advance(Duration::from_secs(30)),
        }
    }
}

async fn populate(ping: Ping, sandbox: &Sandbox) -> Result<World, Error> {
    let pairing = ping.pingid()?.pair_online(AddUser::new("jdoe", Role::Regular)).await?;
    sandbox.pingid().pair(pairing.activation_code()).unwrap();
    let user = ping.platform().users().create(NewUser::new("jdoe")).await?;
    ping.mfa().user(&user.id).mfa_enabled().update(true).await?;
    let phone = NewSmsDevice::new("+15125550100").status(DeviceStatus::ActivationRequired);
    let device = ping.mfa().user(&user.id).devices().create(phone).await?;
    let policies = ping.verify().policies().list().all().await?;
    let policy = policies.first().unwrap().id.as_str().to_owned();
    let verification = NewVerification::with_policy(&*policy);
    let transactions = ping.verify().user(&user.id).transactions();
    let transaction = transactions.create(verification).await?;
    Ok(World {
        user: user.id.as_str().to_owned(),
        device: device.id.as_str().to_owned(),
        transaction: transaction.id.as_str().to_owned(),
        policy,
        ping,
    })
}
