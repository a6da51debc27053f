//! Query filters: `userName eq 'bjensen' and !(mail pr)`.

use std::cmp::Ordering;

use serde_json::Value;

use super::IdmError;
use super::pointer::{get, parts};

/// How deep parentheses may be nested.
const DEPTH: usize = 50;
/// The longest filter.
const LENGTH: usize = 8 * 1024;

/// A filter.
#[derive(Debug)]
pub(crate) enum Filter {
    Always(bool),
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Present(Vec<String>),
    Compare(Vec<String>, Comparison, Value),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Equal,
    Contains,
    StartsWith,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// One of the elements of an array of JSON.
    In,
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Result<Self, IdmError> {
        if text.len() > LENGTH {
            return Err(IdmError::bad_request("the query filter is too long"));
        }
        let mut parser = Parser { text, at: 0 };
        let filter = parser.any(0)?;
        if parser.peek().is_some() {
            return Err(parser.wrong("its end"));
        }
        Ok(filter)
    }

    pub(crate) fn matches(&self, object: &Value) -> bool {
        match self {
            Self::Always(answer) => *answer,
            Self::And(all) => all.iter().all(|filter| filter.matches(object)),
            Self::Or(any) => any.iter().any(|filter| filter.matches(object)),
            Self::Not(filter) => !filter.matches(object),
            Self::Present(field) => get(object, field).is_some_and(|value| !value.is_null()),
            Self::Compare(field, comparison, wanted) => match get(object, field) {
                // Of several values one that fits is enough.
                Some(Value::Array(items)) => items.iter().any(|item| comparison.fits(item, wanted)),
                Some(value) => comparison.fits(value, wanted),
                None => false,
            },
        }
    }
}

impl Comparison {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Equal,
            "co" => Self::Contains,
            "sw" => Self::StartsWith,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "in" => Self::In,
            _ => return None,
        })
    }

    fn fits(self, value: &Value, wanted: &Value) -> bool {
        if let (Self::In, Value::Array(items)) = (self, wanted) {
            return items.iter().any(|item| Self::Equal.fits(value, item));
        }
        if let (Self::Contains | Self::StartsWith, Some(value), Some(wanted)) =
            (self, value.as_str(), wanted.as_str())
        {
            let (value, wanted) = (value.to_lowercase(), wanted.to_lowercase());
            return match self {
                Self::Contains => value.contains(&wanted),
                _ => value.starts_with(&wanted),
            };
        }
        let Some(order) = compare(value, wanted) else { return false };
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Contains | Self::StartsWith | Self::In => false,
        }
    }
}

/// The order of two values of a kind; texts without regard to case.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => {
            Some(left.to_lowercase().cmp(&right.to_lowercase()))
        }
        (Value::Number(left), Value::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        _ => None,
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn wrong(&self, expected: &str) -> IdmError {
        let at = self.text[..self.at].chars().count() + 1;
        IdmError::bad_request(format!(
            "the query filter has something else than {expected} at character {at}"
        ))
    }

    /// The next character behind blanks.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// The next word: up to a blank or a parenthesis.
    fn word(&mut self) -> &'t str {
        self.peek();
        let rest = self.rest();
        let end = rest.find(|one: char| one.is_whitespace() || "()".contains(one));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn keyword(&mut self, wanted: &str) -> bool {
        let start = self.at;
        let found = self.word() == wanted;
        if !found {
            self.at = start;
        }
        found
    }

    fn any(&mut self, depth: usize) -> Result<Filter, IdmError> {
        let mut filters = vec![self.all(depth)?];
        while self.keyword("or") {
            filters.push(self.all(depth)?);
        }
        Ok(Filter::Or(filters))
    }

    fn all(&mut self, depth: usize) -> Result<Filter, IdmError> {
        let mut filters = vec![self.one(depth)?];
        while self.keyword("and") {
            filters.push(self.one(depth)?);
        }
        Ok(Filter::And(filters))
    }

    fn one(&mut self, depth: usize) -> Result<Filter, IdmError> {
        if depth > DEPTH {
            return Err(IdmError::bad_request("the query filter is nested too deep"));
        }
        if self.take('!') {
            return Ok(Filter::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take('(') {
            let filter = self.any(depth + 1)?;
            return if self.take(')') { Ok(filter) } else { Err(self.wrong("a `)`")) };
        }
        match self.word() {
            "" => Err(self.wrong("a condition")),
            "true" => Ok(Filter::Always(true)),
            "false" => Ok(Filter::Always(false)),
            field => self.condition(parts(field)),
        }
    }

    fn condition(&mut self, field: Vec<String>) -> Result<Filter, IdmError> {
        let start = self.at;
        let operator = self.word();
        if operator == "pr" {
            return Ok(Filter::Present(field));
        }
        let Some(comparison) = Comparison::named(operator) else {
            self.at = start;
            return Err(self.wrong("one of eq, co, sw, lt, le, gt, ge, in, pr"));
        };
        let start = self.at;
        let mut value = self.value()?;
        if let Comparison::In = comparison {
            let items = value.as_str().and_then(|text| serde_json::from_str(text).ok());
            value = items.filter(Value::is_array).ok_or_else(|| {
                self.at = start;
                self.wrong("an array of JSON in quotes")
            })?;
        }
        Ok(Filter::Compare(field, comparison, value))
    }

    /// A text in quotes of either kind, a number, true, false or null.
    fn value(&mut self) -> Result<Value, IdmError> {
        let Some(quote) = self.peek().filter(|one| "'\"".contains(*one)) else {
            let start = self.at;
            let word = self.word();
            return serde_json::from_str(word).map_err(|_| {
                self.at = start;
                self.wrong("a value in quotes, a number, true, false or null")
            });
        };
        self.at += 1;
        let (mut text, mut escaped) = (String::new(), false);
        for (index, one) in self.rest().char_indices() {
            match one {
                one if escaped => {
                    text.push(one);
                    escaped = false;
                }
                '\\' => escaped = true,
                one if one == quote => {
                    self.at += index + 1;
                    return Ok(text.into());
                }
                one => text.push(one),
            }
        }
        self.at = self.text.len();
        Err(self.wrong("the end of a text in quotes"))
    }
}
