//! What is made of a document, a selfie, and all of it together.

use serde_json::{Value, json};

use crate::base::{random::Random, timestamp::Timestamp};
use crate::domain::verify::{
    document::DocumentState,
    picture,
    policy::Policy,
    providers::{self, Judgement},
    record::Record,
    submission::{Document, Person, Selfie},
    transaction::Transaction,
};

impl Transaction {
    /// Whether the transaction can go on.
    pub(crate) fn take_document(
        &mut self,
        person: &Person,
        document: Document,
        now: Timestamp,
        random: &mut Random,
    ) -> bool {
        self.document_attempts += 1;
        let attempt = self.document_attempts;
        let readable = document != Document::Blurred;
        let number = random.digits(9);
        let read = person.government_id(readable, document == Document::Expired, &number);
        self.keep("GOVERNMENT_ID", read, Some(attempt), now, random);
        let shade = if readable { 200 } else { 120 };
        let [front_kind, back_kind] = person.kind().document_kinds();
        let front = picture::data("front of the document", shade);
        self.store(front_kind, &front["IMAGE"], attempt, now, random);
        self.keep("FRONT_IMAGE", front, Some(attempt), now, random);
        if person.kind().has_back() {
            let back = picture::data("back of the document", shade - 10);
            self.store(back_kind, &back["IMAGE"], attempt, now, random);
            self.keep("BACK_IMAGE", back, Some(attempt), now, random);
        }
        if !readable {
            self.metadata.push(providers::document(
                Judgement::Undetermined,
                self.policy.document_provider(),
                attempt,
                random,
            ));
            if attempt > self.policy.document_retries() {
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
    pub(crate) fn take_selfie(
        &mut self,
        selfie: Selfie,
        now: Timestamp,
        random: &mut Random,
    ) -> bool {
        self.selfie_attempts += 1;
        let attempt = self.selfie_attempts;
        let shade = if selfie == Selfie::OtherPerson { 80 } else { 160 };
        let image = picture::data("selfie", shade);
        self.store("Selfie", &image["IMAGE"], attempt, now, random);
        self.keep("SELFIE", image, Some(attempt), now, random);
        if selfie == Selfie::NotLive && self.policy.checks_liveness() {
            self.metadata.push(providers::liveness(false, attempt, random));
            if attempt > self.policy.selfie_retries() {
                self.check("LIVENESS", false);
                return false;
            }
            return true;
        }
        self.selfie = Some(selfie);
        true
    }

    /// Lists what a page of the service collected among the documents.
    fn store(
        &mut self,
        kind: &'static str,
        image: &Value,
        attempt: u64,
        now: Timestamp,
        random: &mut Random,
    ) {
        let value = image.as_str().unwrap_or_default();
        self.add_document(kind, value, DocumentState::Processed, Some(attempt), now, random);
    }

    /// Has everything checked that was accepted; whether all of it passed.
    pub(crate) fn evaluate(
        &mut self,
        person: &Person,
        now: Timestamp,
        random: &mut Random,
    ) -> bool {
        if self.policy.collects_only() {
            return true;
        }
        let mut passed = self.evaluate_selfie(random);
        if let Some((person, document)) = self.document.clone() {
            passed &= self.evaluate_match(&person, now, random);
            passed &= self.evaluate_document(&person, document, random);
        }
        for index in 0..self.contacts.len() {
            let (name, confirmed) = self.contacts[index].result();
            if let Some(confirmed) = confirmed {
                self.check(name, confirmed);
                passed &= confirmed;
            }
        }
        if self.policy.asks_data_providers() {
            const NAME: &str = "DATA_BASED_IDENTITY_VERIFICATION";
            let known = person.is_on_record();
            self.metadata.push(Record::metadata(
                random.uuid(),
                NAME,
                "TRANSUNION",
                known,
                json!({}),
            ));
            self.keep(NAME, json!({}), None, now, random);
            self.check(NAME, known);
            passed &= known;
        }
        passed
    }

    fn evaluate_selfie(&mut self, random: &mut Random) -> bool {
        let Some(selfie) = self.selfie else {
            return true;
        };
        let mut passed = true;
        if self.policy.checks_liveness() {
            let record = providers::liveness(true, self.selfie_attempts, random);
            self.metadata.push(record);
            self.metadata.push(providers::injection(random));
            self.check("LIVENESS", true);
        }
        let same = selfie != Selfie::OtherPerson;
        let reference = self.requirement("referenceSelfie").is_some();
        let comparisons = [
            ("FACIAL_COMPARISON_DOCUMENT", self.policy.compares_faces() && self.document.is_some()),
            ("FACIAL_COMPARISON_REFERENCE", self.policy.needs_reference_selfie() && reference),
        ];
        for (name, _) in comparisons.into_iter().filter(|(_, made)| *made) {
            self.metadata.push(providers::faces(same, random));
            self.check(name, same);
            passed &= same;
        }
        passed
    }

    /// Compares the document with the requirements: by the policy's thresholds where it has any,
    /// and for information where not.
    fn evaluate_match(&mut self, person: &Person, now: Timestamp, random: &mut Random) -> bool {
        let Some(requirements) = &self.requirements else {
            return true;
        };
        let thresholds = self.policy.matches();
        let (provider, passed, data) = if thresholds.is_empty() {
            let Some(data) = providers::biographic_match(person, requirements) else {
                return true;
            };
            ("BIOGRAPHIC_MATCHER", true, data)
        } else {
            let (passed, data) = providers::record_match(person, requirements, &thresholds);
            self.check("BIOGRAPHIC_MATCH", passed);
            ("BABEL_STREET", passed, data)
        };
        let record =
            Record::metadata(random.uuid(), "BIOGRAPHIC_MATCH", provider, passed, data.clone());
        self.metadata.push(record);
        self.keep("BIOGRAPHIC_MATCH", data, None, now, random);
        passed
    }

    fn evaluate_document(
        &mut self,
        person: &Person,
        document: Document,
        random: &mut Random,
    ) -> bool {
        let genuine = is_accepted(document, &self.policy);
        let judgement =
            if document == Document::Forged { Judgement::Fraudulent } else { Judgement::Authentic };
        let provider = self.policy.document_provider();
        let record = if self.policy.inspects_manually() {
            let data = json!({ "retry": { "attempt": self.document_attempts } });
            let kind = "DOCUMENT_MANUAL_AUTHENTICATION";
            Record::metadata(random.uuid(), kind, "MITEK", genuine, data)
        } else {
            providers::document(judgement, provider, self.document_attempts, random)
                .with_status(genuine)
        };
        self.metadata.push(record);
        if self.policy.asks_authorities(person.kind()) {
            let record = Record::metadata(random.uuid(), "AAMVA", "MITEK", genuine, json!({}));
            self.metadata.push(record);
        }
        self.check("GOVERNMENT_ID", genuine);
        genuine
    }
}

/// Whether the policy takes a readable document.
fn is_accepted(document: Document, policy: &Policy) -> bool {
    match document {
        Document::Good => true,
        Document::Expired => !policy.fails_expired(),
        Document::Blurred | Document::Forged => false,
    }
}
