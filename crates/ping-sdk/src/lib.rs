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
//! | Feature | What it adds |
//! |---|---|
//! | `platform`, `mfa`, `pingid`, `verify` | the products; all on by default |
//! | `reqwest` | the default HTTP client, reqwest with rustls; on by default |
//! | `reqwest-client` | a client of reqwest's own builder below; follows the version of reqwest |
//! | `http2` | HTTP/2 in the default HTTP client |
//! | `jwt-assertions` | worker applications with `CLIENT_SECRET_JWT` or `PRIVATE_KEY_JWT` |
//! | `sandbox` | the emulator, for tests |
//! | `sandbox-webauthn` | the emulator with FIDO devices |

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
