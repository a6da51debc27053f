//! One verify transaction, from the request to the decision.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::base::{random::Random, timestamp::Timestamp};
use crate::domain::verify::{
    contact::Contact,
    create::NewTransaction,
    document::StoredDocument,
    policy::Policy,
    record::{Record, verdict},
    submission::{Document, Person, Selfie, Submission},
};

/// How long metadata and verified data can be read after the decision.
const RETENTION: Duration = Duration::from_secs(30 * 60);
/// How long a transaction shows as open after somebody approved it.
const APPROVAL_EXPIRY: Duration = Duration::from_secs(30 * 60);

/// About what an entry of metadata or of verified data holds, in bytes.
const RECORD_SIZE: usize = 2048;

/// Where a transaction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Requested,
    Initiated,
    Partial,
    InProgress,
    Success,
    Fail,
    ApprovedManually,
    ApprovedNoRequest,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Requested => "REQUESTED",
            Self::Initiated => "INITIATED",
            Self::Partial => "PARTIAL",
            Self::InProgress => "IN_PROGRESS",
            Self::Success => "SUCCESS",
            Self::Fail => "FAIL",
            Self::ApprovedManually => "APPROVED_MANUALLY",
            Self::ApprovedNoRequest => "APPROVED_NO_REQUEST",
        }
    }

    /// Documents can still be handed in.
    pub(crate) fn collects(self) -> bool {
        matches!(self, Self::Requested | Self::Initiated | Self::Partial)
    }
}

/// The verdict that stands, but is not out before its time.
struct Pending {
    at: Timestamp,
    success: bool,
}

pub(crate) struct Transaction {
    pub(crate) id: String,
    pub(crate) user_id: String,
    /// As it was when the transaction was created.
    pub(crate) policy: Policy,
    /// Breaks ties between transactions of the same millisecond.
    pub(crate) sequence: u64,
    pub(crate) created: Timestamp,
    pub(crate) status: Status,
    checks: Map<String, Value>,
    updated: Timestamp,
    expires: Timestamp,
    collection_ends: Option<Timestamp>,
    web_code: String,
    /// The code of the older form.
    pub(crate) short_code: Option<String>,
    pub(crate) requirements: Option<Value>,
    /// The size of the requirements, in bytes.
    given: usize,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) document: Option<(Person, Document)>,
    pub(crate) document_attempts: u64,
    pub(crate) selfie: Option<Selfie>,
    pub(crate) selfie_attempts: u64,
    pending: Option<Pending>,
    decided: Option<Timestamp>,
    pub(crate) metadata: Vec<Record>,
    pub(crate) data: Vec<Record>,
    pub(crate) documents: Vec<StoredDocument>,
    /// The claims of a success have been taken over to the user.
    claims_taken: bool,
}

impl Transaction {
    pub(crate) fn new(
        user_id: &str,
        policy: Policy,
        new: &NewTransaction,
        sequence: u64,
        now: Timestamp,
        random: &mut Random,
    ) -> Self {
        Self {
            id: random.uuid(),
            user_id: user_id.to_owned(),
            sequence,
            created: now,
            status: Status::Requested,
            checks: Map::new(),
            updated: now,
            expires: now + policy.transaction_timeout(),
            collection_ends: None,
            web_code: random.digits(6),
            short_code: None,
            requirements: new.requirements.clone(),
            given: new.requirements.as_ref().map_or(0, |all| all.to_string().len()),
            contacts: Vec::new(),
            document: None,
            document_attempts: 0,
            selfie: None,
            selfie_attempts: 0,
            pending: None,
            decided: None,
            metadata: Vec::new(),
            data: Vec::new(),
            documents: Vec::new(),
            claims_taken: false,
            policy,
        }
    }

    /// About how much it holds, in bytes.
    pub(crate) fn size(&self) -> usize {
        let documents: usize = self.documents.iter().map(StoredDocument::size).sum();
        self.given + documents + (self.metadata.len() + self.data.len()) * RECORD_SIZE
    }

    /// Lets what is due happen: the decision, or the end of the time to collect.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        if let Some(pending) = self.pending.take_if(|pending| pending.at <= now) {
            let status = if pending.success { Status::Success } else { Status::Fail };
            self.decide(status, pending.at);
        }
        let ends = self.collection_ends.map_or(self.expires, |ends| ends.min(self.expires));
        if self.status.collects() && ends <= now {
            self.checks = Map::new();
            self.check("TRANSACTION_TIMED_OUT", false);
            self.decide(Status::Fail, ends);
        }
    }

    /// When the next thing happens to it.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let pending = self.pending.as_ref().map(|pending| pending.at);
        let ends = self.collection_ends.map_or(self.expires, |ends| ends.min(self.expires));
        let ends = self.status.collects().then_some(ends);
        let documents = self.documents.iter().map(StoredDocument::ends);
        documents.chain(pending).chain(ends).min()
    }

    fn decide(&mut self, status: Status, at: Timestamp) {
        self.status = status;
        self.updated = at;
        self.decided.get_or_insert(at);
    }

    pub(crate) fn check(&mut self, name: &str, success: bool) {
        self.checks.insert(name.to_owned(), verdict(success).into());
    }

    /// The person opens the link or scans the code; whether it is the first time.
    pub(crate) fn open(&mut self, now: Timestamp, random: &mut Random) -> Result<bool, String> {
        if !self.status.collects() {
            return Err(format!("the transaction is {}", self.status.name()));
        }
        let first = self.status == Status::Requested;
        if first {
            self.status = Status::Initiated;
            self.updated = now;
            self.collection_ends = Some(now + self.policy.collection_timeout());
            let data = json!({ "sources": [{
                "ipAddress": "127.0.0.1",
                "userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)",
            }] });
            self.keep("END_USER_CLIENT", data, None, now, random);
        }
        Ok(first)
    }

    /// The person, who has opened the link, hands in what the submission has.
    pub(crate) fn submit(&mut self, submission: &Submission, now: Timestamp, random: &mut Random) {
        let document = submission.document.filter(|_| self.policy.checks_document());
        let selfie = submission.selfie.filter(|_| self.policy.takes_selfie());
        let mut rejected = false;
        if let Some(document) = document.filter(|_| self.document.is_none()) {
            rejected |= !self.take_document(&submission.person, document, now, random);
        }
        if let Some(selfie) = selfie.filter(|_| self.selfie.is_none()) {
            rejected |= !self.take_selfie(selfie, now, random);
        }
        self.go_on(&submission.person, rejected, submission.processing, now, random);
    }

    /// Has everything checked once it is there or something was rejected for good.
    pub(crate) fn go_on(
        &mut self,
        person: &Person,
        rejected: bool,
        processing: Duration,
        now: Timestamp,
        random: &mut Random,
    ) {
        self.updated = now;
        let complete = (self.document.is_some() || !self.policy.needs_document())
            && (self.selfie.is_some() || !self.policy.needs_selfie())
            && self.contacts.iter().all(Contact::is_complete);
        if rejected || complete {
            self.status = Status::InProgress;
            let success = self.evaluate(person, now, random) && !rejected;
            self.pending = Some(Pending { at: now + processing, success });
            self.settle(now);
        } else if self.document.is_some()
            || self.selfie.is_some()
            || self.contacts.iter().any(Contact::is_confirmed)
        {
            self.status = Status::Partial;
        }
    }

    /// A program hands something in instead of the person.
    pub(crate) fn touch(&mut self, now: Timestamp) {
        self.status = Status::Partial;
        self.updated = now;
        self.collection_ends.get_or_insert(now + self.policy.collection_timeout());
    }

    pub(crate) fn requirement(&self, name: &str) -> Option<&Value> {
        self.requirements.as_ref()?.get(name)
    }

    pub(crate) fn keep(
        &mut self,
        kind: &'static str,
        data: Value,
        attempt: Option<u64>,
        now: Timestamp,
        random: &mut Random,
    ) {
        let record = Record::verified_data(random.uuid(), kind, now.iso(), data);
        self.data.push(match attempt {
            Some(attempt) => record.attempt(attempt),
            None => record,
        });
    }

    /// An administrator decides; false unless the transaction failed or is being checked.
    pub(crate) fn approve(&mut self, status: Status, now: Timestamp) -> bool {
        if !matches!(self.status, Status::Fail | Status::InProgress) {
            return false;
        }
        self.pending = None;
        self.decide(status, now);
        self.expires = now + APPROVAL_EXPIRY;
        true
    }

    /// Whether the person counts as verified.
    pub(crate) fn is_verified(&self) -> bool {
        matches!(
            self.status,
            Status::Success | Status::ApprovedManually | Status::ApprovedNoRequest
        )
    }

    /// Whether what is known can be read: from the decision on, for a while.
    fn is_readable(&self, now: Timestamp) -> bool {
        self.decided.is_some_and(|at| now < at + RETENTION)
    }

    /// What the providers said.
    pub(crate) fn metadata(&self, now: Timestamp) -> &[Record] {
        if self.is_readable(now) { &self.metadata } else { &[] }
    }

    /// What the person handed in.
    pub(crate) fn data(&self, now: Timestamp) -> &[Record] {
        if self.is_readable(now) { &self.data } else { &[] }
    }

    /// The same, to be changed.
    pub(crate) fn data_mut(&mut self, now: Timestamp) -> &mut [Record] {
        if self.is_readable(now) { &mut self.data } else { &mut [] }
    }

    /// The claims that a success leaves behind, once.
    pub(crate) fn take_claims(&mut self) -> Option<Value> {
        if self.claims_taken || self.status != Status::Success || !self.policy.keeps_claims() {
            return None;
        }
        self.claims_taken = true;
        let (person, _) = self.document.as_ref()?;
        Some(json!({
            "verification": {
                "time": self.updated.iso(),
                "evidence": [{
                    "type": "document",
                    "document_details": { "type": person.kind().label() },
                    "check_details": [{ "check_id": self.id }],
                }],
                "assurance_process": { "assurance_details": [] },
            },
            "claims": {
                "given_name": person.biographic("given_name"),
                "family_name": person.biographic("family_name"),
                "birthdate": person.biographic("birth_date"),
            },
        }))
    }

    /// The resource; `policy` is a reference or the whole of it.
    pub(crate) fn json(&self, base_url: &str, environment_url: &str, policy: Value) -> Value {
        let user_id = &self.user_id;
        let mut status = json!({ "status": self.status.name() });
        if self.decided.is_some() && !self.checks.is_empty() {
            status["verificationStatus"] = self.checks.clone().into();
        }
        let mut body = json!({
            "_links": {
                "self": { "href": self.url(environment_url) },
                "environment": { "href": environment_url },
                // The service leaves the environment out of this link.
                "user": { "href": format!("{base_url}/v1/users/{user_id}") },
            },
            "id": self.id,
            "verifyPolicy": policy,
            "transactionStatus": status,
            "createdAt": self.created.iso(),
            "updatedAt": self.updated.iso(),
            "expiresAt": self.expires.iso(),
        });
        if let Some(requirements) = &self.requirements {
            body["requirements"] = requirements.clone();
        }
        if self.status.collects() {
            body["qrUrl"] = self.qr_url(base_url).into();
            match &self.short_code {
                Some(code) => body["verificationCode"] = code.as_str().into(),
                None => {
                    body["webVerificationUrl"] = self.web_url(base_url).into();
                    body["webVerificationCode"] = self.web_code.as_str().into();
                }
            }
        }
        if self.status == Status::Success {
            body["verifiedDocuments"] = self.verified_documents().into();
        }
        body
    }

    pub(crate) fn url(&self, environment_url: &str) -> String {
        format!("{environment_url}/users/{}/verifyTransactions/{}", self.user_id, self.id)
    }

    fn qr_url(&self, base_url: &str) -> String {
        let rest = match &self.short_code {
            Some(code) => format!("shortcode/{code}"),
            None => format!("webVerifications/{}", self.id),
        };
        format!("{base_url}/v1/idValidations/{rest}/qr")
    }

    /// The page on which a browser collects the documents.
    pub(crate) fn web_url(&self, base_url: &str) -> String {
        let api = format!("{base_url}/v1/idValidations/webVerifications");
        let api = percent_encoding::utf8_percent_encode(&api, percent_encoding::NON_ALPHANUMERIC);
        format!(
            "{base_url}/verify-webapp/index.html?txnid={}&url={api}&code={}",
            self.id, self.web_code
        )
    }

    /// A text that looks like a list.
    fn verified_documents(&self) -> String {
        let mut documents = Vec::new();
        if self.selfie.is_some() {
            documents.push("selfie");
        }
        if self.checks.contains_key("LIVENESS") {
            documents.push("liveness");
        }
        if let Some((person, _)) = &self.document {
            documents.push(person.kind().label());
        }
        documents.extend(
            self.contacts.iter().filter(|contact| contact.is_confirmed()).map(Contact::label),
        );
        format!("[{}]", documents.join(", "))
    }
}
