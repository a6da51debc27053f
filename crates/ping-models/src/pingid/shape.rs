//! What requests of PingID share.

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

/// A member of `formParameters`.
macro_rules! form_parameter {
    ($name:ident) => {
        impl $name {
            /// A further entry of the form parameters.
            #[must_use]
            pub fn form_parameter(mut self, name: &str, value: impl Into<String>) -> Self {
                let value = OpenValue::from(serde_json::Value::from(value.into()));
                let parameters = self.form_parameters.get_or_insert_default();
                parameters.insert(name.to_owned(), value);
                self
            }
        }
    };
}
