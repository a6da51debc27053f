//! One verify transaction, from the request to the decision.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{
    picture,
    policy::Policy,
    providers::{self, Judgement},
    record::{Record, verdict},
    submission::{Document, Person, Selfie, Submission},
};
use crate::{random::Random, timestamp::Timestamp};

/// How long verified data can be read after the decision.
const RETENTION: Duration = Duration::from_secs(30 * 60);
/// How long a transaction shows as open after somebody approved it.
const APPROVAL_EXPIRY: Duration = Duration::from_secs(30 * 60);

/// Where a transaction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
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
    pub(super) fn name(self) -> &'static str {
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
    fn collects(self) -> bool {
        matches!(self, Self::Requested | Self::Initiated | Self::Partial)
    }
}

/// The verdict that stands, but is not out before its time.
struct Pending {
    at: Timestamp,
    success: bool,
}

pub(super) struct Transaction {
    pub(super) id: String,
    pub(super) user_id: String,
    pub(super) policy_id: String,
    /// Breaks ties between transactions of the same millisecond.
    pub(super) sequence: u64,
    pub(super) created: Timestamp,
    status: Status,
    checks: Map<String, Value>,
    updated: Timestamp,
    expires: Timestamp,
    collection_ends: Option<Timestamp>,
    web_code: String,
    requirements: Option<Value>,
    document: Option<(Person, Document)>,
    document_attempts: u64,
    selfie: Option<Selfie>,
    selfie_attempts: u64,
    pending: Option<Pending>,
    decided: Option<Timestamp>,
    metadata: Vec<Record>,
    data: Vec<Record>,
}

impl Transaction {
    pub(super) fn new(
        user_id: &str,
        policy: &Policy,
        requirements: Option<Value>,
        sequence: u64,
        now: Timestamp,
        random: &mut Random,
    ) -> Self {
        Self {
            id: random.uuid(),
            user_id: user_id.to_owned(),
            policy_id: policy.id().to_owned(),
            sequence,
            created: now,
            status: Status::Requested,
            checks: Map::new(),
            updated: now,
            expires: now + policy.transaction_timeout(),
            collection_ends: None,
            web_code: random.digits(6),
            requirements,
            document: None,
            document_attempts: 0,
            selfie: None,
            selfie_attempts: 0,
            pending: None,
            decided: None,
            metadata: Vec::new(),
            data: Vec::new(),
        }
    }

    /// Lets what is due happen: the decision, or the end of the time to collect.
    pub(super) fn settle(&mut self, now: Timestamp) {
        if let Some(pending) = self.pending.take_if(|pending| pending.at <= now) {
            let status = if pending.success {
                Status::Success
            } else {
                Status::Fail
            };
            self.decide(status, pending.at);
        }
        let ends = self
            .collection_ends
            .map_or(self.expires, |ends| ends.min(self.expires));
        if self.status.collects() && ends <= now {
            self.checks = Map::new();
            self.check("TRANSACTION_TIMED_OUT", false);
            self.decide(Status::Fail, ends);
        }
    }

    fn decide(&mut self, status: Status, at: Timestamp) {
        self.status = status;
        self.updated = at;
        self.decided.get_or_insert(at);
    }

    fn check(&mut self, name: &str, success: bool) {
        self.checks.insert(name.to_owned(), verdict(success).into());
    }

    /// The person opens the link or scans the code.
    pub(super) fn open(
        &mut self,
        policy: &Policy,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<(), String> {
        if !self.status.collects() {
            return Err(format!("the transaction is {}", self.status.name()));
        }
        if self.status == Status::Requested {
            self.status = Status::Initiated;
            self.updated = now;
            self.collection_ends = Some(now + policy.collection_timeout());
            let data = json!({ "sources": [{
                "ipAddress": "127.0.0.1",
                "userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)",
            }] });
            self.keep("END_USER_CLIENT", data, None, now, random);
        }
        Ok(())
    }

    /// The person opens the link and hands in what the submission has.
    pub(super) fn submit(
        &mut self,
        policy: &Policy,
        submission: &Submission,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<(), String> {
        self.open(policy, now, random)?;
        let document = submission.document.filter(|_| policy.checks_document());
        let takes_selfie = policy.checks_liveness() || policy.compares_faces();
        let selfie = submission.selfie.filter(|_| takes_selfie);
        let mut rejected = false;
        if let Some(document) = document.filter(|_| self.document.is_none()) {
            rejected |= !self.take_document(policy, &submission.person, document, now, random);
        }
        if let Some(selfie) = selfie.filter(|_| self.selfie.is_none()) {
            rejected |= !self.take_selfie(policy, selfie, now, random);
        }
        let complete = (self.document.is_some() || !policy.checks_document())
            && (self.selfie.is_some() || !takes_selfie);
        self.updated = now;
        if rejected || complete {
            self.status = Status::InProgress;
            let success = self.evaluate(policy, now, random) && !rejected;
            self.pending = Some(Pending {
                at: now + submission.processing,
                success,
            });
            self.settle(now);
        } else if self.document.is_some() || self.selfie.is_some() {
            self.status = Status::Partial;
        }
        Ok(())
    }

    /// Whether the transaction can go on.
    fn take_document(
        &mut self,
        policy: &Policy,
        person: &Person,
        document: Document,
        now: Timestamp,
        random: &mut Random,
    ) -> bool {
        self.document_attempts += 1;
        let attempt = self.document_attempts;
        let readable = document != Document::Blurred;
        let number = random.digits(9);
        let read = person.government_id(readable, &number);
        self.keep("GOVERNMENT_ID", read, Some(attempt), now, random);
        let shade = if readable { 200 } else { 120 };
        let front = picture::data("front of the document", shade);
        self.keep("FRONT_IMAGE", front, Some(attempt), now, random);
        if person.kind().has_back() {
            let back = picture::data("back of the document", shade - 10);
            self.keep("BACK_IMAGE", back, Some(attempt), now, random);
        }
        if !readable {
            self.metadata.push(providers::document(
                Judgement::Undetermined,
                attempt,
                random,
            ));
            if attempt > policy.document_retries() {
                self.check("GOVERNMENT_ID", false);
                return false;
            }
            return true;
        }
        for (kind, shows, shade) in [
            ("CROPPED_PORTRAIT", "portrait on the document", 150),
            ("CROPPED_DOCUMENT", "document without its surroundings", 210),
            ("CROPPED_SIGNATURE", "signature on the document", 240),
        ] {
            self.keep(kind, picture::data(shows, shade), None, now, random);
        }
        self.document = Some((person.clone(), document));
        true
    }

    /// Whether the transaction can go on.
    fn take_selfie(
        &mut self,
        policy: &Policy,
        selfie: Selfie,
        now: Timestamp,
        random: &mut Random,
    ) -> bool {
        self.selfie_attempts += 1;
        let attempt = self.selfie_attempts;
        let shade = if selfie == Selfie::OtherPerson {
            80
        } else {
            160
        };
        let image = picture::data("selfie", shade);
        self.keep("SELFIE", image, Some(attempt), now, random);
        if selfie == Selfie::NotLive && policy.checks_liveness() {
            self.metadata
                .push(providers::liveness(false, attempt, random));
            if attempt > policy.selfie_retries() {
                self.check("LIVENESS", false);
                return false;
            }
            return true;
        }
        self.selfie = Some(selfie);
        true
    }

    /// Has everything checked that was accepted; whether all of it passed.
    fn evaluate(&mut self, policy: &Policy, now: Timestamp, random: &mut Random) -> bool {
        let mut passed = true;
        if let Some(selfie) = self.selfie {
            if policy.checks_liveness() {
                let record = providers::liveness(true, self.selfie_attempts, random);
                self.metadata.push(record);
                self.metadata.push(providers::injection(random));
                self.check("LIVENESS", true);
            }
            let same = selfie != Selfie::OtherPerson;
            let mut compare = |transaction: &mut Self, name: &str| {
                transaction.metadata.push(providers::faces(same, random));
                transaction.check(name, same);
                passed &= same;
            };
            if policy.compares_faces() && self.document.is_some() {
                compare(self, "FACIAL_COMPARISON_DOCUMENT");
            }
            let reference = self.requirement("referenceSelfie").is_some();
            if policy.needs_reference_selfie() && reference {
                compare(self, "FACIAL_COMPARISON_REFERENCE");
            }
        }
        if let Some((person, document)) = self.document.clone() {
            if let Some(requirements) = &self.requirements
                && let Some(result) = providers::biographic_match(&person, requirements)
            {
                self.metadata.push(Record::metadata(
                    random.uuid(),
                    "BIOGRAPHIC_MATCH",
                    "BIOGRAPHIC_MATCHER",
                    true,
                    result.clone(),
                ));
                self.keep("BIOGRAPHIC_MATCH", result, None, now, random);
            }
            let genuine = document == Document::Good;
            let judgement = if genuine {
                Judgement::Authentic
            } else {
                Judgement::Fraudulent
            };
            let record = providers::document(judgement, self.document_attempts, random);
            self.metadata.push(record);
            self.check("GOVERNMENT_ID", genuine);
            passed &= genuine;
        }
        passed
    }

    fn requirement(&self, name: &str) -> Option<&Value> {
        self.requirements.as_ref()?.get(name)
    }

    fn keep(
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
    pub(super) fn approve(&mut self, status: Status, now: Timestamp) -> bool {
        if !matches!(self.status, Status::Fail | Status::InProgress) {
            return false;
        }
        self.pending = None;
        self.decide(status, now);
        self.expires = now + APPROVAL_EXPIRY;
        true
    }

    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// What the providers said, once there is a decision.
    pub(super) fn metadata(&self) -> &[Record] {
        match self.decided {
            Some(_) => &self.metadata,
            None => &[],
        }
    }

    /// What the person handed in, for a while after the decision.
    pub(super) fn data(&self, now: Timestamp) -> &[Record] {
        match self.decided {
            Some(at) if now < at + RETENTION => &self.data,
            _ => &[],
        }
    }

    /// The resource; `policy` is a reference or the whole of it.
    pub(super) fn json(&self, base_url: &str, environment_url: &str, policy: Value) -> Value {
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
            body["webVerificationUrl"] = self.web_url(base_url).into();
            body["webVerificationCode"] = self.web_code.as_str().into();
        }
        if self.status == Status::Success {
            body["verifiedDocuments"] = self.verified_documents().into();
        }
        body
    }

    pub(super) fn url(&self, environment_url: &str) -> String {
        format!(
            "{environment_url}/users/{}/verifyTransactions/{}",
            self.user_id, self.id
        )
    }

    fn qr_url(&self, base_url: &str) -> String {
        format!(
            "{base_url}/v1/idValidations/webVerifications/{}/qr",
            self.id
        )
    }

    /// The page on which a browser collects the documents.
    pub(super) fn web_url(&self, base_url: &str) -> String {
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
        format!("[{}]", documents.join(", "))
    }
}
