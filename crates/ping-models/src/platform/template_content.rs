//! The contents of templates, an enum by how they travel.

use super::{DeliveryMethod, EmailSender};
use crate::{
    EnvironmentId, Links, Listed, Model, OpenEnum, Reference, Rest, Tagged, TemplateContentId,
    TemplateName, Timestamp, UnknownValue,
};

/// What a template says in one language, by one delivery method.
///
/// <https://developer.pingidentity.com/pingone-api/workflow-library/application-management/create-and-update-notification-content/step-10-read-all-general-template-notification-content.html>
#[derive(Clone, PartialEq, Tagged)]
#[tagged(
    by("deliveryMethod"),
    all(
        /// How it travels.
        delivery_method: DeliveryMethod,
    ),
    flatten(
        /// What contents of all delivery methods have.
        common: TemplateContentParts
    ),
    create(
        /// A content to be created, or what replaces one: made of the request of its delivery
        /// method, such as [`NewSmsContent`], or of one that was read.
        NewTemplateContent
    )
)]
#[non_exhaustive]
pub enum TemplateContent {
    /// An email.
    #[tagged("Email", create(NewEmailContent))]
    Email(EmailContent),
    /// A text message.
    #[tagged("SMS", create(NewSmsContent))]
    Sms(SmsContent),
    /// A phone call.
    #[tagged("Voice", create(NewVoiceContent))]
    Voice(VoiceContent),
    /// A notification of a native app.
    #[tagged("Push", create(NewPushContent))]
    Push(PushContent),
    /// One of another delivery method.
    #[tagged(other, create(NewOtherContent))]
    Other(OtherContent),
}

impl Listed for TemplateContent {
    const EMBEDDED: &'static str = "contents";
}

/// What contents of all delivery methods have.
#[derive(Clone, PartialEq, Model)]
#[model(part)]
#[non_exhaustive]
pub struct TemplateContentParts {
    /// The id of the content.
    #[model(read_only)]
    pub id: TemplateContentId,
    /// Links: the content itself, its template and environment.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The template.
    #[model(read_only)]
    pub template: Option<Reference<TemplateName>>,
    /// The language, such as `en` or `en-GB`. It cannot be changed later.
    #[model(always, on_create)]
    pub locale: String,
    /// Whether it is the template's own text. Only other ones can be deleted.
    #[model(read_only)]
    pub default: Option<bool>,
    /// What tells it from other contents of this language and delivery method; up to 100
    /// characters.
    pub variant: Option<String>,
    /// When it was created.
    #[model(read_only)]
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    #[model(read_only)]
    pub updated_at: Option<Timestamp>,
    rest: Rest<Self>,
}

/// An email.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// An email to be created, or what replaces one.
    ///
    /// ```
    /// use ping_models::platform::NewEmailContent;
    ///
    /// let content = NewEmailContent::new("en", "Your passcode is ${otp}.").subject("Sign in");
    /// assert!(content.field("body").is_some());
    /// ```
    NewEmailContent
))]
#[non_exhaustive]
pub struct EmailContent {
    /// What contents of all delivery methods have.
    #[model(flatten)]
    pub common: TemplateContentParts,
    /// `Email`.
    #[model(always, on_create, fixed = DeliveryMethod::Email)]
    pub delivery_method: DeliveryMethod,
    /// Its subject, up to 256 characters.
    pub subject: Option<String>,
    /// Its text, up to 100 kB.
    #[model(always, on_create)]
    pub body: String,
    /// Whom it is from; of each member the environment's settings say the default.
    #[model(name = "from")]
    pub sender: Option<EmailSender>,
    /// Whom answers go to.
    pub reply_to: Option<EmailSender>,
    /// The character set, `UTF-8` unless told otherwise.
    pub charset: Option<String>,
    /// The media type of the text, `text/html` unless told otherwise.
    pub email_content_type: Option<String>,
    rest: Rest<Self>,
}

/// A text message.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A text message to be created, or what replaces one.
    NewSmsContent
))]
#[non_exhaustive]
pub struct SmsContent {
    /// What contents of all delivery methods have.
    #[model(flatten)]
    pub common: TemplateContentParts,
    /// `SMS`.
    #[model(always, on_create, fixed = DeliveryMethod::Sms)]
    pub delivery_method: DeliveryMethod,
    /// Its text, up to 153 characters, or 67 beyond the alphabet of GSM.
    #[model(always, on_create)]
    pub content: String,
    /// The name of the sender, up to 11 letters, digits and spaces.
    pub sender: Option<String>,
    rest: Rest<Self>,
}

/// A phone call.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A phone call to be created, or what replaces one.
    NewVoiceContent
))]
#[non_exhaustive]
pub struct VoiceContent {
    /// What contents of all delivery methods have.
    #[model(flatten)]
    pub common: TemplateContentParts,
    /// `Voice`.
    #[model(always, on_create, fixed = DeliveryMethod::Voice)]
    pub delivery_method: DeliveryMethod,
    /// What is said, up to 1 kB.
    #[model(always, on_create)]
    pub content: String,
    /// The voice: `Man`, `Woman`, `Alice` of Twilio, or what another provider calls it.
    pub voice: Option<String>,
    rest: Rest<Self>,
}

/// What a push notification lets a user do.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum PushCategory {
    /// Answer by its buttons.
    BannerButtons,
    /// Open the app to answer.
    WithoutBannerButtons,
    /// Approve, which opens the app.
    ApproveAndOpenApp,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A notification of a native app.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A notification of a native app to be created, or what replaces one.
    NewPushContent
))]
#[non_exhaustive]
pub struct PushContent {
    /// What contents of all delivery methods have.
    #[model(flatten)]
    pub common: TemplateContentParts,
    /// `Push`.
    #[model(always, on_create, fixed = DeliveryMethod::Push)]
    pub delivery_method: DeliveryMethod,
    /// Its title, up to 200 characters.
    #[model(always, on_create)]
    pub title: String,
    /// Its text, up to 400 characters.
    #[model(always, on_create)]
    pub body: String,
    /// What it lets a user do; `BANNER_BUTTONS` unless told otherwise.
    pub push_category: Option<PushCategory>,
    rest: Rest<Self>,
}

/// A content of a delivery method that this version of the crate has no type for.
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A content of another delivery method to be created, or what replaces one; its members are
    /// given by `with_field`.
    NewOtherContent
))]
#[non_exhaustive]
pub struct OtherContent {
    /// What contents of all delivery methods have.
    #[model(flatten)]
    pub common: TemplateContentParts,
    /// How it travels.
    #[model(always, on_create)]
    pub delivery_method: DeliveryMethod,
    rest: Rest<Self>,
}

/// Another name for a variant, which all its contents get.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RenameVariant {
    /// The name, up to 100 characters.
    #[model(new)]
    pub variant: Option<String>,
    rest: Rest<Self>,
}
