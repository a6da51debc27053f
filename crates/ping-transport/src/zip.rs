//! The file in an archive of the ZIP format, unpacked while the archive is still coming.
//!
//! As [APPNOTE.TXT](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) has it, and
//! [WinZip](https://www.winzip.com/en/support/aes-encryption/) for AES. Archives are read from the
//! front: the directory behind the file adds nothing to it.

mod cipher;
mod header;

use bytes::{Buf, Bytes, BytesMut};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use ping_models::Secret;

use cipher::Cipher;
use header::{Behind, Header, Packed};

/// What is unpacked at once, in bytes.
const BLOCK: usize = 16 * 1024;

/// What may come of nothing, and of each byte more: a file that grows faster was made to fill
/// something, and is no report.
const AT_FIRST: u64 = 64 * 1024 * 1024;
const FOR_EACH: u64 = 250;

/// What an archive should have been that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Expected(pub(crate) &'static str);

/// What an archive yields.
#[derive(Debug)]
pub(crate) enum Found {
    /// Bytes of the file.
    Plain(Bytes),
    /// Nothing yet: it takes more of the archive.
    Unfinished,
    /// The file is complete, and what was packed.
    End,
}

/// Reads an archive of one file, encrypted or not. Memory holds a chunk of the transfer, what is
/// unpacked at once, and the 32 KiB that the packing refers to.
pub(crate) struct Unzip {
    password: Secret,
    /// What has come and is not read yet.
    input: BytesMut,
    entry: Option<Box<Entry>>,
}

/// The file.
struct Entry {
    header: Header,
    cipher: Cipher,
    inflate: Option<Decompress>,
    /// The block that is being unpacked: as it came and decrypted, and how much of it is done.
    block: Bytes,
    clear: Vec<u8>,
    done: usize,
    /// How many bytes the data has so far, and how many came out of it.
    packed: u64,
    written: u64,
    crc: Crc,
    /// The data has ended.
    complete: bool,
}

impl Unzip {
    pub(crate) fn new(password: Secret) -> Self {
        Self { password, input: BytesMut::new(), entry: None }
    }

    pub(crate) fn push(&mut self, chunk: &[u8]) {
        self.input.extend_from_slice(chunk);
    }

    pub(crate) fn next(&mut self) -> Result<Found, Expected> {
        let entry = match &mut self.entry {
            Some(entry) => entry,
            None => match Entry::begin(&mut self.input, self.password.expose())? {
                Some(entry) => self.entry.insert(Box::new(entry)),
                None => return Ok(Found::Unfinished),
            },
        };
        while !entry.complete {
            if let Some(found) = entry.next(&mut self.input)? {
                return Ok(found);
            }
        }
        entry.end(&self.input)
    }
}

impl Entry {
    /// The file that begins here, once its head has come.
    fn begin(input: &mut BytesMut, password: &str) -> Result<Option<Self>, Expected> {
        let Some((header, length)) = Header::read(input)? else {
            return Ok(None);
        };
        let lead = header.encryption.lead();
        let Some(key) = input.get(length..length + lead) else {
            return Ok(None);
        };
        let cipher = Cipher::new(&header, password.as_bytes(), key)?;
        input.advance(length + lead);
        let inflate = (header.packed == Packed::Deflated).then(|| Decompress::new(false));
        Ok(Some(Self {
            header,
            cipher,
            inflate,
            block: Bytes::new(),
            clear: Vec::new(),
            done: 0,
            packed: 0,
            written: 0,
            crc: Crc::new(),
            complete: false,
        }))
    }

    /// The next bytes; `None` where there are none yet, or the data has ended.
    fn next(&mut self, input: &mut BytesMut) -> Result<Option<Found>, Expected> {
        if self.done == self.block.len() {
            self.cipher.authenticate(&self.block);
            (self.block, self.done) = (Bytes::new(), 0);
            let left = self.header.data.map_or(u64::MAX, |data| data - self.packed);
            if left == 0 && self.inflate.is_none() {
                self.complete = true;
                return Ok(None);
            }
            let length = input.len().min(BLOCK).min(usize::try_from(left).unwrap_or(BLOCK));
            if length == 0 && left > 0 {
                return Ok(Some(Found::Unfinished));
            }
            self.block = input.split_to(length).freeze();
            self.clear.clear();
            self.clear.extend_from_slice(&self.block);
            self.cipher.decrypt(&mut self.clear);
            self.packed += length as u64;
        }
        let plain = self.unpack()?;
        self.written += plain.len() as u64;
        self.crc.update(&plain);
        let most = AT_FIRST.saturating_add(self.packed.saturating_mul(FOR_EACH));
        if self.written > most.min(self.header.size.unwrap_or(u64::MAX)) {
            return Err(Expected("a file of the size that it is said to have, and no bomb"));
        }
        if self.complete {
            self.give_back(input);
        }
        Ok((!plain.is_empty()).then_some(Found::Plain(plain)))
    }

    fn unpack(&mut self) -> Result<Bytes, Expected> {
        let Some(inflate) = &mut self.inflate else {
            self.done = self.block.len();
            return Ok(Bytes::copy_from_slice(&self.clear));
        };
        let mut plain = Vec::with_capacity(BLOCK);
        let read = inflate.total_in();
        let rest = self.clear.get(self.done..).unwrap_or_default();
        let status = inflate.decompress_vec(rest, &mut plain, FlushDecompress::None);
        let read = inflate.total_in() - read;
        self.done += usize::try_from(read).unwrap_or_default();
        match status {
            Ok(Status::StreamEnd) => self.complete = true,
            Ok(_) if read > 0 || !plain.is_empty() => {}
            // It has nothing to go on with, and no more comes.
            _ => return Err(Expected("data that can be unpacked")),
        }
        Ok(plain.into())
    }

    /// What came behind the data in its last block is no part of it.
    fn give_back(&mut self, input: &mut BytesMut) {
        let behind = self.block.split_off(self.done);
        self.cipher.authenticate(&self.block);
        self.packed -= behind.len() as u64;
        let mut whole = BytesMut::from(&behind[..]);
        whole.extend_from_slice(input);
        *input = whole;
    }

    /// Whether the file is what was packed, by what stands behind it.
    fn end(&self, input: &[u8]) -> Result<Found, Expected> {
        let code = self.header.encryption.code();
        let (Some(code), Some(behind)) = (input.get(..code), input.get(code..)) else {
            return Ok(Found::Unfinished);
        };
        let lead = self.header.encryption.lead() + code.len();
        let packed = self.packed + lead as u64;
        // With AES, the code stands for the checksum, which may be missing.
        let crc = self.header.encryption.has_checksum().then(|| self.crc.sum());
        let there = match self.header.behind {
            Behind::Descriptor if behind.len() < Behind::LONGEST => return Ok(Found::Unfinished),
            Behind::Descriptor => Behind::descriptor(behind, crc, packed, self.written),
            Behind::Directory { crc: told } => {
                let whole = self.header.data.is_none_or(|data| data == self.packed)
                    && self.header.size.is_none_or(|size| size == self.written);
                (crc.is_none_or(|crc| crc == told) && whole).then_some(behind)
            }
        };
        let Some(next) = there.filter(|_| self.cipher.has_made(code)) else {
            return Err(Expected("the file that was packed, unchanged"));
        };
        match next.get(..4) {
            None => Ok(Found::Unfinished),
            Some(header::DIRECTORY) => Ok(Found::End),
            Some(_) => Err(Expected("an archive of one file")),
        }
    }
}
