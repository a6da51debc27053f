//! What callers do, end to end against the emulator.

mod calls;
mod devices;
mod fido;
mod locks;
mod oath_tokens;
mod pairing;
mod phones;
mod policies;
mod push_credentials;
mod settings;
mod sign_in;
mod test_mode;
mod types;
