//! Requests of user management.

use std::fmt;

use super::{ActivationCode, Role, UserDetails};
use crate::{Loose, Model, OpenEnum, Rest, UnknownValue};

/// What kind of device an activation code is for.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum CodeDeviceType {
    /// A computer with the PingID desktop app.
    Desktop,
    /// A phone with the PingID app.
    Mobile,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// The request of AddUser.
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
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AddUser {
    /// The user's name: unique in the organization, up to 250 characters of any kind.
    #[model(personal, new)]
    pub username: Option<String>,
    /// What the user may do in the account.
    #[model(new)]
    pub role: Option<Role>,
    /// Whether to activate the user, too; the reply then has an activation code.
    #[model(preset = false.into())]
    pub activate_user: Option<Loose<bool>>,
    /// The first name.
    #[model(name = "fname", personal)]
    pub first_name: Option<String>,
    /// The last name.
    #[model(name = "lname", personal)]
    pub last_name: Option<String>,
    /// The email address.
    #[model(personal)]
    pub email: Option<String>,
    /// The only kind of device that the activation code is for.
    pub device_type: Option<CodeDeviceType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of GetUserDetails. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetUserDetails {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// Whether to tell of users who share a device with this one.
    #[model(name = "getSameDeviceUsers", preset = false.into())]
    pub same_device_users: Option<Loose<bool>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of EditUser, which replaces the whole record: what is left out becomes null.
///
/// [`from_details`](Self::from_details) starts from what the service has.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct EditUser {
    /// The user's name, which cannot be changed.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// What the user may do in the account.
    #[model(new)]
    pub role: Option<Role>,
    /// Whether to activate the user, too; the reply then has an activation code.
    #[model(preset = false.into())]
    pub activate_user: Option<Loose<bool>>,
    /// The first name.
    #[model(name = "fname", personal)]
    pub first_name: Option<String>,
    /// The last name.
    #[model(name = "lname", personal)]
    pub last_name: Option<String>,
    /// The email address.
    #[model(personal)]
    pub email: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
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
        Ok(Rest::carry(details.rest(), |rest| Self {
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

/// The request of DeleteUser. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct DeleteUser {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of SuspendUser. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct SuspendUser {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of ActivateUser. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct ActivateUser {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The only kind of device that the activation code is for.
    pub device_type: Option<CodeDeviceType>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of GetActivationCode. A user name converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetActivationCode {
    /// The user's name.
    #[model(personal, new)]
    pub user_name: Option<String>,
    /// The only kind of device that the activation code is for.
    pub device_type: Option<CodeDeviceType>,
    /// How many hours the code is good for, 1 to 336; 48 unless said otherwise.
    pub hours_until_expiration: Option<Loose<u32>>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

/// The request of GetPairingStatus. An activation code converts to it.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct GetPairingStatus {
    /// The code whose pairing is asked for.
    #[model(new)]
    pub activation_code: Option<ActivationCode>,
    /// Text of the caller's that the reply repeats.
    pub client_data: Option<String>,
    rest: Rest<Self>,
}

from_user_name!(GetUserDetails, DeleteUser, SuspendUser, ActivateUser, GetActivationCode);

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
