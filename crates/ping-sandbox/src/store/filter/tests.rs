//! What filters mean, and which are none.

use serde_json::json;

use crate::store::filter::{Attribute, Filter, Op};
use crate::wire::response::Response;

const SUPPORTED: &[Attribute] = &[
    ("username", &[Op::Eq, Op::Sw]),
    ("name.family", &[Op::Eq, Op::Sw, Op::Pr]),
    ("email", &[Op::Eq, Op::Ew, Op::Co, Op::Ne, Op::In]),
    ("enabled", &[Op::Eq]),
    ("updatedAt", &[Op::Ge, Op::Le, Op::Gt, Op::Lt]),
    ("memberOfGroups[id]", &[Op::Eq]),
];

fn matches(filter: &str) -> bool {
    let user = json!({
        "username": "jdoe \"x\" \\",
        "name": { "family": "Doe" },
        "email": "jdoe@example.com",
        "enabled": true,
        "updatedAt": "2026-03-23T16:34:44.760Z",
        "memberOfGroups": [{ "id": "g1" }, { "id": "g2" }],
    });
    Filter::parse(filter, SUPPORTED, true)
        .unwrap_or_else(|_| panic!("{filter} does not parse"))
        .matches(&user)
}

#[test]
fn operators_compare_as_documented() {
    for (filter, expected) in [
        (r#"username eq "JDOE \"x\" \\""#, true),
        (r#"username sw "jd""#, true),
        (r#"username sw "doe""#, false),
        (r#"email ew "EXAMPLE.com" and name.family eq "Doe""#, true),
        (r#"email ew "example.org" or name.family pr"#, true),
        (r#"(email co "doe@" or username eq "a") and name.family eq "Roe""#, false),
        (r#"username eq "a" and username eq "b" or enabled eq true"#, true),
        (r#"username eq "a" and (username eq "b" or enabled eq true)"#, false),
        (r#"enabled eq "false""#, false),
        (r#"email ne "a@b""#, true),
        (r#"email in ["x@y", "jdoe@example.com"]"#, true),
        (r#"updatedAt ge "2026-03-23T17:34:44.760+01:00""#, true),
        (r#"updatedAt gt "2026-03-23T16:34:44.760Z""#, false),
        (r#"updatedAt ge "2026-01-01T00:00:00Z" AND updatedAt le "2026-12-31T00:00:00Z""#, true),
        (r#"memberOfGroups[id eq "g2"] and enabled eq true"#, true),
        (r#"memberOfGroups[id eq "g3"]"#, false),
    ] {
        assert_eq!(matches(filter), expected, "{filter}");
    }
}

#[test]
fn what_cannot_be_evaluated_is_refused() {
    let deep = "(".repeat(10_000);
    for filter in [
        "",
        "username",
        "username eq",
        "username eq x",
        "username eq \"x",
        "username zz \"x\"",
        "username co \"x\"",
        "userName eq \"x\"",
        "username eq \"x\" and",
        "username eq \"x\" username",
        "(username eq \"x\"",
        "not (username eq \"x\")",
        "memberOfGroups[name eq \"x\"]",
        deep.as_str(),
    ] {
        let failure = Filter::of_query(filter, SUPPORTED, true).map(|_| ()).expect_err(filter);
        let response = Response::from(failure);
        assert_eq!(response.status.as_u16(), 400, "{filter}");
    }
}
