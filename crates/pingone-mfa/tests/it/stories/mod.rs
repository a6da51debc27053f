//! What callers do, end to end against the emulator.

mod calls;
mod devices;
mod locks;
mod pairing;
mod phones;
mod sign_in;
mod test_mode;
mod types;
