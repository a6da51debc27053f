//! The world: organizations, their environments, and what all of them share.

pub(crate) mod connection;
pub(crate) mod context;
pub(crate) mod journal;
mod notices;
pub(crate) mod running;

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

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
        fresh::Fresh,
        mfa::MfaState,
        oauth::{ClientAuthMethod, tokens::Tokens},
        outbox::Messages,
        pingid::PingIdState,
        platform::{
            PlatformState,
            applications::{APPLICATIONS, plant_worker},
            bill_of_materials::completed,
            environments::ENVIRONMENTS,
            licenses::{LICENSES, is_in_force},
            organizations::{ORGANIZATIONS, Organization},
            resources::plant_resources,
            roles::{self, OF_WORKERS, Role, held, plant_role, plant_roles},
            users::USERS,
        },
        rates::Limited,
        requests::Received,
        settings::Settings,
        tally::Tally,
        verify::{VerifyState, policies::plant_policies},
    },
    store::{Entry, Held, Store},
    wire::names::is_domain,
    world::{context::Context, journal::Journal},
};

/// All that the sandbox remembers.
pub(crate) struct World {
    organizations: Vec<Organization>,
    /// In the order of their creation. The place of one is its own for good. The first one is meant
    /// where none is named.
    environments: BTreeMap<Place, Environment>,
    /// How many there ever were.
    made: usize,
    /// What is in the place of one that was deleted: nothing that stays.
    nowhere: Option<Environment>,
    /// Where what changes is written down, if anywhere.
    pub(crate) journal: Option<Journal>,
    /// How many there were before, in the place of which this one was put.
    pub(crate) age: u64,
    /// What a control wants to be done with all of this, which the server does.
    pub(crate) wanted: Option<Wanted>,
    pub(crate) shared: Shared,
}

/// What is done with a world as a whole.
pub(crate) enum Wanted {
    /// Begin anew.
    Reset,
    /// Hand it out.
    Read,
    /// Put this one in its place.
    Replace(Value),
}

/// Where an environment is in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(usize);

impl Place {
    /// The environment that is meant where none is named.
    pub(crate) const FIRST: Self = Self(0);
}

/// One tenant: a part for each product, and what is sent to its people.
pub(crate) struct Environment {
    pub(crate) id: String,
    /// Where its organization is.
    organization: usize,
    /// For what is kept here: what happens elsewhere changes nothing of it.
    pub(crate) random: Random,
    pub(crate) outbox: Messages,
    /// How many messages its users got today.
    pub(crate) tally: Tally,
    /// When they got the last ones.
    pub(crate) pace: Pace,
    /// The application that manages it, by its id; empty where a worker of another one does.
    pub(crate) worker: String,
    /// The names that its authorization server goes by, beside the service's own.
    pub(crate) domains: Vec<String>,
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
    pub(crate) root: Random,
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
    /// Which requests of an organization are limited.
    pub(crate) limited: Option<Limited>,
    /// Whether environments begin as the service's do, and what is created takes a moment.
    pub(crate) strict: bool,
    /// What was created within that moment.
    pub(crate) fresh: Fresh,
    kept: Kept,
    /// Whether calls are told of on standard error.
    pub(crate) log: bool,
}

impl World {
    /// With one organization and one environment, as it begins at that time of the system. That
    /// time is held until the caller lets it go on.
    pub(crate) fn new(
        settings: &Settings,
        base_url: String,
        root: Random,
        system: Timestamp,
    ) -> Self {
        let mut time = Time::new(settings.frozen_at.map(Timestamp::from_system));
        time.hold_system(Some(system));
        let kept = settings.limits.kept;
        let first = Organization::documented(&root, kept, time.now());
        let row = Organization::row(&first.id, &root);
        let mut world = Self {
            organizations: Vec::new(),
            environments: BTreeMap::new(),
            made: 0,
            nowhere: None,
            journal: None,
            age: 0,
            wanted: None,
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
                limited: settings.limited(),
                strict: settings.strict,
                fresh: Fresh::new(kept),
                root,
                kept,
                log: settings.log,
            },
        };
        let now = world.shared.now();
        plant_roles(&mut world.shared.store, now);
        world.add_organization(first, &row);
        world.add_environment(0);
        world
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
        let organization = Organization::drawn(&mut random, self.shared.kept, now);
        let row = Organization::row(&organization.id, &random);
        self.add_organization(organization, &row);
        self.add_environment(number)
    }

    fn add_organization(&mut self, organization: Organization, row: &Value) {
        let now = self.shared.now();
        self.shared.store.plant(&ORGANIZATIONS, "", row, now);
        self.organizations.push(organization);
    }

    /// An environment with a worker of its own, as the console makes one.
    fn add_environment(&mut self, organization: usize) -> Place {
        let place = Place(self.made);
        let mut environment = self.shared.seeded(place.0, organization, None);
        let now = self.shared.now();
        let worker = environment.worker.clone();
        plant_worker(&mut environment.store, &worker, &self.shared.auth_method, now);
        let mut random = environment.random.stream("bill of materials");
        let bill = completed(&Value::Null, &Value::Null, now, || random.uuid());
        let organization = &mut self.organizations[organization];
        let license = organization.store.rows(&LICENSES, "").find(|one| is_in_force(one));
        let row = json!({
            "id": environment.id,
            "name": numbered("Sandbox", place.0),
            "description": "The sandbox's environment",
            "type": "SANDBOX",
            "region": "NA",
            "license": license.map(|license| json!({ "id": license.id() })),
            "organization": { "id": organization.id },
            "billOfMaterials": bill,
        });
        organization.store.plant(&ENVIRONMENTS, "", &row, now);
        self.insert(environment);
        let names = self.shared.roles.clone();
        let names = names.unwrap_or_else(|| OF_WORKERS.map(str::to_owned).to_vec());
        for role in names.iter().filter_map(|name| Role::named(name)) {
            self.plant_role(place, place, &worker, role);
        }
        place
    }

    fn insert(&mut self, environment: Environment) {
        self.environments.insert(Place(self.made), environment);
        self.made += 1;
    }

    /// Makes and drops environments, as the rows of their organizations say.
    pub(crate) fn follow(&mut self) {
        let rows = self.organizations.iter().map(|one| one.store.count(&ENVIRONMENTS));
        if rows.sum::<usize>() == self.environments.len() {
            return;
        }
        let mut made = Vec::new();
        for number in 0..self.organizations.len() {
            for id in self.organizations[number].environments() {
                if self.place(&id).is_none() {
                    let seeded = self.shared.seeded(self.made, number, Some(&id));
                    self.insert(Environment { worker: String::new(), ..seeded });
                    made.push(id);
                }
            }
        }
        let organizations = &self.organizations;
        let is_there = |one: &Environment| {
            let store = &organizations[one.organization].store;
            store.row(&ENVIRONMENTS, "", &one.id).is_some()
        };
        let mut gone: Vec<String> = Vec::new();
        self.environments.retain(|_, one| {
            let stays = is_there(one);
            if !stays {
                gone.push(one.id.clone());
            }
            stays
        });
        for id in made.iter().chain(&gone) {
            self.tell(id);
        }
        for id in gone {
            self.shared.tokens.revoke_of(&id);
            for environment in self.environments.values_mut() {
                roles::forget_scope(&mut environment.store, &id);
            }
        }
    }

    /// Puts what was done to an environment last into its own audit, and into that of the worker
    /// that did it.
    // assumes: environment-activities
    fn tell(&mut self, id: &str) {
        let mut stores = self.organizations.iter().map(|one| &one.store);
        let Some(activity) = stores.find_map(|store| store.last_activity(&ENVIRONMENTS, id)) else {
            return;
        };
        for environment in self.environments.values_mut() {
            if environment.id == id || environment.client(activity.actor()).is_some() {
                environment.store.adopt(activity.clone());
            }
        }
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
        let Some(Environment { store, .. }) = self.environments.get_mut(&home) else {
            return;
        };
        if !held(store, client_id).contains(&new) {
            plant_role(store, client_id, &new, now);
        }
    }

    /// Where the environment of that id is.
    pub(crate) fn place(&self, id: &str) -> Option<Place> {
        self.find(|environment| environment.id == id)
    }

    /// The id of the environment that has a custom domain.
    pub(crate) fn environment_of_domain(&self, host: &str) -> Option<&str> {
        let has = |one: &&Environment| one.domains.iter().any(|domain| domain == host);
        self.environments().find(has).map(|one| one.id.as_str())
    }

    /// Gives an environment a custom domain, as somebody at the console does.
    pub(crate) fn add_domain(&mut self, place: Place, domain: &str) -> Result<(), ControlError> {
        let domain = domain.to_ascii_lowercase();
        if !is_domain(&domain) {
            return Err("that is no name for a custom domain, such as login.example.com".into());
        }
        if self.environment_of_domain(&domain).is_some() {
            return Err("an environment has that custom domain already".into());
        }
        let context = self.context(place);
        let license = context.organization.license_of(&context.env.id);
        if license.is_some_and(|one| one.body["environments"]["allowCustomDomain"] == false) {
            return Err("the license allows no custom domains".into());
        }
        context.env.domains.push(domain);
        Ok(())
    }

    /// The id of an environment's organization.
    pub(crate) fn organization_of(&self, environment: &Environment) -> &str {
        &self.organizations[environment.organization].id
    }

    /// The first environment that fits.
    pub(crate) fn find(&self, fits: impl Fn(&Environment) -> bool) -> Option<Place> {
        self.environments.iter().find(|(_, one)| fits(one)).map(|(place, _)| *place)
    }

    /// Where there are environments, in the order of their creation.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.environments.keys().copied().collect()
    }

    /// The environment at a place, as long as it is there.
    pub(crate) fn at(&self, place: Place) -> Option<&Environment> {
        self.environments.get(&place)
    }

    /// All environments, in the order of their creation.
    pub(crate) fn environments(&self) -> impl Iterator<Item = &Environment> {
        self.environments.values()
    }

    /// Whether an environment is about to be deleted, and of no use until it is restored.
    pub(crate) fn is_to_be_deleted(&self, environment: &Environment) -> bool {
        let store = &self.organizations[environment.organization].store;
        let row = store.row(&ENVIRONMENTS, "", &environment.id);
        row.is_some_and(|row| row.text("status") == Some("DELETE_PENDING"))
    }

    /// A number that grows with every row and every id, code and secret that is kept. What is due by
    /// the clock need not change it.
    pub(crate) fn growth(&self) -> u64 {
        let organizations = self.organizations.iter().map(|one| one.store.growth());
        let environments = self.environments.values();
        let environments = environments.map(|one| one.store.growth() + one.random.drawn());
        organizations.chain(environments).chain([self.shared.store.growth()]).sum()
    }

    /// Nobody waits any more for the answer to that request.
    pub(crate) fn abandon(&mut self, request: u64) {
        for environment in self.environments.values_mut() {
            environment.pingid.abandon(request);
        }
    }

    /// One environment, and nothing of the others.
    pub(crate) fn context(&mut self, place: Place) -> Context<'_> {
        let env = match self.environments.get_mut(&place) {
            Some(env) => env,
            None => self.nowhere.insert(self.shared.seeded(place.0, 0, None)),
        };
        let organization = &mut self.organizations[env.organization];
        Context {
            env,
            organization,
            roles: None,
            reach: Vec::new(),
            populations: None,
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
        self.platform.identities.settle(self.store.count(&USERS), now);
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

    /// What is in an environment from the beginning; of that id, or of one that is drawn.
    fn seeded(&self, number: usize, organization: usize, id: Option<&str>) -> Environment {
        let (now, kept) = (self.now(), self.kept);
        let mut random = self.root.stream(&format!("environment {number}"));
        let mut store = Store::new(random.stream("tables"), kept);
        plant_policies(&mut store, now);
        plant_resources(&mut store, now);
        let (drawn, worker) = (random.uuid(), random.uuid());
        Environment {
            id: id.map_or(drawn, str::to_owned),
            organization,
            worker,
            domains: Vec::new(),
            outbox: Messages::new(kept),
            tally: Tally::default(),
            pace: Pace::default(),
            platform: PlatformState::seeded(&mut random, &mut store, now),
            mfa: MfaState::seeded(&mut store, kept, self.strict, now),
            pingid: PingIdState::seeded(&mut random, kept),
            verify: VerifyState::new(kept),
            store,
            random,
        }
    }

    /// How much is kept of what grows.
    pub(crate) fn kept(&self) -> Kept {
        self.kept
    }

    /// Whether roles decide who may do what.
    pub(crate) fn roles_decide(&self) -> bool {
        self.roles.is_some()
    }

    /// Whether something was created too short a time ago to count everywhere.
    pub(crate) fn is_fresh(&self, id: &str) -> bool {
        self.fresh.has(id, self.now())
    }

    /// How long before now something happened.
    pub(crate) fn age(&self, since: Timestamp) -> Duration {
        self.now().since(since)
    }
}
