//! Objects that scripts see, and what their methods take and give.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::failure::Failure;
use crate::session::Session;

/// What a method does.
pub(crate) type Body = Rc<dyn Fn(&Session, &Args) -> Result<Reply, Failure>>;

/// What waits for an answer that comes later.
pub(crate) type Work = Box<dyn FnOnce(&Session) -> Result<Object, Failure>>;

/// A method, and how it takes numbers.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) body: Body,
    pub(crate) numbers: Numbers,
}

/// How the values of a script become JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// As `JSON.stringify` has it: whole numbers stay whole, `undefined` members are left out.
    Plain,
    /// As the service's HTTP client has it: every number is a double, `undefined` is null.
    Doubles,
    /// As `JSON.stringify` has it, but for errors, which are texts.
    Written,
}

/// An object as a script sees it.
#[derive(Default)]
pub(crate) struct Object(pub(crate) Vec<(&'static str, Field)>);

/// What an object has under a name.
pub(crate) enum Field {
    Json(Value),
    Method(Method),
    Object(Object),
}

impl Object {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn field(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((name, Field::Json(value.into())));
        self
    }

    pub(crate) fn object(mut self, name: &'static str, object: Self) -> Self {
        self.0.push((name, Field::Object(object)));
        self
    }

    pub(crate) fn method(
        self,
        name: &'static str,
        body: impl Fn(&Session, &Args) -> Result<Reply, Failure> + 'static,
    ) -> Self {
        self.method_with(name, Numbers::Plain, body)
    }

    pub(crate) fn method_with(
        mut self,
        name: &'static str,
        numbers: Numbers,
        body: impl Fn(&Session, &Args) -> Result<Reply, Failure> + 'static,
    ) -> Self {
        self.0.push((name, Field::Method(Method { body: Rc::new(body), numbers })));
        self
    }
}

/// What a method gives.
pub(crate) enum Reply {
    Undefined,
    Json(Value),
    Object(Object),
    /// The object that the method was called on.
    This,
    /// The same, once the function that is this argument has been called, if it is one.
    Calls {
        argument: usize,
        with: Value,
    },
    /// What comes later: the work that waits for it.
    Promise(Work),
    /// The first argument, filled with these numbers.
    Filled(Vec<i32>),
}

impl<T: Into<Value>> From<T> for Reply {
    fn from(value: T) -> Self {
        Self::Json(value.into())
    }
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Undefined,
    Json(Value),
}

/// The arguments of a call.
pub(crate) struct Args {
    /// What was called, for messages: `openidm.read`.
    pub(crate) method: Rc<str>,
    pub(crate) values: Vec<Arg>,
    /// The Java exception that is the last of them.
    pub(crate) throwable: Option<String>,
}

impl Args {
    /// The argument, where there is one that is neither `undefined` nor null.
    pub(crate) fn value(&self, index: usize) -> Option<&Value> {
        match self.values.get(index) {
            Some(Arg::Json(value)) if !value.is_null() => Some(value),
            _ => None,
        }
    }

    /// A text that has to be there.
    pub(crate) fn text(&self, index: usize, name: &str) -> Result<&str, Failure> {
        match self.value(index) {
            Some(Value::String(text)) => Ok(text),
            _ => Err(self.wrong(name, "a string")),
        }
    }

    /// What the service makes a text of: a string, a number, a boolean.
    pub(crate) fn written(&self, index: usize, name: &str) -> Result<String, Failure> {
        match self.value(index) {
            Some(Value::Object(_) | Value::Array(_)) | None => Err(self.wrong(name, "a string")),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(value) => Ok(value.to_string()),
        }
    }

    /// A text that may be left out or null.
    pub(crate) fn optional_text(&self, index: usize, name: &str) -> Result<Option<&str>, Failure> {
        self.value(index).map(|_| self.text(index, name)).transpose()
    }

    /// An object that has to be there.
    pub(crate) fn object(&self, index: usize, name: &str) -> Result<&Map<String, Value>, Failure> {
        match self.value(index) {
            Some(Value::Object(members)) => Ok(members),
            _ => Err(self.wrong(name, "an object")),
        }
    }

    /// An object that may be left out or null.
    pub(crate) fn optional_object(
        &self,
        index: usize,
        name: &str,
    ) -> Result<Option<&Map<String, Value>>, Failure> {
        self.value(index).map(|_| self.object(index, name)).transpose()
    }

    /// An array that has to be there.
    pub(crate) fn array(&self, index: usize, name: &str) -> Result<&Vec<Value>, Failure> {
        match self.value(index) {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(self.wrong(name, "an array")),
        }
    }

    /// That an argument is another thing than it has to be.
    pub(crate) fn wrong(&self, name: &str, expected: &str) -> Failure {
        Failure::error(format!("{}: {name} must be {expected}", self.method))
    }
}
