//! Another background for the portrait of a verified user.

use crate::{Model, Rest};

/// A color by its parts.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct BackgroundColor {
    /// Red, 0 to 255.
    pub red: u16,
    /// Green, 0 to 255.
    pub green: u16,
    /// Blue, 0 to 255.
    pub blue: u16,
    rest: Rest<Self>,
}

impl BackgroundColor {
    /// A color by its parts.
    pub fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self::new(red, green, blue)
    }
}

/// The shape of a picture.
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct AspectRatio {
    /// The share of the height, 1 to 1000.
    #[model(name = "aspectHeight")]
    pub height: u16,
    /// The share of the width, 1 to 1000.
    #[model(name = "aspectWidth")]
    pub width: u16,
    rest: Rest<Self>,
}

/// The request of Update Verified Data Portrait Background.
///
/// ```
/// use ping_models::verify::{AspectRatio, BackgroundColor, PortraitBackground};
///
/// // White, in the shape of a passport's picture: 45 high, 35 wide.
/// let white = BackgroundColor::rgb(255, 255, 255);
/// let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
/// # let _ = background;
/// ```
#[derive(Clone, PartialEq, Model)]
#[model(request)]
#[non_exhaustive]
pub struct PortraitBackground {
    /// The color behind the person.
    #[model(name = "backgroundColor")]
    pub color: BackgroundColor,
    /// The shape of the picture.
    pub aspect_ratio: AspectRatio,
    rest: Rest<Self>,
}
