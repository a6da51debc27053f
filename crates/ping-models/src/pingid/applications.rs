//! Applications of PingFederate, as policies name them.

use super::ReplyOutcome;
use crate::{Model, Rest};
use std::collections::BTreeMap;

/// An application of PingFederate.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct Application {
    /// The id by which policies name it, up to 255 characters.
    pub id: Option<String>,
    /// The name that administrators see: up to 20 letters, digits and blanks.
    pub name: Option<String>,
    rest: Rest<Self>,
}

impl Application {
    /// An application with its name.
    pub fn named(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new().id(id).name(name)
    }
}

/// The request of AddApplication. An [`Application`] converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AddApplication {
    /// The application.
    #[model(new)]
    pub application: Option<Application>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl From<Application> for AddApplication {
    fn from(application: Application) -> Self {
        Self::new(application)
    }
}

/// The request of GetApplications.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetApplications {
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of UpdateApplications.
///
/// ```
/// use ping_models::pingid::{Application, UpdateApplications};
///
/// let changes = [("old", Application::named("new", "Payroll"))];
/// let request = UpdateApplications::with_changes(changes);
/// assert_eq!(request.field("appsData").unwrap()["old"]["id"], "new");
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UpdateApplications {
    /// The applications as they are to be, by the ids that they have now.
    #[model(name = "appsData", new)]
    pub applications: Option<BTreeMap<String, Option<Application>>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

impl UpdateApplications {
    /// What the applications are to be, by the ids that they have now.
    pub fn with_changes<T: Into<String>>(
        changes: impl IntoIterator<Item = (T, Application)>,
    ) -> Self {
        let changes = changes.into_iter();
        let changes = changes.map(|(id, application)| (id.into(), Some(application)));
        Self::new(changes.collect::<BTreeMap<_, _>>())
    }
}

/// The request of DeleteApplications.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DeleteApplications {
    /// The ids of the applications.
    #[model(name = "applicationsIds", new)]
    pub ids: Option<Vec<String>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The reply of AddApplication.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ApplicationReply {
    /// The application that was added.
    pub application: Option<Application>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}

/// The reply of GetApplications.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct ApplicationsReply {
    /// The applications.
    pub applications: Option<Vec<Application>>,
    /// How the request went.
    #[model(flatten)]
    pub outcome: ReplyOutcome,
    rest: Rest<Self>,
}
