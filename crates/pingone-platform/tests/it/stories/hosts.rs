//! The services by their names: each region's hosts, and a custom domain.

use std::sync::Arc;
use std::time::Duration;

use ping_models::platform::NewUser;
use ping_testkit::Resolver;
use ping_transport::{Client, Hosts, Region};
use pingone_platform::Platform;

use crate::service::{Service, service};

/// The platform as it is reached by names, and which of them are asked.
fn by_name(service: &Service, hosts: Hosts) -> (Platform, Resolver) {
    let connection = &service.connection;
    let resolver = Resolver::to(&connection.api_host);
    let client = Client::builder()
        .hosts(hosts)
        .environment(&*connection.environment_id)
        .worker(&*connection.client_id, &*connection.client_secret)
        .clock(Arc::new(service.clock.clone()))
        .transport(Arc::new(resolver.clone()));
    (Platform::new(client.build().unwrap()), resolver)
}

/// The sandbox takes no request of one service under the name of another.
#[tokio::test]
async fn each_region_has_hosts_of_its_own() {
    let service = service().await;
    let domains = ["com", "ca", "eu", "com.au", "sg", "asia"];
    assert_eq!(Region::ALL.len(), domains.len());
    for (region, domain) in Region::ALL.iter().zip(domains) {
        // All of them use one license, which allows so much in a minute.
        service.advance(Duration::from_secs(60));
        let (platform, resolver) = by_name(&service, Hosts::region(*region));
        let users = platform.users();
        for name in ["ann", "bob"] {
            let new = NewUser::new(format!("{name}-{domain}"));
            let created = users.create(new).await.unwrap();
            assert_eq!(users.read(&created.id).await.unwrap(), created);
        }
        // The links of the pages name another host, which is not asked.
        let all = users.list().limit(2).all().await.unwrap();
        assert!(all.len() >= 2 && all.iter().any(|user| user.username == format!("ann-{domain}")));
        let issuer = platform.tokens().configuration().await.unwrap().issuer;
        let environment = &service.connection.environment_id;
        assert_eq!(issuer, format!("https://auth.pingone.{domain}/{environment}/as"));
        assert_eq!(resolver.asked(), ["api", "auth"].map(|one| format!("{one}.pingone.{domain}")));
    }
}

/// A custom domain takes the place of the authorization server, and the environment's id is gone
/// from its paths; the API stays where it is.
#[tokio::test]
async fn a_worker_signs_in_at_a_custom_domain() {
    let service = service().await;
    let hosts = || Hosts::region(Region::Eu).auth_host("login.example.com").unwrap();
    let (platform, _) = by_name(&service, hosts());
    platform.environment().read().await.unwrap_err();

    service.sandbox.environments()[0].add_domain("login.example.com").unwrap();
    let (platform, resolver) = by_name(&service, hosts());
    let environment = platform.environment().read().await.unwrap();
    assert_eq!(environment.id.as_str(), service.connection.environment_id);
    let configuration = platform.tokens().configuration().await.unwrap();
    assert_eq!(configuration.issuer, "https://login.example.com/as");
    assert!(!platform.tokens().keys().await.unwrap().keys.is_empty());
    assert_eq!(resolver.asked(), ["api.pingone.eu", "login.example.com"]);
}
