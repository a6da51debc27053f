//! The file in an archive, in the place of the archive.

use std::task::{Context, Poll, ready};

use bytes::Bytes;
use ping_models::{DecodeError, Secret};

use super::Download;
use crate::error::{Error, ErrorKind};
use crate::zip::{Expected, Found, Unzip};

/// How much comes out of an archive, in bytes, until other tasks have their turn.
const TURN: usize = 1024 * 1024;

/// The archive that comes.
pub(super) struct Archive {
    unzip: Box<Unzip>,
    /// How much was handed on since others had their turn.
    busy: usize,
}

impl Download {
    /// The file in this archive of the ZIP format, in the place of the archive: encrypted with that
    /// password, as WinZip does with AES or as PKZIP 2 did, or not at all; deflated or stored.
    ///
    /// It is unpacked while the archive is still coming, and memory holds neither as a whole. So
    /// bytes are handed on before what stands behind them says whether they are right: they are
    /// what was packed once the end has come without an error.
    ///
    /// Reading fails with [`ErrorKind::Decode`] where the password is another one, or the file was
    /// changed, is packed otherwise, is not alone, or grows beyond 64 MiB and 250 bytes for each
    /// byte of the archive.
    pub fn unzipped(mut self, password: &Secret) -> Self {
        self.archive = Some(Archive { unzip: Box::new(Unzip::new(password.clone())), busy: 0 });
        self
    }

    /// The next bytes of the file in the archive.
    pub(super) fn poll_unzipped(
        &mut self,
        mut archive: Archive,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let next = self.poll_file(&mut archive, cx);
        // What has ended or failed yields nothing more.
        if self.rest.is_some() {
            self.archive = Some(archive);
        }
        next
    }

    fn poll_file(
        &mut self,
        archive: &mut Archive,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if archive.busy > TURN {
            archive.busy = 0;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        loop {
            match archive.unzip.next() {
                Ok(Found::Plain(bytes)) => {
                    archive.busy += bytes.len();
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Ok(Found::Unfinished) => match ready!(self.poll_chunk(cx)) {
                    Some(Ok(chunk)) => archive.unzip.push(&chunk),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => {
                        let message = "the archive ends in the middle";
                        return self.fail(Error::new(ErrorKind::Interrupted, message));
                    }
                },
                Ok(Found::End) => {
                    self.close();
                    return Poll::Ready(None);
                }
                Err(Expected(what)) => {
                    return self.fail(Error::undocumented(DecodeError::new("zip", what)));
                }
            }
        }
    }
}
