//! The workflow of online pairing.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ping_models::pingid::{
    ActivationCode, AddUser, DeviceId, GetActivationCode, GetPairingStatus, PairingStatus,
    UserDetails,
};
use ping_transport::flow::{Action, Progress, Wait};
use ping_transport::{Error, OpenError, Polling};
use serde::{Deserialize, Serialize};

use crate::replies::missing;
use crate::{ActivationLink, PingId};

/// How often the service is asked unless the caller says otherwise.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long is waited for a person unless the caller says otherwise.
const DEADLINE: Duration = Duration::from_secs(600);

/// Whose device is to be paired.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PairingRequest {
    /// A user who is added and activated.
    NewUser(AddUser),
    /// A user who exists already.
    User(GetActivationCode),
}

impl From<AddUser> for PairingRequest {
    fn from(user: AddUser) -> Self {
        Self::NewUser(user)
    }
}

impl From<GetActivationCode> for PairingRequest {
    fn from(user: GetActivationCode) -> Self {
        Self::User(user)
    }
}

/// A pairing that waits for a person with a phone or computer.
///
/// Cheap to clone. Dropping it ends nothing: the code stays valid until it expires.
#[derive(Clone)]
#[must_use = "it has the code that the user needs"]
pub struct OnlinePairing {
    pingid: PingId,
    state: Arc<State>,
    link: Arc<ActivationLink>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    user_name: String,
    code: ActivationCode,
    /// The devices that the user had before.
    earlier: Vec<DeviceId>,
}

/// How a pairing ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "the phone may not be paired"]
pub enum PairingOutcome {
    /// The device is paired. Its id is missing only where the service does not tell it.
    Paired(Option<DeviceId>),
    /// The code was not used in time, or replaced by a newer one.
    Expired,
}

/// Adds the user or reads the one who is there, and gets a code.
pub(crate) async fn start(pingid: PingId, request: PairingRequest) -> Result<OnlinePairing, Error> {
    let (user_name, code, earlier) = match request {
        PairingRequest::NewUser(user) => {
            let user_name = user.username.clone().unwrap_or_default();
            let mut code = GetActivationCode::new(user_name.as_str());
            code.device_type.clone_from(&user.device_type);
            let reply = pingid.users().create(user.activate_user(true)).await?;
            let code = match reply.activation_code.filter(|code| !code.is_empty()) {
                Some(code) => code,
                // The reply leaves it out: ask for one, as the workflow does.
                None => activation_code(&pingid, code).await?,
            };
            (user_name, code, Vec::new())
        }
        PairingRequest::User(request) => {
            let user_name = request.user_name.clone().unwrap_or_default();
            let reply = pingid.users().read(user_name.as_str()).await?;
            let earlier = reply.user.as_ref().map(device_ids).unwrap_or_default();
            let code = activation_code(&pingid, request).await?;
            (user_name, code, earlier)
        }
    };
    let state = State { user_name, code, earlier };
    OnlinePairing::new(pingid, state)
}

async fn activation_code(
    pingid: &PingId,
    request: GetActivationCode,
) -> Result<ActivationCode, Error> {
    let reply = pingid.pairings().activation_code(request).await?;
    let code = reply.activation_code.filter(|code| !code.is_empty());
    code.ok_or_else(|| {
        let expected = "a code; check that the account allows the mobile and desktop apps";
        missing("activationCode", expected)
    })
}

fn device_ids(user: &UserDetails) -> Vec<DeviceId> {
    let devices = user.devices().into_iter();
    devices.filter_map(|device| device.id.clone()).collect()
}

resumable! {
    OnlinePairing of State = "pingid.online_pairing",
    for |pairing| &pairing.state.user_name,
    keep |pairing| State::clone(&pairing.state),
    restore |pingid, state| Self::new(pingid, state).map_err(|_| OpenError::AnotherVersion);
}

/// Neither the client nor the code.
impl fmt::Debug for OnlinePairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnlinePairing")
            .field("user_name", &self.state.user_name)
            .finish_non_exhaustive()
    }
}

impl OnlinePairing {
    fn new(pingid: PingId, state: State) -> Result<Self, Error> {
        Ok(Self {
            link: Arc::new(pingid.activation_link(&state.code)?),
            pingid,
            state: Arc::new(state),
        })
    }

    /// The name of the user.
    pub fn user_name(&self) -> &str {
        &self.state.user_name
    }

    /// The code, to be shown to the user, who types it into the PingID app.
    pub fn activation_code(&self) -> &str {
        self.state.code.expose()
    }

    /// The link and its QR code, which the user scans instead.
    pub fn link(&self) -> &ActivationLink {
        &self.link
    }

    /// Asks once how far it has come.
    ///
    /// The service tells of a success once. Where that reply was lost, the user's devices tell.
    ///
    /// Errors: as for [`Pairings::status`](crate::Pairings::status); `errorId` 10564 where the
    /// user was deleted meanwhile.
    #[doc(alias("refresh", "status"))]
    pub fn poll(&self) -> Action<Progress<Option<PairingStatus>, PairingOutcome>> {
        let this = self.clone();
        Action::new(&self.pingid, |pingid| async move { this.ask(&pingid).await })
    }

    async fn ask(
        &self,
        pingid: &PingId,
    ) -> Result<Progress<Option<PairingStatus>, PairingOutcome>, Error> {
        let request = GetPairingStatus::new(&self.state.code);
        // Asking twice is safe here: a success that gets lost is found below.
        let call = pingid.pairings().status_request(request).repeatable();
        let reply = call.call().await?;
        Ok(match (reply.pairing_status, reply.device_id) {
            (Some(PairingStatus::Success), Some(device)) => {
                Progress::Ended(PairingOutcome::Paired(Some(device)))
            }
            (Some(PairingStatus::Success), None) => {
                Progress::Ended(PairingOutcome::Paired(self.new_device(pingid).await?))
            }
            (Some(PairingStatus::NotExist), _) => {
                Progress::Ended(match self.new_device(pingid).await? {
                    Some(device) => PairingOutcome::Paired(Some(device)),
                    None => PairingOutcome::Expired,
                })
            }
            (status, _) => Progress::Waiting(status),
        })
    }

    /// Waits for the end: asks every 2 seconds for 10 minutes unless set. Dropping the future
    /// stops waiting; the pairing goes on.
    ///
    /// # Errors
    ///
    /// Fails as [`poll`](Self::poll) does, and with
    /// [`ErrorKind::Timeout`](ping_transport::ErrorKind::Timeout) at the deadline; the code may
    /// still be valid then, and waiting again is fine.
    pub fn wait(&self) -> Wait<PairingOutcome> {
        let this = self.clone();
        let polling = Polling::new(INTERVAL, DEADLINE);
        Wait::new(&self.pingid, polling, move |pingid| {
            let this = this.clone();
            async move { this.ask(&pingid).await }
        })
    }

    /// A device that the user did not have before.
    async fn new_device(&self, pingid: &PingId) -> Result<Option<DeviceId>, Error> {
        let reply = pingid.users().read(self.user_name()).await?;
        let devices = reply.user.as_ref().map(device_ids).unwrap_or_default();
        Ok(devices.into_iter().find(|id| !self.state.earlier.contains(id)))
    }
}
