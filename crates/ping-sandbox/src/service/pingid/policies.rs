//! Authentication policies, which are written as a whole set.

use crate::domain::pingid::policies::{check, complete};

use crate::{
    domain::pingid::refused::POLICIES_CHANGED,
    service::pingid::{envelope::Reply, exchange::Exchange},
};

impl Exchange<'_> {
    fn web(&self) -> Result<(), Reply> {
        if self.body.required_text("authenticationSource")? != "WEB" {
            return Err(Reply::invalid("authenticationSource must be WEB."));
        }
        Ok(())
    }
}

pub(super) fn read(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    exchange.web()?;
    let policies = &exchange.pingid.policies;
    Ok(Reply::plain()
        .with("authenticationPolicies", policies.set.clone())
        .with("policyVersion", policies.version))
}

pub(super) fn create(exchange: &mut Exchange<'_>) -> Result<Reply, Reply> {
    exchange.web()?;
    let set = exchange.body.objects("authenticationPolicies")?;
    let sent = exchange.body.number("policyVersion")?;
    let policies = &mut exchange.pingid.policies;
    if sent.is_some_and(|version| version != policies.version) {
        return Err(POLICIES_CHANGED.into());
    }
    check(&set)?;
    policies.set = set.into_iter().cloned().map(complete).collect();
    policies.version += 1;
    Ok(Reply::plain().with("policyVersion", policies.version))
}
