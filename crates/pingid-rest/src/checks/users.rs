//! Requests for users and their devices.

use ping_models::pingid::{
    ActivateUser, AddService, AddUser, DeleteUser, DeviceAttribute, EditUser, GetUserDetails,
    SuspendUser, ToggleUserBypass, UnpairDevice, UpdateDeviceAttributes,
};
use ping_transport::Error;

use super::{Check, values};

impl Check for AddUser {
    fn check(&self) -> Result<(), Error> {
        values::user_name("username", self.username.as_deref())
    }
}

/// Requests of which nothing but the name can be wrong.
macro_rules! named {
    ($($request:ty),* $(,)?) => { $(
        impl Check for $request {
            fn check(&self) -> Result<(), Error> {
                values::user_name("userName", self.user_name.as_deref())
            }
        }
    )* };
}

named! {
    ActivateUser, AddService, DeleteUser, EditUser, GetUserDetails, SuspendUser, ToggleUserBypass,
    UnpairDevice,
}

impl Check for UpdateDeviceAttributes {
    fn check(&self) -> Result<(), Error> {
        values::user_name("userName", self.user_name.as_deref())?;
        let (Some(attribute), Some(value)) = (&self.attribute, &self.value) else {
            return Ok(());
        };
        let message = match attribute {
            DeviceAttribute::SetPrimary if **value != "true" => {
                "must be `true` for SET_PRIMARY; to make another device the default one, set that \
                 one"
            }
            DeviceAttribute::Order if !value.parse::<u32>().is_ok_and(|place| place > 0) => {
                "must be a number from 1 for ORDER"
            }
            DeviceAttribute::Nickname if value.trim().is_empty() => "is empty",
            _ => return Ok(()),
        };
        Err(Error::invalid_input("attributeValue", message))
    }
}
