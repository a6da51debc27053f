//! An emulator of the Ping Identity cloud that runs in the caller's process.
