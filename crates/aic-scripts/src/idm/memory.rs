//! An IDM in memory.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ping_transport::async_trait;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::pointer::select;
use super::query::fields_of;
use super::{Idm, IdmError, IdmOperation, IdmRequest, patch, query};

/// The most resources.
const RESOURCES: usize = 100_000;

/// An IDM in memory: resources of any kind without a schema, and an outbox for what is sent with
/// `external/email`. Clones are the same one, so a test keeps one to look at.
///
/// ```
/// use aic_scripts::MemoryIdm;
/// use serde_json::json;
///
/// let idm = MemoryIdm::new();
/// idm.put("managed/alpha_user/42", json!({"userName": "bjensen"}));
/// assert_eq!(idm.get("managed/alpha_user/42").unwrap()["userName"], "bjensen");
/// assert!(idm.outbox().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct MemoryIdm(Arc<Mutex<Store>>);

/// What is remembered. The resources stand in the order in which they were created.
#[derive(Default)]
struct Store {
    resources: Vec<(String, Value)>,
    outbox: Vec<Email>,
    ids: u64,
    revisions: u64,
}

/// What a script sent with `external/email`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Email {
    /// The action: `send` or `sendTemplate`.
    pub action: String,
    /// What it was given: `from`, `to`, `subject`, `body`, or the template's name and object.
    pub content: Value,
}

impl fmt::Debug for MemoryIdm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryIdm").finish_non_exhaustive()
    }
}

impl MemoryIdm {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a resource at this path, whether there was one or not. Its `_id` is the last part of
    /// the path; what is no object becomes an empty one.
    pub fn put(&self, path: &str, resource: Value) {
        let members = match resource {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        self.store().put(path.trim_matches('/'), members);
    }

    /// The resource at this path.
    pub fn get(&self, path: &str) -> Option<Value> {
        self.store().find(path.trim_matches('/')).map(|(_, resource)| resource.clone())
    }

    /// The paths and resources, in the order in which they were created.
    pub fn resources(&self) -> Vec<(String, Value)> {
        self.store().resources.clone()
    }

    /// What was sent.
    pub fn outbox(&self) -> Vec<Email> {
        self.store().outbox.clone()
    }
}

#[async_trait]
impl Idm for MemoryIdm {
    async fn handle(&self, request: IdmRequest) -> Result<Value, IdmError> {
        self.store().handle(request)
    }
}

impl Store {
    fn find(&mut self, path: &str) -> Option<&mut (String, Value)> {
        self.resources.iter_mut().find(|(known, _)| known == path)
    }

    /// Puts a resource in its place, with its id and the next revision.
    fn put(&mut self, path: &str, mut members: Map<String, Value>) -> Value {
        self.revisions += 1;
        let id = path.rsplit('/').next().unwrap_or(path);
        members.insert("_id".to_owned(), id.into());
        members.insert("_rev".to_owned(), self.revisions.to_string().into());
        let resource = Value::Object(members);
        match self.find(path) {
            Some((_, known)) => *known = resource.clone(),
            None => self.resources.push((path.to_owned(), resource.clone())),
        }
        resource
    }

    /// The resource, where it has the revision that was asked for.
    fn current(&mut self, path: &str, revision: Option<&str>) -> Result<Value, IdmError> {
        let Some((_, resource)) = self.find(path) else {
            return Err(IdmError::new(404, format!("Object {path} not found")));
        };
        if revision.is_some_and(|wanted| wanted != "*" && resource["_rev"] != wanted) {
            let message = format!("{path} has another revision than the one that was given");
            return Err(IdmError::new(412, message));
        }
        Ok(resource.clone())
    }

    fn handle(&mut self, request: IdmRequest) -> Result<Value, IdmError> {
        let IdmRequest { resource: path, operation, params, fields } = request;
        let answer = match operation {
            IdmOperation::Create { id, content } => self.create(&path, id, content)?,
            IdmOperation::Read => self.current(&path, None)?,
            IdmOperation::Update { revision, content } => {
                self.current(&path, revision.as_deref())?;
                self.put(&path, content)
            }
            IdmOperation::Patch { revision, changes } => {
                let mut changed = self.current(&path, revision.as_deref())?;
                patch::apply(&mut changed, &changes)?;
                match changed {
                    Value::Object(members) => self.put(&path, members),
                    _ => return Err(IdmError::bad_request("a resource has to stay an object")),
                }
            }
            IdmOperation::Delete { revision } => {
                let deleted = self.current(&path, revision.as_deref())?;
                self.resources.retain(|(known, _)| *known != path);
                deleted
            }
            IdmOperation::Query => {
                let below = |known: &str| {
                    let rest = known.strip_prefix(path.as_str())?.strip_prefix('/')?;
                    (!rest.contains('/')).then_some(())
                };
                let known = self.resources.iter();
                let found = known.filter(|(known, _)| below(known).is_some());
                let found = found.map(|(_, resource)| resource.clone());
                return query::answer(found, &params, &fields);
            }
            IdmOperation::Action { name, content } => return self.act(&path, name, content),
        };
        let fields = fields_of(params.get("_fields").map(String::as_str), &fields);
        Ok(select(&answer, &fields))
    }

    fn create(
        &mut self,
        path: &str,
        id: Option<String>,
        content: Map<String, Value>,
    ) -> Result<Value, IdmError> {
        if self.resources.len() >= RESOURCES {
            return Err(IdmError::new(503, format!("there are {RESOURCES} resources already")));
        }
        let id = match id.or_else(|| content.get("_id")?.as_str().map(str::to_owned)) {
            Some(id) if id.is_empty() || id.contains('/') => {
                return Err(IdmError::bad_request("the id of a resource is empty or has a slash"));
            }
            Some(id) => id,
            // Counted, so that each run is the same.
            None => {
                self.ids += 1;
                format!("00000000-0000-4000-8000-{:012x}", self.ids)
            }
        };
        let path = format!("{path}/{id}");
        if self.find(&path).is_some() {
            return Err(IdmError::new(412, format!("{path} exists already")));
        }
        Ok(self.put(&path, content))
    }

    fn act(&mut self, path: &str, name: String, content: Value) -> Result<Value, IdmError> {
        match (path, name.as_str()) {
            ("external/email", "send" | "sendTemplate") => {
                let to = |name: &str| content.get(name).is_some_and(|value| !value.is_null());
                if name == "send" && !to("to") {
                    return Err(IdmError::bad_request("an email needs `to`"));
                }
                self.outbox.push(Email { action: name, content });
                Ok(json!({"status": "OK", "message": "Email sent"}))
            }
            _ => Err(IdmError::bad_request(format!(
                "{path} has no action `{}` in memory",
                name.escape_debug()
            ))),
        }
    }
}
