//! A ZIP archive of one file, behind a password: as APPNOTE.TXT has it, with the encryption of
//! PKWARE's first years, which every tool opens.

/// The encryption's three keys.
struct Keys(u32, u32, u32);

impl Keys {
    fn of(password: &str) -> Self {
        let mut keys = Self(0x1234_5678, 0x2345_6789, 0x3456_7890);
        password.bytes().for_each(|byte| keys.update(byte));
        keys
    }

    fn update(&mut self, plain: u8) {
        self.0 = crc_step(self.0, plain);
        let sum = self.1.wrapping_add(self.0 & 0xff);
        self.1 = sum.wrapping_mul(134_775_813).wrapping_add(1);
        self.2 = crc_step(self.2, self.1.to_be_bytes()[0]);
    }

    fn encrypt(&mut self, plain: u8) -> u8 {
        let word = (self.2 | 2) & 0xffff;
        let mask = (word.wrapping_mul(word ^ 1) >> 8) & 0xff;
        self.update(plain);
        plain ^ u8::try_from(mask).unwrap_or(0)
    }
}

fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |crc, _| {
        if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
    })
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| crc_step(crc, *byte))
}

/// An archive of one file. `salt` is what makes it another one each time.
pub(crate) fn encrypted(name: &str, content: &[u8], password: &str, salt: [u8; 11]) -> Vec<u8> {
    let crc = crc(content);
    let mut keys = Keys::of(password);
    // By the last byte of its head, a wrong password is known.
    let head = salt.into_iter().chain([crc.to_be_bytes()[0]]);
    let data: Vec<u8> =
        head.chain(content.iter().copied()).map(|byte| keys.encrypt(byte)).collect();

    let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    // Version 2.0, encrypted, stored as it is, on the first day that there is.
    let about: Vec<u8> = [
        &[20, 0, 1, 0, 0, 0, 0, 0, 0x21, 0][..],
        &crc.to_le_bytes(),
        &size(data.len()),
        &size(content.len()),
        &u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04", &about[..], name.as_bytes(), &data].concat();
    let central = [b"PK\x01\x02\x14\x00", &about[..], &[0; 14], name.as_bytes()].concat();
    let end =
        [&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &size(central.len()), &size(local.len()), &[0, 0]]
            .concat();
    [local, central, end].concat()
}

#[cfg(test)]
mod tests {
    use super::{Keys, crc, encrypted};

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn what_is_in_an_archive_comes_out_with_its_password() {
        let archive = encrypted("a.csv", b"userId\nu-1\n", "secret", [7; 11]);
        let data = &archive[30 + "a.csv".len()..][..12 + 11];
        let mut keys = Keys::of("secret");
        let plain: Vec<u8> = data
            .iter()
            .map(|byte| {
                let word = (keys.2 | 2) & 0xffff;
                let plain = byte ^ ((word.wrapping_mul(word ^ 1) >> 8) as u8);
                keys.update(plain);
                plain
            })
            .collect();
        assert_eq!(&plain[12..], b"userId\nu-1\n");
        assert!(!archive.windows(3).any(|text| text == b"u-1"));
    }
}
