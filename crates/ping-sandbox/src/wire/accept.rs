//! Which JSON a client asks for: the header `Accept`.

use http::{HeaderMap, header::ACCEPT};

pub(crate) const JSON: &str = "application/json";
pub(crate) const HAL: &str = "application/hal+json";

/// How much a client wants either sort of JSON, in thousandths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Accept {
    json: u16,
    hal: u16,
}

impl Accept {
    /// What a request's headers say; none says that all is welcome.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(ACCEPT).iter().peekable();
        if values.peek().is_none() {
            return Self { json: 1, hal: 1 };
        }
        let ranges: Vec<(String, u16)> = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(range)
            .collect();
        let wish = |media_type: &str| {
            // The range that says most about it counts.
            let quality = |name: &str| {
                let named = ranges.iter().filter(|(range, _)| range == name);
                named.map(|(_, quality)| *quality).max()
            };
            quality(media_type)
                .or_else(|| quality("application/*"))
                .or_else(|| quality("*/*"))
                .unwrap_or(0)
        };
        Self { json: wish(JSON), hal: wish(HAL) }
    }

    /// The one of the two that the client prefers to what it would get.
    pub(crate) fn choose(self, usual: &'static str) -> &'static str {
        match usual {
            HAL if self.json > self.hal => JSON,
            JSON if self.hal > self.json => HAL,
            usual => usual,
        }
    }
}

/// A media range in lower case and its quality in thousandths.
fn range(text: &str) -> (String, u16) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let quality: f32 = value.trim().parse().ok()?;
        (name.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&quality))
            .then(|| (quality * 1000.0).round() as u16)
    });
    (name, quality.unwrap_or(1000))
}
