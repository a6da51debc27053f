//! Phone numbers and email addresses, whole and masked.

use crate::wire::response::Failure;

use crate::domain::mfa::invalid;

/// The international form (`+14135550150`) of a phone number in one of the accepted spellings.
pub(crate) fn phone(text: &str, target: &str, plus_required: bool) -> Result<String, Failure> {
    let malformed = || invalid(target, "The phone number is malformed.", |detail| detail);
    let trimmed = text.trim();
    let rest = match trimmed.strip_prefix('+') {
        Some(rest) => rest,
        None if plus_required => return Err(malformed()),
        None => trimmed,
    };
    if rest.contains(|c: char| !c.is_ascii_digit() && !" .-()".contains(c)) {
        return Err(malformed());
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // The lengths of E.164.
    if !(7..=15).contains(&digits.len()) {
        return Err(malformed());
    }
    Ok(format!("+{digits}"))
}

/// An email address with one at sign between two non-empty parts.
pub(crate) fn email(text: &str, target: &str) -> Result<String, Failure> {
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && domain.len() > 2
                && !domain.contains('@')
                && !text.contains(char::is_whitespace) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(invalid(target, "The email address is malformed.", |d| d)),
    }
}

/// `*******44`.
pub(crate) fn masked_phone(phone: &str) -> String {
    let from = phone.len().saturating_sub(2);
    format!("*******{}", phone.get(from..).unwrap_or_default())
}

/// `j****@example.com`, and two letters of a longer name: `ad****@example.com`.
pub(crate) fn masked_email(email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let shown = if local.chars().count() > 4 { 2 } else { 1 };
    let shown: String = local.chars().take(shown).collect();
    format!("{shown}****@{domain}")
}
