//! Documents of a transaction, whoever brought them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::verify::{policy::Policy, transaction::Transaction};
use crate::{
    base::{random::Random, timestamp::Timestamp},
    store::{
        Sent,
        schema::{Draft, Form, Member, is_of_form, text},
    },
    wire::response::{Detail, Failure, invalid_data},
};

/// How long a document is kept after its creation or last change.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// How many documents of one transaction are kept, earlier attempts included.
const DOCUMENTS: usize = 32;

/// Documents of a driver's license, passport or passport card, all for `governmentId`.
const GOVERNMENT_IDS: [&str; 6] = [
    "Driver License Front",
    "Driver License Back",
    "Driver License Code",
    "Passport Front",
    "Passport Card Front",
    "Passport Card Back",
];

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentState {
    Collected,
    Processed,
}

/// One document.
#[derive(Clone, Debug)]
pub(crate) struct StoredDocument {
    pub(crate) id: String,
    pub(crate) kind: String,
    value: String,
    state: DocumentState,
    attempt: u64,
    ends: Timestamp,
}

impl StoredDocument {
    pub(crate) fn json(&self, transaction: &Transaction, environment_url: &str) -> Value {
        let environment_id = environment_url.rsplit('/').next();
        let url = format!("{}/documents/{}", transaction.url(environment_url), self.id);
        json!({
            "_links": { "self": { "href": url } },
            "id": self.id,
            "environment": { "id": environment_id },
            "user": { "id": transaction.user_id },
            "verifyTransaction": { "id": transaction.id },
            "type": self.kind,
            "value": self.value,
            "status": match self.state {
                DocumentState::Collected => "COLLECTED",
                DocumentState::Processed => "PROCESSED",
            },
            "source": { "provider": "API" },
            "retry": { "attempt": self.attempt },
        })
    }

    /// Until when it is kept.
    pub(crate) fn ends(&self) -> Timestamp {
        self.ends
    }

    /// How much it holds, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.value.len()
    }

    pub(crate) fn attempt(&self) -> u64 {
        self.attempt
    }
}

/// A sound body: type and value.
pub(crate) struct NewDocument {
    pub(crate) kind: String,
    pub(crate) value: String,
}

impl NewDocument {
    pub(crate) const MEMBERS: &[Member] =
        &[text("type", 1, 256).required(), text("value", 1, usize::MAX).required()];

    /// Of a sound body.
    pub(crate) fn of(sent: &Sent) -> Self {
        Self { kind: sent.text("type").to_owned(), value: sent.text("value").to_owned() }
    }

    /// Looks at a body whose members are sound.
    pub(crate) fn check(draft: &Draft<'_>, policy: &Policy, wrong: &mut Vec<Detail>) {
        let Some(kind) = draft.text("type") else {
            return;
        };
        if !accepted(policy).contains(&kind) {
            let why = "The document type is invalid for the transaction.";
            wrong.push(Detail::invalid(why).target("type"));
        }
        if !matches!(kind, "Driver License Code" | "Phone" | "Email")
            && let Some(Err(detail)) = draft.text("value").map(|v| is_of_form(v, Form::Base64))
        {
            wrong.push(detail.target("value"));
        }
    }
}

/// What a transaction of this policy takes.
fn accepted(policy: &Policy) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if policy.checks_document() {
        kinds.extend(GOVERNMENT_IDS);
    }
    if policy.takes_selfie() {
        kinds.push("Selfie");
    }
    for (section, kind) in [("phone", "Phone"), ("email", "Email")] {
        if policy.uses(section) {
            kinds.push(kind);
        }
    }
    kinds
}

impl Transaction {
    /// Adds a document; one of a kind that is there already is another attempt.
    pub(crate) fn add_document(
        &mut self,
        kind: &str,
        value: &str,
        state: DocumentState,
        attempt: Option<u64>,
        now: Timestamp,
        random: &mut Random,
    ) -> StoredDocument {
        let before = self.documents.iter().filter(|other| other.kind == kind);
        let next = before.map(|other| other.attempt).max().unwrap_or(0) + 1;
        let document = StoredDocument {
            id: random.uuid(),
            kind: kind.to_owned(),
            value: value.to_owned(),
            state,
            attempt: attempt.unwrap_or(next),
            ends: now + LIFETIME,
        };
        if self.documents.len() >= DOCUMENTS {
            self.documents.remove(0);
        }
        self.documents.push(document.clone());
        document
    }

    /// Forgets the documents whose time is over.
    pub(crate) fn forget_documents(&mut self, now: Timestamp) {
        self.documents.retain(|document| now < document.ends);
    }

    /// The latest attempts, and earlier ones.
    pub(crate) fn documents(&self) -> (Vec<&StoredDocument>, Vec<&StoredDocument>) {
        let last = |kind: &str| {
            let same = self.documents.iter().filter(|other| other.kind == kind);
            same.map(StoredDocument::attempt).max()
        };
        self.documents.iter().partition(|document| Some(document.attempt) == last(&document.kind))
    }

    /// Replaces a document, which then lives on; false if there is none.
    pub(crate) fn replace_document(&mut self, id: &str, new: NewDocument, now: Timestamp) -> bool {
        let Some(document) = self.documents.iter_mut().find(|other| other.id == id) else {
            return false;
        };
        document.kind = new.kind;
        document.value = new.value;
        document.state = DocumentState::Collected;
        document.ends = now + LIFETIME;
        true
    }

    /// Whether a document of one of these kinds waits to be checked.
    pub(crate) fn has_collected(&self, kinds: &[&str]) -> bool {
        self.documents.iter().any(|document| {
            document.state == DocumentState::Collected && kinds.contains(&document.kind.as_str())
        })
    }

    /// Everything that was collected is checked now.
    pub(crate) fn mark_processed(&mut self) {
        for document in &mut self.documents {
            document.state = DocumentState::Processed;
        }
    }
}

/// The detail for a change to a transaction that takes nothing any more.
pub(crate) fn closed(transaction: &Transaction) -> Failure {
    invalid_data([Detail::new(
        "CONSTRAINT_VIOLATION",
        format!(
            "The transaction takes no documents any more; it is {}.",
            transaction.status.name()
        ),
    )
    .target("transactionID")])
}
