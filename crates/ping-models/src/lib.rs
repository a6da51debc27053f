//! Wire types of the Ping Identity cloud: PingOne Platform, PingOne MFA, PingID and PingOne Verify.
//!
//! No I/O, no async, no HTTP: these types decode what the services send, and encode what they
//! take. Five promises hold for every one of them:
//!
//! - **Lossless.** Decoding and encoding again yields the same members, null where it was null
//!   and absent where it was absent. Members that no field names are kept; `field(name)` reads
//!   known and unknown ones alike, and `open_field(name)` those that no
//!   `serde_json::Value` can hold.
//! - **Open.** Every enum of the wire has a variant for values that are not known yet.
//! - **Exact.** Identifiers, numbers and times are written as they came.
//! - **Bounded.** What a payload becomes in memory stays within a small multiple of its length:
//!   4 MiB and 16 bytes for each byte of it, and its texts. More than that does not decode.
//! - **Discreet.** Secrets print as `[redacted]`, what tells of a person prints as `[personal]`;
//!   unknown members print their names only.
//!
//! Each product has a module and a Cargo feature of the same name.
//!
//! ```
//! use ping_models::platform::License;
//!
//! let license: License = serde_json::from_str(r#"{"id": "l-1", "name": "Trial", "seats": 5}"#)?;
//! assert_eq!(license.name, "Trial");
//! assert_eq!(license.field("seats"), Some(5.into()));
//! # Ok::<(), serde_json::Error>(())
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

// What the derives expand to names this crate as any other one does.
extern crate self as ping_models;

mod decode;
mod escaping;
mod hal;
pub mod ids;
mod items;
mod lenient;
mod loose;
pub mod lossless;
mod member;
mod model;
mod object;
mod open;
mod place;
#[cfg(feature = "qr")]
mod qr;
mod raw;
mod rest;
mod room;
mod rows;
mod secret;
mod times;
mod token;
#[cfg(any(feature = "mfa", feature = "pingid"))]
pub mod webauthn;

#[cfg(feature = "mfa")]
pub mod mfa;
#[cfg(feature = "pingid")]
pub mod pingid;
#[cfg(feature = "platform")]
pub mod platform;
#[cfg(feature = "verify")]
pub mod verify;

mod error_body;

pub use decode::{DecodeError, decode};
pub use error_body::{ErrorCode, ErrorDetail, InnerError, PingOneError};
pub use hal::{BrokenItem, Collection, CollectionEnvelope, Link, Links, Listed, Reference};
pub use ids::*;
pub use items::Items;
pub use loose::{Loose, LooseValue};
pub use model::{Model, UnknownValue};
pub use open::OpenValue;
#[cfg(any(feature = "mfa", feature = "platform", feature = "verify"))]
pub(crate) use ping_models_derive::Tagged;
pub(crate) use ping_models_derive::{Id, Model, OpenEnum};
#[cfg(feature = "qr")]
pub use qr::QrCode;
pub use rest::Rest;
pub use rows::{Row, SetCell};
pub use secret::{Personal, Secret, SecretValue};
pub use times::{CivilTime, EpochMillis, Timestamp};
pub use token::{TokenRequest, TokenResponse};

#[doc(hidden)]
pub mod __private {
    //! What the derives of this crate expand to, and what its siblings share; not part of the
    //! public interface.
    pub use crate::decode::decode_text;
    pub use crate::escaping::escaped;
    pub use crate::lenient::STANDARD as LENIENT_BASE64;
    pub use crate::member::{Key, member, next_value, tag_of};
    pub use crate::model::unknown_value;
    pub use crate::object::{Members, Object, Part, read_object};
    pub use crate::raw::read as read_text;
    pub use crate::rest::refused;
    pub use crate::room::take_for as take_room_for;
    pub use crate::rows::Cell;
    pub use crate::secret::PERSONAL;
    pub use crate::secret::collect as collect_secrets;
    pub use ping_models_derive::with_parts;
    pub use serde;
    pub use serde_json;
}
