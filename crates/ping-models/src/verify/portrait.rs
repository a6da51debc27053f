//! Another background for the portrait of a verified user.

request! {
    /// A color by its parts.
    pub struct BackgroundColor {
        required {
            /// Red, 0 to 255.
            red: u16 = "red",
            /// Green, 0 to 255.
            green: u16 = "green",
            /// Blue, 0 to 255.
            blue: u16 = "blue",
        }
    }
}

impl BackgroundColor {
    /// A color by its parts.
    pub fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self::new(red, green, blue)
    }
}

request! {
    /// The shape of a picture.
    pub struct AspectRatio {
        required {
            /// The share of the height, 1 to 1000.
            height: u16 = "aspectHeight",
            /// The share of the width, 1 to 1000.
            width: u16 = "aspectWidth",
        }
    }
}

request! {
    /// The request of Update Verified Data Portrait Background.
    ///
    /// Taken by `verify.update_verified_data_portrait_background`.
    ///
    /// ```
    /// use ping_models::verify::{AspectRatio, BackgroundColor, PortraitBackground};
    ///
    /// // White, in the shape of a passport's picture: 45 high, 35 wide.
    /// let white = BackgroundColor::rgb(255, 255, 255);
    /// let background = PortraitBackground::new(white, AspectRatio::new(45u16, 35u16));
    /// # let _ = background;
    /// ```
    pub struct PortraitBackground {
        required {
            /// The color behind the person.
            color: BackgroundColor = "backgroundColor",
            /// The shape of the picture.
            aspect_ratio: AspectRatio = "aspectRatio",
        }
    }
}
