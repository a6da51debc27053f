//! HTTPS.

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::Arc,
};

use ping_sandbox::Sandbox;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

use crate::program::{program, serve};

const AUTHORITY: &str = include_str!("../keys/tls-authority.pem");
const CERTIFICATE: &str = include_str!("../keys/tls-localhost.pem");
const KEY: &str = include_str!("../keys/tls-localhost-key.pem");

fn key_file(name: &str) -> String {
    format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"))
}

async fn connect(address: &str) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(AUTHORITY.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
}

async fn get(address: &str, path: &str, headers: &str) -> std::io::Result<String> {
    let mut stream = connect(address).await;
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn it_speaks_https_and_says_so_in_links() {
    let sandbox = Sandbox::builder().tls(CERTIFICATE, KEY).start().await.unwrap();
    let address = sandbox.address().to_string();
    let connection = sandbox.connection();
    assert_eq!(connection.api_url, format!("https://{address}"));
    let names: Vec<String> = connection.env_vars().into_iter().map(|(_, value)| value).collect();
    assert!(names.contains(&connection.api_url), "a bare address would mean plain HTTP");
    let path = format!("/{}/as/.well-known/openid-configuration", connection.environment_id);
    let answer = get(&address, &path, "").await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("https://"), "{answer}");
    assert!(!answer.contains("\"http://"), "{answer}");
    // The console's own page, and no page of the same name by plain HTTP.
    let own = format!("origin: https://{address}\r\n");
    assert!(get(&address, "/sandbox/clock", &own).await.unwrap().starts_with("HTTP/1.1 200 "));
    let plain = format!("origin: http://{address}\r\n");
    assert!(get(&address, "/sandbox/clock", &plain).await.unwrap().starts_with("HTTP/1.1 403 "));

    sandbox.faults().next("GET", "/**").reset();
    get(&address, &path, "").await.expect_err("a reset, and no orderly end");
    sandbox.faults().next("GET", "/**").truncate();
    assert!(!get(&address, &path, "").await.unwrap_or_default().ends_with('}'));

    // Plain HTTP gets no answer, and is in nobody's way.
    let mut plain = TcpStream::connect(&address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said).await;
    assert!(!said.starts_with(b"HTTP"));
    assert!(get(&address, &path, "").await.unwrap().starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_certificate_or_key_that_is_none_is_refused_without_the_key() {
    for (certificate, key, what) in [
        ("", KEY, "certificate of TLS"),
        (CERTIFICATE, "", "key of TLS"),
        (CERTIFICATE, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n", "TLS"),
        (AUTHORITY, KEY, "certificate and key of TLS"),
    ] {
        let builder = Sandbox::builder().tls(certificate, key);
        assert!(!format!("{builder:?}").contains("PRIVATE KEY"));
        let refused = builder.start().await.unwrap_err().to_string();
        assert!(refused.contains(what) && !refused.contains("c2VjcmV0"), "{refused}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_speaks_https_to_curl_and_ends_at_a_signal() {
    let mut program = program();
    program.args(["--tls-cert", &key_file("tls-localhost.pem")]);
    program.args(["--tls-key", &key_file("tls-localhost-key.pem")]);
    let (mut running, url) = serve(program);
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");
    // An idle connection does not keep it.
    let _idle = connect(url.strip_prefix("https://").unwrap()).await;
    let curl = Command::new("curl")
        .args(["-sS", "--cacert", &key_file("tls-authority.pem"), &format!("{url}/sandbox/clock")])
        .stdout(Stdio::piped())
        .output();
    match curl {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
            assert!(String::from_utf8_lossy(&output.stdout).contains("\"now\""));
        }
        Err(_) => {
            let skipped = "skipped: tls::the_program_speaks_https_to_curl: no curl\n";
            std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        }
    }
    let id = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(running.0.wait().unwrap().success());
}
