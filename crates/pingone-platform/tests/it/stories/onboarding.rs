//! Onboarding: from nothing to a user who signs in.

use ping_models::platform::{
    EnvironmentStatus, NewApplication, NewPopulation, NewRoleAssignment, NewUser, PasswordStatus,
    RoleName, RoleScope, SetPassword,
};
use ping_models::{EnvironmentId, ErrorCode, Reference};
use ping_sandbox::Channel;
use ping_testkit::SETTLING;
use ping_transport::ClientBuilder;
use pingone_platform::{Platform, UserFilter};

use crate::service::{Service, service};
use crate::stories::{applications::worker, environments::create};

const GOOD: &str = "Correct-Horse-7";

/// A worker application of an environment with the role to manage its users, signed in.
pub(super) async fn worker_of(
    service: &Service,
    platform: &Platform,
    id: &EnvironmentId,
) -> Platform {
    let new = NewApplication::from(worker());
    let application = platform.applications().create(new).await.unwrap();
    let application = application.id();
    let roles = platform.roles().list().all().await.unwrap();
    let role = roles.into_iter().find(|role| role.name == RoleName::IdentityDataAdmin).unwrap();
    let scope = RoleScope::environment(id.as_str());
    let assigned = NewRoleAssignment::new(&role.id, scope);
    let assignments = platform.application(application).role_assignments();
    let assigned = assignments.create(assigned).await.unwrap();
    assert_eq!(assignments.list().all().await.unwrap(), [assigned]);
    let secret = platform.application(application).secret().read().settle(SETTLING).await.unwrap();
    let mut variables = service.connection.env_vars();
    for (name, value) in &mut variables {
        if name == "PINGONE_ENVIRONMENT_ID" {
            *value = id.to_string();
        }
    }
    let client = ClientBuilder::from_variables(&variables).unwrap();
    let client = client.worker(application.as_str(), secret.secret.unwrap().expose());
    Platform::new(service.record(client).build().unwrap())
}

#[tokio::test]
async fn from_an_environment_to_a_user_who_has_forgotten_the_password() {
    let service = service().await;
    let id = create(&service, "Onboarding").await;
    let admin = service.platform.in_environment(&id);
    let staff = admin.populations().create(NewPopulation::new("Staff")).await.unwrap();

    let platform = worker_of(&service, &admin, &id).await;
    assert_eq!(platform.environment().read().await.unwrap().id, id);
    let new = NewUser::new("ann").email("ann@example.com").population(&staff.id);
    let user = platform.users().create(new).await.unwrap();
    assert_eq!(user.population, Some(Reference::to(&staff.id)));
    let named = platform.users().list().filter(UserFilter::username().eq("ann"));
    assert_eq!(named.all().await.unwrap(), std::slice::from_ref(&user));

    let password = platform.user(&user.id).password();
    password.set(SetPassword::new(GOOD, false)).await.unwrap();
    assert_eq!(password.check(GOOD).await.unwrap().status, PasswordStatus::Ok);
    for _ in 0..5 {
        password.check("wrong").await.unwrap_err();
    }
    let error = password.check(GOOD).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::AccountNotUsable), "{error}");
    password.unlock().await.unwrap();
    password.send_recovery_code().await.unwrap();
    let environments = service.sandbox.environments();
    let outbox = environments.iter().find(|one| one.id() == id.as_str()).unwrap().outbox();
    let message = outbox.try_next(Channel::Email, "ann@example.com").unwrap();
    password.recover(message.otp.unwrap(), "Battery-Staple-8").await.unwrap();
    assert_eq!(password.check("Battery-Staple-8").await.unwrap().status, PasswordStatus::Ok);

    // The worker of the new environment sees nothing of the first one.
    assert_eq!(admin.environment().read().await.unwrap().status, None::<EnvironmentStatus>);
    let first = platform.in_environment(&*service.connection.environment_id);
    assert!(first.users().list().all().await.unwrap_err().is_access_denied());
}
