//! Payloads as no service should send them, made from those that it does.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::random::Random;
use crate::fixtures::tree::Node;

/// Stands in every text that a mutation makes up: where a decode error shows it, it quotes values.
pub(super) const PLANTED: &str = "planted";

/// The texts of values that decoders have stumbled over.
const SCALARS: [&str; 33] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "-1",
    "0.1",
    "1.50",
    "255",
    "65536",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890",
    "1e2",
    "1e400",
    "-1e400",
    "1e-400",
    "1e99999999999999999999",
    r#""""#,
    r#"" planted ""#,
    r#""planted\n\u001b[31m\u0000\u007f\u0085\u202e""#,
    r#""planted\"\\\/\b\f\r\t""#,
    r#""\ud83d\ude00 planted""#,
    r#""planted\ud800""#,
    r#""-1""#,
    r#""2026-02-30T25:61:61.999999999999Z""#,
    "[]",
];

/// Names that a member may get in place of its own.
const NAMES: [&str; 9] = [
    r#""unheard""#,
    r#""""#,
    r#""a~b/c""#,
    r#""\n\u001b[31m""#,
    r#""\ud800""#,
    r#""id""#,
    r#""type""#,
    r#""status""#,
    r#""errorId""#,
];

/// A JSON text as a tree, each member and scalar as it is spelled. `None` where it is no JSON.
pub(super) fn parse(text: &str) -> Option<Node> {
    struct Members(Vec<(String, Node)>);

    impl<'de> Deserialize<'de> for Members {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct MembersVisitor;

            impl<'de> Visitor<'de> for MembersVisitor {
                type Value = Members;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                    let mut members = Vec::new();
                    while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                        let name = serde_json::Value::from(name).to_string();
                        let value = parse(value.get()).unwrap_or(Node::Array(Vec::new()));
                        members.push((name, value));
                    }
                    Ok(Members(members))
                }
            }

            deserializer.deserialize_map(MembersVisitor)
        }
    }

    let text = text.trim();
    match text.as_bytes().first()? {
        b'{' => {
            let Members(members) = serde_json::from_str(text).ok()?;
            Some(Node::Object(members))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let items = items.into_iter().map(|item| parse(item.get()));
            items.collect::<Option<_>>().map(Node::Array)
        }
        _ => {
            let scalar: &RawValue = serde_json::from_str(text).ok()?;
            Some(Node::Scalar(scalar.get().to_owned()))
        }
    }
}

/// The tree as a text without white space.
pub(super) fn compact(node: &Node) -> String {
    fn write(node: &Node, out: &mut String) {
        match node {
            Node::Scalar(text) => out.push_str(text),
            Node::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write(item, out);
                }
                out.push(']');
            }
            Node::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(name);
                    out.push(':');
                    write(value, out);
                }
                out.push('}');
            }
        }
    }
    let mut out = String::new();
    write(node, &mut out);
    out
}

/// A hostile relative of a tree. Everything deep or long in it is one scalar, so that nobody who
/// walks the tree has to go deep.
pub(super) fn mutate(node: &Node, random: &mut Random) -> Node {
    let mut whole = node.clone();
    for _ in 0..=random.below(2) {
        let donor = random.below(count(node));
        let donor = nth(&mut node.clone(), donor).clone();
        let place = random.below(count(&whole));
        change(nth(&mut whole, place), donor, random);
    }
    whole
}

/// Cuts or garbles a text.
pub(super) fn garble(text: String, random: &mut Random) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, *random.of(b"{}[],:\"\\ \0\n\x1b\x80\xff")),
        2 if !bytes.is_empty() => bytes[at] = *random.of(b"{}[],:\"\\0e-\0\x80\xff"),
        3 => bytes.splice(..0, *b"\xef\xbb\xbf").for_each(drop),
        _ => bytes.extend_from_slice(random.of(&[" x", "}", "{}", "\n\n\0", ","]).as_bytes()),
    }
    bytes
}

/// How many values there are, the whole counted.
pub(super) fn count(node: &Node) -> usize {
    1 + match node {
        Node::Scalar(_) => 0,
        Node::Array(items) => items.iter().map(count).sum(),
        Node::Object(members) => members.iter().map(|(_, value)| count(value)).sum(),
    }
}

/// The value at a place, counted in the order of the text; the whole for 0.
fn nth(node: &mut Node, place: usize) -> &mut Node {
    if place == 0 {
        return node;
    }
    let children: Vec<&mut Node> = match node {
        Node::Scalar(_) => Vec::new(),
        Node::Array(items) => items.iter_mut().collect(),
        Node::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
    };
    let mut left = place - 1;
    for child in children {
        let size = count(child);
        if left < size {
            return nth(child, left);
        }
        left -= size;
    }
    panic!("no value at place {place}")
}

/// The tree without the value at a place, counted in the order of the text.
pub(super) fn without(node: &Node, place: usize) -> Node {
    fn keep(node: &Node, next: &mut usize, place: usize) -> Option<Node> {
        let here = *next;
        *next += 1;
        let kept = match node {
            Node::Scalar(_) => node.clone(),
            Node::Array(items) => {
                Node::Array(items.iter().filter_map(|item| keep(item, next, place)).collect())
            }
            Node::Object(members) => {
                let member = |(name, value): &(String, Node)| {
                    keep(value, next, place).map(|value| (name.clone(), value))
                };
                Node::Object(members.iter().filter_map(member).collect())
            }
        };
        (here != place).then_some(kept)
    }
    keep(node, &mut 0, place).unwrap_or_else(|| node.clone())
}

fn scalar(text: impl Into<String>) -> Node {
    Node::Scalar(text.into())
}

fn change(node: &mut Node, donor: Node, random: &mut Random) {
    match node {
        Node::Object(members) if random.below(3) > 0 => change_members(members, donor, random),
        Node::Array(items) if random.below(3) > 0 => change_items(items, donor, random),
        _ if random.one_in(4) => *node = donor,
        _ if random.one_in(6) => *node = large(random),
        _ => *node = scalar(*random.of(&SCALARS)),
    }
}

fn change_members(members: &mut Vec<(String, Node)>, donor: Node, random: &mut Random) {
    let at = random.below(members.len());
    let known = members.get(at).cloned();
    match (random.below(7), known) {
        (0, Some(_)) => drop(members.remove(at)),
        (1, Some(_)) => members[at].0 = (*random.of(&NAMES)).to_owned(),
        // A known one twice: as it is, null before it, null behind it, something else behind it.
        (2, Some((name, _))) => members.insert(at, (name, scalar("null"))),
        (3, Some((name, value))) => {
            let value = random.of(&[value, scalar("null"), donor]).clone();
            members.push((name, value));
        }
        (4, _) => {
            let name = (*random.of(&NAMES)).to_owned();
            members.push((name.clone(), scalar(*random.of(&SCALARS))));
            members.push((name, scalar(*random.of(&SCALARS))));
        }
        (5, _) if random.one_in(4) => {
            let many = 1 + random.below(2_000);
            let value = random.of(&SCALARS);
            members.extend((0..many).map(|n| (format!("\"u{n}\""), scalar(*value))));
        }
        _ => members.push((format!("\"u{}\"", random.below(9)), donor)),
    }
}

fn change_items(items: &mut Vec<Node>, donor: Node, random: &mut Random) {
    let at = random.below(items.len());
    match random.below(4) {
        0 if !items.is_empty() => drop(items.remove(at)),
        1 => items.insert(at, scalar(*random.of(&SCALARS))),
        2 if random.one_in(3) => {
            let item = random.of(&["0", "{}", "null", "[]", r#""""#]);
            items.extend((0..1 + random.below(4_000)).map(|_| scalar(*item)));
        }
        _ => items.push(donor),
    }
}

/// Something deep, long or wide.
fn large(random: &mut Random) -> Node {
    let depth = *random.of(&[126, 127, 128, 129, 10_000]);
    scalar(match random.below(5) {
        0 => "[".repeat(depth) + &"]".repeat(depth),
        1 => r#"{"a":"#.repeat(depth) + "0" + &"}".repeat(depth),
        2 => format!("\"{}\"", PLANTED.repeat(1 + random.below(10_000))),
        3 => "9".repeat(1 + random.below(5_000)),
        _ => format!("[{}0]", "0,".repeat(random.below(8_000))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"{"a": [1.50, {"b": "\u0041"}], "c": null, "a": {}}"#;

    #[test]
    fn a_tree_is_written_as_it_was_read() {
        let compact = compact(&parse(SAMPLE).unwrap());
        assert_eq!(compact, r#"{"a":[1.50,{"b":"\u0041"}],"c":null,"a":{}}"#);
        assert_eq!(parse(r#"{"a": }"#), None);
    }

    #[test]
    fn every_value_has_a_place() {
        let mut tree = parse(SAMPLE).unwrap();
        let all: Vec<String> =
            (0..count(&tree)).map(|place| compact(nth(&mut tree, place))).collect();
        assert_eq!(
            all[1..],
            [r#"[1.50,{"b":"\u0041"}]"#, "1.50", r#"{"b":"\u0041"}"#, r#""\u0041""#, "null", "{}"]
        );
    }

    #[test]
    fn a_seed_makes_the_same_payload_again() {
        let tree = parse(SAMPLE).unwrap();
        let made = |seed| mutate(&tree, &mut Random::new(seed));
        assert!((0..200).all(|seed| made(seed) == made(seed)));
        let different = (0..200).filter(|seed| made(*seed) != tree).count();
        assert!(different > 190, "{different}");
    }
}
