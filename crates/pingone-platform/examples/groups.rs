//! A team in a department, and who is in them: `cargo run -p pingone-platform --example groups`.

mod stage;

use ping_models::platform::{NewGroup, NewUser};
use pingone_platform::{GroupExpansion, UserFilter};
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let (groups, users) = (stage.platform.groups(), stage.platform.users());
    let team = groups.create(NewGroup::new(stage.name("Team"))).await?;
    let department = groups.create(NewGroup::new(stage.name("Department"))).await?;
    stage.platform.group(&team.id).nestings().create(&department.id).await?;

    let ann = users.create(NewUser::new(stage.name("ann"))).await?;
    let memberships = stage.platform.user(&ann.id).memberships();
    memberships.add(&team.id).await?;
    for group in memberships.list().all().await? {
        println!("{} is in {:?}: {:?}", ann.username, group.name, group.membership_type);
    }
    let in_department = UserFilter::member_of_groups().eq(&department.id);
    for member in users.list().filter(in_department).all().await? {
        println!("{:?} has {}", department.name, member.username);
    }

    // Who is in a group may follow from what the users are.
    let directors = UserFilter::title().eq("Director").to_string();
    let directors = NewGroup::new(stage.name("Directors")).user_filter(directors);
    let directors = groups.create(directors).await?;
    let bob = users.create(NewUser::new(stage.name("bob")).title("Director")).await?;
    let counted = groups.read(&directors.id).expand(GroupExpansion::TotalMemberCounts).await?;
    println!("directors: {:?}", counted.total_member_counts.and_then(|counts| counts.users));

    for user in [&ann, &bob] {
        users.delete(&user.id).await?;
    }
    for group in [&team, &department, &directors] {
        groups.delete(&group.id).await?;
    }
    Ok(())
}
