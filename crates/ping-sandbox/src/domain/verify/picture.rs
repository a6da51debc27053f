//! Pictures small enough to be made on the spot and whole enough for any decoder.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};

/// The modules of light around a QR code.
const QUIET: usize = 4;

/// A JPEG of eight by eight pixels in one shade, with a comment that says what it stands for, as
/// verified data carries it.
pub(crate) fn data(shows: &str, shade: u8) -> Value {
    json!({ "IMAGE": base64(shows, shade), "FORMAT": "JPEG" })
}

/// The same picture in base64.
pub(crate) fn base64(shows: &str, shade: u8) -> String {
    STANDARD.encode(jpeg(shows, 1, &[shade]))
}

/// A QR code as a data URI, with eight pixels to a module; `None` where the text is too long.
pub(crate) fn qr(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let side = width + 2 * QUIET;
    let inside = |at: usize| (QUIET..QUIET + width).contains(&at);
    let shades: Vec<u8> = (0..side * side)
        .map(|index| {
            let (row, column) = (index / side, index % side);
            let dark = inside(row)
                && inside(column)
                && colors[(row - QUIET) * width + column - QUIET] == Color::Dark;
            if dark { 0 } else { 255 }
        })
        .collect();
    let jpeg = jpeg("QR code", side, &shades);
    Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)))
}

/// A grayscale JPEG whose blocks of eight by eight pixels each have one shade, `columns` to a row.
fn jpeg(comment: &str, columns: usize, shades: &[u8]) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    let mut segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
        jpeg.extend([0xff, marker]);
        jpeg.extend(length.to_be_bytes());
        jpeg.extend(body);
    };
    segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(0xfe, &comment.as_bytes()[..comment.len().min(200)]);
    // Each quantization step is 16, so that a block's only coefficient takes seven bits at most.
    let mut quantization = [16; 65];
    quantization[0] = 0;
    segment(0xdb, &quantization);
    // One grayscale component.
    let pixels = |blocks: usize| u16::try_from(blocks * 8).unwrap_or(u16::MAX).to_be_bytes();
    let ([h0, h1], [w0, w1]) = (pixels(shades.len() / columns), pixels(columns));
    segment(0xc0, &[8, h0, h1, w0, w1, 1, 1, 0x11, 0]);
    // DC: the sizes 0 to 8 as four-bit codes. AC: only the end of the block, as one bit.
    let mut dc = [0; 26];
    dc[4] = 9;
    for size in 0..9 {
        dc[17 + usize::from(size)] = size;
    }
    segment(0xc4, &dc);
    let mut ac = [0; 18];
    (ac[0], ac[1]) = (0x10, 1);
    segment(0xc4, &ac);
    segment(0xda, &[1, 1, 0, 0, 63, 0]);
    let mut bits = Bits::default();
    let mut before = 0;
    for shade in shades {
        let level = (i32::from(*shade) - 128) / 2;
        let difference = level - before;
        before = level;
        let size = 32 - difference.unsigned_abs().leading_zeros();
        let coefficient = if difference < 0 { difference + (1 << size) - 1 } else { difference };
        bits.push(size, 4);
        bits.push(coefficient.unsigned_abs(), size);
        bits.push(0, 1);
    }
    jpeg.extend(bits.finish());
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

/// Entropy-coded bits.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, bits: u32) {
        for bit in (0..bits).rev() {
            self.open = (self.open << 1) | ((value >> bit) & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = self.open.to_le_bytes()[0];
                self.bytes.push(byte);
                if byte == 0xff {
                    // Not a marker.
                    self.bytes.push(0);
                }
                (self.open, self.count) = (0, 0);
            }
        }
    }

    /// Fills the last byte up with ones.
    fn finish(mut self) -> Vec<u8> {
        while self.count != 0 {
            self.push(1, 1);
        }
        self.bytes
    }
}
