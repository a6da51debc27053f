//! The peak memory of a process of its own that reads the audit over loopback, page by page: of ten
//! thousand activities and of a million.
#![allow(clippy::unwrap_used, missing_docs, dead_code, unreachable_pub)]

#[path = "../../pingid-rest/benches/memory.rs"]
mod memory;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use ping_transport::{Client, Hosts, Rate, RateGroup, Region};
use pingone_platform::Platform;
use tokio::runtime::Builder;

/// How many activities a page has.
const PAGE: u64 = 100;

/// How much more memory a million activities may take than ten thousand, in KiB.
const WANTED: u64 = 512;

fn main() {
    if let Some(port) = memory::child() {
        return child(port);
    }
    let peaks = [10_000, 100_000, 1_000_000].map(|count| {
        let peak = memory::measure(&count.to_string(), |stream| serve(stream, count));
        let memory::Peak { idle, peak, took } = peak;
        println!("{count} activities: peak {peak} KiB, {idle} KiB when idle, {took:.2?}");
        peak
    });
    let more = peaks[2].saturating_sub(peaks[0]);
    let met = if more <= WANTED { "met" } else { "MISSED" };
    println!("a million takes {more} KiB more than ten thousand (wanted <= {WANTED} KiB: {met})");
}

/// Reads them, and tells the peaks of this process's memory.
fn child(port: u16) {
    let count: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let host = format!("127.0.0.1:{port}");
    let client = Client::builder()
        .hosts(Hosts::region(Region::Na).api_host(&host).unwrap())
        .environment("env-1")
        .access_token("token")
        // The license of this service allows more.
        .group_rate(RateGroup::Audit, Rate::new(u32::MAX, Duration::from_secs(1)));
    let platform = Platform::new(client.build().unwrap());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut activities = platform.activities().list("2026-01-01T00:00:00.000Z"..).stream();
        // The first page is there, and the connection.
        let mut read = u64::from(activities.try_next().await.unwrap().is_some());
        let idle = memory::peak_of_this_process();
        let started = std::time::Instant::now();
        while let Some(activity) = activities.try_next().await.unwrap() {
            assert!(activity.actors.is_some());
            read += 1;
        }
        assert_eq!(read, count);
        memory::tell(idle, memory::peak_of_this_process(), started.elapsed());
    });
}

/// Answers requests for pages until the client goes away.
fn serve(mut stream: TcpStream, count: u64) {
    let mut head = BufReader::new(stream.try_clone().unwrap());
    let mut first = 0;
    let mut line = String::new();
    loop {
        line.clear();
        match head.read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line == "\r\n" => {}
            Ok(_) => continue,
        }
        let body = page(first, count);
        first += PAGE;
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).unwrap();
    }
}

fn page(first: u64, count: u64) -> String {
    let here = "https://api.pingone.com/v1/environments/env-1";
    let mut page = String::from("{\"_embedded\": {\"activities\": [");
    for number in first..first + PAGE {
        let comma = if number == first { "" } else { "," };
        let _ = write!(
            page,
            r#"{comma}{{"_links": {{"self": {{"href": "{here}/activities/activity-{number}"}}}},
            "id": "activity-{number}", "recordedAt": "2026-01-01T08:00:00.120Z",
            "createdAt": "2026-01-01T08:00:00.100Z", "correlationId": "request-{number}",
            "actors": {{"client": {{"id": "5a2b8d1e-0c7f-4e66-b1d3-94c8e7f60a12",
            "name": "Worker", "type": "CLIENT", "environment": {{"id": "env-1"}},
            "href": "{here}/applications/5a2b8d1e-0c7f-4e66-b1d3-94c8e7f60a12"}}}},
            "action": {{"type": "USER.CREATED"}},
            "resources": [{{"type": "USER", "id": "user-{number}", "name": "user{number:07}",
            "environment": {{"id": "env-1"}}, "population": {{"id": "population-1"}},
            "href": "{here}/users/user-{number}"}}],
            "result": {{"status": "SUCCESS", "description": "Created User user{number:07}"}}}}"#
        );
    }
    page.push_str("]}");
    if first + PAGE < count {
        let next = first + PAGE;
        let _ = write!(
            page,
            r#", "_links": {{"next": {{"href": "{here}/activities?cursor=eyJsYXN0IjoiYWN0aXZpdHktMDAwMDAiLCJzZWVuIjoi{next}"}}}}"#
        );
    }
    page.push('}');
    page
}
