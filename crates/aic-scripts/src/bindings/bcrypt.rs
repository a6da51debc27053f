//! `utils.crypto.checkBcrypt`.

use bcrypt::HashParts;

use super::failure::Failure;
use super::object::{Args, Reply};
use crate::session::Session;

/// The highest cost: one more takes twice as long, and this one seconds.
const COST: u32 = 16;

/// Whether a password is the one of a hash. Like the service's, it takes the first 72 bytes.
pub(super) fn check(_: &Session, args: &Args) -> Result<Reply, Failure> {
    let (hash, password) = (args.text(0, "hash")?, args.text(1, "password")?);
    let parts: Result<HashParts, _> = hash.parse();
    let parts = parts.map_err(|_| args.wrong("hash", "a bcrypt hash"))?;
    if parts.get_cost() > COST {
        return Err(args.wrong("hash", "of a cost up to 16: others take too long here"));
    }
    let same = bcrypt::verify(password, hash).map_err(|_| args.wrong("hash", "a bcrypt hash"))?;
    Ok(same.into())
}
