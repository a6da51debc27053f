//! Resources that tokens are for.

use ping_models::ResourceId;
use ping_models::platform::{NewResource, Resource};
use ping_transport::{Call, List, handle};

use crate::operations::*;
use crate::scopes::ResourceScopes;
use crate::secrets::ClientSecretHandle;

handle! {
    /// The resources of an environment, such as an API of the customer's. From
    /// [`Platform::resources`](crate::Platform::resources).
    ///
    /// Needs the role Environment Admin or Client Application Developer.
    ///
    /// ```no_run
    /// # use ping_models::platform::{NewApplicationGrant, NewResource, NewResourceScope};
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let orders = NewResource::new("Orders").audience("https://orders.example.com");
    /// let orders = platform.resources().create(orders).await?;
    /// let scopes = platform.resource(&orders.id).scopes();
    /// let reading = scopes.create(NewResourceScope::new("orders:read")).await?;
    /// let grant = NewApplicationGrant::new(&orders.id, [reading.id.into()]);
    /// platform.application("application-id").grants().create(grant).await?;
    /// # Ok(()) }
    /// ```
    pub struct Resources;
}

impl Resources {
    /// Creates a resource of the customer's.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` on `name` where the name is taken.
    #[doc(alias("add", "new", "Create Resource"))]
    pub fn create(&self, resource: NewResource) -> Call<Resource> {
        self.scope.at(&CREATE_RESOURCE).json(&resource).call()
    }

    /// Lists the resources, those of PingOne itself included. It has no pages, filters or orders:
    ///
    /// ```compile_fail,E0277
    /// # fn example(platform: pingone_platform::Platform) {
    /// let few = platform.resources().list().limit(2);
    /// # }
    /// ```
    #[doc(alias("get_all", "all", "search", "Read All Resources"))]
    pub fn list(&self) -> List<Resource> {
        self.scope.at(&READ_ALL_RESOURCES).list()
    }

    /// Reads one of them. Errors: 404 for one that is unknown.
    #[doc(alias("get", "fetch", "find", "Read One Resource"))]
    pub fn read(&self, id: impl Into<ResourceId>) -> Call<Resource> {
        self.scope.at(&READ_ONE_RESOURCE).id(id).call()
    }

    /// Replaces a resource: what is not sent is cleared.
    ///
    /// Errors: as for [`create`](Self::create); 404 for one that is unknown.
    #[doc(alias("replace", "put", "edit", "Update Resource"))]
    pub fn update(&self, id: impl Into<ResourceId>, resource: NewResource) -> Call<Resource> {
        self.scope.at(&UPDATE_RESOURCE).id(id).json(&resource).call()
    }

    /// Deletes a resource with its scopes.
    ///
    /// Errors: 404 for one that is unknown.
    #[doc(alias("remove", "Delete Resource"))]
    pub fn delete(&self, id: impl Into<ResourceId>) -> Call<()> {
        self.scope.at(&DELETE_RESOURCE).id(id).call()
    }
}

handle! {
    /// One resource. From [`Platform::resource`](crate::Platform::resource).
    pub struct ResourceHandle;
}

impl ResourceHandle {
    /// Its scopes.
    pub fn scopes(&self) -> ResourceScopes {
        self.scope.clone().into()
    }

    /// The secret that it introspects tokens with.
    pub fn secret(&self) -> ClientSecretHandle {
        self.scope.clone().into()
    }
}
