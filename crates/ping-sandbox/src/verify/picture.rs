//! Pictures small enough to be made on the spot and whole enough for any decoder.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

/// A JPEG of eight by eight pixels in one shade, with a comment that says what it stands for, as
/// verified data carries it.
pub(super) fn data(shows: &str, shade: u8) -> Value {
    json!({ "IMAGE": STANDARD.encode(jpeg(shows, shade)), "FORMAT": "JPEG" })
}

fn jpeg(comment: &str, shade: u8) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    let mut segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
        jpeg.extend([0xff, marker]);
        jpeg.extend(length.to_be_bytes());
        jpeg.extend(body);
    };
    segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(0xfe, &comment.as_bytes()[..comment.len().min(200)]);
    // Each quantization step is 16, so that the block's only coefficient takes seven bits at most.
    let mut quantization = [16; 65];
    quantization[0] = 0;
    segment(0xdb, &quantization);
    // One grayscale component.
    segment(0xc0, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    // DC: the sizes 0 to 7 as four-bit codes. AC: only the end of the block, as one bit.
    let mut dc = [0; 25];
    dc[4] = 8;
    for size in 0..8 {
        dc[17 + usize::from(size)] = size;
    }
    segment(0xc4, &dc);
    let mut ac = [0; 18];
    (ac[0], ac[1]) = (0x10, 1);
    segment(0xc4, &ac);
    segment(0xda, &[1, 1, 0, 0, 63, 0]);
    jpeg.extend(block(shade));
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

/// The entropy-coded block: size, coefficient, end of block, filled up with ones.
fn block(shade: u8) -> Vec<u8> {
    let level = (i32::from(shade) - 128) / 2;
    let size = 32 - level.unsigned_abs().leading_zeros();
    let coefficient = if level < 0 {
        level + (1 << size) - 1
    } else {
        level
    };
    let used = 4 + size + 1;
    let total = used.next_multiple_of(8);
    let bits = (size << (size + 1)) | (coefficient.unsigned_abs() << 1);
    let filled = (bits << (total - used)) | ((1 << (total - used)) - 1);
    filled.to_be_bytes()[4 - total as usize / 8..].to_vec()
}
