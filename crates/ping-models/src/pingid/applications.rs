//! Applications of PingFederate, as policies name them.

use std::collections::BTreeMap;

request! {
    /// An application of PingFederate.
    pub struct Application {
        optional {
            /// The id by which policies name it, up to 255 characters.
            id: String = "id",
            /// The name that administrators see: up to 20 letters, digits and blanks.
            name: String = "name",
        }
    }
}

impl Application {
    /// An application with its name.
    pub fn named(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new().id(id).name(name)
    }
}

pingid_request! {
    /// The request of AddApplication. An [`Application`] converts to it.
    ///
    /// Taken by `pingid.add_application`.
    pub struct AddApplication {
        new {
            /// The application.
            application: Application = "application",
        }
    }
}

impl From<Application> for AddApplication {
    fn from(application: Application) -> Self {
        Self::new(application)
    }
}

pingid_request! {
    /// The request of GetApplications.
    ///
    /// Taken by `pingid.get_applications`.
    #[derive(Default)]
    pub struct GetApplications {
        new {}
    }
}

pingid_request! {
    /// The request of UpdateApplications.
    ///
    /// Taken by `pingid.update_applications`.
    ///
    /// ```
    /// use ping_models::pingid::{Application, UpdateApplications};
    ///
    /// let changes = [("old", Application::named("new", "Payroll"))];
    /// let request = UpdateApplications::with_changes(changes);
    /// assert_eq!(request.field("appsData").unwrap()["old"]["id"], "new");
    /// ```
    pub struct UpdateApplications {
        new {
            /// The applications as they are to be, by the ids that they have now.
            applications: BTreeMap<String, Option<Application>> = "appsData",
        }
    }
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

pingid_request! {
    /// The request of DeleteApplications.
    ///
    /// Taken by `pingid.delete_applications`.
    pub struct DeleteApplications {
        new {
            /// The ids of the applications.
            ids: Vec<String> = "applicationsIds",
        }
    }
}

reply! {
    /// The reply of AddApplication.
    ///
    /// Returned by `pingid.add_application`.
    pub struct ApplicationReply {
        /// The application that was added.
        application: Application = "application",
    }
}

reply! {
    /// The reply of GetApplications.
    ///
    /// Returned by `pingid.get_applications`.
    pub struct ApplicationsReply {
        /// The applications.
        applications: Vec<Application> = "applications",
    }
}
