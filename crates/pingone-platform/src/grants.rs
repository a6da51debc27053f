//! What applications may ask for.

use ping_models::GrantId;
use ping_models::platform::{ApplicationGrant, NewApplicationGrant};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The scopes that an application may ask for, by resource. From
    /// [`ApplicationHandle::grants`](crate::ApplicationHandle::grants).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    pub struct ApplicationGrants;
}

impl ApplicationGrants {
    /// Creates a grant of scopes of one resource.
    ///
    /// Errors: 400 for an unknown resource or scope; 404 for an unknown application, and for those of PingOne itself.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants/create-grant.html>
    #[doc(alias("add", "new", "Create Grant"))]
    pub fn create(&self, grant: NewApplicationGrant) -> Call<ApplicationGrant> {
        self.scope.at(&CREATE_APPLICATION_GRANT).json(&grant).call()
    }

    /// Lists the grants. It has no pages.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants.html>
    #[doc(alias("get_all", "all", "search", "Read All Grants"))]
    pub fn list(&self) -> List<ApplicationGrant> {
        self.scope.at(&READ_ALL_APPLICATION_GRANTS).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants.html>
    #[doc(alias("get", "fetch", "find", "Read One Grant"))]
    pub fn read(&self, id: impl Into<GrantId>) -> Call<ApplicationGrant> {
        self.scope.at(&READ_ONE_APPLICATION_GRANT).id(id).call()
    }

    /// Replaces the scopes of a grant, whose resource stays.
    ///
    /// Errors: as for [`create`](Self::create); 404 for one that is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants/update-grant.html>
    #[doc(alias("replace", "put", "edit", "Update Grant"))]
    pub fn update(
        &self,
        id: impl Into<GrantId>,
        grant: NewApplicationGrant,
    ) -> Call<ApplicationGrant> {
        self.scope.at(&UPDATE_APPLICATION_GRANT).id(id).json(&grant).call()
    }

    /// Takes the scopes of a resource back.
    ///
    /// Errors: 404 for one that is unknown.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/applications/application-resource-grants.html>
    #[doc(alias("remove", "Delete Grant"))]
    pub fn delete(&self, id: impl Into<GrantId>) -> Call<()> {
        self.scope.at(&DELETE_APPLICATION_GRANT).id(id).call()
    }
}
