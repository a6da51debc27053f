//! Environments and what is deployed in them.

use crate::{EnvironmentId, Link, Links, Listed, OpenValue, Reference, Timestamp};

open_enum! {
    /// The geography of an environment. An organization keeps all of its environments in one.
    pub enum EnvironmentRegion {
        /// North America without Canada.
        NorthAmerica = "NA",
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
    /// What an environment is used for.
    pub enum EnvironmentType {
        /// In production; it cannot become a sandbox again.
        Production = "PRODUCTION",
        /// For trying things out.
        Sandbox = "SANDBOX",
    }
}

open_enum! {
    /// What a sandbox environment is used for.
    pub enum EnvironmentSubtype {
        /// Development.
        Development = "DEV",
        /// Quality assurance.
        QualityAssurance = "QA",
        /// Staging.
        Staging = "STAGING",
        /// Testing.
        Testing = "TESTING",
        /// Acceptance by users.
        UserAcceptance = "UAT",
    }
}

open_enum! {
    /// Whether an environment is about to be deleted.
    pub enum EnvironmentStatus {
        /// In use.
        Active = "ACTIVE",
        /// Soft-deleted, and deleted for good some time later.
        DeletePending = "DELETE_PENDING",
    }
}

model! {
    /// An environment: the home of users, applications and policies.
    ///
    /// Returned by `platform.read_one_environment`.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/environments.html>
    pub struct Environment {
        required {
            /// The id of the environment.
            id: EnvironmentId = "id",
        }
        optional {
            /// Links: the environment itself and what it contains.
            links: Links = "_links",
            /// What a read with `expand` embeds.
            embedded: EnvironmentEmbedded = "_embedded",
            /// Its name, unique in the organization.
            name: String = "name",
            /// What it is for.
            description: String = "description",
            /// The organization that it belongs to.
            organization: Reference = "organization",
            /// The license that it uses.
            license: Reference = "license",
            /// Where it is.
            region: EnvironmentRegion = "region",
            /// What it is used for.
            environment_type: EnvironmentType = "type",
            /// What a sandbox is used for.
            subtype: EnvironmentSubtype = "subtype",
            /// Whether it is about to be deleted. `null` unless it ever was soft-deleted.
            status: EnvironmentStatus = "status",
            /// The address of its picture (JPEG, PNG or GIF).
            icon: String = "icon",
            /// Which products it has, in the answer to its creation.
            bill_of_materials: BillOfMaterials = "billOfMaterials",
            /// What may be done in it.
            environment_capabilities: OpenValue = "environmentCapabilities",
            /// The id of its account in the services of before.
            pingone_account_id: String = "pingoneAccountId",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was changed last.
            updated_at: Timestamp = "updatedAt",
            /// When it was soft-deleted.
            soft_deleted_at: Timestamp = "softDeletedAt",
            /// From when on it can be deleted for good.
            hard_delete_allowed_at: Timestamp = "hardDeleteAllowedAt",
            /// The other spelling of `hardDeleteAllowedAt`.
            hard_deleted_allowed_at: Timestamp = "hardDeletedAllowedAt",
        }
    }
}

impl Listed for Environment {
    const EMBEDDED: &'static str = "environments";
}

model! {
    /// What a read of an environment with `expand` embeds.
    pub struct EnvironmentEmbedded {
        optional {
            /// Which products the environment has; with `expand=billOfMaterials`.
            bill_of_materials: BillOfMaterials = "billOfMaterials",
        }
    }
}

open_enum! {
    /// What an environment was set up for.
    pub enum SolutionType {
        /// Customers.
        Customer = "CUSTOMER",
        /// The workforce; such environments use PingID.
        Workforce = "WORKFORCE",
        /// A trial for customers.
        CustomerTrial = "CIAM_TRIAL",
        /// A trial for the workforce.
        WorkforceTrial = "WF_TRIAL",
    }
}

open_enum! {
    /// A product in an environment.
    pub enum ProductType {
        /// The platform.
        PingOneBase = "PING_ONE_BASE",
        /// PingOne MFA.
        PingOneMfa = "PING_ONE_MFA",
        /// PingOne Protect.
        PingOneRisk = "PING_ONE_RISK",
        /// PingOne Verify.
        PingOneVerify = "PING_ONE_VERIFY",
        /// PingOne Credentials.
        PingOneCredentials = "PING_ONE_CREDENTIALS",
        /// PingOne Authorize.
        PingOneAuthorize = "PING_ONE_AUTHORIZE",
        /// DaVinci.
        PingOneDavinci = "PING_ONE_DAVINCI",
        /// Orchestration.
        PingOneOrchestrate = "PING_ONE_ORCHESTRATE",
        /// Fraud detection.
        PingOneFraud = "PING_ONE_FRAUD",
        /// Provisioning.
        PingOneProvisioning = "PING_ONE_PROVISIONING",
        /// PingID as a part of the platform.
        PingOneId = "PING_ONE_ID",
        /// PingOne for Enterprise.
        PingOneForEnterprise = "PING_ONE_FOR_ENTERPRISE",
        /// PingOne for SaaS.
        PingOneForSaas = "PING_ONE_FOR_SAAS",
        /// The services of before.
        PingOneLegacy = "PING_ONE_LEGACY",
        /// PingID.
        PingId = "PING_ID",
        /// The PingID SDK.
        PingIdSdk = "PING_ID_SDK",
        /// PingFederate.
        PingFederate = "PING_FEDERATE",
        /// PingAccess.
        PingAccess = "PING_ACCESS",
        /// PingDirectory.
        PingDirectory = "PING_DIRECTORY",
        /// PingAuthorize.
        PingAuthorize = "PING_AUTHORIZE",
        /// PingCentral.
        PingCentral = "PING_CENTRAL",
        /// PingIntelligence.
        PingIntelligence = "PING_INTELLIGENCE",
        /// PingDataSync.
        PingDataSync = "PING_DATA_SYNC",
        /// PingDataGovernance.
        PingDataGovernance = "PING_DATA_GOVERNANCE",
        /// Advanced Identity Cloud.
        IdentityCloud = "IDENTITY_CLOUD",
    }
}

model! {
    /// Which products an environment has.
    pub struct BillOfMaterials {
        optional {
            /// Links: the bill itself and its environment.
            links: Links = "_links",
            /// The products.
            products: Vec<Product> = "products",
            /// What the environment was set up for.
            solution_type: SolutionType = "solutionType",
            /// When it was created.
            created_at: Timestamp = "createdAt",
            /// When it was changed last.
            updated_at: Timestamp = "updatedAt",
        }
    }
}

model! {
    /// A product of an environment.
    pub struct Product {
        optional {
            /// The id of the entry.
            id: String = "id",
            /// Which product it is.
            product_type: ProductType = "type",
            /// What it is for.
            description: String = "description",
            /// Where its administration is.
            console: Link = "console",
            /// Links that administrators keep here, at most five.
            bookmarks: Vec<Bookmark> = "bookmarks",
            /// The deployment that it stands for.
            deployment: Reference = "deployment",
            /// How it was set up, such as `DAVINCI_MINIMAL`.
            tags: Vec<String> = "tags",
            /// The license of the software.
            software_license: Reference = "softwareLicense",
        }
    }
}

model! {
    /// A link that administrators keep with a product.
    pub struct Bookmark {
        optional {
            /// Its name, up to 50 characters.
            name: String = "name",
            /// Its target.
            href: String = "href",
        }
    }
}
