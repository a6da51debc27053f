//! Typed calls of the PingOne Platform API: organizations, licenses, environments, populations and users.
