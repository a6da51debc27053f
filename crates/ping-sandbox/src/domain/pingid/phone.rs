//! Phone numbers as pairing data has them.

/// The country codes of one and two digits; all others have three.
const SHORT_CODES: [&str; 46] = [
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// An international number, for calls perhaps with an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) country_code: String,
    /// Without the country code.
    pub(crate) number: String,
    /// What is dialed after the call is taken: digits, `#`, `*`, and commas for pauses.
    pub(crate) extension: Option<String>,
}

impl Phone {
    /// Reads `+15125550100`, `15125550100` or, where extensions are allowed,
    /// `+12025550123,#2992,,,#2991`.
    pub(crate) fn parse(text: &str, extensions: bool) -> Option<Self> {
        let (number, extension) = match text.split_once(',') {
            Some((number, extension)) => (number, Some(extension)),
            None => (text, None),
        };
        let digits = number.strip_prefix('+').unwrap_or(number);
        // ITU-T E.164: 15 digits at most.
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if let Some(extension) = extension {
            let dialable = |c: char| c.is_ascii_digit() || matches!(c, '#' | '*' | ',');
            let dials = extension.contains(|c: char| c != ',');
            if !extensions || !dials || !extension.chars().all(dialable) {
                return None;
            }
        }
        let code = SHORT_CODES.iter().find(|code| digits.starts_with(*code));
        let (country_code, number) = digits.split_at(code.map_or(3, |code| code.len()));
        Some(Self {
            country_code: country_code.to_owned(),
            number: number.to_owned(),
            extension: extension.map(str::to_owned),
        })
    }

    /// Country code and number.
    pub(crate) fn digits(&self) -> String {
        format!("{}{}", self.country_code, self.number)
    }

    /// All that is dialed, the extension with it.
    pub(crate) fn dialed(&self) -> String {
        format!("{} {}", self.digits(), self.extension.as_deref().unwrap_or_default())
    }

    /// What the outbox is asked for: `+` and the digits.
    pub(crate) fn international(&self) -> String {
        format!("+{}", self.digits())
    }
}

#[cfg(test)]
mod tests {
    use super::Phone;

    #[test]
    fn numbers_are_taken_apart() {
        for (text, code, number, extension) in [
            ("+13035551234", "1", "3035551234", None),
            ("13035551234", "1", "3035551234", None),
            ("+41445550100", "41", "445550100", None),
            ("+423555010", "423", "555010", None),
            ("+12025550123,2992", "1", "2025550123", Some("2992")),
            ("+12025550123,#2992,,,#2991", "1", "2025550123", Some("#2992,,,#2991")),
            ("12025550123,,,*7#", "1", "2025550123", Some(",,*7#")),
        ] {
            let phone = Phone::parse(text, true).unwrap();
            assert_eq!(phone.country_code, code, "{text}");
            assert_eq!(phone.number, number, "{text}");
            assert_eq!(phone.extension.as_deref(), extension, "{text}");
        }
        for text in [
            "",
            "+",
            "123456",
            "+1234567890123456",
            "303 555 1234",
            "(303)5551234",
            "call me",
            "+12025550123,",
            "+12025550123,,",
            "+12025550123,x1",
            "++12025550123",
        ] {
            assert_eq!(Phone::parse(text, true), None, "{text}");
        }
        assert_eq!(Phone::parse("+12025550123,1", false), None);
    }
}
