//! What operations and controls work with: one environment, and what it shares with others.

use serde_json::{Value, json};

use crate::{
    base::timestamp::Timestamp,
    domain::{
        mfa::oath_tokens::OATH_TOKENS,
        platform::{
            bill_of_materials, environments::ENVIRONMENTS, organizations::Organization,
            users::USERS,
        },
    },
    store::{Entry, Gone, Held},
    wire::response::Failure,
    world::{Environment, Shared},
};

/// The environment that a request is about. Its parts can be borrowed apart; other environments are
/// out of reach.
pub(crate) struct Context<'a> {
    pub(crate) env: &'a mut Environment,
    /// The environment's.
    pub(crate) organization: &'a mut Organization,
    pub(crate) shared: &'a mut Shared,
    /// What the caller may do; `None` where everything is granted.
    pub(crate) roles: Option<Vec<Held>>,
    /// The environments that the caller is let into, where it asks for no one of them.
    pub(crate) reach: Vec<String>,
    /// The populations whose people and groups the caller sees; `None` where it sees all.
    pub(crate) populations: Option<Vec<String>>,
    /// The id of the answer, which the audit trail names; empty for controls.
    pub(crate) correlation_id: String,
}

impl Context<'_> {
    /// The virtual clock's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.shared.now()
    }

    /// An absolute URL; `path` begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        self.shared.url(path)
    }

    /// The URL of something in the environment; `rest` is empty or begins with a slash.
    pub(crate) fn env_url(&self, rest: &str) -> String {
        self.url(&format!("/v1/environments/{}{rest}", self.env.id))
    }

    /// A new UUID for something that is kept.
    pub(crate) fn uuid(&mut self) -> String {
        self.env.random.uuid()
    }

    /// The user with that id, or the documented 404.
    pub(crate) fn require_user(&self, id: &str) -> Result<&Entry, Failure> {
        self.env.store.require(&USERS, "", id)
    }

    /// How many changes the audits tell of.
    pub(crate) fn recorded(&self) -> u64 {
        let stores = [&self.env.store, &self.organization.store, &self.shared.store];
        stores.iter().map(|store| store.recorded()).sum()
    }

    /// Forgets what the products have of deleted rows.
    pub(crate) fn forget(&mut self, gone: &[Gone]) {
        for gone in gone {
            if gone.schema.name == USERS.name {
                self.env.platform.user_deleted(&gone.id);
                self.env.mfa.user_deleted(&gone.id);
                self.env.verify.user_deleted(&gone.id);
                self.env.tally.forget(&gone.id);
                self.env.pace.forget(&gone.id);
            } else if gone.schema.name == OATH_TOKENS.name {
                self.env.mfa.token_revoked(&gone.id);
            }
        }
    }

    /// Lets what is due happen, before anything else is done.
    pub(crate) fn settle(&mut self) {
        let now = self.now();
        self.organization.settle(now);
        self.env.settle(now);
    }

    /// Its bill of materials.
    pub(crate) fn bill_of_materials(&self) -> &Value {
        let row = self.organization.store.row(&ENVIRONMENTS, "", &self.env.id);
        row.map_or(&Value::Null, |row| &row.body["billOfMaterials"])
    }

    /// Puts a product into the bill of materials, or takes it out.
    pub(crate) fn include_product(&mut self, product: &str, included: bool) {
        let mut bill = self.bill_of_materials().clone();
        if bill_of_materials::has(&bill, product) == included {
            return;
        }
        let id = self.uuid();
        if let Some(products) = bill["products"].as_array_mut() {
            products.retain(|one| one["type"] != product);
            if included {
                products.push(json!({ "id": id, "type": product }));
            }
        }
        let id = self.env.id.clone();
        self.organization.store.set(&ENVIRONMENTS, &id, "billOfMaterials", bill);
    }

    /// A user signed on.
    pub(crate) fn signed_on(&mut self, user_id: &str) {
        let now = self.now();
        self.organization.sign_ons.note(&self.env.id, user_id, now);
    }
}
