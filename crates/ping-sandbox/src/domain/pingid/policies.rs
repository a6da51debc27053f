//! Authentication policies, which are written as a whole set.

use serde_json::{Map, Value, json};

use crate::domain::pingid::body::Body;

pub(crate) const DEFAULT_NAME: &str = "Default Policy";
pub(crate) const MAX_NAME: usize = 230;

pub(crate) const ACTIONS: [&str; 16] = [
    "APPROVE",
    "DENY",
    "AUTHENTICATE",
    "SMS",
    "VOICE",
    "YUBIKEY",
    "EMAIL",
    "DESKTOP",
    "OTP_ONLY",
    "SWIPE_ONLY",
    "FINGERPRINT_ONLY",
    "OATHTOKEN",
    "AUTHENTICATOR_APP",
    "NUMBER_MATCHING",
    "WEBAUTHN",
    "WEBAUTHN_PLATFORM",
];

/// The actions that do not go with others.
pub(crate) const ALONE: [&str; 3] = ["APPROVE", "DENY", "AUTHENTICATE"];

/// Where a rule has its actions.
pub(crate) enum Acts {
    /// Nowhere.
    Not,
    /// In `policyAction`, which cannot be one of these.
    Itself(&'static [&'static str]),
    /// In the items of this member, of which there are one to three; not one of these, and not
    /// approving where the member of the second name is `HIGH`.
    Inner(&'static str, &'static str, &'static [&'static str]),
}

pub(crate) const METHODS: &str = "authenticationMethodsPolicy";

pub(crate) const RULES: [(&str, Acts); 14] = [
    (METHODS, Acts::Not),
    ("accessingCountryPolicy", Acts::Itself(&["APPROVE"])),
    ("companyNetworkOriginatedPolicy", Acts::Itself(&[])),
    ("knownDevicePolicy", Acts::Itself(&[])),
    ("mobileOSPolicy", Acts::Itself(&[])),
    ("newAccessingDevicePolicy", Acts::Itself(&["APPROVE", "DENY"])),
    ("notInWorkingDaysPolicy", Acts::Itself(&[])),
    ("userInCompanyOfficeAndKnownDevicePolicy", Acts::Itself(&[])),
    ("recentAuthenticationFromCompanyNetwork", Acts::Itself(&[])),
    ("geoVelocityPolicy", Acts::Itself(&["APPROVE"])),
    ("anonymousNetworkPolicy", Acts::Itself(&[])),
    (
        "userRiskBehaviorPolicy",
        Acts::Inner("userRiskBehaviorInnerRiskPolicies", "userRiskBehaviorInnerRiskType", &[]),
    ),
    ("ipReputationPolicy", Acts::Inner("ipRiskPolicies", "riskType", &[])),
    ("riskLevelPolicy", Acts::Inner("innerRiskLevelPolicies", "riskLevel", &[])),
];

pub(crate) const PUSH_LIST: &str = "rateLimitPushNotificationInnerPolicies";

pub(crate) const PUSH_LIMITS: (&str, Acts) = (
    "rateLimitPushNotificationPolicy",
    Acts::Inner(PUSH_LIST, "priority", &["APPROVE", "AUTHENTICATE"]),
);

/// The set and how often it was changed.
pub(crate) struct Policies {
    pub(crate) version: u64,
    pub(crate) set: Vec<Value>,
}

impl Policies {
    /// The default policy alone.
    pub(crate) fn new() -> Self {
        let default = json!({ "defaultPolicyAction": "AUTHENTICATE", "priority": 1 });
        Self { version: 1, set: vec![complete(default.as_object().cloned().unwrap_or_default())] }
    }
}

impl Policies {
    /// The first policy, by priority, whose targets fit.
    pub(crate) fn applying(
        &self,
        application: Option<&str>,
        groups: &[String],
    ) -> Option<Body<'_>> {
        let policies = self.set.iter().filter_map(Value::as_object).map(Body);
        policies
            .filter(|policy| fits(policy, application, groups))
            .min_by_key(|policy| policy.number("priority").ok().flatten())
    }
}

/// Whether an application and groups are among a policy's targets, which are all where none is
/// named. The default policy is for everybody.
pub(crate) fn fits(policy: &Body<'_>, application: Option<&str>, groups: &[String]) -> bool {
    let Ok(targets) = policy.object("targets") else {
        return true;
    };
    let hits = |name, candidates: &[&str]| match Body(targets).strings(name) {
        Ok(Some(named)) if !named.is_empty() => {
            named.iter().any(|named| candidates.contains(&named.as_str()))
        }
        _ => true,
    };
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    hits("APPLICATION", application.as_slice()) && hits("GROUP", &groups)
}

/// What a read shows: every rule, and name and targets of the default policy.
pub(crate) fn complete(mut policy: Map<String, Value>) -> Value {
    for (rule, _) in RULES.iter().chain([&PUSH_LIMITS]) {
        policy.entry(*rule).or_insert(Value::Null);
    }
    if policy.get("targets").is_none_or(Value::is_null) {
        policy.insert("policyName".to_owned(), DEFAULT_NAME.into());
        policy.insert("targets".to_owned(), json!({}));
    }
    policy.entry("showAuthenticationScreen").or_insert(true.into());
    policy.into()
}

pub(crate) fn check_actions(text: &str, forbidden: &[&str]) -> Result<(), String> {
    let actions: Vec<String> =
        text.split(',').map(|action| action.trim().to_ascii_uppercase()).collect();
    for action in &actions {
        let action = action.as_str();
        if !ACTIONS.contains(&action) {
            return Err(format!("{action} is not an action."));
        }
        if forbidden.contains(&action) {
            return Err(format!("{action} is not allowed here."));
        }
        if ALONE.contains(&action) && actions.len() > 1 {
            return Err(format!("{action} cannot be joined with other actions."));
        }
    }
    Ok(())
}

pub(crate) fn check_inner(
    rule: &Body<'_>,
    list: &str,
    level: &str,
    forbidden: &[&str],
) -> Result<(), String> {
    let items = rule.objects(list)?;
    if !(1..=3).contains(&items.len()) {
        return Err(format!("{list} must have one to three items."));
    }
    for item in items {
        let high = item.get(level).is_some_and(|level| *level == "HIGH");
        let high: &[&str] = if high { &["APPROVE"] } else { &[] };
        let forbidden = [forbidden, high].concat();
        check_actions(Body(item).required_text("policyAction")?, &forbidden)?;
    }
    Ok(())
}

pub(crate) fn check_priorities(mut found: Vec<u64>) -> Result<(), String> {
    found.sort_unstable();
    if found.into_iter().zip(1..).any(|(found, place)| found != place) {
        return Err("priorities must count from 1 without gaps.".to_owned());
    }
    Ok(())
}

/// Limits rise, and nothing comes after a denial.
pub(crate) fn check_push_limits(rule: &Body<'_>) -> Result<(), String> {
    let mut last = 0;
    let mut denied = false;
    let mut priorities = Vec::new();
    for limit in rule.objects(PUSH_LIST)? {
        let limit = Body(limit);
        let number = |name: &str| {
            let number = limit.number(name)?;
            number.ok_or_else(|| format!("{name} is required."))
        };
        let (rate, period) = (number("rateLimit")?, number("period")?);
        if !(1..=20).contains(&rate) || rate <= last || !(1..=120).contains(&period) {
            return Err(
                "rateLimit must rise from 1 to 20 at most, period be 1 to 120 minutes.".to_owned()
            );
        }
        if denied {
            return Err("nothing can follow DENY.".to_owned());
        }
        denied = limit.required_text("policyAction")?.eq_ignore_ascii_case("DENY");
        last = rate;
        priorities.push(number("priority")?);
    }
    check_priorities(priorities)
}

/// The rule's priority.
pub(crate) fn check_rule(name: &str, acts: &Acts, rule: &Body<'_>) -> Result<u64, String> {
    let priority = match rule.number("priority")? {
        Some(priority) => priority,
        None if name == METHODS => 1,
        None => return Err("priority is required.".to_owned()),
    };
    if name == METHODS && priority != 1 {
        return Err("priority must be 1.".to_owned());
    }
    match acts {
        Acts::Not => {}
        Acts::Itself(forbidden) => check_actions(rule.required_text("policyAction")?, forbidden)?,
        Acts::Inner(list, level, forbidden) => check_inner(rule, list, level, forbidden)?,
    }
    if name == PUSH_LIMITS.0 {
        check_push_limits(rule)?;
    }
    Ok(priority)
}

pub(crate) fn check_rules(policy: &Map<String, Value>) -> Result<(), String> {
    let mut priorities = Vec::new();
    for (name, acts) in RULES.iter().chain([&PUSH_LIMITS]) {
        let rule = match policy.get(*name) {
            None | Some(Value::Null) => continue,
            Some(Value::Object(rule)) => Body(rule),
            Some(_) => return Err(format!("{name} must be an object or null.")),
        };
        let priority = check_rule(name, acts, &rule);
        priorities.push(priority.map_err(|why| format!("{name}: {why}"))?);
    }
    check_priorities(priorities)
}

/// What is wrong with a set, if anything.
pub(crate) fn check(set: &[&Map<String, Value>]) -> Result<(), String> {
    let mut names = Vec::new();
    let mut priorities = Vec::new();
    let mut default = None;
    for policy in set {
        let body = Body(policy);
        let priority = body.number("priority")?;
        priorities.push(priority.ok_or("priority is required.")?);
        check_actions(body.required_text("defaultPolicyAction")?, &[])?;
        check_rules(policy)?;
        if policy.get("targets").is_none_or(Value::is_null) {
            if default.replace(priority).is_some() {
                return Err("one policy alone, the default one, has no targets.".to_owned());
            }
            continue;
        }
        body.object("targets")?;
        let name = body.required_text("policyName")?;
        if name.chars().count() > MAX_NAME {
            return Err(format!("policyName must have at most {MAX_NAME} characters."));
        }
        if name.eq_ignore_ascii_case(DEFAULT_NAME) {
            return Err(format!("policyName must not be {DEFAULT_NAME}."));
        }
        names.push(name.to_lowercase());
    }
    if default.is_none() || default.flatten() != priorities.iter().max().copied() {
        return Err("the default policy must be there and have the highest priority.".to_owned());
    }
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err("policyName must not be used twice.".to_owned());
    }
    check_priorities(priorities)
}
