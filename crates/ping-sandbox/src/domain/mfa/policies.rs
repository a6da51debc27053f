//! Device authentication policies, as a table.

use serde_json::{Map, Value, json};

use crate::{
    base::timestamp::Timestamp,
    domain::mfa::{fido_policies::FIDO_POLICIES, rules::span as length},
    store::{
        Caller, Entry, Shown, Store,
        schema::{
            Draft, Hooks, Kind, Link, Member, Pages, Schema, Unique, choice, flag, int, list,
            object, open, span, text,
        },
    },
    wire::response::Detail,
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A span in other units than the usual ones; what it may be is checked later, as it is.
macro_rules! long {
    ($name:literal, $units:expr) => {
        object(
            $name,
            &[
                int("duration", 0, i32::MAX as i64).required(),
                choice("timeUnit", $units).required(),
            ],
        )
    };
}

/// How often a mean may fail, and how long it is locked then.
macro_rules! failure {
    ($cool_down:expr) => {
        object("failure", &[int("count", 1, 7).required(), $cool_down.required()])
    };
}

const ENABLED: Member = flag("enabled").required();
const NO_PAIRING: Member = flag("pairingDisabled").default("false");
const NICKNAME: Member = flag("promptForNicknameOnPairing").default("false");

/// Passcodes that are sent. The numbers are the same in either unit.
const SENT: Member = object(
    "otp",
    &[
        object(
            "lifeTime",
            &[int("duration", 1, 120).required(), choice("timeUnit", UNITS).required()],
        )
        .required(),
        failure!(object(
            "coolDown",
            &[int("duration", 0, 30).required(), choice("timeUnit", UNITS).required()],
        ))
        .required(),
        int("otpLength", 6, 10).default("6"),
    ],
)
.required();

/// Passcodes that a device makes, locked from so many seconds on.
macro_rules! own {
    ($from:literal) => {
        object("otp", &[failure!(span("coolDown", $from, 1800)).required()]).required()
    };
}

const UNITS: &[&str] = &["SECONDS", "MINUTES"];
const MESSAGE: &[Member] = &[ENABLED, NO_PAIRING, NICKNAME, SENT];
const APP: &[Member] = &[
    ENABLED,
    own!(0),
    NO_PAIRING,
    NICKNAME,
    int("passcodeGracePeriod", 1, 10).default("5"),
    open("uriParameters", &[]),
];
const TOKEN: &[Member] = &[ENABLED, own!(1), NO_PAIRING, NICKNAME];
const DESKTOP: &[Member] =
    &[ENABLED, own!(1), NO_PAIRING, NICKNAME, long!("pairingKeyLifetime", &["MINUTES", "HOURS"])];
const FIDO: &[Member] = &[
    ENABLED,
    failure!(span("coolDown", 120, 1800)).default(THREE_IN_TWO_MINUTES),
    text("fido2PolicyId", 1, 256),
    NO_PAIRING,
    NICKNAME,
];
const THREE_IN_TWO_MINUTES: &str = r#"{"count":3,"coolDown":{"duration":2,"timeUnit":"MINUTES"}}"#;
const OFF: &str = concat!(
    r#"{"enabled":false,"otp":{"failure":{"count":3,"#,
    r#""coolDown":{"duration":2,"timeUnit":"MINUTES"}}}}"#
);

const LENIENCY: &[&str] = &["permissive", "restrictive"];
const MOBILE: &[Member] = &[
    ENABLED,
    NICKNAME,
    object("otp", &[failure!(span("coolDown", 0, 1800)).required()]).required(),
    list("applications", &Kind::Object(APPLICATION), 0, 100),
];
const APPLICATION: &[Member] = &[
    text("id", 1, 256).required(),
    choice("type", &["pingIdAppConfig"]),
    object(
        "push",
        &[flag("enabled").required(), object("numberMatching", &[flag("enabled").required()])],
    ),
    object("otp", &[flag("enabled").required()]),
    object(
        "pushTimeout",
        &[int("duration", 40, 150).required(), choice("timeUnit", &["SECONDS"]).required()],
    )
    .default(r#"{"duration":40,"timeUnit":"SECONDS"}"#),
    long!("pairingKeyLifetime", &["MINUTES", "HOURS"])
        .default(r#"{"duration":10,"timeUnit":"MINUTES"}"#),
    object(
        "pushLimit",
        &[
            int("count", 1, 50).default("5"),
            span("timePeriod", 60, 7200).default(r#"{"duration":10,"timeUnit":"MINUTES"}"#),
            span("lockDuration", 60, 7200).default(r#"{"duration":30,"timeUnit":"MINUTES"}"#),
        ],
    )
    .default("{}"),
    object(
        "deviceAuthorization",
        &[flag("enabled").required(), choice("extraVerification", LENIENCY)],
    ),
    object("autoEnrollment", &[flag("enabled").required()]),
    choice("integrityDetection", LENIENCY),
    flag("pairingDisabled"),
    flag("biometricsEnabled"),
    object(
        "ipPairingConfiguration",
        // One d, as the service spells it.
        &[flag("anyIPAdress"), list("onlyTheseIpAddresses", &Kind::LINE, 0, 100)],
    ),
    object(
        "newRequestDurationConfiguration",
        &[
            object("deviceTimeout", &[int("duration", 15, 75).required(), SECONDS]).required(),
            object("totalTimeout", &[int("duration", 30, 90).required(), SECONDS]).required(),
        ],
    ),
];
const SECONDS: Member = choice("timeUnit", &["SECONDS"]).required();

pub(crate) static POLICIES: Schema = Schema {
    name: "DEVICE_AUTHENTICATION_POLICY",
    collection: "deviceAuthenticationPolicies",
    embedded: "deviceAuthenticationPolicies",
    noun: "deviceAuthenticationPolicy",
    members: &[
        text("name", 1, 256).required(),
        flag("default").required(),
        object("sms", MESSAGE).required(),
        object("voice", MESSAGE).required(),
        object("email", MESSAGE).required(),
        object("mobile", MOBILE).required(),
        object("totp", APP).required(),
        object("fido2", FIDO).default(r#"{"enabled":false}"#),
        object("whatsApp", MESSAGE),
        object("oathToken", TOKEN).default(OFF),
        object("desktop", DESKTOP),
        object("yubikey", TOKEN),
        object("pingIdDesktopGen2", &[ENABLED, own!(1)]).default(OFF),
        object(
            "rememberMe",
            &[object(
                "web",
                &[
                    flag("enabled").required(),
                    long!("lifeTime", &["MINUTES", "HOURS", "DAYS"]).required(),
                ],
            )
            .required()],
        )
        .default(r#"{"web":{"enabled":false,"lifeTime":{"duration":30,"timeUnit":"DAYS"}}}"#),
        object(
            "authentication",
            &[choice(
                "deviceSelection",
                &["DEFAULT_TO_FIRST", "PROMPT_TO_SELECT", "ALWAYS_DISPLAY_DEVICES"],
            )
            .required()],
        )
        .default(r#"{"deviceSelection":"DEFAULT_TO_FIRST"}"#),
        choice("newDeviceNotification", &["NONE", "EMAIL_THEN_SMS", "SMS_THEN_EMAIL"])
            .default(r#""EMAIL_THEN_SMS""#),
        object("notificationsPolicy", &[text("id", 1, 256).required()]),
        flag("ignoreUserLock").default("false"),
        flag("blockDisabledUsers"),
        flag("blockUsersWithDisabledMfa"),
        flag("forSignOnPolicy").read_only().default("false"),
    ],
    unique: &[Unique { key: &["name"], target: "name", exact: false }],
    one_default: true,
    links: &[("applications", Link::Below("/applications"))],
    pages: Pages { most: None, counted: true },
    hooks: Hooks { check, show, may_delete, ..Hooks::NONE },
    ..Schema::BASE
};

/// The spans that have units of their own, and the FIDO policy that is named.
fn check(store: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    let remembered = draft.new.get("rememberMe").map(|one| &one["web"]["lifeTime"]);
    within(remembered, MINUTE, 90 * DAY, "rememberMe.web.lifeTime.duration", wrong);
    let desktop = draft.new.get("desktop").map(|one| &one["pairingKeyLifetime"]);
    within(desktop, MINUTE, 48 * HOUR, "desktop.pairingKeyLifetime.duration", wrong);
    let mobile = draft.new.get("mobile").and_then(|one| one["applications"].as_array());
    for (index, application) in mobile.into_iter().flatten().enumerate() {
        let at = format!("mobile.applications[{index}]");
        let lifetime = Some(&application["pairingKeyLifetime"]);
        let target = format!("{at}.pairingKeyLifetime.duration");
        within(lifetime, MINUTE, 48 * HOUR, &target, wrong);
        let request = &application["newRequestDurationConfiguration"];
        let [device, total] = ["deviceTimeout", "totalTimeout"].map(|name| &request[name]);
        if let (Some(device), Some(total)) = (length(device), length(total))
            && total.as_secs() < device.as_secs() + 15
        {
            let why = "It must be 15 seconds longer than deviceTimeout.";
            let target = format!("{at}.newRequestDurationConfiguration.totalTimeout");
            wrong.push(Detail::invalid(why).target(target));
        }
    }
    let fido = draft.new.get("fido2").and_then(|one| one["fido2PolicyId"].as_str());
    if fido.is_some_and(|id| store.row(&FIDO_POLICIES, "", id).is_none()) {
        wrong.push(Detail::invalid("There is no such FIDO policy.").target("fido2.fido2PolicyId"));
    }
}

fn within(span: Option<&Value>, least: u64, most: u64, target: &str, wrong: &mut Vec<Detail>) {
    let seconds = span.and_then(length).map(|span| span.as_secs());
    if seconds.is_some_and(|seconds| !(least..=most).contains(&seconds)) {
        let why = format!("The value must be {least} to {most} seconds.");
        wrong.push(Detail::new("OUT_OF_RANGE", why).target(target));
    }
}

/// The FIDO policy that counts, named or not; applications only where some are listed; an empty
/// notification policy where none is named.
fn show(shown: &Shown<'_>, body: &mut Map<String, Value>) {
    body.entry("notificationsPolicy").or_insert_with(|| json!({}));
    let lists = body["mobile"]["applications"].as_array().is_some_and(|list| !list.is_empty());
    let named = body["fido2"]["fido2PolicyId"].as_str();
    let fido = named.or_else(|| {
        let mut rows = shown.store.rows(&FIDO_POLICIES, "");
        rows.find(|row| row.body["default"] == true).map(Entry::id)
    });
    let fido = fido.map(|id| shown.asked.row_url(&FIDO_POLICIES, "", id));
    if let Some(Value::Object(links)) = body.get_mut("_links") {
        if !lists {
            links.remove("applications");
        }
        links.extend(fido.map(|href| ("fido2".to_owned(), json!({ "href": href }))));
    }
}

fn may_delete(_: &Store, row: &Entry, _: &Caller<'_>) -> Result<(), Detail> {
    if row.body["default"] != true {
        return Ok(());
    }
    let why = "You cannot remove default device authentication policy.";
    Err(Detail::new("CONSTRAINT_VIOLATION", why))
}

/// The environment's default policy, as a new environment has it; unless it is to be strictly so,
/// with messages of all sorts switched on.
pub(crate) fn plant_policies(store: &mut Store, strict: bool, now: Timestamp) -> String {
    let failure = json!({ "count": 3, "coolDown": { "duration": 2, "timeUnit": "MINUTES" } });
    let message = |enabled: bool| {
        json!({
            "enabled": enabled,
            "otp": {
                "lifeTime": { "duration": 30, "timeUnit": "MINUTES" },
                "failure": { "count": 3, "coolDown": { "duration": 0, "timeUnit": "MINUTES" } },
            },
        })
    };
    let own = json!({ "enabled": true, "otp": { "failure": failure } });
    let policy = json!({
        "name": "Default MFA Policy",
        "default": true,
        "sms": message(!strict), "voice": message(!strict), "whatsApp": message(!strict),
        "email": message(true),
        "mobile": own, "totp": own, "oathToken": own,
        "fido2": { "enabled": true },
    });
    store.plant(&POLICIES, "", &policy, now)
}
