//! The calls and flows of the products, to be answered or tampered with.

use std::fmt::Debug;
use std::pin::Pin;

use ping_sdk::models::mfa::{
    CancelReason, InitializeDeviceAuthentication, NewEmailDevice, NewSmsDevice, NewTotpDevice,
};
use ping_sdk::models::pingid::{
    ActivateUser, AddService, AddUser, Application, AuthenticateOffline, AuthenticateOnline,
    AuthenticatorAppFinishPairing, CancelAuthentication, CreateOrgTokens, DeleteApplications,
    DeviceType, FinalizeOfflinePairing, FinishWebAuthnPasswordlessAuth, GetActivationCode,
    GetBulkJobStatus, GetUserDetails, JobType, OfflinePairing, OrgToken, PairYubiKey, ReportFormat,
    ResyncOathToken, RevokeOrgTokens, Role, ServiceAlias, SessionId, StartAuthentication,
    StartOfflinePairing, StartWebAuthnPasswordlessAuth, ToggleUserBypass, UnpairDevice,
    UpdateApplications, UpdateDeviceAttributes, WebAuthnFinishPairing, WebAuthnStartAuth,
    WebAuthnStartPairing,
};
use ping_sdk::models::platform::{Address, NewUser, PatchUser};
use ping_sdk::models::verify::{
    AspectRatio, BackgroundColor, DataBasedRequirements, DataBasedVerification, DocumentKind,
    GalleryValue, IdentityRecordMatch, NewVerification, NewVerificationDocument, NewVerifyPolicy,
    PortraitBackground, UpdateVerifyTransaction, VerifiedDataType,
};
use ping_sdk::pingid::{PingId, RelyingParty};
use ping_sdk::{Error, Ping};
use serde::de::DeserializeOwned;

/// A client and what it can name.
pub(super) struct World {
    pub(super) ping: Ping,
    pub(super) user: String,
    pub(super) device: String,
    pub(super) transaction: String,
    pub(super) policy: String,
}

/// How a value prints, or the error.
pub(super) type Shown = Result<String, Error>;

/// A call of a product.
pub(super) struct ProductCall {
    /// The operation; behind a `#` what tells it from other calls of the same.
    pub(super) name: &'static str,
    pub(super) send: fn(&World) -> Pin<Box<dyn Future<Output = Shown> + '_>>,
}

impl ProductCall {
    pub(super) fn operation(&self) -> &'static str {
        self.name.split('#').next().unwrap()
    }

    /// Whether it may send more than one request.
    pub(super) fn is_flow(&self) -> bool {
        self.name.ends_with("#flow")
    }

    pub(super) fn is_pingid(&self) -> bool {
        self.name.starts_with("pingid.")
    }
}

fn shown<T: Debug>(result: Result<T, Error>) -> Shown {
    result.map(|value| format!("{value:?}"))
}

fn pingid(world: &World) -> PingId {
    world.ping.pingid().unwrap()
}

fn given<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

fn relying_party() -> RelyingParty {
    RelyingParty::new("pingone.com", "https://admin.pingone.com")
}

macro_rules! calls {
    ($( $name:literal => |$world:ident| $call:expr; )*) => {
        pub(super) static CALLS: &[ProductCall] = &[$(
            ProductCall {
                name: $name,
                send: |$world| Box::pin(async move { shown($call.await) }),
            },
        )*];
    };
}

calls! {
    "platform.read_all_organizations" => |w| w.ping.platform().organizations().list().all();
    "platform.read_one_organization" => |w| w.ping.platform().organization("o").read();
    "platform.read_all_licenses" => |w| w.ping.platform().organization("o").licenses().list().all();
    "platform.read_one_license" => |w| w.ping.platform().organization("o").licenses().read("l");
    "platform.read_one_environment" => |w| w.ping.platform().environment().read();
    "platform.read_all_populations" => |w| w.ping.platform().populations().list().all();
    "platform.create_user" => |w| w.ping.platform().users().create(NewUser::new("ann"));
    "platform.read_one_user" => |w| w.ping.platform().users().read(&*w.user);
    "platform.read_all_users" => |w| w.ping.platform().users().list().all();
    "platform.patch_user" => |w| {
        let change = PatchUser::new().title("Dr.").address(Address::new().locality("Springfield"));
        w.ping.platform().users().patch(&*w.user, change)
    };
    "platform.delete_user" => |w| w.ping.platform().users().delete(&*w.user);

    "mfa.read_user_mfa_enabled" => |w| w.ping.mfa().user(&*w.user).mfa_enabled().read();
    "mfa.update_user_mfa_enabled" => |w| w.ping.mfa().user(&*w.user).mfa_enabled().update(true);
    "mfa.create_mfa_device_sms" => |w| {
        let phone = NewSmsDevice::new("+15125550100");
        w.ping.mfa().user(&*w.user).devices().create(phone)
    };
    "mfa.create_mfa_device_email" => |w| {
        let mail = NewEmailDevice::new("ann@example.com");
        w.ping.mfa().user(&*w.user).devices().create(mail)
    };
    "mfa.create_mfa_device_totp" => |w| {
        w.ping.mfa().user(&*w.user).devices().create(NewTotpDevice::new())
    };
    "mfa.read_all_mfa_devices" => |w| w.ping.mfa().user(&*w.user).devices().list().all();
    "mfa.read_one_mfa_device" => |w| w.ping.mfa().user(&*w.user).devices().read(&*w.device);
    "mfa.activate_mfa_device" => |w| {
        w.ping.mfa().user(&*w.user).devices().activate(&*w.device, "123456")
    };
    "mfa.resend_pairing_code" => |w| {
        w.ping.mfa().user(&*w.user).devices().resend_pairing_code(&*w.device)
    };
    "mfa.update_device_nickname" => |w| {
        w.ping.mfa().user(&*w.user).devices().update_nickname(&*w.device, "Work")
    };
    "mfa.block_mfa_device" => |w| w.ping.mfa().user(&*w.user).devices().block(&*w.device);
    "mfa.initialize_device_authentication" => |w| {
        let user = InitializeDeviceAuthentication::of_user(&*w.user);
        w.ping.mfa().device_authentications().create(user)
    };
    "mfa.read_device_authentication" => |w| w.ping.mfa().device_authentications().read("a");
    "mfa.select_device_for_authentication" => |w| {
        w.ping.mfa().device_authentications().select_device("a", &*w.device)
    };
    "mfa.validate_otp_for_device" => |w| {
        w.ping.mfa().device_authentications().check_otp("a", "123456")
    };
    "mfa.cancel_device_authentication" => |w| {
        w.ping.mfa().device_authentications().cancel("a", CancelReason::ChangeDevice)
    };

    "verify.create_verify_transaction" => |w| {
        let verification = NewVerification::with_policy(&*w.policy);
        w.ping.verify().user(&*w.user).transactions().create(verification)
    };
    "verify.create_verify_transaction#flow" => |w| async {
        let verification = NewVerification::with_policy(&*w.policy);
        let started = w.ping.verify().user(&*w.user).start(verification).await?;
        started.wait().await
    };
    "verify.read_all_verify_transactions" => |w| {
        w.ping.verify().user(&*w.user).transactions().list().all()
    };
    "verify.read_one_verify_transaction" => |w| {
        w.ping.verify().user(&*w.user).transactions().read(&*w.transaction)
    };
    "verify.update_verify_transaction" => |w| {
        let approval = UpdateVerifyTransaction::approve();
        w.ping.verify().user(&*w.user).transactions().update(&*w.transaction, approval)
    };
    "verify.create_verify_policy" => |w| {
        w.ping.verify().policies().create(NewVerifyPolicy::new("Mine"))
    };
    "verify.read_all_verify_policies" => |w| w.ping.verify().policies().list().all();
    "verify.read_one_verify_policy" => |w| w.ping.verify().policies().read(&*w.policy);
    "verify.update_verify_policy" => |w| {
        w.ping.verify().policies().update(&*w.policy, NewVerifyPolicy::new("Mine"))
    };
    "verify.create_verification_document" => |w| {
        let front = NewVerificationDocument::jpeg(DocumentKind::DriverLicenseFront, b"\xff\xd8\xff");
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).documents().create(front)
    };
    "verify.read_all_verification_documents" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).documents().list()
    };
    "verify.read_one_verification_document" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).documents().read("d")
    };
    "verify.update_verification_document" => |w| {
        let email = NewVerificationDocument::new(DocumentKind::Email, "ann@example.com");
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).documents().update("d", email)
    };
    "verify.submit_identity_record_match" => |w| {
        let given = GalleryValue::any_of(["Ann", "Annie"]);
        let record = IdentityRecordMatch::new().given_name("ANN", given);
        w.ping.verify().user(&*w.user).match_record(record)
    };
    "verify.submit_data_based_identity_verification" => |w| {
        let identity = DataBasedRequirements::new().name("Ann Lee").national_id_number("000-12-3456");
        w.ping.verify().user(&*w.user).verify_by_data(DataBasedVerification::new(identity))
    };
    "verify.read_verify_identity_assurance" => |w| {
        w.ping.verify().user(&*w.user).identity_assurance().read()
    };
    "verify.read_all_verification_metadata" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).metadata().list()
    };
    "verify.read_one_verification_metadata" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).metadata().read("m")
    };
    "verify.read_all_user_verified_data" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).verified_data().list()
    };
    "verify.read_user_verified_data_by_type" => |w| {
        let data = w.ping.verify().user(&*w.user).transaction(&*w.transaction).verified_data();
        data.list_by_type([VerifiedDataType::Selfie])
    };
    "verify.read_one_user_verified_data" => |w| {
        w.ping.verify().user(&*w.user).transaction(&*w.transaction).verified_data().read("v")
    };
    "verify.update_verified_data_portrait_background" => |w| {
        let white = BackgroundColor::rgb(255, 255, 255);
        let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
        let data = w.ping.verify().user(&*w.user).transaction(&*w.transaction).verified_data();
        data.replace_background("v", background)
    };

    "pingid.add_user" => |w| pingid(w).users().create(AddUser::new("jdoe", Role::Regular));
    "pingid.add_user#flow" => |w| async {
        let pairing = pingid(w).pair_online(AddUser::new("jdoe", Role::Regular)).await?;
        pairing.poll().await
    };
    "pingid.get_user_details" => |w| pingid(w).users().read(GetUserDetails::new("jdoe"));
    "pingid.edit_user" => |w| {
        pingid(w).users().update(given(r#"{"userName": "jdoe", "role": "REGULAR"}"#))
    };
    "pingid.activate_user" => |w| pingid(w).users().activate(ActivateUser::new("jdoe"));
    "pingid.suspend_user" => |w| pingid(w).users().suspend("jdoe");
    "pingid.delete_user" => |w| pingid(w).users().delete("jdoe");
    "pingid.add_service" => |w| {
        pingid(w).users().add_service(AddService::new("jdoe", ServiceAlias::WindowsLocal))
    };
    "pingid.toggle_user_bypass" => |w| {
        pingid(w).users().bypass(ToggleUserBypass::new("jdoe", 1_439_913_346_850))
    };
    "pingid.unpair_device" => |w| pingid(w).devices().unpair(UnpairDevice::new("jdoe").device_id(1));
    "pingid.update_device_attributes" => |w| {
        pingid(w).devices().update(UpdateDeviceAttributes::primary("jdoe", 1))
    };
    "pingid.get_activation_code" => |w| {
        pingid(w).pairings().activation_code(GetActivationCode::new("jdoe"))
    };
    "pingid.get_pairing_status" => |w| pingid(w).pairings().status("436348609435");
    "pingid.start_offline_pairing" => |w| {
        pingid(w).pairings().start_offline(StartOfflinePairing::sms("jdoe", "13035551234"))
    };
    "pingid.start_offline_pairing#flow" => |w| async {
        let started = StartOfflinePairing::sms("jdoe", "13035551234");
        let pairing = pingid(w).pair_offline(started).await?;
        pairing.submit("123456").await
    };
    "pingid.finalize_offline_pairing" => |w| {
        pingid(w).pairings().finalize_offline(FinalizeOfflinePairing::new("oacts", "123456"))
    };
    "pingid.offline_pairing" => |w| {
        pingid(w).pairings().offline(OfflinePairing::email("jdoe", "jdoe@example.com"))
    };
    "pingid.pair_yubikey" => |w| {
        let touched = "ccccccdugencbubvthvennvnduljtfhnjldtnctfdfkn";
        pingid(w).pairings().yubikey(PairYubiKey::new("jdoe", touched))
    };
    "pingid.authenticator_app_start_pairing" => |w| {
        pingid(w).pairings().start_authenticator_app("jdoe")
    };
    "pingid.authenticator_app_start_pairing#flow" => |w| async {
        let pairing = pingid(w).pair_authenticator_app("jdoe").await?;
        pairing.submit("123456").await
    };
    "pingid.authenticator_app_finish_pairing" => |w| {
        let otp = AuthenticatorAppFinishPairing::new("oacts", "123456");
        pingid(w).pairings().finish_authenticator_app(otp)
    };
    "pingid.create_org_tokens" => |w| {
        let token = OrgToken::totp("1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
        pingid(w).oath_tokens().create(CreateOrgTokens::new([token]))
    };
    "pingid.revoke_org_tokens" => |w| {
        pingid(w).oath_tokens().revoke(RevokeOrgTokens::with_serial_numbers(["72"]))
    };
    "pingid.resync_oath_token" => |w| {
        pingid(w).oath_tokens().resync(ResyncOathToken::with_otps("1", ["112814", "889429"]))
    };
    "pingid.create_job" => |w| pingid(w).jobs().create(JobType::UserReports);
    "pingid.get_job_status" => |w| pingid(w).jobs().status("DTLv1uMpivQRoFN68edsYi4Y");
    "pingid.get_job_status#flow" => |w| pingid(w).job("DTLv1uMpivQRoFN68edsYi4Y").poll();
    "pingid.get_bulk_job_status" => |w| {
        pingid(w).jobs().bulk_status(GetBulkJobStatus::new(["Fg9bVV8B".into()]))
    };
    "pingid.get_organization_report" => |w| async {
        let mut report = pingid(w).report(ReportFormat::Json).await?;
        let mut rows = Vec::new();
        while let Some(row) = report.try_next().await? {
            rows.push(row);
        }
        Ok(rows)
    };
    "pingid.add_application" => |w| {
        pingid(w).applications().create(Application::named("payroll", "Payroll"))
    };
    "pingid.get_applications" => |w| pingid(w).applications().list();
    "pingid.update_applications" => |w| {
        let renamed = Application::named("wages", "Wages");
        pingid(w).applications().update(UpdateApplications::with_changes([("payroll", renamed)]))
    };
    "pingid.delete_applications" => |w| {
        pingid(w).applications().delete(DeleteApplications::new(["wages".to_owned()]))
    };
    "pingid.read_bulk_authentication_policy" => |w| pingid(w).policies().read();
    "pingid.create_bulk_authentication_policy" => |w| {
        let default = r#"{"policyName": "Default Policy", "targets": {}, "defaultPolicyAction": "APPROVE"}"#;
        let all = format!(r#"{{"policyVersion": 8, "authenticationPolicies": [{default}]}}"#);
        pingid(w).policies().create(given(&all))
    };
    "pingid.start_authentication" => |w| {
        pingid(w).authentications().start(StartAuthentication::new("jdoe").asynchronous(true))
    };
    "pingid.start_authentication#flow" => |w| async {
        use ping_sdk::pingid::Step;
        match pingid(w).authenticate("jdoe").await? {
            Step::Otp(step) => step.submit("123456").await.map(Into::into),
            Step::Push(step) => step.poll().await,
            other => Ok(other),
        }
    };
    "pingid.auth_status" => |w| pingid(w).authentications().status(SessionId::from("webs"));
    "pingid.cancel_authentication" => |w| {
        pingid(w).authentications().cancel(CancelAuthentication::new(SessionId::from("webs")))
    };
    "pingid.authenticate_online" => |w| {
        pingid(w).authentications().online(AuthenticateOnline::new("jdoe"))
    };
    "pingid.authenticate_online#flow" => |w| {
        pingid(w).authenticate_by_backup("jdoe", DeviceType::Email, "jdoe@example.com")
    };
    "pingid.authenticate_offline" => |w| {
        pingid(w).authentications().offline(AuthenticateOffline::new("jdoe", "abcd123", "111111"))
    };
    "pingid.webauthn_start_pairing" => |w| {
        let start = WebAuthnStartPairing::new("jdoe", "pingone.com", "PingID");
        pingid(w).pairings().start_webauthn(start)
    };
    "pingid.webauthn_start_pairing#flow" => |w| async {
        let party = relying_party();
        let pairing = pingid(w).pair_fido(&party, party.pairing("jdoe")).await?;
        pairing.options()
    };
    "pingid.webauthn_finish_pairing" => |w| {
        let origin = "https://admin.pingone.com";
        let uuid = "9652e5e9-b698-4495-8038-c2f440596972";
        let credential =
            WebAuthnFinishPairing::new("jdoe", "pingone.com", uuid, origin, r#"{"id":"AA"}"#);
        pingid(w).pairings().finish_webauthn(credential)
    };
    "pingid.webauthn_start_auth" => |w| {
        pingid(w).authentications().start_webauthn(WebAuthnStartAuth::new("jdoe", "pingone.com"))
    };
    "pingid.start_webauthn_passwordless_auth" => |w| {
        let page = StartWebAuthnPasswordlessAuth::new("pingone.com", "https://admin.pingone.com");
        pingid(w).authentications().start_passwordless(page)
    };
    "pingid.start_webauthn_passwordless_auth#flow" => |w| async {
        let step = pingid(w).authenticate_passwordless(&relying_party()).await?;
        step.options()
    };
    "pingid.finish_webauthn_passwordless_auth" => |w| {
        let assertion = FinishWebAuthnPasswordlessAuth::new("webs", r#"{"id":"AA"}"#);
        pingid(w).authentications().finish_passwordless(assertion)
    };
}
