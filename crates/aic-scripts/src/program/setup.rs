//! The file that says what the bindings work with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aic_scripts::{
    HttpTransport, Level, Limits, MemoryIdm, RestIdm, Runtime, RuntimeBuilder, Script,
};
use ping_transport::{ClientBuilder, ProcessEnvironment, ReqwestTransport, Secret};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::stubs::{Stub, Stubs};
use super::{Problem, allocated, beside, unreadable};

/// What the bindings work with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Setup {
    pub(super) name: Option<String>,
    realm: Option<String>,
    cookie_name: Option<String>,
    transaction_id: Option<String>,
    level: Option<String>,
    beyond_the_service: bool,
    missing_is_null: bool,
    pub(super) shared: Map<String, Value>,
    transient: Map<String, Value>,
    globals: Map<String, Value>,
    properties: BTreeMap<String, String>,
    secrets: BTreeMap<String, Secret>,
    global_secrets: BTreeMap<String, Secret>,
    libraries: BTreeMap<String, String>,
    idm: Map<String, Value>,
    tenant: Option<Tenant>,
    http: Option<Vec<Stub>>,
    clients: BTreeMap<String, Instance>,
    limits: Bounds,
    #[cfg_attr(not(feature = "sandbox"), allow(dead_code, reason = "read with the feature"))]
    pub(super) sandbox: Option<Person>,
}

/// A real IDM.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Tenant {
    url: String,
    /// The environment variable that has the access token.
    token_variable: String,
}

/// An instance of the Http Client service: with answers, or with files of PEM.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Instance {
    http: Option<Vec<Stub>>,
    /// The client's certificate and its key.
    certificate: Option<String>,
    /// The certificates of the authorities that are trusted beside those of the system.
    trust: Option<String>,
}

/// The user whom the sandbox has, and what it went through.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(not(feature = "sandbox"), allow(dead_code, reason = "read with the feature"))]
pub(super) struct Person {
    pub(super) username: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
    /// `requested`, `verified` or `failed`, the oldest first.
    pub(super) verifications: Vec<String>,
}

impl Default for Person {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            username: text("ann"),
            given_name: text("Ann"),
            family_name: text("Lee"),
            verifications: Vec::new(),
        }
    }
}

/// Limits that are not the usual ones.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bounds {
    milliseconds: Option<u64>,
    instructions: Option<usize>,
    loop_iterations: Option<u64>,
    recursion: Option<usize>,
    megabytes: Option<usize>,
}

/// Who answers where the file has no `http`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Network {
    /// The services themselves.
    Real,
    /// Nobody.
    None,
}

impl Setup {
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        serde_json::from_str(&text).map_err(|error| unreadable(path, &error))
    }

    pub(super) fn limits(&self) -> Limits {
        let Bounds { milliseconds, instructions, loop_iterations, recursion, megabytes } =
            self.limits;
        let mut limits = Limits::default();
        limits.time = milliseconds.map_or(limits.time, Duration::from_millis);
        limits.instructions = instructions.unwrap_or(limits.instructions);
        limits.loop_iterations = loop_iterations.unwrap_or(limits.loop_iterations);
        limits.recursion = recursion.unwrap_or(limits.recursion);
        let memory = megabytes.map_or(limits.memory, |megabytes| megabytes.saturating_mul(1 << 20));
        limits.memory(memory, allocated)
    }

    /// The runtime, and its IDM where that is in memory. Paths are those beside the folder.
    pub(super) fn runtime(
        &self,
        folder: &Path,
        network: Network,
    ) -> Result<(RuntimeBuilder, Option<MemoryIdm>), Problem> {
        let mut builder = Runtime::builder();
        if let Some(realm) = &self.realm {
            builder = builder.realm(realm);
        }
        if let Some(name) = &self.cookie_name {
            builder = builder.cookie_name(name);
        }
        if let Some(id) = &self.transaction_id {
            builder = builder.transaction_id(id);
        }
        if let Some(level) = &self.level {
            let level = Level::parse(level);
            let level = level.ok_or("level: one of trace, debug, info, warn, error is wanted")?;
            builder = builder.level(level);
        }
        if self.beyond_the_service {
            builder = builder.beyond_the_service();
        }
        if self.missing_is_null {
            builder = builder.missing_is_null();
        }
        for (key, value) in &self.shared {
            builder = builder.shared(key, value.clone());
        }
        for (key, value) in &self.transient {
            builder = builder.transient(key, value.clone());
        }
        for (name, value) in &self.globals {
            builder = builder.global(name, value.clone());
        }
        for (name, value) in &self.properties {
            builder = builder.property(name, value);
        }
        for (label, secret) in &self.secrets {
            builder = builder.secret(label, secret.clone());
        }
        for (label, secret) in &self.global_secrets {
            builder = builder.global_secret(label, secret.clone());
        }
        for (name, path) in &self.libraries {
            let path = beside(folder, path);
            let source =
                std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let library = Script::parse(name, source).map_err(|error| error.to_string())?;
            builder = builder.library(library);
        }
        builder = builder.http(transport(self.http.as_deref(), network)?);
        for (name, instance) in &self.clients {
            builder = builder.http_client(name, instance.transport(folder, network)?);
        }
        if network == Network::Real {
            builder = real_environment(builder)?;
        }
        self.idm(builder, network)
    }

    fn idm(
        &self,
        builder: RuntimeBuilder,
        network: Network,
    ) -> Result<(RuntimeBuilder, Option<MemoryIdm>), Problem> {
        let Some(tenant) = &self.tenant else {
            let idm = MemoryIdm::new();
            for (path, resource) in &self.idm {
                idm.put(path, resource.clone());
            }
            return Ok((builder.idm(idm.clone()), Some(idm)));
        };
        if network == Network::None {
            return Err("tenant: tests do not reach a real tenant; give them `idm`".to_owned());
        }
        let token = std::env::var(&tenant.token_variable);
        let token = token.map_err(|_| {
            format!("tenant: the variable {} has no access token", tenant.token_variable)
        })?;
        let idm = RestIdm::new(&tenant.url, token, transport(None, network)?);
        Ok((builder.idm(idm), None))
    }
}

/// The environment of PingOne that the variables name, where they do.
fn real_environment(builder: RuntimeBuilder) -> Result<RuntimeBuilder, Problem> {
    let client = ClientBuilder::from_variables(&ProcessEnvironment);
    let client = client.map_err(|error| error.to_string())?;
    if !client.has_credentials() {
        return Ok(builder);
    }
    Ok(builder.verify(client.build().map_err(|error| error.to_string())?))
}

fn transport(stubs: Option<&[Stub]>, network: Network) -> Result<Arc<dyn HttpTransport>, Problem> {
    Ok(match (stubs, network) {
        (Some(stubs), _) => Arc::new(Stubs::new(stubs)?),
        (None, Network::None) => Arc::new(Stubs::default()),
        (None, Network::Real) => {
            let transport = ReqwestTransport::builder().build();
            Arc::new(transport.map_err(|error| error.to_string())?)
        }
    })
}

impl Instance {
    fn transport(
        &self,
        folder: &Path,
        network: Network,
    ) -> Result<Arc<dyn HttpTransport>, Problem> {
        if self.http.is_some() || network == Network::None {
            return transport(self.http.as_deref(), network);
        }
        let mut client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never());
        let read = |path: &str| {
            let path = beside(folder, path);
            std::fs::read(&path).map_err(|error| unreadable(&path, &error))
        };
        if let Some(path) = &self.certificate {
            let identity = reqwest::Identity::from_pem(&read(path)?);
            let identity =
                identity.map_err(|_| format!("{path} has no certificate with its key"))?;
            client = client.identity(identity);
        }
        if let Some(path) = &self.trust {
            let authorities = reqwest::Certificate::from_pem_bundle(&read(path)?);
            let authorities = authorities.map_err(|_| format!("{path} has no certificates"))?;
            client = authorities
                .into_iter()
                .fold(client, |client, authority| client.add_root_certificate(authority));
        }
        let client = client.build().map_err(|error| format!("no HTTP client: {error}"))?;
        Ok(Arc::new(ReqwestTransport::from_client(client)))
    }
}
