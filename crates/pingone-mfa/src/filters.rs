//! What the lists of MFA can be asked for.

use ping_models::mfa::{DeviceStatus, DeviceType};
use ping_transport::{expansions, filters};

expansions! {
    /// What can come along with the devices of a user.
    pub DeviceExpansion {
        /// The order of the devices, as the member `order` of the page (`Page::field`); empty where
        /// the user has none.
        Order = expand "order",
        /// How the types of the devices are called.
        TypeDisplayNames = expand "typeDisplayNames",
    }
}

filters! {
    /// What devices can be filtered by.
    ///
    /// ```
    /// use ping_models::mfa::DeviceType;
    /// use pingone_mfa::DeviceFilter;
    ///
    /// let filter = DeviceFilter::device_type().eq(DeviceType::Sms);
    /// assert_eq!(filter.to_string(), r#"type eq "SMS""#);
    /// ```
    pub DeviceFilter: and, or, not, DeviceExpansion {
        /// The type of the device.
        device_type: DeviceType = "type" (eq),
        /// Whether the device is paired.
        status: DeviceStatus = "status" (eq),
    }
}
