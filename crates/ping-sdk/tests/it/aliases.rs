//! Each operation can be found under the title that its vendor gives it.

use std::path::Path;

use ping_sdk::transport::OperationInfo;

use crate::files::{bare, sources};

/// A crate and its operations.
type Crate = (&'static str, &'static [&'static OperationInfo]);

#[test]
fn every_operation_has_its_title_as_an_alias() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalogue = std::fs::read_to_string(root.join("fixtures/catalogue.csv")).unwrap();
    let title_of = |id: &str| {
        let id = format!("{id},");
        let row = catalogue.lines().find_map(|row| row.strip_prefix(&id));
        let row = row.unwrap();
        let title = match row.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap(),
            None => row.split(',').next().unwrap(),
        };
        // What stands in parentheses behind it tells variants apart.
        title.split(" (").next().unwrap().to_owned()
    };
    let crates: [Crate; 4] = [
        ("pingone-platform", ping_sdk::platform::operations()),
        ("pingone-mfa", ping_sdk::mfa::operations()),
        ("pingone-verify", ping_sdk::verify::operations()),
        ("pingid-rest", ping_sdk::pingid::operations()),
    ];
    for (name, operations) in crates {
        let mut files = Vec::new();
        sources(&root.join("crates").join(name).join("src"), &mut files);
        let aliases: String = files
            .iter()
            .flat_map(|file| file.split("#[doc(alias(").skip(1))
            .filter_map(|rest| rest.split("))]").next())
            .collect();
        for operation in operations {
            let alias = bare(&format!("\"{}\"", title_of(operation.id)));
            let told = format!("{name}: add #[doc(alias({alias}))] to what calls {}", operation.id);
            assert!(aliases.contains(&alias), "{told}");
        }
    }
}
