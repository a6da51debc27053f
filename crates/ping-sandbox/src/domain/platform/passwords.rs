//! Passwords of users: what is kept of them, and the policy that they keep to.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use crate::{base::timestamp::Timestamp, store::Entry, wire::response::Detail};

/// So many wrong passwords lock it, for so long.
pub(crate) const FAILURES: u64 = 5;
const LOCKED_FOR: Duration = Duration::from_secs(15 * 60);
/// How long a password is good.
const MAX_AGE: Duration = Duration::from_secs(182 * 24 * 60 * 60);
/// How many former passwords are no new one.
const HISTORY: usize = 6;
/// How long a recovery code is good, and for how many tries.
const RECOVERY: Duration = Duration::from_secs(5 * 60);
const RECOVERY_TRIES: u64 = 5;

const CLASSES: [&str; 4] = [
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "~!@#$%^&*()-_=+[]{}|;:,.<>/?",
];
/// Some of those that everybody knows.
const COMMON: &[&str] = &["password", "qwerty", "letmein", "welcome", "12345678", "iloveyou"];

/// The policy of all passwords.
// assumes: password-policy
pub(crate) fn policy(id: &str) -> Value {
    let mut classes = json!({});
    for class in CLASSES {
        classes[class] = 1.into();
    }
    json!({
        "id": id, "name": "Standard", "default": true, "excludesCommonlyUsed": true,
        "excludesProfileData": true, "history": { "count": HISTORY, "retentionDays": 365 },
        "length": { "min": 8, "max": 255 },
        "lockout": { "failureCount": FAILURES, "durationSeconds": LOCKED_FOR.as_secs() },
        "maxAgeDays": MAX_AGE.as_secs() / 86_400, "maxRepeatedCharacters": 2,
        "minCharacters": classes, "minUniqueCharacters": 5,
    })
}

/// The password of one user.
#[derive(Default)]
pub(crate) struct Password {
    value: Option<Held>,
    changed_at: Option<Timestamp>,
    forced: bool,
    external: bool,
    failures: u64,
    locked_until: Option<Timestamp>,
    former: Vec<Held>,
    recovery: Option<Recovery>,
}

/// A value, from which nobody can tell the password.
#[derive(Clone)]
enum Held {
    /// Salt and hash.
    Hashed([u8; 16], [u8; 32]),
    /// As it was brought along: `{SSHA512}...`.
    Encoded(String),
}

struct Recovery {
    code: String,
    until: Timestamp,
    failures: u64,
}

/// What came of a try.
pub(crate) enum Tried {
    Right,
    /// So many more tries remain.
    Wrong(u64),
}

impl Held {
    fn new(value: &str, salt: [u8; 16]) -> Self {
        if is_encoded(value) { Self::Encoded(value.to_owned()) } else { Self::hash(value, salt) }
    }

    fn hash(value: &str, salt: [u8; 16]) -> Self {
        let hash = Sha256::new().chain_update(salt).chain_update(value).finalize();
        Self::Hashed(salt, hash.into())
    }

    fn fits(&self, value: &str) -> bool {
        match self {
            Self::Hashed(salt, hash) => {
                Sha256::new().chain_update(salt).chain_update(value).finalize()[..] == hash[..]
            }
            Self::Encoded(encoded) => fits_encoded(encoded, value).unwrap_or_default(),
        }
    }
}

/// Whether a value was hashed elsewhere.
pub(crate) fn is_encoded(value: &str) -> bool {
    let scheme = value.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    scheme.is_some_and(|(name, rest)| {
        !name.is_empty() && !rest.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Whether a password has this hash: SHA-1 or SHA-2, with salt behind it or without.
// assumes: password-encodings
fn fits_encoded(encoded: &str, value: &str) -> Option<bool> {
    let (scheme, hash) = encoded.strip_prefix('{')?.split_once('}')?;
    let hash = STANDARD.decode(hash).ok()?;
    fn is<D: Digest>(hash: &[u8], value: &str) -> Option<bool> {
        let (hash, salt) = hash.split_at_checked(<D as Digest>::output_size())?;
        let made = D::new().chain_update(value).chain_update(salt).finalize();
        Some(made[..] == *hash)
    }
    match scheme {
        "SHA" | "SSHA" => is::<Sha1>(&hash, value),
        "SHA256" | "SSHA256" => is::<Sha256>(&hash, value),
        "SHA512" | "SSHA512" => is::<Sha512>(&hash, value),
        _ => None,
    }
}

impl Password {
    /// As the state of a password names it.
    pub(crate) fn status(&self, now: Timestamp) -> &'static str {
        let old = |at: Timestamp| now.since(at) >= MAX_AGE;
        match &self.value {
            _ if self.external => "EXTERNAL",
            None => "NO_PASSWORD",
            Some(_) if self.locked_for(now).is_some() => "PASSWORD_LOCKED_OUT",
            Some(_) if self.forced => "MUST_CHANGE_PASSWORD",
            Some(_) if self.changed_at.is_some_and(old) => "PASSWORD_EXPIRED",
            Some(_) => "OK",
        }
    }

    pub(crate) fn changed_at(&self) -> Option<Timestamp> {
        self.changed_at.filter(|_| self.value.is_some())
    }

    /// How long it stays locked.
    pub(crate) fn locked_for(&self, now: Timestamp) -> Option<Duration> {
        let until = self.locked_until.filter(|until| now < *until)?;
        Some(until.since(now))
    }

    /// Puts another value in its place; `None` for none.
    pub(crate) fn set(
        &mut self,
        value: Option<&str>,
        forced: bool,
        salt: [u8; 16],
        now: Timestamp,
    ) {
        if let Some(old) = self.value.take() {
            self.former.insert(0, old);
            self.former.truncate(HISTORY);
        }
        self.value = value.map(|value| Held::new(value, salt));
        self.changed_at = Some(now);
        self.forced = forced;
        self.external = false;
        self.unlock();
    }

    pub(crate) fn is_external(&self) -> bool {
        self.external
    }

    /// A directory behind a gateway knows it from now on.
    pub(crate) fn set_external(&mut self) {
        *self = Self { external: true, ..Self::default() };
    }

    /// It has to be changed.
    pub(crate) fn force(&mut self) {
        self.forced = true;
        self.unlock();
    }

    pub(crate) fn unlock(&mut self) {
        self.failures = 0;
        self.locked_until = None;
        self.recovery = None;
    }

    /// Whether it is the one. The last wrong one that is allowed locks it.
    pub(crate) fn check(&mut self, value: &str, now: Timestamp) -> Tried {
        if self.locked_until.is_some_and(|until| until <= now) {
            self.failures = 0;
            self.locked_until = None;
        }
        if self.value.as_ref().is_some_and(|held| held.fits(value)) {
            self.failures = 0;
            return Tried::Right;
        }
        self.failures += 1;
        if self.failures >= FAILURES {
            self.locked_until = Some(now + LOCKED_FOR);
        }
        Tried::Wrong(FAILURES.saturating_sub(self.failures))
    }

    /// Takes a code for another password.
    pub(crate) fn begin_recovery(&mut self, code: String, now: Timestamp) {
        self.recovery = Some(Recovery { code, until: now + RECOVERY, failures: 0 });
    }

    /// Whether that is the code, or why not.
    pub(crate) fn recover(&mut self, code: &str, now: Timestamp) -> Result<(), &'static str> {
        let Some(recovery) = self.recovery.as_mut().filter(|one| now < one.until) else {
            return Err("The recovery code has expired. Ask for a new one.");
        };
        if recovery.failures >= RECOVERY_TRIES {
            return Err("Maximum password recovery failures exceeded");
        }
        if !recovery.code.eq_ignore_ascii_case(code.trim()) {
            recovery.failures += 1;
            return Err("The recovery code is not the right one.");
        }
        Ok(())
    }

    /// The rules of the policy that a new value does not keep, with what each demands.
    fn broken(&self, value: &str, profile: &[&str]) -> Vec<(&'static str, String)> {
        let mut broken = Vec::new();
        let length = value.chars().count();
        if !(8..=255).contains(&length) {
            broken.push(("length", "The password must have 8 to 255 characters.".to_owned()));
        }
        let lacks = CLASSES.iter().any(|class| !value.contains(|c| class.contains(c)));
        if lacks {
            let why = "The password must have a capital and a small letter, a digit and a sign.";
            broken.push(("minCharacters", why.to_owned()));
        }
        let mut unique: Vec<char> = value.chars().collect();
        if unique.chunk_by(|a, b| a == b).any(|run| run.len() > 2) {
            let why = "The password must not repeat a character more than 2 times.";
            broken.push(("maxRepeatedCharacters", why.to_owned()));
        }
        unique.sort_unstable();
        unique.dedup();
        if unique.len() < 5 {
            let why = "The password must have 5 different characters.";
            broken.push(("minUniqueCharacters", why.to_owned()));
        }
        let folded = value.to_lowercase();
        if COMMON.contains(&folded.as_str()) {
            let why = "The password is one of those that are commonly used.";
            broken.push(("excludesCommonlyUsed", why.to_owned()));
        }
        let of_profile = |text: &&str| text.len() > 2 && folded.contains(&text.to_lowercase());
        if profile.iter().any(of_profile) {
            let why = "The password must not contain data of the profile.";
            broken.push(("excludesProfileData", why.to_owned()));
        }
        if self.value.iter().chain(&self.former).take(HISTORY).any(|one| one.fits(value)) {
            let why = format!("The password must not be one of the last {HISTORY}.");
            broken.push(("history", why));
        }
        broken
    }

    /// What is wrong with a new value; one that is encoded cannot be looked at.
    pub(crate) fn refusal(&self, value: &str, profile: &[&str], target: &str) -> Option<Detail> {
        let broken = if is_encoded(value) { Vec::new() } else { self.broken(value, profile) };
        if broken.is_empty() {
            return None;
        }
        let names: Vec<&str> = broken.iter().map(|(name, _)| *name).collect();
        let why = "The provided password did not satisfy the requirements of the policy.";
        let detail = Detail::new("INVALID_VALUE", why).target(target);
        let detail = detail.inner("unsatisfiedRequirements", names);
        Some(broken.into_iter().fold(detail, |detail, (name, why)| detail.inner(name, why)))
    }
}

/// What a user's password must not contain.
pub(crate) fn profile(user: &Value) -> Vec<&str> {
    let email = user["email"].as_str().and_then(|email| email.split('@').next());
    let texts = [&user["username"], &user["name"]["given"], &user["name"]["family"]];
    texts.into_iter().filter_map(Value::as_str).chain(email).collect()
}

/// Whether an account is locked, and until when.
pub(crate) fn locked_until(user: &Entry, now: Timestamp) -> Option<Timestamp> {
    let until = user.body["account"]["unlockAt"].as_str().and_then(Timestamp::parse)?;
    (now < until).then_some(until)
}

/// What the account of a user looks like.
pub(crate) fn shown_account(user: &Entry, now: Timestamp) -> Value {
    let Some(until) = locked_until(user, now) else {
        return open_account();
    };
    let mut account = user.body["account"].clone();
    account["secondsUntilUnlock"] = until.since(now).as_secs().into();
    account
}

/// An account that nobody has locked.
pub(crate) fn open_account() -> Value {
    json!({ "canAuthenticate": true, "status": "OK" })
}
