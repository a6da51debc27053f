//! A client certificate, from the program's file to the service.

use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::{TlsAcceptor, rustls};

/// A service that talks to those alone who have a certificate of the authority.
async fn service() -> u16 {
    let authority = CertificateDer::from_pem_slice(include_bytes!("../data/ca.pem")).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let certificate = CertificateDer::from_pem_slice(include_bytes!("../data/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/server.key.pem")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut socket) = acceptor.accept(socket).await else { continue };
            let _ = socket.read(&mut [0; 4096]).await;
            let answer =
                b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\nconnection: close\r\n\r\ntrusted";
            let _ = socket.write_all(answer).await;
            let _ = socket.shutdown().await;
        }
    });
    port
}

#[tokio::test]
async fn a_named_client_has_a_certificate() {
    let port = service().await;
    let folder = std::env::temp_dir().join(format!("aic-scripts-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let bindings = json!({
        "globals": {"url": format!("https://localhost:{port}/")},
        "clients": {
            "with": {"certificate": data.join("client.pem"), "trust": data.join("ca.pem")},
            "without": {"trust": data.join("ca.pem")},
        },
    });
    std::fs::write(folder.join("bindings.json"), bindings.to_string()).unwrap();
    let source = "logger.info(httpClient.send(url, {clientName: 'with'}).get().text());
        ['without', 'unknown'].forEach(function (name) {
            try { httpClient.send(url, {clientName: name}).get(); } catch (e) {
                logger.info('{} is refused', name);
            }
        });";
    std::fs::write(folder.join("script.js"), source).unwrap();
    let folder_of = folder.clone();
    let told = tokio::task::spawn_blocking(move || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_aic-script"));
        command.current_dir(folder_of).args(["run", "script.js", "--bindings", "bindings.json"]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    });
    let told = told.await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let lines: Vec<&str> = told.lines().skip(2).take(3).collect();
    let expected = ["  INFO  trusted", "  INFO  without is refused", "  INFO  unknown is refused"];
    assert_eq!(lines, expected, "{told}");
}
