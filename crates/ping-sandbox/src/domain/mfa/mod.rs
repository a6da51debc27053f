//! PingOne MFA: users' devices, the policies that they are paired and used by, and device
//! authentications.

pub(crate) mod addresses;
pub(crate) mod authentication;
pub(crate) mod authentications;
pub(crate) mod browser;
pub(crate) mod codes;
pub(crate) mod desktop;
pub(crate) mod device;
pub(crate) mod devices;
pub(crate) mod fido_devices;
pub(crate) mod fido_policies;
pub(crate) mod fido_policy;
pub(crate) mod jobs;
pub(crate) mod kind;
pub(crate) mod legacy_fido_policies;
pub(crate) mod mean;
pub(crate) mod oath_tokens;
pub(crate) mod otp;
pub(crate) mod pairing_keys;
pub(crate) mod phone;
pub(crate) mod policies;
pub(crate) mod push_credentials;
pub(crate) mod push_rules;
pub(crate) mod reports;
pub(crate) mod rules;
pub(crate) mod settings;

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    base::{
        limits::{Kept, Latest},
        timestamp::Timestamp,
        yubikey,
    },
    domain::mfa::{
        authentications::Authentications,
        codes::AuthenticationCode,
        device::Books,
        devices::Devices,
        fido_policies::plant_fido_policies,
        jobs::Job,
        oath_tokens::OathTokens,
        pairing_keys::PairingKeys,
        policies::{POLICIES, plant_policies},
        reports::Report,
        rules::Policy,
        settings::MFA_SETTINGS,
    },
    store::Store,
};

/// What MFA remembers, beside its tables.
pub(crate) struct MfaState {
    /// The default policy that the environment began with.
    pub(crate) policy_id: String,
    pub(crate) devices: Devices,
    pub(crate) tokens: OathTokens,
    pub(crate) used_yubikey_otps: yubikey::Used,
    pub(crate) jobs: Latest<Job>,
    pub(crate) reports: Latest<Report>,
    /// When the last report was made.
    pub(crate) last_report: Option<Timestamp>,
    pub(crate) authentications: Authentications,
    /// No push that waits ends before.
    pub(crate) pushes_until: Option<Timestamp>,
    pub(crate) pairing_keys: PairingKeys,
    pub(crate) codes: Latest<AuthenticationCode>,
    /// Until when users need no MFA.
    pub(crate) bypasses: BTreeMap<String, Timestamp>,
}

impl MfaState {
    /// With the tables' first rows.
    pub(crate) fn seeded(store: &mut Store, kept: Kept, strict: bool, now: Timestamp) -> Self {
        plant_fido_policies(store, now);
        store.plant(&MFA_SETTINGS, "", &json!({}), now);
        Self {
            policy_id: plant_policies(store, strict, now),
            devices: Devices::default(),
            tokens: OathTokens::default(),
            used_yubikey_otps: yubikey::Used::new(kept),
            jobs: Latest::new(kept),
            reports: Latest::new(kept),
            last_report: None,
            authentications: Authentications::new(kept),
            pushes_until: None,
            pairing_keys: Latest::new(kept),
            codes: Latest::new(kept),
            bypasses: BTreeMap::new(),
        }
    }

    /// The devices, and what their own passcodes are compared with.
    pub(crate) fn devices_and_books<'a>(
        &'a mut self,
        store: &'a Store,
    ) -> (&'a mut Devices, Books<'a>) {
        let Self { devices, tokens, used_yubikey_otps, .. } = self;
        (devices, Books { store, tokens, used_yubikey_otps })
    }

    /// Whether a user with several devices is asked by the first policy, instead of taking the
    /// default one.
    pub(crate) fn prompt_to_select(&self, store: &mut Store, prompt: bool) {
        let selection = if prompt { "PROMPT_TO_SELECT" } else { "DEFAULT_TO_FIRST" };
        let selection = json!({ "deviceSelection": selection });
        store.set(&POLICIES, &self.policy_id, "authentication", selection);
    }

    /// Removes the devices that waited too long for their activation, and ends the pushes that
    /// nobody has answered in time.
    pub(crate) fn settle(&mut self, store: &Store, now: Timestamp) {
        self.devices.settle(now);
        self.reports.retain(|report| report.is_kept(now));
        if self.pushes_until.is_none_or(|until| now < until) {
            return;
        }
        self.pushes_until = None;
        let Self { devices, authentications, pushes_until, .. } = self;
        for one in authentications.iter_mut() {
            let Some(end) = one.push.as_ref().map(|push| push.until) else {
                continue;
            };
            if now < end {
                *pushes_until = Some(pushes_until.map_or(end, |until| until.min(end)));
                continue;
            }
            let device = one.device_id().and_then(|id| devices.get_mut(&one.user_id, id));
            if let Some(device) = device {
                let policy = Policy::or_default(store, &one.policy_id);
                device.count_push(policy.push(device.mean.application()), end);
            }
            one.time_out(end);
        }
    }

    /// Unpairs a token that is no more.
    pub(crate) fn token_revoked(&mut self, id: &str) {
        self.tokens.forget(id);
        self.devices.drop_token(id);
    }

    /// Forgets a deleted user's devices and authentications.
    pub(crate) fn user_deleted(&mut self, id: &str) {
        self.devices.forget(id);
        self.pairing_keys.retain(|key| key.user_id != id);
        self.bypasses.remove(id);
        self.authentications.forget(id);
    }
}
