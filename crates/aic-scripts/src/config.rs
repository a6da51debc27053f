//! What scripts run with, as it is set up.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use ping_models::Secret;
use ping_transport::{Client, HttpTransport};
use serde_json::{Map, Value};

use crate::idm::Idm;
use crate::limits::Limits;
use crate::outcome::Level;
use crate::script::Script;

/// What a runtime is made of.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) limits: Limits,
    pub(crate) level: Level,
    pub(crate) realm: String,
    pub(crate) cookie_name: String,
    pub(crate) context: String,
    pub(crate) script_id: String,
    pub(crate) transaction_id: Option<String>,
    pub(crate) beyond: bool,
    pub(crate) missing_is_null: bool,
    pub(crate) libraries: BTreeMap<String, Script>,
    pub(crate) globals: BTreeMap<String, Value>,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) realm_secrets: BTreeMap<String, Arc<[u8]>>,
    pub(crate) global_secrets: BTreeMap<String, Arc<[u8]>>,
    pub(crate) shared: Map<String, Value>,
    pub(crate) transient: Map<String, Value>,
    pub(crate) idm: Option<Arc<dyn Idm>>,
    pub(crate) http: Option<Arc<dyn HttpTransport>>,
    pub(crate) http_clients: BTreeMap<String, Arc<dyn HttpTransport>>,
    pub(crate) verify: Option<Client>,
}

/// Builds a [`Runtime`](crate::Runtime).
#[derive(Clone)]
pub struct RuntimeBuilder(pub(crate) Config);

impl fmt::Debug for RuntimeBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuntimeBuilder").finish_non_exhaustive()
    }
}

impl RuntimeBuilder {
    pub(crate) fn new() -> Self {
        Self(Config {
            limits: Limits::default(),
            level: Level::default(),
            realm: "/alpha".to_owned(),
            cookie_name: "8a92ca506c38f08".to_owned(),
            context: "AUTHENTICATION_TREE_DECISION_NODE".to_owned(),
            script_id: "00000000-0000-4000-8000-000000000000".to_owned(),
            transaction_id: None,
            beyond: false,
            missing_is_null: false,
            libraries: BTreeMap::new(),
            globals: BTreeMap::new(),
            properties: BTreeMap::new(),
            realm_secrets: BTreeMap::new(),
            global_secrets: BTreeMap::new(),
            shared: Map::new(),
            transient: Map::new(),
            idm: None,
            http: None,
            http_clients: BTreeMap::new(),
            verify: None,
        })
    }

    /// What a script may use up.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.0.limits = limits;
        self
    }

    /// The lowest level that is logged.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// The realm, such as `/alpha`.
    #[must_use]
    pub fn realm(mut self, realm: impl Into<String>) -> Self {
        self.0.realm = realm.into();
        self
    }

    /// The name of the session cookie.
    #[must_use]
    pub fn cookie_name(mut self, name: impl Into<String>) -> Self {
        self.0.cookie_name = name.into();
        self
    }

    /// The context and the id of the script, as `logger.getName()` has them.
    #[must_use]
    pub fn script_id(mut self, context: impl Into<String>, id: impl Into<String>) -> Self {
        self.0.context = context.into();
        self.0.script_id = id.into();
        self
    }

    /// The transaction id that HTTP calls carry; a random one for each run without it.
    #[must_use]
    pub fn transaction_id(mut self, id: impl Into<String>) -> Self {
        self.0.transaction_id = Some(id.into());
        self
    }

    /// Lets scripts use what the service's engine does not have. They are warned then, not stopped.
    #[must_use]
    pub fn beyond_the_service(mut self) -> Self {
        self.0.beyond = true;
        self
    }

    /// Lets `openidm.read` give null for what is not there, instead of an exception with the code
    /// 404. The documentation shows the exception; tenants have been seen to give null.
    #[must_use]
    pub fn missing_is_null(mut self) -> Self {
        self.0.missing_is_null = true;
        self
    }

    /// A library script, which `require` finds by its name.
    #[must_use]
    pub fn library(mut self, library: Script) -> Self {
        self.0.libraries.insert(library.name().to_owned(), library);
        self
    }

    /// A further name that scripts find, with a plain value, such as `requestParameters`.
    #[must_use]
    pub fn global(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.globals.insert(name.into(), value.into());
        self
    }

    /// An ESV, as `systemEnv` names it: `esv.my.variable`.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.properties.insert(name.into(), value.into());
        self
    }

    /// The secret that is mapped to a label in the realm.
    #[must_use]
    pub fn secret(mut self, label: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.0.realm_secrets.insert(label.into(), secret.into().expose().as_bytes().into());
        self
    }

    /// The secret that is mapped to a label for all realms. That of the realm goes before.
    #[must_use]
    pub fn global_secret(mut self, label: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.0.global_secrets.insert(label.into(), secret.into().expose().as_bytes().into());
        self
    }

    /// A member of the shared state that scripts begin with.
    #[must_use]
    pub fn shared(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.shared.insert(key.into(), value.into());
        self
    }

    /// A member of the transient state that scripts begin with.
    #[must_use]
    pub fn transient(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.transient.insert(key.into(), value.into());
        self
    }

    /// What answers `openidm`.
    #[must_use]
    pub fn idm(mut self, idm: impl Idm) -> Self {
        self.0.idm = Some(Arc::new(idm));
        self
    }

    /// What sends the requests of `httpClient`.
    #[must_use]
    pub fn http(mut self, transport: Arc<dyn HttpTransport>) -> Self {
        self.0.http = Some(transport);
        self
    }

    /// What sends the requests that ask for this `clientName`: an instance of the Http Client
    /// service, such as one with a client certificate.
    #[must_use]
    pub fn http_client(
        mut self,
        name: impl Into<String>,
        transport: Arc<dyn HttpTransport>,
    ) -> Self {
        self.0.http_clients.insert(name.into(), transport);
        self
    }

    /// The client of PingOne behind `verifyTransactionsHelper`. The user is the one whom
    /// `pingOneUserId` of the state names.
    #[must_use]
    pub fn verify(mut self, client: Client) -> Self {
        self.0.verify = Some(client);
        self
    }
}
