//! The data that was verified, by type.

use super::{BiographicMatchData, Image, Retry, VerifiedDataId};
use crate::{DecodeError, Links, Loose, OpenValue, Personal, Timestamp};

open_enum! {
    /// What kind of verified data it is.
    pub enum VerifiedDataType {
        /// What was read from a government document.
        GovernmentId = "GOVERNMENT_ID",
        /// What was read from its barcode.
        Barcode = "BARCODE",
        /// The image of its front.
        FrontImage = "FRONT_IMAGE",
        /// The image of its back.
        BackImage = "BACK_IMAGE",
        /// The image of the person.
        Selfie = "SELFIE",
        /// The portrait on the document.
        CroppedPortrait = "CROPPED_PORTRAIT",
        /// The document without what is around it.
        CroppedDocument = "CROPPED_DOCUMENT",
        /// The signature on the document.
        CroppedSignature = "CROPPED_SIGNATURE",
        /// A sample of the person's voice. Deprecated with voice verification.
        VoiceSample = "VOICE_SAMPLE",
        /// What the person said. Deprecated with voice verification.
        VoiceInput = "VOICE_INPUT",
        /// From where the data was sent.
        EndUserClient = "END_USER_CLIENT",
        /// How the data matched what was required.
        BiographicMatch = "BIOGRAPHIC_MATCH",
        /// The email address that was verified.
        Email = "EMAIL",
        /// The phone number that was verified.
        Phone = "PHONE",
        /// The result of a data-based verification.
        DataBased = "DATA_BASED_IDENTITY_VERIFICATION",
    }
}

/// Defines an entry: what every entry has, and data of its own.
macro_rules! entry {
    ($( $(#[$meta:meta])* pub struct $name:ident with $data:ty; )*) => { $(
        model! {
            $(#[$meta])*
            pub struct $name {
                required {
                    /// The id of the entry.
                    id: VerifiedDataId = "id",
                }
                optional {
                    /// Links: `self`; more where one entry was read.
                    links: Links = "_links",
                    /// What kind of data it is.
                    data_type: VerifiedDataType = "type",
                    /// When it was created.
                    created_at: Timestamp = "createdAt",
                    /// The data; absent in lists that were not asked for a type.
                    data: $data = "data",
                    /// Which try the data is from.
                    retry: Retry = "retry",
                }
            }
        }
    )* };
}

entry! {
    /// What was read from a government document.
    pub struct GovernmentId with Box<GovernmentIdData>;
    /// An image of the document or the person.
    pub struct VerifiedImage with VerifiedImageData;
    /// From where the data was sent.
    pub struct EndUserClient with EndUserClientData;
    /// How the data matched what was required.
    pub struct VerifiedBiographicMatch with BiographicMatchData;
    /// Data of a type whose members are not documented.
    pub struct OtherVerifiedData with Personal<OpenValue>;
}

model! {
    /// What was read from a government document; empty texts where it could not be read.
    pub struct GovernmentIdData {
        optional {
            /// The first name.
            first_name: Personal<String> = "firstName",
            /// The middle name.
            middle_name: Personal<String> = "middleName",
            /// The last name.
            last_name: Personal<String> = "lastName",
            /// The whole name.
            full_name: Personal<String> = "fullName",
            /// The gender.
            gender: Personal<String> = "gender",
            /// The date of birth as `yyyy-MM-dd`.
            birth_date: Personal<String> = "birthDate",
            /// When the document expires, as `yyyy-MM-dd`.
            expiration_date: Personal<String> = "expirationDate",
            /// When the document was issued, as `yyyy-MM-dd`.
            issue_date: Personal<String> = "issueDate",
            /// The number of the document.
            id_number: Personal<String> = "idNumber",
            /// The kind of document; contains `DriversLicense`, `IdentificationCard`,
            /// `ResidencePermit` or `Passport`.
            id_type: Personal<String> = "idType",
            /// Street of the address.
            address_street: Personal<String> = "addressStreet",
            /// City of the address.
            address_city: Personal<String> = "addressCity",
            /// State of the address.
            address_state: Personal<String> = "addressState",
            /// Postal code of the address.
            address_zip: Personal<String> = "addressZip",
            /// Country of the address.
            country: Personal<String> = "country",
            /// The country that issued the document.
            issuing_country: Personal<String> = "issuingCountry",
            /// The nationality.
            nationality: Personal<String> = "nationality",
            /// The personal number.
            personal_number: Personal<String> = "personalNumber",
            /// The weight as it is on the document.
            weight: Personal<String> = "weight",
            /// The height as it is on the document.
            height: Personal<String> = "height",
            /// The color of the hair.
            hair_color: Personal<String> = "hairColor",
            /// The color of the eyes.
            eye_color: Personal<String> = "eyeColor",
        }
    }
}

model! {
    /// An image in base64.
    pub struct VerifiedImageData {
        optional {
            /// The image in base64; [`decode`](Self::decode) reads it.
            image: Personal<String> = "IMAGE",
            /// The format of the image file.
            format: String = "FORMAT",
        }
    }
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
        self.data
            .as_ref()
            .map_or(Ok(None), VerifiedImageData::decode)
    }
}

model! {
    /// From where the data was sent.
    pub struct EndUserClientData {
        optional {
            /// The clients that sent something.
            sources: Vec<EndUserSource> = "sources",
        }
    }
}

model! {
    /// One client.
    pub struct EndUserSource {
        optional {
            /// Its IP address.
            ip_address: Personal<String> = "ipAddress",
            /// What it says about itself.
            user_agent: Personal<String> = "userAgent",
        }
    }
}

tagged! {
    /// One piece of verified data. The service keeps it for 30 minutes after its decision.
    ///
    /// Returned by `verify.read_one_user_verified_data` and
    /// `verify.update_verified_data_portrait_background`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/verify/verified-data.html>
    pub enum VerifiedData by "type" {
        /// Data of a type whose members are not documented, or that is not known yet.
        otherwise Other(OtherVerifiedData),
        /// What was read from a government document.
        GovernmentId(GovernmentId) = "GOVERNMENT_ID",
        /// An image of the document or the person; `data_type` says of what.
        Image(VerifiedImage) = "FRONT_IMAGE" | "BACK_IMAGE" | "SELFIE" | "CROPPED_PORTRAIT"
            | "CROPPED_DOCUMENT" | "CROPPED_SIGNATURE",
        /// From where the data was sent.
        EndUserClient(EndUserClient) = "END_USER_CLIENT",
        /// How the data matched what was required.
        BiographicMatch(VerifiedBiographicMatch) = "BIOGRAPHIC_MATCH",
    }
}

macro_rules! of_any {
    ($self:ident, $entry:ident => $value:expr) => {
        match $self {
            Self::GovernmentId($entry) => $value,
            Self::Image($entry) => $value,
            Self::EndUserClient($entry) => $value,
            Self::BiographicMatch($entry) => $value,
            Self::Other($entry) => $value,
        }
    };
}

impl VerifiedData {
    /// The id of the entry, by which its data can be read.
    pub fn id(&self) -> &VerifiedDataId {
        of_any!(self, entry => &entry.id)
    }

    /// What kind of data it is.
    pub fn data_type(&self) -> Option<&VerifiedDataType> {
        of_any!(self, entry => entry.data_type.as_ref())
    }

    /// When it was created.
    pub fn created_at(&self) -> Option<&Timestamp> {
        of_any!(self, entry => entry.created_at.as_ref())
    }

    /// Which try the data is from, counted from 1.
    pub fn attempt(&self) -> Option<u32> {
        let retry = of_any!(self, entry => entry.retry.as_ref());
        retry?.attempt.as_ref().map(Loose::get)
    }

    /// Whether the entry came with its data.
    pub fn has_data(&self) -> bool {
        of_any!(self, entry => entry.data.is_some())
    }
}

attempts! {
    /// The verified data of a transaction.
    ///
    /// Returned by `verify.read_all_user_verified_data` and
    /// `verify.read_user_verified_data_by_type`.
    pub struct VerifiedDataSet;
    /// The entries of a list of verified data.
    pub struct VerifiedDataEmbedded;
    /// The latest try of each type.
    verified_data: VerifiedData = "verifiedData"
}
