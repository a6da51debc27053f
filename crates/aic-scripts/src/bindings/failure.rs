//! How a method of a binding fails.

use serde_json::Value;

/// How a method of a binding fails.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// An exception that the script can catch.
    Thrown(Box<Exception>),
    /// The time is up; the script cannot catch it.
    TimeUp,
}

/// An exception as a script sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exception {
    /// The Java class behind it; none for an error of JavaScript.
    pub(crate) class: Option<&'static str>,
    pub(crate) message: String,
    /// The HTTP-like code, where the class has one.
    pub(crate) code: Option<u16>,
    pub(crate) reason: Option<String>,
    pub(crate) detail: Option<Value>,
}

impl Failure {
    /// A plain error of JavaScript.
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self::Thrown(Box::new(Exception { message: message.into(), ..Exception::default() }))
    }

    /// An exception of this Java class.
    pub(crate) fn java(class: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::Thrown(Box::new(Exception { class: Some(class), message, ..Exception::default() }))
    }
}
