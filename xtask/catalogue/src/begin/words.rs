//! The words of which the ids of operations and their paths consist.

use crate::names::{camel_case, snake_case};
use crate::row::Row;

/// Words between the verb and the noun that say how many.
const COUNTS: [&str; 4] = ["all", "one", "single", "multiple"];
/// Words behind which stands no noun of the resource.
const ENDS: [&str; 6] = ["by", "for", "from", "to", "with", "without"];

/// The words of an id: `platform.read_all_users` is read, all, users.
pub(super) fn words(id: &str) -> Vec<&str> {
    id.rsplit('.').next().unwrap_or_default().split('_').collect()
}

/// What an operation does, in its own word.
pub(super) fn verb(row: &Row) -> &str {
    words(&row.id).first().copied().unwrap_or_default()
}

/// What the id calls the resource, and the words behind that tell the operation from its like.
///
/// The words that stand in the last name of the path are the resource, by their spelling in the id:
/// `create_notification_policy` at `notificationsPolicies` makes a `notification_policy`. Where the
/// path has none of them, it is all words.
pub(super) fn noun(row: &Row, is_collection: bool) -> (Vec<String>, Vec<&str>) {
    let mut own = words(&row.id);
    own.remove(0);
    while own.first().is_some_and(|word| COUNTS.contains(word)) {
        own.remove(0);
    }
    own.truncate(own.iter().position(|word| ENDS.contains(word)).unwrap_or(own.len()));
    let path = snake_case(literals(&row.path).next_back().unwrap_or_default());
    let path: Vec<&str> = path.split('_').collect();
    let last = path.last().copied().unwrap_or_default();
    let Some(end) = own.iter().rposition(|word| is_like(word, last)) else {
        // A collection is known by its path better than by what an operation does with it.
        return match is_collection {
            true => (in_singular(&path), own),
            false => (own.iter().map(|word| (*word).to_owned()).collect(), Vec::new()),
        };
    };
    let behind = own.split_off(end + 1);
    if !is_collection {
        return (own.iter().map(|word| (*word).to_owned()).collect(), behind);
    }
    let start = own.len().saturating_sub(path.len());
    let is_path = own.len() >= path.len()
        && own[start..].iter().zip(&path).all(|(word, part)| is_like(word, part));
    (in_singular(if is_path { &own[start..] } else { &own }), behind)
}

/// The type of these words.
pub(super) fn type_name(words: &[impl AsRef<str>]) -> String {
    words.iter().map(|word| camel_case(word.as_ref())).collect()
}

/// What stands in a path beside parameters.
pub(super) fn literals(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty() && !segment.starts_with('{'))
}

/// The last one in the singular.
fn in_singular(words: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// `policies` is a `policy`.
pub(super) fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if !stem.ends_with('s') && !stem.ends_with("statu") => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// `policy` has `policies`.
pub(super) fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x']) => word.to_owned(),
        _ => format!("{word}s"),
    }
}

/// Whether two words are one but for number.
fn is_like(one: &str, other: &str) -> bool {
    singular(one) == singular(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::tests::row;

    fn named(id: &str, path: &str, is_collection: bool) -> String {
        let row = row(&[("id", id), ("path", path)]);
        let (noun, behind) = noun(&row, is_collection);
        format!("{} {}", type_name(&noun), behind.join(" "))
    }

    #[test]
    fn the_words_of_the_id_name_the_resource() {
        let policies = "/v1/notificationsPolicies";
        let cases = [
            ("platform.read_all_notification_policies", policies, "NotificationPolicy "),
            ("mfa.create_mfa_device_oath_token", "/v1/users/{u}/devices", "Device oath token"),
            ("mfa.create_fido_policy_certified", "/v1/fido2Policies", "FidoPolicy certified"),
            ("mfa.retrieve_oath_token_by_id", "/v1/oathTokens/{id}", "OathToken "),
            (
                "mfa.read_report_of_all",
                "/v1/dataExplorations/{id}",
                "DataExploration report of all",
            ),
            (
                "platform.create_user_role_assignment",
                "/v1/u/{u}/roleAssignments",
                "RoleAssignment ",
            ),
        ];
        for (id, path, expected) in cases {
            assert_eq!(named(id, path, true), expected, "{id}");
        }
        let single = [
            ("platform.update_license_name", "/v1/licenses/{id}/name", "LicenseName "),
            ("platform.read_bill_of_materials", "/v1/e/{e}/billOfMaterials", "BillOfMaterials "),
            ("platform.read_jwks", "/{e}/as/jwks", "Jwks "),
        ];
        for (id, path, expected) in single {
            assert_eq!(named(id, path, false), expected, "{id}");
        }
    }

    #[test]
    fn words_have_a_number() {
        for (one, many) in [("policy", "policies"), ("key", "keys"), ("device", "devices")] {
            assert_eq!((singular(many), plural(one)), (one.to_owned(), many.to_owned()));
        }
        assert_eq!(singular("address"), "address");
        assert_eq!(singular("status"), "status");
    }
}
