//! The Ping Identity cloud in one client: PingOne Platform, PingOne MFA, PingID and PingOne
//! Verify.
//!
//! ```no_run
//! use ping_sdk::prelude::*;
//!
//! # async fn example(user: UserId, code_from_the_app: fn() -> Secret) -> Result<(), Error> {
//! let ping = Ping::builder()
//!     .region(Region::Eu)
//!     .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
//!     .worker("client-id", "client-secret")
//!     .build()?;
//!
//! let devices = ping.mfa().user(&user).devices();
//! let totp = devices.create(NewTotpDevice::new()).await?;
//! devices.activate(&totp.id, code_from_the_app()).await?;
//! # Ok(()) }
//! ```
//!
//! Calls are awaited on a Tokio runtime with I/O and timers, such as that of `#[tokio::main]`.
//!
//! # What do you want to do?
//!
//! `ping` is a [`Ping`], `pingid` is [`ping.pingid()?`](Ping::pingid), `user` is a user's id. Each
//! call is awaited, or looked at first with [`describe`](transport::Call::describe).
//!
//! | Platform (feature `platform`) | |
//! |---|---|
//! | list licenses | [`ping.platform()`](Ping::platform)[`.organization(id)`](platform::Platform::organization)[`.licenses()`](platform::OrganizationHandle::licenses)[`.list()`](platform::Licenses::list) |
//! | find a user | `ping.platform()`[`.users()`](platform::Platform::users)[`.list()`](platform::Users::list)`.filter(`[`UserFilter`](platform::UserFilter)`::username().eq("jdoe"))` |
//! | create, read, change or delete a user | `ping.platform().users()`[`.create(..)`](platform::Users::create), [`.read(..)`](platform::Users::read), [`.patch(..)`](platform::Users::patch), [`.delete(..)`](platform::Users::delete) |
//! | work in another environment | [`ping.in_environment(id)`](Ping::in_environment), or that of one product |
//!
//! | PingOne MFA (feature `mfa`) | |
//! |---|---|
//! | pair a phone number, an email address or an authenticator app | [`ping.mfa()`](Ping::mfa)[`.user(user)`](mfa::Mfa::user)[`.devices()`](mfa::UserHandle::devices)[`.create(..)`](mfa::Devices::create) with a [`NewSmsDevice`](models::mfa::NewSmsDevice), [`NewEmailDevice`](models::mfa::NewEmailDevice) or [`NewTotpDevice`](models::mfa::NewTotpDevice), then [`.activate(..)`](mfa::Devices::activate) |
//! | sign a user in with a passcode or a push | `ping.mfa()`[`.authenticate(user)`](mfa::Mfa::authenticate), then what the [`Step`](mfa::Step) in hand offers |
//! | turn MFA on for a user | `ping.mfa().user(user)`[`.mfa_enabled()`](mfa::UserHandle::mfa_enabled)[`.update(true)`](mfa::MfaEnabledHandle::update) |
//! | unlock a device | `ping.mfa().user(user).devices()`[`.unlock(id)`](mfa::Devices::unlock) |
//!
//! | PingID (feature `pingid`) | |
//! |---|---|
//! | use PingID alone | [`Ping::builder()`](Ping::builder)[`.pingid_properties_file(path)`](PingBuilder::pingid_properties_file), or [`PingId::from_properties_file`](pingid::PingId::from_properties_file) |
//! | add a user and pair a phone with a QR code | [`pingid.pair_online(..)`](pingid::PingId::pair_online), then [`wait`](pingid::OnlinePairing::wait) |
//! | sign a user in with a push | [`pingid.authenticate("jdoe")`](pingid::PingId::authenticate), then [`wait`](pingid::PushStep::wait) on the push of the [`Step`](pingid::Step) |
//! | pair or use a passkey or security key | [`pingid.pair_fido(..)`](pingid::PingId::pair_fido), [`pingid.authenticate_passwordless(..)`](pingid::PingId::authenticate_passwordless) |
//! | let a user in without a second factor for a while | [`pingid.users()`](pingid::PingId::users)[`.bypass(..)`](pingid::Users::bypass) |
//! | stream the report of all users | [`pingid.report(..)`](pingid::PingId::report), row by row; [`pingid.report_file(..)`](pingid::PingId::report_file) as it comes |
//! | send the browser to PingID's own pages | [`pingid.redirects()`](pingid::PingId::redirects)[`.authenticate(..)`](pingid::Redirects::authenticate) |
//! | keep a sign-in between the requests of a web application | `seal` on a step, [`pingid.open(..)`](pingid::PingId::open) |
//! | let each sign-in in once | [`UsedIds`](transport::UsedIds) |
//!
//! | PingOne Verify (feature `verify`) | |
//! |---|---|
//! | verify a person's identity | [`ping.verify()`](Ping::verify)[`.user(user)`](verify::Verify::user)[`.start(..)`](verify::UserHandle::start), then [`wait`](verify::Verification::wait) for the [`Verdict`](verify::Verdict) |
//! | read what stands on the document | [`Verdict::government_id`](verify::Verdict::government_id), or `.user(user)`[`.transaction(id)`](verify::UserHandle::transaction)[`.verified_data()`](verify::TransactionHandle::verified_data) |
//! | manage policies | `ping.verify()`[`.policies()`](verify::Verify::policies) |
//!
//! | Everywhere | |
//! |---|---|
//! | configure from environment variables | [`Ping::from_env`] |
#![cfg_attr(
    feature = "sandbox",
    doc = "| try it without a tenant, and test offline | [`Sandbox::start()`](sandbox::Sandbox::start) (feature `sandbox`), [`PingBuilder::sandbox`] |"
)]
#![cfg_attr(
    not(feature = "sandbox"),
    doc = "| try it without a tenant, and test offline | `Sandbox::start()`, `PingBuilder::sandbox` (feature `sandbox`) |"
)]
//! | read a list item by item or page by page | [`List::stream`](transport::List::stream), [`pages`](transport::List::pages), [`all`](transport::List::all) |
//! | make many calls, and go on where some fail | [`Bulk`](transport::Bulk), with [`PingBuilder::rate`] |
//! | wait until what was just created can be used | [`Call::settle`](transport::Call::settle) |
//! | limit the time of a call, not repeat it, add a header or member | [`Call::timeout`](transport::Call::timeout), [`retry`](transport::Call::retry), [`header`](transport::Call::header), [`body_field`](transport::Call::body_field) |
//! | see status and headers | [`Call::with_response`](transport::Call::with_response) |
//! | know whether a thing is there | [`Call::optional`](transport::Call::optional) |
//! | let more come along with an answer | [`Call::expand`](transport::Call::expand), [`List::expand`](transport::List::expand) |
//! | call without an async runtime | `send_blocking()` on whatever is awaited, `stream().blocking()` (feature `blocking`) |
//! | hand a call to `tokio::spawn`, `join_all` or `block_on` | [`Call::send`](transport::Call::send) |
//! | know why a call failed, and whether to repeat it | [`Error`] |
//! | read a member that has no field | `field(name)` on every type of [`models`] |
//! | call an operation that has no method | [`transport::operations!`], [`Ping::client`] |
//!
//! # What it needs
//!
//! Calls run on Tokio, with its timers and I/O: `#[tokio::main]` and `#[tokio::test]` have both, a
//! runtime of your own takes `enable_all()`.
//!
//! | Feature | What it adds |
//! |---|---|
//! | `platform`, `mfa`, `pingid`, `verify` | the products; all on by default |
//! | `reqwest` | the default HTTP client, reqwest with rustls; on by default |
//! | `reqwest-client` | a client of reqwest's own builder below; follows the version of reqwest |
//! | `http2` | HTTP/2 in the default HTTP client |
//! | `jwt-assertions` | worker applications with `CLIENT_SECRET_JWT` or `PRIVATE_KEY_JWT` |
//! | `rustls-no-provider` | the same without cryptography of its own: the program installs a provider of rustls |
//! | `blocking` | calls and lists that block the thread, for programs without an async runtime |
//! | `seal` | sealed state that crosses a web application's requests; PingID has it always |
//! | `rows` | rows of files, read while they are still coming; PingID has it always |
//! | `zip` | files out of encrypted archives, and rows out of those of MFA's reports |
//! | `time`, `chrono`, `jiff` | conversions of times, for the crates of these names |
//! | `testing` | a scripted transport, a manual clock and a recorder, for tests |
//! | `scripts` | scripts of Advanced Identity Cloud, run with their bindings |
//! | `sandbox` | the emulator, for tests |
//! | `sandbox-webauthn` | the emulator with FIDO devices |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod builder;
mod ping;
pub mod prelude;

pub use builder::PingBuilder;
pub use ping::Ping;

// Inlined, so that the documentation of this crate has all of them.
#[doc(inline)]
pub use ping_models as models;
#[doc(inline)]
pub use ping_transport as transport;
pub use ping_transport::{Error, ErrorKind};

#[cfg(feature = "scripts")]
#[doc(inline)]
pub use aic_scripts as scripts;
#[cfg(feature = "sandbox")]
#[doc(inline)]
pub use ping_sandbox as sandbox;
#[cfg(feature = "pingid")]
#[doc(inline)]
pub use pingid_rest as pingid;
#[cfg(feature = "mfa")]
#[doc(inline)]
pub use pingone_mfa as mfa;
#[cfg(feature = "platform")]
#[doc(inline)]
pub use pingone_platform as platform;
#[cfg(feature = "verify")]
#[doc(inline)]
pub use pingone_verify as verify;
