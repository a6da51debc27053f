//! The environment's OATH tokens: a table, and where each of them is.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value, json};

use crate::{
    base::{
        oath::{Hash, Mechanism, Oath},
        oath_token::Token,
        timestamp::Timestamp,
    },
    store::{
        Entry, Op, Store,
        schema::{Draft, Hooks, Member, Schema, Unique, cases, choice, int, object, text},
    },
    wire::response::Detail,
};

/// How long a resynchronization waits for its second passcode.
const RESYNC: Duration = Duration::from_secs(30 * 60);

/// What a token is made of.
pub(crate) const MEMBERS: &[Member] = &[
    choice("type", &["HOTP", "TOTP"]).required(),
    text("serialNumber", 1, 50).required(),
    text("secret", 1, 200).required().hidden(),
    int("otpLength", 6, 8).required(),
    choice("hashAlgorithm", &["HmacSHA1", "HmacSHA256", "HmacSHA512"]).default(r#""HmacSHA1""#),
    int("rowNumber", 0, i32::MAX as i64),
    cases(
        "type",
        &[
            ("TOTP", &[object("totp", &[int("timeStep", 30, 60).required()]).required()]),
            ("HOTP", &[object("hotp", &[int("counter", 0, i64::MAX).default("0")]).default("{}")]),
        ],
    ),
];

pub(crate) static OATH_TOKENS: Schema = Schema {
    name: "OATH_TOKEN",
    collection: "oathTokens",
    embedded: "oathTokens",
    noun: "oathToken",
    members: MEMBERS,
    unique: &[Unique { key: &["serialNumber"], target: "serialNumber", exact: true }],
    filters: &[("serialNumber", &[Op::Eq])],
    expands: &["devices"],
    hooks: Hooks { check, ..Hooks::NONE },
    ..Schema::BASE
};

fn check(_: &Store, draft: &mut Draft<'_>, wrong: &mut Vec<Detail>) {
    check_token(draft.new, "", wrong);
}

/// What no member of a token shows alone; `prefix` is where the token is in the body.
pub(crate) fn check_token(token: &Map<String, Value>, prefix: &str, wrong: &mut Vec<Detail>) {
    let text = |name: &str| token.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut refuse = |name: &str, detail: Detail| {
        wrong.push(detail.target(format!("{prefix}{name}")));
    };
    if !text("serialNumber").chars().all(|c| c.is_ascii_alphanumeric()) {
        refuse("serialNumber", Detail::invalid("Letters and digits only."));
    }
    if !text("secret").is_empty() && secret(text("secret")).is_none() {
        refuse("secret", Detail::invalid("The value must be hexadecimal."));
    }
    if token.get("otpLength") == Some(&json!(7)) {
        refuse("otpLength", Detail::invalid("The value must be 6 or 8."));
    }
    let step = token.get("totp").and_then(|totp| totp["timeStep"].as_u64());
    if step.is_some_and(|step| step != 30 && step != 60) {
        refuse("totp.timeStep", Detail::invalid("The value must be 30 or 60."));
    }
    if text("type") == "HOTP" && text("hashAlgorithm") != "HmacSHA1" {
        refuse("hashAlgorithm", Detail::not_among(&["HmacSHA1"]));
    }
}

/// The bytes of a hexadecimal secret.
fn secret(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let bytes = digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).ok());
    bytes.collect()
}

/// The row of the token of that serial number.
pub(crate) fn by_serial<'a>(store: &'a Store, serial: &str) -> Option<&'a Entry> {
    let mut found = store.with_first_of_key(&OATH_TOKENS, serial);
    found.find(|row| row.text("serialNumber") == Some(serial))
}

/// Where the tokens are, by their ids, as far as anybody has asked.
#[derive(Default)]
pub(crate) struct OathTokens(BTreeMap<String, Held>);

/// A token, and what is known of where it is.
pub(crate) struct Held {
    pub(crate) token: Token,
    /// Where it may be by the one passcode of a resynchronization, as long as that waits.
    located: Option<(Vec<u64>, Timestamp)>,
}

impl OathTokens {
    /// The token of a row.
    pub(crate) fn of(&mut self, store: &Store, id: &str) -> Option<&mut Held> {
        let row = store.row(&OATH_TOKENS, "", id)?;
        let held = || Held { token: Token::new(oath(row)), located: None };
        Some(self.0.entry(id.to_owned()).or_insert_with(held))
    }

    pub(crate) fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }
}

fn oath(row: &Entry) -> Oath {
    let text = |name: &str| row.text(name).unwrap_or_default();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let digits = if row.body["otpLength"] == 8 { 8 } else { 6 };
    let secret = secret(text("secret")).unwrap_or_default();
    if text("type") == "HOTP" {
        let counter = number(&row.body["hotp"]["counter"]);
        return Oath::new(secret, digits, Mechanism::Counter).starting_at(counter);
    }
    let step = number(&row.body["totp"]["timeStep"]).max(1);
    Oath::new(secret, digits, Mechanism::Clock(step)).hashed_with(match text("hashAlgorithm") {
        "HmacSHA256" => Hash::Sha256,
        "HmacSHA512" => Hash::Sha512,
        _ => Hash::Sha1,
    })
}

/// How one passcode went.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tried {
    Right,
    Wrong,
    /// The next one will tell.
    OneMore,
}

impl Held {
    /// Compares a passcode; where the token may be out of step, two in a row bring it back.
    pub(crate) fn check(&mut self, otp: &str, resync: bool, now: Timestamp) -> Tried {
        if self.token.oath.check(otp, now) {
            self.located = None;
            return Tried::Right;
        }
        if resync { self.resync(otp, now) } else { Tried::Wrong }
    }

    /// One passcode of a resynchronization: the second that follows on the first is right.
    pub(crate) fn resync(&mut self, otp: &str, now: Timestamp) -> Tried {
        if let Some((located, until)) = self.located.take()
            && now < until
            && self.token.oath.resync(&located, otp, now)
        {
            return Tried::Right;
        }
        let located = self.token.oath.locate(otp, now);
        if located.is_empty() {
            return Tried::Wrong;
        }
        self.located = Some((located, now + RESYNC));
        Tried::OneMore
    }
}
