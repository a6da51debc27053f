//! Verify policies, as a table.

use serde_json::{Map, Value, json};

use crate::domain::verify::policy::{IDENTIFIERS, MODES, Policy, THRESHOLDS};
use crate::{
    base::timestamp::Timestamp,
    store::{
        Op, Store,
        schema::{
            Draft, Hooks, Member, Pages, Schema, choice, flag, int, object, open, span, text,
        },
    },
    wire::response::Detail,
};

const RETRY: Member = object("retry", &[int("attempts", 0, 3)]);
const VERIFY: Member = choice("verify", &MODES).required();
const UNCHECKED: &str = r#"{"verify":"DISABLED"}"#;
const UNCHECKED_FACE: &str = r#"{"verify":"DISABLED","threshold":"MEDIUM"}"#;

const GOVERNMENT_ID: &[Member] = &[
    VERIFY,
    choice("inspectionType", &["AUTOMATIC", "MANUAL", "STEP_UP"]),
    flag("failExpiredId"),
    flag("verifyAamva"),
    object(
        "provider",
        &[
            choice("auto", &["MITEK", "VERIFF"]).default(r#""MITEK""#),
            choice("manual", &["MITEK"]).default(r#""MITEK""#),
        ],
    ),
    object("aadhaar", &[flag("enabled").default("false")]),
    RETRY,
];

const FACE: &[Member] = &[VERIFY, choice("threshold", &THRESHOLDS).required(), RETRY];

const OTP: &[Member] = &[
    object("attempts", &[int("count", 1, u32::MAX as i64).required()]).required(),
    object(
        "deliveries",
        &[
            int("count", 1, u32::MAX as i64).required(),
            // Two spellings are documented; it is read back in the one that the service takes.
            span("cooldown", 0, 1800).alias("coolDown").required(),
        ],
    )
    .required(),
    span("lifeTime", 60, 1800).required(),
    object("notification", &[text("templateName", 1, 256).required(), text("variantName", 1, 256)])
        .required(),
];

macro_rules! otp_of_minutes {
    ($minutes:literal) => {
        concat!(
            r#"{"attempts":{"count":5},"deliveries":{"count":3,"cooldown":{"duration":30,"#,
            r#""timeUnit":"SECONDS"}},"lifeTime":{"duration":"#,
            $minutes,
            r#","timeUnit":"MINUTES"},"notification":{"templateName":"email_phone_verification"}}"#
        )
    };
}

const fn contact(otp: &'static str) -> [Member; 3] {
    let otp = object("otp", OTP).default(otp);
    [VERIFY, flag("createMfaDevice").default("false"), otp]
}

const TRANSACTION: &[Member] = &[
    span("timeout", 0, 1800).default(r#"{"duration":30,"timeUnit":"MINUTES"}"#),
    object("dataCollection", &[span("timeout", 0, 1800).required()])
        .default(r#"{"timeout":{"duration":15,"timeUnit":"MINUTES"}}"#),
    flag("dataCollectionOnly").default("false"),
];

const fn matched(name: &'static str) -> Member {
    const MATCHED: &[Member] =
        &[flag("fieldRequired").required(), choice("threshold", &THRESHOLDS).required()];
    object(name, MATCHED)
}

/// A section whose members no document lists; they are kept as they come.
const fn unknown(name: &'static str) -> Member {
    const VERIFY: &[Member] = &[choice("verify", &MODES)];
    open(name, VERIFY)
}

pub(crate) static VERIFY_POLICIES: Schema = Schema {
    name: "VERIFY_POLICY",
    collection: "verifyPolicies",
    embedded: "verifyPolicies",
    noun: "verifyPolicy",
    members: &[
        text("name", 1, 256).required(),
        text("description", 1, 1024),
        flag("default").default("false"),
        object("governmentId", GOVERNMENT_ID).default(UNCHECKED),
        object("facialComparison", FACE).default(UNCHECKED_FACE),
        object("liveness", FACE).default(UNCHECKED_FACE),
        object("email", &contact(otp_of_minutes!("10"))).default(UNCHECKED),
        object("phone", &contact(otp_of_minutes!("5"))).default(UNCHECKED),
        object("transaction", TRANSACTION).default("{}"),
        object(
            "identityRecordMatching",
            &[
                matched(IDENTIFIERS[0]),
                matched(IDENTIFIERS[1]),
                matched(IDENTIFIERS[2]),
                matched(IDENTIFIERS[3]),
                matched(IDENTIFIERS[4]),
            ],
        ),
        object("ida", &[flag("enabled")]),
        unknown("dataBasedIdentityVerification"),
        unknown("geolocation"),
        unknown("verifiableCredential"),
        unknown("deviceOwnership"),
        unknown("voice"),
    ],
    one_default: true,
    filters: &[("name", &[Op::Eq, Op::Ne, Op::Co, Op::Sw, Op::Ew, Op::Pr])],
    joins: false,
    pages: Pages { most: None, counted: false },
    hooks: Hooks { check, ..Hooks::NONE },
    ..Schema::BASE
};

/// Fills in what a checked document has, and refuses what contradicts itself.
fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    if let Some(Value::Object(document)) = draft.new.get_mut("governmentId")
        && document.get("verify").is_some_and(|verify| verify != "DISABLED")
    {
        fill(document, draft.license["verify"]["allowAamva"] == true);
    }
    if wrong.is_empty() {
        Policy::of(Value::from(draft.new.clone())).contradictions(wrong);
    }
}

/// `aamva` says whether authorities are asked unless the policy says otherwise.
fn fill(document: &mut Map<String, Value>, aamva: bool) {
    for (name, default) in [
        ("inspectionType", json!("AUTOMATIC")),
        ("failExpiredId", json!(false)),
        ("provider", json!({ "auto": "MITEK", "manual": "MITEK" })),
        ("verifyAamva", json!(aamva)),
        ("aadhaar", json!({ "enabled": false })),
    ] {
        document.entry(name).or_insert(default);
    }
}

/// The environment's first policies: document, selfie and liveness, which is the default, and a
/// selfie alone, compared with one that the caller supplies.
pub(crate) fn plant_policies(store: &mut Store, now: Timestamp) {
    let liveness = json!({
        "verify": "REQUIRED", "threshold": "MEDIUM", "retry": { "attempts": 2 },
    });
    let comparison = json!({ "verify": "REQUIRED", "threshold": "MEDIUM" });
    let whole = json!({
        "name": "Default Policy",
        "default": true,
        "governmentId": {
            "verify": "REQUIRED", "verifyAamva": false, "retry": { "attempts": 2 },
        },
        "facialComparison": comparison,
        "liveness": liveness,
    });
    let selfie = json!({
        "name": "Reference Selfie", "facialComparison": comparison, "liveness": liveness,
    });
    for policy in [whole, selfie] {
        store.plant(&VERIFY_POLICIES, "", &policy, now);
    }
}
