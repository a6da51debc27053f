//! The operations of this crate. Written by `cargo catalogue` from
//! `fixtures/catalogue.csv`.

use ping_models::pingid::{
    ActivateUser, ActivationReply, AddApplication, AddService, AddUser, AppPairingReply,
    ApplicationReply, ApplicationsReply, AuthStatus, AuthStatusReply, AuthenticateOffline,
    AuthenticateOfflineReply, AuthenticateOnline, AuthenticateOnlineReply,
    AuthenticatorAppFinishPairing, AuthenticatorAppStartPairing, BulkJobStatusReply,
    CancelAuthentication, CreateBulkAuthenticationPolicy, CreateJob, CreateOrgTokens,
    DeleteApplications, DeleteUser, EditUser, FinalizeOfflinePairing, FinalizePairingReply,
    FinishWebAuthnPasswordlessAuth, GetActivationCode, GetApplications, GetBulkJobStatus,
    GetJobStatus, GetOrganizationReport, GetPairingStatus, GetUserDetails, JobReply,
    JobStatusReply, OfflinePairing, OrganizationReport, PairYubiKey, PairingStatusReply,
    PasswordlessReply, PlainReply, PoliciesReply, PolicyVersionReply, ReadBulkAuthenticationPolicy,
    RedirectRequest, RedirectResponse, ResyncOathToken, ResyncReply, RevokeOrgTokens,
    StartAuthentication, StartAuthenticationReply, StartOfflinePairing,
    StartWebAuthnPasswordlessAuth, StartedPairingReply, SuspendUser, ToggleUserBypass,
    UnpairDevice, UpdateApplications, UpdateDeviceAttributes, UserReply, WebAuthnFinishPairing,
    WebAuthnOptionsReply, WebAuthnStartAuth, WebAuthnStartPairing, YubiKeyReply,
};

ping_transport::operations! {
    /// AddUser.
    pub(crate) ADD_USER: AddUser => UserReply = "pingid.add_user",
        POST PingId "/pingid/rest/4/adduser/do" as "application/json" with RepeatsClientData;

    /// GetUserDetails.
    pub(crate) GET_USER_DETAILS: GetUserDetails => UserReply = "pingid.get_user_details",
        POST PingId "/pingid/rest/4/getuserdetails/do" as "application/json" repeat yes
        with RepeatsClientData;

    /// EditUser.
    pub(crate) EDIT_USER: EditUser => UserReply = "pingid.edit_user",
        POST PingId "/pingid/rest/4/edituser/do" as "application/json" with RepeatsClientData;

    /// DeleteUser.
    pub(crate) DELETE_USER: DeleteUser => PlainReply = "pingid.delete_user",
        POST PingId "/pingid/rest/4/deleteuser/do" as "application/json" with RepeatsClientData;

    /// SuspendUser.
    pub(crate) SUSPEND_USER: SuspendUser => PlainReply = "pingid.suspend_user",
        POST PingId "/pingid/rest/4/suspenduser/do" as "application/json" with RepeatsClientData;

    /// ActivateUser.
    pub(crate) ACTIVATE_USER: ActivateUser => ActivationReply = "pingid.activate_user",
        POST PingId "/pingid/rest/4/activateuser/do" as "application/json" with RepeatsClientData;

    /// AddService.
    pub(crate) ADD_SERVICE: AddService => PlainReply = "pingid.add_service",
        POST PingId "/pingid/rest/4/addservice/do" as "application/json" with RepeatsClientData;

    /// ToggleUserBypass.
    pub(crate) TOGGLE_USER_BYPASS: ToggleUserBypass => PlainReply = "pingid.toggle_user_bypass",
        POST PingId "/pingid/rest/4/userbypass/do" as "application/json" with RepeatsClientData;

    /// GetActivationCode.
    pub(crate) GET_ACTIVATION_CODE: GetActivationCode => ActivationReply
        = "pingid.get_activation_code",
        POST PingId "/pingid/rest/4/getactivationcode/do" as "application/json"
        with RepeatsClientData;

    /// GetPairingStatus.
    pub(crate) GET_PAIRING_STATUS: GetPairingStatus => PairingStatusReply
        = "pingid.get_pairing_status",
        POST PingId "/pingid/rest/4/pairingstatus/do" as "application/json" with RepeatsClientData;

    /// StartOfflinePairing.
    pub(crate) START_OFFLINE_PAIRING: StartOfflinePairing => StartedPairingReply
        = "pingid.start_offline_pairing",
        POST PingId "/pingid/rest/4/startofflinepairing/do" as "application/json"
        with RepeatsClientData;

    /// FinalizeOfflinePairing.
    pub(crate) FINALIZE_OFFLINE_PAIRING: FinalizeOfflinePairing => FinalizePairingReply
        = "pingid.finalize_offline_pairing",
        POST PingId "/pingid/rest/4/finalizeofflinepairing/do" as "application/json"
        with RepeatsClientData, Steps;

    /// OfflinePairing.
    pub(crate) OFFLINE_PAIRING: OfflinePairing => StartedPairingReply = "pingid.offline_pairing",
        POST PingId "/pingid/rest/4/offlinepairing/do" as "application/json"
        with MayRepeatClientData;

    /// PairYubiKey.
    pub(crate) PAIR_YUBIKEY: PairYubiKey => YubiKeyReply = "pingid.pair_yubikey",
        POST PingId "/pingid/rest/4/pairyubikey/do" as "application/json" with RepeatsClientData;

    /// ResyncOathToken.
    pub(crate) RESYNC_OATH_TOKEN: ResyncOathToken => ResyncReply = "pingid.resync_oath_token",
        POST PingId "/pingid/rest/4/resyncoathtoken/do" as "application/json"
        with RepeatsClientData, Steps;

    /// CreateOrgTokens.
    pub(crate) CREATE_ORG_TOKENS: CreateOrgTokens => JobReply = "pingid.create_org_tokens",
        POST PingId "/pingid/rest/4/createorgtokens/do" as "application/json"
        with RepeatsClientData;

    /// RevokeOrgTokens.
    pub(crate) REVOKE_ORG_TOKENS: RevokeOrgTokens => JobReply = "pingid.revoke_org_tokens",
        POST PingId "/pingid/rest/4/revokeorgtokens/do" as "application/json"
        with RepeatsClientData;

    /// UnpairDevice.
    pub(crate) UNPAIR_DEVICE: UnpairDevice => PlainReply = "pingid.unpair_device",
        POST PingId "/pingid/rest/4/unpairdevice/do" as "application/json" with RepeatsClientData;

    /// UpdateDeviceAttributes.
    pub(crate) UPDATE_DEVICE_ATTRIBUTES: UpdateDeviceAttributes => PlainReply
        = "pingid.update_device_attributes",
        POST PingId "/pingid/rest/4/updatedeviceattr/do" as "application/json"
        with RepeatsClientData;

    /// AuthenticatorAppStartPairing.
    pub(crate) AUTHENTICATOR_APP_START_PAIRING: AuthenticatorAppStartPairing => AppPairingReply
        = "pingid.authenticator_app_start_pairing",
        POST PingId "/pingid/rest/4/authenticatorappstartpairing/do" as "application/json"
        with MayRepeatClientData;

    /// AuthenticatorAppFinishPairing.
    pub(crate) AUTHENTICATOR_APP_FINISH_PAIRING: AuthenticatorAppFinishPairing => PlainReply
        = "pingid.authenticator_app_finish_pairing",
        POST PingId "/pingid/rest/4/authenticatorappfinishpairing/do" as "application/json"
        with MayRepeatClientData;

    /// WebAuthnStartPairing (FIDO security key, FIDO biometrics, FIDO2 devices).
    pub(crate) WEBAUTHN_START_PAIRING: WebAuthnStartPairing => WebAuthnOptionsReply
        = "pingid.webauthn_start_pairing",
        POST PingId "/pingid/rest/4/webauthnstartpairing/do" as "application/json"
        with RepeatsClientData;

    /// WebAuthnFinishPairing (FIDO security key, FIDO biometrics, FIDO2 devices).
    pub(crate) WEBAUTHN_FINISH_PAIRING: WebAuthnFinishPairing => PlainReply
        = "pingid.webauthn_finish_pairing",
        POST PingId "/pingid/rest/4/webauthnfinishpairing/do" as "application/json"
        with MayRepeatClientData;

    /// CreateJob.
    pub(crate) CREATE_JOB: CreateJob => JobReply = "pingid.create_job",
        POST PingId "/pingid/rest/4/createjob/do" as "application/json"
        with RepeatsClientData, NoErrorId;

    /// GetJobStatus.
    pub(crate) GET_JOB_STATUS: GetJobStatus => JobStatusReply = "pingid.get_job_status",
        POST PingId "/pingid/rest/4/getjobstatus/do" as "application/json" repeat yes
        with RepeatsClientData, NoErrorId;

    /// GetBulkJobStatus.
    pub(crate) GET_BULK_JOB_STATUS: GetBulkJobStatus => BulkJobStatusReply
        = "pingid.get_bulk_job_status",
        POST PingId "/pingid/rest/4/getbulkjobstatus/do" as "application/json" repeat yes
        with RepeatsClientData;

    /// GetOrganizationReport.
    pub(crate) GET_ORGANIZATION_REPORT: GetOrganizationReport => OrganizationReport
        = "pingid.get_organization_report",
        POST PingId "/pingid/rest/4/getorgreport/do" as "application/json" repeat yes;

    /// StartAuthentication.
    pub(crate) START_AUTHENTICATION: StartAuthentication => StartAuthenticationReply
        = "pingid.start_authentication",
        POST PingId "/pingid/rest/4/startauthentication/do" as "application/json"
        with RepeatsClientData, Steps;

    /// AuthStatus.
    pub(crate) AUTH_STATUS: AuthStatus => AuthStatusReply = "pingid.auth_status",
        POST PingId "/pingid/rest/4/authstatus/do" as "application/json" repeat yes
        with RepeatsClientData, Steps, RepeatsSession;

    /// CancelAuthentication.
    pub(crate) CANCEL_AUTHENTICATION: CancelAuthentication => PlainReply
        = "pingid.cancel_authentication",
        POST PingId "/pingid/rest/4/cancelauthentication/do" as "application/json"
        with RepeatsClientData;

    /// AuthenticateOnline.
    pub(crate) AUTHENTICATE_ONLINE: AuthenticateOnline => AuthenticateOnlineReply
        = "pingid.authenticate_online",
        POST PingId "/pingid/rest/4/authonline/do" as "application/json"
        with RepeatsClientData, Steps, RepeatsSession;

    /// AuthenticateOffline.
    pub(crate) AUTHENTICATE_OFFLINE: AuthenticateOffline => AuthenticateOfflineReply
        = "pingid.authenticate_offline",
        POST PingId "/pingid/rest/4/authoffline/do" as "application/json"
        with RepeatsClientData, Steps, RepeatsSession;

    /// WebAuthnStartAuth (FIDO security key, FIDO biometrics, FIDO2 devices).
    pub(crate) WEBAUTHN_START_AUTH: WebAuthnStartAuth => WebAuthnOptionsReply
        = "pingid.webauthn_start_auth",
        POST PingId "/pingid/rest/4/webauthnstartauth/do" as "application/json"
        with RepeatsClientData;

    /// StartWebAuthnPasswordlessAuth.
    pub(crate) START_WEBAUTHN_PASSWORDLESS_AUTH: StartWebAuthnPasswordlessAuth => WebAuthnOptionsReply
        = "pingid.start_webauthn_passwordless_auth",
        POST PingId "/pingid/rest/4/startwebauthnpasswordlessauth/do" as "application/json"
        with RepeatsClientData;

    /// FinishWebAuthnPasswordlessAuth.
    pub(crate) FINISH_WEBAUTHN_PASSWORDLESS_AUTH: FinishWebAuthnPasswordlessAuth => PasswordlessReply
        = "pingid.finish_webauthn_passwordless_auth",
        POST PingId "/pingid/rest/4/finishwebauthnpasswordlessauth/do" as "application/json"
        with RepeatsClientData, Steps;

    /// AddApplication.
    pub(crate) ADD_APPLICATION: AddApplication => ApplicationReply = "pingid.add_application",
        POST PingId "/pingid/rest/4/addapplication/do" as "application/json"
        with RepeatsClientData;

    /// GetApplications.
    pub(crate) GET_APPLICATIONS: GetApplications => ApplicationsReply = "pingid.get_applications",
        POST PingId "/pingid/rest/4/getapplications/do" as "application/json" repeat yes
        with RepeatsClientData;

    /// UpdateApplications.
    pub(crate) UPDATE_APPLICATIONS: UpdateApplications => PlainReply
        = "pingid.update_applications",
        POST PingId "/pingid/rest/4/updateapplications/do" as "application/json"
        with RepeatsClientData;

    /// DeleteApplications.
    pub(crate) DELETE_APPLICATIONS: DeleteApplications => PlainReply
        = "pingid.delete_applications",
        POST PingId "/pingid/rest/4/deleteapplications/do" as "application/json"
        with RepeatsClientData;

    /// Reading existing policies (readbulkauthenticationpolicy).
    pub(crate) READ_BULK_AUTHENTICATION_POLICY: ReadBulkAuthenticationPolicy => PoliciesReply
        = "pingid.read_bulk_authentication_policy",
        POST PingId "/pingid/rest/4/readbulkauthenticationpolicy/do" as "application/json"
        repeat yes with MayRepeatClientData;

    /// Creating a set of policies (createbulkauthenticationpolicy).
    pub(crate) CREATE_BULK_AUTHENTICATION_POLICY: CreateBulkAuthenticationPolicy => PolicyVersionReply
        = "pingid.create_bulk_authentication_policy",
        POST PingId "/pingid/rest/4/createbulkauthenticationpolicy/do" as "application/json"
        with MayRepeatClientData;

    /// PPM request.
    pub(crate) PPM_AUTH: RedirectRequest => RedirectResponse = "pingid.ppm_auth",
        POST Authenticator "/pingid/ppm/auth" as "application/x-www-form-urlencoded";

    /// PPM request for FIDO pairing with a hybrid UI.
    pub(crate) PPM_WEBAUTHN_REGISTRATION: RedirectRequest => RedirectResponse
        = "pingid.ppm_webauthn_registration",
        POST Authenticator "/registration/webauthn" as "application/x-www-form-urlencoded";

    /// PPM request for FIDO authentication with a hybrid UI.
    pub(crate) PPM_HYBRID_WEBAUTHN_AUTH: RedirectRequest => RedirectResponse
        = "pingid.ppm_hybrid_webauthn_auth",
        POST Authenticator "/pingid/ppm/hybrid/webauthn/auth"
        as "application/x-www-form-urlencoded";

    /// Activation code redirect link for Online Pairing.
    pub(crate) ACTIVATION_REDIRECT_LINK: () => () = "pingid.activation_redirect_link",
        GET PingId "/pingid/QRRedirection" by Anybody;
}
