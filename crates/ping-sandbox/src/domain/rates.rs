//! How many requests a license allows, by groups of operations.

use std::{collections::BTreeMap, net::IpAddr, time::Duration};

use http::Method;

use crate::{base::timestamp::Timestamp, wire::request::Request};

/// The groups, as an environment's capabilities name them, each with its limit: in a second (`Rps`)
/// or in a minute (`Rpm`). Those of analytics, audit and configuration are documented.
// assumes: rate-limits
pub(crate) const GROUPS: &[(&str, u32)] = &[
    (ANALYTICS, 600),
    ("rlgAppRegRpm", 600),
    (AUDIT, 10),
    (AUTHENTICATION, 100),
    ("rlgAuthnStartRps", 100),
    ("rlgAuthzBulkRps", 100),
    ("rlgAuthzRps", 100),
    (OTHERS, 100),
    (CONFIGURATION, 600),
    ("rlgCredRpm", 600),
    (DIRECTORY_READ, 100),
    (DIRECTORY_BULK, 100),
    ("rlgDirFixedRps", 100),
    (DIRECTORY_WRITE, 100),
    ("rlgDvFlowCallbackRps", 100),
    ("rlgDvFlowExecRps", 100),
    ("rlgDvFlowStartRps", 100),
    ("rlgMfaFixedRps", 100),
    (MFA_POLLING, 100),
    (MFA, 100),
    ("rlgPrivilegeRps", 100),
    ("rlgRiskEvalsRps", 100),
    (TOKEN_CHECK, 100),
    (VERIFY, 600),
];
const ANALYTICS: &str = "rlgAnalyticsRpm";
const AUDIT: &str = "rlgAuditRps";
const AUTHENTICATION: &str = "rlgAuthnRps";
const OTHERS: &str = "rlgCatchAllRps";
const CONFIGURATION: &str = "rlgConfigRpm";
const DIRECTORY_READ: &str = "rlgDirAccessRps";
const DIRECTORY_BULK: &str = "rlgDirBulkRps";
const DIRECTORY_WRITE: &str = "rlgDirWriteRps";
const MFA: &str = "rlgMfaRps";
const MFA_POLLING: &str = "rlgMfaPollingRps";
const TOKEN_CHECK: &str = "rlgTokenCheckRps";
const VERIFY: &str = "rlgVerifyRpm";

/// How much of a limit one address gets in one environment, in percent; all of it on trial.
const OF_ONE_ADDRESS: u32 = 35;
/// So many counts are kept at once.
const KEPT: usize = 10_000;

/// So many requests in so long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) requests: u32,
    pub(crate) span: Duration,
}

impl Rate {
    /// The documented one of a group.
    fn of(group: &str) -> Self {
        let named = GROUPS.iter().find(|(name, _)| *name == group);
        let seconds = if group.ends_with("Rpm") { 60 } else { 1 };
        let requests = named.map_or(u32::MAX, |(_, limit)| *limit);
        Self { requests, span: Duration::from_secs(seconds) }
    }
}

/// What is limited.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limited {
    /// The management API at this rate, and its audit at the documented one.
    Api(Rate),
    /// Every group, as documented.
    Groups,
}

/// The group that a request of PingOne counts in.
// assumes: rate-limits
fn group(operation: &str, request: &Request) -> &'static str {
    let path = &request.segments;
    let at = |index: usize| path.get(index).map_or("", String::as_str);
    let reads = request.method == Method::GET;
    let of_api = at(0) == "v1";
    match operation.split('.').next() {
        Some("mfa") if !of_api && reads => MFA_POLLING,
        Some("mfa") if !of_api || at(3) == "users" => MFA,
        Some("verify") if at(5) == "verifyTransactions" => VERIFY,
        _ if !of_api => match at(2) {
            "introspect" => TOKEN_CHECK,
            "token" | "revoke" => AUTHENTICATION,
            _ => OTHERS,
        },
        _ if path.iter().any(|one| one == "metrics") => ANALYTICS,
        _ => match at(3) {
            "activities" => AUDIT,
            "totalIdentities" | "activeIdentityCounts" => ANALYTICS,
            "users" if operation.contains("import") => DIRECTORY_BULK,
            "users" | "groups" | "populations" if reads => DIRECTORY_READ,
            "users" | "groups" | "populations" => DIRECTORY_WRITE,
            _ => CONFIGURATION,
        },
    }
}

/// The requests of a span of time, which the first one begins.
#[derive(Default)]
struct Window {
    until: Option<Timestamp>,
    taken: u32,
}

impl Window {
    /// Counts a request; when the next one is taken, where this is one too many.
    fn take(&mut self, rate: Rate, now: Timestamp) -> Result<(), Timestamp> {
        match self.until.filter(|until| now < *until) {
            Some(until) if self.taken >= rate.requests => Err(until),
            Some(_) => {
                self.taken += 1;
                Ok(())
            }
            None => {
                *self = Self { until: Some(now + rate.span), taken: 1 };
                Ok(())
            }
        }
    }
}

/// Whose requests are counted together: those to one environment from one address, else all.
type Sender = Option<(String, IpAddr)>;

/// The requests of an organization, by their groups.
#[derive(Default)]
pub(crate) struct Rates(BTreeMap<(&'static str, Sender), Window>);

/// A request that is counted.
pub(crate) struct Counted<'a> {
    pub(crate) operation: &'a str,
    pub(crate) request: &'a Request,
    pub(crate) environment: &'a str,
    /// Whether its license is one of a trial.
    pub(crate) on_trial: bool,
}

impl Rates {
    /// Counts a request; when the next one is taken, where this is one too many.
    pub(crate) fn take(
        &mut self,
        limited: Limited,
        counted: &Counted<'_>,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        let group = group(counted.operation, counted.request);
        match limited {
            Limited::Api(_) if counted.request.segments.first().is_none_or(|one| one != "v1") => {
                Ok(())
            }
            Limited::Api(_) if group == AUDIT => self.count(group, None, Rate::of(AUDIT), now),
            Limited::Api(rate) => self.count(OTHERS, None, rate, now),
            Limited::Groups => {
                let rate = Rate::of(group);
                if let Some(from) = counted.request.from {
                    let percent = if counted.on_trial { 100 } else { OF_ONE_ADDRESS };
                    let share = Rate { requests: rate.requests * percent / 100, ..rate };
                    let sender = Some((counted.environment.to_owned(), from));
                    self.count(group, sender, share, now)?;
                }
                self.count(group, None, rate, now)
            }
        }
    }

    fn count(
        &mut self,
        group: &'static str,
        sender: Sender,
        rate: Rate,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        if self.0.len() >= KEPT {
            self.0.retain(|_, window| window.until.is_some_and(|until| now < until));
            if self.0.len() >= KEPT {
                self.0.clear();
            }
        }
        self.0.entry((group, sender)).or_default().take(rate, now)
    }
}
