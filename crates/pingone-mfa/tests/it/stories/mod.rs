//! What callers do, end to end against the emulator.

mod assertions;
mod browsers;
mod calls;
mod device_reports;
mod devices;
mod fido;
mod locks;
mod oath_tokens;
mod once;
mod pairing;
mod phones;
mod policies;
mod push_credentials;
mod pushes;
mod remembered;
mod settings;
mod sign_in;
mod test_mode;
mod types;
mod workforce;
