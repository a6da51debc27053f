//! Filters: what binds how, and what no value can break.

use std::ops::Bound;
use std::sync::Arc;

use ping_models::UserId;
use ping_models::platform::LicenseStatus;
use ping_transport::testing::{FakeTransport, ManualClock};
use ping_transport::{ErrorKind, Filter, filters};
use serde_json::json;

use crate::support::{LIST, with_token};

filters! {
    /// What things can be filtered by.
    ThingFilter: and, or, not {
        a: String = "a" (eq, ne, co, sw, ew, pr),
        b: i64 = "b" (eq, ne, gt, ge, lt, le),
        c: bool = "c" (eq),
        d: LicenseStatus = "d.status" (eq),
        e: UserId = "e[id]" (eq),
    }
}

#[test]
fn operators_and_how_they_bind() {
    let a = || ThingFilter::a().eq("1");
    let b = || ThingFilter::b().ge(2);
    let c = || ThingFilter::c().eq(true);
    let other = || ThingFilter::other("x-y.z:2");
    #[rustfmt::skip]
    let table: Vec<(Filter<ThingFilter>, &str)> = vec![
        (ThingFilter::a().eq("x"), r#"a eq "x""#),
        (ThingFilter::a().ne("x"), r#"a ne "x""#),
        (ThingFilter::a().co("x"), r#"a co "x""#),
        (ThingFilter::a().sw("x"), r#"a sw "x""#),
        (ThingFilter::a().ew(String::from("x")), r#"a ew "x""#),
        (ThingFilter::a().pr(), "a pr"),
        (ThingFilter::b().eq(1), "b eq 1"),
        (ThingFilter::b().ne(1), "b ne 1"),
        (ThingFilter::b().gt(-1), "b gt -1"),
        (ThingFilter::b().ge(i64::MAX), "b ge 9223372036854775807"),
        (ThingFilter::b().lt(1), "b lt 1"),
        (ThingFilter::b().le(1), "b le 1"),
        (ThingFilter::c().eq(false), "c eq false"),
        (ThingFilter::d().eq(LicenseStatus::Active), r#"d.status eq "ACTIVE""#),
        (ThingFilter::d().eq(LicenseStatus::from_wire("NEW")), r#"d.status eq "NEW""#),
        (ThingFilter::e().eq(UserId::from("u")), r#"e[id eq "u"]"#),
        (a().and(b()), r#"a eq "1" and b ge 2"#),
        (a().and(b()).and(c()), r#"a eq "1" and b ge 2 and c eq true"#),
        (a().or(b()).or(c()), r#"a eq "1" or b ge 2 or c eq true"#),
        (a().or(b()).and(c()), r#"(a eq "1" or b ge 2) and c eq true"#),
        (a().and(b().or(c())), r#"a eq "1" and (b ge 2 or c eq true)"#),
        (a().and(b()).or(c()), r#"(a eq "1" and b ge 2) or c eq true"#),
        (a().not(), r#"not (a eq "1")"#),
        (a().or(b()).not().and(c()), r#"not (a eq "1" or b ge 2) and c eq true"#),
        (ThingFilter::b().within(1..3), "b ge 1 and b lt 3"),
        (ThingFilter::b().within(1..=3), "b ge 1 and b le 3"),
        (ThingFilter::b().within((Bound::Excluded(1), Bound::Unbounded)), "b gt 1"),
        (ThingFilter::b().within(..3), "b lt 3"),
        (c().or(c()).and(ThingFilter::b().within(1..3)), "(c eq true or c eq true) and b ge 1 and b lt 3"),
        (other().sw("x").and(c()), r#"x-y.z:2 sw "x" and c eq true"#),
        (other().lt(1.5), "x-y.z:2 lt 1.5"),
        (other().eq(true), "x-y.z:2 eq true"),
    ];
    for (filter, wanted) in table {
        assert_eq!(filter.to_string(), wanted);
        assert_eq!(format!("{filter:?}"), "Filter(..)");
    }
}

#[test]
fn values_stay_inside_their_quotes() {
    for (value, wanted) in [
        ("", r#""""#),
        ("plain", r#""plain""#),
        (r#"" or true or ""#, r#""\" or true or \"""#),
        (r"back\slash\", r#""back\\slash\\""#),
        ("tab\tand\nline", r#""tab\tand\nline""#),
        ("Zoë", "\"Zoë\""),
        ("and or not ()", r#""and or not ()""#),
    ] {
        let tests = [
            (ThingFilter::a().eq(value), format!("a eq {wanted}")),
            (ThingFilter::d().eq(LicenseStatus::from_wire(value)), format!("d.status eq {wanted}")),
            (ThingFilter::e().eq(value), format!("e[id eq {wanted}]")),
            (ThingFilter::other("f").eq(value), format!("f eq {wanted}")),
        ];
        for (filter, wanted) in tests {
            assert_eq!(filter.to_string(), wanted);
        }
        // Read back by JSON's rules it is the same value.
        let read: String = serde_json::from_str(wanted).unwrap();
        assert_eq!(read, value);
    }
}

#[test]
fn a_name_that_could_change_the_expression_is_none() {
    let client = with_token(Arc::new(FakeTransport::new([])), &ManualClock::fixed());
    let client = client.build().unwrap();
    let list = || {
        let list = client.request(&LIST).segment("env-1").list();
        list.taking::<ThingFilter>()
    };
    let a = || ThingFilter::a().eq("1");
    for name in [
        "",
        ".",
        "a.",
        "a b",
        "a eq \"1\" or b",
        "(a",
        "a\"",
        "a]",
        "a[b",
        "a[b[c]]",
        "a[]",
        "a[b].c",
        "a\n",
    ] {
        let odd = || ThingFilter::other(name).eq("x");
        for filter in [odd(), a().and(odd()), odd().or(a()), odd().not()] {
            let error = list().filter(filter).describe().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name}");
            assert_eq!(error.field(), Some("filter"));
        }
    }
    for name in ["a", "urn:x:y", "größe", "a.b-c_d", "a[b]", "a[b.c]"] {
        let filter = ThingFilter::other(name).eq(json!("x"));
        assert!(list().filter(filter).describe().is_ok(), "{name}");
    }
}

#[test]
fn a_range_without_an_end_is_none() {
    let client = with_token(Arc::new(FakeTransport::new([])), &ManualClock::fixed());
    let client = client.build().unwrap();
    let endless: (Bound<i64>, Bound<i64>) = (Bound::Unbounded, Bound::Unbounded);
    let list = client.request(&LIST).segment("env-1").list().taking::<ThingFilter>();
    let error = list.filter(ThingFilter::b().within(endless)).describe().unwrap_err();
    assert_eq!(error.field(), Some("filter"));
}
