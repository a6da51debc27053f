//! The operations on device authentications.

mod begin;
mod check;
mod choose;
mod one_time;
mod remembered;

mod keys;

use crate::{
    base::webauthn,
    dispatch::catalogue::{Call, Handler},
    domain::mfa::{
        authentication::{Authentication, LIFETIME},
        rules::Policy,
    },
    service::mfa::{
        authentications::choose::{COMPATIBILITY, choose, is_usable, owned},
        policy::invalid,
    },
    store::schema::{Member, object, text},
    wire::response::{Answer, ApiError, Failure, Response, not_found, request_failed},
    world::context::Context,
};

const SELECTION: &[Member] =
    &[object("device", &[text("id", 1, 256).required()]).default("{}"), COMPATIBILITY];

pub(super) fn routes() -> Vec<(&'static str, Handler)> {
    let mut routes: Vec<(&'static str, Handler)> = vec![
        ("mfa.initialize_device_authentication", begin::begin),
        ("mfa.initialize_device_authentication_custom_notification", begin::begin),
        ("mfa.initialize_device_authentication_with_device", begin::begin),
        ("mfa.initialize_device_authentication_with_otp", begin::begin),
        ("mfa.initialize_device_authentication_one_time_sms", begin::begin),
        ("mfa.initialize_device_authentication_one_time_voice", begin::begin),
        ("mfa.initialize_device_authentication_one_time_email", begin::begin),
        ("mfa.select_device_for_authentication", select_device),
        ("mfa.validate_otp_for_device", check::validate_otp),
        ("mfa.check_assertion_pingid_desktop", keys::check_assertion),
        ("mfa.check_remember_me_device", remembered::check),
        ("mfa.cancel_device_authentication", cancel),
        ("mfa.read_device_authentication", read),
    ];
    if webauthn::AVAILABLE {
        routes.extend([
            ("mfa.initialize_device_authentication_no_user_name", begin::begin as Handler),
            ("mfa.check_assertion_fido", keys::check_assertion),
        ]);
    }
    routes
}

impl Authentication {
    /// The policy that it follows, as long as there is one; else the default.
    pub(super) fn policy<'a>(&self, context: &'a Context<'_>) -> Policy<'a> {
        Policy::or_default(&context.env.store, &self.policy_id)
    }

    /// The id of the notification policy that its messages follow; the default without one.
    fn notification_policy<'a>(&'a self, context: &'a Context<'_>) -> Option<&'a str> {
        self.wording.policy.as_deref().or(self.policy(context).notification_policy())
    }
}

impl Context<'_> {
    /// Where an authentication is in the list: 404 if it never was, 410 if its time is up.
    fn authentication_index(&self, call: &Call<'_>) -> Result<usize, Failure> {
        let id = call.param("deviceAuthID");
        let all = &self.env.mfa.authentications;
        let index = all.place(id).ok_or_else(not_found)?;
        if self.shared.age(all[index].created_at) >= LIFETIME {
            return Err(ApiError::new(
                410,
                "REQUEST_FAILED",
                "The request could not be completed. The device authentication has expired.",
            )
            .into());
        }
        Ok(index)
    }

    /// As [`Context::authentication_index`], where something can still be done.
    fn open_authentication_index(&self, call: &Call<'_>) -> Result<usize, Failure> {
        let index = self.authentication_index(call)?;
        if self.env.mfa.authentications[index].status.is_final() {
            return Err(request_failed("The device authentication has come to its end."));
        }
        Ok(index)
    }

    fn authentication_answer(&self, index: usize) -> Answer {
        let body = self.env.mfa.authentications[index].resource(self);
        Ok(Response::hal(200, &body))
    }
}

fn select_device(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    let body = context.body(call, SELECTION)?;
    let id = body.text("device.id");
    let authentication = &mut context.env.mfa.authentications[index];
    if let Some(compatibility) = body.find_text("compatibility") {
        authentication.without_keys = compatibility == "NONE";
    }
    let authentication = &context.env.mfa.authentications[index];
    let device = owned(context, &authentication.user_id, id, "device.id")?;
    if !is_usable(context, authentication, device) {
        let why = "The device is blocked or locked, or the policy does not allow it.";
        return Err(invalid("device.id", why));
    }
    // Taken out while its device is asked, which needs the rest of the context.
    let mut authentication = context.env.mfa.authentications.lend(index);
    let chosen = choose(context, &mut authentication, id);
    context.env.mfa.authentications.put_back(index, authentication);
    chosen?;
    context.authentication_answer(index)
}

fn cancel(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.open_authentication_index(call)?;
    context.body(call, &[text("reason", 0, 256)])?;
    let now = context.now();
    context.env.mfa.authentications[index].ask_for_device(now);
    context.authentication_answer(index)
}

fn read(context: &mut Context<'_>, call: &Call<'_>) -> Answer {
    let index = context.authentication_index(call)?;
    context.authentication_answer(index)
}
