//! From nothing to a worker that manages users of an environment of their own:
//! `cargo run -p pingone-platform --example onboarding`.

mod stage;

use std::time::Duration;

use ping_models::Reference;
use ping_models::platform::{
    ApplicationType, ClientAuthMethod, EnvironmentType, GrantType, NewEnvironment,
    NewOidcApplication, NewPopulation, NewRoleAssignment, NewUser, RoleName, RoleScope,
};
use ping_transport::Credentials;
use pingone_platform::Platform;
use stage::{Outcome, Stage};

/// New roles and secrets may be refused for a short while.
const SETTLES: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let here = stage.platform.environment().read().await?;
    let license = Reference::to(here.license.ok_or("no license")?.id);
    let (region, kind) = (here.region, EnvironmentType::Sandbox);
    let new = NewEnvironment::new(stage.name("Onboarding"), region, kind, license);
    let environment = stage.platform.environments().create(new).await?;
    println!("environment {}", environment.name);

    let admin = stage.platform.in_environment(&environment.id);
    let staff = admin.populations().create(NewPopulation::new("Staff")).settle(SETTLES).await?;
    let worker = NewOidcApplication::new(
        "Directory",
        ApplicationType::Worker,
        [GrantType::ClientCredentials],
        ClientAuthMethod::ClientSecretBasic,
    );
    let worker = admin.applications().create(worker.enabled(true)).await?;
    let roles = admin.roles().list().all().await?;
    let role =
        roles.iter().find(|role| role.name == RoleName::IdentityDataAdmin).ok_or("no role")?;
    let scope = RoleScope::environment(environment.id.as_str());
    let handle = admin.application(worker.id());
    handle.role_assignments().create(NewRoleAssignment::new(&role.id, scope)).await?;
    let secret = handle.secret().read().settle(SETTLES).await?.secret.ok_or("no secret")?;
    println!("worker {} is {:?}", worker.id(), role.name);

    // The new worker does the rest.
    let worker = Credentials::basic(worker.id().as_str(), secret);
    let client = stage.client_of(&environment.id, worker);
    let platform = Platform::new(client).in_environment(&environment.id);
    let new = NewUser::new("jdoe").population(&staff.id);
    let user = platform.users().create(new).settle(SETTLES).await?;
    println!("user {} in {}", user.username, staff.name);

    admin.environments().delete(&environment.id).await?;
    println!("deleted");
    Ok(())
}
