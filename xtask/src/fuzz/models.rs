//! Payloads in front of the models.

use ping_models::__private::collect_secrets;
use ping_models::lossless::PayloadReport;
use ping_models::pingid::inside_envelope;

use super::case::Outcome;
use super::mutate::PLANTED;
use super::text::is_presentable;
use crate::registry::Check;

/// Bytes in use at once, and allocations made, for each byte of the payload, and beside that. An
/// empty object of three bytes may be a whole struct, of which small texts may make 4 MiB; an array
/// that grows holds them up to three times.
const BYTES: (u64, u64) = (300, 12 * 1024 * 1024);
const COUNT: (u64, u64) = (30, 1_000);

/// The longest text of a decode error.
const LONGEST: usize = 400;

/// Decodes, compares, prints and encodes again. `Err` says what was broken.
pub(super) fn try_model(check: Check, operation: &str, payload: &[u8]) -> Result<Outcome, String> {
    // PingID's envelope is not the model's business.
    let payload = match std::str::from_utf8(payload) {
        Ok(text) if operation.starts_with("pingid.") => inside_envelope(text).as_bytes(),
        _ => payload,
    };
    let mut tried = None;
    let used = allocation_counter::measure(|| tried = Some(collect_secrets(|| check(payload))));
    let (report, met) = tried.unwrap();
    let length = payload.len() as u64;
    for (what, used, (each, beside)) in
        [("bytes in use", used.bytes_max, BYTES), ("allocations", used.count_total, COUNT)]
    {
        if used > length * each + beside {
            return Err(format!("{used} {what} for {length} bytes"));
        }
    }
    keeps_its_promises(&report)?;
    for secret in &met.secrets {
        if is_once_in(secret.expose(), payload) && report.debug.contains(secret.expose()) {
            return Err("`Debug` prints a secret".into());
        }
    }
    Ok(match report.error {
        Some(_) => Outcome::Error,
        None => Outcome::Value,
    })
}

/// Whether a text is too long to be in a payload by chance, and there only once.
fn is_once_in(text: &str, payload: &[u8]) -> bool {
    let payload = String::from_utf8_lossy(payload);
    text.len() >= 6 && payload.matches(text).count() == 1
}

fn keeps_its_promises(report: &PayloadReport) -> Result<(), String> {
    if let Some(error) = &report.error {
        let text = error.to_string();
        is_presentable(&text, LONGEST)?;
        if text.contains(PLANTED) {
            return Err(format!("the decode error quotes a value: {text}"));
        }
        return Ok(());
    }
    if let Some(difference) = report.differences.first() {
        return Err(format!("encoding it again loses: {difference}"));
    }
    if !report.equal {
        return Err("it is not equal to itself".into());
    }
    Ok(())
}
