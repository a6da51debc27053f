//! Pairing of FIDO devices in the browser: `/registration/webauthn`.

use crate::domain::pingid::ppm_pairing::{Begun, LIFETIME};

use crate::{
    base::webauthn::{Registration, Terms, Wish},
    dispatch::catalogue::Call,
    wire::response::Answer,
    world::context::Context,
};
use crate::{
    domain::pingid::{
        device::{FidoClass, Kind},
        fido::LONGEST_NAME,
        refused::{DEVICE_PAIRED, Refused, TOO_MANY_DEVICES, UNKNOWN_USER},
    },
    service::pingid::{
        exchange::Exchange,
        ppm::{Door, Error, Ppm, error},
        ppm_page::{self as page, Ceremony},
        ppm_sign_on::{ORIGIN, RP_ID, Shown, browser_error, serve},
    },
};
/// What the browser shows as the page's owner.
const RP_NAME: &str = "PingID";

const PAIRING: Door = Door {
    account: "orgUuid",
    audience: "md",
    issuer_may_be_null: false,
    malformed: "INVALID_PPM",
    expired: "INVALID_PPM",
};

fn refused(refused: Refused) -> Error {
    let code = match refused {
        TOO_MANY_DEVICES => "MAX_DEVICES",
        UNKNOWN_USER => "USER_DOES_NOT_EXIST",
        _ => "AUTH_GENERIC_ERROR",
    };
    error(code, refused.message)
}

pub(super) fn pair(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let path = &call.request.path;
    serve(context, call, &PAIRING, |exchange, ppm| match ppm.posted("session_id") {
        Some(id) => exchange.pair_in_browser(ppm, id),
        None => {
            ppm.check_age()?;
            exchange.begin_pairing(ppm, path)
        }
    })
}

/// `webauthnEnrollmentType`.
fn class(ppm: &Ppm) -> Result<FidoClass, Error> {
    match ppm.attribute("webauthnEnrollmentType") {
        Some("webauthn") => Ok(FidoClass::SecurityKey),
        Some("webauthn_platform") => Ok(FidoClass::Biometrics),
        _ => {
            let message = "webauthnEnrollmentType must be webauthn or webauthn_platform.";
            Err(error("INVALID_PPM", message))
        }
    }
}

fn name<'a>(ppm: &'a Ppm, attribute: &str, otherwise: &'a str) -> Result<&'a str, Error> {
    let name = ppm.attribute(attribute).unwrap_or(otherwise);
    if name.chars().count() > LONGEST_NAME && name != otherwise {
        let message = format!("{attribute} must have at most {LONGEST_NAME} characters.");
        return Err(error("INVALID_PPM", message));
    }
    Ok(name)
}

impl Exchange<'_> {
    fn begin_pairing(&mut self, ppm: &Ppm, path: &str) -> Result<Shown, Error> {
        let class = class(ppm)?;
        let account_name = format!("{}_{}", self.pingid.account.org_alias(), ppm.user());
        let user_name = name(ppm, "webauthnName", &account_name)?;
        let display_name = name(ppm, "webauthnDisplayName", &account_name)?;
        self.pingid.directory.may_pair(ppm.user()).map_err(refused)?;
        let user = self.pingid.directory.user(ppm.user()).map_err(refused)?;
        let terms = Terms {
            rp_id: RP_ID,
            rp_name: RP_NAME,
            user_handle: user.handle(self.pingid.account.org_alias()),
            user_name,
            display_name,
            attachment: class.attachment(),
            exclude: user.credentials(RP_ID).collect(),
            verification: Wish::Preferred,
            discoverable: class.discoverable(),
            attestation: "direct",
        };
        let registration = Registration::begin(terms, self.random)
            .map_err(|refusal| error("AUTH_GENERIC_ERROR", refusal.0))?;
        let options = registration.options();
        let id = self.random.uuid();
        let begun = Begun {
            user: ppm.user().to_owned(),
            class,
            registration,
            expires: self.now + LIFETIME,
        };
        self.pingid.browser_pairings.0.insert(id.clone(), begun);
        let mut fields = ppm.fields.clone();
        fields.push(("session_id".to_owned(), id));
        let page = page::webauthn(path, &fields, Ceremony::Create, &options);
        Ok(Shown::Page(Box::new(page)))
    }

    fn pair_in_browser(&mut self, ppm: &Ppm, id: &str) -> Result<Shown, Error> {
        let generic = |why: String| error("AUTH_GENERIC_ERROR", why);
        let begun = self.pingid.browser_pairings.0.remove(id);
        let begun = begun.filter(|begun| begun.user == ppm.user());
        let begun = begun.ok_or_else(|| generic("The pairing is over.".to_owned()))?;
        browser_error(ppm)?;
        let made = ppm.posted("publicKeyCredentialJson").unwrap_or_default();
        let credential = begun.registration.finish(ORIGIN, made);
        let credential = credential.map_err(|refusal| generic(refusal.0))?;
        let display_id = match begun.class {
            FidoClass::Biometrics => ppm.attribute("webauthnEnrollmentType").map(str::to_owned),
            _ => None,
        };
        let kind = Kind::Fido { class: begun.class, display_id, credential };
        if self.pingid.directory.holder_of(&kind).is_some() {
            return Err(refused(DEVICE_PAIRED));
        }
        let device = self.device(kind);
        self.pingid.directory.attach(&begun.user, device).map_err(refused)?;
        Ok(Shown::Done)
    }
}
