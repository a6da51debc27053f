//! What may be shown of an error: without secrets of its request, and nothing that acts on a
//! terminal.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use ping_models::DecodeError;

use super::{Error, Inner};
use crate::escaping::presentable_id;
use crate::masking::Secrets;

impl Error {
    /// The error as it leaves the client. All that a peer or a transport may have put into it is
    /// named here, so that nothing is forgotten.
    pub(crate) fn cleared(mut self, secrets: &Secrets) -> Self {
        let Inner {
            kind: _,
            message,
            hint: _,
            operation: _,
            status: _,
            body,
            correlation_id,
            retry_after: _,
            field,
            attempts: _,
            elapsed: _,
            decode,
            source,
        } = self.edit();
        let clear = |text: &mut String| *text = secrets.clear(text).into_owned();
        clear(message);
        if let Some(body) = body {
            body.clear(secrets);
        }
        if let Some(id) = correlation_id {
            clear(id);
            *id = presentable_id(id).into_owned();
        }
        field.iter_mut().for_each(clear);
        if let Some(decode) = decode {
            let (path, expected) = (secrets.clear(decode.path()), secrets.clear(decode.expected()));
            *decode = DecodeError::new(path, expected);
        }
        if let Some(source) = source {
            if let Some(error) = source.downcast_ref::<Self>() {
                *source = Arc::new(error.clone().cleared(secrets));
            } else if let Some(shown) = Shown::unless_clear(&**source, secrets) {
                *source = Arc::new(shown);
            }
        }
        self
    }
}

/// What may be shown of an error of somebody else's, with its sources.
struct Shown {
    display: String,
    debug: String,
    source: Option<Box<Shown>>,
}

impl Shown {
    /// So many sources are shown.
    const DEEPEST: usize = 16;

    /// `None` where the error itself may be shown.
    fn unless_clear(error: &(dyn StdError + 'static), secrets: &Secrets) -> Option<Self> {
        let chain =
            || std::iter::successors(Some(error), |error: &&dyn StdError| (*error).source());
        let is_clear = |text: String| secrets.clear(&text) == text;
        let clear = chain()
            .take(Self::DEEPEST)
            .all(|error| is_clear(error.to_string()) && is_clear(format!("{error:?}")));
        if clear && chain().nth(Self::DEEPEST).is_none() {
            return None;
        }
        let sources: Vec<_> = chain().take(Self::DEEPEST).collect();
        sources.into_iter().rev().fold(None, |source, error| {
            Some(Self {
                display: secrets.clear(&error.to_string()).into_owned(),
                debug: secrets.clear(&format!("{error:?}")).into_owned(),
                source: source.map(Box::new),
            })
        })
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl StdError for Shown {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
