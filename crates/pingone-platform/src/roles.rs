//! Roles.

use ping_models::RoleId;
use ping_models::platform::Role;
use ping_transport::{Call, List, handle};

use crate::operations::*;

handle! {
    /// The roles that there are. From [`Platform::roles`](crate::Platform::roles).
    pub struct Roles;
}

impl Roles {
    /// Lists the roles, with what each allows. It has no pages.
    #[doc(alias("get_all", "all", "search", "Read All Roles"))]
    pub fn list(&self) -> List<Role> {
        self.scope.at(&READ_ALL_ROLES).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    #[doc(alias("get", "fetch", "find", "Read One Role"))]
    pub fn read(&self, id: impl Into<RoleId>) -> Call<Role> {
        self.scope.at(&READ_ONE_ROLE).id(id).call()
    }
}
