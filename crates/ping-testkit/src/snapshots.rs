//! Calls and their wire snapshots.

use std::env;
use std::path::Path;

use ping_transport::{Described, Error, OperationInfo};

/// Compares calls with their snapshots, which are called by the operations. The crate whose test
/// this is needs `insta`.
#[macro_export]
macro_rules! wire {
    [$($call:expr),+ $(,)?] => { $({
        let (name, text) = $crate::text_of($call.describe());
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots"),
        }, {
            insta::assert_snapshot!(name, text);
        });
    })+ };
}

/// Fails where one of these operations has no wire snapshot in the crate whose test this is.
#[macro_export]
macro_rules! assert_wire_snapshots {
    ($operations:expr) => {
        $crate::assert_snapshots_of($operations, env!("CARGO_MANIFEST_DIR"))
    };
}

/// The name of a call's snapshot and what has to stand in it. What tests plant as a secret must
/// not: it begins with `planted`.
#[track_caller]
pub fn text_of(described: Result<Described, Error>) -> (String, String) {
    let described = described.unwrap();
    let text = described.to_string();
    assert!(!text.contains("planted"), "{text}");
    (format!("wire__{}", described.operation), text)
}

/// Fails where an operation has no wire snapshot in the crate of this folder.
#[track_caller]
pub fn assert_snapshots_of<'o>(
    operations: impl IntoIterator<Item = &'o &'static OperationInfo>,
    folder: &str,
) {
    // `cargo xtask snapshots` writes them meanwhile.
    if env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        return;
    }
    let folder = Path::new(folder).join("tests/it/snapshots");
    for operation in operations {
        let file = folder.join(format!("wire__{}.snap", operation.id));
        assert!(file.is_file(), "{} is missing", file.display());
    }
}
