//! A report of a million rows, typed while it arrives, beside bare serde_json and csv on the same
//! bytes in memory; and the peak memory of a process of its own that reads it over loopback.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

mod memory;
#[path = "../../ping-models/benches/ratio.rs"]
mod ratio;
mod rows;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use ping_models::pingid::ReportFormat;
use ping_transport::{Body, HttpTransport, Request, ReqwestTransport, TransportError};
use pingid_rest::PingId;
use tokio::runtime::{Builder, Runtime};

/// Pairs of runs; each run reads the whole report.
const PAIRS: usize = 9;

/// How much a read of a socket yields.
const CHUNK: usize = 16 * 1024;

/// How much of the bare speed is wanted.
const WANTED: f64 = 0.70;

/// The largest peak above the idle process that is wanted, in KiB.
const WANTED_PEAK: u64 = 32 * 1024;

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn client(port: u16, transport: impl HttpTransport) -> PingId {
    let properties = format!(
        "use_base64_key=JWC41crr322aUfdckVfJKHvGKNIPyAPGL7rMsTbzHlA=\ntoken=t\norg_alias=o\n\
         idp_url=http://127.0.0.1:{port}/pingid\n"
    );
    PingId::builder()
        .properties(&properties)
        .configure(|client| client.transport(Arc::new(transport)))
        .build()
        .unwrap()
}

/// Answers with a file that is in memory, chunk by chunk.
struct InMemory(Bytes);

#[async_trait]
impl HttpTransport for InMemory {
    async fn send(&self, _: Request) -> Result<http::Response<Body>, TransportError> {
        let file = self.0.clone();
        let chunks = (0..file.len()).step_by(CHUNK);
        let chunks = chunks.map(move |at| Ok(file.slice(at..file.len().min(at + CHUNK))));
        Ok(http::Response::new(Body::stream(stream::iter(chunks))))
    }
}

async fn read(pingid: &PingId, format: ReportFormat) -> u64 {
    let mut report = pingid.report(format).await.unwrap();
    let mut phones = 0;
    while let Some(row) = report.try_next().await.unwrap() {
        phones += u64::from(row.phone_number.is_some());
    }
    assert_eq!(phones, rows::PHONES);
    report.count()
}

fn main() {
    if let Some(port) = memory::child() {
        return child(port);
    }
    println!("{} rows; ratio of the medians' pairs [quartiles], CPU time of a run", rows::COUNT);
    for (name, format, file, bare) in [
        ("JSON", ReportFormat::Json, rows::json(), rows::bare_json as fn(&[u8]) -> u64),
        ("CSV", ReportFormat::Csv, rows::csv(), rows::bare_csv),
    ] {
        let file = Bytes::from(file);
        println!("{name}: {} bytes", file.len());
        let pingid = client(1, InMemory(file.clone()));
        let runtime = runtime();
        let typed = || runtime.block_on(read(&pingid, format.clone()));
        let outcome = ratio::compare_pairs(PAIRS, || bare(&file), typed);
        outcome.print(&format!("{name}: typed rows vs bare"), Some(1.0 / WANTED));
        let a_second = |time: Duration| rows::COUNT as f64 / time.as_secs_f64() / 1e6;
        println!(
            "{name}: {:.2} million rows a second, bare {:.2}: {:.0} % (wanted {:.0} %)",
            a_second(outcome.each.1),
            a_second(outcome.each.0),
            100.0 / outcome.median,
            100.0 * WANTED
        );
        let memory::Peak { idle, peak, took } =
            memory::measure(name, |stream| memory::file(stream, &file));
        let met = if peak - idle <= WANTED_PEAK { "met" } else { "MISSED" };
        println!(
            "{name}: peak {} KiB above {idle} KiB of the idle process over loopback, {took:.2?} \
             (wanted <= {WANTED_PEAK} KiB: {met})",
            peak - idle
        );
    }
}

/// Reads the report of the parent's server, and tells the peaks of its memory.
fn child(port: u16) {
    let transport = ReqwestTransport::builder().build().unwrap();
    let pingid = client(port, transport);
    let runtime = runtime();
    let format = match std::env::args().nth(1).as_deref() {
        Some("CSV") => ReportFormat::Csv,
        _ => ReportFormat::Json,
    };
    let idle = memory::peak_of_this_process();
    let started = std::time::Instant::now();
    let count = runtime.block_on(read(&pingid, format));
    assert_eq!(count, rows::COUNT);
    memory::tell(idle, memory::peak_of_this_process(), started.elapsed());
}
