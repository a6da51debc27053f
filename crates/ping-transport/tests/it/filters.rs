//! Filters: what binds how, and what no value can break.

use ping_transport::{Attribute, Filter};

struct Thing;

fn text(name: &'static str) -> Attribute<Thing, str> {
    Attribute::new(name)
}

fn flag(name: &'static str) -> Attribute<Thing, bool> {
    Attribute::new(name)
}

#[test]
fn operators_and_how_they_bind() {
    let a = || text("a").eq("1");
    let b = || text("b").sw("2");
    let c = || flag("c").eq(true);
    #[rustfmt::skip]
    let table: Vec<(Filter<Thing>, &str)> = vec![
        (text("a").eq("x"), r#"a eq "x""#),
        (text("a").ne("x"), r#"a ne "x""#),
        (text("a").co("x"), r#"a co "x""#),
        (text("a").sw("x"), r#"a sw "x""#),
        (text("a").ew("x"), r#"a ew "x""#),
        (text("a").gt("x"), r#"a gt "x""#),
        (text("a").ge("x"), r#"a ge "x""#),
        (text("a").lt("x"), r#"a lt "x""#),
        (text("a").le("x"), r#"a le "x""#),
        (text("a").pr(), "a pr"),
        (flag("a").eq(false), "a eq false"),
        (a().and(b()), r#"a eq "1" and b sw "2""#),
        (a().and(b()).and(c()), r#"a eq "1" and b sw "2" and c eq true"#),
        (a().or(b()).or(c()), r#"a eq "1" or b sw "2" or c eq true"#),
        (a().or(b()).and(c()), r#"(a eq "1" or b sw "2") and c eq true"#),
        (a().and(b().or(c())), r#"a eq "1" and (b sw "2" or c eq true)"#),
        (a().and(b()).or(c()), r#"(a eq "1" and b sw "2") or c eq true"#),
        (a().not(), r#"not (a eq "1")"#),
        (a().or(b()).not().and(c()), r#"not (a eq "1" or b sw "2") and c eq true"#),
        (Filter::raw(r#"x eq "1" or y pr"#).and(c()), r#"(x eq "1" or y pr) and c eq true"#),
        (Filter::raw("x pr"), "x pr"),
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
        assert_eq!(text("a").eq(value).to_string(), format!("a eq {wanted}"));
        // Read back by JSON's rules it is the same value.
        let read: String = serde_json::from_str(wanted).unwrap();
        assert_eq!(read, value);
    }
}
