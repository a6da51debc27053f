//! Devices and authentications as the operations show them.

use serde_json::{Value, json};

use crate::{
    domain::mfa::{
        addresses::Address,
        authentication::{Authentication, Chosen, Status},
        device::Device,
        mean::Mean,
    },
    wire::hal::links,
    world::context::Context,
};

impl Device {
    /// The device as its own operations show it.
    pub(super) fn resource(&self, context: &Context<'_>) -> Value {
        let user = context.env_url(&format!("/users/{}", self.user_id));
        let url = format!("{user}/devices/{}", self.id);
        let mut all =
            vec![("self", url.clone()), ("environment", context.env_url("")), ("user", user)];
        if !self.active {
            all.push(("device.activate", url));
        }
        let mut body = self.whole();
        body["_links"] = links(all);
        body["environment"] = json!({ "id": context.env.id });
        body["user"] = json!({ "id": self.user_id });
        if let Mean::Message(message) = &self.mean
            && let (true, Some(sent)) = (message.test_mode, &message.pairing)
        {
            body["test"] = json!({ "otp": sent.otp });
        }
        body
    }

    /// As [`Device::resource`], with its lock and block, which a device has once it is paired.
    pub(super) fn resource_with_state(&self, context: &Context<'_>) -> Value {
        let mut body = self.resource(context);
        self.show_state(&mut body, context.now());
        body
    }
}

impl Authentication {
    pub(super) fn resource(&self, context: &Context<'_>) -> Value {
        let environment_id = &context.env.id;
        let url = context.url(&format!("/{environment_id}/deviceAuthentications/{}", self.id));
        let known = !self.user_id.is_empty();
        let names = ["self"].iter().chain(self.status.actions(known));
        let now = context.now();
        let (mut devices, mut blocked) = (Vec::new(), Vec::new());
        let policy = self.policy(context);
        for device in context.env.mfa.devices.of(&self.user_id) {
            if device.is_fit(now)
                && (policy.rules(device.kind()).enabled || self.device_id() == Some(&device.id))
            {
                devices.push(device.masked());
            } else if device.blocked_at.is_some() {
                blocked.push(json!({ "id": device.id, "type": device.kind().as_str() }));
            }
        }
        if let Some(Chosen::OneTime(address)) = &self.chosen {
            devices = vec![one_time(address)];
        }
        let mut body = json!({
            "_links": links(names.map(|name| (*name, url.clone()))),
            "_embedded": { "devices": devices, "blockedDevices": blocked },
            "id": self.id,
            "environment": { "id": environment_id },
            "status": self.status.as_str(),
            "policy": { "id": self.policy_id },
            "createdAt": self.created_at.iso(),
            "updatedAt": self.updated_at.iso(),
        });
        if known {
            body["user"] = json!({ "id": self.user_id });
        }
        if self.bypassed {
            body["bypassAllowed"] = true.into();
            body["userBypassEnabled"] = true.into();
        }
        if let Some(number) = self.push.as_ref().and_then(|push| push.number) {
            body["numberMatching"] = json!({ "number": number });
        }
        if let Some(assertion) = &self.assertion {
            body["publicKeyCredentialRequestOptions"] = assertion.options().into();
        }
        if let (Status::AssertionRequired, Some(challenge), Some(id)) =
            (self.status, &self.desktop, self.device_id())
            && let Some(device) = context.env.mfa.devices.get(&self.user_id, id)
            && let Mean::Desktop(desktop) = &device.mean
        {
            body["pingIdDesktopCredentialRequestOptions"] =
                desktop.ask(&self.user_id, id, challenge).into();
        }
        match &self.chosen {
            Some(Chosen::Device(id)) => body["selectedDevice"] = json!({ "id": id }),
            Some(Chosen::OneTime(address)) => {
                body["selectedDevice"] = json!({ "oneTime": one_time(address) });
            }
            None => {}
        }
        if self.status == Status::Completed {
            body["authenticators"] = json!(self.authenticators);
        }
        if let (true, Some(sent)) = (self.test_mode, &self.sent) {
            body["test"] = json!({ "otp": sent.otp });
        }
        if let Some(error) = &self.error {
            let unavailable: Vec<Value> =
                error.unavailable.iter().map(|id| json!({ "id": id })).collect();
            body["error"] = json!({
                "code": error.code,
                "message": error.message,
                "unavailableDevices": unavailable,
            });
        }
        body
    }
}

fn one_time(address: &Address) -> Value {
    let mut body = json!({ "type": address.channel.as_str() });
    address.show_masked(&mut body);
    body
}
