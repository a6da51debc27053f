//! What each call puts on the wire.

pub(crate) mod environments;
mod notifications;
mod tokens;

use ping_models::platform::{
    Address, ApplicationType, ClientAuthMethod, GrantType, KeepPrevious, LicenseStatus, Name,
    NewApplicationGrant, NewGroup, NewOidcApplication, NewPopulation, NewResource,
    NewResourceScope, NewRoleAssignment, NewUser, PatchUser, Photo, ResourceType, RoleScope,
    RotateSecret,
};
use ping_models::{Reference, Timestamp};
use ping_testkit::{Scripted, assert_wire_snapshots, wire};
use ping_transport::{Client, ErrorKind};
use pingone_platform::{
    ActivityFilter, GroupExpansion, GroupFilter, LicenseFilter, MembershipExpansion, Platform,
    UserExpansion, UserFilter, operations,
};
use serde_json::json;

fn platform() -> Platform {
    Platform::new(Scripted::client())
}

#[test]
fn organizations_and_licenses() {
    let platform = platform();
    wire![platform.organizations().list().limit(10), platform.organization("org-1").read()];
    let licenses = platform.organization("org-1").licenses();
    let began = LicenseFilter::begins_at().lt(Timestamp::from("2026-01-01T00:00:00.000Z"));
    wire![
        licenses
            .list()
            .filter(LicenseFilter::status().eq(LicenseStatus::Active).and(began))
            .order(LicenseFilter::begins_at().descending()),
        licenses.read("license-1"),
        licenses.read_name("license-1"),
        licenses.update_name("license-1", "Internal Test License"),
    ];
}

#[test]
fn activities() {
    let activities = platform().activities();
    let day = || "2019-01-01T22:54:12.988Z".."2019-01-31T22:54:12.988Z";
    let created = || ActivityFilter::action().eq("USER.CREATED");
    let mine = || created().and(ActivityFilter::population().eq("population-1"));
    wire![
        activities.list(day()).filter(mine()).limit(50),
        activities.query(day()).filter(mine()).limit(100),
        activities.read("activity-1"),
    ];
}

#[test]
fn applications() {
    let platform = platform();
    let applications = platform.applications();
    let worker = || {
        NewOidcApplication::new(
            "Worker",
            ApplicationType::Worker,
            [GrantType::ClientCredentials],
            ClientAuthMethod::ClientSecretBasic,
        )
        .enabled(true)
        .description("Reads users")
    };
    wire![
        applications.list(),
        applications.create(worker()),
        applications.read("application-1"),
        applications.update("application-1", worker()),
        applications.delete("application-1"),
    ];
    let application = platform.application("application-1");
    let secret = application.secret();
    let keep = KeepPrevious::new("2026-01-02T08:00:00.000Z");
    wire![
        secret.read(),
        secret.rotate(RotateSecret::new().previous(keep)),
        secret.delete_previous(),
    ];
    let grants = application.grants();
    let grant = || NewApplicationGrant::new("resource-1", [Reference::to("scope-1")]);
    wire![
        grants.list(),
        grants.create(grant()),
        grants.read("grant-1"),
        grants.update("grant-1", grant()),
        grants.delete("grant-1"),
    ];
}

#[test]
fn roles() {
    let platform = platform();
    let roles = platform.roles();
    wire![roles.list(), roles.read("role-1")];
    for assignments in [
        platform.user("user-1").role_assignments(),
        platform.group("group-1").role_assignments(),
        platform.application("application-1").role_assignments(),
    ] {
        let scope = RoleScope::environment("env-1");
        wire![
            assignments.list(),
            assignments.create(NewRoleAssignment::new("role-1", scope)),
            assignments.read("assignment-1"),
            assignments.delete("assignment-1"),
        ];
    }
}

#[test]
fn resources() {
    let platform = platform();
    let resources = platform.resources();
    let orders = || {
        NewResource::new("Orders")
            .description("The orders")
            .resource_type(ResourceType::Custom)
            .audience("https://orders.example.com")
            .access_token_validity_seconds(3600)
            .introspect_endpoint_auth_method(ClientAuthMethod::ClientSecretBasic)
    };
    wire![
        resources.list(),
        resources.create(orders()),
        resources.read("resource-1"),
        resources.update("resource-1", orders()),
        resources.delete("resource-1"),
    ];
    let resource = platform.resource("resource-1");
    let scopes = resource.scopes();
    let reading = || NewResourceScope::new("orders:read").description("Reads orders");
    wire![
        scopes.list(),
        scopes.create(reading()),
        scopes.read("scope-1"),
        scopes.update("scope-1", reading()),
        scopes.delete("scope-1"),
    ];
    let secret = resource.secret();
    let keep = KeepPrevious::new("2026-01-02T08:00:00.000Z");
    wire![
        secret.read(),
        secret.rotate(RotateSecret::new().previous(keep)),
        secret.delete_previous(),
    ];
}

#[test]
fn populations() {
    let platform = platform();
    let populations = platform.populations();
    wire!(populations.list());
    let new = || {
        NewPopulation::new("Accounting")
            .description("Who pays")
            .default(false)
            .password_policy("policy-1")
            .theme("theme-1")
            .preferred_language("en")
            .alternative_identifiers(["accounts".to_owned()])
    };
    wire![
        populations.create(new()),
        populations.read("population-1"),
        populations.update("population-1", new()),
        populations.delete("population-1"),
    ];
}

#[test]
fn groups() {
    let platform = platform();
    let groups = platform.groups();
    let new = || {
        NewGroup::new("Managers")
            .description("All managers")
            .user_filter(UserFilter::title().eq("Manager").to_string())
            .custom_data(json!({"groupOwner": "Tom Jones", "securityGroup": true}))
    };
    wire!(groups.create(new().population("population-1").external_id("g-1")));
    let named = GroupFilter::name()
        .sw("Man")
        .and(GroupFilter::external_id().eq("g-1"))
        .and(GroupFilter::population().eq("population-1"))
        .or(GroupFilter::id().eq("group-1"));
    wire!(groups.list().filter(named).limit(1000));
    let counted = groups.read("group-1").expand(GroupExpansion::TotalMemberCounts);
    wire![counted, groups.update("group-1", new()), groups.delete("group-1")];

    let nestings = platform.group("group-1").nestings();
    wire![nestings.create("group-2"), nestings.list().limit(100), nestings.delete("group-2")];
}

#[test]
fn what_belongs_to_a_user() {
    let user = platform().user("user-1");
    wire![user.population().read(), user.population().update("population-2")];
    let memberships = user.memberships();
    let expanded = memberships.list().expand(MembershipExpansion::Group).limit(100);
    wire!(expanded);
    let one = memberships.read("group-1").expand(MembershipExpansion::Group);
    wire![one, memberships.add("group-1"), memberships.remove("group-1")];
}

/// Sets everything of a user that can be changed, as documented.
macro_rules! every_member_of {
    ($user:expr) => {{
        let name = Name::new()
            .formatted("Joe Smith")
            .given("Joe")
            .middle("H.")
            .family("Smith")
            .honorific_prefix("Dr.")
            .honorific_suffix("IV");
        let address = Address::new()
            .street_address("123 Main Street")
            .locality("Springfield")
            .region("WA")
            .postal_code("98701")
            .country_code("US");
        $user
            .name(name)
            .nickname("Putty")
            .title("Senior Director")
            .preferred_language("en-gb;q=0.8, en;q=0.7")
            .locale("en-gb")
            .email("joe@example.com")
            .primary_phone("+1.2225554444")
            .mobile_phone("+1.4445552222")
            .photo(Photo::new().href("https://images.example.com?imgID=1255123412"))
            .address(address)
            .account_id("5")
            .user_type("tele")
            .timezone("America/Los_Angeles")
    }};
}

/// The documented change of a user.
pub(crate) fn every_change() -> PatchUser {
    every_member_of!(PatchUser::new().username("joe@example.com"))
}

/// The same for what replaces a user.
pub(crate) fn every_member(user: NewUser) -> NewUser {
    every_member_of!(user)
}

#[test]
fn users() {
    let users = platform().users();
    let new = NewUser::new("jdoe")
        .population("population-1")
        .email("jdoe@example.com")
        .name(Name::new().given("Jo").family("Doe"))
        .mfa_enabled(true)
        .with_field("costCenter", 4711);
    wire![
        users.create(new),
        users
            .read("user-1")
            .expand(UserExpansion::Population)
            .expand(UserExpansion::MemberOfGroupNames)
            .correlation_id("checkout-4711"),
    ];
    let named = UserFilter::username().eq(r#"o"neil\"#);
    wire![
        users.list().filter(named.and(UserFilter::email().ew("@example.com"))).limit(200),
        users.patch("user-1", every_change().clear_nickname()),
        users.delete("user-1"),
    ];
}

#[test]
fn every_operation_has_its_wire_snapshot() {
    assert_wire_snapshots!(operations());
}

#[test]
fn an_id_stays_in_its_place() {
    let users = platform().users();
    let described = users.read("../../organizations?x=1#y").describe().unwrap();
    assert_eq!(
        described.url,
        "https://api.pingone.eu/v1/environments/env-1/users/..%2F..%2Forganizations%3Fx%3D1%23y"
    );
    for id in ["", "..", " "] {
        let error = users.read(id).describe().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.field(), Some("userID"));
    }
}

#[test]
fn what_a_setter_cannot_take_is_told_when_the_call_is_sent() {
    let users = platform().users();
    let new = || NewUser::new("jdoe");
    let cases = [
        (new().with_field("email", 5), "email"),
        (new().with_field("username", json!(null)), "username"),
        (new().with_field("nickname", json!({})), "nickname"),
        (new().with_field("name", json!({"given": []})), "name.given"),
        (new().name(Name::new().with_field("given", 5)), "given"),
        // What comes later does not hide it.
        (new().with_field("email", 5).with_field("nickname", 5).email("a@example.com"), "email"),
        (new().name(Name::new().with_field("given", 5)).with_field("nickname", "J"), "given"),
    ];
    for (new, field) in cases {
        let error = users.create(new).describe().unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::InvalidInput, Some(field)),
            "{error}"
        );
        assert!(error.to_string().contains("expected "), "{error}");
    }
    let cleared = PatchUser::new().clear_nickname().with_field("tier", json!(null));
    let described = users.patch("user-1", cleared).describe().unwrap();
    let body: serde_json::Value = serde_json::from_str(&described.body.unwrap()).unwrap();
    assert_eq!(body, json!({"nickname": null, "tier": null}));
}

#[test]
fn another_environment_can_be_managed() {
    let platform = platform().in_environment("env-2");
    let described = platform.users().read("user-1").describe().unwrap();
    assert_eq!(described.url, "https://api.pingone.eu/v1/environments/env-2/users/user-1");
}

#[test]
fn a_missing_environment_is_named() {
    let client = Client::builder().access_token("t").build().unwrap();
    let platform = Platform::new(client);
    let error = platform.users().read("user-1").describe().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.field(), Some("environment"));
    assert!(error.to_string().contains("PINGONE_ENVIRONMENT_ID"));
    // What is outside environments needs none.
    assert!(platform.organizations().list().describe().is_ok());
}

#[test]
fn handles_are_cheap_to_share() {
    fn shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>(_: &T) {}
    let platform = platform();
    shared(&platform);
    shared(&platform.users());
    shared(&platform.organization("org-1").licenses());
}
