//! Scopes of resources.

use ping_models::ScopeId;
use ping_models::platform::{NewResourceScope, ResourceScope};
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The scopes of a resource. From [`ResourceHandle::scopes`](crate::ResourceHandle::scopes).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    pub struct ResourceScopes;
}

impl ResourceScopes {
    /// Creates a scope.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the resource has such a scope; 404 for an unknown resource.
    #[doc(alias("add", "new", "Create Scope"))]
    pub fn create(&self, scope: NewResourceScope) -> Call<ResourceScope> {
        self.scope.at(&CREATE_SCOPE).json(&scope).call()
    }

    /// Lists the scopes. It has no pages.
    #[doc(alias("get_all", "all", "search", "Read All Scopes"))]
    pub fn list(&self) -> List<ResourceScope> {
        self.scope.at(&READ_ALL_SCOPES).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    #[doc(alias("get", "fetch", "find", "Read One Scope"))]
    pub fn read(&self, id: impl Into<ScopeId>) -> Call<ResourceScope> {
        self.scope.at(&READ_ONE_SCOPE).id(id).call()
    }

    /// Replaces a scope: what is not sent is cleared.
    ///
    /// Errors: as for [`create`](Self::create); 404 for one that is unknown.
    #[doc(alias("replace", "put", "edit", "Update Scope"))]
    pub fn update(&self, id: impl Into<ScopeId>, scope: NewResourceScope) -> Call<ResourceScope> {
        self.scope.at(&UPDATE_SCOPE).id(id).json(&scope).call()
    }

    /// Deletes a scope.
    ///
    /// Errors: 404 for one that is unknown.
    #[doc(alias("remove", "Delete Scope"))]
    pub fn delete(&self, id: impl Into<ScopeId>) -> Call<()> {
        self.scope.at(&DELETE_SCOPE).id(id).call()
    }
}
