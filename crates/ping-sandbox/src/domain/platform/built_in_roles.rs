//! The roles that the reference names.

use crate::domain::platform::roles::Role;

const ORGANIZATION: &[&str] = &["ORGANIZATION"];
const ENVIRONMENTS: &[&str] = &["ORGANIZATION", "ENVIRONMENT"];
const POPULATIONS: &[&str] = &["ORGANIZATION", "ENVIRONMENT", "POPULATION"];
const APPLICATIONS: &[&str] = &["ORGANIZATION", "ENVIRONMENT", "APPLICATION"];
const APPLICATION: &[&str] = &["APPLICATION"];

/// Their ids are the sandbox's own, the same in all of them.
// assumes: built-in-roles
pub(crate) static BUILT_IN: [Role; 19] = [
    Role {
        id: "c963cfe0-afae-4a3b-b909-6a04e7d80068",
        name: "Organization Admin",
        description: "Manages the organization and its environments.",
        scopes: ORGANIZATION,
        permissions: &[
            "licensing:read:license",
            "orgmgt:read:environment",
            "orgmgt:read:organization",
        ],
    },
    Role {
        id: "26b563b1-e794-4e14-a145-4c40c439f34a",
        name: "Environment Admin",
        description: "Manages environments and their configuration.",
        scopes: ENVIRONMENTS,
        permissions: &[
            "applicationRoles:read:applicationRoleAssignment",
            "applications:read:secret",
            "orgmgt:read:environment",
        ],
    },
    Role {
        id: "d96e5adf-a2be-4e31-ac8b-e7d742840d2b",
        name: "Identity Data Admin",
        description: "Manages users, groups and what belongs to them.",
        scopes: POPULATIONS,
        permissions: &[],
    },
    Role {
        id: "53d23c0b-df43-4fb2-99fc-fc64e7aa8576",
        name: "Client Application Developer",
        description: "Manages applications.",
        scopes: APPLICATIONS,
        permissions: &["applications:read:secret", "orgmgt:read:environment"],
    },
    Role {
        id: "06e82a01-2b5c-4cd1-a7ca-430e92ac3d42",
        name: "Identity Data Read Only",
        description: "Reads users, groups and what belongs to them.",
        scopes: POPULATIONS,
        permissions: &[],
    },
    Role {
        id: "1333bc1c-fe6c-4b03-a820-212c69599354",
        name: "Configuration Read Only",
        description: "Reads the configuration of environments.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "7972a36d-51b3-4a6c-a005-0ed31a6e72b9",
        name: "Custom Roles Admin",
        description: "Manages roles that are made of permissions.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "6977a41b-730b-4d9c-94a6-7f00f335c357",
        name: "Help Desk Admin",
        description: "Helps users with their passwords and devices.",
        scopes: POPULATIONS,
        permissions: &[],
    },
    Role {
        id: "a0187b4d-5120-4e8f-b327-26d0356a4152",
        name: "Application Owner",
        description: "Manages one application.",
        scopes: APPLICATION,
        permissions: &[],
    },
    Role {
        id: "542861cd-55e7-467e-ae6a-c4a9e89c5bc7",
        name: "DaVinci Admin",
        description: "Manages DaVinci.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "8491cabe-a0af-4356-97bc-c74d6d683cf8",
        name: "DaVinci Admin Read Only",
        description: "Reads what is in DaVinci.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "67a9b05c-7dfb-47e8-9775-f593ce3ad2b2",
        name: "Authorize Gateway Policy Evaluator",
        description: "Has policies evaluated.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "3e1dcfb5-92bd-431c-b4d2-ea1614daf467",
        name: "PingFederate Administrator",
        description: "Manages PingFederate.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "1570bc62-1832-49e2-b3aa-391808fc2081",
        name: "PingFederate Auditor",
        description: "Reads what is in PingFederate.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "c3b1b366-b185-4ac8-80e0-529930b9f609",
        name: "PingFederate Crypto Administrator",
        description: "Manages the keys of PingFederate.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "41bc858e-b0b4-462e-8e18-a3634891a61b",
        name: "PingFederate Expression Administrator",
        description: "Manages the expressions of PingFederate.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "e7db270d-1e21-4216-9fbb-a63829d144e4",
        name: "PingFederate User Administrator",
        description: "Manages the administrators of PingFederate.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "3be4c78b-b4ae-4dd3-847e-604605f9eb87",
        name: "Advanced Identity Cloud Super Admin",
        description: "Manages PingOne Advanced Identity Cloud.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
    Role {
        id: "92ed2607-383c-417b-9756-a407dbeece42",
        name: "Advanced Identity Cloud Tenant Admin",
        description: "Manages a tenant of PingOne Advanced Identity Cloud.",
        scopes: ENVIRONMENTS,
        permissions: &[],
    },
];
