//! The damage ladder over any records: it ends, points at a record that is there, and explains nothing that is right.

use txtproof::damage::{Wanted, explain};

/// The property of target `damage`. Lines are values: the expected one, the provider's prefix, then a record each; a tab
/// parts character-strings.
pub fn damage(octets: &[u8]) {
    let mut lines = octets.split(|octet| *octet == b'\n');
    let (expected, prefix) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let records: Vec<Vec<&[u8]>> = lines.map(|line| line.split(|octet| *octet == b'\t').collect()).collect();
    let names = ["_amazonses.example.com", "example.com"].map(|name| name.parse().expect("a name"));
    let prefix = Some(prefix).filter(|prefix| !prefix.is_empty() && expected.starts_with(prefix));
    let told = explain(&Wanted { expected, prefix, names: &names }, &records);
    let is_right = records.iter().any(|record| record.concat() == expected);
    if let Some(told) = told {
        assert!(told.record < records.len());
        assert!(!is_right, "the expected value needs no explanation");
        assert_ne!(Some(told.damage), told.second);
    }
}
