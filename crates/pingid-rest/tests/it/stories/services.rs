//! Services, bypasses and what can be changed about devices.

use std::time::{Duration, SystemTime};

use ping_models::pingid::{
    AddService, AddUser, DeviceAttribute, OfflinePairing, Role, ServiceAlias, ServiceStatus,
    ToggleUserBypass, UnpairDevice, UpdateDeviceAttributes, UserStatus,
};

use super::{Stage, refused};

impl Stage {
    /// A user with two addresses; the ids of the devices.
    async fn with_two_devices(&self, name: &str) -> [u64; 2] {
        let request = AddUser::new(name, Role::Regular);
        self.pingid.users().create(request).await.unwrap();
        let pairings = self.pingid.pairings();
        let first = OfflinePairing::email(name, &format!("{name}@example.com"));
        let second = OfflinePairing::sms(name, "+15125550100");
        let [first, second] =
            [pairings.offline(first).await.unwrap(), pairings.offline(second).await.unwrap()];
        [first, second].map(|reply| reply.device_id.unwrap().get())
    }

    async fn nicknames(&self, name: &str) -> Vec<String> {
        let user = self.user(name).await;
        let devices = user.devices().into_iter();
        devices.map(|device| device.nickname.clone().unwrap()).collect()
    }
}

#[tokio::test]
async fn a_bypass_begins_for_one_service_and_ends() {
    let stage = Stage::new().await;
    let users = stage.pingid.users();
    users.create(AddUser::new("joe", Role::Regular)).await.unwrap();
    let hour = stage.sandbox.clock().now() + Duration::from_secs(3600);
    let bypass = || ToggleUserBypass::new("joe", hour).services([ServiceAlias::WindowsLocal]);

    // The user has to be in the service first.
    assert_eq!(refused(&users.bypass(bypass()).await.unwrap_err()), 10_557);
    let add = || AddService::new("joe", ServiceAlias::WindowsLocal);
    users.add_service(add()).await.unwrap();
    users.add_service(AddService::new("joe", ServiceAlias::Vpn)).await.unwrap();
    assert_eq!(refused(&users.add_service(add()).await.unwrap_err()), 10_563);
    let unknown = AddService::new("joe", ServiceAlias::from_wire("fax"));
    assert_eq!(refused(&users.add_service(unknown).await.unwrap_err()), 10_554);

    users.bypass(bypass()).await.unwrap();
    let services = async || {
        let services = stage.user("joe").await.services.unwrap();
        services
            .into_iter()
            .map(|service| (service.alias.unwrap(), service.status.unwrap(), service.bypass_until))
    };
    let millis = hour.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
    for (alias, status, until) in services().await {
        let bypassed = alias == ServiceAlias::WindowsLocal;
        assert_eq!(status == ServiceStatus::Bypass, bypassed, "{alias}");
        let until = until.map(|until| until.unix_millis() as u128);
        assert_eq!(until, bypassed.then_some(millis), "{alias}");
    }
    users.bypass(ToggleUserBypass::remove("joe")).await.unwrap();
    assert!(services().await.all(|(_, status, _)| status == ServiceStatus::Active));

    // One that is not removed ends by itself.
    users.bypass(bypass()).await.unwrap();
    stage.sandbox.clock().advance(Duration::from_secs(3600));
    assert!(services().await.all(|(_, status, _)| status == ServiceStatus::Active));
}

#[tokio::test]
async fn devices_are_named_moved_and_unpaired() {
    let stage = Stage::new().await;
    let [email, sms] = stage.with_two_devices("jdoe").await;
    assert_eq!(stage.nicknames("jdoe").await, ["Email 1", "SMS 1"]);
    let devices = stage.pingid.devices();
    let change = |change| devices.update(change).send();

    change(UpdateDeviceAttributes::nickname("jdoe", sms, "My phone")).await.unwrap();
    change(UpdateDeviceAttributes::primary("jdoe", sms)).await.unwrap();
    assert_eq!(stage.nicknames("jdoe").await, ["My phone", "Email 1"]);
    let user = stage.user("jdoe").await;
    let default = user.default_device().unwrap();
    assert_eq!(default.id.as_ref().unwrap().get(), sms);
    assert_eq!(**default.country_code.as_ref().unwrap(), "1");
    assert_eq!(**default.phone_number.as_ref().unwrap(), "5125550100");
    change(UpdateDeviceAttributes::order("jdoe", sms, 2)).await.unwrap();
    assert_eq!(stage.nicknames("jdoe").await, ["Email 1", "My phone"]);

    let beyond = change(UpdateDeviceAttributes::order("jdoe", sms, 3)).await;
    assert_eq!(refused(&beyond.unwrap_err()), 400);
    let unknown = change(UpdateDeviceAttributes::primary("jdoe", 1)).await;
    assert_eq!(refused(&unknown.unwrap_err()), 400);
    let odd = DeviceAttribute::from_wire("COLOR");
    let odd = change(UpdateDeviceAttributes::new("jdoe", sms, odd, "red")).await;
    assert_eq!(refused(&odd.unwrap_err()), 400);

    let one = UnpairDevice::new("jdoe").device_id(email);
    devices.unpair(one.clone()).await.unwrap();
    assert_eq!(refused(&devices.unpair(one).await.unwrap_err()), 400);
    assert_eq!(stage.status("jdoe").await, "ACTIVE");
    devices.unpair("jdoe").await.unwrap();
    let user = stage.user("jdoe").await;
    assert_eq!(user.status, Some(UserStatus::PendingChangeDevice));
    assert!(user.devices().is_empty());
    assert_eq!(refused(&devices.unpair("nobody").await.unwrap_err()), 10_564);
}
