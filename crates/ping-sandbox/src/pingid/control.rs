//! What a person with a phone does, and how the service answers.

use std::{fmt, sync::Arc};

use serde_json::{Value, json};

use super::{PingIdAccount, PingIdDevice, ReplyForm, directory::PairingStatus};
use crate::{
    control::text,
    control_error::ControlError,
    request::Request,
    response::{Answer, Response},
    state::{Shared, State},
};

/// PingID's controls. Obtained from [`Sandbox::pingid`](crate::Sandbox::pingid).
#[derive(Clone)]
pub struct PingId {
    pub(crate) shared: Arc<Shared>,
}

impl fmt::Debug for PingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PingId").finish_non_exhaustive()
    }
}

impl PingId {
    /// The seeded account.
    pub fn account(&self) -> PingIdAccount {
        self.shared.lock().pingid.account.clone()
    }

    /// How replies are written from now on.
    pub fn reply_form(&self, form: ReplyForm) {
        self.shared.lock().pingid.form = form;
    }

    /// A person scans or types an activation code: polls see `VERIFIED`, a user without a device
    /// becomes `PENDING`.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it has been claimed already.
    pub fn claim(&self, activation_code: &str) -> Result<(), ControlError> {
        claim(&mut self.shared.lock(), activation_code)
    }

    /// The person finishes: the next poll sees `PAIRED`, the one after it `SUCCESS`, once; the user
    /// is `ACTIVE`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn complete_pairing(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Paired, PairingStatus::Success];
        pair(&mut self.shared.lock(), activation_code, device, &reports)
    }

    /// Everything at once with an iPhone: the next poll sees `SUCCESS`. Returns the device's id.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for computers only.
    pub fn pair(&self, activation_code: &str) -> Result<u64, ControlError> {
        self.pair_device(activation_code, PingIdDevice::iphone())
    }

    /// As [`PingId::pair`], with that device.
    ///
    /// # Errors
    ///
    /// If no valid code of that number exists or it is for another kind of device.
    pub fn pair_device(
        &self,
        activation_code: &str,
        device: PingIdDevice,
    ) -> Result<u64, ControlError> {
        let reports = [PairingStatus::Success];
        pair(&mut self.shared.lock(), activation_code, device, &reports)
    }
}

fn claim(state: &mut State, code: &str) -> Result<(), ControlError> {
    let now = state.now();
    state.pingid.directory.settle(now);
    Ok(state.pingid.directory.claim(code)?)
}

fn pair(
    state: &mut State,
    code: &str,
    device: PingIdDevice,
    reports: &[PairingStatus],
) -> Result<u64, ControlError> {
    let now = state.now();
    let State { pingid, random, .. } = state;
    pingid.directory.settle(now);
    Ok(pingid.directory.pair(code, device, reports, now, random)?)
}

/// Answers `/sandbox/pingid/...`; `None` if there is no such control endpoint.
pub(crate) fn control(state: &mut State, request: &Request) -> Option<Answer> {
    let path: Vec<&str> = request.segments.iter().map(String::as_str).collect();
    let reports: &[PairingStatus] = match (request.method.as_str(), path.get(2..)?) {
        ("POST", ["claim"]) => return Some(claim_endpoint(state, request)),
        ("PUT", ["reply-form"]) => return Some(reply_form_endpoint(state, request)),
        ("POST", ["complete"]) => &[PairingStatus::Paired, PairingStatus::Success],
        ("POST", ["pair"]) => &[PairingStatus::Success],
        _ => return None,
    };
    Some(pair_endpoint(state, request, reports))
}

fn claim_endpoint(state: &mut State, request: &Request) -> Answer {
    claim(state, text(request.object()?, "activationCode")?)?;
    Ok(Response::empty(204))
}

fn pair_endpoint(state: &mut State, request: &Request, reports: &[PairingStatus]) -> Answer {
    let body = request.object()?;
    let code = text(body, "activationCode")?;
    let device = match body.get("device") {
        None | Some(Value::Null) => PingIdDevice::iphone(),
        Some(value) => PingIdDevice::parse(value).map_err(ControlError::from)?,
    };
    let id = pair(state, code, device, reports)?;
    Ok(Response::json(200, &json!({ "deviceId": id })))
}

fn reply_form_endpoint(state: &mut State, request: &Request) -> Answer {
    state.pingid.form = ReplyForm::parse(request.object()?).map_err(ControlError::from)?;
    Ok(Response::empty(204))
}
