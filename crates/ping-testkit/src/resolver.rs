//! The hosts of the services by their names, which all lead to a sandbox.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use http::HeaderValue;
use http::header::HOST;
use ping_transport::{Body, HttpTransport, Request, ReqwestTransport, TransportError, async_trait};

/// Sends whatever is for some host by HTTPS to a sandbox instead, and says there for which host it
/// is: as if a name server led there.
#[derive(Clone)]
pub struct Resolver {
    inner: Arc<dyn HttpTransport>,
    to: String,
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Resolver {
    /// Everything leads to this host and port.
    pub fn to(host: &str) -> Self {
        let inner = Arc::new(ReqwestTransport::builder().build().unwrap());
        Self { inner, to: host.to_owned(), asked: Arc::default() }
    }

    /// The hosts that something was sent to since the last time.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap();
        std::mem::take(&mut *asked).into_iter().collect()
    }
}

#[async_trait]
impl HttpTransport for Resolver {
    async fn send(&self, mut request: Request) -> Result<http::Response<Body>, TransportError> {
        let url = request.url.strip_prefix("https://").expect("nothing goes by plain HTTP");
        let (host, path) = url.split_at(url.find('/').unwrap());
        self.asked.lock().unwrap().insert(host.to_owned());
        request.headers.insert(HOST, HeaderValue::from_str(host).unwrap());
        request.url = format!("http://{}{path}", self.to);
        self.inner.send(request).await
    }
}
