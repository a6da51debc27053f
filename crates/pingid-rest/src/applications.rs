//! PingFederate applications.

use ping_models::pingid::{
    AddApplication, ApplicationReply, ApplicationsReply, DeleteApplications, GetApplications,
    PlainReply, UpdateApplications,
};
use ping_transport::{Call, handle};

use crate::checks::Checked;
use crate::operations::*;

handle! {
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
    /// println!("{:?}", applications.read_all().await?.applications);
    /// applications.delete(DeleteApplications::new(["payroll".to_owned()])).await?;
    /// # Ok(()) }
    /// ```
    pub struct Applications;
}

impl Applications {
    /// AddApplication: makes an application known. An
    /// [`Application`](ping_models::pingid::Application) does for the request.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("add", "new", "AddApplication"))]
    pub fn create(&self, application: impl Into<AddApplication>) -> Call<ApplicationReply> {
        self.scope.at(&ADD_APPLICATION).checked(&application.into()).call()
    }

    /// GetApplications: reads all applications.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("list", "get_all", "all", "GetApplications"))]
    pub fn read_all(&self) -> Call<ApplicationsReply> {
        self.scope.at(&GET_APPLICATIONS).json(&GetApplications::new()).call()
    }

    /// UpdateApplications: changes ids and names.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("replace", "put", "edit", "UpdateApplications"))]
    pub fn update(&self, changes: UpdateApplications) -> Call<PlainReply> {
        self.scope.at(&UPDATE_APPLICATIONS).checked(&changes).call()
    }

    /// DeleteApplications: forgets applications.
    ///
    /// <https://developer.pingidentity.com/pingid-api/pid_c_PingIDapiPFapplicationPolicy.html>
    #[doc(alias("remove", "DeleteApplications"))]
    pub fn delete(&self, ids: DeleteApplications) -> Call<PlainReply> {
        self.scope.at(&DELETE_APPLICATIONS).json(&ids).call()
    }
}
