//! What clients read.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use ping_sandbox::Connection;

/// Writes the variables that lead a client to a sandbox, and a PingID properties file.
pub(crate) fn write_env(directory: &Path, connection: &Connection) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let directory = std::path::absolute(directory)?;
    let properties = directory.join("pingid.properties");
    write_private(&properties, &connection.pingid_properties)?;
    let mut text = String::new();
    for (name, value) in connection.env_vars() {
        text.push_str(&format!("{name}={value}\n"));
    }
    text.push_str(&format!("PINGID_PROPERTIES={}\n", properties.display()));
    write_private(&directory.join("sandbox.env"), &text)
}

/// Both files hold secrets, so only their owner reads them, from the beginning. A new file takes
/// the place of what is there: neither the mode of an old file counts nor where a link leads.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    // What an earlier run may have left behind.
    let _ = fs::remove_file(&new);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&new)?.write_all(text.as_bytes())?;
    fs::rename(&new, path)
}
