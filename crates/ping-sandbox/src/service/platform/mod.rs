//! Organizations, licenses, environments, populations, users and groups.

pub(crate) mod activities;
pub(crate) mod memberships;
pub(crate) mod organizations;
pub(crate) mod token;

use crate::{
    dispatch::tables::{Does, Verb},
    domain::verify::policies::VERIFY_POLICIES,
};

use crate::domain::platform::applications::APPLICATIONS;
use crate::domain::platform::groups::GROUPS;
use crate::domain::platform::licenses::LICENSES;
use crate::domain::platform::notification_settings::NOTIFICATION_SETTINGS;
use crate::domain::platform::populations::POPULATIONS;
use crate::domain::platform::resources::{GRANTS, RESOURCES, SCOPES};
use crate::domain::platform::users::USERS;

pub(crate) fn routes() -> Vec<(&'static str, Does)> {
    use Verb::{
        Create, Delete, DropPreviousSecret, List, Merge, Read, ReadPart, ReadSecret, Replace,
        Reset, RotateSecret, WritePart,
    };

    let tables = [
        ("platform.read_all_licenses", List, &LICENSES),
        ("platform.read_one_license", Read, &LICENSES),
        ("platform.read_one_license_name", ReadPart("name"), &LICENSES),
        ("platform.update_license_name", WritePart("name"), &LICENSES),
        ("platform.read_all_populations", List, &POPULATIONS),
        ("platform.read_one_population", Read, &POPULATIONS),
        ("platform.create_population", Create, &POPULATIONS),
        ("platform.update_population", Replace, &POPULATIONS),
        ("platform.delete_population", Delete, &POPULATIONS),
        ("platform.create_user", Create, &USERS),
        ("platform.read_all_users", List, &USERS),
        ("platform.read_one_user", Read, &USERS),
        ("platform.update_user", Replace, &USERS),
        ("platform.patch_user", Merge, &USERS),
        ("platform.delete_user", Delete, &USERS),
        ("platform.read_user_enabled", ReadPart("enabled"), &USERS),
        ("platform.update_user_enabled", WritePart("enabled"), &USERS),
        ("platform.read_user_population", ReadPart("population"), &USERS),
        ("platform.update_user_population", WritePart("population"), &USERS),
        ("mfa.read_user_mfa_enabled", ReadPart("mfaEnabled"), &USERS),
        ("mfa.update_user_mfa_enabled", WritePart("mfaEnabled"), &USERS),
        ("platform.read_all_groups", List, &GROUPS),
        ("platform.read_one_group", Read, &GROUPS),
        ("platform.create_group", Create, &GROUPS),
        ("platform.update_group", Replace, &GROUPS),
        ("platform.delete_group", Delete, &GROUPS),
        ("platform.read_notification_settings", Read, &NOTIFICATION_SETTINGS),
        ("platform.update_notification_settings", Replace, &NOTIFICATION_SETTINGS),
        ("platform.reset_notification_settings", Reset, &NOTIFICATION_SETTINGS),
        ("platform.read_all_applications", List, &APPLICATIONS),
        ("platform.read_all_application_grants", List, &GRANTS),
        ("platform.read_one_application_grant", Read, &GRANTS),
        ("platform.create_application_grant", Create, &GRANTS),
        ("platform.update_application_grant", Replace, &GRANTS),
        ("platform.delete_application_grant", Delete, &GRANTS),
        ("platform.read_all_resources", List, &RESOURCES),
        ("platform.read_one_resource", Read, &RESOURCES),
        ("platform.create_resource", Create, &RESOURCES),
        ("platform.update_resource", Replace, &RESOURCES),
        ("platform.delete_resource", Delete, &RESOURCES),
        ("platform.read_resource_secret", ReadSecret, &RESOURCES),
        ("platform.rotate_resource_secret", RotateSecret, &RESOURCES),
        ("platform.delete_previous_resource_secret", DropPreviousSecret, &RESOURCES),
        ("platform.read_all_scopes", List, &SCOPES),
        ("platform.read_one_scope", Read, &SCOPES),
        ("platform.create_scope", Create, &SCOPES),
        ("platform.update_scope", Replace, &SCOPES),
        ("platform.delete_scope", Delete, &SCOPES),
        ("platform.read_one_application", Read, &APPLICATIONS),
        ("platform.create_application", Create, &APPLICATIONS),
        ("platform.update_application", Replace, &APPLICATIONS),
        ("platform.delete_application", Delete, &APPLICATIONS),
        ("platform.read_application_secret", ReadSecret, &APPLICATIONS),
        ("platform.rotate_application_secret", RotateSecret, &APPLICATIONS),
        ("platform.delete_previous_application_secret", DropPreviousSecret, &APPLICATIONS),
        ("verify.create_verify_policy", Create, &VERIFY_POLICIES),
        ("verify.read_all_verify_policies", List, &VERIFY_POLICIES),
        ("verify.read_one_verify_policy", Read, &VERIFY_POLICIES),
        ("verify.update_verify_policy", Replace, &VERIFY_POLICIES),
        ("verify.delete_verify_policy", Delete, &VERIFY_POLICIES),
        ("verify.read_user_verification_status", ReadPart("verifyStatus"), &USERS),
        ("verify.update_user_verification_status", WritePart("verifyStatus"), &USERS),
    ];
    let tables = tables.map(|(id, verb, resource)| (id, Does::Table(verb, resource)));
    let runs = [organizations::routes(), activities::routes(), memberships::routes()];
    let runs = runs.concat();
    let runs = runs.into_iter().map(|(id, handler)| (id, Does::Run(handler)));
    runs.chain(tables).collect()
}
