//! Environments: made, used, promoted and deleted.

use std::time::Duration;

use ping_models::platform::{
    EnvironmentRegion, EnvironmentStatus, EnvironmentType, NewEnvironment, NewPopulation, NewUser,
    Product, ProductType, SolutionType, UpdateEnvironmentStatus,
};
use ping_models::{EnvironmentId, ErrorCode, Reference};
use ping_testkit::SETTLING;
use ping_transport::{Client, Region};
use pingone_platform::{EnvironmentExpansion, EnvironmentFilter, Platform};

use crate::service::{Service, service};
use crate::wire::environments::{every_member, every_product};

/// The license of the environment that there is.
async fn license(service: &Service) -> String {
    let environment = service.platform.environment().read().await.unwrap();
    environment.license.unwrap().id.to_string()
}

/// A sandbox, once it can be used.
pub(super) async fn create(service: &Service, name: &str) -> EnvironmentId {
    let (region, kind) = (EnvironmentRegion::NorthAmerica, EnvironmentType::Sandbox);
    let license = Reference::to(license(service).await);
    let new = NewEnvironment::new(name, region, kind, license);
    let id = service.platform.environments().create(new).await.unwrap().id;
    let there = service.platform.in_environment(&id).environment();
    there.read().settle(SETTLING).await.unwrap();
    id
}

#[tokio::test]
async fn the_life_of_an_environment() {
    let service = service().await;
    let environments = service.platform.environments();
    let license = license(&service).await;
    let created = environments.create(every_member("Solutions", &license)).await.unwrap();
    let there = service.platform.in_environment(&created.id).environment();
    let products = EnvironmentExpansion::BillOfMaterials;
    let read = there.read().expand(products).settle(SETTLING).await.unwrap();
    let bill = read.embedded.clone().unwrap().bill_of_materials.unwrap();
    assert_eq!(bill.products, created.bill_of_materials.clone().unwrap().products);
    assert_eq!(bill.solution_type, Some(SolutionType::Customer));
    assert_eq!(there.bill_of_materials().read().await.unwrap(), bill);
    let named = EnvironmentFilter::name().sw("Sol");
    let listed = environments.list().filter(named).expand(products).all().await.unwrap();
    assert_eq!(listed, [read]);
    assert_eq!(environments.list().all().await.unwrap().len(), 2);

    // What was read is sent back, changed in one place.
    let read = environments.read(&created.id).await.unwrap();
    let mut change = NewEnvironment::from(read.clone());
    change.description = None;
    let changed = environments.update(&created.id, change).await.unwrap();
    assert_eq!((changed.description, &changed.icon), (None, &read.icon));
    assert_eq!(there.bill_of_materials().read().await.unwrap().products, bill.products);
    let mut more = bill.products.unwrap();
    more.push(Product::new(ProductType::PingOneMfa));
    let updated = there.bill_of_materials().update(more).await.unwrap();
    assert_eq!(there.bill_of_materials().read().await.unwrap(), updated);
    let capabilities = there.read_capabilities().await.unwrap();
    assert_eq!(capabilities.can_use_mfa_ciam, Some(true));
    assert_eq!(capabilities.can_use_verify, Some(false));
    assert_eq!(capabilities.license_quantities.unwrap().rlg_audit_rps.unwrap().limit, Some(10));

    let promoted = there.update_type(EnvironmentType::Production).await.unwrap();
    assert_eq!(there.read().await.unwrap(), promoted);
    let error = there.update_type(EnvironmentType::Sandbox).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::InvalidValue), "{error}");
    assert!(environments.delete(&created.id).await.is_err());
    let delete = || UpdateEnvironmentStatus::new(EnvironmentStatus::DeletePending);
    let pending = there.update_status(delete()).await.unwrap();
    assert_eq!(there.read().await.unwrap(), pending);
    let users = service.platform.in_environment(&created.id).users();
    assert!(users.list().all().await.unwrap_err().is_access_denied());
    let restore = UpdateEnvironmentStatus::new(EnvironmentStatus::Active);
    let restored = there.update_status(restore.license(Reference::to(license))).await.unwrap();
    assert_eq!(restored.status, Some(EnvironmentStatus::Active));
    assert!(users.list().all().await.unwrap().is_empty());

    there.update_status(delete()).await.unwrap();
    service.advance(Duration::from_secs(30 * 24 * 60 * 60));
    environments.delete(&created.id).await.unwrap();
    assert!(environments.read(&created.id).await.unwrap_err().is_access_denied());
}

#[tokio::test]
async fn nothing_leaks_between_environments_with_the_same_names() {
    let service = service().await;
    let first = service.platform.clone();
    let second = first.in_environment(create(&service, "Second").await);
    for platform in [&first, &second] {
        platform.populations().create(NewPopulation::new("Staff")).await.unwrap();
        platform.users().create(NewUser::new("ann")).await.unwrap();
    }
    let [here, there] = [first.users(), second.users()];
    let ann = here.list().all().await.unwrap();
    let other = there.list().all().await.unwrap();
    assert_eq!((ann.len(), other.len()), (1, 1));
    assert_ne!(ann[0].id, other[0].id);
    assert!(there.read(&ann[0].id).await.unwrap_err().is_not_found());
    here.delete(&ann[0].id).await.unwrap();
    assert_eq!(there.read(&other[0].id).await.unwrap(), other[0]);
    // The name of an environment is taken once.
    let license = license(&service).await;
    let error = first.environments().create(every_member("second", &license)).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::UniquenessViolation), "{error}");
}

#[tokio::test]
async fn an_environment_is_deleted_while_another_client_uses_it() {
    let service = service().await;
    let id = create(&service, "Short-lived").await;
    let platform = service.platform.in_environment(&id);
    let ann = platform.users().create(NewUser::new("ann")).await.unwrap();
    // A worker of that environment, which has a token.
    let worker = super::onboarding::worker_of(&service, &platform, &id).await;
    assert_eq!(worker.users().read(&ann.id).await.unwrap(), ann);
    service.platform.environments().delete(&id).await.unwrap();
    let error = worker.users().read(&ann.id).await.unwrap_err();
    assert!(!error.is_not_found() && !error.is_retryable(), "{error}");
    assert!(platform.users().read(&ann.id).await.unwrap_err().is_access_denied());
    assert_eq!(service.platform.environments().list().all().await.unwrap().len(), 1);
    // Its name is free again, and nothing of it is left.
    let again = service.platform.in_environment(create(&service, "Short-lived").await);
    assert!(again.users().list().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_license_allows_so_many_environments() {
    let service = service().await;
    let organization = service.platform.organization(&*service.connection.organization_id);
    let licenses = organization.licenses().list().all().await.unwrap();
    let small = licenses.iter().find(|license| license.name == "ADMIN").unwrap();
    let environments = service.platform.environments();
    let new = |name| every_member(name, small.id.as_str());
    environments.create(new("One")).await.unwrap();
    let error = environments.create(new("Two")).await.unwrap_err();
    assert!(error.has_code(&ErrorCode::LicenseExceeded), "{error}");
    let small = organization.licenses().read(&small.id).await.unwrap();
    assert_eq!(small.assigned_environments_count, Some(1));
    let capabilities = organization.read_capabilities().await.unwrap();
    assert_eq!(capabilities.can_create_environment, Some(true));
    let products = service.platform.environment().bill_of_materials();
    products.update(every_product()).await.unwrap();
    assert_eq!(products.read().await.unwrap().products.unwrap().len(), 2);
}

/// Where a client of a region reads an environment.
fn url(region: Region) -> String {
    let client = Client::builder().region(region).environment("env-1").access_token("t");
    Platform::new(client.build().unwrap()).environment().read().describe().unwrap().url
}

#[test]
fn each_region_has_its_hosts() {
    let hosts = ["com", "ca", "eu", "com.au", "sg", "asia"];
    let expected = hosts.map(|tld| format!("https://api.pingone.{tld}/v1/environments/env-1"));
    let urls: Vec<_> = Region::ALL.iter().map(|region| url(*region)).collect();
    assert_eq!(urls, expected);
}
