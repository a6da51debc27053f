//! What of the language a script uses that the service's engine does not have.
//!
//! That engine is Rhino 1.7.14, with a part of ES2015.

mod checker;
mod nesting;

use std::collections::BTreeMap;

use boa_engine::ast::Position;
use boa_engine::ast::scope::Scope;
use boa_engine::interner::Interner;
use boa_engine::parser::lexer::Error as LexError;
use boa_engine::parser::{Error, Parser, Source};

pub(crate) use nesting::is_too_deep;

use crate::outcome::{Diagnostic, ErrorKind, ScriptError};

/// The longest source, in bytes.
const LONGEST: usize = 1 << 20;
/// The stack of a thread that reads a script. The engine's parser takes tens of KiB for a bracket
/// where it is not optimized, and what is not used costs nothing.
pub(crate) const STACK: usize = 128 << 20;

/// What there is to say of a script.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) unsupported: Vec<Diagnostic>,
    pub(crate) warnings: Vec<Diagnostic>,
    pub(crate) reserved: Vec<Diagnostic>,
    /// Where loops begin.
    pub(crate) loops: Vec<Place>,
    /// Where names are used.
    pub(crate) names: BTreeMap<String, Vec<Place>>,
}

/// A line and a column, from 1.
pub(crate) type Place = (u32, u32);

/// Reads a script.
pub(crate) fn check(name: &str, source: &str) -> Result<Findings, ScriptError> {
    let nowhere = |kind, message: &str| ScriptError::nowhere(kind, name, message);
    if source.len() > LONGEST {
        return Err(nowhere(ErrorKind::Syntax, "the script is longer than 1 MiB"));
    }
    if is_too_deep(source) {
        return Err(nowhere(ErrorKind::Syntax, "the script is nested too deep"));
    }
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name("aic-script-parser".to_owned());
        let reader = reader.stack_size(STACK).spawn_scoped(scope, || read(name, source));
        let read = reader.ok().and_then(|reader| reader.join().ok());
        read.unwrap_or_else(|| Err(nowhere(ErrorKind::Engine, "the engine cannot read the script")))
    })
}

fn read(name: &str, source: &str) -> Result<Findings, ScriptError> {
    let mut interner = Interner::default();
    let script = Parser::new(Source::from_bytes(source))
        .parse_script(&Scope::new_global(), &mut interner)
        .map_err(|error| syntax_error(name, source, &error))?;
    Ok(checker::check(name, &interner, &script))
}

/// What is wrong with a source, and where.
fn syntax_error(name: &str, source: &str, error: &Error) -> ScriptError {
    let end = || {
        let line = source.lines().count().max(1);
        let column = source.lines().last().map_or(0, |line| line.chars().count()) + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    };
    let (line, column) = match error {
        Error::Expected { span, .. } | Error::Unexpected { span, .. } => place(span.start()),
        Error::General { position, .. } | Error::Lex { err: LexError::Syntax(_, position) } => {
            place(*position)
        }
        Error::AbruptEnd | Error::Lex { .. } => end(),
    };
    // The text of the engine ends with the position.
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let message = format!("SyntaxError: {message}");
    let script = name.to_owned();
    ScriptError::at(ErrorKind::Syntax, Diagnostic { message, script, line, column })
}

fn place(position: Position) -> Place {
    (position.line_number(), position.column_number())
}
