//! SPDX license expressions, as far as crates use them.

/// Whether a choice of licenses exists that is allowed altogether.
pub(crate) fn satisfiable(expression: &str, allowed: &impl Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut position = 0;
    let result = either(&words, &mut position, allowed);
    result == Some(true) && position == words.len()
}

/// `OR` binds weaker than `AND`; none where the expression is malformed.
fn either(words: &[&str], position: &mut usize, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut result = both(words, position, allowed)?;
    while words.get(*position) == Some(&"OR") {
        *position += 1;
        result |= both(words, position, allowed)?;
    }
    Some(result)
}

fn both(words: &[&str], position: &mut usize, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut result = one(words, position, allowed)?;
    while words.get(*position) == Some(&"AND") {
        *position += 1;
        result &= one(words, position, allowed)?;
    }
    Some(result)
}

fn one(words: &[&str], position: &mut usize, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let word = *words.get(*position)?;
    *position += 1;
    if word == "(" {
        let result = either(words, position, allowed)?;
        (words.get(*position) == Some(&")")).then_some(())?;
        *position += 1;
        return Some(result);
    }
    if words.get(*position) == Some(&"WITH") {
        let exception = *words.get(*position + 1)?;
        *position += 2;
        return Some(allowed(&format!("{word} WITH {exception}")));
    }
    Some(allowed(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(expression: &str) -> bool {
        satisfiable(expression, &|license: &str| {
            ["MIT", "Apache-2.0", "Unicode-3.0"].contains(&license)
        })
    }

    #[test]
    fn one_allowed_choice_is_enough() {
        assert!(passes("MIT"));
        assert!(passes("GPL-3.0 OR MIT"));
        assert!(passes("MIT/Apache-2.0"));
        assert!(passes("(GPL-3.0 OR MIT) AND Unicode-3.0"));
        assert!(passes("GPL-3.0 AND BSD-2-Clause OR MIT"));
    }

    #[test]
    fn every_part_of_a_conjunction_counts() {
        assert!(!passes("GPL-3.0"));
        assert!(!passes("MIT AND GPL-3.0"));
        assert!(!passes("(MIT AND GPL-3.0) OR GPL-2.0"));
        assert!(!passes("Apache-2.0 WITH LLVM-exception"));
    }

    #[test]
    fn malformed_expressions_do_not_pass() {
        for text in ["", "MIT OR", "(MIT", "MIT MIT", "AND MIT"] {
            assert!(!passes(text), "{text}");
        }
    }
}
