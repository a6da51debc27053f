//! What a user is told of a device that was paired.

use crate::{
    domain::{
        mfa::{device::Device, kind::Kind},
        notice::{Says, Wording},
        outbox::Channel,
        platform::{templates::NEW_DEVICE_PAIRED, users::USERS},
    },
    store::Entry,
    world::context::Context,
};

/// Tells the user of a device that is active from now on, as its policy has it. A message that may
/// not be sent is none.
// assumes: new-device-notification
pub(super) fn announce(context: &mut Context<'_>, device: &Device) {
    if !device.active || device.kind() == Kind::Browser {
        return;
    }
    let policy = device.policy(context);
    let user = context.env.store.row(&USERS, "", &device.user_id);
    let mut channels = policy.tells_of_devices_by().iter().copied();
    let reached = channels.find_map(|channel| Some((channel, address(user?, channel)?.to_owned())));
    let Some((channel, to)) = reached else {
        return;
    };
    let by = policy.notification_policy().map(str::to_owned);
    let (user_id, by) = (&device.user_id, by.as_deref());
    if context.reaches(user_id).is_err() || context.may_send(channel, &to, user_id, by).is_err() {
        return;
    }
    let name = device.nickname.as_deref().unwrap_or(device.kind().as_str());
    let mut wording = Wording::of(NEW_DEVICE_PAIRED);
    wording.variables.insert("device.name".to_owned(), name.to_owned());
    context.send(channel, &to, user_id, by, (&wording, Says::Nothing));
}

fn address(user: &Entry, channel: Channel) -> Option<&str> {
    match channel {
        Channel::Email => user.text("email"),
        _ => user.text("mobilePhone").or(user.text("primaryPhone")),
    }
}
