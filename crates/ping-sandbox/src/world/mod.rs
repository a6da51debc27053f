//! The world: organizations, their environments, and what all of them share.

pub(crate) mod connection;
pub(crate) mod context;
mod notices;
pub(crate) mod running;

use std::{io, time::Duration};

use crate::{
    base::{
        clock::Time,
        limits::{Kept, Recent},
        random::Random,
        timestamp::Timestamp,
    },
    domain::{
        control_error::ControlError,
        cooldown::Pace,
        faults::FaultRules,
        mfa::MfaState,
        oauth::{ClientAuthMethod, tokens::Tokens},
        outbox::Messages,
        pingid::PingIdState,
        platform::{
            Organization, PlatformState,
            applications::{APPLICATIONS, plant_worker},
            resources::plant_resources,
            roles::{OF_WORKERS, Role, held, plant_role, plant_roles},
        },
        rates::Rate,
        requests::Received,
        settings::Settings,
        tally::Tally,
        verify::{VerifyState, policies::plant_policies},
    },
    store::{Entry, Held, Store},
    world::context::Context,
};

/// All that the sandbox remembers.
pub(crate) struct World {
    organizations: Vec<Organization>,
    /// In the order of their creation. None is ever removed, so that the place of one is its own for
    /// good. The first one is meant where none is named.
    pub(crate) environments: Vec<Environment>,
    pub(crate) shared: Shared,
}

/// Where an environment is in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(pub(crate) usize);

impl Place {
    /// The environment that is meant where none is named.
    pub(crate) const FIRST: Self = Self(0);
}

/// One tenant: a part for each product, and what is sent to its people.
pub(crate) struct Environment {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Where its organization is.
    organization: usize,
    /// For what is kept here: what happens elsewhere changes nothing of it.
    pub(crate) random: Random,
    pub(crate) outbox: Messages,
    /// How many messages its users got today.
    pub(crate) tally: Tally,
    /// When they got the last ones.
    pub(crate) pace: Pace,
    /// The application that manages it, by its id.
    pub(crate) worker: String,
    /// Its tables: users, populations, policies and the like.
    pub(crate) store: Store,
    pub(crate) platform: PlatformState,
    pub(crate) mfa: MfaState,
    pub(crate) pingid: PingIdState,
    pub(crate) verify: VerifyState,
}

/// What all environments share.
pub(crate) struct Shared {
    /// `http://127.0.0.1:PORT` or the public URL, without a slash at the end.
    pub(crate) base_url: String,
    pub(crate) time: Time,
    /// What streams of new environments are drawn from.
    root: Random,
    /// For the ids of answers, so that one question more changes nothing that is kept.
    pub(crate) answers: Random,
    pub(crate) faults: FaultRules,
    /// How many requests were received, also those that are forgotten since.
    pub(crate) received: u64,
    pub(crate) requests: Recent<Received>,
    pub(crate) tokens: Tokens,
    /// Tables that all see alike, and nobody changes.
    pub(crate) store: Store,
    /// How the workers of new environments prove who they are.
    auth_method: ClientAuthMethod,
    /// The names of the roles that these workers have, and no other may do what they do not say;
    /// `None` where everything is granted.
    roles: Option<Vec<String>>,
    /// How many requests an organization may send, where that is limited.
    pub(crate) rate: Option<Rate>,
    kept: Kept,
}

impl World {
    /// With one organization and one environment.
    pub(crate) fn new(settings: &Settings, base_url: String) -> io::Result<Self> {
        let root = match settings.seed {
            Some(seed) => Random::seeded(seed),
            None => Random::from_os()?,
        };
        let time = match settings.frozen_at {
            Some(at) => Time::Frozen { at: Timestamp::from_system(at) },
            None => Time::Running { ahead: 0 },
        };
        let kept = settings.limits.kept;
        let mut world = Self {
            organizations: vec![Organization::documented(&root, kept, time.now())],
            environments: Vec::new(),
            shared: Shared {
                base_url,
                time,
                answers: root.stream("answers"),
                faults: FaultRules::new(kept),
                received: 0,
                requests: Recent::new(kept),
                store: Store::new(root.stream("tables of the world"), kept),
                tokens: Tokens::new(&root, settings.token_lifetime, kept),
                auth_method: settings.auth_method.clone(),
                roles: settings.roles.clone(),
                rate: settings.rate,
                root,
                kept,
            },
        };
        let now = world.shared.now();
        plant_roles(&mut world.shared.store, now);
        world.add_environment(0);
        Ok(world)
    }

    /// A new environment in the first organization.
    pub(crate) fn new_environment(&mut self) -> Place {
        self.add_environment(0)
    }

    /// A new environment in an organization of its own.
    pub(crate) fn new_organization(&mut self) -> Place {
        let number = self.organizations.len();
        let mut random = self.shared.root.stream(&format!("organization {number}"));
        let now = self.shared.now();
        self.organizations.push(Organization::drawn(&mut random, self.shared.kept, now));
        self.add_environment(number)
    }

    fn add_environment(&mut self, organization: usize) -> Place {
        let Shared { root, time, kept, auth_method, .. } = &self.shared;
        let (now, kept) = (time.now(), *kept);
        let place = self.environments.len();
        let mut random = root.stream(&format!("environment {place}"));
        let mut store = Store::new(random.stream("tables"), kept);
        plant_policies(&mut store, now);
        plant_resources(&mut store, now);
        let (id, worker) = (random.uuid(), random.uuid());
        self.organizations[organization].environments.push(id.clone());
        plant_worker(&mut store, &worker, auth_method, now);
        self.environments.push(Environment {
            id,
            name: numbered("Sandbox", place),
            organization,
            worker: worker.clone(),
            outbox: Messages::new(kept),
            tally: Tally::default(),
            pace: Pace::default(),
            platform: PlatformState::seeded(&mut random, &mut store, now),
            mfa: MfaState::seeded(&mut store, kept, now),
            pingid: PingIdState::seeded(&mut random, kept),
            verify: VerifyState::new(kept),
            store,
            random,
        });
        let place = Place(place);
        let names = self.shared.roles.clone();
        let names = names.unwrap_or_else(|| OF_WORKERS.map(str::to_owned).to_vec());
        for role in names.iter().filter_map(|name| Role::named(name)) {
            self.plant_role(place, place, &worker, role);
        }
        place
    }

    /// Gives a worker, wherever it is, a role in an environment, as somebody at the console does.
    pub(crate) fn assign_role(
        &mut self,
        place: Place,
        client_id: &str,
        role: &str,
    ) -> Result<(), ControlError> {
        let is_worker = |one: &Environment| {
            let application = one.store.row(&APPLICATIONS, "", client_id);
            application.is_some_and(|it| it.text("type") == Some("WORKER"))
        };
        let unknown = || format!("There is no worker with the id {client_id}.");
        let home = self.find(is_worker).ok_or_else(unknown)?;
        let role = Role::named(role).ok_or_else(|| format!("There is no role {role}."))?;
        self.plant_role(home, place, client_id, role);
        Ok(())
    }

    /// For the environment, or where the role is not for such, what is next to it.
    fn plant_role(&mut self, home: Place, place: Place, client_id: &str, role: &Role) {
        let context = self.context(place);
        let (scope, of) = if role.scopes.contains(&"ENVIRONMENT") {
            ("ENVIRONMENT", context.env.id.clone())
        } else if role.scopes.contains(&"ORGANIZATION") {
            ("ORGANIZATION", context.organization.id.clone())
        } else {
            ("APPLICATION", client_id.to_owned())
        };
        let new = Held { role: role.id.to_owned(), scope: scope.to_owned(), of };
        let now = self.shared.now();
        let store = &mut self.environments[home.0].store;
        if !held(store, client_id).contains(&new) {
            plant_role(store, client_id, &new, now);
        }
    }

    /// Where the environment of that id is.
    pub(crate) fn place(&self, id: &str) -> Option<Place> {
        self.find(|environment| environment.id == id)
    }

    /// The id of an environment's organization.
    pub(crate) fn organization_of(&self, environment: &Environment) -> &str {
        &self.organizations[environment.organization].id
    }

    /// The first environment that fits.
    pub(crate) fn find(&self, fits: impl Fn(&Environment) -> bool) -> Option<Place> {
        self.environments.iter().position(fits).map(Place)
    }

    /// Nobody waits any more for the answer to that request.
    pub(crate) fn abandon(&mut self, request: u64) {
        for environment in &mut self.environments {
            environment.pingid.abandon(request);
        }
    }

    /// One environment, and nothing of the others.
    pub(crate) fn context(&mut self, place: Place) -> Context<'_> {
        let env = &mut self.environments[place.0];
        let organization = &mut self.organizations[env.organization];
        Context {
            env,
            organization,
            roles: None,
            correlation_id: String::new(),
            shared: &mut self.shared,
        }
    }
}

/// A name that no other has.
fn numbered(name: &str, place: usize) -> String {
    match place {
        0 => name.to_owned(),
        place => format!("{name} {}", place + 1),
    }
}

impl Environment {
    /// Lets what is due happen, in every product.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        self.mfa.settle(&self.store, now);
        self.pingid.settle(now);
        self.verify.settle(now);
    }

    /// The application that a client is, as long as it is there and enabled.
    // assumes: application-tokens
    pub(crate) fn client(&self, client_id: &str) -> Option<&Entry> {
        let application = self.store.row(&APPLICATIONS, "", client_id)?;
        (application.body["enabled"] == true).then_some(application)
    }
}

impl Shared {
    /// The virtual clock's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// An absolute URL of this sandbox; `path` begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Whether roles decide who may do what.
    pub(crate) fn roles_decide(&self) -> bool {
        self.roles.is_some()
    }

    /// How long before now something happened.
    pub(crate) fn age(&self, since: Timestamp) -> Duration {
        self.now().since(since)
    }
}
