//! The audit: who did what, and when.

use std::time::Duration;

use ping_models::platform::{Activity, NewGroup, NewUser};
use ping_transport::{Clock, Error};
use pingone_platform::ActivityFilter;

use crate::service::service;
use crate::stories::environments::create;

#[tokio::test]
async fn who_created_a_group_and_when() {
    let service = service().await;
    let (groups, activities) = (service.platform.groups(), service.platform.activities());
    groups.create(NewGroup::new("Earlier")).await.unwrap();
    service.advance(Duration::from_secs(3600));
    let since = service.clock.now();
    let mut created = Vec::new();
    for name in ["A", "B", "C"] {
        created.push(groups.create(NewGroup::new(name)).await.unwrap().id);
    }
    groups.delete(&created[0]).await.unwrap();

    // Page by page, by GET and by POST; what was earlier is in neither.
    let groups_created = || ActivityFilter::action().eq("GROUP.CREATED");
    let got = activities.list(since..).filter(groups_created()).limit(2).all().await.unwrap();
    // Of ten requests in a second, one address gets three.
    service.advance(Duration::from_secs(1));
    let queried = activities.query(since..).filter(groups_created()).limit(2).all().await.unwrap();
    let resources = |found: &[Activity]| -> Vec<String> {
        let resources = found.iter().filter_map(|one| one.resources.clone());
        resources.flatten().map(|resource| resource.id).collect()
    };
    created.reverse();
    assert_eq!(resources(&got), created.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(resources(&queried), resources(&got));
    assert_eq!(service.sent("platform.query_activities"), 2);
    let worker = got[0].actors.clone().unwrap().client.unwrap();
    assert_eq!(worker.id, service.connection.client_id);

    let read = activities.read(&got[0].id).await.unwrap();
    assert_eq!(read, got[0]);

    // What was done to a user tells the population.
    let user = service.platform.users().create(NewUser::new("jdoe")).await.unwrap();
    let of_user = || ActivityFilter::resource().eq(user.id.to_string());
    let got = activities.list(since..).filter(of_user()).all().await.unwrap();
    assert_eq!(activities.query(since..).filter(of_user()).all().await.unwrap(), got);
    let read = activities.read(&got[0].id).await.unwrap();
    let population = read.resources.unwrap().remove(0).population.unwrap().id;
    assert_eq!(population, user.population.map(|population| population.id));
    let unknown = activities.read("none").await.unwrap_err();
    assert!(Error::is_not_found(&unknown));
}

#[tokio::test]
async fn who_made_and_deleted_an_environment() {
    let service = service().await;
    let since = service.clock.now();
    let id = create(&service, "Solutions").await;
    service.platform.environments().delete(&id).await.unwrap();
    // The audit of the deleted environment is gone; that of the worker's own one tells.
    let activities = service.platform.activities();
    let about = ActivityFilter::resource_type().eq("ENVIRONMENT");
    let found = activities.list(since..).filter(about).all().await.unwrap();
    let told = found.iter().map(|one| {
        let resource = &one.resources.as_ref().unwrap()[0];
        (one.action.as_ref().unwrap().action_type.as_str(), resource.id.as_str())
    });
    let expected = ["ENVIRONMENT.DELETED", "ENVIRONMENT.CREATED"].map(|what| (what, id.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(activities.read(&found[0].id).await.unwrap(), found[0]);
}

#[tokio::test]
async fn in_which_population_a_user_was_created() {
    let service = service().await;
    let since = service.clock.now();
    let user = service.create_user("ann").await;
    let activities = service.platform.activities();
    let created = || ActivityFilter::action().eq("USER.CREATED");
    let found = activities.list(since..).filter(created()).all().await.unwrap();
    let queried = activities.query(since..).filter(created()).all().await.unwrap();
    assert_eq!(found, queried);
    let read = activities.read(&found[0].id).await.unwrap();
    let resource = &read.resources.as_ref().unwrap()[0];
    assert_eq!(resource.id, user.as_str());
    let ann = service.platform.users().read(&user).await.unwrap();
    let population = resource.population.as_ref().unwrap();
    assert_eq!(population.id.as_ref(), Some(&ann.population.unwrap().id));
    assert_eq!(read.result.unwrap().id.as_deref(), Some(user.as_str()));
}
