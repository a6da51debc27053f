//! What the verification service providers say.

use serde_json::{Map, Value, json};

use crate::base::random::Random;
use crate::domain::verify::{policy::IDENTIFIERS, record::Record, submission::Person};

/// The checks that the document provider makes: name, number, version.
const DOCUMENT_CHECKS: [(&str, u32, &str); 11] = [
    ("Document Ensemble Authenticator", 202, "3.47.0.7114"),
    ("Black And White Copy", 102, "3.47.0.7114"),
    ("Image Classification", 105, "3.47.0.7114"),
    ("Data Comparison", 700, "3.47.0.7114"),
    ("Ensemble Authenticator", 201, "3.47.0.7114"),
    ("ID Document Blacklist", 101, "3.47.0.7114"),
    ("Generic Font", 104, "3.47.0.7114"),
    ("MRZ Check Digit", 601, "3.47.0.7114"),
    ("MRZ Font Type Authentication", 600, "3.47.0.7114"),
    ("Image Processing", 710, "1.0"),
    ("Document Liveness", 108, "1.0"),
];

/// The checks that a forged document does not pass.
const FORGERY_CHECKS: [u32; 4] = [201, 202, 104, 108];

/// What came of looking at a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    Authentic,
    Fraudulent,
    Undetermined,
}

/// Document authentication.
pub(crate) fn document(
    judgement: Judgement,
    provider: &str,
    attempt: u64,
    random: &mut Random,
) -> Record {
    const KIND: &str = "DOCUMENT_AUTHENTICATION";
    let success = judgement == Judgement::Authentic;
    if provider != "MITEK" {
        // What the others say is not documented.
        return Record::metadata(random.uuid(), KIND, provider, success, json!({}))
            .attempt(attempt);
    }
    let (front, evidence) = (random.uuid(), random.uuid());
    let verifications: Vec<Value> = DOCUMENT_CHECKS
        .iter()
        .map(|(name, number, version)| {
            let (text, low, high) = match judgement {
                Judgement::Fraudulent if FORGERY_CHECKS.contains(number) => ("Fraudulent", 20, 250),
                Judgement::Undetermined => ("Undetermined", 0, 1),
                _ => ("Authentic", 700, 1001),
            };
            json!({
                "name": name,
                "judgement": text,
                "verificationType": number,
                "probability": low + random.below(high - low),
                "version": version,
                "documentId": if *number == 202 { &evidence } else { &front },
            })
        })
        .collect();
    let data = json!({
        "mitekVerifications": verifications,
        "frontImageDocumentId": front,
        "documentEvidenceId": evidence,
    });
    Record::metadata(random.uuid(), KIND, provider, success, data).attempt_in_data(attempt)
}

/// Whether the selfie is of a living person.
pub(crate) fn liveness(live: bool, attempt: u64, random: &mut Random) -> Record {
    let data = if live {
        json!({
            "score": between(5.0, 7.5, random),
            "probability": between(0.98, 1.0, random),
            "quality": between(0.85, 1.0, random),
        })
    } else {
        json!({
            "score": between(1.0, 2.5, random),
            "probability": between(0.2, 0.45, random),
            "quality": between(0.3, 0.5, random),
        })
    };
    Record::metadata(random.uuid(), "LIVENESS", "IDRND", live, data).attempt(attempt)
}

/// Whether the camera's picture was replaced on its way.
pub(crate) fn injection(random: &mut Random) -> Record {
    let data = json!({ "probability": 1.0 });
    Record::metadata(random.uuid(), "INJECTION_DETECTION", "IDRND", true, data)
}

/// Whether two faces are the same.
pub(crate) fn faces(same: bool, random: &mut Random) -> Record {
    let (low, high) = if same { (97.0, 99.9) } else { (2.0, 35.0) };
    let data = json!({
        "similarity": between(low, high, random),
        "confidence": between(99.9, 100.0, random),
        "quality": {
            "brightness": between(30.0, 80.0, random),
            "sharpness": between(15.0, 60.0, random),
        },
    });
    Record::metadata(random.uuid(), "FACIAL_COMPARISON", "AMAZON", same, data)
}

/// How well the document's data matches what was required, by identifier.
pub(crate) fn biographic_match(person: &Person, requirements: &Value) -> Option<Value> {
    if IDENTIFIERS.iter().all(|name| requirements[*name].is_null()) {
        return None;
    }
    let results: Vec<Value> = IDENTIFIERS
        .iter()
        .map(|identifier| {
            let found = person.biographic(identifier);
            let wanted = wanted(&requirements[*identifier]);
            let level = closest(&wanted, &found)
                .map_or("NOT_APPLICABLE", |(level, _)| ["NONE", "MEDIUM", "HIGH"][level]);
            json!({ "identifier": identifier, "match": level })
        })
        .collect();
    Some(json!({ "biographic_match_results": results }))
}

/// Whether the document's data matches what was required at these thresholds, and how well.
pub(crate) fn record_match(
    person: &Person,
    requirements: &Value,
    thresholds: &[(&str, usize)],
) -> (bool, Value) {
    let mut passed = true;
    let compared = thresholds.iter().filter_map(|(name, threshold)| {
        let wanted = wanted(&requirements[*name]);
        let found = person.biographic(name);
        let (level, _) = closest(&wanted, &found)?;
        // 1 is LOW, 3 is HIGH.
        passed &= CONFIDENCES[level].1 >= *threshold;
        Some((*name, found, wanted))
    });
    let compared: Vec<(&str, String, Vec<String>)> = compared.collect();
    (passed, scores(&compared))
}

/// How far apart texts are: a score, and the word for it with its place among the thresholds.
const CONFIDENCES: [(&str, usize, f64); 3] =
    [("NONE", 0, 0.12), ("MEDIUM", 2, 0.81), ("HIGH", 3, 1.0)];

/// The scores of a comparison by name: what was found with what is wanted of it.
pub(crate) fn scores(compared: &[(&str, String, Vec<String>)]) -> Value {
    let mut results = Map::new();
    let mut sum = 0.0;
    for (name, found, wanted) in compared {
        let (level, gallery) = closest(wanted, found).unwrap_or((0, ""));
        let (confidence, _, score) = CONFIDENCES[level];
        sum += score;
        results.insert(
            (*name).to_owned(),
            json!({
                "probeValue": found,
                "galleryValue": gallery,
                "rawScore": score,
                "confidence": confidence,
            }),
        );
    }
    let overall = sum / compared.len().max(1) as f64;
    let (word, ..) = CONFIDENCES[usize::from(overall > 0.5) + usize::from(overall > 0.9)];
    json!({
        "detailedResults": results,
        "overallWeightedScore": (overall * 1000.0).round() / 1000.0,
        "overallConfidenceScore": word,
    })
}

/// The values of a requirement.
pub(crate) fn wanted(requirement: &Value) -> Vec<String> {
    let options = requirement["options"].as_array().into_iter().flatten();
    options.chain([&requirement["value"]]).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The wanted value that is closest, and how close it is.
fn closest<'a>(wanted: &'a [String], found: &str) -> Option<(usize, &'a str)> {
    let levels = wanted.iter().map(|text| (closeness(text, found), text.as_str()));
    // The first of equals.
    levels.rev().max_by_key(|(level, _)| *level)
}

/// 2 for the same text apart from case and blanks, 1 if one contains the other, else 0.
fn closeness(wanted: &str, found: &str) -> usize {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let (wanted, found) = (plain(wanted), plain(found));
    if wanted == found {
        2
    } else {
        usize::from(!wanted.is_empty() && (found.contains(&wanted) || wanted.contains(&found)))
    }
}

/// A number with five decimals.
fn between(low: f64, high: f64, random: &mut Random) -> f64 {
    let share = random.below(1_000_001) as f64 / 1_000_000.0;
    ((low + (high - low) * share) * 100_000.0).round() / 100_000.0
}
