//! What a person shows to a camera.

use std::time::Duration;

use serde_json::{Map, Value, json};

/// A person with an identity document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    given_name: String,
    family_name: String,
    birth_date: String,
    address: Address,
    document_type: DocumentType,
    on_record: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    street: String,
    city: String,
    state: String,
    zip: String,
}

/// The kind of an identity document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentType {
    /// A driver's license: two sides.
    DriverLicense,
    /// An identity card: two sides.
    IdentityCard,
    /// A passport: one page.
    Passport,
}

impl DocumentType {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "DRIVER_LICENSE" => Some(Self::DriverLicense),
            "IDENTITY_CARD" => Some(Self::IdentityCard),
            "PASSPORT" => Some(Self::Passport),
            _ => None,
        }
    }

    /// As `verifiedDocuments` lists it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::DriverLicense => "driver_license",
            Self::IdentityCard => "id_card",
            Self::Passport => "passport",
        }
    }

    fn id_type(self) -> &'static str {
        match self {
            Self::DriverLicense => "DriversLicense",
            Self::IdentityCard => "IdentificationCard",
            Self::Passport => "Passport",
        }
    }

    /// How the front and the back are labelled among the documents.
    pub(crate) fn document_kinds(self) -> [&'static str; 2] {
        match self {
            Self::Passport => ["Passport Front", ""],
            Self::DriverLicense => ["Driver License Front", "Driver License Back"],
            Self::IdentityCard => ["Passport Card Front", "Passport Card Back"],
        }
    }

    pub(crate) fn has_back(self) -> bool {
        self != Self::Passport
    }
}

/// How good the pictures of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Document {
    /// Readable and genuine.
    Good,
    /// Not readable: may be taken again as often as the policy allows.
    Blurred,
    /// Readable and not genuine.
    Forged,
    /// Readable, genuine and out of date: some policies take it.
    Expired,
}

/// Who is in front of the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Selfie {
    /// The person of the document and of the reference selfie.
    Matching,
    /// Somebody else.
    OtherPerson,
    /// A photograph: may be taken again as often as the policy allows.
    NotLive,
}

impl Person {
    /// A person with a driver's license; the rest is made up.
    pub fn new(given_name: impl Into<String>, family_name: impl Into<String>) -> Self {
        Self {
            given_name: given_name.into(),
            family_name: family_name.into(),
            birth_date: "1990-01-31".to_owned(),
            address: Address {
                street: "123 Main St".to_owned(),
                city: "Denver".to_owned(),
                state: "CO".to_owned(),
                zip: "80202".to_owned(),
            },
            document_type: DocumentType::DriverLicense,
            on_record: true,
        }
    }

    /// The date of birth, `yyyy-MM-dd`.
    #[must_use]
    pub fn birth_date(mut self, date: impl Into<String>) -> Self {
        self.birth_date = date.into();
        self
    }

    /// The document's kind.
    #[must_use]
    pub fn document_type(mut self, document_type: DocumentType) -> Self {
        self.document_type = document_type;
        self
    }

    /// The address on the document.
    #[must_use]
    pub fn address(
        mut self,
        street: impl Into<String>,
        city: impl Into<String>,
        state: impl Into<String>,
        zip: impl Into<String>,
    ) -> Self {
        self.address = Address {
            street: street.into(),
            city: city.into(),
            state: state.into(),
            zip: zip.into(),
        };
        self
    }

    /// A person whom no data provider knows.
    #[must_use]
    pub fn not_on_record(mut self) -> Self {
        self.on_record = false;
        self
    }

    pub(crate) fn is_on_record(&self) -> bool {
        self.on_record
    }

    pub(crate) fn kind(&self) -> DocumentType {
        self.document_type
    }

    /// What a requirement of that name is compared with.
    pub(crate) fn biographic(&self, identifier: &str) -> String {
        let address = &self.address;
        match identifier {
            "given_name" => self.given_name.clone(),
            "family_name" => self.family_name.clone(),
            "name" => format!("{} {}", self.given_name, self.family_name),
            "birth_date" => self.birth_date.clone(),
            _ => format!("{} {} {} {}", address.street, address.city, address.state, address.zip),
        }
    }

    /// The `data` of a `GOVERNMENT_ID`; an unreadable document has the members without values.
    pub(crate) fn government_id(&self, readable: bool, expired: bool, id_number: &str) -> Value {
        let read = |text: &str| if readable { text } else { "" }.to_owned();
        let passport = self.document_type == DocumentType::Passport;
        let on_cards = |text: &str| if passport { String::new() } else { read(text) };
        json!({
            "firstName": read(&self.given_name),
            "middleName": "",
            "lastName": read(&self.family_name),
            "fullName": read(&self.biographic("name")),
            "gender": "",
            "birthDate": read(&self.birth_date),
            "issueDate": read(if expired { "2011-03-15" } else { "2021-03-15" }),
            "expirationDate": read(if expired { "2021-03-15" } else { "2031-03-15" }),
            "idNumber": read(id_number),
            "idType": read(self.document_type.id_type()),
            "addressStreet": on_cards(&self.address.street),
            "addressCity": on_cards(&self.address.city),
            "addressState": on_cards(&self.address.state),
            "addressZip": on_cards(&self.address.zip),
            "country": read("USA"),
            "issuingCountry": read("USA"),
            "nationality": if passport { read("USA") } else { String::new() },
            "personalNumber": "",
            "weight": "",
            "height": "",
            "hairColor": "",
            "eyeColor": "",
        })
    }

    pub(crate) fn parse(value: Option<&Value>) -> Result<Self, String> {
        let mut person = Self::new("Ann", "Lee");
        let members = match value {
            None | Some(Value::Null) => return Ok(person),
            Some(Value::Object(members)) => members,
            Some(_) => return Err("person must be an object".to_owned()),
        };
        for (name, value) in members {
            if name == "onRecord" {
                person.on_record =
                    value.as_bool().ok_or("person.onRecord must be true or false")?;
                continue;
            }
            let text = value.as_str().ok_or_else(|| format!("person.{name} must be a string"))?;
            match name.as_str() {
                "givenName" => person.given_name = text.to_owned(),
                "familyName" => person.family_name = text.to_owned(),
                "birthDate" => person.birth_date = text.to_owned(),
                "documentType" => {
                    person.document_type = DocumentType::parse(text).ok_or(
                        "person.documentType must be DRIVER_LICENSE, IDENTITY_CARD or PASSPORT",
                    )?;
                }
                "addressStreet" => person.address.street = text.to_owned(),
                "addressCity" => person.address.city = text.to_owned(),
                "addressState" => person.address.state = text.to_owned(),
                "addressZip" => person.address.zip = text.to_owned(),
                _ => return Err(format!("person.{name} is not known")),
            }
        }
        Ok(person)
    }
}

/// One visit of a person to the capture page: a document, a selfie, both or neither.
///
/// ```
/// use ping_sandbox::{Document, Person, Selfie, Submission};
///
/// let all_well = Submission::new(Person::new("Ann", "Lee"));
/// let fraud = Submission::new(Person::new("Ann", "Lee")).document(Document::Forged);
/// let walks_away = Submission::new(Person::new("Ann", "Lee")).without_selfie();
/// # let _ = (all_well, fraud, walks_away, Selfie::Matching);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub(crate) person: Person,
    pub(crate) document: Option<Document>,
    pub(crate) selfie: Option<Selfie>,
    pub(crate) processing: Duration,
}

impl Submission {
    /// A good document and a selfie that matches it, decided at once.
    pub fn new(person: Person) -> Self {
        Self {
            person,
            document: Some(Document::Good),
            selfie: Some(Selfie::Matching),
            processing: Duration::ZERO,
        }
    }

    /// How good the document's pictures are.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.document = Some(document);
        self
    }

    /// Who is in the selfie.
    #[must_use]
    pub fn selfie(mut self, selfie: Selfie) -> Self {
        self.selfie = Some(selfie);
        self
    }

    /// No document this time.
    #[must_use]
    pub fn without_document(mut self) -> Self {
        self.document = None;
        self
    }

    /// No selfie this time.
    #[must_use]
    pub fn without_selfie(mut self) -> Self {
        self.selfie = None;
        self
    }

    /// How long the transaction stays `IN_PROGRESS`, by the sandbox's clock, once all is there.
    #[must_use]
    pub fn processing(mut self, time: Duration) -> Self {
        self.processing = time;
        self
    }

    /// Reads the body of the control endpoint; a member left out means that all is well, null that
    /// there is none.
    pub(crate) fn parse(body: &Map<String, Value>) -> Result<Self, String> {
        let mut submission = Self::new(Person::parse(body.get("person"))?);
        match body.get("document") {
            None => {}
            Some(Value::Null) => submission.document = None,
            Some(value) => {
                submission.document = Some(match value.as_str() {
                    Some("GOOD") => Document::Good,
                    Some("BLURRED") => Document::Blurred,
                    Some("FORGED") => Document::Forged,
                    Some("EXPIRED") => Document::Expired,
                    _ => {
                        return Err(
                            "document must be GOOD, BLURRED, FORGED, EXPIRED or null".to_owned()
                        );
                    }
                });
            }
        }
        match body.get("selfie") {
            None => {}
            Some(Value::Null) => submission.selfie = None,
            Some(value) => {
                submission.selfie = Some(match value.as_str() {
                    Some("MATCHING") => Selfie::Matching,
                    Some("OTHER_PERSON") => Selfie::OtherPerson,
                    Some("NOT_LIVE") => Selfie::NotLive,
                    _ => {
                        return Err(
                            "selfie must be MATCHING, OTHER_PERSON, NOT_LIVE or null".to_owned()
                        );
                    }
                });
            }
        }
        if let Some(seconds) = body.get("processingSeconds") {
            let seconds = seconds.as_u64().ok_or("processingSeconds must be a whole number")?;
            submission.processing = Duration::from_secs(seconds);
        }
        Ok(submission)
    }
}
