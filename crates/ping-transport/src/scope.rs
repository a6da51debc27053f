//! The client together with the place that calls are about.

use std::sync::Arc;

use ping_models::EnvironmentId;

use crate::builder::RequestBuilder;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;

/// The parameter that the managed environment stands for.
const ENVIRONMENT: &str = "environmentID";

/// A client together with the resource that its calls are about, such as one user of the managed
/// environment. Each handle of the product crates has one: it knows the ids of what the handle's
/// resource belongs to, by the names that they have in the paths of the catalogue.
#[derive(Clone, Debug)]
pub struct Scope {
    client: Client,
    place: Option<Arc<Place>>,
}

#[derive(Debug)]
struct Place {
    parameter: &'static str,
    /// `None` for an environment that was not chosen.
    id: Option<String>,
    above: Option<Arc<Place>>,
}

impl Scope {
    /// The environment that the client manages.
    pub fn new(client: Client) -> Self {
        let id = client.environment().map(ToString::to_string);
        let scope = Self { client, place: None };
        scope.with(ENVIRONMENT, id)
    }

    /// The same client, with another managed environment.
    #[must_use]
    pub fn in_environment(&self, id: EnvironmentId) -> Self {
        self.outside().below(ENVIRONMENT, id)
    }

    /// The same client, outside of environments.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self { client: self.client.clone(), place: None }
    }

    /// What belongs to one more resource: the one with this id, which paths call by this name.
    ///
    /// ```
    /// # use ping_transport::{Client, Scope};
    /// # fn example(client: Client) {
    /// let user = Scope::new(client).below("userID", "c362abbc-eeeb-4ea5-b9c1-097a376b0086");
    /// # }
    /// ```
    #[must_use]
    pub fn below(&self, parameter: &'static str, id: impl AsRef<str>) -> Self {
        self.with(parameter, Some(id.as_ref().to_owned()))
    }

    fn with(&self, parameter: &'static str, id: Option<String>) -> Self {
        let place = Place { parameter, id, above: self.place.clone() };
        Self { client: self.client.clone(), place: Some(Arc::new(place)) }
    }

    /// The same place, with another client.
    #[must_use]
    pub fn with_client(&self, client: Client) -> Self {
        Self { client, place: self.place.clone() }
    }

    /// The id of the resource that paths call by this name, where the calls are about one.
    pub fn id(&self, parameter: &str) -> Option<&str> {
        self.place(parameter)?.id.as_deref()
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A request of this operation. The first parameters of its path are filled in as far as their
    /// ids are known here; the next ones are the request's own. Without a managed environment a
    /// request that needs one is invalid.
    pub fn at<Req, Res>(
        &self,
        operation: &'static Operation<Req, Res>,
    ) -> RequestBuilder<Req, Res> {
        let mut request = self.client.request(operation);
        while let Some(place) = request.next_parameter().and_then(|name| self.place(name)) {
            match &place.id {
                Some(id) => request = request.segment(id),
                None => return request.invalid(no_environment()),
            }
        }
        request
    }

    /// A request of the operation among these whose path leads through this place: for a resource
    /// that several others have alike, each with operations of its own.
    pub fn at_one_of<Req, Res, const N: usize>(
        &self,
        operations: [&'static Operation<Req, Res>; N],
    ) -> RequestBuilder<Req, Res> {
        const { assert!(N > 0) }
        let here = self.place.as_ref().map(|place| format!("{{{}}}", place.parameter));
        let leads_here = |path: &str| here.as_ref().is_some_and(|here| path.contains(here));
        let mut all = operations.into_iter();
        self.at(all.find(|one| leads_here(one.info.path)).unwrap_or(operations[0]))
    }

    fn place(&self, parameter: &str) -> Option<&Place> {
        let mut place = self.place.as_deref();
        while let Some(at) = place.filter(|place| place.parameter != parameter) {
            place = at.above.as_deref();
        }
        place
    }
}

fn no_environment() -> Error {
    Error::configuration(
        "environment",
        "missing: set the managed environment on the client (PINGONE_ENVIRONMENT_ID), or choose \
         one with `in_environment`",
    )
}

/// Declares the handle of a resource: what the calls of a product crate are methods of. It is
/// cheap to clone, made of a [`Scope`] with `.into()`, and keeps it as `self.scope`; a flow can
/// carry it along.
///
/// ```
/// use ping_models::UserId;
/// use ping_transport::{Call, Client, Scope, handle};
///
/// ping_transport::operations! {
///     READ_USER: () => () = "platform.read_one_user",
///         GET Api "/v1/environments/{environmentID}/users/{userID}";
/// }
///
/// handle! {
///     /// The users of an environment.
///     pub struct Users;
/// }
///
/// impl Users {
///     /// Reads one user.
///     pub fn read(&self, id: impl Into<UserId>) -> Call<()> {
///         self.scope.at(&READ_USER).id(id).call()
///     }
/// }
///
/// # fn example(client: Client) {
/// let users: Users = Scope::new(client).into();
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! handle {
    ($(#[$meta:meta])* $vis:vis struct $name:ident;) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name {
            pub(crate) scope: $crate::Scope,
        }

        #[doc(hidden)]
        impl ::std::convert::From<$crate::Scope> for $name {
            fn from(scope: $crate::Scope) -> Self {
                Self { scope }
            }
        }

        impl $crate::flow::Handle for $name {
            fn client(&self) -> &$crate::Client {
                self.scope.client()
            }

            fn with_client(&self, client: $crate::Client) -> Self {
                self.scope.with_client(client).into()
            }
        }
    };
}
