//! The shapes that PingID's requests and replies share.

/// Defines a request: `new` takes what is required, `preset` members have a value until a setter
/// changes it, `optional` ones are chained. None is required when decoding.
macro_rules! pingid_request {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            new { $( $(#[$nmeta:meta])* $nfield:ident : $nty:ty = $nwire:literal $($nmark:ident)?, )* }
            $(preset { $( $(#[$pmeta:meta])* $pfield:ident : $pty:ty = $pwire:literal => $pvalue:expr, )* })?
            $(optional { $( $(#[$ometa:meta])* $ofield:ident : $oty:ty = $owire:literal $($omark:ident)?, )* })?
        }
    ) => {
        model! {
            $(#[$meta])*
            pub struct $name {
                optional {
                    $( $(#[$nmeta])* $nfield: $nty = $nwire $($nmark)?, )*
                    $($( $(#[$pmeta])* $pfield: $pty = $pwire, )*)?
                    $($( $(#[$ometa])* $ofield: $oty = $owire $($omark)?, )*)?
                    /// Text of the caller's that the reply repeats.
                    client_data: String = "clientData",
                }
            }
        }

        impl $name {
            /// Takes what is required; what is optional is chained.
            pub fn new($( $nfield: impl Into<$nty> ),*) -> Self {
                Self {
                    $( $nfield: Some($nfield.into()), )*
                    $($( $pfield: Some($pvalue), )*)?
                    $($( $ofield: None, )*)?
                    client_data: None,
                    rest: crate::Rest::default(),
                }
            }

            $($(
                $(#[$pmeta])*
                #[must_use]
                pub fn $pfield(mut self, value: impl Into<$pty>) -> Self {
                    self.$pfield = Some(value.into());
                    self
                }
            )*)?

            $($(
                $(#[$ometa])*
                #[must_use]
                pub fn $ofield(mut self, value: impl Into<$oty>) -> Self {
                    self.$ofield = Some(value.into());
                    self
                }
            )*)?

            /// Text of the caller's that the reply repeats.
            #[must_use]
            pub fn client_data(mut self, value: impl Into<String>) -> Self {
                self.client_data = Some(value.into());
                self
            }

            /// Sends a member that this type does not name yet. A member that it does name takes
            /// the value where its type allows it; any other is an error when the request is sent.
            #[must_use]
            pub fn with_field(self, name: &str, value: impl Into<serde_json::Value>) -> Self {
                crate::Rest::set(self, name, value.into().into())
            }
        }
    };
}

/// Lets a user name stand for the whole request.
macro_rules! from_user_name {
    ($($name:ident),*) => { $(
        impl From<&str> for $name {
            fn from(user_name: &str) -> Self {
                Self::new(user_name)
            }
        }

        impl From<String> for $name {
            fn from(user_name: String) -> Self {
                Self::new(user_name)
            }
        }

        impl From<&String> for $name {
            fn from(user_name: &String) -> Self {
                Self::new(user_name.as_str())
            }
        }
    )* };
}

/// Defines a reply: a [`model!`] with the members that every reply has.
macro_rules! reply {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $wire:literal $($mark:ident)?, )*
        }
    ) => {
        model! {
            $(#[$meta])*
            pub struct $name {
                optional {
                    $( $(#[$fmeta])* $field: $ty = $wire $($mark)?, )*
                    /// How the request went; 200 is success.
                    error_id: crate::pingid::ErrorId = "errorId",
                    /// The same in words, or nothing at all on success.
                    error_message: String = "errorMsg",
                    /// More about an error. Not documented.
                    error_params: crate::OpenValue = "errorParams",
                    /// The id of this reply, for questions to support.
                    message_id: String = "uniqueMsgId",
                    /// What the request's `clientData` had.
                    client_data: String = "clientData",
                }
            }
        }
    };
}
