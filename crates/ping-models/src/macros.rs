//! The macros that define wire types. Written by hand instead of derived, because unknown members
//! and explicit nulls have to survive, and because tags are dispatched without serde's buffering,
//! which a dependant's serde_json features would change.

/// What `Debug` shows of a member.
macro_rules! shown {
    ($value:expr) => {
        $value
    };
    ($value:expr, personal) => {
        &$crate::Personal::new($value)
    };
}

/// Defines an object of the wire: `required` members fail to decode when absent, `optional` ones
/// become `Option` fields, and everything else is kept.
///
/// Members are written in the order of their definition, then the unknown ones. Those that are
/// marked `personal` after their name on the wire do not print.
macro_rules! model {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $( $(#[$rmeta:meta])* $rfield:ident : $rty:ty = $rwire:literal $($rmark:ident)?, )* })?
            $(optional { $( $(#[$ometa:meta])* $ofield:ident : $oty:ty = $owire:literal $($omark:ident)?, )* })?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[$rmeta])* pub $rfield: $rty, )*)?
            $($( $(#[$ometa])* pub $ofield: Option<$oty>, )*)?
            rest: $crate::Rest<$name>,
        }

        impl $name {
            /// The member `name` as it is on the wire, whether a field names it or not; `None`
            /// when it is absent, or when no `Value` can hold it (see
            /// [`OpenValue::to_value`](crate::OpenValue::to_value)).
            #[inline]
            pub fn field(&self, name: &str) -> Option<$crate::__private::serde_json::Value> {
                self.open_field(name)?.decode().ok()
            }

            /// The member `name` as its JSON text, whatever it is; `None` when it is absent.
            pub fn open_field(&self, name: &str) -> Option<$crate::OpenValue> {
                match name {
                    $($( $rwire => $crate::OpenValue::encode(&self.$rfield).ok(), )*)?
                    $($( $owire => self.rest.optional(
                        const { $crate::__private::place::<$name>($owire) },
                        &self.$ofield,
                    ), )*)?
                    name => self.rest.get(name),
                }
            }

            /// The members that no field names, and the explicit nulls.
            pub fn rest(&self) -> &$crate::Rest<$name> {
                &self.rest
            }
        }

        impl $crate::__private::Members for $name {
            const REQUIRED: &'static [&'static str] = &[$($( $rwire, )*)?];
            const OPTIONAL: &'static [&'static str] = &[$($( $owire, )*)?];

            fn rest_mut(&mut self) -> &mut $crate::Rest<$name> {
                &mut self.rest
            }
        }

        impl $crate::Model for $name {
            fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
                $($( $crate::Model::unmodelled(&self.$rfield, &format!(concat!("{}/", $rwire), path), found); )*)?
                $($( $crate::Model::unmodelled(&self.$ofield, &format!(concat!("{}/", $owire), path), found); )*)?
                self.rest.unmodelled(path, found);
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($name));
                $($( out.field(stringify!($rfield), shown!(&self.$rfield $(, $rmark)?)); )*)?
                $($( if let Some(value) = &self.$ofield {
                    out.field(stringify!($ofield), shown!(value $(, $omark)?));
                } )*)?
                if self.rest.names().next().is_some() {
                    out.field("unknown", &self.rest);
                }
                out.finish_non_exhaustive()
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                #[allow(unused_imports)]
                use $crate::__private::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $($( map.serialize_entry($rwire, &self.$rfield)?; )*)?
                $($(
                    let member = ($owire, const { $crate::__private::place::<$name>($owire) });
                    self.rest.serialize_optional(&mut map, member, &self.$ofield)?;
                )*)?
                self.rest.serialize_unknown(&mut map)?;
                map.end()
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct ObjectVisitor;

                impl<'de> $crate::__private::serde::de::Visitor<'de> for ObjectVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($name), ")"))
                    }

                    #[allow(clippy::match_single_binding, unused_mut)]
                    fn visit_map<A: $crate::__private::serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        $crate::__private::take_room::<$name, A::Error>()?;
                        $($( let mut $rfield: Option<$rty> = None; )*)?
                        $($( let mut $ofield: Option<$oty> = None; )*)?
                        let mut rest = $crate::Rest::default();
                        while let Some($crate::__private::Key(key)) = map.next_key()? {
                            match &*key {
                                $($( $rwire => $rfield = Some(map.next_value()?), )*)?
                                $($( $owire => {
                                    $ofield = map.next_value()?;
                                    rest.keep_null(
                                        const { $crate::__private::place::<$name>($owire) },
                                        $ofield.is_none(),
                                    );
                                } )*)?
                                name => rest.keep(name, map.next_value()?),
                            }
                        }
                        Ok($name {
                            $($( $rfield: match $rfield {
                                Some(value) => value,
                                None => {
                                    return Err($crate::__private::serde::de::Error::missing_field($rwire));
                                }
                            }, )*)?
                            $($( $ofield, )*)?
                            rest,
                        })
                    }
                }

                deserializer.deserialize_map(ObjectVisitor)
            }
        }
    };
}

/// Defines an object that the caller builds: a [`model!`] with `new` for its required members and
/// a chained setter for each optional one. Members under `fixed` have one value that `new` fills
/// in.
#[allow(unused_macros)]
macro_rules! request {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(fixed { $( $(#[$fmeta:meta])* $ffield:ident : $fty:ty = $fwire:literal => $fvalue:expr, )* })?
            $(required { $( $(#[$rmeta:meta])* $rfield:ident : $rty:ty = $rwire:literal $($rmark:ident)?, )* })?
            $(optional { $( $(#[$ometa:meta])* $ofield:ident : $oty:ty = $owire:literal $($omark:ident)?, )* })?
        }
    ) => {
        model! {
            $(#[$meta])*
            pub struct $name {
                required {
                    $($( $(#[$fmeta])* $ffield: $fty = $fwire, )*)?
                    $($( $(#[$rmeta])* $rfield: $rty = $rwire $($rmark)?, )*)?
                }
                optional {
                    $($( $(#[$ometa])* $ofield: $oty = $owire $($omark)?, )*)?
                }
            }
        }

        impl $name {
            /// Takes what is required; what is optional is chained.
            #[allow(clippy::new_without_default)]
            pub fn new($($( $rfield: impl Into<$rty> ),*)?) -> Self {
                Self {
                    $($( $ffield: $fvalue, )*)?
                    $($( $rfield: $rfield.into(), )*)?
                    $($( $ofield: None, )*)?
                    rest: $crate::Rest::default(),
                }
            }

            $($(
                $(#[$ometa])*
                #[must_use]
                pub fn $ofield(mut self, value: impl Into<$oty>) -> Self {
                    self.$ofield = Some(value.into());
                    self
                }
            )*)?

            /// Sends the optional member `name` as `null`, which clears it where the service
            /// merges. A name that this type does not know is an error when the request is sent.
            #[must_use]
            pub fn null(self, name: &str) -> Self {
                $crate::Rest::clear(self, name)
            }

            /// Sends a member that this type does not name yet. A member that it does name takes
            /// the value where its type allows it; any other is an error when the request is sent.
            #[must_use]
            pub fn with_field(
                self,
                name: &str,
                value: impl Into<$crate::__private::serde_json::Value>,
            ) -> Self {
                $crate::Rest::set(self, name, value.into().into())
            }
        }
    };
}

/// Defines an enum of the wire that stays readable when the service learns new values.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $wire:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* $variant, )*
            /// A value that this version of the crate has no name for, as it came.
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $wire, )*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Reads a value of the wire; one without a name becomes `Unknown`. This is also how
            /// a program sends a value that is newer than this crate.
            pub fn from_wire(value: &str) -> Self {
                match value {
                    $( $wire => Self::$variant, )*
                    other => Self::Unknown($crate::UnknownValue(other.into())),
                }
            }
        }

        impl $crate::Model for $name {}

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $( Self::$variant => f.write_str(stringify!($variant)), )*
                    Self::Unknown(value) => f.debug_tuple("Unknown").field(value).finish(),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = <$crate::__private::Key<'de>>::deserialize(deserializer)?;
                Ok(Self::from_wire(&value.0))
            }
        }
    };
}

/// Defines a newtype for an identifier: opaque text, kept as it came.
macro_rules! id {
    ($( $(#[$meta:meta])* pub struct $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::Model for $name {}

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.into())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }

        impl From<&String> for $name {
            fn from(value: &String) -> Self {
                Self(value.as_str().into())
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl From<$name> for $crate::Reference {
            fn from(id: $name) -> Self {
                Self::to(id.as_str())
            }
        }

        impl From<&$name> for $crate::Reference {
            fn from(id: &$name) -> Self {
                Self::to(id.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = <$crate::__private::Key<'de>>::deserialize(deserializer)?;
                Ok(Self(value.0.into()))
            }
        }
    )* };
}

/// Defines an enum whose variant is chosen by the text of one member of the object. What no
/// variant names goes to the one after `otherwise`, which keeps everything.
#[allow(unused_macros)]
macro_rules! tagged {
    (
        $(#[$meta:meta])*
        pub enum $name:ident by $tag:literal {
            $(#[$ometa:meta])*
            otherwise $other:ident($oty:ty),
            $( $(#[$vmeta:meta])* $variant:ident($vty:ty) = $($wire:literal)|+, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* $variant($vty), )*
            $(#[$ometa])*
            $other($oty),
        }

        impl $crate::Model for $name {
            fn unmodelled(&self, path: &str, found: &mut Vec<String>) {
                match self {
                    $( Self::$variant(value) => value.unmodelled(path, found), )*
                    Self::$other(value) => value.unmodelled(path, found),
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $( Self::$variant(value) => value.fmt(f), )*
                    Self::$other(value) => value.fmt(f),
                }
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(value) => value.serialize(serializer), )*
                    Self::$other(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::take_room::<$name, D::Error>()?;
                let json: $crate::OpenValue = $crate::__private::serde::Deserialize::deserialize(deserializer)?;
                let at = |error| $crate::__private::decode_error_at(&error);
                match $crate::__private::tag_of(json.get(), $tag).as_deref() {
                    $( $(Some($wire))|+ => json.decode().map(Self::$variant).map_err(at), )*
                    _ => json.decode().map(Self::$other).map_err(at),
                }
            }
        }
    };
}
