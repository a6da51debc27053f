//! The workflows of pairing without the PingID app.

use std::fmt;

use ping_models::pingid::{
    AppPairingReply, AuthenticatorAppFinishPairing, AuthenticatorAppStartPairing, DeviceId,
    FinalizeOfflinePairing, OathTokenType, PingIdCode, SessionId, StartOfflinePairing,
};
use ping_models::{QrCode, Secret};
use ping_transport::flow::Action;
use ping_transport::{Error, OpenError};
use serde::{Deserialize, Serialize};

use super::typed;
use crate::replies::{missing, wants_next};
use crate::{PingId, pingid_code};

/// A pairing that waits for a passcode: of a message that was sent, or of a token.
///
/// Cheap to clone. [`submit`](Self::submit) takes `&self`: a step may be tried again.
#[derive(Clone)]
#[must_use = "the device is not paired yet"]
pub struct OtpPairing {
    pingid: PingId,
    state: State,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    user_name: String,
    session: SessionId,
    device: Option<DeviceId>,
    token_type: Option<OathTokenType>,
    resync: bool,
}

/// What a passcode came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the pairing may not be at its end"]
pub enum OtpPairingOutcome {
    /// The device is paired. Its id is missing only where the service does not tell it.
    Paired(Option<DeviceId>),
    /// The passcode was wrong: ask for it again.
    Wrong(OtpPairing),
    /// The token has drifted, and was found: wait for the passcode that it shows next.
    NextOtp(OtpPairing),
}

fn session(reply: Option<SessionId>) -> Result<SessionId, Error> {
    reply.ok_or_else(|| missing("sessionId", "a session; check that the account allows the method"))
}

/// Begins the pairing; the service sends the passcode.
pub(crate) async fn start(
    pingid: PingId,
    request: StartOfflinePairing,
) -> Result<OtpPairing, Error> {
    let user_name = request.username.clone().unwrap_or_default();
    let reply = pingid.pairings().start_offline(request).await?;
    let state = State {
        user_name,
        session: session(reply.session_id)?,
        device: reply.device_id,
        token_type: reply.token_type,
        resync: false,
    };
    Ok(OtpPairing { pingid, state })
}

resumable! {
    OtpPairing of State = "pingid.otp_pairing",
    for |pairing| &pairing.state.user_name,
    keep |pairing| pairing.state.clone(),
    restore |pingid, state| Ok(Self { pingid, state });
}

/// As that of all steps: without the client.
impl fmt::Debug for OtpPairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtpPairing")
            .field("user_name", &self.state.user_name)
            .field("session", &self.state.session)
            .field("device", &self.state.device)
            .finish_non_exhaustive()
    }
}

impl OtpPairing {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        &self.state.user_name
    }

    /// What the service calls the pairing.
    pub fn session_id(&self) -> &SessionId {
        &self.state.session
    }

    /// The id that the device will have, where the service tells it.
    pub fn device_id(&self) -> Option<&DeviceId> {
        self.state.device.as_ref()
    }

    /// How a token makes its passcodes; none for a phone or an address.
    pub fn token_type(&self) -> Option<&OathTokenType> {
        self.state.token_type.as_ref()
    }

    /// Whether a token that has drifted is looked for in a wider window, and then asked for a
    /// second passcode; not unless set.
    pub fn resync(mut self, resync: bool) -> Self {
        self.state.resync = resync;
        self
    }

    /// Sends the passcode; blanks in it do not count.
    ///
    /// Errors: as for [`Pairings::finalize_offline`](crate::Pairings::finalize_offline), but for
    /// a wrong passcode, which is an outcome; `errorId` 20517 where the pairing has expired.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<OtpPairingOutcome> {
        let this = self.clone();
        let mut request = FinalizeOfflinePairing::new(&this.state.session, typed(&otp.into()));
        if this.state.resync {
            request = request.oath_resync(true);
        }
        Action::new(&self.pingid, |pingid| async move {
            let sent = pingid.pairings().finalize_offline(request).await;
            match sent {
                Ok(reply) => Ok(if wants_next(reply.outcome.error_id.as_ref())? {
                    OtpPairingOutcome::NextOtp(this)
                } else {
                    OtpPairingOutcome::Paired(this.state.device)
                }),
                Err(error) if pingid_code(&error) == Some(PingIdCode::WrongOtp) => {
                    Ok(OtpPairingOutcome::Wrong(this))
                }
                Err(error) => Err(error),
            }
        })
    }
}

/// A pairing of an authenticator app: shows the key, and waits for the app's first passcode.
///
/// Cheap to clone, but for the QR code. [`submit`](Self::submit) takes `&self`.
#[derive(Clone)]
#[must_use = "the device is not paired yet"]
pub struct AppPairing {
    pingid: PingId,
    state: AppState,
    qr: QrCode,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct AppState {
    user_name: String,
    session: SessionId,
    device: Option<DeviceId>,
    uri: Secret,
    key: Secret,
}

/// What a passcode of an authenticator app came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use = "the pairing may not be at its end"]
pub enum AppPairingOutcome {
    /// The app is paired. Its id is missing only where the service does not tell it.
    Paired(Option<DeviceId>),
    /// The passcode was wrong: ask for it again.
    Wrong(AppPairing),
}

/// Begins the pairing; the reply has the key.
pub(crate) async fn start_app(
    pingid: PingId,
    request: AuthenticatorAppStartPairing,
) -> Result<AppPairing, Error> {
    let user_name = request.username.clone().unwrap_or_default();
    let AppPairingReply { session_id, pairing_key_uri, pairing_key, device_id, .. } =
        pingid.pairings().start_authenticator_app(request).await?;
    let uri = pairing_key_uri.unwrap_or_else(|| "".into());
    let qr = qr_code(&uri)
        .ok_or_else(|| missing("pairingKeyUri", "a URI that is short enough for a QR code"))?;
    let state = AppState {
        user_name,
        session: session(session_id)?,
        device: device_id,
        uri,
        key: pairing_key.unwrap_or_else(|| "".into()),
    };
    Ok(AppPairing { pingid, state, qr })
}

fn qr_code(uri: &Secret) -> Option<QrCode> {
    let text = Some(uri.expose()).filter(|text| !text.is_empty());
    text.and_then(QrCode::new)
}

resumable! {
    AppPairing of AppState = "pingid.app_pairing",
    for |pairing| &pairing.state.user_name,
    keep |pairing| pairing.state.clone(),
    restore |pingid, state| {
        let qr = qr_code(&state.uri).ok_or(OpenError::AnotherVersion)?;
        Ok(Self { pingid, state, qr })
    };
}

impl AppPairing {
    /// The name of the user.
    pub fn user_name(&self) -> &str {
        &self.state.user_name
    }

    /// What the service calls the pairing.
    pub fn session_id(&self) -> &SessionId {
        &self.state.session
    }

    /// The key as an `otpauth://totp/...` URI, which apps take. To be shown to the user alone.
    pub fn key_uri(&self) -> &str {
        self.state.uri.expose()
    }

    /// The key for typing, in groups of four. To be shown to the user alone.
    pub fn key(&self) -> &str {
        self.state.key.expose()
    }

    /// The QR code of the URI, which the user scans with the app.
    pub fn qr(&self) -> &QrCode {
        &self.qr
    }

    /// Sends the passcode that the app shows; blanks in it do not count.
    ///
    /// Errors: as for
    /// [`Pairings::finish_authenticator_app`](crate::Pairings::finish_authenticator_app), but for
    /// a wrong passcode, which is an outcome; `errorId` 20517 where the pairing has expired.
    pub fn submit(&self, otp: impl Into<Secret>) -> Action<AppPairingOutcome> {
        let this = self.clone();
        let request = AuthenticatorAppFinishPairing::new(&this.state.session, typed(&otp.into()));
        Action::new(&self.pingid, |pingid| async move {
            let sent = pingid.pairings().finish_authenticator_app(request);
            match sent.await {
                Ok(_) => Ok(AppPairingOutcome::Paired(this.state.device)),
                Err(error) if pingid_code(&error) == Some(PingIdCode::WrongOtp) => {
                    Ok(AppPairingOutcome::Wrong(this))
                }
                Err(error) => Err(error),
            }
        })
    }
}

impl fmt::Debug for AppPairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppPairing")
            .field("session", &self.state.session)
            .field("device", &self.state.device)
            .finish_non_exhaustive()
    }
}
