//! Requests of user management.

use std::fmt;

use super::{ActivationCode, Role, UserDetails};
use crate::{Loose, Rest};

open_enum! {
    /// What kind of device an activation code is for.
    pub enum CodeDeviceType {
        /// A computer with the PingID desktop app.
        Desktop = "DESKTOP",
        /// A phone with the PingID app.
        Mobile = "MOBILE",
    }
}

pingid_request! {
    /// The request of AddUser.
    ///
    /// Taken by `pingid.add_user`.
    ///
    /// ```
    /// use ping_models::pingid::{AddUser, Role};
    ///
    /// let user = AddUser::new("jdoe", Role::Regular)
    ///     .first_name("John")
    ///     .email("jdoe@example.com")
    ///     .activate_user(true);
    /// assert_eq!(user.field("username"), Some("jdoe".into()));
    /// ```
    pub struct AddUser {
        new {
            /// The user's name: unique in the organization, up to 250 characters of any kind.
            username: String = "username" personal,
            /// What the user may do in the account.
            role: Role = "role",
        }
        preset {
            /// Whether to activate the user, too; the reply then has an activation code.
            activate_user: Loose<bool> = "activateUser" => false.into(),
        }
        optional {
            /// The first name.
            first_name: String = "fname" personal,
            /// The last name.
            last_name: String = "lname" personal,
            /// The email address.
            email: String = "email" personal,
            /// The only kind of device that the activation code is for.
            device_type: CodeDeviceType = "deviceType",
        }
    }
}

pingid_request! {
    /// The request of GetUserDetails. A user name converts to it.
    ///
    /// Taken by `pingid.get_user_details`.
    pub struct GetUserDetails {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        preset {
            /// Whether to tell of users who share a device with this one.
            same_device_users: Loose<bool> = "getSameDeviceUsers" => false.into(),
        }
    }
}

pingid_request! {
    /// The request of EditUser, which replaces the whole record: what is left out becomes null.
    ///
    /// Taken by `pingid.edit_user`.
    ///
    /// [`from_details`](Self::from_details) starts from what the service has.
    pub struct EditUser {
        new {
            /// The user's name, which cannot be changed.
            user_name: String = "userName" personal,
            /// What the user may do in the account.
            role: Role = "role",
        }
        preset {
            /// Whether to activate the user, too; the reply then has an activation code.
            activate_user: Loose<bool> = "activateUser" => false.into(),
        }
        optional {
            /// The first name.
            first_name: String = "fname" personal,
            /// The last name.
            last_name: String = "lname" personal,
            /// The email address.
            email: String = "email" personal,
        }
    }
}

impl EditUser {
    /// The record as the service has it, to be changed and sent, with the members that this crate
    /// does not name.
    ///
    /// # Errors
    ///
    /// Fails when the details have no user name or no role, without which a replacement would be
    /// another user's or refused; [`new`](Self::new) takes both.
    ///
    /// ```
    /// use ping_models::pingid::{EditUser, UserDetails};
    ///
    /// let details: UserDetails = serde_json::from_str(
    ///     r#"{"userName": "jdoe", "role": "REGULAR", "fname": "John", "email": null}"#,
    /// )?;
    /// let edit = EditUser::from_details(&details)?.last_name("Doe");
    /// assert_eq!(edit.field("fname"), Some("John".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_details(details: &UserDetails) -> Result<Self, MissingMember> {
        let user_name = details.user_name.as_deref();
        let user_name = user_name.ok_or(MissingMember("userName"))?;
        let role = details.role.clone().ok_or(MissingMember("role"))?;
        Ok(Rest::carry(details.rest().clone(), |rest| Self {
            first_name: details.first_name.clone(),
            last_name: details.last_name.clone(),
            email: details.email.clone(),
            rest,
            ..Self::new(user_name, role)
        }))
    }
}

/// A user's details lack a member that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMember(&'static str);

impl MissingMember {
    /// The name of the member on the wire.
    pub fn name(&self) -> &'static str {
        self.0
    }
}

impl fmt::Display for MissingMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0;
        write!(
            f,
            "the user's details have no `{name}`: read the user with GetUserDetails first, or \
             give user name and role to `EditUser::new`"
        )
    }
}

impl std::error::Error for MissingMember {}

pingid_request! {
    /// The request of DeleteUser. A user name converts to it.
    ///
    /// Taken by `pingid.delete_user`.
    pub struct DeleteUser {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
    }
}

pingid_request! {
    /// The request of SuspendUser. A user name converts to it.
    ///
    /// Taken by `pingid.suspend_user`.
    pub struct SuspendUser {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
    }
}

pingid_request! {
    /// The request of ActivateUser. A user name converts to it.
    ///
    /// Taken by `pingid.activate_user`.
    pub struct ActivateUser {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        optional {
            /// The only kind of device that the activation code is for.
            device_type: CodeDeviceType = "deviceType",
        }
    }
}

pingid_request! {
    /// The request of GetActivationCode. A user name converts to it.
    ///
    /// Taken by `pingid.get_activation_code`.
    pub struct GetActivationCode {
        new {
            /// The user's name.
            user_name: String = "userName" personal,
        }
        optional {
            /// The only kind of device that the activation code is for.
            device_type: CodeDeviceType = "deviceType",
            /// How many hours the code is good for, 1 to 336; 48 unless said otherwise.
            hours_until_expiration: Loose<u32> = "hoursUntilExpiration",
        }
    }
}

pingid_request! {
    /// The request of GetPairingStatus. An activation code converts to it.
    ///
    /// Taken by `pingid.get_pairing_status`.
    pub struct GetPairingStatus {
        new {
            /// The code whose pairing is asked for.
            activation_code: ActivationCode = "activationCode",
        }
    }
}

from_user_name!(
    GetUserDetails,
    DeleteUser,
    SuspendUser,
    ActivateUser,
    GetActivationCode
);

impl From<ActivationCode> for GetPairingStatus {
    fn from(code: ActivationCode) -> Self {
        Self::new(code)
    }
}

impl From<&ActivationCode> for GetPairingStatus {
    fn from(code: &ActivationCode) -> Self {
        Self::new(code)
    }
}

impl From<&str> for GetPairingStatus {
    fn from(digits: &str) -> Self {
        Self::new(digits)
    }
}
