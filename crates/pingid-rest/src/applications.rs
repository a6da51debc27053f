//! PingFederate applications.

use ping_models::pingid::{
    AddApplication, Application, ApplicationReply, ApplicationsReply, DeleteApplications,
    GetApplications, PlainReply, UpdateApplications,
};
use ping_transport::{Call, Client, Error};

use crate::operations::*;

/// The longest id of an application, in characters.
const MAX_APPLICATION_ID: usize = 255;

/// The longest name of an application, in characters.
const MAX_APPLICATION_NAME: usize = 20;

/// The PingFederate applications that policies name. From
/// [`PingId::applications`](crate::PingId::applications).
///
/// ```no_run
/// # use ping_models::pingid::{Application, DeleteApplications, UpdateApplications};
/// # async fn example(pingid: pingid_rest::PingId) -> Result<(), ping_transport::Error> {
/// let applications = pingid.applications();
/// applications.create(Application::named("payroll", "Payroll")).await?;
/// let renamed = Application::named("payroll", "Payroll 2");
/// applications.update(UpdateApplications::with_changes([("payroll", renamed)])).await?;
/// println!("{:?}", applications.list().await?.applications);
/// applications.delete(DeleteApplications::new(["payroll".to_owned()])).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Applications {
    pub(crate) client: Client,
}

fn application_error(application: &Application) -> Option<Error> {
    let id = application.id.as_deref();
    let name = application.name.as_deref();
    let (field, message) = if id.is_none_or(str::is_empty) {
        ("id", "is empty".to_owned())
    } else if id.is_some_and(|id| id.chars().count() > MAX_APPLICATION_ID) {
        (
            "id",
            format!("has more than {MAX_APPLICATION_ID} characters"),
        )
    } else if name.is_none_or(str::is_empty) {
        ("name", "is empty".to_owned())
    } else if name.is_some_and(|name| name.chars().count() > MAX_APPLICATION_NAME) {
        (
            "name",
            format!("has more than {MAX_APPLICATION_NAME} characters"),
        )
    } else {
        return None;
    };
    Some(Error::invalid_input(field, message))
}

impl Applications {
    /// AddApplication: makes an application known. An [`Application`] does for the request.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("add", "new", "AddApplication"))]
    pub fn create(&self, application: impl Into<AddApplication>) -> Call<ApplicationReply> {
        let request = application.into();
        let call = self.client.request(&ADD_APPLICATION).json(&request);
        let error = request.application.as_ref().and_then(application_error);
        call.invalid(error).call()
    }

    /// GetApplications: lists the applications.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("get_all", "all", "search", "GetApplications"))]
    pub fn list(&self) -> Call<ApplicationsReply> {
        let call = self.client.request(&GET_APPLICATIONS);
        call.json(&GetApplications::new()).call()
    }

    /// UpdateApplications: changes ids and names.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("replace", "put", "edit", "UpdateApplications"))]
    pub fn update(&self, changes: UpdateApplications) -> Call<PlainReply> {
        let call = self.client.request(&UPDATE_APPLICATIONS).json(&changes);
        let changed = changes.applications.iter().flat_map(|all| all.values());
        call.invalid(changed.flatten().find_map(application_error))
            .call()
    }

    /// DeleteApplications: forgets applications.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("remove", "DeleteApplications"))]
    pub fn delete(&self, ids: DeleteApplications) -> Call<PlainReply> {
        self.client.request(&DELETE_APPLICATIONS).json(&ids).call()
    }
}
