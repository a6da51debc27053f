//! The default HTTP client: proxies, certificates, user agent.

use std::sync::{Arc, Mutex};

use ping_sandbox::Sandbox;
use ping_transport::testing::ManualClock;
use ping_transport::{
    Client, ClientBuilder, ErrorKind, Hosts, Region, ReqwestTransport, RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{DISCOVER, ENVIRONMENT, everything, fake, ok, read, sandboxed, with_token};

/// A listener that answers every request with `{}` and remembers the heads.
async fn listener() -> (String, Arc<Mutex<Vec<String>>>) {
    let good = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    let no_tunnel = "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
    answering(good, no_tunnel).await
}

/// The same with other answers: to requests, and to a proxy's CONNECT.
async fn answering(good: &'static str, tunnel: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = heads.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match socket.read_u8().await {
                    // The first byte of a TLS handshake is no HTTP.
                    Ok(22) | Err(_) => break,
                    Ok(byte) => head.push(byte),
                }
            }
            let head = String::from_utf8(head).unwrap();
            let answer = match head.starts_with("CONNECT") {
                true => tunnel,
                false => good,
            };
            seen.lock().unwrap().push(head);
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    (url, heads)
}

fn to(api_host: &str) -> ClientBuilder {
    Client::builder()
        .hosts(Hosts::region(Region::Na).api_host(api_host).unwrap())
        .access_token("a-token")
        .retry(RetryPolicy::never())
        .clock(Arc::new(ManualClock::fixed()))
}

#[tokio::test]
async fn a_proxy_sees_requests_to_other_hosts() {
    let (proxy, heads) = listener().await;
    let client = to("http://api.example.test")
        .danger_allow_plain_http()
        .proxy(proxy.as_str())
        .build()
        .unwrap();
    read(&client).await.unwrap();
    let head = heads.lock().unwrap().remove(0);
    let line = "GET http://api.example.test/v1/environments/env-1/users/user-1 HTTP/1.1\r\n";
    assert!(head.starts_with(line), "{head}");

    // Of TLS it sees the host and nothing else.
    let client = to("https://api.example.test").proxy(proxy.as_str()).build().unwrap();
    let error = read(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    let head = heads.lock().unwrap().remove(0);
    assert!(head.starts_with("CONNECT api.example.test:443 HTTP/1.1\r\n"), "{head}");
    assert!(!head.contains("a-token"), "{head}");
}

#[tokio::test]
async fn a_proxy_that_asks_for_credentials_is_a_setting_at_fault() {
    const REFUSED: &str = "HTTP/1.1 407 Proxy Authentication Required\r\n\
        proxy-authenticate: Basic realm=\"x\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    for scheme in ["http", "https"] {
        let (proxy, heads) = answering(REFUSED, REFUSED).await;
        let host = proxy.strip_prefix("http://").unwrap().to_owned();
        let client = to(&format!("{scheme}://api.example.test"))
            .danger_allow_plain_http()
            .proxy(format!("http://joe:planted@{host}"))
            .retry(RetryPolicy::default())
            .build()
            .unwrap();
        let error = read(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{scheme}: {error}");
        assert!(!error.is_retryable() && error.attempts() == 1, "{scheme}");
        assert!(error.to_string().contains(&host), "{scheme}: {error}");
        assert!(!everything(&error).contains("planted"), "{scheme}");
        assert_eq!(heads.lock().unwrap().len(), 1, "{scheme}");
    }
}

#[tokio::test]
async fn a_client_of_reqwests_own_builder() {
    let (service, heads) = listener().await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .default_headers([(http::header::VIA, "mine".parse().unwrap())].into_iter().collect())
        .build()
        .unwrap();
    let transport = Arc::new(ReqwestTransport::from_client(http));
    let client = to(&service).transport(transport.clone()).build().unwrap();
    read(&client).await.unwrap();
    assert!(heads.lock().unwrap()[0].contains("via: mine\r\n"));

    // Errors are mapped as for the client that is built in.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = listener.local_addr().unwrap().to_string();
    drop(listener);
    let client = to(&nobody).transport(transport).build().unwrap();
    let error = read(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(!error.may_have_been_processed());
}

/// The recipe; `identity` is a client's certificate with its key.
#[tokio::test]
async fn the_recipe_of_a_client_certificate() -> Result<(), Box<dyn std::error::Error>> {
    use ping_transport::Credentials;
    let certificate = include_str!("../data/server.pem");
    let identity = format!("{certificate}{}", include_str!("../data/server.key.pem"));
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .identity(reqwest::Identity::from_pem(identity.as_bytes())?)
        .tls_certs_only([])
        .build()?;
    let client = Client::builder()
        .environment("9f1b3773-aae5-4903-b3a2-837c5b6f6467")
        .credentials(Credentials::basic("client-id", "client-secret"))
        .transport(Arc::new(ReqwestTransport::from_client(http)))
        .build()?;
    drop(client);
    Ok(())
}

#[tokio::test]
async fn no_proxy_sees_requests_to_loopback() {
    let (proxy, heads) = listener().await;
    let (service, requests) = listener().await;
    let port = service.rsplit_once(':').unwrap().1;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), service.clone()] {
        let client = to(&host).proxy(proxy.as_str()).build().unwrap();
        read(&client).await.unwrap();
    }
    assert_eq!(requests.lock().unwrap().len(), 3);
    // With TLS, too: the listener speaks none, but it is the one that is asked.
    let host = format!("https://127.0.0.1:{port}");
    let client = to(&host).proxy(proxy.as_str()).build().unwrap();
    let error = read(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(requests.lock().unwrap().len(), 4);
    assert!(heads.lock().unwrap().is_empty());

    // One client that talks to both asks the proxy for the other host only.
    let hosts = Hosts::region(Region::Na).api_host("https://api.example.test");
    let hosts = hosts.unwrap().auth_host(&host).unwrap();
    let client = to("localhost").hosts(hosts).proxy(proxy.as_str()).build().unwrap();
    read(&client).await.unwrap_err();
    assert_eq!(heads.lock().unwrap().len(), 1);
    let call = client.request(&DISCOVER).segment("env-1").call();
    call.await.unwrap_err();
    assert_eq!(heads.lock().unwrap().len(), 1);
    assert_eq!(requests.lock().unwrap().len(), 5);
}

/// A server whose certificate is good for loopback and signed by an authority of the tests.
#[cfg(target_os = "linux")]
async fn tls_server(address: &str) -> u16 {
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
    use tokio_rustls::{TlsAcceptor, rustls};

    let certificate = CertificateDer::from_pem_slice(include_bytes!("../data/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/server.key.pem")).unwrap();
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((address, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut socket) = acceptor.accept(socket).await else {
                continue;
            };
            let _ = socket.read(&mut [0; 4096]).await;
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
            let _ = socket.write_all(answer).await;
            let _ = socket.shutdown().await;
        }
    });
    port
}

/// Elsewhere the system's own verifier has opinions about such certificates.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn only_known_authorities_are_trusted() {
    let authority = include_str!("../data/ca.pem");
    let port = tls_server("127.0.0.1").await;
    let good = |host: &str| to(&format!("https://{host}:{port}")).root_certificate(authority);
    for host in ["localhost", "127.0.0.1"] {
        read(&good(host).build().unwrap()).await.unwrap();
    }
    // Another one beside it, and the same bundled.
    let other = include_str!("../data/server.pem");
    read(&good("localhost").root_certificate(other).build().unwrap()).await.unwrap();
    let bundle =
        to(&format!("https://localhost:{port}")).root_certificate(format!("{other}{authority}"));
    read(&bundle.build().unwrap()).await.unwrap();

    let unknown = to(&format!("https://localhost:{port}"));
    let other_port = tls_server("127.0.0.2").await;
    let another_name = to(&format!("https://127.0.0.2:{other_port}")).root_certificate(authority);
    for builder in [unknown, another_name] {
        let error = read(&builder.build().unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(!error.may_have_been_processed());
        assert!(error.to_string().contains("certificate"), "the cause is told: {error}");
    }
}

#[test]
fn settings_that_cannot_be_used() {
    let block =
        |text: &str| format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n");
    let key = include_str!("../data/rsa.pub.pem").to_owned();
    for pem in
        [String::new(), "nonsense".to_owned(), block("!!!"), block("").replace("END", "STOP"), key]
    {
        let error = to("localhost").root_certificate(pem.clone()).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{pem}");
        assert_eq!(error.field(), Some("root_certificate"), "{pem}: {error}");
    }
    for proxy in [
        "",
        "://",
        "http://",
        "not a url",
        "socks5://127.0.0.1:1080",
        "SOCKS5h://127.0.0.1:1080",
        "socks4://127.0.0.1:1080",
        "ftp://127.0.0.1",
    ] {
        let error = to("localhost").proxy(proxy).build().unwrap_err();
        assert_eq!(error.field(), Some("proxy"), "{proxy:?}: {error}");
    }
    for name in ["a\nb", "\u{0}", "é"] {
        let error = to("localhost").user_agent(name).build().unwrap_err();
        assert_eq!(error.field(), Some("user_agent"), "{name:?}: {error}");
    }
}

#[tokio::test]
async fn a_certificate_that_is_none_is_told_when_it_is_needed() {
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    // Whether it is noticed at once or at the first TLS request, it is a setting at fault.
    let error = match to("https://api.example.test").root_certificate(pem).build() {
        Err(error) => error,
        Ok(client) => read(&client).await.unwrap_err(),
    };
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
}

#[tokio::test]
async fn user_agents() {
    let own = concat!("ping-sdk-rust/", env!("CARGO_PKG_VERSION"));
    for (set, header, wanted) in [
        (None, None, own),
        (Some("my-service/1.2 (ops@example.com)"), None, "my-service/1.2 (ops@example.com)"),
        (Some("my-service/1.2"), Some("this-call/3"), "this-call/3"),
    ] {
        let (transport, _) = fake([ok()]);
        let mut builder = with_token(transport.clone(), &ManualClock::fixed());
        if let Some(name) = set {
            builder = builder.user_agent(name);
        }
        let mut call = read(&builder.build().unwrap());
        if let Some(name) = header {
            call = call.header("user-agent", name);
        }
        call.await.unwrap();
        assert_eq!(transport.received()[0].headers["user-agent"], wanted);
    }
    // The default client adds none of its own.
    let (service, heads) = listener().await;
    read(&to(&service).build().unwrap()).await.unwrap();
    let head = heads.lock().unwrap().remove(0).to_lowercase();
    assert!(head.contains(&format!("user-agent: {own}\r\n")), "{head}");
    assert!(head.contains("authorization: bearer a-token\r\n"), "{head}");
    assert!(head.contains("accept: application/json\r\n"), "{head}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let sandbox = Sandbox::start().await;
    let (elsewhere, heads) = listener().await;
    let client = sandboxed(&sandbox).build().unwrap();
    for status in [301, 302, 303, 307, 308] {
        sandbox
            .faults()
            .next("GET", "/v1/environments/*")
            .status(status)
            .header("location", &elsewhere);
        let environment = client.environment().unwrap().to_string();
        let call = client.request(&ENVIRONMENT).segment(environment).call();
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, status));
    }
    assert!(heads.lock().unwrap().is_empty(), "the token went to another host");
}
