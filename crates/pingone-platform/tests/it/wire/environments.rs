//! Environments, their products, and counts of identities.

use ping_models::Reference;
use ping_models::platform::{
    BillOfMaterials, Bookmark, EnvironmentRegion, EnvironmentStatus, EnvironmentSubtype,
    EnvironmentType, LicensePeriod, NewEnvironment, Product, ProductType, SamplePeriod,
    SolutionType, UpdateEnvironmentStatus,
};
use ping_testkit::wire;
use pingone_platform::{ActiveIdentityOrder, EnvironmentExpansion, EnvironmentFilter};

use super::platform;

/// With every member that a caller sets.
pub(crate) fn every_member(name: &str, license: &str) -> NewEnvironment {
    let (region, kind) = (EnvironmentRegion::NorthAmerica, EnvironmentType::Sandbox);
    NewEnvironment::new(name, region, kind, Reference::to(license))
        .description("For trying things out")
        .subtype(EnvironmentSubtype::QualityAssurance)
        .icon("https://example.com/icon.png")
        .bill_of_materials(
            BillOfMaterials::new(every_product()).solution_type(SolutionType::Customer),
        )
}

/// Products with every member that a caller sets.
pub(crate) fn every_product() -> Vec<Product> {
    let platform = Product::new(ProductType::PingOneBase)
        .description("The platform")
        .console("https://console.pingone.com/?env=env-1")
        .bookmarks([Bookmark::new("Runbook", "https://wiki.example.com/runbook")]);
    let flows = Product::new(ProductType::PingOneDavinci).tags(["DAVINCI_MINIMAL".to_owned()]);
    vec![platform, flows]
}

#[test]
fn environments() {
    let platform = platform();
    let environments = platform.environments();
    let new = || every_member("Solutions", "license-1");
    let mut replacing = new();
    replacing.bill_of_materials = None;
    let filter = EnvironmentFilter::name()
        .sw("S")
        .and(EnvironmentFilter::organization().eq("org-1"))
        .and(EnvironmentFilter::license().eq("license-1"));
    wire![
        environments.list().filter(filter).limit(500).expand(EnvironmentExpansion::BillOfMaterials),
        environments.create(new()),
        environments.update("env-2", replacing),
        environments.delete("env-2"),
    ];
    let environment = platform.environment();
    let restore = UpdateEnvironmentStatus::new(EnvironmentStatus::Active);
    wire![
        environment.read().expand(EnvironmentExpansion::BillOfMaterials),
        environment.update_type(EnvironmentType::Production),
        environment.update_status(restore.license(Reference::to("license-1"))),
        environment.read_capabilities(),
        environment.bill_of_materials().read(),
        environment.bill_of_materials().update(every_product()),
        platform.organization("org-1").read_capabilities(),
    ];
}

#[test]
fn counts_of_identities() {
    let platform = platform();
    let environment = platform.environment();
    let newest = || ActiveIdentityOrder::start_date().descending();
    let licenses = platform.organization("org-1").licenses();
    wire![
        environment.total_identities("2019-01-01T00:00:00+00:00", "2019-02-01T00:00:00+00:00"),
        environment
            .active_identities("2024-05-01T19:00:00Z", SamplePeriod::Month)
            .order(newest())
            .limit(10),
        licenses
            .active_identities("license-1", LicensePeriod::CalendarMonth)
            .order(newest())
            .limit(20),
    ];
}
