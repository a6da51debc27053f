//! What a client says when a user signs on, and whether a challenge is wanted at all.

use crate::domain::pingid::sign_on::{FidoSupport, PolicyInputs};
use std::net::IpAddr;

use crate::{
    domain::pingid::{
        body::{Body, Invalid},
        device::{FidoClass, Kind, Paired},
        policies::Policies,
        refused::{
            NO_DEVICE, NO_USABLE_DEVICE, POLICY_DENIES, POLICY_FITS_NO_DEVICE, Refused,
            UNKNOWN_DEVICE, USER_SUSPENDED,
        },
        user::{Service, Status, User},
    },
    service::pingid::exchange::Exchange,
};

const MAX_APPLICATION: usize = 500;
const MAX_COOKIE: usize = 5_000;
const MAX_FINGERPRINT: usize = 50_000;
const MAX_GROUPS: usize = 1_000;

/// A sign-on, as StartAuthentication and AuthenticateOnline are told of it.
pub(super) struct SignOn {
    pub(super) user: String,
    /// The service's alias.
    pub(super) service: String,
    pub(super) device: Option<u64>,
    pub(super) session: Option<String>,
    pub(super) policy: PolicyInputs,
    fido: FidoSupport,
}

impl SignOn {
    /// Without policies, by a browser that can do everything.
    pub(super) fn new(user: &str, service: &str) -> Self {
        Self {
            user: user.to_owned(),
            service: service.to_owned(),
            device: None,
            session: None,
            policy: PolicyInputs::default(),
            fido: FidoSupport::FULL,
        }
    }

    pub(super) fn read(body: &Body<'_>) -> Result<Self, Invalid> {
        let service = service(body)?;
        let user = body.user_name()?.to_owned();
        if let Some(address) = body.text("ipAddr")?
            && address.parse::<IpAddr>().is_err()
        {
            return Err("ipAddr must be an IP address.".to_owned());
        }
        body.text_up_to("cookie", MAX_COOKIE)?;
        body.text_up_to("reqDevFP", MAX_FINGERPRINT)?;
        let application = body.text_up_to("application", MAX_APPLICATION)?;
        let groups = body.strings("memberOf")?.unwrap_or_default();
        if groups.len() > MAX_GROUPS {
            return Err(format!("memberOf must have at most {MAX_GROUPS} groups."));
        }
        Ok(Self {
            user,
            service,
            device: body.number("deviceId")?,
            session: body.text("sessionId")?.map(str::to_owned),
            policy: PolicyInputs {
                enforce: body.flag("enforcePolicy")?,
                application: application.map(str::to_owned),
                groups,
            },
            fido: FidoSupport::read(body)?,
        })
    }
}

/// `spAlias`.
pub(super) fn service(body: &Body<'_>) -> Result<String, Invalid> {
    let alias = body.required_text("spAlias")?;
    match Service::find(alias) {
        Some(service) => Ok(service.alias.to_owned()),
        None => Err("spAlias names no service.".to_owned()),
    }
}

/// Whether somebody gets in.
pub(super) enum Admission {
    /// Without a challenge: bypass or policy.
    Approved,
    Challenge(Usable),
}

/// What a user can be challenged with.
pub(super) struct Usable {
    /// In the user's order.
    pub(super) devices: Vec<u64>,
    pub(super) methods: Methods,
}

/// The methods that a policy allows.
#[derive(Clone, Default)]
pub(super) struct Methods(
    /// All where there is no list. As `authenticationMethods` has them: `SWIPE`, not `SWIPE_ONLY`.
    Vec<Vec<String>>,
);

/// What the PingID app on a phone can be asked for.
const ON_PHONE: [&str; 4] = ["SWIPE", "FINGERPRINT", "NUMBER_MATCHING", "OTP"];

impl Methods {
    fn has(&self, method: &str) -> bool {
        let in_list = |list: &Vec<String>| list.iter().any(|known| known == method);
        self.0.iter().all(in_list)
    }

    fn permits(&self, kind: &Kind) -> bool {
        let names: &[&str] = match kind {
            Kind::App(app) if app.is_phone() => &ON_PHONE,
            Kind::App(_) => &["DESKTOP"],
            Kind::Sms(_) => &["SMS"],
            Kind::Voice(_) => &["VOICE"],
            Kind::Email(_) => &["EMAIL"],
            Kind::YubiKey { .. } => &["YUBIKEY"],
            Kind::HardwareToken { .. } => &["OATHTOKEN"],
            Kind::AuthenticatorApp(_) => &["AUTHENTICATOR_APP"],
            Kind::Fido { class, .. } => match class {
                FidoClass::SecurityKey => &["WEBAUTHN"],
                FidoClass::Biometrics => &["WEBAUTHN_PLATFORM"],
                FidoClass::Fido2 => &["WEBAUTHN", "WEBAUTHN_PLATFORM"],
            },
        };
        names.iter().any(|name| self.has(name))
    }

    /// Whether a phone may be asked for nothing but its passcode.
    pub(super) fn only_passcode(&self) -> bool {
        !ON_PHONE[..3].iter().any(|name| self.has(name))
    }

    /// Whether a push has to be answered with a number.
    pub(super) fn only_number_matching(&self) -> bool {
        self.has("NUMBER_MATCHING") && !self.has("SWIPE") && !self.has("FINGERPRINT")
    }
}

/// What a policy says.
enum Action {
    Approve,
    Deny,
    Authenticate(Methods),
}

/// The action of the first policy that fits. Rules about the world around a sign-on are left out.
fn action(policies: &Policies, inputs: &PolicyInputs) -> Action {
    let policy = policies.applying(inputs.application.as_deref(), &inputs.groups);
    let Some(policy) = policy.filter(|_| inputs.enforce) else {
        return Action::Authenticate(Methods::default());
    };
    let mut methods = Methods::default();
    if let Ok(rule) = policy.object("authenticationMethodsPolicy")
        && let Ok(Some(list)) = Body(rule).strings("authenticationMethods")
    {
        methods.0.push(list);
    }
    let actions = policy.text("defaultPolicyAction").ok().flatten();
    let actions: Vec<String> = actions
        .unwrap_or_default()
        .split(',')
        .map(|action| action.trim().to_ascii_uppercase().replace("_ONLY", ""))
        .collect();
    match actions.first().map(String::as_str) {
        Some("APPROVE") => return Action::Approve,
        Some("DENY") => return Action::Deny,
        Some("AUTHENTICATE") | None => {}
        Some(_) => methods.0.push(actions),
    }
    Action::Authenticate(methods)
}

impl Exchange<'_> {
    /// The user, who must not be suspended.
    pub(super) fn signing_on(&self, name: &str) -> Result<&User, Refused> {
        let user = self.pingid.directory.user(name)?;
        if user.status == Status::Suspended {
            return Err(USER_SUSPENDED);
        }
        Ok(user)
    }

    /// Bypass, then the policy, then what devices are left.
    pub(super) fn admit(&self, sign_on: &SignOn) -> Result<Admission, Refused> {
        let user = self.signing_on(&sign_on.user)?;
        if user.bypasses(&sign_on.service, self.now) {
            return Ok(Admission::Approved);
        }
        let methods = match action(&self.pingid.policies, &sign_on.policy) {
            Action::Approve => return Ok(Admission::Approved),
            Action::Deny => return Err(POLICY_DENIES),
            Action::Authenticate(methods) => methods,
        };
        let counted = match self.pingid.sessions.multiple_devices {
            true => user.devices.as_slice(),
            false => user.devices.get(..1).unwrap_or_default(),
        };
        let usable = |devices: &[Paired]| usable(devices, &methods, sign_on.fido);
        if let Some(id) = sign_on.device {
            let device = counted.iter().find(|device| device.id == id);
            usable(std::slice::from_ref(device.ok_or(UNKNOWN_DEVICE)?))?;
        }
        let devices = usable(counted)?;
        Ok(Admission::Challenge(Usable { devices, methods }))
    }

    /// What policies say of somebody who has shown a credential.
    pub(super) fn admit_known(&self, policy: &PolicyInputs) -> Result<(), Refused> {
        match action(&self.pingid.policies, policy) {
            Action::Deny => Err(POLICY_DENIES),
            Action::Approve | Action::Authenticate(_) => Ok(()),
        }
    }
}

fn usable(devices: &[Paired], methods: &Methods, fido: FidoSupport) -> Result<Vec<u64>, Refused> {
    if devices.is_empty() {
        return Err(NO_DEVICE);
    }
    let mut permitted = devices.iter().filter(|device| methods.permits(&device.kind)).peekable();
    if permitted.peek().is_none() {
        return Err(POLICY_FITS_NO_DEVICE);
    }
    let reached = permitted.filter(|device| fido.reaches(&device.kind));
    let ids: Vec<u64> = reached.map(|device| device.id).collect();
    if ids.is_empty() {
        return Err(NO_USABLE_DEVICE);
    }
    Ok(ids)
}
