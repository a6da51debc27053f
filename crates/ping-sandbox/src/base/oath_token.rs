//! OATH tokens in the hands of people.

use crate::base::{
    oath::{Mechanism, Oath},
    timestamp::Timestamp,
};

/// A token that somebody holds.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) oath: Oath,
    /// Where the token itself is: how often its button was pressed, or how many steps its clock is
    /// ahead.
    hands: i64,
}

impl Token {
    pub(crate) fn new(oath: Oath) -> Self {
        let hands = match oath.mechanism {
            Mechanism::Counter => i64::try_from(oath.next).unwrap_or(i64::MAX),
            Mechanism::Clock(_) => 0,
        };
        Self { oath, hands }
    }

    /// A person looks at the token: one that counts shows the next passcode each time.
    pub(crate) fn show(&mut self, now: Timestamp) -> String {
        let moment = match self.oath.mechanism {
            Mechanism::Counter => {
                self.hands += 1;
                u64::try_from(self.hands - 1).unwrap_or(0)
            }
            Mechanism::Clock(step) => (now.seconds() / step).saturating_add_signed(self.hands),
        };
        self.oath.code(moment)
    }

    /// Presses the button so often without using what it shows, or sets the clock so many steps
    /// forward.
    pub(crate) fn skew(&mut self, steps: i64) {
        self.hands = match self.oath.mechanism {
            Mechanism::Counter => self.hands.saturating_add(steps.max(0)),
            Mechanism::Clock(_) => self.hands.saturating_add(steps),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::Token;
    use crate::base::{
        oath::{Mechanism, Oath},
        timestamp::Timestamp,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn held(digits: u8, mechanism: Mechanism) -> Token {
        Token::new(Oath::new(b"12345678901234567890".to_vec(), digits, mechanism))
    }

    #[test]
    fn a_token_in_the_hand_shows_what_its_key_makes() {
        let mut token = held(6, Mechanism::Counter);
        assert_eq!(token.show(at(0)), "755224");
        token.skew(2);
        token.skew(-5);
        assert_eq!(token.show(at(0)), "969429");
        let mut token = held(8, Mechanism::Clock(30));
        assert_eq!(token.show(at(59)), "94287082");
        token.skew(-1);
        assert_eq!(token.show(at(89)), "94287082");
        assert!(!format!("{token:?}").contains("49"));
    }
}
