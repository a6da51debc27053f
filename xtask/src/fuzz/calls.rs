//! The calls of the products, to be answered or tampered with: flows and what else has a logic of its
//! own. The others follow from their operations.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::LazyLock;

use ping_sdk::models::pingid::{AddUser, DeviceType, ReportFormat, Role, StartOfflinePairing};

use ping_sdk::models::verify::NewVerification;
use ping_sdk::pingid::{PingId, RelyingParty};
use ping_sdk::{Error, Ping};

use super::plain::PLAIN;

/// A client and what it can name.
pub(super) struct World {
    pub(super) ping: Ping,
    pub(super) user: String,
    pub(super) device: String,
    pub(super) transaction: String,
    pub(super) policy: String,
}

/// How a value prints, or the error.
pub(super) type Shown = Result<String, Error>;

/// A call under way.
pub(super) type Sending<'a> = Pin<Box<dyn Future<Output = Shown> + 'a>>;

/// A call of a product.
pub(super) struct ProductCall {
    /// The operation; behind a `#` what tells it from other calls of the same.
    pub(super) name: &'static str,
    pub(super) send: Box<dyn Fn(&World) -> Sending<'_> + Send + Sync>,
}

impl ProductCall {
    pub(super) fn operation(&self) -> &'static str {
        self.name.split('#').next().unwrap()
    }

    /// Whether it may send more than one request.
    pub(super) fn is_flow(&self) -> bool {
        self.name.ends_with("#flow")
    }

    pub(super) fn is_pingid(&self) -> bool {
        self.name.starts_with("pingid.")
    }
}

pub(super) fn shown<T: Debug>(result: Result<T, Error>) -> Shown {
    result.map(|value| format!("{value:?}"))
}

fn pingid(world: &World) -> PingId {
    world.ping.pingid().unwrap()
}

fn relying_party() -> RelyingParty {
    RelyingParty::new("pingone.com", "https://admin.pingone.com")
}

/// All calls.
pub(super) fn calls() -> impl Iterator<Item = &'static ProductCall> {
    let is_own = |call: &&ProductCall| OWN.iter().any(|own| own.name == call.name);
    OWN.iter().chain(PLAIN.iter().filter(move |call| !is_own(call)))
}

macro_rules! calls {
    ($( $name:literal => |$world:ident| $call:expr; )*) => {
        static OWN: LazyLock<Vec<ProductCall>> = LazyLock::new(|| vec![$(
            ProductCall {
                name: $name,
                send: Box::new(|$world| Box::pin(async move { shown($call.await) })),
            },
        )*]);
    };
}

calls! {
    "verify.create_verify_transaction#flow" => |w| async {
        let verification = NewVerification::with_policy(&*w.policy);
        let started = w.ping.verify().user(&*w.user).start(verification).await?;
        started.wait().await
    };
    "pingid.add_user#flow" => |w| async {
        let pairing = pingid(w).pair_online(AddUser::new("jdoe", Role::Regular)).await?;
        pairing.poll().await
    };
    "pingid.start_offline_pairing#flow" => |w| async {
        let started = StartOfflinePairing::sms("jdoe", "13035551234");
        let pairing = pingid(w).pair_offline(started).await?;
        pairing.submit("123456").await
    };
    "pingid.authenticator_app_start_pairing#flow" => |w| async {
        let pairing = pingid(w).pair_authenticator_app("jdoe").await?;
        pairing.submit("123456").await
    };
    "pingid.get_job_status#flow" => |w| pingid(w).job("DTLv1uMpivQRoFN68edsYi4Y").poll();
    "pingid.get_organization_report" => |w| async {
        let mut report = pingid(w).report(ReportFormat::Json).await?;
        let mut rows = Vec::new();
        while let Some(row) = report.try_next().await? {
            rows.push(row);
        }
        Ok(rows)
    };
    "pingid.start_authentication#flow" => |w| async {
        use ping_sdk::pingid::Step;
        match pingid(w).authenticate("jdoe").await? {
            Step::Otp(step) => step.submit("123456").await.map(Into::into),
            Step::Push(step) => step.poll().await,
            other => Ok(other),
        }
    };
    "pingid.authenticate_online#flow" => |w| {
        pingid(w).authenticate_by_backup("jdoe", DeviceType::Email, "jdoe@example.com")
    };
    "pingid.webauthn_start_pairing#flow" => |w| async {
        let party = relying_party();
        let pairing = pingid(w).pair_fido(&party, party.pairing("jdoe")).await?;
        pairing.options()
    };
    "pingid.start_webauthn_passwordless_auth#flow" => |w| async {
        let step = pingid(w).authenticate_passwordless(&relying_party()).await?;
        step.options()
    };
}
