//! What a person does with the PingID app, and how the account is set for authentications.

use serde_json::{Value, json};

use crate::{
    dispatch::control::{Control, OTP, Run, Said, WAIT, listed_or_wait, shown_otp},
    domain::control_error::ControlError,
    store::schema::{Kind, Member, flag, int, list, text},
    wire::response::{Answer, Response},
    world::context::Context,
};
use crate::{
    domain::pingid::device::App,
    service::pingid::{
        controls::DEVICE_ID,
        push::{self, Answer as Push},
    },
};

fn app<'a>(context: &'a mut Context<'_>, device: u64) -> Result<&'a mut App, ControlError> {
    let app = context.env.pingid.directory.app_mut(device);
    app.ok_or_else(|| "no device of that id has the PingID app".into())
}

pub(crate) fn phone<'a>(
    context: &'a mut Context<'_>,
    device: u64,
) -> Result<&'a mut App, ControlError> {
    let app = app(context, device)?;
    if !app.is_phone() {
        return Err("the device is no phone".into());
    }
    Ok(app)
}

pub(crate) fn app_otp(context: &mut Context<'_>, device: u64) -> Result<String, ControlError> {
    let now = context.now();
    let oath = &app(context, device)?.oath;
    Ok(oath.code(oath.present(now)))
}

pub(crate) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "pingid/pushes",
        does: "The pushes that wait for an answer.",
        methods: &["PingId::pushes", "PingId::next_push"],
        query: &[WAIT],
        answer: &[list("pushes", &Kind::Object(PUSH), 0, usize::MAX).required()],
        run: Run::In(pushes),
        ..Control::BASE
    },
    Control {
        path: "pingid/approve",
        does: "A user approves a push.",
        methods: &["PingId::approve", "PingId::approve_with_number"],
        body: &[
            USER_NAME,
            int("number", 0, u32::MAX as i64)
                .doc("What is chosen of the numbers; the right one by default."),
        ],
        run: Run::In(|context, said| {
            let number = said.body.number("number");
            answered(context, said, number.map_or(Push::Approve, Push::ApproveWith))
        }),
        ..Control::BASE
    },
    Control {
        path: "pingid/deny",
        does: "A user denies a push.",
        methods: &["PingId::deny"],
        body: &[USER_NAME],
        run: Run::In(|context, said| answered(context, said, Push::Deny)),
        ..Control::BASE
    },
    Control {
        path: "pingid/claim-push",
        does: "A phone shows a push; nobody answers yet.",
        methods: &["PingId::claim_push"],
        body: &[USER_NAME],
        run: Run::In(|context, said| answered(context, said, Push::Claim)),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "pingid/device",
        does: "Whether a phone can be reached, and shows pushes.",
        methods: &["PingId::reachable", "PingId::push_enabled"],
        body: &[DEVICE_ID, flag("reachable"), flag("pushEnabled")],
        run: Run::In(set_device),
        ..Control::BASE
    },
    Control {
        path: "pingid/app-otp",
        does: "The passcode that the PingID app shows.",
        methods: &["PingId::app_otp"],
        body: &[DEVICE_ID],
        answer: &[OTP],
        run: Run::In(|context, said| Ok(shown_otp(&app_otp(context, said.number("deviceId"))?))),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "pingid/settings",
        does: "How the account is set; what is absent stays.",
        methods: &[
            "PingId::number_matching",
            "PingId::device_selection",
            "PingId::multiple_devices",
            "PingId::passwordless_policy",
        ],
        body: &[
            flag("numberMatching").doc("Off at first."),
            flag("deviceSelection").doc("Off at first."),
            flag("multipleDevices").doc("On at first."),
            flag("passwordlessPolicy").doc("Off at first."),
        ],
        run: Run::In(set_account),
        ..Control::BASE
    },
];

const USER_NAME: Member = text("userName", 1, usize::MAX).required();

const PUSH: &[Member] = &[
    text("sessionId", 1, usize::MAX).required(),
    USER_NAME,
    DEVICE_ID,
    int("numberForMatching", 0, u32::MAX as i64)
        .doc("The number that the user has to choose, where one is asked for."),
];

fn pushes(context: &mut Context<'_>, _: &Said<'_>) -> Answer {
    let pushes: Vec<Value> = push::waiting(context)
        .into_iter()
        .map(|push| {
            let mut shown = json!({
                "sessionId": push.session_id,
                "userName": push.user_name,
                "deviceId": push.device_id,
            });
            if let Some(number) = push.number_for_matching {
                shown["numberForMatching"] = number.into();
            }
            shown
        })
        .collect();
    Ok(listed_or_wait("pushes", pushes))
}

fn answered(context: &mut Context<'_>, said: &Said<'_>, answer: Push) -> Answer {
    push::answer(context, said.text("userName"), answer)?;
    Ok(Response::empty(204))
}

fn set_device(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let phone = phone(context, said.number("deviceId"))?;
    phone.reachable = said.body.flag("reachable").unwrap_or(phone.reachable);
    phone.push_enabled = said.body.flag("pushEnabled").unwrap_or(phone.push_enabled);
    Ok(Response::empty(204))
}

fn set_account(context: &mut Context<'_>, said: &Said<'_>) -> Answer {
    let sessions = &mut context.env.pingid.sessions;
    let settings = [
        ("numberMatching", &mut sessions.number_matching),
        ("deviceSelection", &mut sessions.device_selection),
        ("multipleDevices", &mut sessions.multiple_devices),
        ("passwordlessPolicy", &mut sessions.passwordless_policy),
    ];
    for (name, setting) in settings {
        *setting = said.body.flag(name).unwrap_or(*setting);
    }
    Ok(Response::empty(204))
}
