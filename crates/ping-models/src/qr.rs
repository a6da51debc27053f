//! QR codes of links that a phone scans.

use std::fmt;

use qrcode::render::{svg, unicode};

/// A QR code, ready to be shown. It holds what it encodes, hence `Debug` prints nothing of it.
#[derive(Clone)]
pub struct QrCode(qrcode::QrCode);

impl QrCode {
    /// Encodes a text; `None` where it is longer than a QR code can hold (2,953 bytes).
    pub fn new(text: &str) -> Option<Self> {
        qrcode::QrCode::new(text).ok().map(Self)
    }

    /// As an SVG image of at least 200 × 200 units, black on white with a quiet zone.
    pub fn svg(&self) -> String {
        self.0
            .render()
            .min_dimensions(200, 200)
            .dark_color(svg::Color("#000000"))
            .light_color(svg::Color("#ffffff"))
            .build()
    }

    /// As text for a terminal with a dark background: two rows of modules a line, in half blocks.
    pub fn terminal(&self) -> String {
        self.0
            .render::<unicode::Dense1x2>()
            .dark_color(unicode::Dense1x2::Light)
            .light_color(unicode::Dense1x2::Dark)
            .build()
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrCode").field("width", &self.0.width()).finish_non_exhaustive()
    }
}
