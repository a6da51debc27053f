//! How many users there are, who of them is active, and what licenses allow.

use std::time::Duration;

use ping_models::platform::{LicensePeriod, LicenseStatus, NewUser, SamplePeriod, SetPassword};
use pingone_platform::{ActiveIdentityOrder, EnvironmentFilter};

use crate::service::service;
use crate::stories::environments::create;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn identities_are_counted_by_day() {
    let service = service().await;
    let platform = &service.platform;
    let mut users = Vec::new();
    for name in ["ann", "bob"] {
        let user = platform.users().create(NewUser::new(name)).await.unwrap();
        let password = platform.user(&user.id).password();
        password.set(SetPassword::new("Correct-Horse-7", false)).await.unwrap();
        users.push((user.id, password));
    }
    users[0].1.check("Correct-Horse-7").await.unwrap();
    service.advance(DAY);
    for (_, password) in &users {
        password.check("Correct-Horse-7").await.unwrap();
    }
    platform.users().delete(&users[1].0).await.unwrap();
    service.advance(Duration::from_secs(60));

    let environment = platform.environment();
    let (from, until) = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    let page = environment.total_identities(from, until).pages().try_next().await.unwrap().unwrap();
    let counts: Vec<_> = page.items.iter().map(|one| one.as_ref().unwrap()).collect();
    let totals: Vec<_> = counts.iter().map(|one| one.total_identities).collect();
    assert_eq!((page.count, totals), (Some(1), vec![Some(2), Some(1)]));
    let second = counts[1].date.as_ref().unwrap();
    assert_eq!(second.unix_millis(), Some(1_767_312_000_000));

    let newest = ActiveIdentityOrder::start_date().descending();
    let days = environment.active_identities(from, SamplePeriod::Day).order(newest).limit(1);
    let days = days.all().await.unwrap();
    let values: Vec<_> = days.iter().map(|day| (day.value, day.cumulative)).collect();
    assert_eq!(values, [(Some(2), Some(2)), (Some(1), Some(1))]);
    let month = environment.active_identities(from, SamplePeriod::Month).all().await.unwrap();
    assert_eq!((month.len(), month[0].value), (1, Some(2)));
    assert_eq!(month[0].start_date.as_str(), "2026-01-01T00:00:00.000Z");
}

/// A report of all licenses: name, status, expiry, what they allow of MFA and Verify, and how many
/// users their environments have.
#[tokio::test]
async fn a_report_of_the_licenses_of_an_organization() {
    let service = service().await;
    let platform = &service.platform;
    let there = platform.in_environment(create(&service, "Second").await);
    for (platform, names) in [(platform, &["ann", "bob"][..]), (&there, &["eve"])] {
        for name in names {
            platform.users().create(NewUser::new(*name)).await.unwrap();
        }
    }
    let mut report = Vec::new();
    let licenses = platform.organization(&*service.connection.organization_id).licenses();
    let mut all = licenses.list().stream();
    while let Some(license) = all.try_next().await.unwrap() {
        let mut users = 0;
        let using = EnvironmentFilter::license().eq(&license.id);
        for environment in platform.environments().list().filter(using).all().await.unwrap() {
            let environment = platform.in_environment(environment.id).environment();
            let none = ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
            let mut pages = environment.total_identities(none.0, none.1).pages();
            users += pages.try_next().await.unwrap().unwrap().count.unwrap_or_default();
        }
        let sms = license.mfa.as_ref().and_then(|mfa| mfa.allow_sms_otp);
        let documents = license.verify.as_ref().and_then(|verify| verify.allow_document_match);
        let expires = license.expires_at.as_str()[..10].to_owned();
        report.push((license.name, license.status, expires, sms, documents, users));
    }
    let row = |name: &str, status, expires: &str, sms, documents, users| {
        (name.to_owned(), status, expires.to_owned(), Some(sms), Some(documents), users)
    };
    assert_eq!(
        report,
        [
            row("RISKTRIAL", LicenseStatus::Terminated, "2021-01-15", false, false, 0),
            row("INTERNAL", LicenseStatus::Active, "2100-01-31", true, true, 3),
            row("Unlicensed", LicenseStatus::Terminated, "2025-11-19", false, false, 0),
            row("MFA TRIAL", LicenseStatus::Terminated, "2020-10-30", true, false, 0),
            row("ADMIN", LicenseStatus::Active, "2100-01-31", false, false, 0),
        ]
    );
    let internal = licenses.list().all().await.unwrap().remove(1);
    let years = licenses.active_identities(&internal.id, LicensePeriod::LicenseYear);
    let years = years.all().await.unwrap();
    assert_eq!(years[0].start_date, internal.begins_at);
    let months = licenses.active_identities(&internal.id, LicensePeriod::CalendarMonth);
    // The month has begun two seconds ago.
    assert_eq!(months.all().await.unwrap().len(), 67);
}
