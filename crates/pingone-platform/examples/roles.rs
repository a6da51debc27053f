//! Which roles there are, and a user who gets one and loses it again:
//! `cargo run -p pingone-platform --example roles`.

mod stage;

use ping_models::platform::{NewRoleAssignment, NewUser, RoleName, RoleScope};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let roles = stage.platform.roles().list().all().await?;
    for role in &roles {
        let allows = role.permissions.as_ref().map_or(0, Vec::len);
        println!("{}: {allows} permissions, for {:?}", role.name, role.applicable_to);
    }

    let role = roles.iter().find(|role| role.name == RoleName::IdentityDataReadOnly);
    let role = role.ok_or("no such role")?;
    let population = stage.platform.populations().list().stream().try_next().await?;
    let population = population.ok_or("no population")?;
    let ann = stage.platform.users().create(NewUser::new(stage.name("ann"))).await?;
    // Groups and applications of the type worker have them, too.
    let assignments = stage.platform.user(&ann.id).role_assignments();
    let scope = RoleScope::population(&population.id);
    let assigned = assignments.create(NewRoleAssignment::new(&role.id, scope.clone())).await?;
    println!("{} has {} in {}", ann.username, role.name, population.name);
    if let Err(refused) = assignments.create(NewRoleAssignment::new(&role.id, scope)).await {
        println!("not twice: {refused}");
    }
    for one in assignments.list().all().await? {
        println!("read only: {:?}", one.read_only);
    }

    assignments.delete(&assigned.id).await?;
    stage.platform.users().delete(&ann.id).await?;
    Ok(())
}
