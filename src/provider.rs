//! The catalogue of verification-record shapes: a table, not code for each provider.

/// The shape of one provider's verification record.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The id that the user types: `ses`.
    pub id: &'static str,
    /// The provider's name, for people.
    pub title: &'static str,
    /// The labels in front of the domain; empty for the domain itself.
    pub prefix: &'static str,
    /// What the value looks like.
    pub shape: Shape,
    /// Whether the record counts at the domain itself too.
    pub apex: Apex,
}

/// Whether the domain itself is a second place for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apex {
    /// The provider looks there too.
    Counts,
    /// A record there is misplaced.
    IsMisplaced,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Standard base64 of so many octets, padding included.
    Base64 {
        /// Decoded length, in octets.
        octets: usize,
    },
}

/// The catalogue. The first entry is the default.
pub const PROVIDERS: &[Provider] = &[Provider {
    id: "ses",
    title: "Amazon SES",
    prefix: "_amazonses",
    shape: Shape::Base64 { octets: 32 },
    apex: Apex::Counts,
}];

impl Provider {
    /// The entry with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.id == id)
    }
}

impl Shape {
    /// Whether `octets` could be a value of this shape.
    pub fn fits(self, octets: &[u8]) -> bool {
        match self {
            Self::Base64 { octets: decoded } => is_base64(octets, decoded),
        }
    }
}

/// Standard base64 (RFC 4648 §4) of exactly `decoded` octets.
fn is_base64(text: &[u8], decoded: usize) -> bool {
    let padding = (3 - decoded % 3) % 3;
    let digits = decoded.div_ceil(3) * 4 - padding;
    let (body, tail) = text.split_at_checked(digits).unwrap_or_default();
    let is_digit = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/');
    !body.is_empty() && body.iter().all(is_digit) && tail.len() == padding && tail.iter().all(|octet| *octet == b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_the_guide_fits_and_a_cut_one_does_not() {
        let shape = Provider::find("ses").unwrap().shape;
        assert!(shape.fits(b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk="));
        assert!(!shape.fits(b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk"));
        assert!(!shape.fits(b"fmxqxT/icOYx4aA/bEUrDPMeax9/s3frblS+niixmqk=="));
    }
}
