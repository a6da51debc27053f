//! Organizations.

use crate::{Links, Listed, OrganizationId, Reference, Timestamp};

open_enum! {
    /// What kind of customer an organization is.
    pub enum OrganizationType {
        /// It pays.
        Paid = "PAID",
        /// It tries the services out.
        Trial = "TRIAL",
        /// It belongs to Ping Identity.
        Internal = "INTERNAL",
    }
}

model! {
    /// An organization: the owner of licenses and environments.
    ///
    /// Returned by `platform.read_all_organizations` and `platform.read_one_organization`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/organizations.html>
    pub struct Organization {
        required {
            /// The id of the organization.
            id: OrganizationId = "id",
        }
        optional {
            /// Links: the organization itself, and its licenses and environments.
            links: Links = "_links",
            /// Its name, unique among all organizations.
            name: String = "name",
            /// What it is for.
            description: String = "description",
            /// What kind of customer it is.
            organization_type: OrganizationType = "type",
            /// The accounts that it is billed through.
            billing_connections: Vec<Reference> = "billingConnections",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was changed last.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

impl Listed for Organization {
    const EMBEDDED: &'static str = "organizations";
}
