//! Which characters a text may have.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A set of characters.
#[derive(Clone, Copy)]
pub(crate) enum Characters {
    /// Those of a line.
    Line,
    /// Those of a name.
    Name,
    /// Those of the lines of a street.
    Street,
    /// Those of the label of a license.
    Label,
    /// All but those that control a terminal.
    Any,
}

impl Characters {
    /// The documented pattern.
    pub(super) fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Line => Some(r"^[\p{L}\p{M}\p{Zs}\p{S}\p{N}\p{P}]*$"),
            Self::Name => Some(r"^[\p{L}\p{M}\p{N}' .-]*$"),
            Self::Street => Some(r"^[\p{L}\p{M}\p{N}\p{Zs}\p{P}\r\n]*$"),
            Self::Label => Some(r"^[\p{L}\p{M}\p{N}/.'_ -]*$"),
            Self::Any => None,
        }
    }

    pub(super) fn include(self, c: char) -> bool {
        use GeneralCategoryGroup::{Letter, Mark, Number, Punctuation, Symbol};

        let group = c.general_category_group();
        let is_written = matches!(group, Letter | Mark | Number);
        let is_space = c.general_category() == GeneralCategory::SpaceSeparator;
        match self {
            Self::Line => is_written || is_space || matches!(group, Symbol | Punctuation),
            Self::Name => is_written || matches!(c, '\'' | ' ' | '.' | '-'),
            Self::Street => {
                is_written || is_space || group == Punctuation || matches!(c, '\r' | '\n')
            }
            Self::Label => is_written || matches!(c, '/' | '.' | '\'' | '_' | ' ' | '-'),
            Self::Any => !c.is_control() || matches!(c, '\r' | '\n'),
        }
    }
}
