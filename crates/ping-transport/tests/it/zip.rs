//! Files out of archives of the ZIP format, whoever made them and whatever the chunks are. They
//! were made by Info-ZIP 3.0, 7-Zip and pyzipper.

use std::fmt::Write as _;

use ping_transport::testing::{BodyEnd, Reaction};
use ping_transport::{Download, Error, ErrorKind, Secret};

use crate::support::{READ, fake};

const PASSWORD: &str = "planted secret";

macro_rules! archive {
    ($name:literal) => {
        include_bytes!(concat!("../data/zip/", $name, ".zip")).as_slice()
    };
}

const SMALL: &str = "name,count\r\na,1\r\nb,2\r\n";

fn large() -> String {
    (0..2500).fold("name,count\r\n".to_owned(), |mut text, row| {
        write!(text, "row-{row},{row}\r\n").unwrap();
        text
    })
}

async fn file(archive: &[u8], size: usize, end: BodyEnd) -> Download {
    let reaction = Reaction::chunks("application/zip", archive, size, end);
    let (_, client) = fake([reaction]);
    let request = client.request(&READ).segment("env-1").segment("user-1");
    request.download(|file| file).await.unwrap()
}

/// The whole file, and what it came to.
async fn unzip(archive: &[u8], size: usize, password: &str) -> (Vec<u8>, Result<(), Error>) {
    let mut file = file(archive, size, BodyEnd::Complete).await.unzipped(&Secret::from(password));
    let mut whole = Vec::new();
    let end = loop {
        match file.try_next().await {
            Ok(Some(bytes)) => whole.extend_from_slice(&bytes),
            end => break end.map(drop),
        }
    };
    // Nothing follows the end, or an error.
    assert!(file.try_next().await.unwrap().is_none());
    assert_eq!(file.received(), whole.len() as u64);
    (whole, end)
}

/// Why an archive yields no file.
async fn refused(archive: &[u8]) -> Error {
    unzip(archive, 1000, PASSWORD).await.1.unwrap_err()
}

#[tokio::test]
async fn what_was_packed_comes_out() {
    for (name, archive, wanted) in [
        ("PKZIP, deflated", archive!("old-deflated"), large()),
        ("PKZIP, to a pipe", archive!("old-streamed"), large()),
        ("PKZIP, stored", archive!("old-stored"), SMALL.to_owned()),
        ("PKZIP, by 7-Zip", archive!("old-7zip"), SMALL.to_owned()),
        ("AES-256", archive!("aes-256-deflated"), large()),
        ("AES-256, version 1", archive!("aes-256-version-1"), SMALL.to_owned()),
        ("AES-256, to a pipe", archive!("aes-256-streamed"), SMALL.to_owned()),
        ("AES-256, by 7-Zip", archive!("aes-256-7zip"), SMALL.to_owned()),
        ("AES-192", archive!("aes-192-deflated"), SMALL.to_owned()),
        ("AES-128, stored", archive!("aes-128-stored"), SMALL.to_owned()),
        ("in the clear", archive!("plain"), SMALL.to_owned()),
        ("in the clear, to a pipe", archive!("plain-streamed"), SMALL.to_owned()),
    ] {
        for size in [1, 2, 3, 7, 100, 4000, 100_000] {
            let (whole, end) = unzip(archive, size, PASSWORD).await;
            end.unwrap_or_else(|error| panic!("{name}, by {size}: {error}"));
            assert!(whole == wanted.as_bytes(), "{name}, by {size}");
        }
    }
}

#[tokio::test]
async fn another_password_opens_nothing() {
    for archive in [archive!("old-deflated"), archive!("old-streamed"), archive!("aes-256-7zip")] {
        let (whole, end) = unzip(archive, 100, "planted  secret").await;
        let error = end.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains("an archive of this password"), "{error}");
        assert!(!error.to_string().contains("planted"), "{error}");
        assert!(whole.is_empty());
    }
}

#[tokio::test]
async fn an_archive_that_was_cut_is_no_file() {
    for archive in [archive!("old-7zip"), archive!("aes-256-streamed"), archive!("plain-streamed")]
    {
        // The directory is of no use.
        let behind = archive.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        for length in 1..behind {
            let error = refused(&archive[..length]).await;
            assert_eq!(error.kind(), ErrorKind::Interrupted, "{length}: {error}");
        }
        assert!(unzip(archive, 7, PASSWORD).await.1.is_ok());
    }
    let lost = file(&archive!("old-deflated")[..5000], 500, BodyEnd::Cut).await;
    let error = lost.unzipped(&Secret::from(PASSWORD)).write_to(&mut Vec::new()).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn a_file_that_was_changed_is_found_out() {
    for (archive, data) in [(archive!("aes-128-stored"), 49), (archive!("old-stored"), 38)] {
        for at in data..archive.windows(4).position(|four| four == b"PK\x01\x02").unwrap() {
            let mut changed = archive.to_vec();
            changed[at] ^= 4;
            let error = refused(&changed).await;
            assert_eq!(error.kind(), ErrorKind::Decode, "{at}: {error}");
        }
    }
    // Any byte before the directory: an error or the file, but nothing else, and no panic.
    for archive in [archive!("aes-256-streamed"), archive!("old-7zip"), archive!("plain-streamed")]
    {
        for at in 0..archive.len() {
            let mut changed = archive.to_vec();
            changed[at] ^= 1 << (at % 8);
            if let (whole, Ok(())) = unzip(&changed, 1000, PASSWORD).await {
                assert_eq!(whole, SMALL.as_bytes(), "{at}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_archive_of_one_file_is_refused() {
    let empty = *b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    for (archive, wanted) in [
        (archive!("two"), "an archive of one file"),
        (&empty[..], "an archive of the ZIP format with a file"),
        (b"userId,phone\r\n", "an archive of the ZIP format with a file"),
    ] {
        let error = refused(archive).await;
        assert!(error.to_string().contains(wanted), "{error}");
    }
    let head = |at: usize, value: u8| {
        let mut changed = archive!("plain").to_vec();
        changed[at] = value;
        changed
    };
    for (changed, wanted) in [
        (head(8, 12), "stored or deflated"),
        (head(6, 1 << 6), "as PKZIP 2 or WinZip do"),
        (head(22, 21), "the size that it is said to have"),
        (head(22, 23), "unchanged"),
    ] {
        let error = refused(&changed).await;
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[tokio::test]
async fn a_bomb_goes_off_nowhere() {
    // Zeros: 1,032 times what comes.
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    for _ in 0..120 {
        std::io::Write::write_all(&mut packed, &[0; 1024 * 1024]).unwrap();
    }
    let packed = packed.finish().unwrap();
    // A head that tells no sizes.
    let head = *b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a";
    let archive = [&head[..], &packed].concat();
    let bomb = file(&archive, 10_000, BodyEnd::Complete).await;
    let mut bomb = bomb.unzipped(&Secret::from(PASSWORD));
    let error = loop {
        match bomb.try_next().await {
            Ok(bytes) => assert!(bytes.is_some_and(|bytes| bytes.len() <= 16 * 1024)),
            Err(error) => break error,
        }
    };
    assert!(error.to_string().contains("no bomb"), "{error}");
    assert!(bomb.received() < 100 * 1024 * 1024, "{}", bomb.received());
}
