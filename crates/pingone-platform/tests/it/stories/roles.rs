//! Roles: a worker that is set up step by step, and who else has which.

use ping_models::platform::{
    NewGroup, NewPopulation, NewRoleAssignment, NewUser, Role, RoleName, RoleScope, RoleScopeType,
};
use ping_models::{ApplicationId, ErrorCode, Reference};
use ping_testkit::SETTLING;
use ping_transport::ClientBuilder;
use pingone_platform::{Platform, RoleAssignments};

use crate::service::{Service, service, service_with_roles};
use crate::stories::applications::worker;

/// What a worker has that sets up others.
const ADMIN: [&str; 3] = ["Environment Admin", "Identity Data Admin", "Identity Data Read Only"];

/// The built-in role.
async fn role(platform: &Platform, name: RoleName) -> Role {
    let roles = platform.roles().list().all().await.unwrap();
    roles.into_iter().find(|role| role.name == name).unwrap()
}

/// The platform, as another worker of the environment reaches it.
async fn signed_in(service: &Service, id: &ApplicationId) -> Platform {
    let secret = service.platform.application(id).secret().read().settle(SETTLING).await.unwrap();
    let client = ClientBuilder::from_variables(&service.connection.env_vars()).unwrap();
    let client = client.worker(id.as_str(), secret.secret.unwrap().expose());
    Platform::new(service.record(client).build().unwrap())
}

#[tokio::test]
async fn a_worker_is_refused_until_it_has_the_role() {
    let service = service_with_roles(&ADMIN).await;
    let platform = &service.platform;
    let reading = role(platform, RoleName::IdentityDataReadOnly).await;
    let writing = role(platform, RoleName::IdentityDataAdmin).await;
    let staff = platform.populations().create(NewPopulation::new("Staff")).await.unwrap();
    let created = platform.applications().create(worker()).await.unwrap();
    let assignments = platform.application(created.id()).role_assignments();
    let here = || RoleScope::environment(&*service.connection.environment_id);
    assignments.create(NewRoleAssignment::new(&reading.id, here())).await.unwrap();

    let users = signed_in(&service, created.id()).await.users();
    assert!(users.list().all().await.unwrap().is_empty());
    let ann = || NewUser::new("ann").population(&staff.id);
    let error = users.create(ann()).await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
    assert!(error.to_string().contains("Identity Data Admin"), "{error}");

    let assigned = NewRoleAssignment::new(&writing.id, here());
    let assigned = assignments.create(assigned).await.unwrap();
    let ann = users.create(ann()).settle(SETTLING).await.unwrap();
    let read = platform.users().read(&ann.id).await.unwrap();
    assert_eq!(read.population, Some(Reference::to(&staff.id)));

    assignments.delete(&assigned.id).await.unwrap();
    assert!(users.delete(&ann.id).await.unwrap_err().is_access_denied());
    assert!(users.read(&ann.id).await.is_ok());
}

/// Assigns a role for a population, then for its environment, and takes the first one back.
async fn widen(service: &Service, assignments: &RoleAssignments) {
    let role = role(&service.platform, RoleName::IdentityDataAdmin).await;
    let assign = |scope| assignments.create(NewRoleAssignment::new(&role.id, scope));
    let narrow = assign(RoleScope::population(&*service.connection.population_id)).await.unwrap();
    let wide = assign(RoleScope::environment(&*service.connection.environment_id)).await.unwrap();
    assert_eq!(assignments.read(&narrow.id).await.unwrap(), narrow);
    assert_eq!(assignments.read(&wide.id).await.unwrap(), wide);
    let scope = wide.scope.as_ref().unwrap();
    assert_eq!(scope.scope_type, RoleScopeType::Environment);
    assert_eq!((wide.role.clone(), wide.read_only), (Some(Reference::to(&role.id)), Some(false)));
    assert_eq!(assignments.list().all().await.unwrap(), [narrow.clone(), wide.clone()]);

    // For less than is there it is not assigned again.
    let twice = assign(RoleScope::environment(&*service.connection.environment_id));
    let error = twice.await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation), "{error}");
    assert_eq!(error.details()[0].target.as_deref(), Some("role"));

    assignments.delete(&narrow.id).await.unwrap();
    assert!(assignments.read(&narrow.id).await.unwrap_err().is_not_found());
    assert_eq!(assignments.list().all().await.unwrap(), [wide]);
}

#[tokio::test]
async fn users_groups_and_workers_have_roles() {
    let service = service().await;
    let platform = &service.platform;
    let user = platform.users().create(NewUser::new("ann")).await.unwrap();
    let group = platform.groups().create(NewGroup::new("Staff")).await.unwrap();
    let application = platform.applications().create(worker()).await.unwrap();
    for assignments in [
        platform.user(&user.id).role_assignments(),
        platform.group(&group.id).role_assignments(),
        platform.application(application.id()).role_assignments(),
    ] {
        widen(&service, &assignments).await;
    }
}

#[tokio::test]
async fn a_role_says_what_it_allows_and_for_what() {
    let service = service().await;
    let listed = role(&service.platform, RoleName::OrganizationAdmin).await;
    let read = service.platform.roles().read(&listed.id).await.unwrap();
    assert_eq!(read, listed);
    assert_eq!(read.applicable_to.unwrap(), [RoleScopeType::Organization]);
    let permissions = read.permissions.unwrap();
    assert!(permissions.iter().any(|one| one.id == "orgmgt:read:environment"));
    assert!(service.platform.roles().read("none").await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn nobody_hands_on_or_takes_away_what_it_does_not_have() {
    let service = service_with_roles(&["Environment Admin"]).await;
    let platform = &service.platform;
    let missing = role(platform, RoleName::IdentityDataAdmin).await;
    let own = platform.application(&*service.connection.client_id).role_assignments();
    let scope = RoleScope::environment(&*service.connection.environment_id);
    let error = own.create(NewRoleAssignment::new(&missing.id, scope)).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue), "{error}");
    assert_eq!(own.list().all().await.unwrap().len(), 1);
}
