//! Peak memory of a child process that reads from this one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Tells the child where to read.
const MARK: &str = "PING_BENCH_PORT";

/// What a child used, in KiB, and how long it took.
pub struct Peak {
    pub idle: u64,
    pub peak: u64,
    pub took: Duration,
}

/// The port of the parent, in a child.
pub fn child() -> Option<u16> {
    std::env::var(MARK).ok()?.parse().ok()
}

/// The high-water mark of the resident memory, in KiB.
pub fn peak_of_this_process() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.unwrap().split_whitespace().next().unwrap();
    number.parse().unwrap()
}

pub fn tell(idle: u64, peak: u64, took: Duration) {
    println!("{idle} {peak} {}", took.as_millis());
}

/// Serves a child that is called by a name, and reads what it tells.
pub fn measure(name: &str, serve: impl FnOnce(TcpStream)) -> Peak {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg(name)
        .env(MARK, port.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (stream, _) = listener.accept().unwrap();
    serve(stream);
    let mut line = String::new();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    told.read_line(&mut line).unwrap();
    assert!(child.wait().unwrap().success());
    let numbers: Vec<u64> = line.split_whitespace().map(|n| n.parse().unwrap()).collect();
    Peak { idle: numbers[0], peak: numbers[1], took: Duration::from_millis(numbers[2]) }
}

/// Answers one request with a file.
pub fn file(mut stream: TcpStream, file: &[u8]) {
    // The request fits into one read: nothing in it matters.
    let _ = stream.read(&mut [0; 8192]).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        file.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(file).unwrap();
}
