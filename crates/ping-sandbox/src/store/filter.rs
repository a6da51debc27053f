//! SCIM filter expressions (RFC 7644, 3.4.2.2), as far as the services take them.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use serde_json::Value;

use crate::{
    base::timestamp::Timestamp,
    wire::response::{ApiError, Detail, Failure},
};

/// How deep parentheses and brackets may nest.
const DEPTH_LIMIT: usize = 32;

/// A comparison or test of one attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
    Pr,
    In,
}

const OPS: [(&str, Op); 11] = [
    ("eq", Op::Eq),
    ("ne", Op::Ne),
    ("co", Op::Co),
    ("sw", Op::Sw),
    ("ew", Op::Ew),
    ("gt", Op::Gt),
    ("ge", Op::Ge),
    ("lt", Op::Lt),
    ("le", Op::Le),
    ("pr", Op::Pr),
    ("in", Op::In),
];

impl Op {
    fn name(self) -> &'static str {
        OPS.iter().find(|(_, op)| *op == self).map_or("", |(name, _)| name)
    }

    fn parse(word: &str) -> Option<Self> {
        OPS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, op)| *op)
    }
}

/// An attribute that an endpoint can filter by, dotted, and the operators it takes there.
pub(crate) type Attribute = (&'static str, &'static [Op]);

/// A parsed filter whose attributes and operators the endpoint supports.
#[derive(Debug)]
pub(crate) struct Filter(Expr);

#[derive(Debug)]
enum Expr {
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Test(String, Op, Value),
}

impl Filter {
    /// The filter of a query; whatever the endpoint does not support is the documented 400.
    pub(crate) fn of_query(
        text: &str,
        supported: &[Attribute],
        joins: bool,
    ) -> Result<Self, Failure> {
        let error = ApiError::new(
            400,
            "INVALID_REQUEST",
            "The request could not be completed. The filter is not valid.",
        );
        Self::parse(text, supported, joins)
            .map_err(|detail| error.detail(detail.target("filter")).into())
    }

    /// Parses a filter; `joins` says whether it may join several tests.
    pub(crate) fn parse(text: &str, supported: &[Attribute], joins: bool) -> Result<Self, Detail> {
        let mut parser = Parser {
            tokens: tokens(text).ok_or_else(|| malformed("It has an unterminated string."))?,
            at: 0,
            prefix: Vec::new(),
            supported,
            joins,
        };
        let expr = parser.or(0)?;
        if parser.at < parser.tokens.len() {
            return Err(malformed("It has text after its end."));
        }
        Ok(Self(expr))
    }

    /// What an attribute has to be equal to, where nothing else passes.
    pub(super) fn exact(&self, attribute: &str) -> Option<&str> {
        self.value(attribute, Op::Eq)
    }

    /// What an attribute has to be compared with so, whatever else has to hold.
    pub(crate) fn value(&self, attribute: &str, with: Op) -> Option<&str> {
        self.0.conjuncts().find_map(|(name, op, value)| match value {
            Value::String(text) if op == with && name == attribute => Some(text.as_str()),
            _ => None,
        })
    }

    /// What any of these attributes has to compare with, where nothing else passes.
    pub(super) fn required<'a>(
        &'a self,
        attributes: &'a [&str],
    ) -> impl Iterator<Item = &'a Value> {
        let tests = self.0.conjuncts();
        tests.filter(|(name, _, _)| attributes.contains(name)).map(|(_, _, value)| value)
    }

    /// Whether a resource passes.
    pub(crate) fn matches(&self, resource: &Value) -> bool {
        self.0.matches(resource)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Punctuation(char),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            // JSON's rules of escaping, so JSON's parser: up to the first quote that is not escaped.
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find_map(|(index, c)| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends.then_some(index)
            })?;
            tokens.push(Token::Text(serde_json::from_str(&rest[..=end]).ok()?));
            rest = &rest[end + 1..];
        } else if matches!(first, '(' | ')' | '[' | ']' | ',') {
            tokens.push(Token::Punctuation(first));
            rest = &rest[1..];
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || "()[],\"".contains(c))
                .unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    /// The attributes whose brackets are open.
    prefix: Vec<String>,
    supported: &'a [Attribute],
    joins: bool,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(
            self.tokens.get(self.at),
            Some(Token::Word(found)) if found.eq_ignore_ascii_case(word)
        );
        self.at += usize::from(found);
        found
    }

    fn take(&mut self, punctuation: char) -> bool {
        let found = self.tokens.get(self.at) == Some(&Token::Punctuation(punctuation));
        self.at += usize::from(found);
        found
    }

    /// Refuses what joins tests where it may not.
    fn join(&self, word: &str) -> Result<(), Detail> {
        if self.joins { Ok(()) } else { Err(self.unsupported_operator(word, &[])) }
    }

    fn or(&mut self, depth: usize) -> Result<Expr, Detail> {
        let mut left = self.and(depth)?;
        while self.take_word("or") {
            self.join("or")?;
            left = Expr::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: usize) -> Result<Expr, Detail> {
        let mut left = self.unit(depth)?;
        while self.take_word("and") {
            self.join("and")?;
            left = Expr::And(Box::new(left), Box::new(self.unit(depth)?));
        }
        Ok(left)
    }

    fn unit(&mut self, depth: usize) -> Result<Expr, Detail> {
        if depth > DEPTH_LIMIT {
            return Err(malformed("It is nested too deeply."));
        }
        if self.take('(') {
            self.join("(")?;
            let inner = self.or(depth + 1)?;
            return if self.take(')') {
                Ok(inner)
            } else {
                Err(malformed("A closing parenthesis is missing."))
            };
        }
        let Some(Token::Word(attribute)) = self.next() else {
            return Err(malformed("An attribute name was expected."));
        };
        if attribute.eq_ignore_ascii_case("not") {
            return Err(self.unsupported_operator("not", &[]));
        }
        if self.take('[') {
            self.prefix.push(attribute);
            let inner = self.or(depth + 1)?;
            self.prefix.pop();
            return if self.take(']') {
                Ok(inner)
            } else {
                Err(malformed("A closing bracket is missing."))
            };
        }
        self.test(&attribute)
    }

    fn test(&mut self, attribute: &str) -> Result<Expr, Detail> {
        let attribute = match self.prefix.last() {
            Some(prefix) => format!("{prefix}[{attribute}]"),
            None => attribute.to_owned(),
        };
        let Some((_, operators)) = self.supported.iter().find(|(name, _)| *name == attribute)
        else {
            let supported: Vec<&str> = self.supported.iter().map(|(name, _)| *name).collect();
            return Err(Detail::new(
                "INVALID_FILTER",
                format!("Attribute '{attribute}' is not supported in the filter."),
            )
            .inner("supportedAttributes", supported));
        };
        let Some(Token::Word(word)) = self.next() else {
            return Err(malformed("An operator was expected."));
        };
        let op = match Op::parse(&word) {
            Some(op) if operators.contains(&op) => op,
            _ => return Err(self.unsupported_operator(&word, operators)),
        };
        let value = match op {
            Op::Pr => Value::Null,
            Op::In => self.list()?,
            _ => self.value()?,
        };
        Ok(Expr::Test(attribute, op, value))
    }

    fn list(&mut self) -> Result<Value, Detail> {
        let close = if self.take('[') {
            ']'
        } else if self.take('(') {
            ')'
        } else {
            return Err(malformed("A list was expected."));
        };
        let mut values = vec![self.value()?];
        while self.take(',') {
            values.push(self.value()?);
        }
        if self.take(close) {
            Ok(Value::Array(values))
        } else {
            Err(malformed("A list is not closed."))
        }
    }

    fn value(&mut self) -> Result<Value, Detail> {
        match self.next() {
            Some(Token::Text(text)) => Ok(text.into()),
            Some(Token::Word(word)) => serde_json::from_str::<Value>(&word)
                .ok()
                .filter(|value| value.is_boolean() || value.is_number() || value.is_null())
                .ok_or_else(|| malformed("A text value must be in double quotes.")),
            _ => Err(malformed("A value was expected.")),
        }
    }

    fn unsupported_operator(&self, word: &str, operators: &[Op]) -> Detail {
        let mut supported: Vec<&str> = operators.iter().map(|op| op.name()).collect();
        if supported.is_empty() {
            for op in self.supported.iter().flat_map(|(_, ops)| ops.iter()) {
                if !supported.contains(&op.name()) {
                    supported.push(op.name());
                }
            }
            if self.joins {
                supported.extend(["and", "or"]);
            }
        }
        Detail::new("INVALID_FILTER", format!("Operator '{word}' is not supported in the filter."))
            .inner("supportedOperators", supported)
    }
}

fn malformed(why: &str) -> Detail {
    Detail::new("INVALID_FILTER", format!("The filter cannot be parsed. {why}"))
}

impl Expr {
    /// The tests that all have to hold.
    fn conjuncts(&self) -> Box<dyn Iterator<Item = (&str, Op, &Value)> + '_> {
        match self {
            Self::And(left, right) => Box::new(left.conjuncts().chain(right.conjuncts())),
            Self::Test(name, op, value) => Box::new(std::iter::once((name.as_str(), *op, value))),
            Self::Or(..) => Box::new(std::iter::empty()),
        }
    }

    fn matches(&self, resource: &Value) -> bool {
        match self {
            Self::And(left, right) => left.matches(resource) && right.matches(resource),
            Self::Or(left, right) => left.matches(resource) || right.matches(resource),
            Self::Test(attribute, op, wanted) => match op {
                Op::Pr => any(resource, attribute, &mut |value| !value.is_null()),
                Op::Ne => !any(resource, attribute, &mut |value| test(Op::Eq, value, wanted)),
                _ => any(resource, attribute, &mut |value| test(*op, value, wanted)),
            },
        }
    }
}

/// Whether any value at a dotted attribute is as asked for; `list[member]` looks into each element
/// of a list.
fn any(resource: &Value, attribute: &str, is_so: &mut dyn FnMut(&Value) -> bool) -> bool {
    let at = |path: &str| path.split('.').try_fold(resource, |value, name| value.get(name));
    match attribute.split_once('[') {
        None => at(attribute).is_some_and(is_so),
        Some((list, member)) => {
            let elements = at(list).and_then(Value::as_array).into_iter().flatten();
            let member = member.trim_end_matches(']');
            elements.into_iter().any(|element| any(element, member, is_so))
        }
    }
}

/// Texts compare without regard to case, dates as moments.
fn test(op: Op, found: &Value, wanted: &Value) -> bool {
    if op == Op::In {
        let wanted = wanted.as_array().into_iter().flatten();
        return wanted.into_iter().any(|value| test(Op::Eq, found, value));
    }
    let (Value::String(found), Value::String(wanted)) = (found, wanted) else {
        let order = match (found.as_f64(), wanted.as_f64()) {
            (Some(found), Some(wanted)) => found.partial_cmp(&wanted),
            _ => (plain(found) == plain(wanted)).then_some(Ordering::Equal),
        };
        return order.is_some_and(|order| ordered(op, order));
    };
    match op {
        Op::Co => found.to_lowercase().contains(&wanted.to_lowercase()),
        Op::Ew => found.to_lowercase().ends_with(&wanted.to_lowercase()),
        Op::Sw => {
            let mut found = folded(found);
            folded(wanted).all(|c| found.next() == Some(c))
        }
        _ => {
            let times = |wanted| Some((wanted, Timestamp::parse(found)?));
            let order = match Timestamp::parse(wanted).and_then(times) {
                Some((wanted, found)) => found.cmp(&wanted),
                None => folded(found).cmp(folded(wanted)),
            };
            ordered(op, order)
        }
    }
}

/// Without regard to case, and without a copy: filters look at every row.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// A boolean may be written with quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_lowercase(),
        other => other.to_string(),
    }
}

fn ordered(op: Op, order: Ordering) -> bool {
    match op {
        Op::Eq => order.is_eq(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        _ => false,
    }
}
