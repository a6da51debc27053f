//! The bindings: what each method does, without the engine.
//!
//! A binding is an [`Object`]: fields, and methods that take JSON and give JSON or another object.
//! The engine makes JavaScript of it.

mod action;
#[cfg(feature = "crypto")]
mod bcrypt;
mod bytes;
#[cfg(feature = "crypto")]
mod cipher;
mod crypto;
#[cfg(feature = "crypto")]
mod digests;
mod failure;
mod http;
mod http_request;
#[cfg(feature = "crypto")]
mod keys;
mod logger;
mod node_state;
mod object;
mod openidm;
mod secrets;
#[cfg(feature = "crypto")]
mod subtle;
mod system_env;
mod utils;
mod verify;

use std::rc::Rc;

pub(crate) use crypto::uuid;
pub(crate) use failure::{Exception, Failure};
pub(crate) use object::{Arg, Args, Field, Method, Numbers, Object, Reply, Work};

use crate::session::Session;

/// The bindings of a run, by name.
pub(crate) fn all(session: &Session) -> Vec<(&'static str, Object)> {
    vec![
        ("action", action::binding()),
        ("httpClient", http::binding()),
        ("logger", logger::binding()),
        ("nodeState", node_state::binding()),
        ("openidm", openidm::binding()),
        ("secrets", secrets::binding()),
        ("systemEnv", system_env::binding()),
        ("utils", utils::binding()),
        ("verifyTransactionsHelper", verify::binding(Rc::new(verify::Helper::new(session)))),
    ]
}

/// What scripts of the older engine use, and what takes its place.
pub(crate) fn hint(name: &str) -> Option<&'static str> {
    Some(match name {
        "sharedState" | "transientState" => {
            "it belongs to legacy scripts; next-generation scripts use nodeState"
        }
        "JavaImporter" | "Packages" | "org" | "com" | "javax" => {
            "next-generation scripts have no Java classes but the bindings"
        }
        "callbacks" | "callbacksBuilder" => "callbacks are not there: run the script behind them",
        "idRepository" => "the identity repository is not there: read the user with openidm",
        "auditEntryDetail" | "cacheManager" | "emailService" | "existingSession" | "journey"
        | "jwtAssertion" | "jwtValidator" | "locales" | "oauthApplication" | "policy"
        | "requestCookies" | "requestHeaders" | "requestParameters" | "samlApplication" => {
            "the service has it and this has not: `globals` can give a plain value of this name"
        }
        "Map" | "Set" | "WeakMap" | "WeakSet" | "Symbol" | "Promise" | "Proxy" | "Reflect" => {
            "the service's engine does not have it"
        }
        "console" => "scripts write with logger",
        "fetch" | "XMLHttpRequest" => "scripts call with httpClient",
        "setTimeout" | "setInterval" => "scripts have no timers",
        _ => return None,
    })
}
