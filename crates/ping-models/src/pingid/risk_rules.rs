//! The rules of an authentication policy that go by risk.

use super::{PolicyActions, RiskLevel, RuleParts};
use crate::{Loose, Model, Rest};

/// What is done about an address of a certain reputation.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IpRisk {
    /// How bad the reputation is.
    #[model(name = "riskType")]
    pub risk: Option<RiskLevel>,
    /// What is done. A high risk cannot be approved.
    #[model(name = "policyAction")]
    pub action: Option<PolicyActions>,
    rest: Rest<Self>,
}

/// Applies by the reputation of the address. Has no action of its own.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct IpReputationRule {
    /// What is done at each level, one to three.
    #[model(name = "ipRiskPolicies")]
    pub risks: Option<Vec<IpRisk>>,
    /// Addresses that are left alone, in CIDR notation.
    #[model(name = "whitelistIpRanges")]
    pub allowed_ip_ranges: Option<Vec<String>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// What is done about behavior of a certain risk.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UserBehaviorRisk {
    /// How high the risk is.
    #[model(name = "userRiskBehaviorInnerRiskType")]
    pub risk: Option<RiskLevel>,
    /// What is done. A high risk cannot be approved.
    #[model(name = "policyAction")]
    pub action: Option<PolicyActions>,
    rest: Rest<Self>,
}

/// Applies to unusual behavior. Has no action of its own.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct UserBehaviorRule {
    /// What is done at each level, one to three.
    #[model(name = "userRiskBehaviorInnerRiskPolicies")]
    pub risks: Option<Vec<UserBehaviorRisk>>,
    /// Whether it only watches.
    #[model(name = "simulationMode")]
    pub simulation: Option<Loose<bool>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}

/// What is done at a certain level of risk.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RiskLevelRisk {
    /// The level.
    #[model(name = "riskLevel")]
    pub level: Option<RiskLevel>,
    /// What is done. A high risk cannot be approved.
    #[model(name = "policyAction")]
    pub action: Option<PolicyActions>,
    rest: Rest<Self>,
}

/// Applies by the level of risk. Has no action of its own.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct RiskLevelRule {
    /// What is done at each level, one to three.
    #[model(name = "innerRiskLevelPolicies")]
    pub risks: Option<Vec<RiskLevelRisk>>,
    /// What all rules have.
    #[model(flatten)]
    pub common: RuleParts,
    rest: Rest<Self>,
}
