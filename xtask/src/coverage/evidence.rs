//! What the tests showed of each operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::differences::Differences;
use super::exchanges::Exchange;
use super::payloads::{Fixtures, Seen};
use super::snapshot::WireSnapshot;
use super::{Line, Models, stories};
use crate::catalogue::{Catalogue, Row};
use crate::fixtures::Direction;

/// What was seen of the operations.
pub(super) struct Evidence<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) models: &'a dyn Models,
    pub(super) wires: BTreeMap<String, bool>,
    pub(super) snapshots: &'a [WireSnapshot],
    pub(super) exchanges: &'a [Exchange],
    pub(super) fixtures: BTreeMap<String, Fixtures>,
}

impl Evidence<'_> {
    /// The exchanges of calls that claim to be the operation, or, where only the answer shows it,
    /// the one that it is the same as.
    fn claims<'e>(&'e self, row: &'e Row) -> impl Iterator<Item = &'e Exchange> {
        let id = self.claimed_as(row);
        let claims = move |exchange: &&Exchange| {
            exchange.claimed.as_deref() == Some(id)
                && (id == row.id || row.is_marked(&exchange.request(), exchange.answer.as_ref()))
        };
        self.exchanges.iter().filter(claims)
    }

    /// The id that calls of the operation claim.
    fn claimed_as<'e>(&'e self, row: &'e Row) -> &'e str {
        match row.is_shown_by_the_answer() {
            true => self.catalogue.on_the_wire(&row.id),
            false => &row.id,
        }
    }

    /// The exchanges that the sandbox took for the operation.
    fn routes(&self, id: &str) -> impl Iterator<Item = &Exchange> {
        let routes = move |exchange: &&Exchange| exchange.routed.as_deref() == Some(id);
        self.exchanges.iter().filter(routes)
    }

    /// The exchanges of the operation: a browser claims nothing.
    fn of<'e>(&'e self, row: &'e Row) -> Box<dyn Iterator<Item = &'e Exchange> + 'e> {
        match row.is_sent_by_a_client() {
            true => Box::new(self.claims(row)),
            false => Box::new(self.routes(&row.id)),
        }
    }

    fn is_called(&self, row: &Row) -> bool {
        self.wires.contains_key(&row.id) || self.claims(row).next().is_some()
    }

    /// What there is of the operation; `model` says whether it has one.
    pub(super) fn line(&self, row: &Row, model: bool) -> Line {
        let sent = |there: bool| row.is_sent_by_a_client().then_some(there);
        let fixtures = self.fixtures.get(&row.id);
        let fixture = |name: &str| fixtures.is_some_and(|fixtures| fixtures.has(name));
        let modelled = |has: bool, direction| {
            (has && model).then(|| self.models.check(&row.id, direction).is_some())
        };
        // The sandbox cannot route to an operation that the wire does not show: its calls count.
        let emulated = if self.catalogue.on_the_wire(&row.id) == row.id {
            self.routes(&row.id).any(|e| e.is_emulated(row))
        } else {
            self.claims(row).any(|e| e.is_emulated(row))
        };
        Line {
            operation: row.id.clone(),
            product: row.product.clone(),
            tier: row.tier.clone(),
            call: sent(self.is_called(row)),
            wire: sent(self.wires.get(self.claimed_as(row)) == Some(&true)),
            request_fixture: row.has_request_body().then(|| fixture("request.json")),
            response_fixture: row.has_response_body().then(|| fixture("response.json")),
            emulated: row.is_sent().then_some(emulated),
            story: row.is_sent().then(|| self.of(row).any(|e| self.is_story(e, row))),
            constructed: fixtures.map(|f| f.constructed.clone()).unwrap_or_default(),
            model,
            is_alias: row.is_shown_by_the_answer(),
            request_model: modelled(row.has_request_body(), Direction::Request),
            response_model: modelled(row.has_response_body(), Direction::Response),
        }
    }

    /// Whether a story had a success of the operation, and looked at what it did.
    fn is_story(&self, exchange: &Exchange, row: &Row) -> bool {
        let is_later = |other: &&Exchange| {
            other.test == exchange.test && std::ptr::from_ref(*other) > std::ptr::from_ref(exchange)
        };
        let later: Vec<&Exchange> = self.exchanges.iter().filter(is_later).collect();
        exchange.is_story() && exchange.is_emulated(row) && stories::is_read_back(exchange, &later)
    }

    /// Where what was seen of an operation cannot be.
    pub(super) fn contradictions(&self, row: &Row, differences: &Differences) -> Vec<String> {
        let mut found = Vec::new();
        let mut wrong = |what: &str| found.push(format!("{}: {what}", row.id));
        if !row.is_sent_by_a_client() && self.is_called(row) {
            wrong("a call sends it, the catalogue says that no client does");
        }
        let fixtures = self.fixtures.get(&row.id);
        if let Some(what) = fixtures.and_then(|fixtures| fixtures.unknown_to(row)) {
            wrong(what);
        }
        let answers: Vec<&Value> = self
            .of(row)
            .filter(|exchange| exchange.succeeded())
            .filter_map(|exchange| exchange.answer.as_ref())
            .collect();
        if !answers.is_empty() && ["", "empty"].contains(&row.response.as_str()) {
            wrong("it has an answer, the catalogue has none");
        }
        let requests: Vec<&Value> = self
            .snapshots
            .iter()
            .filter(|snapshot| snapshot.operation == row.id)
            .filter_map(|snapshot| snapshot.wire.request().body)
            .collect();
        if !requests.is_empty() && !row.has_request_body() {
            wrong("its snapshot has a body, the catalogue has none");
        }
        for (direction, payloads) in
            [(Direction::Request, requests), (Direction::Response, answers)]
        {
            let seen = Seen { operation: &row.id, direction, payloads };
            if let Some(fixtures) = fixtures {
                found.extend(seen.against_fixtures(fixtures, differences));
            }
            if direction == Direction::Response
                && let Some(check) = self.models.check(&row.id, direction)
            {
                found.extend(seen.against_model(check, differences));
            }
        }
        found
    }
}
