//! Times as the services write them: the text is kept, the meaning is offered.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::loose::{Loose, LooseValue, plain_string};
use crate::model::Model;

/// A point in time as RFC 3339 text, such as `2026-03-23T16:34:44.760Z`.
///
/// Digits and offset stay as they came. A text that is not RFC 3339 stays readable through
/// [`as_str`](Self::as_str); the conversions then answer `None`. One that the service left out
/// where it is always sent is empty.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(&self.0, &Rfc3339).ok()
    }

    /// Milliseconds since 1970-01-01T00:00:00Z; finer digits are cut off.
    pub fn unix_millis(&self) -> Option<i64> {
        let nanos = self.parse()?.unix_timestamp_nanos();
        i64::try_from(nanos.div_euclid(1_000_000)).ok()
    }

    /// The time of the standard library.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        self.parse().map(SystemTime::from)
    }

    /// The text that the services use for a point in time: UTC with milliseconds.
    ///
    /// Milliseconds outside the years 0 to 9999 become the nearest year's end.
    pub fn from_unix_millis(millis: i64) -> Self {
        let nanos = i128::from(millis) * 1_000_000;
        let (first, last) = (-62_167_219_200_000_000_000, 253_402_300_799_999_000_000);
        let at = OffsetDateTime::from_unix_timestamp_nanos(nanos.clamp(first, last))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let format = format_description!(
            "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
        );
        Self(at.format(&format).unwrap_or_default().into())
    }

    /// As a `time::OffsetDateTime`.
    #[cfg(feature = "time")]
    pub fn to_time(&self) -> Option<time::OffsetDateTime> {
        self.parse()
    }

    /// As a `chrono::DateTime` with the offset as it came.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(&self) -> Option<chrono::DateTime<chrono::FixedOffset>> {
        chrono::DateTime::parse_from_rfc3339(&self.0).ok()
    }

    /// As a `jiff::Timestamp`.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        self.0.parse().ok()
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self::from_unix_millis(EpochMillis::from(time).unix_millis())
    }
}

/// From here on, a number is one of milliseconds rather than seconds: the year 5138, or 1973.
const MILLIS: i64 = 100_000_000_000;

impl LooseValue for Timestamp {
    const EXPECTED: &'static str = "a time as text, or as the seconds or milliseconds of Unix";

    fn read_text(text: &str) -> Option<Self> {
        Some(match text.parse::<i64>() {
            Ok(millis) if millis.abs() >= MILLIS => Self::from_unix_millis(millis),
            Ok(seconds) => Self::from_unix_millis(seconds * 1000),
            Err(_) => Self::from(text),
        })
    }

    fn read_documented(json: &str) -> Option<Self> {
        plain_string(json).map(Self::from)
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z, as PingID sends them: a number, or one as a string.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EpochMillis(Loose<i64>);

impl EpochMillis {
    /// A point in time by its milliseconds.
    pub fn new(millis: i64) -> Self {
        Self(Loose::new(millis))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_millis(&self) -> i64 {
        self.0.get()
    }

    /// The time of the standard library.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let span = Duration::from_millis(self.unix_millis().unsigned_abs());
        if self.unix_millis() < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(span)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(span)
        }
    }

    /// As a `time::OffsetDateTime`.
    #[cfg(feature = "time")]
    pub fn to_time(&self) -> Option<time::OffsetDateTime> {
        let nanos = i128::from(self.unix_millis()) * 1_000_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()
    }

    /// As a `chrono::DateTime`.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        chrono::DateTime::from_timestamp_millis(self.unix_millis())
    }

    /// As a `jiff::Timestamp`.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_millisecond(self.unix_millis()).ok()
    }
}

impl From<i64> for EpochMillis {
    fn from(millis: i64) -> Self {
        Self::new(millis)
    }
}

impl From<SystemTime> for EpochMillis {
    fn from(time: SystemTime) -> Self {
        let millis = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self::new(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => millis(after),
            Err(before) => -millis(before.duration()),
        })
    }
}

impl Model for EpochMillis {}

impl fmt::Debug for EpochMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A wall-clock time without a zone, as PingID sends it: `2015-09-03 11:57:25.229`.
///
/// The documentation calls the zone of device enrollments "U.S. MST"; replies do not say it, and
/// so does this type not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CivilTime(Box<str>);

impl CivilTime {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month, day, hour, minute, second and millisecond, where the text has that form.
    pub fn parts(&self) -> Option<(i32, u8, u8, u8, u8, u8, u16)> {
        let at = self.parse()?;
        Some((
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond(),
        ))
    }

    fn parse(&self) -> Option<PrimitiveDateTime> {
        let format = format_description!(
            version = 2,
            "[year]-[month]-[day] [hour]:[minute]:[second][optional [.[subsecond]]]"
        );
        PrimitiveDateTime::parse(&self.0, &format).ok()
    }

    /// As a `time::PrimitiveDateTime`.
    #[cfg(feature = "time")]
    pub fn to_time(&self) -> Option<time::PrimitiveDateTime> {
        self.parse()
    }

    /// As a `chrono::NaiveDateTime`.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(&self) -> Option<chrono::NaiveDateTime> {
        chrono::NaiveDateTime::parse_from_str(&self.0, "%Y-%m-%d %H:%M:%S%.f").ok()
    }

    /// As a `jiff::civil::DateTime`.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(&self) -> Option<jiff::civil::DateTime> {
        self.0.parse().ok()
    }
}

macro_rules! time_text {
    ($($name:ident),*) => { $(
        impl Model for $name {}

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    )* };
}

time_text!(Timestamp, CivilTime);
