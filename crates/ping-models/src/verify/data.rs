//! The data that was verified, by type.

use super::attempts::{Attempts, EmbeddedAttempts};
use super::{BiographicMatchData, Image, Retry};
use crate::{
    DecodeError, Items, Links, Loose, Model, OpenEnum, OpenValue, Personal, Rest, Tagged,
    Timestamp, UnknownValue, VerifiedDataId,
};

/// What kind of verified data it is.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum VerifiedDataType {
    /// What was read from a government document.
    GovernmentId,
    /// What was read from its barcode.
    Barcode,
    /// The image of its front.
    FrontImage,
    /// The image of its back.
    BackImage,
    /// The image of the person.
    Selfie,
    /// The portrait on the document.
    CroppedPortrait,
    /// The document without what is around it.
    CroppedDocument,
    /// The signature on the document.
    CroppedSignature,
    /// A sample of the person's voice. Deprecated with voice verification.
    VoiceSample,
    /// What the person said. Deprecated with voice verification.
    VoiceInput,
    /// From where the data was sent.
    EndUserClient,
    /// How the data matched what was required.
    BiographicMatch,
    /// The email address that was verified.
    Email,
    /// The phone number that was verified.
    Phone,
    /// The result of a data-based verification.
    #[wire("DATA_BASED_IDENTITY_VERIFICATION")]
    DataBased,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// An entry of the verified data.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerifiedEntry<D> {
    /// The id of the entry.
    pub id: VerifiedDataId,
    /// Links: `self`; more where one entry was read.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What kind of data it is.
    #[model(always, name = "type")]
    pub data_type: VerifiedDataType,
    /// When it was created.
    #[model(always)]
    pub created_at: Timestamp,
    /// The data; absent in lists that were not asked for a type.
    pub data: Option<D>,
    /// Which try the data is from.
    pub retry: Option<Retry>,
    rest: Rest<Self>,
}

/// What was read from a government document.
pub type GovernmentId = VerifiedEntry<Box<GovernmentIdData>>;
/// An image of the document or the person.
pub type VerifiedImage = VerifiedEntry<VerifiedImageData>;
/// From where the data was sent.
pub type EndUserClient = VerifiedEntry<EndUserClientData>;
/// How the data matched what was required.
pub type VerifiedBiographicMatch = VerifiedEntry<BiographicMatchData>;
/// Data of a type whose members are not documented.
pub type OtherVerifiedData = VerifiedEntry<Personal<OpenValue>>;

/// What was read from a government document; empty texts where it could not be read.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct GovernmentIdData {
    /// The first name.
    pub first_name: Option<Personal<String>>,
    /// The middle name.
    pub middle_name: Option<Personal<String>>,
    /// The last name.
    pub last_name: Option<Personal<String>>,
    /// The whole name.
    pub full_name: Option<Personal<String>>,
    /// The gender.
    pub gender: Option<Personal<String>>,
    /// The date of birth as `yyyy-MM-dd`.
    pub birth_date: Option<Personal<String>>,
    /// When the document expires, as `yyyy-MM-dd`.
    pub expiration_date: Option<Personal<String>>,
    /// When the document was issued, as `yyyy-MM-dd`.
    pub issue_date: Option<Personal<String>>,
    /// The number of the document.
    pub id_number: Option<Personal<String>>,
    /// The kind of document; contains `DriversLicense`, `IdentificationCard`,
    /// `ResidencePermit` or `Passport`.
    pub id_type: Option<Personal<String>>,
    /// Street of the address.
    pub address_street: Option<Personal<String>>,
    /// City of the address.
    pub address_city: Option<Personal<String>>,
    /// State of the address.
    pub address_state: Option<Personal<String>>,
    /// Postal code of the address.
    pub address_zip: Option<Personal<String>>,
    /// Country of the address.
    pub country: Option<Personal<String>>,
    /// The country that issued the document.
    pub issuing_country: Option<Personal<String>>,
    /// The nationality.
    pub nationality: Option<Personal<String>>,
    /// The personal number.
    pub personal_number: Option<Personal<String>>,
    /// The weight as it is on the document.
    pub weight: Option<Personal<String>>,
    /// The height as it is on the document.
    pub height: Option<Personal<String>>,
    /// The color of the hair.
    pub hair_color: Option<Personal<String>>,
    /// The color of the eyes.
    pub eye_color: Option<Personal<String>>,
    rest: Rest<Self>,
}

/// An image in base64.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerifiedImageData {
    /// The image in base64; [`decode`](Self::decode) reads it.
    #[model(name = "IMAGE")]
    pub image: Option<Personal<String>>,
    /// The format of the image file.
    #[model(name = "FORMAT")]
    pub format: Option<String>,
    rest: Rest<Self>,
}

impl VerifiedImageData {
    /// The image's bytes and media type; `None` where there is no image.
    ///
    /// # Errors
    ///
    /// Fails where the text is not base64.
    pub fn decode(&self) -> Result<Option<Image>, DecodeError> {
        let Some(text) = &self.image else {
            return Ok(None);
        };
        Image::decode(text.expose(), self.format.as_deref()).map(Some)
    }
}

impl VerifiedImage {
    /// The image's bytes and media type; `None` where the entry came without its data.
    ///
    /// # Errors
    ///
    /// Fails where the text is not base64.
    pub fn image(&self) -> Result<Option<Image>, DecodeError> {
        self.data.as_ref().map_or(Ok(None), VerifiedImageData::decode)
    }
}

/// From where the data was sent.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EndUserClientData {
    /// The clients that sent something.
    pub sources: Option<Vec<EndUserSource>>,
    rest: Rest<Self>,
}

/// One client.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct EndUserSource {
    /// Its IP address.
    pub ip_address: Option<Personal<String>>,
    /// What it says about itself.
    pub user_agent: Option<Personal<String>>,
    rest: Rest<Self>,
}

/// One piece of verified data. The service keeps it for 30 minutes after its decision.
///
/// <https://developer.pingidentity.com/pingone-api/verify/verified-data.html>
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("type"),
    all(
        /// The id of the entry, by which its data can be read.
        id: VerifiedDataId,
        /// What kind of data it is.
        data_type: VerifiedDataType,
        /// When it was created.
        created_at: Timestamp,
        /// Which try it is from.
        retry: Option<Retry>,
    )
)]
#[non_exhaustive]
pub enum VerifiedData {
    /// What was read from a government document.
    #[tagged("GOVERNMENT_ID")]
    GovernmentId(GovernmentId),
    /// An image of the document or the person; `data_type` says of what.
    #[tagged("FRONT_IMAGE" | "BACK_IMAGE" | "SELFIE" | "CROPPED_PORTRAIT" | "CROPPED_DOCUMENT" | "CROPPED_SIGNATURE")]
    Image(VerifiedImage),
    /// From where the data was sent.
    #[tagged("END_USER_CLIENT")]
    EndUserClient(EndUserClient),
    /// How the data matched what was required.
    #[tagged("BIOGRAPHIC_MATCH")]
    BiographicMatch(VerifiedBiographicMatch),
    /// Data of a type whose members are not documented, or that is not known yet.
    #[tagged(other)]
    Other(OtherVerifiedData),
}

impl VerifiedData {
    /// Which try the data is from, counted from 1.
    pub fn attempt(&self) -> Option<u32> {
        self.retry()?.attempt.as_ref().map(Loose::get)
    }

    /// Whether the entry came with its data.
    pub fn has_data(&self) -> bool {
        match self {
            Self::GovernmentId(entry) => entry.data.is_some(),
            Self::Image(entry) => entry.data.is_some(),
            Self::EndUserClient(entry) => entry.data.is_some(),
            Self::BiographicMatch(entry) => entry.data.is_some(),
            Self::Other(entry) => entry.data.is_some(),
        }
    }
}

/// The verified data of a transaction.
pub type VerifiedDataSet = Attempts<VerifiedDataEmbedded>;

/// The entries of a list of verified data.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct VerifiedDataEmbedded {
    /// The latest try of each type.
    pub verified_data: Option<Items<VerifiedData>>,
    /// Earlier tries, where they stand among the others.
    pub previous_attempts: Option<Items<VerifiedData>>,
    rest: Rest<Self>,
}

impl EmbeddedAttempts for VerifiedDataEmbedded {
    type Item = VerifiedData;

    fn latest(&self) -> Option<&Items<VerifiedData>> {
        self.verified_data.as_ref()
    }

    fn previous(&self) -> Option<&Items<VerifiedData>> {
        self.previous_attempts.as_ref()
    }
}
