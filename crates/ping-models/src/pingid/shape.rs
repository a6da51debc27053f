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
