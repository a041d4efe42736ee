//! Tells whether two readings of the rules were of the same text: what a person keeps or passes on
//! names the rules it was reckoned with.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of the text that rules were read from; another one after any change to it. It guards
/// against change, not against malice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(u64);

/// The start and factor of FNV-1a for 64 bits, <https://www.rfc-editor.org/rfc/rfc9923>.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0000_0100_0000_01b3;

impl Fingerprint {
    /// That of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(START).and(text.bytes())
    }

    /// That of several texts in their order.
    #[must_use]
    pub fn of_all(parts: impl IntoIterator<Item = Self>) -> Self {
        let start = Self(START);
        parts.into_iter().fold(start, |all, part| all.and(part.0.to_be_bytes()))
    }

    fn and(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(FACTOR);
        Self(bytes.into_iter().fold(self.0, step))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let number = u64::from_str_radix(text, 16).map_err(serde::de::Error::custom)?;
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_that_of_the_published_vectors() {
        // Vectors that come with the definition of FNV-1a: the empty text, "a", "foobar".
        let shown = |text: &str| Fingerprint::of(text).to_string();
        assert_eq!(shown(""), "cbf29ce484222325");
        assert_eq!(shown("a"), "af63dc4c8601ec8c");
        assert_eq!(shown("foobar"), "85944171f73967e8");
    }

    #[test]
    fn order_counts_and_the_written_form_is_read_back() {
        let (one, other) = (Fingerprint::of("1"), Fingerprint::of("2"));
        assert_ne!(Fingerprint::of_all([one, other]), Fingerprint::of_all([other, one]));
        let written = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Fingerprint>(&written).unwrap(), one);
        assert!(serde_json::from_str::<Fingerprint>("\"xyz\"").is_err());
    }
}
