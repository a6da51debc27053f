//! The attributes that devices can be filtered by.

use ping_models::mfa::Device;
use ping_transport::{Attribute, Filter};

/// What devices can be filtered by, with `eq`.
///
/// ```
/// use ping_models::mfa::DeviceType;
/// use pingone_mfa::DeviceFilter;
///
/// let filter = DeviceFilter::device_type().eq(DeviceType::Sms);
/// assert_eq!(filter.to_string(), r#"type eq "SMS""#);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DeviceFilter;

impl DeviceFilter {
    /// The type of the device.
    pub fn device_type() -> Attribute<Device, str> {
        Attribute::new("type")
    }

    /// Whether the device is paired.
    pub fn status() -> Attribute<Device, str> {
        Attribute::new("status")
    }

    /// A filter in the service's own language, sent as it is.
    pub fn raw(text: impl Into<String>) -> Filter<Device> {
        Filter::raw(text)
    }
}
