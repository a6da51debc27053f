//! What callers do, end to end against the emulator.

mod accounts;
mod activities;
mod applications;
mod environments;
mod groups;
mod hosts;
mod identity_counts;
mod licenses;
mod notifications;
mod onboarding;
mod passwords;
mod populations;
mod roles;
mod templates;
mod tokens;

use ping_models::platform::{
    Address, LicenseStatus, Name, NewUser, OrganizationType, PatchUser, VerifyStatus,
};
use ping_models::{ErrorCode, Timestamp};
use ping_transport::ErrorKind;
use pingone_platform::{
    LicenseFilter, OrganizationFilter, PopulationFilter, UserExpansion, UserFilter,
};

use crate::service::service;
use crate::wire::every_change;

#[tokio::test]
async fn an_organization_and_its_licenses() {
    let service = service().await;
    let organizations = service.platform.organizations().list().all().await.unwrap();
    assert_eq!(organizations.len(), 1);
    let organization = &organizations[0];
    assert_eq!(organization.id.as_str(), service.connection.organization_id);
    assert_eq!(organization.organization_type, OrganizationType::Internal);
    let handle = service.platform.organization(&organization.id);
    assert_eq!(handle.read().await.unwrap().name, organization.name);

    let licenses = handle.licenses();
    assert_eq!(licenses.list().all().await.unwrap().len(), 5);
    let active = LicenseFilter::status().eq(LicenseStatus::Active);
    let active = licenses
        .list()
        .filter(active)
        .order(LicenseFilter::begins_at().descending())
        .all()
        .await
        .unwrap();
    let names: Vec<_> = active.iter().map(|license| license.name.as_str()).collect();
    assert_eq!(names, ["ADMIN", "INTERNAL"]);
    let old = LicenseFilter::begins_at().lt(Timestamp::from("2020-12-01T00:00:00.000Z"));
    assert_eq!(licenses.list().filter(old).all().await.unwrap().len(), 2);
    let trial = LicenseFilter::other("package")
        .eq("MFA TRIAL")
        .or(LicenseFilter::other("name").eq("ADMIN"));
    assert_eq!(licenses.list().filter(trial).all().await.unwrap().len(), 2);

    let one = licenses.read(&active[1].id).await.unwrap();
    assert_eq!(one, active[1]);
    assert_eq!(one.users.unwrap().hard_limit_max, Some(50_000_000));
    assert_eq!(one.advanced_services.unwrap().ping_id.unwrap().included, Some(true));

    let named = licenses.update_name(&one.id, "Internal Test License").await.unwrap();
    assert_eq!(licenses.read_name(&one.id).await.unwrap(), named);
    assert_eq!(licenses.read(&one.id).await.unwrap().name, "Internal Test License");
    let nameless = licenses.update_name(&one.id, "").await.unwrap_err();
    assert_eq!(nameless.details()[0].target.as_deref(), Some("name"));
}

#[tokio::test]
async fn licenses_page_by_page() {
    let service = service().await;
    let licenses = service.platform.organization(&service.connection.organization_id).licenses();
    let mut pages = licenses.list().query("limit", "2").pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.items.len());
        assert!(page.items.iter().all(Result::is_ok));
    }
    assert_eq!(sizes, [2, 2, 1]);

    // A page that fails is asked for again; nothing is lost or repeated.
    let mut items = licenses.list().query("limit", "2").stream();
    let mut names = Vec::new();
    for _ in 0..2 {
        names.push(items.try_next().await.unwrap().unwrap().name);
    }
    let path = format!("/v1/organizations/{}/licenses", service.connection.organization_id);
    service.sandbox.faults().next("GET", &path).status(400);
    let error = items.try_next().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    while let Some(license) = items.try_next().await.unwrap() {
        names.push(license.name);
    }
    assert_eq!(names, ["RISKTRIAL", "INTERNAL", "Unlicensed", "MFA TRIAL", "ADMIN"]);
}

#[tokio::test]
async fn a_filter_that_the_service_does_not_support() {
    let service = service().await;
    let licenses = service.platform.organization(&service.connection.organization_id).licenses();
    let filter = LicenseFilter::other("status").co("ACT");
    let error = licenses.list().filter(filter).all().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.has_code(&ErrorCode::InvalidFilter), "{error}");
    let inner = error.details()[0].inner_error.as_ref().unwrap();
    assert_eq!(inner.supported_operators.as_deref().unwrap(), ["eq"]);
}

#[tokio::test]
async fn an_environment_and_its_populations() {
    let service = service().await;
    let environment = service.platform.environment().read().await.unwrap();
    assert_eq!(environment.id.as_str(), service.connection.environment_id);
    assert_eq!(environment.organization.unwrap().id, service.connection.organization_id.as_str());
    let same =
        service.platform.environments().read(&service.connection.environment_id).await.unwrap();
    assert_eq!(same.name, environment.name);

    let populations = service.platform.populations();
    let all = populations.list().all().await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id.as_str(), service.connection.population_id);
    assert_eq!(all[0].default, Some(true));
    let name = all[0].name.as_str();
    let named = PopulationFilter::name().sw(name).and(PopulationFilter::id().eq(&all[0].id));
    let named = populations.list().filter(named).all().await.unwrap();
    assert_eq!(named[0].id, all[0].id);
    let none = PopulationFilter::name().sw("nothing is called this");
    assert!(populations.list().filter(none).all().await.unwrap().is_empty());
    let none = OrganizationFilter::name().sw("nothing is called this");
    let organizations = service.platform.organizations().list().filter(none);
    assert!(organizations.all().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_life_of_a_user() {
    let service = service().await;
    let users = service.platform.users();
    let new = NewUser::new("jdoe")
        .population(service.connection.population_id.as_str())
        .email("jdoe@example.com")
        .name(Name::new().given("Jo").family("Doe"))
        .nickname("Jo")
        .address(Address::new().locality("Springfield").region("WA"));
    let answer = users.create(new).with_response().await.unwrap();
    assert_eq!(answer.status, 201);
    let created = answer.body;
    assert_eq!(created.mfa_enabled, Some(false));
    assert_eq!(created.verify_status, Some(VerifyStatus::NotInitiated));

    let read = users.read(&created.id).expand(UserExpansion::Population).await.unwrap();
    assert_eq!(read.email.as_deref(), Some("jdoe@example.com"));
    let population = read.embedded.unwrap().population.unwrap();
    assert_eq!(population.id.as_str(), service.connection.population_id);

    // A change leaves alone what it does not name, and clears what it sends as null.
    let change = PatchUser::new().title("Director").clear_nickname();
    let changed = users.patch(&created.id, change).await.unwrap();
    assert_eq!(changed.title.as_deref(), Some("Director"));
    assert_eq!(changed.nickname, None);
    assert_eq!(changed.field("nickname"), None);
    assert_eq!(changed.email.as_deref(), Some("jdoe@example.com"));
    assert_eq!(changed.address.unwrap().locality.as_deref(), Some("Springfield"));
    let changed = users.patch(&created.id, every_change()).await.unwrap();
    assert_eq!(changed.nickname.as_deref(), Some("Putty"));
    assert_eq!(users.read(&created.id).await.unwrap(), changed);

    users.delete(&created.id).await.unwrap();
    let error = users.read(&created.id).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some(&ErrorCode::NotFound));
    assert_eq!(error.operation(), Some("platform.read_one_user"));
    assert!(error.correlation_id().is_some());
    for result in [
        users.patch(&created.id, PatchUser::new().title("x")).await.err(),
        users.delete(&created.id).await.err(),
    ] {
        assert!(result.unwrap().is_not_found());
    }
}

#[tokio::test]
async fn a_username_is_taken_once() {
    let service = service().await;
    let users = service.platform.users();
    let first = users.create(NewUser::new("jdoe")).await.unwrap();
    let error = users.create(NewUser::new("JDOE")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.code(), Some(&ErrorCode::InvalidData));
    let detail = &error.details()[0];
    assert_eq!(detail.code, Some(ErrorCode::UniquenessViolation));
    assert_eq!(detail.target.as_deref(), Some("username"));
    assert!(!error.is_retryable());

    let second = users.create(NewUser::new("asmith")).await.unwrap();
    let change = PatchUser::new().username("jdoe");
    let error = users.patch(&second.id, change).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation));
    // The refused change has changed nothing.
    assert_eq!(users.read(&second.id).await.unwrap(), second);
    assert_eq!(users.read(&first.id).await.unwrap(), first);
}

#[tokio::test]
async fn several_faults_are_told_at_once() {
    let service = service().await;
    let new = NewUser::new("jdoe").email("not an address").population("no-such-population");
    let error = service.platform.users().create(new).await.unwrap_err();
    let mut targets: Vec<_> =
        error.details().iter().map(|detail| detail.target.as_deref().unwrap()).collect();
    targets.sort_unstable();
    assert_eq!(targets, ["email", "population.id"]);
}

#[tokio::test]
async fn users_are_found_by_filter_and_page() {
    let service = service().await;
    let users = service.platform.users();
    for number in 0..7 {
        let name = Name::new().family(if number % 2 == 0 { "Even" } else { "Odd" });
        let new = NewUser::new(format!("user{number}"))
            .email(format!("user{number}@example.com"))
            .name(name);
        users.create(new).await.unwrap();
    }
    let found = |filter| {
        let list = users.list().filter(filter).limit(2);
        async move {
            let mut names = Vec::new();
            let mut stream = list.stream();
            while let Some(user) = stream.try_next().await.unwrap() {
                names.push(user.username);
            }
            names
        }
    };
    assert_eq!(found(UserFilter::username().eq("user3")).await, ["user3"]);
    assert_eq!(
        found(UserFilter::family_name().eq("Even")).await,
        ["user0", "user2", "user4", "user6"]
    );
    assert_eq!(
        found(
            UserFilter::family_name().eq("Odd").and(
                UserFilter::username().sw("user").and(UserFilter::email().ew("5@example.com"))
            )
        )
        .await,
        ["user5"]
    );
    assert_eq!(
        found(UserFilter::population().eq(service.connection.population_id.as_str())).await.len(),
        7
    );
    let begun = UserFilter::start_date().eq(Timestamp::from("2026-01-01T00:00:00.000Z"));
    assert!(found(begun).await.is_empty());
    // A value cannot break the filter.
    assert!(found(UserFilter::username().eq(r#"x" or username sw "user"#)).await.is_empty());
    assert!(users.list().filter(UserFilter::title().sw("x")).all().await.unwrap().is_empty());
}

#[tokio::test]
async fn without_the_role_access_is_denied() {
    let service = service().await;
    service.sandbox.deny(["platform.*"]);
    let error = service.platform.users().create(NewUser::new("jdoe")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 403);
    assert!(error.is_access_denied());
    assert!(error.has_code(&ErrorCode::InsufficientPermissions));
    assert!(error.to_string().contains("role"), "{error}");
    let licenses = service.platform.organization(&service.connection.organization_id).licenses();
    assert_eq!(licenses.list().all().await.unwrap_err().status().unwrap(), 403);
    // It is not for want of a token: nothing was replayed.
    let requests = service.sandbox.requests();
    let tried = |path: &str| requests.iter().filter(|one| one.path.ends_with(path)).count();
    assert_eq!((tried("/users"), tried("/licenses")), (1, 1));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let service = service().await;
    let platform = &service.platform;
    let errors = [
        platform.users().read("none").await.err(),
        platform.organizations().read("none").await.err(),
        platform
            .organization(&service.connection.organization_id)
            .licenses()
            .read("none")
            .await
            .err(),
        platform.organization("none").licenses().list().all().await.err(),
    ];
    for error in errors {
        let error = error.unwrap();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.kind(), ErrorKind::Api);
    }
    // The worker has no role in an environment that it does not know.
    let elsewhere = platform.in_environment("none");
    let error = elsewhere.populations().list().all().await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
    let error = platform.environments().read("none").await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
}

#[tokio::test]
async fn a_creation_is_never_sent_twice_silently() {
    let service = service().await;
    let path = format!("/v1/environments/{}/users", service.connection.environment_id);
    service.sandbox.faults().next("POST", &path).status(503);
    let users = service.platform.users();
    let error = users.create(NewUser::new("jdoe")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.is_retryable() && error.may_have_been_processed());
    assert_eq!(error.attempts(), 1);
    // Reading is repeated.
    service.sandbox.faults().next("GET", &path).status(503).times(2);
    assert!(users.list().all().await.unwrap().is_empty());
}
