//! Groups, and who is in them.

use ping_models::ErrorCode;
use ping_models::platform::{MembershipType, NewGroup, NewPopulation, NewUser};
use pingone_platform::{
    GroupExpansion, GroupFilter, MembershipExpansion, UserExpansion, UserFilter, UserMemberships,
};
use serde_json::json;

use crate::service::service;

/// The names of the groups, and whether they are direct.
async fn names(memberships: &UserMemberships) -> Vec<(String, bool)> {
    let all = memberships.list().all().await.unwrap();
    let direct = |kind| kind == MembershipType::Direct;
    let named = all.into_iter();
    named.map(|one| (one.name.unwrap(), direct(one.membership_type))).collect()
}

fn named(names: &[(&str, bool)]) -> Vec<(String, bool)> {
    let names = names.iter();
    names.map(|(name, direct)| ((*name).to_owned(), *direct)).collect()
}

#[tokio::test]
async fn a_team_in_a_department() {
    let service = service().await;
    let (groups, users) = (service.platform.groups(), service.platform.users());
    let team = groups.create(NewGroup::new("Team")).await.unwrap();
    let department = groups.create(NewGroup::new("Department")).await.unwrap();
    let nestings = service.platform.group(&team.id).nestings();
    let nested = nestings.create(&department.id).await.unwrap();
    let listed = nestings.list().all().await.unwrap();
    assert_eq!([&nested.id, &listed[0].id], [&department.id; 2]);
    // A department is in none of its teams.
    let around = service.platform.group(&department.id).nestings();
    let circle = around.create(&team.id).await.unwrap_err();
    assert_eq!(circle.status().unwrap(), 400);

    let user = users.create(NewUser::new("jdoe")).await.unwrap();
    let memberships = service.platform.user(&user.id).memberships();
    let added = memberships.add(&team.id).await.unwrap();
    assert_eq!(added.membership_type, MembershipType::Direct);
    let both = named(&[("Team", true), ("Department", false)]);
    assert_eq!(names(&memberships).await, both);
    let indirect =
        memberships.read(&department.id).expand(MembershipExpansion::Group).await.unwrap();
    let group = indirect.embedded.unwrap().group.unwrap();
    assert_eq!(group.direct_member_counts.unwrap().users, Some(0));
    let counted =
        groups.read(&department.id).expand(GroupExpansion::TotalMemberCounts).await.unwrap();
    assert_eq!(counted.total_member_counts.unwrap().users, Some(1));
    let members = UserFilter::member_of_groups().eq(&team.id);
    let members = users.list().filter(members).all().await.unwrap();
    assert_eq!(members[0].id, user.id);
    let ids = users.read(&user.id).expand(UserExpansion::MemberOfGroupIds).await.unwrap();
    assert!(ids.member_of_group_ids.unwrap().contains(&team.id));

    // What is indirect ends with what it comes from.
    let error = memberships.remove(&department.id).await.unwrap_err();
    assert!(error.is_not_found());
    nestings.delete(&department.id).await.unwrap();
    assert!(nestings.list().all().await.unwrap().is_empty());
    assert_eq!(names(&memberships).await, named(&[("Team", true)]));
    memberships.remove(&team.id).await.unwrap();
    let gone = memberships.read(&team.id).optional().await.unwrap();
    assert_eq!(gone, None);
}

#[tokio::test]
async fn a_group_by_a_filter() {
    let service = service().await;
    let (groups, users) = (service.platform.groups(), service.platform.users());
    let managers = UserFilter::title().eq("Manager").to_string();
    let new = NewGroup::new("Managers")
        .description("All managers")
        .custom_data(json!({"groupOwner": "Tom Jones", "securityGroup": true}))
        .user_filter(managers);
    let group = groups.create(new).await.unwrap();
    assert_eq!(groups.read(&group.id).await.unwrap(), group);
    let error = groups.create(NewGroup::new("managers")).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    let user = NewUser::new("jdoe").title("Manager");
    let user = users.create(user).await.unwrap();
    let memberships = service.platform.user(&user.id).memberships();
    assert_eq!(names(&memberships).await, named(&[("Managers", true)]));
    let one = memberships.read(&group.id).expand(MembershipExpansion::Group).await.unwrap();
    let whole = one.embedded.unwrap().group.unwrap();
    assert_eq!(whole.user_filter, group.user_filter);

    let changed = NewGroup::from(group).user_filter(UserFilter::title().eq("Boss").to_string());
    let found = groups.list().filter(GroupFilter::name().eq("Managers"));
    let found = found.all().await.unwrap();
    let changed = groups.update(&found[0].id, changed).await.unwrap();
    assert_eq!(changed.created_at, found[0].created_at);
    assert_eq!(names(&memberships).await, []);
    groups.delete(&changed.id).await.unwrap();
    assert!(groups.list().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn who_leaves_a_population_leaves_its_groups() {
    let service = service().await;
    let (platform, groups) = (&service.platform, service.platform.groups());
    let bound = NewGroup::new("Staff")
        .population(service.connection.population_id.as_str())
        .description("Who works here")
        .external_id("g-1")
        .custom_data(json!({"groupOwner": "Tom Jones", "securityGroup": true}));
    let bound = groups.create(bound).await.unwrap();
    let listed = groups.list().all().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&bound));
    let everywhere = groups.create(NewGroup::new("Readers")).await.unwrap();
    let user = platform.users().create(NewUser::new("jdoe")).await.unwrap();
    let memberships = platform.user(&user.id).memberships();
    for group in [&bound.id, &everywhere.id] {
        memberships.add(group).await.unwrap();
    }
    assert_eq!(names(&memberships).await, named(&[("Staff", true), ("Readers", true)]));
    let elsewhere = NewPopulation::new("Partners");
    let elsewhere = platform.populations().create(elsewhere).await.unwrap();
    let population = platform.user(&user.id).population();
    let moved = population.update(&elsewhere.id).await.unwrap();
    assert_eq!(moved.id, elsewhere.id);
    assert_eq!(population.read().await.unwrap().id, elsewhere.id);
    assert_eq!(names(&memberships).await, named(&[("Readers", true)]));
    let error = memberships.add(&bound.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue));
}
