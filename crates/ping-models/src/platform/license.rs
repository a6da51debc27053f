//! Licenses.

use crate::{Links, Listed, Reference, Timestamp};

use super::license_features::{
    AuthorizeFeatures, CredentialsFeatures, EnvironmentsFeatures, FraudFeatures, GatewaysFeatures,
    IntelligenceFeatures, MfaFeatures, OrchestrateFeatures, UsersFeatures, VerifyFeatures,
};

id! {
    /// The id of a license, a UUID.
    pub struct LicenseId;
}

open_enum! {
    /// Whether a license is in force.
    pub enum LicenseStatus {
        /// In force.
        Active = "ACTIVE",
        /// Past its expiry.
        Expired = "EXPIRED",
        /// Not begun yet.
        Future = "FUTURE",
        /// Ended.
        Terminated = "TERMINATED",
    }
}

open_enum! {
    /// A geography in which a license allows environments.
    pub enum LicenseRegion {
        /// North America without Canada; an environment calls it `NA`.
        NorthAmerica = "NORTH_AMERICA",
        /// Canada.
        Canada = "CA",
        /// The European Union.
        Europe = "EU",
        /// Australia.
        Australia = "AU",
        /// Singapore.
        Singapore = "SG",
        /// Asia-Pacific.
        AsiaPacific = "AP",
    }
}

open_enum! {
    /// How much of PingID a license includes.
    pub enum PingIdLicenseType {
        /// Nothing.
        None = "NONE",
        /// All of it.
        Full = "FULL",
    }
}

model! {
    /// A license of an organization.
    ///
    /// Returned by `platform.read_all_licenses` and `platform.read_one_license`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/licenses.html>
    pub struct License {
        required {
            /// The id of the license.
            id: LicenseId = "id",
        }
        optional {
            /// Links: the license itself and its organization.
            links: Links = "_links",
            /// What it includes beside the platform.
            advanced_services: AdvancedServices = "advancedServices",
            /// How many environments use it.
            assigned_environments_count: i64 = "assignedEnvironmentsCount",
            /// What it allows of PingOne Authorize.
            authorize: AuthorizeFeatures = "authorize",
            /// When it begins to be in force.
            begins_at: Timestamp = "beginsAt",
            /// What it allows of PingOne Credentials.
            credentials: CredentialsFeatures = "credentials",
            /// What it allows of environments.
            environments: EnvironmentsFeatures = "environments",
            /// When it expires. A trial stops then; others only notify.
            expires_at: Timestamp = "expiresAt",
            /// What it allows of fraud detection.
            fraud: FraudFeatures = "fraud",
            /// What it allows of gateways.
            gateways: GatewaysFeatures = "gateways",
            /// What it allows of PingOne Protect.
            intelligence: IntelligenceFeatures = "intelligence",
            /// What it allows of multi-factor authentication.
            mfa: MfaFeatures = "mfa",
            /// Its name, up to 255 characters.
            name: String = "name",
            /// What it allows of orchestration.
            orchestrate: OrchestrateFeatures = "orchestrate",
            /// The organization that has it.
            organization: Reference = "organization",
            /// The template that it was made from, such as `INTERNAL`; an open set.
            package: String = "package",
            /// The license that takes its place.
            replaced_by_license: Reference = "replacedByLicense",
            /// The license whose place it takes.
            replaces_license: Reference = "replacesLicense",
            /// Whether it is in force.
            status: LicenseStatus = "status",
            /// When it ended; absent on an active one.
            terminates_at: Timestamp = "terminatesAt",
            /// What it allows of users.
            users: UsersFeatures = "users",
            /// What it allows of PingOne Verify.
            verify: VerifyFeatures = "verify",
        }
    }
}

impl Listed for License {
    const EMBEDDED: &'static str = "licenses";
}

model! {
    /// What a license includes beside the platform.
    pub struct AdvancedServices {
        optional {
            /// PingID.
            ping_id: PingIdService = "pingId",
        }
    }
}

model! {
    /// Whether and how far a license includes PingID.
    pub struct PingIdService {
        optional {
            /// Whether PingID is included.
            included: bool = "included",
            /// How much of it.
            service_type: PingIdLicenseType = "type",
        }
    }
}
