//! Populations.

use ping_models::ErrorCode;
use ping_models::platform::{NewPopulation, NewUser};

use crate::service::service;

#[tokio::test]
async fn the_life_of_a_population() {
    let service = service().await;
    let populations = service.platform.populations();
    let new = NewPopulation::new("Accounting").description("Who pays").password_policy("policy-1");
    let created = populations.create(new.default(true)).await.unwrap();
    // There is one default population: new users get into it.
    let former = populations.read(&service.connection.population_id).await.unwrap();
    assert_eq!(former.default, Some(false));
    let users = service.platform.users();
    let user = users.create(NewUser::new("jdoe")).await.unwrap();
    assert_eq!(user.population.unwrap().id, created.id);

    let read = populations.read(&created.id).await.unwrap();
    assert_eq!(read.user_count, Some(1));
    let mut change = NewPopulation::from(read)
        .preferred_language("en")
        .alternative_identifiers(["accounts".to_owned()])
        .theme("theme-1");
    change.description = None;
    let changed = populations.update(&created.id, change).await.unwrap();
    assert_eq!(changed.default, Some(true));
    assert_eq!(changed.preferred_language.as_deref(), Some("en"));
    assert_eq!(changed.description, None);
    let read = populations.read(&created.id).await.unwrap();
    assert_eq!(read.theme, changed.theme);

    // Neither one with users nor the default one can be deleted.
    let error = populations.delete(&created.id).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::ConstraintViolation), "{error}");
    let again = NewPopulation::from(former).default(true);
    populations.update(&service.connection.population_id, again).await.unwrap();
    users.delete(&user.id).await.unwrap();
    populations.delete(&created.id).await.unwrap();
    assert!(populations.read(&created.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_name_of_a_population_is_taken_once() {
    let service = service().await;
    let populations = service.platform.populations();
    let new = || NewPopulation::new("Accounting");
    populations.create(new()).await.unwrap();
    let error = populations.create(new()).await.unwrap_err();
    assert_eq!(error.details()[0].target.as_deref(), Some("name"));
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    let error = populations.update(&service.connection.population_id, new()).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
}
